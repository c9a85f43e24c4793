"""What was read goes into a store, and what a store holds is counted."""

from __future__ import annotations

import pyoxigraph as ox

from kg.graph.triples import dataset, named
from kg.project.inputs import Inputs


def load(store: ox.Store, inputs: Inputs) -> None:
    """Put the sources, the ontology and its code lists into an empty store."""
    base, vocabulary = inputs.project.base, inputs.project.vocabulary
    graphs = {str(source.graph): inputs.triples(source) for source in inputs.sources}
    graphs[f"{base}graph/dataset"] = dataset(inputs.project, inputs.sources)
    graphs[f"{base}graph/ontology"] = vocabulary.modules.parsed
    graphs[f"{base}graph/schemes"] = vocabulary.schemes.parsed
    for name, triples in graphs.items():
        at = ox.NamedNode(name)
        store.bulk_load(
            named(triples, name), format=ox.RdfFormat.N_TRIPLES, to_graph=at
        )
    for source in inputs.sources:
        if source.triples:
            at = ox.NamedNode(source.graph)
            store.load(source.triples, format=ox.RdfFormat.N_TRIPLES, to_graph=at)


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
