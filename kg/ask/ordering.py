"""The order of rows, brought about here and not by the engine, and where they end.

Oxigraph reads both terms from disk for each comparison: five thousand rows take a
second to sort, and a twentieth of it unsorted. Here each term is read once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kg.ask.columns import projected
from kg.ask.tables import Row, Table, Term
from kg.names import RDF, XSD
from kg.rdf import BNode, Literal

_ORDER = re.compile(r"\n\}\nORDER BY((?:\s+[?]\w+)+)\s*$")
"""The order of a whole query: plain variables, upwards, and nothing behind them."""

_SELECT = re.compile(r"(?m)^SELECT (?:DISTINCT )?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NOTHING, _BLANK, _IRI, _LITERAL = range(4)

Key = tuple[int, object]

SORTED = 3_000
"""Rows that are sorted for whoever wants some: half a second's work of an engine, where
each row has a dozen columns."""


@dataclass(frozen=True, slots=True)
class Cut:
    """That an answer has some rows only: how many are ``shown``.

    ``in_all`` is how many there are; ``None`` where there are too many to sort, and
    those shown are any of them.
    """

    shown: int
    in_all: int | None = None

    @property
    def words(self) -> str:
        """What a reader has to know."""
        if self.in_all is not None:
            return f"These are the first {self.shown:,} of {self.in_all:,} rows."
        return (
            f"These are {self.shown:,} of more than {self._most:,} rows, and not the "
            "first: what is not listed here may be there all the same."
        )

    @property
    def _most(self) -> int:
        return max(SORTED, self.shown)


@dataclass(frozen=True, slots=True)
class Unordered:
    """A query without its order: the variables that it shows, and those that order.

    ``text`` selects the ``shown``, and after them the ``keys`` that are not shown.
    """

    text: str
    shown: tuple[str, ...]
    keys: tuple[str, ...]
    distinct: bool

    @property
    def variables(self) -> tuple[str, ...]:
        """The columns of what ``text`` selects."""
        return tuple(dict.fromkeys((*self.shown, *self.keys)))

    def some(self, limit: int) -> str:
        """Return the query for as many rows as are sorted, and one more."""
        return f"{self.text}\nLIMIT {most(limit) + 1}"

    def in_order(self, table: Table) -> Table | None:
        """Return what the query gave as it gives it with its order.

        ``None`` where literals of several kinds stand in one column: how an engine
        orders these is its own affair.
        """
        at = [table.variables.index(key) for key in self.keys]
        ranks = [_ranks(row[column] for row in table.rows) for column in at]
        if not all(rank is not None for rank in ranks):
            return None
        placed = [
            (rank, column)
            for rank, column in zip(ranks, at, strict=True)
            if rank is not None and len(rank) > 1  # else it sets nothing apart
        ]
        rows = table.rows
        if placed:

            def place(row: Row) -> tuple[int, ...]:
                return tuple([rank[id(row[column])] for rank, column in placed])

            rows = sorted(rows, key=place)
        if len(self.shown) < len(table.variables):
            width = len(self.shown)
            rows = [row[:width] for row in rows]
            rows = each_once(rows) if self.distinct else rows
        return Table(self.shown, rows)


def most(limit: int) -> int:
    """Return how many rows are sorted for whoever wants so many."""
    return max(SORTED, limit)


def cut(
    table: Table, limit: int | None, *, whole: bool, more: bool = False
) -> tuple[Table, Cut | None]:
    """Return so many rows at most of those that are sorted.

    They are the ``whole`` answer, or what :meth:`Unordered.some` asks for; ``more``
    tells that there are more than are sorted, though not in the table.
    """
    number = len(table.rows)
    if limit is None or (number <= limit and not more):
        return table, None
    known = number if whole or (number <= most(limit) and not more) else None
    return Table(table.variables, table.rows[:limit]), Cut(limit, known)


def unordered(query: str) -> Unordered | None:
    """Take a query's order out of it; ``None`` where it has none that is so simple."""
    order, select = _ORDER.search(query), _SELECT.search(query)
    shown = projected(query)
    if order is None or select is None or not shown:
        return None
    where = query.find("\nWHERE {", select.end())
    if where < 0:
        return None
    keys = order[1].replace("?", "").split()
    more = [f" ?{key}" for key in dict.fromkeys(keys) if key not in shown]
    text = query[:where] + "".join(more) + query[where : order.start() + len("\n}")]
    return Unordered(text, tuple(shown), tuple(keys), "DISTINCT" in select[0])


def each_once(rows: Iterable[Row]) -> list[Row]:
    """Return rows without those that were there before."""
    first: dict[tuple[int, ...], Row] = {}
    for row in rows:
        first.setdefault(tuple(map(id, row)), row)
    return list(first.values())


def _ranks(terms: Iterable[Term | None]) -> dict[int, int] | None:
    """Return the place of each term among all, by its identity.

    A table has each term once, however many rows it stands in.
    """
    each = {id(term): term for term in terms}
    keys = {number: _key(term) for number, term in each.items()}
    kinds = {type(key[1]) for key in keys.values() if key and key[0] == _LITERAL}
    if None in keys.values() or len(kinds) > 1:
        return None
    known = {number: key for number, key in keys.items() if key is not None}
    placed = {key: place for place, key in enumerate(sorted(set(known.values())))}
    return {number: placed[key] for number, key in known.items()}


@dataclass(frozen=True, slots=True, order=True)
class _Text:
    """A text as engines order it: by its letters, then by datatype and language."""

    letters: str
    datatype: str
    language: str


@dataclass(frozen=True, slots=True, order=True)
class _Day:
    """A day without a time zone, whose letters are in the order of days."""

    letters: str


def _key(term: Term | None) -> Key | None:
    """Return what a term is ordered by (SPARQL 1.1, 15.1); ``None`` if not known."""
    if term is None:
        return _NOTHING, ""
    if not isinstance(term, Literal):
        return (_BLANK if isinstance(term, BNode) else _IRI), str(term)
    text, kind = str(term), term.datatype
    if kind is None or kind == XSD.string:
        datatype = str(RDF.langString if term.language else XSD.string)
        return _LITERAL, _Text(text, datatype, term.language or "")
    if kind == XSD.date and _DAY.fullmatch(text):
        return _LITERAL, _Day(text)
    if kind == XSD.boolean and text in ("true", "false"):
        return _LITERAL, text == "true"
    try:
        return (_LITERAL, Decimal(text)) if kind in _NUMBERS else None
    except InvalidOperation:
        return None


_NUMBERS = frozenset((XSD.integer, XSD.decimal))
