"""The tables of a release: CSV, Parquet and SQLite, for whoever reads no RDF."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pyoxigraph as ox

from kg.ask.evaluator import Evaluator
from kg.export.tables.layout import layouts
from kg.export.tables.write import write_tables
from kg.read.project import Project

CSV, PARQUET, SQLITE = "tables/csv/", "tables/parquet/", "tables/tables.sqlite"
"""Where the tables are in a release: a file each, and one database of all."""

MEDIA = {
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
}
"""The media types of tables, as IANA has them."""


def write_release_tables(
    store: ox.Store, folder: Path, project: Project
) -> Iterator[tuple[str, str]]:
    """Write the tables of a graph; yield the path of each file and what it is.

    Parquet is left out where polars, which writes it, is not installed.
    """
    endpoint, language = Evaluator(store), project.language
    for form, place in (("csv", CSV), ("parquet", PARQUET)):
        if form == "parquet" and not parquet_is_written():
            continue
        (folder / place).mkdir(parents=True)
        write_tables(store, endpoint, language, folder / place, form=form)
        for name, layout in layouts().items():
            yield f"{place}{name}.{form}", f"Table {name}: {layout.words}"
    with (folder / SQLITE).open("wb") as out:
        write_tables(store, endpoint, language, out, form="sqlite")
    yield SQLITE, "All tables in one SQLite database"


def parquet_is_written() -> bool:
    """Tell whether polars is installed."""
    try:
        return find_spec("polars") is not None
    except ValueError:  # how it says so of a module that was put out of the way
        return False
