"""A table is built, checked, cited and built again as any document is."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from kg.ask.knowledge import open_graph
from kg.errors import Place
from kg.project.findings import CheckFailed
from kg.read.table.tables import Tables
from kg.read.texts import Texts
from tests.beside import beside
from tests.conftest import Folder
from tests.read.table.border import MAPPING, TABLE, edited, mapped

SLICE = "slice_afghanistan_population.csv"


def cells_of(folder: Folder, claim: str) -> tuple[tuple[str, str], ...]:
    """Return the row that the citation of a claim shows."""
    (citation,) = open_graph(folder.graph).show(claim).citations
    return citation.cells


def test_a_claim_is_cited_by_row_and_column_and_the_row_is_shown(
    tmp_path: Path,
) -> None:
    """In words and as JSON; a number stands there as it is printed in the table."""
    folder = mapped(tmp_path)
    report = folder.build()

    (citation,) = open_graph(folder.graph).show("border.XNL-XSL-2026-01-left").citations

    assert report.tables == (
        (
            "sources/border/mapping.yaml",
            "2 rows, 3 claims, 1 measure with nothing reported",
        ),
    )
    assert citation.place == "The Gazette, 2026-03-05, row 2, column left"
    assert citation.words == (
        "12,000 people left Northland for Southland. \u201cMonth: 2026-01; From: XNL; "
        "To: XSL; left: 12,000; deported: -\u201d"
    )
    given = citation.to_dict()
    assert (given["row"], given["column"]) == (2, "left")
    assert given["cells"]["left"] == "12,000"


@pytest.mark.parametrize(
    "table",
    [
        TABLE.replace("2026-02", '"2026-\n02"'),
        TABLE.replace("\n", "\r\n"),
        TABLE.replace("\n", "\r"),
        TABLE.replace("\n2026-01", "\n\n2026-01"),
        "\ufeff" + TABLE.rstrip(),
        TABLE.replace("of whom", "\u2028of whom"),
    ],
)
def test_the_row_that_is_shown_is_the_one_that_was_read(
    table: str, tmp_path: Path
) -> None:
    """Whatever ends its lines, and however many of them a cell has."""
    mapping = MAPPING.replace("Month: month", "Month: text")
    mapping = mapping.replace('period: "{Month}"', "period: 2026")
    key = '"{From}-{To}-{Month}-{each}"'
    folder = mapped(tmp_path, mapping.replace(key, '"{From}-{To}-{each}"'), table)
    folder.build()

    cells = dict(cells_of(folder, "border.XNL-FRA-deported"))

    assert (cells["To"], cells["deported"]) == ("FRA", "7")


def test_a_row_of_another_table_is_not_shown(tmp_path: Path) -> None:
    """A file that has changed since may have something else in that row."""
    folder = mapped(tmp_path)
    folder.build()
    folder.write("sources/border/border.csv", TABLE.replace("12,000", "13,000"))

    assert cells_of(folder, "border.XNL-XSL-2026-01-left") == ()


def test_a_table_that_changed_is_read_again(tmp_path: Path) -> None:
    """A build sees that it did, and that nothing else did, wherever it lies."""
    folder = mapped(tmp_path)
    (tmp_path / "tables").mkdir()
    (tmp_path / "sources/border/border.csv").rename(tmp_path / "tables/border.csv")

    assert folder.build().loaded == ("border",)
    again = folder.build()
    assert (again.loaded, again.tables) == ((), folder.build().tables)
    folder.write("tables/border.csv", TABLE.replace("12,000", "12,001"))
    assert folder.build().loaded == ("border",)


def test_a_table_may_lie_in_a_folder_of_the_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = mapped(tmp_path / "project")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "project/sources/border/border.csv").rename(elsewhere / "border.csv")

    folder.refused()
    monkeypatch.setenv("KG_TABLES", str(elsewhere))
    assert folder.build().claims == 3


def test_no_link_leads_out_of_a_project(tmp_path: Path) -> None:
    """A project of a stranger's reads no table of the reader's."""
    folder = mapped(tmp_path / "project")
    (tmp_path / "secret.csv").write_text(TABLE)
    table = tmp_path / "project/sources/border/border.csv"
    table.unlink()
    table.symlink_to(tmp_path / "secret.csv")

    (problem,) = folder.refused().problems
    assert "a symbolic link that leads out of the project" in problem.message


def test_a_table_that_is_gone_leaves_the_last_graph(tmp_path: Path) -> None:
    folder = mapped(tmp_path)
    folder.build()
    (tmp_path / "sources/border/border.csv").unlink()

    (problem,) = folder.refused().problems

    assert problem.place == Place("sources/border/mapping.yaml", 8)
    assert cells_of(folder, "border.XNL-XSL-2026-01-left") == ()


def test_what_a_rule_says_of_many_rows_is_told_once(tmp_path: Path) -> None:
    """With how many there are, and with its place: file, line and column."""
    rows = "".join(f"2026-{i:02},XNL,XSL,-,{i},\n" for i in range(1, 13))
    table = TABLE.splitlines()[0] + "\n" + rows
    mapping = edited(("unit: person", 'unit: "{word}"')).replace(
        "word: deported", "word: percent"
    )
    mapping = mapping.replace(
        "each:\n  left: {word: left, kind: departure}\n", "each:\n"
    )

    with pytest.raises(CheckFailed) as caught:
        mapped(tmp_path, mapping, table).build()

    findings = [f for f in caught.value.findings if f.level == "error"]
    assert all(f.place and f.place.file.endswith("border.csv") for f in findings)
    assert len(findings) < 12
    assert any(
        "(11 more like it, on lines 3, 4, 5, 6 …)" in f.message for f in findings
    )


def test_the_series_of_the_united_nations_is_read(tmp_path: Path) -> None:
    """Figures that were looked up in the table by hand (Afghans, by country)."""
    slice_ = beside(f"data/unhcr/{SLICE}", "NO TABLES: UNHCR's are not read")
    folder = Folder(tmp_path)
    folder.write("sources/unhcr-population/mapping.yaml", UNHCR)
    (tmp_path / "sources/unhcr-population" / SLICE).write_bytes(slice_.read_bytes())

    report = folder.build()

    assert report.documents == 1
    for key, refugees in (("PAK-2023", "1987717"), ("IRN-2025", "758339")):
        cells = dict(cells_of(folder, f"unhcr-population.AFG-{key}"))
        assert cells["refugees"] == refugees


UNHCR = f"""\
document:
  id: unhcr-population
  title: "Refugee Population Statistics: population"
  published: 2026-06-25
  publishedBy: unhcr
table:
  file: {SLICE}
  without: [0]
columns:
  year: year
  coo_iso: country
  coa_iso: country
  refugees: count
rows:
  coa_iso: [IRN, PAK]
each:
  refugees: {{}}
entities:
  "refugees-from-{{coo_iso.id}}-in-{{coa_iso.id}}":
    type: PopulationGroup
    label: "Refugees from {{coo_iso.label}} in {{coa_iso.label}}"
    nationality: "{{coo_iso.id}}"
    residesIn: "{{coa_iso.id}}"
claims:
  "{{coo_iso}}-{{coa_iso}}-{{year}}":
    summary: "At the end of {{year}} {{coa_iso.label}} had {{cell}} refugees."
    claimant: unhcr
    says:
      type: StockObservation
      measures: "refugees-from-{{coo_iso.id}}-in-{{coa_iso.id}}"
      quantifier: exact
      value: "{{value}}"
      quantityText: "{{cell}}"
      unit: person
      period: "{{year}}-12-31"
"""


def test_tables_are_found_beside_their_mapping_first(tmp_path: Path) -> None:
    """And of no name that leads anywhere else."""
    for folder in ("sources/border", "tables"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.csv").write_text("a\n")
    tables = Tables(tmp_path / "sources", tmp_path / "tables", tmp_path)

    assert tables.path("border", "a.csv") == tmp_path / "sources/border/a.csv"
    assert tables.path("other", "a.csv") == tmp_path / "tables/a.csv"
    assert tables.path("border", "../border/a.csv") is None
    assert tables.path("border", str(tmp_path / "tables/a.csv")) is None
    assert Texts(None).tables is None


WRONG = TABLE + "2026-03,XNL,XSL,many,4,\n2026-04,XNL,XSL,1,-,\n"


def test_rows_with_mistakes_may_be_left_out_and_are_kept_with_the_reasons(
    tmp_path: Path,
) -> None:
    """As many as are allowed and no more; the whole row, though one cell was wrong."""
    folder = mapped(tmp_path, table=WRONG)
    folder.refused()

    report = folder.build(max_errors=1, quarantine=tmp_path / "bad.csv")

    assert (report.left_out, report.claims) == (1, 4)
    (warning,) = (f for f in report.findings if f.check == "row-left-out")
    assert warning.place == Place("sources/border/border.csv", 4, "left")
    assert warning.message == "left out: `many` is no count"
    with (tmp_path / "bad.csv").open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["line"], row["column"]) == ("4", "left")
    assert json.loads(row["row"])["deported"] == "4"
    folder.write("sources/border/border.csv", WRONG + "2026-05,XNL,XSL,more,4,\n")
    with pytest.raises(CheckFailed):
        folder.build(max_errors=1)


def test_a_row_that_breaks_a_rule_is_left_out_as_one_that_cannot_be_read(
    tmp_path: Path,
) -> None:
    """The shapes look at what is left once more; what others say of it stays."""
    mapping = edited(('"{From}-{To}-{Month}-{each}"', '"R{row}-{each}"'))
    folder = mapped(tmp_path, mapping, TABLE.replace("2026-02", "-"))
    errors = [f for f in folder.refused().findings if f.level == "error"]
    assert {f.place.line for f in errors if f.place} == {3}

    report = folder.build(max_errors=1)

    assert (report.left_out, report.claims) == (1, 1)
    assert cells_of(folder, "border.R2-left")


def test_what_is_left_out_is_not_forgotten_by_the_next_build(tmp_path: Path) -> None:
    """Who allows no mistakes is told of them, though nothing has changed since."""
    folder = mapped(tmp_path, table=WRONG)
    folder.build(max_errors=1)

    assert folder.build(max_errors=1).left_out == 1
    folder.refused()


def test_a_mistake_of_the_mapping_is_not_one_of_its_rows(tmp_path: Path) -> None:
    """Leaving out rows does not mend it."""
    folder = mapped(tmp_path, edited(("unit: person", "unit: persons")))

    with pytest.raises(CheckFailed) as caught:
        folder.build(max_errors=1000)

    assert {problem.place.file for problem in caught.value.problems} == {
        "sources/border/mapping.yaml"
    }
