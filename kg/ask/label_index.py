"""What the rows of large tables call their things, kept in a file beside the graph.

Names are looked for whatever their case, so that an engine reads them all: of hundreds
of thousands that takes seconds. Those of rows stay as long as their tables do, and all
others are few, and asked for. The file is a copy, and never taken at its word: what it
says is asked of the graph, and where it says nothing, the graph is read through.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from itertools import product
from pathlib import Path

import pyoxigraph as ox

from kg.ask.endpoint import LocalEndpoint, values
from kg.ask.finding.among import Among, apart
from kg.graph.store import read_manifest
from kg.held import beside
from kg.names import APF, RDFS, SKOS
from kg.rdf import Literal, URIRef

NAMES = (RDFS.label, SKOS.altLabel, SKOS.hiddenLabel, APF.title)
"""The properties whose values are names."""

FILE, _VERSION = "labels.sqlite", "2"
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
    tables, others = apart(endpoint)
    try:
        with closing(_opened(path)) as db:
            if _made_of(db) != _digest(endpoint, tables):
                return []
            query = "SELECT iri FROM label WHERE form = ?"
            rows = {iri for (iri,) in db.execute(query, (name.lower(),))}
    except sqlite3.Error:
        return []
    listed = values(map(URIRef, map(str, NAMES)))
    query = (
        f"SELECT DISTINCT ?x WHERE {{ VALUES ?p {{ {listed} }} ?x ?p ?name . "
        f"FILTER (LCASE(STR(?name)) = {Literal(name.lower()).n3()}) }}"
    )
    all_else = Among(endpoint, others, {}).select(query).rows
    return sorted(rows.union(str(iri) for (iri,) in all_else))


def keep_labels(folder: Path) -> None:
    """Keep the names of rows of the graph in a folder, unless they are kept already.

    Nothing is kept where files cannot be read or written.
    """
    endpoint = LocalEndpoint(folder)
    if not endpoint.made_of:
        return
    tables, _ = apart(endpoint)
    digest = _digest(endpoint, tables)
    with suppress(sqlite3.Error), closing(_opened(folder / FILE)) as db:
        if _made_of(db) == digest:
            return
    with suppress(OSError, RuntimeError, sqlite3.Error), beside(folder / FILE) as part:
        with closing(sqlite3.connect(part)) as db:
            db.executescript(
                f"PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; {_SCHEMA}"
            )
            labels = sorted(set(_labels(endpoint.store, tables.values())))
            db.executemany("INSERT INTO label VALUES (?, ?)", labels)  # in order: quick
            db.execute("INSERT INTO meta VALUES ('made of', ?)", (digest,))
            db.commit()
        os.chmod(part, 0o644)
        os.replace(part, folder / FILE)


def _opened(path: Path) -> sqlite3.Connection:
    """Open a file that is kept, for reading; one that is not there is an error."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def _made_of(db: sqlite3.Connection) -> str:
    """Return the digest of the tables whose names a file has; raise if it is none."""
    row = db.execute("SELECT value FROM meta WHERE key = 'made of'").fetchone()
    return str(row[0]) if row else ""


def _digest(endpoint: LocalEndpoint, tables: Iterable[str]) -> str:
    """Return what tells large tables from any others, in this graph or an earlier."""
    sources = read_manifest(endpoint.generation).sources
    made_of = [_VERSION, *((table, sources.get(table)) for table in sorted(tables))]
    return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()


def _labels(store: ox.Store, graphs: Iterable[str]) -> Iterable[tuple[str, str]]:
    for graph, name in product(graphs, NAMES):
        at = ox.NamedNode(graph)
        for quad in store.quads_for_pattern(None, ox.NamedNode(name), None, at):
            thing, label = quad.subject, quad.object
            if isinstance(thing, ox.NamedNode) and isinstance(label, ox.Literal):
                yield label.value.lower(), thing.value
