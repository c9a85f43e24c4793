"""The claims of a graph one by one, in the order of their IRIs.

What the exports of claims share: which claims there are, and what is said of each.
Every step looks up one claim, so that a graph of any size is written in constant
memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import pyoxigraph as ox

from kg.errors import KgError
from kg.graph.canonical import sorted_lines
from kg.names import APF, DCTERMS, RDF, VOID
from kg.rdf import URIRef

Object = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class NothingToExport(KgError):
    """The graph, or the part that was asked for, has nothing that the form can hold."""

    exit_code = 3


def node(iri: str) -> ox.NamedNode:
    """Return the store's term for an IRI, also for a term of :class:`APF`."""
    return ox.NamedNode(str(iri))


def part_of(thing: ox.NamedNode, name: str) -> ox.NamedNode:
    """Return the name of a part; ids have neither ``/`` nor ``#``, so it is new."""
    return node(f"{thing.value}{'/' if '#' in thing.value else '#'}{name}")


def stated(thing: ox.NamedNode, pairs: Iterable[tuple[str, Object]]) -> list[ox.Triple]:
    """Return triples about a thing, from terms and their values."""
    return [ox.Triple(thing, node(term), value) for term, value in pairs]


def members(store: ox.Store, cls: URIRef) -> Iterator[ox.NamedNode]:
    """Yield the things of a class, each once, in the order of their IRIs."""
    quads = store.quads_for_pattern(None, node(RDF.type), node(cls))
    subjects = (quad.subject for quad in quads)
    iris = (f"{s.value}\n".encode() for s in subjects if isinstance(s, ox.NamedNode))
    for line in sorted_lines(iris):
        yield node(line[:-1].decode())


def about(
    store: ox.Store, thing: ox.NamedNode, graph: ox.NamedNode | None = None
) -> list[ox.Triple]:
    """Return what is said of a thing in a graph or in all, each triple once, sorted."""
    quads = store.quads_for_pattern(thing, None, None, graph)
    return sorted({quad.triple for quad in quads}, key=str)


def objects(store: ox.Store, thing: ox.NamedNode, term: URIRef) -> list[Object]:
    """Return the values that a thing has for a term, each once, sorted."""
    quads = store.quads_for_pattern(thing, node(term), None)
    return sorted({quad.object for quad in quads}, key=str)


def literals(store: ox.Store, thing: ox.NamedNode, term: URIRef) -> list[ox.Literal]:
    """Return the texts, numbers and days that a thing has for a term, sorted."""
    values = objects(store, thing, term)
    return [value for value in values if isinstance(value, ox.Literal)]


def things(store: ox.Store, thing: ox.NamedNode, term: URIRef) -> list[ox.NamedNode]:
    """Return the things to which a term relates a thing, sorted."""
    values = objects(store, thing, term)
    return [value for value in values if isinstance(value, ox.NamedNode)]


def subjects(store: ox.Store, term: URIRef, thing: ox.NamedNode) -> list[ox.NamedNode]:
    """Return the things that a term relates to a thing, sorted."""
    quads = store.quads_for_pattern(None, node(term), thing)
    nodes = {q.subject for q in quads if isinstance(q.subject, ox.NamedNode)}
    return sorted(nodes, key=str)


def defaults(store: ox.Store) -> tuple[str, str]:
    """Return the language of the project's title, and where its own IRIs begin."""
    language = space = ""
    for dataset in members(store, VOID.Dataset):
        for title in literals(store, dataset, DCTERMS.title):
            language = title.language or ""
        for own in literals(store, dataset, VOID.uriSpace):
            if own.value.startswith(dataset.value):
                space = own.value
    return language, space


def days(store: ox.Store, claim: ox.NamedNode, term: URIRef) -> list[date]:
    """Return the days that ``term`` gives for the documents of a claim, sorted."""
    return sorted(
        date.fromisoformat(value.value)
        for document in things(store, claim, APF.statedIn)
        for value in literals(store, document, term)
    )
