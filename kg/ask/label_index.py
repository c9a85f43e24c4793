"""What the rows of large tables call their things, kept in a file beside the graph.

Names are looked for whatever their case, so that an engine reads them all: of hundreds
of thousands that takes seconds. Those of rows stay as long as their tables do, and all
others are few, and asked for. The file is a copy, and never taken at its word: what it
says is asked of the graph, and where it says nothing, the graph is read through.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
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

FILE = "labels.sqlite"
_SCHEMA = """
CREATE TABLE source (document TEXT PRIMARY KEY, digest TEXT) WITHOUT ROWID;
CREATE TABLE label (form TEXT, iri TEXT, document TEXT,
    PRIMARY KEY (form, iri, document)) WITHOUT ROWID;
"""
"""``form`` is a name in lower case, ``iri`` what has it, ``document`` the table whose
rows say so; ``source`` has the digests of the tables."""


def called(endpoint: LocalEndpoint, name: str) -> list[str]:
    """Return IRIs that have a name in any case, sorted; none where nothing is kept."""
    path = endpoint.folder / FILE
    if not endpoint.made_of or not path.is_file():
        return []
    tables, others = apart(endpoint)
    try:
        with closing(_opened(path)) as db:
            if _kept(db) != _digests(endpoint, tables):
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
    """Keep the names of rows of the graph in a folder, and read those of new tables.

    Nothing is kept where files cannot be read or written.
    """
    endpoint = LocalEndpoint(folder)
    if not endpoint.made_of:
        return
    tables, _ = apart(endpoint)
    digests, kept = _digests(endpoint, tables), dict[str, str]()
    with suppress(sqlite3.Error), closing(_opened(folder / FILE)) as db:
        kept = _kept(db)
        if kept == digests:
            return
    with suppress(OSError, RuntimeError, sqlite3.Error), beside(folder / FILE) as part:
        if kept:
            shutil.copyfile(folder / FILE, part)
        with closing(sqlite3.connect(part)) as db:
            db.executescript("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF;")
            if not kept:
                db.executescript(_SCHEMA)
            gone = [(t,) for t in sorted(kept) if kept[t] != digests.get(t)]
            db.executemany("DELETE FROM label WHERE document = ?", gone)
            db.executemany("DELETE FROM source WHERE document = ?", gone)
            for table in sorted(t for t in digests if kept.get(t) != digests[t]):
                names = sorted(set(_labels(endpoint.store, tables[table])))
                rows = ((form, iri, table) for form, iri in names)
                db.executemany("INSERT INTO label VALUES (?, ?, ?)", rows)
                db.execute("INSERT INTO source VALUES (?, ?)", (table, digests[table]))
            db.commit()
        os.chmod(part, 0o644)
        os.replace(part, folder / FILE)


def _opened(path: Path) -> sqlite3.Connection:
    """Open a file that is kept, for reading; one that is not there is an error."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def _kept(db: sqlite3.Connection) -> dict[str, str]:
    """Return the digests of the tables whose names a file has; raise if it is none."""
    return dict(db.execute("SELECT document, digest FROM source"))


def _digests(endpoint: LocalEndpoint, tables: Iterable[str]) -> dict[str, str]:
    """Return what tells each large table from any other, in any graph."""
    sources = read_manifest(endpoint.generation).sources
    return {table: sources[table] for table in tables}


def _labels(store: ox.Store, graph: str) -> Iterable[tuple[str, str]]:
    for name in NAMES:
        quads = store.quads_for_pattern(
            None, ox.NamedNode(name), None, ox.NamedNode(graph)
        )
        for quad in quads:
            thing, label = quad.subject, quad.object
            if isinstance(thing, ox.NamedNode) and isinstance(label, ox.Literal):
                yield label.value.lower(), thing.value
