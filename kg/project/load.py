"""What was read goes into a store, and what a store holds is counted."""

from __future__ import annotations

import pyoxigraph as ox

from kg.graph.triples import dataset, named
from kg.project.inputs import Inputs
from kg.rdf import Triples


def load(store: ox.Store, inputs: Inputs) -> None:
    """Put the sources, the ontology and its code lists into an empty store."""
    base, vocabulary = inputs.project.base, inputs.project.vocabulary
    for source in inputs.sources:
        _load(store, source.graph, inputs.ntriples(source).encode())
        if source.triples:
            at = ox.NamedNode(source.graph)
            store.load(source.triples, format=ox.RdfFormat.N_TRIPLES, to_graph=at)
    ours: dict[str, Triples | list[ox.Triple]] = {
        f"{base}graph/dataset": dataset(inputs.project, inputs.sources),
        f"{base}graph/ontology": vocabulary.modules,
        f"{base}graph/schemes": vocabulary.schemes,
    }
    for name, triples in ours.items():
        _load(store, name, named(triples, name))


def _load(store: ox.Store, graph: str, ntriples: bytes) -> None:
    at = ox.NamedNode(graph)
    store.bulk_load(ntriples, format=ox.RdfFormat.N_TRIPLES, to_graph=at)


def sizes(store: ox.Store, inputs: Inputs) -> dict[str, int]:
    """Count what a store holds: documents, claims, triples, derived."""
    graph = ox.NamedNode(f"{inputs.project.base}graph/derived")
    documents = inputs.reading.documents
    return {
        "documents": len(documents),
        "claims": sum(document.claims for document in documents.values()),
        "triples": len(store),
        "derived": sum(1 for _ in store.quads_for_pattern(None, None, None, graph)),
    }
