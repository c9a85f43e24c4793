"""Things are found by IRI, short id or any of their names, and by nothing else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.errors import UnknownName

ID = "https://w3id.org/apf/id/"

FOUND = {
    "https://w3id.org/apf/id/actor/unhcr": "actor/unhcr",
    "unhcr": "actor/unhcr",
    "UNHCR": "actor/unhcr",
    "un refugee agency": "actor/unhcr",
    "OFFICE OF THE UNITED NATIONS HIGH COMMISSIONER FOR REFUGEES": "actor/unhcr",
    "Islamabad": "actor/pk-government",
    "  islamabad\n": "actor/pk-government",
    "Kabul": "actor/afghanistan-defacto-government",
    "Taliban": "actor/taliban",
    "TTP": "actor/pakistani-taliban",
    "Pakistan": "place/pakistan",
    "Deportation campaign  of Pakistan": "policy/pk-repatriation-campaign",
    "dailysabah-20250604": "document/dailysabah-20250604",
    "AFP dispatch on Afghans leaving Pakistan": "document/afp-20250604",
    "dailysabah-20250604.F38": "claim/dailysabah-20250604.F38",
    "dailysabah-20250604.F12": "claim/dailysabah-20250604.F12",
}


@pytest.mark.parametrize(("name", "path"), FOUND.items())
def test_any_name_of_a_thing_finds_it(
    article: kg.KnowledgeGraph, name: str, path: str
) -> None:
    """An IRI, an id, a label in any case, an alias and a nickname mean one thing."""
    assert article.find(name).iri == ID + path


def test_a_capital_is_its_government_and_never_a_place(
    article: kg.KnowledgeGraph,
) -> None:
    """Islamabad is found as the government that it stands for."""
    thing = article.find("Islamabad", "Government")

    assert (thing.id, str(thing)) == ("pk-government", "Government of Pakistan")
    with pytest.raises(UnknownName, match="of class Government, not Place"):
        article.find("Islamabad", "Place")


def test_the_content_of_a_claim_is_found_by_its_class(
    article: kg.KnowledgeGraph,
) -> None:
    """The id of a claim is also that of the figure in it, if a figure is wanted."""
    figure = article.find("dailysabah-20250604.F12", "Observation")

    assert figure.iri == ID + "observation/dailysabah-20250604.F12"


def test_a_class_takes_the_members_of_its_subclasses(
    article: kg.KnowledgeGraph,
) -> None:
    """A measure is a policy, and a ministry an actor."""
    assert article.find("pk-repatriation-campaign-2025", "Policy")
    assert article.find("Interior Ministry", "Actor").id == "pk-interior-ministry"


def test_a_thing_of_another_class_is_named_for_what_it_is(
    article: kg.KnowledgeGraph,
) -> None:
    """A place given for a policy is refused, and the message says that it is one."""
    with pytest.raises(UnknownName) as error:
        article.find("pakistan", "Policy")

    assert str(error.value) == "`pakistan` is of class Country, not Policy"


def test_a_thing_given_for_a_claim_leads_to_its_claims(
    article: kg.KnowledgeGraph,
) -> None:
    with pytest.raises(UnknownName) as error:
        article.explain("IOM")

    assert str(error.value) == (
        "`IOM` is of class IntergovernmentalOrganization, not Claim; "
        "`kg show iom` has the claims about it"
    )


@pytest.mark.parametrize(
    ("name", "cls", "meant"),
    [
        ("pk-goverment", None, "pk-government"),
        ("Islamabd", None, "Islamabad"),
        ("pk-repatriation-campain", "Policy", "pk-repatriation-campaign"),
        ("dailysabah-2025060", "SourceDocument", "dailysabah-20250604"),
    ],
)
def test_an_unknown_name_brings_the_nearest_one(
    article: kg.KnowledgeGraph, name: str, cls: str | None, meant: str
) -> None:
    """A slip of the pen is answered with the name that was probably meant."""
    with pytest.raises(UnknownName) as error:
        article.find(name, cls)

    expected = f"nothing is called `{name}`; did you mean `{meant}`?"
    assert str(error.value) == expected


HOSTILE = [
    "",
    " ",
    "'",
    '"',
    '"""',
    "\\",
    "\\u003E",
    "a\nb",
    "a\r\nb",
    "> } DROP ALL #",
    '" } INSERT DATA { <urn:a> <urn:b> <urn:c> } #',
    "<urn:a>",
    "urn:a> . ?s ?p ?o } #",
    "http://[",
    "http://x/%zz",
    "10:30",
    "a:b|c",
    "?s",
    "{{{{",
    "\x00",
    "\x01\x1b[31m",
    "\ufeff",
    "\udcff",
    "\u202e\u0642\u0646\u062f\u0647\u0627\u0631",
    "\U0001f6c2",
    "x" * 10_000,
]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_no_name_breaks_a_query(article: kg.KnowledgeGraph, name: str) -> None:
    """Quotes, braces, escapes, line ends and SPARQL are a name nothing has."""
    with pytest.raises(UnknownName, match="nothing is called") as error:
        article.find(name)

    assert len(str(error.value).splitlines()) == 1


@given(name=st.text(st.characters(), max_size=30), cls=st.sampled_from(["Actor", None]))
@settings(max_examples=60, deadline=None)
def test_any_text_is_a_name_or_none(
    article: kg.KnowledgeGraph, name: str, cls: str | None
) -> None:
    """Whatever the text, the outcome is a thing or UnknownName."""
    with suppress(UnknownName):
        assert article.find(name, cls).iri


NAMES = """\
river-bridge:
  type: BorderCrossing
  label: "The \\"River\\" {bridge} > } DROP ALL # \\\\ crossing"
  altLabel: [the bridge, Straße nach Süden]
  within: riverland
stone-bridge:
  type: BorderCrossing
  label: Stone Bridge
  altLabel: [The Bridge]
  within: riverland
riverland:
  type: Country
  label: {en: Riverland, ar: أرض النهر}
  iso3: XRL
"""


@pytest.fixture
def names(project: Callable[..., Any]) -> kg.KnowledgeGraph:
    """Return a graph whose names are hard to handle."""
    folder = project({"sources/entities/names.yaml": NAMES})
    folder.build()
    return kg.open(folder.graph)


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ('The "River" {bridge} > } DROP ALL # \\ crossing', "river-bridge"),
        ("Straße nach Süden", "river-bridge"),
        ("STRAßE NACH SÜDEN", "river-bridge"),
        ("أرض النهر", "riverland"),
        ("https://example.org/permits/id/place/riverland", "riverland"),
    ],
)
def test_names_with_any_characters_are_found(
    names: kg.KnowledgeGraph, name: str, id: str
) -> None:
    """Quotes, braces, a sharp s and right-to-left letters are letters like others."""
    assert names.find(name).id == id


def test_a_name_of_two_things_lists_both(names: kg.KnowledgeGraph) -> None:
    """A name that could mean two things is answered with the ids of both."""
    with pytest.raises(UnknownName) as error:
        names.find("the bridge")

    assert str(error.value) == (
        "`the bridge` could be any of river-bridge, stone-bridge; use one of these ids"
    )


def test_a_wrong_name_is_said_to_be_wrong_without_a_hint_that_takes_too_long(
    article: kg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where names are too many to read, the error is still that of the name."""
    endpoint = type(article.endpoint)
    select: Any = endpoint.select

    def slow(self: Any, query: str, *rest: Any, seconds: float | None = None) -> Any:
        if query.startswith("SELECT DISTINCT ?x ?name"):
            assert seconds == 2
            raise kg.QueryFailed("no answer within 2 seconds")
        return select(self, query, *rest, seconds=seconds)

    monkeypatch.setattr(endpoint, "select", slow)
    with pytest.raises(kg.UnknownName, match="nothing is called `Pakistn`"):
        article.find("Pakistn", "Place")
