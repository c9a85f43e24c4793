"""A store read and written as text: IRIs and lexical forms, pair by pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

import pyoxigraph as ox

from kg.names import XSD
from kg.rdf import URIRef

Value = ox.NamedNode | ox.Literal
_DATE = ox.NamedNode(XSD.date)


class StoreText:
    """What a store says, over all its graphs."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def pairs(self, term: URIRef) -> Iterator[tuple[str, str]]:
        """Yield subject and object of every triple of a property."""
        for quad in self._store.quads_for_pattern(None, ox.NamedNode(term), None):
            if isinstance(quad.object, Value) and isinstance(
                quad.subject, ox.NamedNode
            ):
                yield quad.subject.value, quad.object.value

    def by_subject(self, term: URIRef) -> defaultdict[str, set[str]]:
        """Return the objects of a property by subject."""
        values: defaultdict[str, set[str]] = defaultdict(set)
        for subject, value in self.pairs(term):
            values[subject].add(value)
        return values

    def by_object(self, term: URIRef) -> defaultdict[str, set[str]]:
        """Return the subjects of a property by object."""
        subjects: defaultdict[str, set[str]] = defaultdict(set)
        for subject, value in self.pairs(term):
            subjects[value].add(subject)
        return subjects

    def subjects(self, term: URIRef, value: str) -> Iterator[str]:
        """Yield the subjects of a property whose object is a thing, in any graph."""
        at = ox.NamedNode(value)
        for quad in self._store.quads_for_pattern(None, ox.NamedNode(term), at):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value

    def values(self, node: str, term: URIRef) -> list[str]:
        """Return the objects of a thing's property, sorted, each once."""
        subject = ox.NamedNode(node)
        quads = self._store.quads_for_pattern(subject, ox.NamedNode(term), None)
        return sorted({q.object.value for q in quads if isinstance(q.object, Value)})

    def value(self, node: str, term: URIRef) -> str | None:
        """Return the first of the objects of a thing's property, if there is one."""
        return next(iter(self.values(node, term)), None)


def write(
    store: ox.Store, graph: str, triples: Iterable[tuple[str, URIRef, Value]]
) -> None:
    """Write triples into a named graph of a store, all at once.

    As lines that the store parses, which takes half as long as a quad for each.
    """
    lines = (f"<{s}> <{p}> {o} <{graph}> .\n" for s, p, o in triples)
    store.load("".join(lines).encode(), ox.RdfFormat.N_QUADS)


@lru_cache(10_000)
def date_literal(day: str) -> ox.Literal:
    """Return an ISO date as a literal."""
    return ox.Literal(day, datatype=_DATE)
