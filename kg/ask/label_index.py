"""What things are called in a large graph, kept in a file beside it.

Names are looked for whatever their case, so that an engine reads them all: of hundreds
of thousands that takes seconds. The file is a copy, and never taken at its word: what
it says is asked of the graph, and where it says nothing, the graph is read through.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

import pyoxigraph as ox

from kg.ask.endpoint import LocalEndpoint
from kg.held import beside
from kg.names import APF, RDFS, SKOS

NAMES = (RDFS.label, SKOS.altLabel, SKOS.hiddenLabel, APF.title)
"""The properties whose values are names."""

FILE = "labels.sqlite"
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE label (form TEXT, iri TEXT, PRIMARY KEY (form, iri)) WITHOUT ROWID;
"""
"""``form`` is a name in lower case, ``iri`` what has it."""


def called(endpoint: LocalEndpoint, name: str) -> list[str]:
    """Return IRIs that have a name in any case, sorted; none where nothing is kept."""
    path = endpoint.folder / FILE
    if not endpoint.made_of or not path.is_file():
        return []
    try:
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as db:
            made_of = db.execute("SELECT value FROM meta WHERE key = 'made of'")
            if made_of.fetchone() != (endpoint.made_of,):
                return []
            query = "SELECT iri FROM label WHERE form = ? ORDER BY iri"
            return [iri for (iri,) in db.execute(query, (name.lower(),))]
    except sqlite3.Error:
        return []


def keep_labels(folder: Path) -> None:
    """Keep the names of the graph in a folder, if its files can be read and written."""
    endpoint = LocalEndpoint(folder)
    if not (made_of := endpoint.made_of):
        return
    with suppress(OSError, RuntimeError, sqlite3.Error), beside(folder / FILE) as part:
        with closing(sqlite3.connect(part)) as db:
            db.executescript(
                f"PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; {_SCHEMA}"
            )
            labels = sorted(set(_labels(endpoint.store)))  # in order, it is quick
            db.executemany("INSERT INTO label VALUES (?, ?)", labels)
            db.execute("INSERT INTO meta VALUES ('made of', ?)", (made_of,))
            db.commit()
        os.chmod(part, 0o644)
        os.replace(part, folder / FILE)


def _labels(store: ox.Store) -> Iterable[tuple[str, str]]:
    for name in NAMES:
        for quad in store.quads_for_pattern(None, ox.NamedNode(name), None):
            thing, label = quad.subject, quad.object
            if isinstance(thing, ox.NamedNode) and isinstance(label, ox.Literal):
                yield label.value.lower(), thing.value
