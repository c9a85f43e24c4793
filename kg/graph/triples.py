"""Entries become triples, as the JSON-LD they are says.

An entry is JSON-LD of a narrow kind: its ids are whole IRIs, and the context, made from
the ontology, says of each term whether its values are ids or of which datatype. So its
triples are written down directly; processors of JSON-LD, which take a hundred times as
long, read the same ones (a test compares three).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pyoxigraph as ox

from kg.names import BASE, DCTERMS, RDF, VOID, XSD
from kg.rdf import Triples
from kg.read.entries import Entry, Source
from kg.read.project import Project
from kg.read.vocabulary import Vocabulary

_TYPE = ox.NamedNode(RDF.type)


def triples(entries: Iterable[Entry], vocabulary: Vocabulary) -> list[ox.Triple]:
    """Return the triples of entries, without blank nodes, in the order of entries."""
    writer = _Writer(vocabulary)
    for entry in entries:
        writer.node(entry.node)
    return list(dict.fromkeys(writer.triples))


class _Writer:
    """Writes down the triples of JSON-LD nodes under the context of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.context = vocabulary.context
        self.triples: list[ox.Triple] = []
        self._terms: dict[str, tuple[ox.NamedNode, str | None]] = {}

    def node(self, node: dict[str, Any]) -> ox.NamedNode:
        """Write a node with an ``id``, and the nodes inside it."""
        subject = ox.NamedNode(node["id"])
        for key, value in node.items():
            if key == "id":
                continue
            predicate, kind = self._term(key)
            for each in value if isinstance(value, list) else [value]:
                object_ = self._object(each, kind)
                self.triples.append(ox.Triple(subject, predicate, object_))
        return subject

    def _term(self, key: str) -> tuple[ox.NamedNode, str | None]:
        """Return the predicate of a key, and ``@id`` or the datatype of its texts."""
        if key not in self._terms:
            entry = self.context.get(key, key)
            if key == "type":
                self._terms[key] = _TYPE, "@id"
            elif isinstance(entry, dict):
                self._terms[key] = ox.NamedNode(entry["@id"]), entry.get("@type")
            else:
                self._terms[key] = ox.NamedNode(entry), None
        return self._terms[key]

    def _object(self, value: Any, kind: str | None) -> ox.NamedNode | ox.Literal:
        if isinstance(value, dict):
            return _literal(value) if "@value" in value else self.node(value)
        if kind == "@id":
            return ox.NamedNode(value)
        if isinstance(value, bool | int):
            text = str(value).lower()
            own = XSD.boolean if isinstance(value, bool) else XSD.integer
            return ox.Literal(text, datatype=ox.NamedNode(kind or own))
        return ox.Literal(value, datatype=ox.NamedNode(kind or XSD.string))


def _literal(value: dict[str, str]) -> ox.Literal:
    """Return a literal that names its language or datatype."""
    if "@language" in value:
        return ox.Literal(value["@value"], language=value["@language"])
    return ox.Literal(value["@value"], datatype=ox.NamedNode(value["@type"]))


def dataset(project: Project, sources: Iterable[Source]) -> list[ox.Triple]:
    """Describe the graph itself: title, licence, and where its things' IRIs begin."""
    node = ox.NamedNode(project.base.rstrip("/#:"))
    about: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        (RDF.type, ox.NamedNode(VOID.Dataset)),
        (DCTERMS.title, ox.Literal(project.title, language=project.language)),
        (DCTERMS.license, ox.NamedNode(project.licence)),
        (VOID.uriSpace, ox.Literal(f"{project.base}id/")),
    ]
    if any(source.graph.startswith(BASE) for source in sources):
        about.append((VOID.uriSpace, ox.Literal(f"{BASE}id/")))
    return [ox.Triple(node, ox.NamedNode(term), value) for term, value in about]


def named(triples: Triples | Sequence[ox.Triple], name: str) -> bytes:
    """Return the triples of a named graph as N-Triples, in no particular order.

    Blank nodes, which only a project's own ontology may have, become IRIs of the graph
    by RDF Dataset Canonicalization, so that every machine names them alike.
    """
    parsed = triples.parsed if isinstance(triples, Triples) else triples
    written = triples.written if isinstance(triples, Triples) else ntriples(triples)
    if b"_:" not in written:  # and no text that looks like one
        return written
    graph = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in parsed)
    graph.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    with_names = (
        ox.Triple(_named(quad.subject, name), quad.predicate, _named(quad.object, name))
        for quad in graph
    )
    return ntriples(with_names)


def ntriples(triples: Iterable[ox.Triple]) -> bytes:
    """Return triples as N-Triples, a line each."""
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def _named(node: Any, name: str) -> Any:
    blank = isinstance(node, ox.BlankNode)
    return ox.NamedNode(f"{name}#{node.value}") if blank else node
