"""What was read goes into a store, and what follows from it beside it."""

from __future__ import annotations

import pyoxigraph as ox

from kg.figures.codes import selecting
from kg.figures.derive import derive_bounds
from kg.figures.load import load_figures, load_related
from kg.figures.reconcile import Reconciliation, reconcile
from kg.figures.record import comparison_quads, derived_quads, kg_quads
from kg.graph.rules import derive
from kg.graph.triples import dataset, quads
from kg.names import APF, SCHEMES
from kg.project.inputs import Inputs


def load(store: ox.Store, inputs: Inputs) -> None:
    """Put the sources, the ontology and its code lists into an empty store."""
    base, vocabulary = inputs.project.base, inputs.project.vocabulary
    graphs = {str(source.graph): inputs.triples(source) for source in inputs.sources}
    graphs[f"{base}graph/dataset"] = dataset(inputs.project, inputs.sources)
    graphs[f"{base}graph/ontology"] = vocabulary.modules.parsed
    graphs[f"{base}graph/schemes"] = vocabulary.schemes.parsed
    store.bulk_extend(quad for name in graphs for quad in quads(graphs[name], name))
    for source in inputs.sources:
        if source.triples:
            at = ox.NamedNode(source.graph)
            store.load(source.triples, format=ox.RdfFormat.N_TRIPLES, to_graph=at)


def infer(store: ox.Store, inputs: Inputs) -> None:
    """Write what the rules derive."""
    derive(store, inputs.queries("rules"), _derived(inputs))


def hold_figures(store: ox.Store, inputs: Inputs) -> Reconciliation:
    """Hold figures against each other; write what follows into graphs of its own."""
    base = inputs.project.base
    derive(store, inputs.queries("derivations"), f"{base}graph/derived-claims")
    select = selecting(store)
    related = load_related(select)
    reconciliation = reconcile(load_figures(select), related)
    bounds = derive_bounds(reconciliation.index, related)
    store.extend(comparison_quads(reconciliation, base))
    store.extend(derived_quads(bounds, base))
    if any(select(_DERIVED_CLAIM)):
        store.extend(kg_quads(base))
    return reconciliation


def sizes(store: ox.Store, inputs: Inputs) -> dict[str, int]:
    """Count what a store holds: documents, claims, triples, derived."""
    graph = ox.NamedNode(_derived(inputs))
    documents = inputs.reading.documents
    return {
        "documents": len(documents),
        "claims": sum(document.claims for document in documents.values()),
        "triples": len(store),
        "derived": sum(1 for _ in store.quads_for_pattern(None, None, None, graph)),
    }


def _derived(inputs: Inputs) -> str:
    return f"{inputs.project.base}graph/derived"


_DERIVED_CLAIM = f"""SELECT ?claim WHERE {{
  ?claim <{APF.modality}> <{SCHEMES}modality/derived> . FILTER NOT EXISTS {{
  ?claim <{APF.statedIn}> ?document }} }} LIMIT 1"""
