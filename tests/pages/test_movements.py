"""Movements in a table and as bands: nothing is added up, no plan passes for fact."""

from __future__ import annotations

import csv
import io
import re

import pytest
from lxml.html import HtmlElement

import kg
from kg.pages.book import Pages
from kg.pages.movements import movements_csv
from tests.conftest import ENTITIES, Folder
from tests.pages.conftest import parsed, words
from tests.pages.markup import Markup

FLOWS = """\
eastland:
  type: Country
  label: شرقستان
  iso3: XEL
hills:
  type: AdministrativeArea
  label: The Hills
  within: northland
returns-early:
  type: MovementFlow
  label: Permit holders sent back in January
  movedPopulation: permit-holders
  origin: northland
  destination: southland
inside:
  type: MovementFlow
  movedPopulation: permit-holders
  label: People displaced within Northland
  origin: hills
  destination: northland
arrivals:
  type: MovementFlow
  movedPopulation: permit-holders
  label: People arriving in Eastland
  destination: eastland
arrivals-by-sea:
  type: MovementFlow
  movedPopulation: permit-holders
  label: People arriving in Eastland by sea
  destination: eastland
from-the-hills:
  type: MovementFlow
  movedPopulation: permit-holders
  label: Permit holders sent back from the Hills
  origin: hills
  destination: southland
leaving:
  type: MovementFlow
  movedPopulation: permit-holders
  label: People leaving Northland
  origin: northland
"""

FACTS = """\
document:
  id: bulletin-20250301
  title: Counts
  published: 2025-03-01
  publishedBy: gazette
  language: en

claims:
"""

CLAIM = """\
  {name}:
    summary: {name}.
    claimant: {claimant}
    modality: {modality}
    says:
      type: FlowObservation
      measures: {flow}
      amount: {amount}
      unit: {unit}
      period: {period}
      movementTerm: left
"""
CLAIMS = [
    # name, claimant, modality, flow, amount, days
    (
        "year",
        "north-ministry",
        "asserted",
        "returns",
        "more than 12,000",
        "2025-01/2025-02",
    ),
    ("january", "north-ministry", "asserted", "returns-early", "4,000", "2025-01"),
    ("plan", "north-government", "planned", "returns", "50,000", "2025"),
    ("no", "north-government", "denied", "returns", "9,000", "2025-02"),
    ("none", "north-ministry", "asserted", "inside", "0", "2025-02"),
    ("some", "gazette", "asserted", "arrivals", "hundreds", "2025-02"),
    ("most", "gazette", "asserted", "leaving", "up to 700", "2023"),
    ("wet", "gazette", "asserted", "arrivals-by-sea", "150", "2025-02"),
    ("hills", "gazette", "asserted", "from-the-hills", "1,100", "2025-02"),
]
PART = """\
  part:
    summary: Those who come by sea are some of those who come.
    claimant: gazette
    says: [arrivals-by-sea, partOfFlow, arrivals]
"""
FAMILIES = ("families", "gazette", "asserted", "returns", "3,000", "2025-02")


def _claim(name: str, claimant: str, modality: str, *figure: str, unit: str) -> str:
    flow, amount, period = figure
    return CLAIM.format(**locals())


@pytest.fixture(scope="module")
def moves(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Return the pages of a project with movements of every kind."""
    folder = Folder(tmp_path_factory.mktemp("moves"))
    claims = [_claim(*claim, unit="person") for claim in CLAIMS]
    claims += [_claim(*FAMILIES, unit="family"), PART]
    folder.write(
        "kg.toml", '[project]\ntitle = "Moves"\nbase = "https://example.org/m/"\n'
    )
    folder.write("sources/entities/all.yaml", ENTITIES + FLOWS)
    folder.write("sources/bulletin-20250301/facts.yaml", FACTS + "".join(claims))
    folder.build()
    return Pages(kg.open(folder.graph, project=folder.root), served=True)


def rows(root: HtmlElement) -> list[list[str]]:
    """Return the cells of the table, in words."""
    (table,) = root.find_class("movements")
    lines = table.iterfind("tbody/tr")
    cells = [[words(td) for td in line.iter("td")] for line in lines]
    return [[cell.partition(" read as ")[0] for cell in line] for line in cells]


def heights(path: str) -> float:
    """Return how high a band is where it begins: its first line, and its last."""
    numbers = re.findall(r"M[\d.]+ ([\d.]+)H|([\d.]+)H[\d.]+Z", path)
    return float(numbers[-1][1]) - float(numbers[0][0])


def test_each_manner_and_unit_has_a_row_of_its_own(moves: Pages) -> None:
    """A plan does not stand in the place of a count, nor families for persons."""
    lines = rows(parsed(moves.html("movements")))
    sent = [line for line in lines if line[6].startswith("Permit holders sent back to")]

    assert [line[2] for line in sent] == [
        "3,000 families",
        "more than 12,000 persons",
        "9,000 persons denied",
        "50,000 persons planned",
    ]
    assert {(line[0], line[1]) for line in sent} == {("Northland", "Southland")}
    assert sent[1][3:5] == [
        "January 2025 to February 2025",
        "Ministry of Northland : The Gazette , 1 March 2025",
    ]


def test_bands_are_as_wide_as_what_a_figure_allows(moves: Pages) -> None:
    """The least is full and the most pale; 0, and what has no least, is only pale."""
    root = parsed(moves.html("movements"))
    drawing = root.find_class("sankey")[0]
    bands = {words(g[0]).partition(": ")[2].split(",")[0]: g for g in drawing.iter("g")}
    core = {
        amount: heights(path.get("d", ""))
        for amount, g in bands.items()
        for path in g.find_class("core")
    }

    assert {*core} == {"50", "9", "more than 12", "hundreds persons"}
    assert core["50"] / core["9"] == pytest.approx(50 / 9, rel=0.02)
    for amount, pale in {"0 persons": False, "up to 700 persons": False}.items():
        (outer,) = bands[amount].find_class("outer")
        assert ("open" in outer.get("class", "")) is pale
        assert heights(outer.get("d", "")) == pytest.approx(2, abs=0.2)
    (open_,) = bands["more than 12"].find_class("outer")
    assert open_.get("class") == "outer open"


def test_what_would_count_somebody_twice_is_not_drawn(moves: Pages) -> None:
    """January lies in January to February, as the Hills do in Northland.

    Who comes by sea is stated to be one of those who come. Other places are beside.
    """
    root = parsed(moves.html("movements"))
    section = root.xpath("//section[@aria-labelledby='from-to-1']")[0]
    (left_out,) = section.iter("details")

    hills, january, sea = (words(li) for li in left_out.iter("li"))
    assert "sent back in January : 4,000, January 2025. Beside" in january
    assert "their days overlap, and both may count the same people" in january
    assert "sent back from the Hills : 1,100, February 2025. Beside" in hills
    assert "their days overlap" in hills
    assert sea == (
        "People arriving in Eastland by sea : 150, February 2025. Beside People "
        "arriving in Eastland (hundreds, February 2025): one lies in the other."
    )
    places = [words(text) for text in section.find_class("place")]
    assert places == [
        *("Northland Northland", "The Hills The Hills"),
        "origin not stated origin not stated",
        *("Northland Northland", "Southland Southland", "شرقستان شرقستان"),
        "destination not stated destination not stated",
    ]


def test_a_manner_is_a_pattern_and_a_word(moves: Pages) -> None:
    """What is planned is dotted, what is denied empty; families are drawn apart."""
    root = parsed(moves.html("movements"))
    persons, families = root.find_class("sankey")
    looks = {g.get("data-look"): g for g in persons.iter("g")}
    fills = {
        look: g.find_class("core")[0].get("fill")
        for look, g in looks.items()
        if g.find_class("core")
    }

    assert fills["to come"] == "url(#dots)"
    assert fills["denied or disputed"] == "none"
    assert fills["as asserted"] == "currentColor"
    drawn = " ".join(words(text) for text in persons.find_class("words"))
    assert "2025 · planned" in drawn
    assert "February 2025 · denied" in drawn
    assert [words(t) for t in families.find_class("words")] == [
        *("3,000", "February 2025", "so high: 1,000 families")
    ]


def test_on_a_day_only_figures_of_that_day_are_shown(moves: Pages) -> None:
    """In January nobody counts February; what has no figure then is not listed."""
    lines = rows(parsed(moves.html("movements", on="2025-01")))

    assert [line[2] for line in lines] == [
        "4,000 persons",
        "more than 12,000 persons",
        "50,000 persons planned",
    ]
    with pytest.raises(kg.BadArgument, match="takes a day, month or year"):
        moves.html("movements", on="soon")


def test_the_table_is_there_as_csv(moves: Pages) -> None:
    """With the bounds of each figure, and the codes of places, as far as they are."""
    records = list(csv.DictReader(io.StringIO(movements_csv(moves.library))))
    most = next(r for r in records if r["figure"] == "up to 700")
    inside = next(r for r in records if r["figure"] == "0")

    assert (most["low"], most["high"]) == ("0", "700")
    assert (most["origin_iso3"], most["destination"]) == ("XNL", "")
    assert (inside["origin"], inside["origin_iso3"]) == ("The Hills", "XNL")
    assert {r["manner"] for r in records} == {"asserted", "planned", "denied"}


def test_pages_with_days_are_sound(moves: Pages) -> None:
    """Read strictly, with the form in which days are chosen, and those kept."""
    for address in ("movements", "flow/returns", "kind/flow", "place/northland"):
        page = moves.html(address, as_of="2025-03-01", on="2025-02")
        assert page is not None
        assert Markup(page).faults == [], address
        assert 'name="on"' in page
