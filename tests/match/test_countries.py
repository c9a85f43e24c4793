"""Countries are known by every code that is in use, and by their names."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.link.building import build_index
from kg.link.mention_table import read_mentions
from kg.match.countries import countries
from kg.match.index import LocalIndex
from kg.match.linker import link
from tests.beside import beside


@pytest.mark.parametrize(
    ("written", "iso2"),
    [
        ("PK", "PK"),
        ("pak", "PK"),
        ("586", "PK"),
        ("NA", "NA"),
        ("516", "NA"),
        ("4", "AF"),  # 004, as a spreadsheet leaves it
        *((code, "XK") for code in ("XK", "XKX", "XKK", "RKS", "UNK")),
        *((code, "GB") for code in ("GB", "GBR", "UK")),
        *((code, "GR") for code in ("GR", "EL")),
        *((code, "SH") for code in ("AC", "ASC", "TA", "TAA")),
        *((code, "ES") for code in ("EA", "IC")),
        *((code, "FR") for code in ("CP", "CPT", "FX", "FXX")),
        *((code, "IO") for code in ("DG", "DGA")),
        *((code, "GG") for code in ("CQ", "CRQ")),
        *((code, "EU") for code in ("EU", "EUE")),
        *((code, "") for code in ("UN", "SU", "EZ", "ZZ", "999", "²", "", "P K")),
    ],
)
def test_codes_in_use_lead_to_their_country(written: str, iso2: str) -> None:
    """Alpha-2, alpha-3, numeric, reserved and user-assigned; other codes to none."""
    assert countries().code(written) == iso2


def test_all_codes_of_iso_3166_are_known() -> None:
    """Each of the 249, in its three forms, against another list of them."""
    path = beside("data/codes/country_codes.csv", "NO CODES: ours are not compared")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    table = countries()

    assert len(rows) == 249
    for row in rows:
        written = (row["iso2"], row["iso3"], row["m49"])
        assert {table.code(code) for code in written} == {row["iso2"]}


def test_no_code_is_that_of_two_countries() -> None:
    """Codes beside the standard take none of its own away."""
    table = countries()

    assert all(table.code(code) == code for code in table.known)
    assert all(table.code(c.iso3) == c.iso2 for c in table.known.values() if c.iso3)


def test_the_longer_name_is_the_country() -> None:
    """One Congo is in the other's name; the whole name counts."""
    table = countries()
    kinshasa = "Government of the Democratic Republic of the Congo"

    assert table.named_in(kinshasa) == ("CD",)
    assert table.named_in("Government of the Republic of the Congo") == ("CG",)
    assert table.named_in("Parliament of Guinea-Bissau") == ("GW",)
    assert table.named_in("Saint Vincent and the Grenadines police") == ("VC",)


def test_kosovo_is_found_by_each_of_its_codes(tmp_path: Path) -> None:
    """In a table of mentions, and in the extract that it is linked from."""
    (tmp_path / "a.csv").write_text(
        "qid,label,type,country,sources\nQ1,Ministry of Returns,,xkx,a|b\n"
    )
    build_index([tmp_path / "a.csv"], tmp_path / "i.sqlite")
    (tmp_path / "m.csv").write_text(
        "mention,context,country\nMinistry of Returns,,XK\nMinistry of Returns,,XKX\n"
    )
    rows = read_mentions(tmp_path / "m.csv", ())
    index = LocalIndex(tmp_path / "i.sqlite")
    found = [link(mention, index) for mention in rows.values()]

    assert [f.decision for f in found] == ["match", "match"]
    assert found[0].scored == found[1].scored
    assert "belongs to Kosovo" in found[0].reason


def test_a_table_of_mentions_with_codes_as_other_people_wrote_them() -> None:
    """Numbers are codes of ISO 3166-1, too."""
    path = beside("cases/formats/mentions/c.csv", "NO MENTIONS: codes are not read")
    (mention,) = read_mentions(path, ()).values()

    assert mention.countries == ("NA",)
