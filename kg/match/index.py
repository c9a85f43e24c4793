"""Candidates from a local index: by key, by words, and by halves of a key.

A key finds a name in any spelling (:mod:`kg.match.spellings`). When no key does, names
that share all the rarer words are looked for, and names that begin or end alike: a name
with one wrong letter has one half right. On a million labels SQLite's full text answers
800 questions by words a second and its trigrams 5, tantivy 2,600 and typos as fast;
with keys and halves SQLite alone answers 580 (``benchmarks/linking.py --speed``), and
needs no further dependency (``benchmarks/label_engines.py`` has the figures of all).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import ratio

from kg.match.entity import Entity, Mention
from kg.match.likeness import similarity
from kg.match.names import is_small, normal
from kg.match.schema import (
    VERSION,
    IndexFailed,
    sound,
    tables_of,
    tables_of_index,
    unpack,
)
from kg.match.spellings import content, fold, singular

_MANY, _LOOKED_AT, _KEPT = 200, 2_000, 40
"""Entities of one key, keys of one half, and entities of one way, at most: with these a
million labels answer 580 questions a second (``benchmarks/linking.py --speed``)."""

_CLOSE, _HALF, _LONGER = 80.0, 4, 2
"""Keys this much alike of 100, and no more letters longer or shorter than ``_LONGER``,
may be one name with a slip; a half of fewer letters than ``_HALF`` is any word's."""

_PARENTHESES = re.compile(r"\s*\([^()]*\)\s*$")
_BATCH = 500
"""Values of one query; SQLite took 999 at most before version 3.32."""

_QID = re.compile(r"Q([0-9]{1,16})")
"""A QID whose number fits into SQLite's integers."""


class LocalIndex:
    """An index that :func:`kg.link.building.build_index` made, opened to read.

    Raises :class:`IndexFailed` when there is none, or one of another version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = f"local index {path}"
        if not path.is_file():
            raise IndexFailed(
                f"no index is at {path}; `kg link index FILE...` makes one"
            )
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self.meta: dict[str, str] = {}
        with self._sound():
            self._db = sqlite3.connect(uri, uri=True)
            tables = tables_of(self._db)
            if "meta" in tables and tables["meta"] == tables_of_index()["meta"]:
                self.meta = dict(self._db.execute("SELECT key, value FROM meta"))
        version = str(self.meta.get("version", "none"))
        if version != VERSION:
            message = f"{path} is an index of version {version}, and {VERSION} is read"
            raise IndexFailed(f"{message}; `kg link index FILE...` makes a new one")
        with self._sound():
            if tables != tables_of_index():
                raise ValueError("its tables are others")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def candidates(self, mention: Mention, limit: int) -> list[Entity]:
        """Return entities that a mention may mean, most likely first.

        Order: similarity of the names, number of attesting lists, QID.
        """
        names = _asked(mention)
        nums = set(self._by_keys(mention, names))
        if len(nums) < limit:
            for name in names:
                nums.update(self._by_words(name), self._by_halves(name))

        def order(entity: Entity) -> tuple[bool, float, int, int]:
            alike = similarity(mention, entity)
            return not alike.sure, -alike.score, -entity.sources, int(entity.qid[1:])

        return sorted(self._entities(nums), key=order)[:limit]

    def entities(self, qids: list[str]) -> dict[str, Entity]:
        """Return entities by QID; those that there are not are left out."""
        nums = (int(match[1]) for qid in qids if (match := _QID.fullmatch(qid)))
        return {entity.qid: entity for entity in self._entities(nums)}

    def owners(self, names: Iterable[str]) -> dict[str, frozenset[str]]:
        """Return the QIDs of those who have a name, by the names that somebody has.

        As it is written, but for capitals, accents and articles.
        """
        by_key: dict[str, list[str]] = {}
        for name in names:
            by_key.setdefault(fold(name), []).append(name)
        wanted = sorted(key for key in by_key if key)[:_BATCH]
        marks = ",".join("?" * len(wanted))
        query = f"SELECT key, num FROM name WHERE key IN ({marks})"  # noqa: S608
        rows = self._rows(query, wanted)
        entities = {e.qid: e for e in self._entities(num for _, num in rows)}
        owned: dict[str, set[str]] = {}
        for key, num in rows:
            entity = entities[f"Q{num}"]
            theirs = {normal(own) for own in (entity.label, *entity.aliases)}
            for name in by_key[key]:
                if normal(name) in theirs:
                    owned.setdefault(name, set()).add(entity.qid)
        return {name: frozenset(owned[name]) for name in sorted(owned)}

    def _entities(self, nums: Iterable[int]) -> list[Entity]:
        wanted = sorted(set(nums))
        entities: list[Entity] = []
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            query = f"SELECT data FROM entity WHERE num IN ({marks}) ORDER BY num"  # noqa: S608
            with self._sound():
                rows = self._db.execute(query, batch)
                entities += [sound(unpack(row[0])) for row in rows]
        return entities

    def _by_keys(self, mention: Mention, names: list[str]) -> list[int]:
        keys = [fold(name) for name in names]
        keys += [f"{name}:{value}" for name, value in mention.ids]
        query = (
            "SELECT num FROM name JOIN entity USING (num) WHERE key = ? "
            "ORDER BY sources DESC, num LIMIT ?"
        )
        rows = (self._rows(query, [key, _MANY]) for key in dict.fromkeys(keys))
        return [row[0] for group in rows for row in group]

    def _by_words(self, name: str) -> list[int]:
        words = sorted(set(content(name)), key=lambda word: (-len(word), word))
        query = "SELECT rowid FROM word WHERE word MATCH ? ORDER BY rank, rowid LIMIT ?"
        for kept in (words, words[:-1] if len(words) > 2 else []):
            match = " AND ".join(f'"{word}"' for word in kept)
            if match and (rows := self._rows(query, [match, _KEPT])):
                return [row[0] for row in rows]
        return []

    def _by_halves(self, name: str) -> list[int]:
        key = fold(name)
        size = len(key) // 2
        if size < _HALF:
            return []
        near: dict[int, float] = {}
        for table, asked in (("name", key), ("eman", key[::-1])):
            query = (
                f"SELECT key, num FROM {table} WHERE key >= ? AND key < ? "  # noqa: S608
                f"AND length(key) BETWEEN ? AND ? LIMIT {_LOOKED_AT}"
            )
            half = asked[:size]
            last = half + "\U0010ffff"
            bounds = [half, last, len(key) - _LONGER, len(key) + _LONGER]
            for other, num in self._rows(query, bounds):
                close = ratio(asked, other, score_cutoff=_CLOSE)
                if close > near.get(num, 0):
                    near[num] = close
        return sorted(near, key=lambda num: (-near[num], num))[:_KEPT]

    def _rows(self, query: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with self._sound():
            return self._db.execute(query, values).fetchall()

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """Say whose fault it is if something goes wrong: the file may be a stranger's.

        Raises :class:`IndexFailed`.
        """
        try:
            yield
        except Exception as error:
            raise IndexFailed(
                f"{self.path} is not an index, or damaged ({error}); "
                "`kg link index FILE...` makes a new one"
            ) from None


def _asked(mention: Mention) -> list[str]:
    names = [mention.name, *mention.names]
    names += [_PARENTHESES.sub("", name) for name in names]
    if is_small(mention.name):
        names.append(singular(mention.name))
    return list(dict.fromkeys(name for name in names if name.strip()))
