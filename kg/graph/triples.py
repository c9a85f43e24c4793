"""Entries become triples, by reading them as the JSON-LD they are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib import DCTERMS, RDF, VOID, Graph, Literal, URIRef

from kg.names import BASE
from kg.read.entries import Entry, Source
from kg.read.project import Project
from kg.read.vocabulary import Vocabulary


def triples(entries: Iterable[Entry], vocabulary: Vocabulary) -> Graph:
    """Return the triples of entries as an rdflib graph without blank nodes."""
    document = {
        "@context": vocabulary.context,
        "@graph": [entry.node for entry in entries],
    }
    return Graph().parse(data=json.dumps(document), format="json-ld")


def dataset(project: Project, sources: Iterable[Source]) -> Graph:
    """Describe the graph itself: title, licence, and where its things' IRIs begin."""
    graph = Graph()
    node = URIRef(project.base.rstrip("/#:"))
    graph.add((node, RDF.type, VOID.Dataset))
    graph.add((node, DCTERMS.title, Literal(project.title, lang=project.language)))
    graph.add((node, DCTERMS.license, URIRef(project.licence)))
    graph.add((node, VOID.uriSpace, Literal(f"{project.base}id/")))
    if any(source.graph.startswith(BASE) for source in sources):
        graph.add((node, VOID.uriSpace, Literal(f"{BASE}id/")))
    return graph


def quads(graph: Graph, name: URIRef) -> Iterator[ox.Quad]:
    """Yield a graph's triples as quads of the named graph, in no particular order.

    Blank nodes, which only a project's own ontology may have, become IRIs of the graph
    by RDF Dataset Canonicalization, so that every machine names them alike.
    """
    data = graph.serialize(format="nt", encoding="utf-8")
    parsed = ox.Dataset(ox.parse(data, format=ox.RdfFormat.N_TRIPLES))
    parsed.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    at = ox.NamedNode(str(name))
    for quad in parsed:
        subject, object_ = quad.subject, quad.object
        if isinstance(subject, ox.BlankNode):
            subject = ox.NamedNode(f"{name}#{subject.value}")
        if isinstance(object_, ox.BlankNode):
            object_ = ox.NamedNode(f"{name}#{object_.value}")
        yield ox.Quad(subject, quad.predicate, object_, at)
