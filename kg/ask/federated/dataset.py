"""An Oxigraph store as rdflib sees it: read only, its default graph all graphs."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

import pyoxigraph as ox
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.store import Store
from rdflib.term import Node

_Triple = tuple[Node, Node, Node]


def as_dataset(store: ox.Store) -> Dataset:
    """Return a store as a dataset whose default graph is the union of its graphs."""
    return Dataset(store=_Reading(store), default_union=True)


def from_ox(term: Any) -> Node:
    """Return a term of Oxigraph as one of rdflib, its lexical form as it is."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    text = str(term.datatype.value)
    plain = text.endswith("XMLSchema#string")
    return Literal(term.value, datatype=None if plain else URIRef(text))


def to_ox(node: Node) -> Any:
    """Return a term of rdflib as one of Oxigraph."""
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, BNode):
        return ox.BlankNode(str(node))
    assert isinstance(node, Literal)
    if node.language:
        return ox.Literal(str(node), language=node.language)
    datatype = node.datatype
    kind = None if datatype is None else ox.NamedNode(str(datatype))
    return ox.Literal(str(node), datatype=kind)


class _Reading(Store):
    """The part of rdflib's interface to stores that evaluating a query needs."""

    context_aware = True
    graph_aware = True

    def __init__(self, store: ox.Store) -> None:
        super().__init__()
        self._store = store

    def add_graph(self, graph: Graph) -> None:
        """Take notice of a graph, which rdflib announces; there is nothing to do."""

    def triples(
        self, pattern: tuple[Node | None, ...], context: Graph | None = None
    ) -> Iterator[tuple[_Triple, Iterator[None]]]:
        """Yield what matches a pattern in a graph, or once in all of them."""
        wanted = [None if node is None else to_ox(node) for node in pattern]
        if not _possible(wanted):
            return
        name = self._name(context)
        seen: set[ox.Triple] = set()
        subject, predicate, object_ = wanted
        for quad in self._store.quads_for_pattern(subject, predicate, object_, name):
            if name is None and quad.triple in seen:
                continue
            seen.add(quad.triple)
            s, p, o = (from_ox(term) for term in quad.triple)
            yield (s, p, o), iter(())

    def contexts(self, triple: Any = None) -> Generator[Graph, None, None]:
        """Yield the named graphs."""
        for name in self._store.named_graphs():
            yield Graph(store=self, identifier=from_ox(name))  # type: ignore[arg-type]

    def __len__(self, context: Graph | None = None) -> int:
        return sum(1 for _ in self.triples((None, None, None), context))

    def _name(self, context: Graph | None) -> Any:
        if context is None or context.identifier == DATASET_DEFAULT_GRAPH_ID:
            return None
        return to_ox(context.identifier)


def _possible(pattern: list[Any]) -> bool:
    """Tell whether a pattern may match at all: no literal is a subject or predicate."""
    subject, predicate, _ = pattern
    return not isinstance(subject, ox.Literal) and isinstance(
        predicate, ox.NamedNode | None
    )
