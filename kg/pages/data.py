"""What the graph says of a thing, as RDF: the data beside each page."""

from __future__ import annotations

from functools import cached_property

import pyoxigraph as ox

from kg.export.rdf.canonical import prefixes
from kg.names import APF, PREFIXES, RDF
from kg.pages.library import Library, iris
from kg.rdf import Literal, URIRef

FORMS = {"ttl": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD}
"""The forms of data by the endings of their files."""


class ThingData:
    """Writes what the graph says of things, of a claim with what it puts forward.

    What is put forward comes with its claims: without them a denied event is an event.
    """

    def __init__(self, library: Library) -> None:
        self._library = library

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The prefixes of a graph, by their names."""
        store = getattr(self._library.endpoint, "store", None)
        return dict(PREFIXES) if store is None else prefixes(store)

    def of(self, iri: str, form: str) -> bytes:
        """Return the triples of a thing in one of ``FORMS``, sorted."""
        of = self._library.properties(iri)
        claims = self._library.contents.get(iri, ())
        nodes = [iri, *iris(of.get(str(APF.content), ())), *claims]
        triples = {t for node in nodes for t in self._triples(node)}
        in_order = sorted(triples, key=lambda t: (_rank(t, iri), str(t)))
        short = None if form == "jsonld" else self._used(in_order)
        written = ox.serialize(in_order, format=FORMS[form], prefixes=short)
        assert written is not None
        return written.rstrip(b"\n") + b"\n"

    def _used(self, triples: list[ox.Triple]) -> dict[str, str]:
        """Return the prefixes of what some triples name."""
        terms = {t for triple in triples for t in (triple.subject, triple.object)}
        named = {t.value for t in terms if isinstance(t, ox.NamedNode)}
        named |= {triple.predicate.value for triple in triples}
        spaces = {iri[: max(iri.rfind("/"), iri.rfind("#")) + 1] for iri in named}
        return {name: iri for name, iri in self.prefixes.items() if iri in spaces}

    def _triples(self, node: str) -> list[ox.Triple]:
        return [
            ox.Triple(ox.NamedNode(node), ox.NamedNode(term), _term(value))
            for term, values in self._library.properties(node).items()
            for value in values
        ]


def _rank(triple: ox.Triple, iri: str) -> tuple[bool, bool]:
    """Put the thing itself first, and of each node its classes."""
    return str(triple.subject) != f"<{iri}>", triple.predicate.value != str(RDF.type)


def _term(term: URIRef | Literal) -> ox.NamedNode | ox.Literal:
    if not isinstance(term, Literal):
        return ox.NamedNode(str(term))
    if term.language:
        return ox.Literal(str(term), language=term.language)
    kind = None if term.datatype is None else ox.NamedNode(str(term.datatype))
    return ox.Literal(str(term), datatype=kind)
