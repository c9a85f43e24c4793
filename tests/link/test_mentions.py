"""Things of the graph and rows of a table become mentions."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.ask.endpoint import LocalEndpoint
from kg.errors import InputErrors
from kg.link.mention_table import link_table, read_mentions
from kg.link.mentions import linkable, linked_to, mention_of
from kg.match.entity import Mention
from kg.match.index import LocalIndex
from kg.read.delimited import read_delimited

ID = "https://w3id.org/apf/id/"
CLASSES = ("Country", "Government", "Person")


@pytest.fixture(scope="module")
def endpoint(article: Path) -> LocalEndpoint:
    return LocalEndpoint(article)


def test_a_country_has_its_code(endpoint: LocalEndpoint) -> None:
    """ISO codes, class, names; what claims say is the context."""
    found = mention_of(endpoint, ID + "place/pakistan", "en")

    assert (found.name, found.cls) == ("Pakistan", "Country")
    assert (found.countries, found.ids) == (("PK",), (("iso3", "PAK"),))
    assert "The campaign is carried out in Pakistan." in found.context


def test_a_place_lies_in_a_country(endpoint: LocalEndpoint) -> None:
    """``within`` is followed to a country."""
    found = mention_of(endpoint, ID + "place/balochistan", "en")

    assert found.countries == ("PK",)
    assert set(found.names) == {"Balochistan Province", "Baluchistan"}


def test_what_others_call_a_thing_is_not_its_name(endpoint: LocalEndpoint) -> None:
    """A capital is a hidden label of a government; the country is in its name."""
    found = mention_of(endpoint, ID + "actor/pk-government", "en")

    assert found.name == "Government of Pakistan"
    assert found.names == ("Pakistani government",)
    assert found.countries == ("PK",)


def test_what_can_be_linked(endpoint: LocalEndpoint) -> None:
    """Actors, places, populations and documents; of a class only what is of it."""
    everything = linkable(endpoint)
    countries = linkable(endpoint, "Country")

    assert {ID + "actor/iom", ID + "place/iran"} < set(everything)
    assert not [iri for iri in everything if "/flow/" in iri or "/claim/" in iri]
    assert countries == [
        ID + f"place/{name}" for name in ("afghanistan", "iran", "pakistan")
    ]
    assert all(isinstance(qids, tuple) for qids in linked_to(endpoint).values())


def test_a_table_is_read(tmp_path: Path) -> None:
    """Two columns are needed, class and country may be there, others are left."""
    path = tmp_path / "m.csv"
    path.write_text(
        "mention,context,class,country,note\n"
        'Kabul,"Kabul\nsaid no.",Government,AFG,x\n'
        "Lahore,In Lahore.,,pk|IN,\n",
        "utf-8-sig",
    )

    rows = read_mentions(path, CLASSES)
    assert list(rows) == [2, 4]
    assert rows[2] == Mention(
        "Kabul", context="Kabul\nsaid no.", cls="Government", countries=("AF",)
    )
    assert rows[4].countries == ("PK", "IN")


def test_a_bad_table_is_told_whole(tmp_path: Path) -> None:
    """Every problem with its line, and the nearest name that there is."""
    path = tmp_path / "m.csv"
    path.write_text(
        "mention,context,class,country\n,x,,\nA,x,Countri,\nB,x,,QQ\nC,x\nD,x,,\n"
    )

    with pytest.raises(InputErrors) as caught:
        read_mentions(path, CLASSES)
    assert str(caught.value).splitlines() == [
        f"{path}:2: the mention is empty",
        f"{path}:3: `Countri` is no class of the ontology; did you mean `Country`?",
        f"{path}:4: `QQ` is no code of a country (ISO 3166-1)",
        f"{path}:5: 4 cells were expected, here are 2",
    ]


def test_quotes_that_are_not_closed_lose_no_row(tmp_path: Path) -> None:
    """They are an error at the line where they open."""
    path = tmp_path / "m.csv"
    path.write_text('mention,context\nA,x\nB,"y\nC,z\n')

    with pytest.raises(InputErrors, match=r"m\.csv:3: .* not closed"):
        read_mentions(path, CLASSES)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"mention,text\nA,b\n", "no column `context`"),
        (b"", "no column `mention`"),
        (b"mention,context\n\xff,b\n", r"m\.csv:2: not UTF-8"),
        (b'mention,context\n"A,b\n', r"m\.csv:2: not CSV"),
    ],
)
def test_a_file_that_is_no_table(tmp_path: Path, data: bytes, message: str) -> None:
    """What was expected is told, and where."""
    path = tmp_path / "m.csv"
    path.write_bytes(data)

    with pytest.raises(InputErrors, match=message):
        read_mentions(path, CLASSES)
    with pytest.raises(InputErrors, match=r"none\.csv:1: "):
        read_mentions(tmp_path / "none.csv", CLASSES)


def test_linked_mentions_run_in_no_spreadsheet_and_are_read_again(
    traps: Path, tmp_path: Path
) -> None:
    """Names and contexts that begin as formulas have a quote, and come back without."""
    path, out = tmp_path / "m.csv", tmp_path / "out.csv"
    path.write_text('mention,context\n=Kabul,"-2,\t@x"\n+Herat,@Herat\n', "utf-8")
    link_table(path, out, LocalIndex(traps), CLASSES)

    with out.open(encoding="utf-8", newline="") as file:
        cells = [row[:2] for _, row in read_delimited(file)][1:]
    assert cells == [["'=Kabul", "'-2,\t@x"], ["'+Herat", "'@Herat"]]
    again = read_mentions(out, CLASSES).values()
    assert list(again) == list(read_mentions(path, CLASSES).values())
