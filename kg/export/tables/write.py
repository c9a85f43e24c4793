"""The tables of a graph, written in one of three forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import StoreError
from kg.export.tables.cells import Cell
from kg.export.tables.layout import column_rows
from kg.export.tables.rows import RowsOf, span_rows
from kg.export.tables.writers import (
    write_csv_tables,
    write_parquet_tables,
    write_sqlite_tables,
)

if TYPE_CHECKING:
    from kg.ask.endpoint import Endpoint
    from kg.ask.knowledge import KnowledgeGraph


def export_tables(graph: KnowledgeGraph, to: Path | IO[bytes], *, form: str) -> None:
    """Write the tables that ``columns.toml`` describes, and ``columns``, their key.

    ``form`` is ``csv`` or ``parquet``, where ``to`` is an empty folder, or ``sqlite``,
    where it is a file open for bytes. Rows are in the order of their IRIs, and equal
    graphs give equal bytes. Memory does not grow with the graph.

    Raises :class:`StoreError` for a graph that is not on disk, and
    :class:`ExportFailed` for Parquet without polars and for a node with several values
    where one can be reckoned with.
    """
    store = getattr(graph.endpoint, "store", None)
    if not isinstance(store, ox.Store):
        raise StoreError("only a graph on disk can be exported")
    write_tables(store, graph.endpoint, graph.project.language, to, form=form)


def write_tables(
    store: ox.Store,
    endpoint: Endpoint,
    language: str,
    to: Path | IO[bytes],
    *,
    form: str,
) -> None:
    """Write the tables of a store, which ``endpoint`` answers from; see above."""
    rows = _rows(endpoint, language, RowsOf(store, language))
    if isinstance(to, Path):
        write = write_csv_tables if form == "csv" else write_parquet_tables
        write(rows, to)
    else:
        write_sqlite_tables(rows, to)


def _rows(
    endpoint: Endpoint, language: str, rows: RowsOf
) -> Iterator[tuple[str, Sequence[Cell]]]:
    yield from rows
    yield from span_rows(endpoint, language)
    for row in column_rows():
        yield "columns", row
