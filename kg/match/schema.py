"""How an index is kept on disk: SQLite tables, and entities as JSON in them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import fields
from functools import cache
from typing import Any

from kg.errors import KgError
from kg.match.entity import Entity

VERSION = "3"
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE entity (num INTEGER PRIMARY KEY, sources INTEGER, data TEXT);
CREATE TABLE name (key TEXT, num INTEGER, PRIMARY KEY (key, num)) WITHOUT ROWID;
CREATE TABLE eman (key TEXT, num INTEGER, PRIMARY KEY (key, num)) WITHOUT ROWID;
CREATE VIRTUAL TABLE word USING fts5(
    text, content='', detail=none, tokenize='unicode61');
"""
"""``num`` is the number of a QID. ``name`` has the keys of names
(:func:`kg.match.spellings.keys`), and further identifiers as ``iso3:PAK``; ``eman`` has
them from right to left, so that a name with one wrong letter shares the beginning of a
key in either table."""

_FIELDS = tuple(field.name for field in fields(Entity))


class IndexFailed(KgError):
    """The index cannot be opened or written; what was there is not changed."""

    exit_code = 3


def tables_of(db: sqlite3.Connection) -> dict[str, str]:
    """Return what each table, view and trigger of a database is made by, by name."""
    return {
        str(n): str(q) for n, q in db.execute("SELECT name, sql FROM sqlite_master")
    }


@cache
def tables_of_index() -> dict[str, str]:
    """Return the tables of an index: a view in their place may never end."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(SCHEMA)
        return tables_of(db)


def pack(entity: Entity) -> str:
    """Return an entity as JSON."""
    values = [getattr(entity, name) for name in _FIELDS]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def unpack(text: str) -> Entity:
    """Return the entity that :func:`pack` made a text of."""
    values: list[Any] = json.loads(text)
    qid, label, aliases, description, types, countries, ids, *rest = values
    return Entity(
        *(qid, label, tuple(aliases), description, tuple(types), tuple(countries)),
        tuple((str(name), str(value)) for name, value in ids),
        *rest,
    )


def sound(entity: Entity) -> Entity:
    """Return an entity whose values are of the kinds that they should be.

    Raises :class:`TypeError`.
    """
    pairs = (part for pair in entity.ids for part in pair)
    words = (entity.qid, entity.label, entity.description, entity.redirect, *pairs)
    lists = (*entity.aliases, *entity.types, *entity.countries)
    if not isinstance(entity.sources, int) or not all(
        isinstance(word, str) for word in (*words, *lists)
    ):
        raise TypeError(f"an entity is not as it should be: {entity.qid}")
    return entity
