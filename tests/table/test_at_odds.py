"""What is wrong with a large table, or beside it, is told as of any table."""

from __future__ import annotations

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import patch

import pytest

from kg.ask.coverage import coverage
from kg.errors import BadArgument
from kg.project.inputs import Inputs
from kg.read.sources import read_sources
from kg.read.texts import Texts
from kg.table import making
from kg.table.large import LargeTables
from tests.conftest import Folder
from tests.read.table.border import MAPPING, mapped
from tests.table.paths import ROWS, both, built, large_tables, same

PLACES = """\
document:
  id: camps
  title: Camps
  published: 2026-03-05
  publishedBy: gazette
table: {file: camps.csv}
columns: {camp: text, district: text, day: date, people: count}
each: {people: {}}
entities:
  "{district}": {type: Place, label: "District {district}", within: northland}
  "{camp}": {type: Place, label: "Camp {camp}", within: "{district}"}
  "people-of-{camp}":
    {type: PopulationGroup, label: "People of camp {camp}", residesIn: "{camp}"}
claims:
  "{camp}-{day}":
    summary: "{cell} people were in the camp {camp}."
    claimant: north-ministry
    says:
      type: StockObservation
      measures: "people-of-{camp}"
      quantifier: exact
      value: "{value}"
      quantityText: "{cell}"
      unit: person
      period: "{day}"
"""
CAMPS = """\
camp,district,day,people
one,upper,2026-01-31,10
two,upper,2026-01-31,20
three,lower,2026-01-31,30
one,upper,2026-02-28,11
"""


DENIAL = (
    "    claimant: north-ministry\n",
    "    claimant: gazette\n    modality: denied\n",
)


def _second(folder: Folder, table: str = ROWS, *edits: tuple[str, str]) -> Folder:
    """Add a table beside the first, with a mapping like its own."""
    mapping = MAPPING.replace("id: border", "id: coast").replace(
        "border.csv", "coast.csv"
    )
    for old, new in edits:
        assert old in mapping
        mapping = mapping.replace(old, new)
    folder.write("sources/coast/mapping.yaml", mapping)
    folder.write("sources/coast/coast.csv", table)
    return folder


def test_a_camp_in_a_district_is_in_the_country(tmp_path: Path) -> None:
    """Rows define places in places: what is within the one is within the other."""
    folder = mapped(tmp_path)
    folder.write("sources/camps/mapping.yaml", PLACES)
    folder.write("sources/camps/camps.csv", CAMPS)
    made = same(folder)
    inside = "/place/three> <https://w3id.org/apf/ontology#within> "
    lines = [line for line in made.graph if inside in line]
    assert sum("/place/northland>" in line for line in lines) == 1


def test_a_table_that_breaks_off_leaves_nothing_of_itself(tmp_path: Path) -> None:
    """Its second part cannot be read: that is told, and the other table is as it is."""
    broken = ROWS.encode() + b"2026-02,FRA,XNL,\xff,,\n"
    folder = _second(mapped(tmp_path, table=ROWS))
    folder.write("sources/border/border.csv", broken)
    usual, fast = both(folder)
    assert fast.wrong == usual.wrong
    assert len(fast.wrong) == 1

    with patch("kg.table.large.LARGE", 0), patch("kg.table.large.PART", 2):
        tables = Inputs(folder.open(), Texts(None)).large
    assert [table.naming.document for table in tables.tables] == ["coast"]
    assert {tables.things.tables[n] for n in tables.things.by_iri.values()} == {0}
    assert {number for number, _ in tables.refers.values()} == {0}


def test_a_measure_of_which_nothing_is_made_is_told(tmp_path: Path) -> None:
    """A hole that one measure does not give: it would be left out in silence."""
    mapping = MAPPING.replace(
        "  deported: {word: deported, kind: deportation}\n", "  deported: {kind: x}\n"
    )
    folder = mapped(tmp_path, mapping, ROWS)
    usual, fast = built(folder, 10**9), built(folder, 0)
    assert fast.wrong == usual.wrong
    assert any("`deported` makes no claim" in line for line in fast.wrong)


def test_a_table_outside_of_the_project_is_not_read(tmp_path: Path) -> None:
    """Neither whole nor to see how long it is."""
    folder = mapped(tmp_path / "project", table=ROWS)
    (tmp_path / "secret.csv").write_text(ROWS)
    inside = folder.root / "sources/border/border.csv"
    inside.unlink()
    inside.symlink_to(tmp_path / "secret.csv")
    usual, fast = built(folder, 10**9), built(folder, 0)
    assert fast.wrong == usual.wrong
    assert large_tables(folder) == []
    assert any("symbolic link" in line for line in fast.wrong)


def test_a_table_that_changes_meanwhile_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is built of half of one and half of another."""
    folder = mapped(tmp_path, table=ROWS)
    make = making.make_parts

    def meanwhile(*args: object) -> object:
        yield from make(*args)  # type: ignore[arg-type]
        folder.write("sources/border/border.csv", ROWS + "2026-02,FRA,XNL,1,,\n")

    monkeypatch.setattr("kg.table.large.make_parts", meanwhile)
    wrong = built(folder, 0).wrong
    assert any("was changed while it was read" in line for line in wrong)


def test_what_is_wrong_with_the_document_is_told_once(tmp_path: Path) -> None:
    """Rows with mistakes are read a second time; the document is not told off twice."""
    mapping = MAPPING.replace("  title: Border counts\n", "  titel: Border counts\n")
    folder = mapped(tmp_path, mapping, ROWS + "2026-02,XXX,XNL,1,,\n")
    usual, fast = built(folder, 10**9), built(folder, 0)
    assert fast.wrong == usual.wrong


def test_many_rows_with_mistakes_are_all_told(tmp_path: Path) -> None:
    """They are read a few at a time, and every one is counted."""
    wrong = "".join(f"2026-02,XXX,XNL,{n},,\n" for n in range(7))
    folder = mapped(tmp_path, table=ROWS + wrong)
    with patch("kg.read.sources.ODD", 2):
        told = built(folder, 0).wrong
    assert told == built(folder, 10**9).wrong
    assert any("6 more like it" in line for line in told)
    with patch("kg.read.sources.ODD", 2):
        left = built(folder, 0, max_errors=7)
    assert left.report is not None
    assert left.report.left_out == 7


def test_a_key_of_a_row_that_is_left_out_is_taken_all_the_same(tmp_path: Path) -> None:
    """Two say how many were deported, and the second of them and a third who left."""
    rows = "2026-01,XNL,XSL,-,7,\n2026-01,XNL,XSL,5,9,\n2026-01,XNL,XSL,6,-,\n"
    made = same(mapped(tmp_path, table=ROWS.splitlines(True)[0] + rows), 10)
    assert [line.partition(" ")[0] for line in made.wrong] == [
        *("sources/border/border.csv:3:", "sources/border/border.csv:4:")
    ]


def test_what_a_table_defines_that_has_no_plan_may_be_in_rows(tmp_path: Path) -> None:
    """A table of denials is read entry by entry, and speaks of the same flows."""
    folder = mapped(tmp_path, table=ROWS)
    _second(folder, ROWS, DENIAL)
    assert large_tables(folder) == ["border"]
    usual, fast = built(folder, 10**9), built(folder, 0)
    assert (usual.wrong, fast.wrong) == ([], [])
    contested = "standing/contested>"
    assert [line for line in fast.graph if contested in line] == [
        line for line in usual.graph if contested in line
    ]
    assert any(contested in line for line in fast.graph)


def test_what_it_defines_otherwise_is_told(tmp_path: Path) -> None:
    """Another label for the same people, in a table that is read entry by entry."""
    folder = mapped(tmp_path, table=ROWS)
    _second(folder, ROWS, DENIAL, ("People living in", "People of"))
    for way in (built(folder, 10**9), built(folder, 0)):
        assert any("described otherwise" in line for line in way.wrong)


def test_small_tables_go_with_large_ones(tmp_path: Path) -> None:
    """What they both define is put together in one place."""
    folder = _second(
        mapped(tmp_path, table=ROWS), ROWS.splitlines(True)[0] + "2025-12,XNL,XSL,4,,\n"
    )
    with patch("kg.table.large.LARGE", 2):
        inputs = Inputs(folder.open(), Texts(None))
        assert [t.naming.document for t in inputs.large.tables] == ["border", "coast"]
    assert built(folder, 2).graph == built(folder, 10**9).graph


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no process that forks")
def test_what_a_killed_build_left_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the next build with a large table; and that leaves nothing itself."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    folder = mapped(tmp_path / "project", table=ROWS)
    if not (child := os.fork()):
        try:
            with patch("kg.table.large.LARGE", 0):
                _ = Inputs(folder.open(), Texts(None))
        finally:
            os._exit(0)  # without any clearing up
    os.waitpid(child, 0)
    assert len(list(temporary.iterdir())) == 1

    built(folder, 0)

    assert list(temporary.iterdir()) == []


def test_threads_of_one_process_make_the_same(tmp_path: Path) -> None:
    """Each has a memory of its own: rows of one do not take away what another needs."""
    rows = "".join(
        f"2025-{month:02d},{a},{b},{month},{month},\n"
        for month in range(1, 13)
        for a in ("XNL", "XSL", "FRA", "DEU")
        for b in ("XNL", "XSL", "FRA", "DEU")
        if a != b
    )
    folder = mapped(tmp_path, table=ROWS.splitlines(True)[0] + rows)
    alone = built(folder, 0, 3)
    with ThreadPoolExecutor(4) as threads:
        shared = built(folder, 0, 3, executor=threads)
    assert shared.wrong == alone.wrong == []
    assert shared.graph == alone.graph


def test_coverage_reads_large_tables_in_parts(tmp_path: Path) -> None:
    """Sentences of an article, in a project with a table of more than a list holds."""
    folder = mapped(tmp_path, table=ROWS)
    project, texts = folder.open(), Texts(None)
    with patch("kg.table.large.LARGE", 0):
        reading = read_sources(project, texts, LargeTables())
    assert reading.problems == []
    assert reading.documents["border"].claims == 6
    with pytest.raises(BadArgument, match="the text of `border` is not at hand"):
        coverage(reading, "border", texts, project.language)
