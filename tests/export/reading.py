"""Two independent readers of RDF, whose terms are spelt alike afterwards."""

from __future__ import annotations

import pyoxigraph as ox
from rdflib import Dataset, Graph

FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "json-ld": ox.RdfFormat.JSON_LD,
}


def by_oxigraph(data: bytes, form: str) -> set[str]:
    """Return the quads that Oxigraph reads, as N-Quads without the dot."""
    return {str(quad) for quad in ox.parse(data, format=FORMATS[form])}


def by_rdflib(data: bytes, form: str) -> set[str]:
    """Return the quads that rdflib reads; spelt by Oxigraph, so that they compare."""
    if form in ("trig", "nquads", "json-ld"):
        dataset = Dataset()
        dataset.parse(data=data, format=form)
        return by_oxigraph(dataset.serialize(format="nquads").encode(), "nquads")
    graph = Graph().parse(data=data, format=form)
    return by_oxigraph(graph.serialize(format="nt").encode(), "nt")


def loaded(data: bytes, form: str) -> ox.Store:
    """Return a store of what was written, to be asked in SPARQL."""
    store = ox.Store()
    store.load(data, format=FORMATS[form])
    return store


def rows(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    """Return the rows of a SELECT query over all graphs, as texts."""
    found = store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(str(getattr(v, "value", v)) for v in row) for row in found]
