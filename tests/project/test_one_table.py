"""What a build notes of rows: a table against itself, an article, another edition."""

from __future__ import annotations

from pathlib import Path

from kg.ask.knowledge import open_graph
from tests.conftest import Folder
from tests.read.table.border import MAPPING, mapped

HEADER = "Month,From,To,left,deported,note\n"
FITS = f"{HEADER}2026-01,XNL,XSL,90,40,\n2026-02,XNL,XSL,80,9,\n"
FAILS = f"{HEADER}2026-01,XNL,XSL,90,91,\n"
ARTICLE = """\
document:
  id: gazette-20260401
  title: How many left
  published: 2026-04-01
  publishedBy: gazette
  language: en
claims:
  left:
    summary: The ministry counted 90 in January.
    claimant: north-ministry
    says:
      type: FlowObservation
      measures: northland-to-southland
      amount: 90
      unit: person
      period: 2026-01
      movementTerm: left
      movementType: departure
"""
QUERY = """
    PREFIX apf: <https://w3id.org/apf/ontology#>
    SELECT ?kind ?verdict ?claim {
      ?node apf:comparisonKind ?kind ; apf:verdict ?verdict ; apf:comparesClaim ?claim
    }
"""
DERIVED = """
    PREFIX apf: <https://w3id.org/apf/ontology#>
    SELECT ?claim { ?claim apf:derivedFromClaim ?other }
"""


def noted(folder: Folder) -> set[tuple[str, ...]]:
    """Return kind, verdict and subject of what a build of a project notes."""
    rows = open_graph(folder.graph).select(QUERY).rows
    return {tuple(str(term).rpartition("/")[2] for term in row) for row in rows}


def test_a_table_that_fits_itself_leaves_no_trace(tmp_path: Path) -> None:
    """40 of 90 and 9 of 80 were deported, in two months on end."""
    folder = mapped(tmp_path, table=FITS)
    report = folder.build()

    assert noted(folder) == set()
    assert open_graph(folder.graph).select(DERIVED).rows == []
    assert report.findings == []


def test_a_part_above_its_whole_in_one_row_is_a_warning(tmp_path: Path) -> None:
    """91 deported of 90 who left, at the file and line of the row."""
    folder = mapped(tmp_path, table=FAILS)
    (finding,) = folder.build().findings

    assert (finding.level, finding.check) == ("warning", "figures-conflict")
    assert str(finding.place).startswith("sources/border/border.csv:2")
    whole = "border.XNL-XSL-2026-01-left"
    assert ("part-whole", "fails", whole) in noted(folder)


def test_an_article_is_held_against_the_rows_of_a_table(tmp_path: Path) -> None:
    """It agrees with the count of all, and the deported of the table lie within it."""
    folder = mapped(tmp_path, table=FITS)
    folder.write("sources/gazette-20260401/facts.yaml", ARTICLE)
    folder.build()

    assert noted(folder) == {
        ("same-scope", "agrees", "border.XNL-XSL-2026-01-left"),
        ("part-whole", "holds", "gazette-20260401.left"),
    }


def test_what_a_table_shows_itself_is_still_shown_when_asked(tmp_path: Path) -> None:
    """`kg figures` works it out at that moment: 40 of 90 leaves room."""
    folder = mapped(tmp_path, table=FITS)
    folder.build()

    view = open_graph(folder.graph).figures("northland-to-southland")

    shown = {(r.kind, r.verdict, r.subject.text) for r in view.relations}
    assert ("part-whole", "holds", "90") in shown


def test_another_edition_is_another_table(tmp_path: Path) -> None:
    """It takes the place of 90, and repeats what stays; each is noted as such."""
    folder = mapped(tmp_path, table=FITS)
    later = MAPPING.replace("id: border", "id: border-2")
    later = later.replace("2026-03-05", "2026-09-05")
    later = later.replace("file: border.csv", "file: border.csv\n  revises: border")
    folder.write("sources/border-2/mapping.yaml", later)
    folder.write("sources/border-2/border.csv", FITS.replace("90", "95"))
    folder.build()

    pairs = {node[1:] for node in noted(folder) if node[0] == "same-scope"}
    assert ("revises", "border-2.XNL-XSL-2026-01-left") in pairs
    assert ("agrees", "border-2.XNL-XSL-2026-02-left") in pairs
