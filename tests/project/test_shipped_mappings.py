"""The mappings that come with kg read what publishers' columns mean, and no more.

Figures were looked up by hand in the tables of UNHCR; other rows are made up here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.ask.knowledge import KnowledgeGraph, open_graph
from kg.resources import shipped
from tests.beside import beside
from tests.conftest import CONFIG, Folder
from tests.extras import extra

if TYPE_CHECKING:
    import openpyxl
else:
    openpyxl = extra("openpyxl")

NAMES = sorted(path.stem for path in shipped("mappings").glob("*.yaml"))
UNHCR = [name for name in NAMES if name.startswith("unhcr-")]
ROWS = (
    ("  year: [2025]", "  year: [2022, 2024]\n  coa_iso: [DEU, GBR, IRN, PAK]"),
    ("  coo_iso: [XXA]", "  year: [2024]\n  coo_iso: [XXA]"),
    ("  coo_iso: {not: [UNK, XXA, TIB]}", "  coo_iso: [AFG, AUT, PAK]"),
    ("  coo_iso: {not: [UKN, STA, TIB]}", "  coo_iso: [AFG, AUT, PAK]"),
    ("  coa_iso: {not: [UNK]}\n", ""),
    ("  coa_iso: {not: [UKN]}\n", ""),
)
"""Of two years and a few countries, so that a build takes seconds."""

Said = dict[str, str]


def mapped(folder: Folder, name: str, *edits: tuple[str, str]) -> None:
    """Put a mapping that came with kg into a project."""
    text = (shipped("mappings") / f"{name}.yaml").read_text("utf-8")
    for old, new in edits:
        text = text.replace(old, new)
    folder.write(f"sources/{name}/mapping.yaml", text)


def said(graph: KnowledgeGraph, name: str) -> Said:
    """Return what is said of a claim or a thing, as it is shown."""
    return dict(graph.show(name).to_dict()["definition"])


@pytest.fixture(scope="module")
def unhcr(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    """All of UNHCR's tables in one project, which no thing of two of them breaks."""
    tables = beside("data/unhcr", "NO TABLES: UNHCR's mappings are not tried")
    folder = Folder(tmp_path_factory.mktemp("unhcr"))
    folder.write("kg.toml", CONFIG)
    for name in UNHCR:
        mapped(folder, name, *ROWS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KG_TABLES", str(tables))
        report = folder.build(fail_on="warning")
        assert report.documents == len(UNHCR) == 5
        yield open_graph(folder.graph)


@pytest.mark.parametrize("name", NAMES)
def test_its_first_line_says_what_it_reads(name: str) -> None:
    """It is listed by that; its document has its name; what misleads is told."""
    text = (shipped("mappings") / f"{name}.yaml").read_text("utf-8")

    assert text.startswith("# ")
    assert text.count(f"\n  id: {name}\n") == 1
    assert name == "counts" or "# How it could mislead:" in text
    licence = "comment: UNHCR Refugee Population Statistics, CC BY 4.0."
    assert name not in UNHCR or licence in text


@pytest.mark.parametrize(
    ("claim", "value", "measured"),
    [
        ("AFG-PAK-2024-refugees", "1559964", "Refugees from Afghanistan in Pakistan"),
        (
            "AFG-PAK-2024-ooc",
            "798348",
            "Others of concern to UNHCR from Afghanistan in",
        ),
        ("PAK-2024-idps", "3439", "Internally displaced people in Pakistan"),
        ("PAK-2024-hst", "1456000", "Host communities in Pakistan"),
    ],
)
def test_unhcr_counts_people_at_the_end_of_a_year(
    unhcr: KnowledgeGraph, claim: str, value: str, measured: str
) -> None:
    """Of one country in another, or within one; a stock of persons on one day."""
    figure = said(unhcr, f"unhcr-population.{claim}")

    assert figure["value"] == figure["quantityText"] == value
    assert (figure["unit"], figure["period"]) == ("person", "2024-12-31")
    assert figure["measures"].startswith(measured)


def test_what_unhcr_suppresses_is_no_exact_figure(unhcr: KnowledgeGraph) -> None:
    """Austria is AUS in UNHCR's own letters; its five refugees are one to five."""
    figure = said(unhcr, "unhcr-population.AUT-DEU-2024-refugees")

    assert figure["measures"] == "Refugees from Austria in Germany"
    assert (figure["lowerBound"], figure["upperBound"]) == ("1", "5")
    assert (figure["quantifier"], "value" in figure) == ("suppressed", False)


def test_stateless_people_have_no_nationality(unhcr: KnowledgeGraph) -> None:
    """They are in rows of no country of origin, which another mapping leaves out."""
    assert said(unhcr, "unhcr-stateless.PAK-2024-stateless")["value"] == "60"
    people = said(unhcr, "stateless-people-in-pakistan")
    assert people["hasLegalStatus"] == "stateless"
    assert "nationality" not in people


@pytest.mark.parametrize(
    ("claim", "value", "unit"),
    [
        ("AFG-PAK-2024-asylum_seekers", "37433", "application"),
        ("AFG-IRN-2024-refugee_like", "832", "person"),
    ],
)
def test_new_applications_are_no_people(
    unhcr: KnowledgeGraph, claim: str, value: str, unit: str
) -> None:
    """Both happened in the course of a year."""
    figure = said(unhcr, f"unhcr-flows.{claim}")

    assert (figure["value"], figure["unit"]) == (value, unit)
    assert figure["period"] == "2024"


@pytest.mark.parametrize(
    ("claim", "value", "flow", "ends"),
    [
        (
            *("AFG-IRN-2024-returned_refugees-refugees", "237452"),
            *("returned-refugees-from-iran-to-afghanistan", ("Iran", "Afghanistan")),
        ),
        (
            *("AFG-DEU-2024-resettlement-of-refugees", "1000"),
            *("resettled-refugees-of-afghanistan-to-germany", (None, "Germany")),
        ),
    ],
)
def test_returned_refugees_go_the_other_way_than_resettled_ones(
    unhcr: KnowledgeGraph,
    claim: str,
    value: str,
    flow: str,
    ends: tuple[str | None, str],
) -> None:
    """From the country of asylum home; or on to a third from one that is not told."""
    assert said(unhcr, f"unhcr-solutions.{claim}")["value"] == value
    movement = said(unhcr, flow)
    assert (movement.get("origin"), movement["destination"]) == ends


@pytest.mark.parametrize(
    ("claim", "value", "unit"),
    [
        ("AFG-DEU-2024-G-FI-P-recognised", "13742", "person"),
        ("AFG-DEU-2024-G-JR-P-closed", "5079", "person"),
        ("AFG-PAK-2024-U-FI-P-decided", "3392", "person"),
        ("AFG-GBR-2022-G-AR-C-decided", "37", "case"),
    ],
)
def test_a_decision_is_counted_in_cases_or_persons_and_moves_nobody(
    unhcr: KnowledgeGraph, claim: str, value: str, unit: str
) -> None:
    """By who decided, and at which instance; outcomes are parts of all decisions."""
    name = f"unhcr-asylum-decisions.{claim}"

    assert "StockObservation" in unhcr.show(name).types
    figure = said(unhcr, name)
    assert (figure["value"], figure["unit"]) == (value, unit)
    group = "afghanistan-in-germany-2024-government-first-instance-by-person"
    part = said(unhcr, f"recognised-of-{group}")
    assert part["subPopulationOf"] == said(unhcr, f"claims-of-{group}")["label"]


def test_displacements_are_no_displaced_people(tmp_path: Path) -> None:
    """Who is driven out twice counts twice; Abyei has no code and stays out."""
    folder = Folder(tmp_path)
    folder.write("kg.toml", CONFIG)
    mapped(folder, "idmc-internal-displacement")
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    raw = [
        f"{cause} {what} (Raw)"
        for cause in ("Conflict", "Disaster")
        for what in ("Stock Displacement", "Internal Displacements")
    ]
    sheet.append(["ISO3", "Name", "Year", *raw, "Conflict Stock Displacement"])
    sheet.append(["AFG", "Afghanistan", 2024, 4187123, 4990, None, 0, 4187000])
    sheet.append(["AB9", "Abyei Area", 2024, 100, None, None, None, 100])
    file = "IDMC_Internal_Displacement_Conflict-Violence_Disasters.xlsx"
    book.save(tmp_path / "sources/idmc-internal-displacement" / file)

    report = folder.build(fail_on="warning")

    graph = open_graph(folder.graph)
    name = "idmc-internal-displacement.AFG-2024-"
    people = said(graph, f"{name}displaced-by-conflict")
    assert (people["value"], people["unit"]) == ("4187123", "person")
    assert people["period"] == "2024-12-31"
    moves = said(graph, f"{name}displacements-by-conflict")
    assert (moves["value"], moves["unit"]) == ("4990", "displacement")
    assert moves["period"] == "2024"
    assert said(graph, f"{name}displacements-by-disasters")["value"] == "0"
    assert report.claims == 3


def test_a_round_counts_people_by_why_they_left(tmp_path: Path) -> None:
    """A reason that the mapping does not know is refused, and the line is named."""
    table = (
        "admin0Pcode,numPresentIdpInd,reportingDate,roundNumber,displacementReason\n"
    )
    table += "SDN,8856313,2025-01-31T00:00:00,14,Conflict\n"
    table += "SDN,9000000,2025-02-28T00:00:00,15,\n"
    folder = Folder(tmp_path)
    folder.write("kg.toml", CONFIG)
    mapped(folder, "iom-dtm")
    folder.write("sources/iom-dtm/iom-dtm-admin0.csv", table)

    folder.build(fail_on="warning")

    graph = open_graph(folder.graph)
    figure = said(graph, "iom-dtm.SDN-row-2")
    assert (figure["value"], figure["period"]) == ("8856313", "2025-01-31")
    assert figure["measures"] == "Internally displaced people in Sudan (conflict)"
    whole = said(graph, "iom-dtm.SDN-row-3")["measures"]
    assert whole == "Internally displaced people in Sudan (any-reason)"
    folder.edit("sources/iom-dtm/iom-dtm-admin0.csv", "Conflict", "Drought")
    (problem,) = folder.refused().problems
    assert "`Drought`" in problem.message


def test_counts_are_read_as_the_example_in_the_mapping_stands(tmp_path: Path) -> None:
    """A new user has a table that builds before anything is adapted."""
    text = (shipped("mappings") / "counts.yaml").read_text("utf-8")
    example = text.split("#\n")[2].replace("#     ", "")
    folder = Folder(tmp_path)
    folder.write("kg.toml", CONFIG)
    mapped(folder, "counts")
    folder.write("sources/counts/counts.csv", example)

    report = folder.build(fail_on="warning")

    assert report.claims == 1
    figure = said(open_graph(folder.graph), "counts.DEU-FRA-2026-01")
    assert (figure["value"], figure["quantityText"]) == ("1204", "1,204")
    assert figure["measures"] == "From Germany to France"
