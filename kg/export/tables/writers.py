"""Tables written as CSV, Parquet or SQLite: rows go through one by one.

A number is written in CSV as it stands in the graph; in Parquet and SQLite as a 64-bit
float, which holds every integer up to 2 to the power of 53.
"""

from __future__ import annotations

import csv
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from kg.export.tables.cells import Cell
from kg.export.tables.layout import Stored, TableLayout, layouts
from kg.read.delimited import harmless
from kg.read.files import ExportFailed

if TYPE_CHECKING:
    import polars

Rows = Iterable[tuple[str, Sequence[Cell]]]
"""Rows of any tables, each with the name of its table, in the order of each."""

_MISSING = "Parquet is written by polars: python -m pip install 'apf-kg[tables]'"

_ROWS_OF_A_GROUP = 50_000
"""Rows of a group in a Parquet file: a reader has one in memory, some 30 MB."""


def write_csv_tables(rows: Rows, folder: Path) -> None:
    """Write ``NAME.csv`` for each table, as RFC 4180 has it, in UTF-8.

    No text is run as a formula: ``'`` stands before what could be.
    """
    _write_csv(rows, folder, safe=True)


def write_parquet_tables(rows: Rows, folder: Path) -> None:
    """Write ``NAME.parquet`` for each table, compressed with Zstandard.

    Raises :class:`ExportFailed` without polars.
    """
    try:
        import polars as pl
    except ImportError:
        raise ExportFailed(_MISSING) from None
    with tempfile.TemporaryDirectory(dir=folder) as between:
        _write_csv(rows, Path(between), safe=False)
        for name, layout in layouts().items():
            exact = Path(between) / f"{name}.csv"
            _typed(pl.scan_csv(exact, schema=_read_as(layout)), layout).sink_parquet(
                folder / f"{name}.parquet",
                compression="zstd",
                row_group_size=_ROWS_OF_A_GROUP,
                maintain_order=True,
            )
            exact.unlink()


def write_sqlite_tables(rows: Rows, to: IO[bytes]) -> None:
    """Write one SQLite database with a table for each, days as text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tables.sqlite"
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
            _fill(database, rows)
        with path.open("rb") as file:
            shutil.copyfileobj(file, to)


def _write_csv(rows: Rows, folder: Path, *, safe: bool) -> None:
    with ExitStack() as stack:
        writers = {}
        for name, layout in layouts().items():
            path = folder / f"{name}.csv"
            file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            writers[name] = csv.writer(file, lineterminator="\r\n" if safe else "\n")
            writers[name].writerow(layout.header)
        for name, row in rows:
            writers[name].writerow([_written(cell, safe) for cell in row])


def _written(cell: Cell, safe: bool) -> str:
    if isinstance(cell, str):
        return harmless(cell) if safe else cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, date):
        return cell.isoformat()
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _read_as(layout: TableLayout) -> dict[str, type[polars.DataType]]:
    import polars as pl

    kinds: dict[Stored, type[polars.DataType]] = {
        "integer": pl.Int64,
        "number": pl.Float64,
        "boolean": pl.Boolean,
    }
    return {c.name: kinds.get(c.stored, pl.String) for c in layout.columns}


def _typed(frame: polars.LazyFrame, layout: TableLayout) -> polars.LazyFrame:
    import polars as pl

    days = [c.name for c in layout.columns if c.stored == "date"]
    return frame.with_columns(pl.col(days).str.to_date("%Y-%m-%d")) if days else frame


_SQL: Final[dict[Stored, str]] = {
    "text": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "date": "TEXT",
    "boolean": "INTEGER",
}
_INDEXED: Final = {
    "claims": ("claim", "claimantIri", "subjectIri", "objectIri", "documentIri"),
    "figures": ("claim", "measuresIri", "claimantIri"),
    "comparisons": ("claim",),
    "entities": ("entityIri", "originIri", "destinationIri"),
    "properties": ("thingIri", "valueIri"),
}
"""Columns that tables are joined and searched by."""


def _fill(database: sqlite3.Connection, rows: Rows) -> None:
    insert = {}
    for name, layout in layouts().items():
        columns = ", ".join(f'"{c.name}" {_SQL[c.stored]}' for c in layout.columns)
        database.execute(f'CREATE TABLE "{name}" ({columns})')
        marks = ", ".join("?" * len(layout.columns))
        insert[name] = f'INSERT INTO "{name}" VALUES ({marks})'  # noqa: S608
    database.execute("BEGIN")
    for name, row in rows:
        database.execute(insert[name], list(map(_for_sqlite, row)))
    database.execute("COMMIT")
    for name, indexed in _INDEXED.items():
        for column in indexed:
            index = f'CREATE INDEX "{name}_{column}" ON "{name}" ("{column}")'
            database.execute(index)


def _for_sqlite(cell: Cell) -> str | int | float | None:
    if isinstance(cell, Decimal):
        return float(cell)
    return cell.isoformat() if isinstance(cell, date) else cell
