"""All things of a kind, those that most is said about first."""

from __future__ import annotations

import sqlite3
from collections import Counter

from kg.ask.finding.entries import CODE
from kg.ask.finding.kinds import KindsCalled
from kg.ask.finding.model import Listed
from kg.ask.finding.reading import CLAIM

COLUMNS = "id, iri, label, kind, within, claims, standing"
_Row = tuple[str, str, str, str, str | None, int | None, str | None]


def listed(db: sqlite3.Connection, kind: str) -> list[Listed]:
    """Return the things of a kind, called by a class, its labels, or their plural.

    In the order of the number of claims, then of names and ids; claims in that of ids.
    Raises :class:`UnknownName` for what is no kind.
    """
    kinds = KindsCalled(db)
    condition, values = kinds.called(kind)
    query = f"SELECT {COLUMNS} FROM entry WHERE {condition} ORDER BY num"  # noqa: S608
    things = [entry(kinds, row) for row in db.execute(query, values)]
    return sorted(things, key=_order)


def entry(kinds: KindsCalled, row: _Row) -> Listed:
    """Return a row of ``COLUMNS`` as a thing that is listed."""
    id_, iri, label, kind, within, claims, standing = row
    own = within if kind == CODE and within else kind
    return Listed(id_, iri, label, own, kinds.label(kind, within), claims, standing)


def _order(thing: Listed) -> tuple[int, str, str]:
    if thing.claims is None:
        return 0, "", thing.id
    return -thing.claims, thing.label.casefold(), thing.id


def kinds_listed(db: sqlite3.Connection) -> list[tuple[str, str, int]]:
    """Return which kinds there are, with what they are called and how many things."""
    kinds, counts = KindsCalled(db), Counter[str]()
    query = "SELECT kind, claim, COUNT(*) FROM entry GROUP BY kind, claim"
    for kind, claim, count in db.execute(query):
        above = kinds.known[kind].above if kind in kinds.known else {kind}
        counts.update(dict.fromkeys({*above, CLAIM} if claim else above, count))
    known = (kinds.known[name] for name in counts if name in kinds.known)
    named = [(kind.name, kind.label, counts[kind.name]) for kind in known]
    return sorted(named, key=lambda row: (-row[2], row[0]))
