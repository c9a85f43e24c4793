"""A local index of entities, built from extracts in bounded memory.

Rows go to a table on disk first, are merged there in the order of their QIDs, and come
out as entities with keys. Equal files give equal indexes; a build that fails or is
killed leaves the index that was there.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import chain, groupby, islice
from pathlib import Path

from kg.errors import InputErrors
from kg.held import beside
from kg.link.entity_files import Problems
from kg.link.extract import read_extract
from kg.link.packed import ExtractUnreadable
from kg.match.entity import Entity
from kg.match.schema import SCHEMA, VERSION, IndexFailed, pack, unpack
from kg.match.spellings import content, keys

BATCH = 5_000
"""Entities held at a time: some 10 MB, and no slower than fifty thousand (measured)."""

_CACHE_KIB = 64_000  # pages that SQLite keeps; 64 MB is what the memory is bounded by
Progress = Callable[[str, int], None]
"""Is told what is done (``read``, ``merged``) and how many times so far."""


def build_index(
    files: Sequence[Path], out: Path, *, progress: Progress | None = None
) -> int:
    """Build an index from extracts, and return how many entities it has.

    Raises :class:`InputErrors` with every malformed row, :class:`ExtractUnreadable`
    for a file that breaks off and :class:`IndexFailed` when ``out`` cannot be written;
    then an index that was there stays.
    """
    tell = progress or (lambda _what, _count: None)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with beside(out) as temporary:
            with closing(sqlite3.connect(temporary, isolation_level=None)) as db:
                count = _fill(db, files, tell)
            os.chmod(temporary, 0o644)
            os.replace(temporary, out)
        return count
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise IndexFailed(f"cannot write {out}: {reason}") from None


def _fill(db: sqlite3.Connection, files: Sequence[Path], tell: Progress) -> int:
    db.executescript(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE; "
        f"PRAGMA cache_size=-{_CACHE_KIB}; {SCHEMA} "
        "CREATE TABLE staged (num INTEGER, seq INTEGER, data TEXT);"
    )
    db.execute("BEGIN")
    _stage(db, files, tell)
    count = _merge(db, tell)
    if not count:
        names = ", ".join(map(str, files))
        raise ExtractUnreadable(f"no entity is in {names}; the index is not changed")
    db.execute("COMMIT")
    db.executescript("DROP TABLE staged; INSERT INTO word(word) VALUES ('optimize');")
    db.execute("INSERT INTO meta VALUES ('version', ?)", (VERSION,))
    db.execute("INSERT INTO meta VALUES ('entities', ?)", (str(count),))
    db.execute("VACUUM")
    return count


def _stage(db: sqlite3.Connection, files: Sequence[Path], tell: Progress) -> None:
    problems = Problems([])
    rows = (entity for file in files for entity in read_extract(file, problems))
    staged = ((int(e.qid[1:]), seq, pack(e)) for seq, e in enumerate(rows))
    done = 0
    while batch := list(islice(staged, BATCH)):
        db.executemany("INSERT INTO staged VALUES (?, ?, ?)", batch)
        done += len(batch)
        tell("read", done)
    if problems.noted:
        raise InputErrors(problems.noted)


def _merge(db: sqlite3.Connection, tell: Progress) -> int:
    codes = _country_codes(db)
    reading = db.cursor()
    rows = reading.execute("SELECT num, data FROM staged ORDER BY num, seq")
    merged = (
        _resolved(_merged([unpack(data) for _, data in group]), codes)
        for _, group in groupby(rows, key=lambda row: row[0])
    )
    done = 0
    while batch := list(islice(merged, BATCH)):
        _insert(db, batch)
        done += len(batch)
        tell("merged", done)
    return done


def _country_codes(db: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Return the codes of the countries that are in the extract, by QID."""
    rows = db.execute(
        "SELECT data FROM staged WHERE data LIKE '%\"country\"%' "
        "OR data LIKE '%\"Q6256\"%' OR data LIKE '%\"Q3624078\"%' ORDER BY num, seq"
    )
    by_qid: dict[str, tuple[str, ...]] = {}
    for entity in (unpack(row[0]) for row in rows):
        codes = tuple(c for c in entity.countries if len(c) == 2)
        if codes and {"country", "Q6256", "Q3624078"} & set(entity.types):
            by_qid.setdefault(entity.qid, codes[:1])
    return by_qid


def _merged(rows: list[Entity]) -> Entity:
    """Merge what several rows say; the label is that of the best attested one."""
    best = max(rows, key=lambda row: (row.sources, bool(row.types)))
    names = [name for row in (best, *rows) for name in (row.label, *row.aliases)]
    return Entity(
        best.qid,
        best.label,
        tuple(n for n in dict.fromkeys(names) if n != best.label),
        next((r.description for r in (best, *rows) if r.description), ""),
        _united(row.types for row in rows),
        _united(row.countries for row in rows),
        tuple(dict.fromkeys(pair for row in rows for pair in row.ids)),
        best.sources,
        next((row.redirect for row in rows if row.redirect), ""),
    )


def _united(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for group in values for value in group))


def _resolved(entity: Entity, codes: dict[str, tuple[str, ...]]) -> Entity:
    """Put the codes of countries for their QIDs."""
    known = _united((c,) if len(c) == 2 else codes.get(c, ()) for c in entity.countries)
    if known == entity.countries:
        return entity
    fields = {name: getattr(entity, name) for name in Entity.__slots__}
    return Entity(**{**fields, "countries": known})


def _insert(db: sqlite3.Connection, entities: list[Entity]) -> None:
    db.executemany(
        "INSERT INTO entity VALUES (?, ?, ?)",
        [(int(e.qid[1:]), e.sources, pack(e)) for e in entities],
    )
    named = [e for e in entities if not e.redirect]
    found_by = [(key, int(e.qid[1:])) for e in named for key in sorted(_keys(e))]
    db.executemany("INSERT INTO name VALUES (?, ?)", found_by)
    db.executemany(
        "INSERT INTO eman VALUES (?, ?)",
        [(key[::-1], num) for key, num in found_by if ":" not in key],
    )
    db.executemany(
        "INSERT INTO word(rowid, text) VALUES (?, ?)",
        [(int(e.qid[1:]), " ".join(_words(e))) for e in named],
    )


def _keys(entity: Entity) -> set[str]:
    named = (keys(name) for name in (entity.label, *entity.aliases))
    return {*chain(*named), *(f"{name}:{value}" for name, value in entity.ids)}


def _words(entity: Entity) -> Iterator[str]:
    names = (entity.label, *entity.aliases)
    yield from dict.fromkeys(word for name in names for word in content(name))
