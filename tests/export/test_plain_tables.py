"""A graph as plain tables: no row may mislead whoever reads it without the others."""

from __future__ import annotations

import csv
import io
import sqlite3
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest

import kg
from kg.errors import UnknownName
from kg.export.tables.cells import MAKE
from kg.export.tables.layout import layouts
from kg.export.tables.lookups import Lookups
from kg.read.delimited import meant
from kg.read.files import ExportFailed
from tests.conftest import PROJECT, Folder
from tests.extras import extra

if TYPE_CHECKING:
    import polars as pl
else:
    pl = extra("polars")

FIGURES = """\
document:
  id: gazette-20250510
  title: =Counts of May
  published: 2025-05-10
  publishedBy: gazette
  url: https://gazette.example/counts

claims:
  hundreds:
    summary: Hundreds of thousands may go.
    claimant: north-ministry
    possibleClaimant: north-government
    modality: predicted
    says: {type: FlowObservation, measures: returns, amount: hundreds of thousands,
      unit: person, period: 2025-06/..}
  families:
    summary: Some 300 families were sent back in April or May.
    claimant: permit-holders-council
    modality: alleged
    says: {type: FlowObservation, measures: returns, amount: some 300, unit: family,
      period: 2025-04/2025-05, movementTerm: sent back}
  not-so:
    summary: The ministry denies that 300 families were sent back.
    claimant: north-ministry
    modality: denied
    disputes: families
  nobody:
    summary: Nobody was sent back on the first of May.
    claimant: north-ministry
    says: {type: FlowObservation, measures: returns, amount: "0", unit: person,
      period: 2025-05-01}
  more:
    summary: The ministry now counts over thirteen hundred in February.
    claimant: north-ministry
    revises: gazette-20250301.count
    says: {type: FlowObservation, measures: returns, amount: "more than 1,300",
      unit: person, period: 2025-02, movementTerm: sent back}
  wants:
    summary: The council calls the order unlawful.
    claimant: permit-holders-council
    says: [permit-order, labelledAs, "unlawful; \\"void\\""]
"""
MAPPING = """\
document: {id: office-2026, title: Counts, published: 2026-03-05, publishedBy: gazette}
table: {file: counts.csv, missing: ["-"]}
columns: {Month: month, left: count}
each: {left: {}}
suppressed: {5: {quantifier: suppressed, lowerBound: 1, upperBound: 5}}
claims:
  "in-{Month}":
    summary: "{cell} people returned in {Month}."
    claimant: narrator
    says: {type: FlowObservation, measures: returns, quantifier: exact,
      value: "{value}", quantityText: "{cell}", unit: person, period: "{Month}"}
"""
COUNTS = "Month,left\n2026-01,5\n2026-02,-\n2026-03,0\n2026-04,7\n"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    folder = Folder(tmp_path_factory.mktemp("tables"))
    files = {
        **PROJECT,
        "sources/gazette-20250510/facts.yaml": FIGURES,
        "sources/office-2026/mapping.yaml": MAPPING,
        "sources/office-2026/counts.csv": COUNTS,
    }
    for name, text in files.items():
        folder.write(name, text)
    folder.build()
    return kg.open(folder.graph, project=folder.root)


@pytest.fixture(scope="module")
def tables(graph: kg.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("written") / "tables"
    kg.write_graph(graph, path, "tables")
    return path


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    text = (folder / f"{name}.csv").read_bytes().decode()
    return list(csv.DictReader(io.StringIO(text)))


def row(folder: Path, table: str, key: str) -> dict[str, str]:
    """Return the one row whose first cell is this."""
    (one,) = (r for r in rows(folder, table) if next(iter(r.values())) == key)
    return one


def test_every_claim_is_a_row_with_who_how_where_and_whether_it_counts(
    tables: Path,
) -> None:
    """A denial is a row of its own; what it disputes says so, too."""
    claims = rows(tables, "claims")
    denial = row(tables, "claims", "gazette-20250510.not-so")
    accused = row(tables, "claims", "gazette-20250510.families")

    assert len(claims) == 5 + 1 + 6 + 3
    assert {r["modality"] for r in claims} == {
        *("asserted", "predicted", "alleged", "denied")
    }
    assert all(r["standing"] and r["claimant"] and r["knownFrom"] for r in claims)
    assert (denial["modality"], denial["content"]) == ("denied", "dispute")
    assert denial["disputes"] == "gazette-20250510.families"
    assert (accused["modality"], accused["standing"]) == ("alleged", "contested")
    assert accused["disputedBy"] == "gazette-20250510.not-so"
    assert accused["claimant"] == "Council of permit holders"
    assert accused["document"] == "'=Counts of May"
    assert meant(accused["document"]) == "=Counts of May"
    assert accused["url"] == "https://gazette.example/counts"


def test_a_relation_has_its_ends_by_name_and_by_iri(tables: Path) -> None:
    """A text that is said of a thing stands as it is, quotes and all."""
    aimed = row(tables, "claims", "gazette-20250301.target")
    called = row(tables, "claims", "gazette-20250510.wants")

    assert (aimed["content"], aimed["subject"]) == ("relation", "Order on permits")
    assert aimed["subjectIri"].endswith("/policy/permit-order")
    assert aimed["relationIri"].endswith("#targetsPopulation")
    assert (aimed["charsFrom"], aimed["charsTo"]) == ("83", "119")
    assert (called["content"], called["object"]) == ("value", "")
    assert called["statedValue"] == 'unlawful; "void"'


def test_a_number_has_its_manner_its_standing_its_unit_and_its_words_beside_it(
    tables: Path,
) -> None:
    """More than 1,200 is no 1,200: a bound, and it is not in it; and it was revised."""
    count = row(tables, "figures", "gazette-20250301.count")
    newer = row(tables, "figures", "gazette-20250510.more")

    assert (count["value"], count["lowerBound"], count["upperBound"]) == (
        "",
        "1200",
        "",
    )
    assert (count["lowerBoundInclusive"], count["upperBoundInclusive"]) == ("false", "")
    assert (count["quantifier"], count["quantityText"]) == (
        "more-than",
        "more than 1,200",
    )
    assert (count["unit"], count["modality"]) == ("person", "asserted")
    assert (count["standing"], count["replacedOn"]) == ("replaced", "2025-05-10")
    assert (count["movementTerm"], count["coercion"]) == ("sent back", "forced")
    days = ("earliestStart", "latestStart", "earliestEnd", "latestEnd")
    assert [count[name] for name in days] == [
        *("2025-02-01", "2025-02-01", "2025-02-28", "2025-02-28")
    ]
    assert (newer["standing"], newer["revises"]) == (
        *("established", "gazette-20250301.count"),
    )


def test_an_order_of_magnitude_has_no_value_and_an_open_period_no_end(
    tables: Path,
) -> None:
    """Nor is it told whose word it is where the source leaves that open."""
    hundreds = row(tables, "figures", "gazette-20250510.hundreds")

    assert (hundreds["value"], hundreds["quantifier"]) == ("", "order-of-magnitude")
    assert (hundreds["modality"], hundreds["standing"]) == ("predicted", "reported")
    assert hundreds["possibleClaimants"] == "Government of Northland"
    assert (hundreds["period"], hundreds["earliestStart"]) == (
        "2025-06/..",
        "2025-06-01",
    )
    assert (hundreds["earliestEnd"], hundreds["latestEnd"]) == ("", "")


def test_families_are_no_persons_and_an_accusation_is_none_of_the_established(
    tables: Path,
) -> None:
    """Unit and standing stand in the row of the number."""
    families = row(tables, "figures", "gazette-20250510.families")

    assert (families["value"], families["unit"]) == ("300", "family")
    assert (families["modality"], families["standing"]) == ("alleged", "contested")
    assert families["disputedBy"] == "gazette-20250510.not-so"


def test_nothing_reported_is_no_row_nobody_is_0_and_a_suppressed_cell_has_no_value(
    tables: Path,
) -> None:
    """A dash gives no figure; 5 stands for one to five, and is not 5."""
    found = {r["claim"]: r for r in rows(tables, "figures") if r["row"]}

    assert found.keys() == {
        "office-2026.in-2026-01",
        *(f"office-2026.in-2026-0{n}" for n in (3, 4)),
    }
    few = found["office-2026.in-2026-01"]
    assert (few["value"], few["lowerBound"], few["upperBound"]) == ("", "1", "5")
    assert (few["quantifier"], few["quantityText"]) == ("suppressed", "5")
    assert found["office-2026.in-2026-03"]["value"] == "0"
    assert row(tables, "figures", "gazette-20250510.nobody")["value"] == "0"
    last = found["office-2026.in-2026-04"]
    assert (last["row"], last["column"], last["document"]) == ("5", "left", "Counts")


def test_entities_have_names_kinds_and_what_defines_them(tables: Path) -> None:
    """Claims are none, nor are sources; events are no entities, and have properties."""
    flow = row(tables, "entities", "returns")
    things = rows(tables, "properties")

    assert flow["kind"] == "MovementFlow"
    assert flow["destination"] == "Southland"
    assert flow["destinationIri"].endswith("/place/southland")
    assert not any("gazette-2025" in r["entity"] for r in rows(tables, "entities"))
    started = [r for r in things if r["thing"] == "gazette-20250301.start"]
    assert {(r["property"], r["value"]) for r in started} >= {
        *(("policyEventOf", "Order on permits"), ("edtf", "2025-02-01"))
    }
    assert not {"tiedTo", "authoredBy"} & {r["property"] for r in things}


def test_spans_documents_and_a_key_of_all_columns_are_beside_them(
    tables: Path,
) -> None:
    """The key names every column of every other table, with its type."""
    key = rows(tables, "columns")

    assert [r["policy"] for r in rows(tables, "spans")] == ["permit-order"]
    assert row(tables, "documents", "office-2026")["fileName"] == "counts.csv"
    assert {p.stem for p in tables.iterdir()} == layouts().keys()
    for name, layout in layouts().items():
        header = (tables / f"{name}.csv").read_text("utf-8").partition("\n")[0]
        assert header.split(",") == layout.header
        listed = [r["column"] for r in key if r["table"] == name]
        assert listed == ([] if name == "columns" else layout.header)
    assert all(r["meaning"] or r["column"].endswith("Iri") for r in key)


def cells(path: Path, name: str) -> list[tuple[Any, ...]]:
    """Return the rows of a table of a database."""
    with sqlite3.connect(path) as database:
        return list(database.execute(f'SELECT * FROM "{name}"'))


def test_csv_parquet_and_sqlite_say_the_same(
    graph: kg.KnowledgeGraph, tables: Path, tmp_path: Path
) -> None:
    """Days and numbers are days and numbers; what is empty is null, not text or 0."""
    kg.write_graph(graph, tmp_path / "all.sqlite", "tables")
    kg.write_graph(graph, tmp_path / "parquet", "tables-parquet")

    for name, layout in layouts().items():
        frame = pl.read_parquet(tmp_path / "parquet" / f"{name}.parquet")
        assert frame.columns == layout.header
        plain = [
            tuple(
                None
                if cell is None
                else float(cell)
                if column.stored == "number"
                else cell.isoformat()
                if isinstance(cell, date)
                else cell
                for cell, column in zip(r, layout.columns, strict=True)
            )
            for r in frame.rows()
        ]
        assert plain == cells(tmp_path / "all.sqlite", name)
        for made, read in zip(plain, rows(tables, name), strict=True):
            for cell, column in zip(made, layout.columns, strict=True):
                written = meant(read[column.name])
                if column.stored == "boolean":
                    assert written == ("" if cell is None else str(cell).lower())
                elif column.stored == "number":
                    assert (float(written) if written else None) == cell
                else:
                    assert written == ("" if cell is None else str(cell))
    figures = pl.read_parquet(tmp_path / "parquet" / "figures.parquet")
    assert figures.schema["value"] == pl.Float64
    assert figures.schema["published"] == pl.Date
    assert figures["value"].null_count() == sum(
        not r["value"] for r in rows(tables, "figures")
    )


@pytest.mark.parametrize("form", ["tables", "tables-parquet", "tables-sqlite"])
def test_the_same_graph_gives_the_same_bytes(
    graph: kg.KnowledgeGraph, tmp_path: Path, form: str
) -> None:
    """Also where several threads write, and a database notes what was done to it."""
    written = []
    for name in ("one", "two"):
        path = tmp_path / name
        kg.write_graph(graph, path, form)
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        written.append([file.read_bytes() for file in files])
    assert written[0] == written[1]


def test_what_came_later_is_not_in_the_tables_of_a_day(
    graph: kg.KnowledgeGraph, tmp_path: Path
) -> None:
    """On the first of April the count of March stood, and nothing had replaced it."""
    kg.write_graph(graph, tmp_path / "then", "tables", as_of=date(2025, 4, 1))

    count = row(tmp_path / "then", "figures", "gazette-20250301.count")
    assert (count["standing"], count["replacedOn"]) == ("established", "")
    assert {r["document"] for r in rows(tmp_path / "then", "documents")} == {
        *("gazette-20250301", "gazette-20250401")
    }


def test_without_polars_parquet_is_refused_with_what_to_install(
    graph: kg.KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CSV and SQLite need nothing more."""
    monkeypatch.setitem(sys.modules, "polars", None)

    with pytest.raises(ExportFailed, match=r"pip install 'apf-kg\[tables\]'"):
        kg.write_graph(graph, tmp_path / "parquet", "tables-parquet")
    assert not (tmp_path / "parquet").exists()
    kg.write_graph(graph, tmp_path / "plain", "tables")


@pytest.mark.parametrize(
    ("kind", "written", "reason"),
    [
        ("date", ["-0500-01-01"], "is `-0500-01-01`, and no day after year 0"),
        ("integer", ["many"], "is `many`, and no whole number"),
        ("number", ["many"], "is `many`, and no number"),
        ("number", ["3", "4"], "has several values for `value`, .* 3, 4"),
    ],
)
def test_what_no_column_can_hold_is_told_with_its_node(
    graph: kg.KnowledgeGraph, kind: str, written: list[str], reason: str
) -> None:
    """A graph of another make may have it; neither of two numbers is chosen."""
    values = [ox.Literal(text) for text in written]
    store = getattr(graph.endpoint, "store", None)
    assert isinstance(store, ox.Store)

    with pytest.raises(ExportFailed, match=f"https://x.example/c.*{reason}"):
        MAKE[kind](Lookups(store, "en"), values, ("value", "https://x.example/c"))


def test_an_option_that_tables_have_no_use_for_is_refused(
    graph: kg.KnowledgeGraph, tmp_path: Path
) -> None:
    with pytest.raises(UnknownName, match="`tables` takes no `document`"):
        kg.write_graph(graph, tmp_path / "x", "tables", document="gazette-20250301")
