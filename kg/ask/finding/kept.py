"""A list of all that can be named, kept in a file beside the graph that it is made of.

It is SQLite's, so that a shell gets its completions without opening the graph: this
module imports nothing of a build. It is only a copy: where it is missing, or of another
graph, it is made again; where it cannot be written, it is made in memory.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kg.read.opening import read_bytes

FILE = "names.sqlite"
_VERSION = "3"
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE entry (num INTEGER PRIMARY KEY, iri TEXT, id TEXT, label TEXT, kind TEXT,
    within TEXT, claims INTEGER, standing TEXT, claim INTEGER);
CREATE INDEX ids ON entry (id);
CREATE TABLE kind (name TEXT PRIMARY KEY, label TEXT, above TEXT, names TEXT,
    codes INTEGER) WITHOUT ROWID;
CREATE TABLE name (form TEXT, num INTEGER, how INTEGER, shown TEXT);
CREATE INDEX names ON name (num);
CREATE TABLE document (id TEXT PRIMARY KEY, digest TEXT) WITHOUT ROWID;
CREATE TABLE term (name TEXT PRIMARY KEY, definition TEXT) WITHOUT ROWID;
CREATE VIRTUAL TABLE summary USING fts5(
    words, content='', tokenize="unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(summary, row);
"""
"""``entry`` has things, claims (``claim`` is 1) and codes; ``within`` is the document
of a claim, the list of a code. ``kind`` has classes and lists of codes, with what is
``above`` and all their ``names``, one a line. ``name`` has the normal forms of names,
``how`` is a :class:`kg.match.letters.NameKind`, ``shown`` a name that is no label.
``document`` has the digests of texts."""

_NO_SOURCES = b'"sources": {}'
"""How the manifest of a graph looks that was changed by hand: like that of any other.
That of a build tells its graph, which is the same in the generation of the next build
if nothing changed."""

_IN_ONE_THREAD = sqlite3.threadsafety < 3
"""Whether SQLite was built, as hardly anywhere, to be used in the thread alone that
opened a file (PEP 249 counts 3 for connections that threads may share)."""

Filling = Callable[[sqlite3.Connection], None]


def digest_of(folder: Path, opened: Path | None = None) -> str:
    """Return what tells the current graph of a folder from every other, or ``""``.

    If a generation was ``opened``, what tells that one, which may be current no more.
    """
    try:
        generation = read_bytes(folder / "CURRENT").decode("ascii").strip()
        generation = opened.name if opened else generation
        manifest = read_bytes(folder / generation / "manifest.json")
    except (OSError, ValueError):
        return ""
    digest = hashlib.sha256(manifest).hexdigest()
    which = generation if _NO_SOURCES in manifest else ""
    return f"{_VERSION} {which} {digest}"


def fresh(folder: Path, made_of: str = "") -> sqlite3.Connection | None:
    """Open the list kept of a graph for reading; ``None`` if it is of another one.

    ``made_of`` is the digest of the graph, by default that which is current.
    """
    wanted = made_of or digest_of(folder)
    path = folder / FILE
    if not wanted or not path.is_file():
        return None
    try:
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        db = sqlite3.connect(uri, uri=True, check_same_thread=_IN_ONE_THREAD)
        query = "SELECT value FROM meta WHERE key = 'made of'"
        if db.execute(query).fetchone() == (wanted,):
            return db
        db.close()
    except sqlite3.Error:
        pass
    return None


def made(folder: Path | None, made_of: str, fill: Filling) -> sqlite3.Connection:
    """Make the list of a graph anew, and keep it in a folder if that can be written."""
    if folder is not None and made_of and made_of == digest_of(folder):
        from kg.held import beside

        with suppress(OSError, sqlite3.Error):
            with beside(folder / FILE) as part:
                _write(str(part), made_of, fill).close()
                os.chmod(part, 0o644)
                os.replace(part, folder / FILE)
            if (db := fresh(folder, made_of)) is not None:
                return db
    return _write(":memory:", made_of, fill)


def _write(place: str, made_of: str, fill: Filling) -> sqlite3.Connection:
    db = sqlite3.connect(place, check_same_thread=_IN_ONE_THREAD)
    db.executescript(f"PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; {_SCHEMA}")
    fill(db)
    db.execute("INSERT INTO meta VALUES ('made of', ?)", (made_of,))
    db.commit()
    return db
