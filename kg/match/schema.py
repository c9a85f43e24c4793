"""How an index is kept on disk: SQLite tables, and entities as JSON in them."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from kg.errors import KgError
from kg.match.entity import Entity

VERSION = "2"
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
