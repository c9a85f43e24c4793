"""Rows of a view's queries gathered: one element each, its values listed once.

Several claims may speak of one edge. They make one edge, because parallel edges are
summed by the tools that open them, and what must not be added would be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.ask.endpoint import Endpoint
from kg.ask.network.views import columns_of
from kg.ask.tables import Table, Term
from kg.errors import QueryFailed
from kg.rdf import Literal, URIRef
from kg.read.queryfile import QueryFile

Key = tuple[str, ...]

_IRI = re.compile("[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass
class Gathered:
    """The elements of a query by key, in order, and the terms of each column."""

    types: dict[str, str]
    values: dict[Key, dict[str, list[Term]]] = field(default_factory=dict)

    def column(self, name: str) -> list[list[Term]]:
        """Return per element the distinct terms of a column, sorted."""
        return [
            sorted(set(of.get(name, ())), key=_order) for of in self.values.values()
        ]

    def iris(self, types: Iterable[str]) -> set[str]:
        """Return the IRIs that stand in columns of some types."""
        wanted = [name for name, type_ in self.types.items() if type_ in types]
        return {
            str(term)
            for of in self.values.values()
            for name in wanted
            for term in of.get(name, ())
            if isinstance(term, URIRef)
        }


def run(endpoint: Endpoint, file: QueryFile) -> Table:
    """Run a query of a view.

    Raises :class:`InputErrors` where it cannot be run, or lacks a column.
    """
    try:
        table = endpoint.select(file.offline)
    except QueryFailed as error:
        reason = str(error).removeprefix("the query cannot be run: ")
        raise file.refused(reason) from None
    missing = [n for n in columns_of(file) if n not in table.variables]
    if missing and (table.rows or table.variables):
        names = ", ".join(f"?{name}" for name in missing)
        raise file.refused(f"it does not select {names}")
    return table


def gather(table: Table, file: QueryFile, key: Sequence[str]) -> Gathered:
    """Gather rows by the columns of ``key``; rows without one of them are left out.

    Raises :class:`InputErrors` where a node is no IRI: what has no lasting name cannot
    be told from others in the next export.
    """
    types = columns_of(file)
    gathered = Gathered(types)
    where = {name: table.variables.index(name) for name in types if table.rows}
    for row in table.rows:
        ends = [row[where[name]] for name in key]
        if any(end is None for end in ends):
            continue
        for name, end in zip(key, ends, strict=True):
            if name != "kind" and not _is_iri(end):
                what = "a blank node" if str(end).startswith("_:") else f"`{end}`"
                raise file.refused(f"?{name} must be an IRI, not {what}")
        of = gathered.values.setdefault(tuple(map(str, ends)), {})
        for name, index in where.items():
            if (term := row[index]) is not None:
                of.setdefault(name, []).append(term)
    gathered.values = dict(sorted(gathered.values.items()))
    return gathered


def _is_iri(term: Term | None) -> bool:
    return isinstance(term, URIRef) and _IRI.match(str(term)) is not None


def _order(term: Term) -> tuple[bool, str, str]:
    if isinstance(term, Literal):
        return True, str(term), term.language or ""
    return False, str(term), ""
