"""The list of what a graph's names are, opened: kept beside the graph, or made."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from kg.ask.endpoint import Endpoint, LocalEndpoint
from kg.ask.finding.among import without_rows
from kg.ask.finding.entries import Entries
from kg.ask.finding.kept import fresh, made
from kg.errors import QueryFailed


def names_of(endpoint: Endpoint, language: str) -> sqlite3.Connection:
    """Return the list of a graph, made anew unless one of just this graph is kept.

    Where there are too many, it is without what the rows of large tables say.
    """

    def fill(db: sqlite3.Connection) -> None:
        Entries(endpoint, language, without_rows(endpoint)).fill(db)

    if not isinstance(endpoint, LocalEndpoint):
        return made(None, "", fill)
    kept = fresh(endpoint.folder, endpoint.made_of) if endpoint.made_of else None
    return kept or made(endpoint.folder, endpoint.made_of, fill)


def keep_names(folder: Path, language: str) -> None:
    """Make the list of a graph on disk, for shells that complete and do not wait.

    A build is none the worse where SQLite cannot make it, or not within a query's time.
    """
    with suppress(sqlite3.Error, QueryFailed):
        names_of(LocalEndpoint(folder), language).close()
