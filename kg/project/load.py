"""What was read goes into a store, and what a store holds is counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.graph.patch import RowFile
from kg.graph.triples import dataset, named
from kg.project.following import READINGS, Rules, work_out
from kg.project.inputs import Inputs
from kg.rdf import Triples
from kg.read.entries import source_graph
from kg.table.follow import following


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


def row_files(inputs: Inputs) -> Iterator[RowFile]:
    """Yield the triples of large tables."""
    for document, path in inputs.large.files():
        yield RowFile(source_graph(inputs.project.base, document), path)


def dump(store: ox.Store, inputs: Inputs, path: Path) -> None:
    """Write as N-Quads what is in a store but for the triples of rows.

    With it goes what follows from rows that stand alone.
    """
    if not inputs.large.tables:
        store.dump(str(path), format=ox.RdfFormat.N_QUADS)
        return
    tabled = {source.graph for source in inputs.sources if source.rows is not None}
    with path.open("wb") as file:
        for graph in sorted(store.named_graphs(), key=str):
            if isinstance(graph, ox.NamedNode) and graph.value not in tabled:
                quads = store.quads_for_pattern(None, None, None, graph)
                ox.serialize(quads, file, format=ox.RdfFormat.N_QUADS)
        for source in inputs.sources:
            if source.graph in tabled:
                lines = "".join(map(inputs.text, source.entries))
                file.write(_into(lines, source.graph))
        for ties in inputs.large.ties():
            at = f"{inputs.project.base}graph/{READINGS}"
            file.write(_into(ties.read_text("utf-8"), at))
        for follows in _following(inputs):
            file.write(follows)


def _into(ntriples: str, graph: str) -> bytes:
    """Return N-Triples as N-Quads of a graph: within a line none of them ends."""
    return ntriples.replace(" .\n", f" <{graph}> .\n").encode()


def _following(inputs: Inputs) -> Iterator[bytes]:
    """Yield as N-Quads what follows from rows that stand alone."""
    project, rules = inputs.project, Rules.of(inputs.project)

    def fill(store: ox.Store) -> None:
        schema = inputs.schema().encode()
        at = ox.NamedNode(f"{project.base}graph/ontology")
        store.load(schema, format=ox.RdfFormat.N_TRIPLES, to_graph=at)
        for source in inputs.sources:
            if source.rows is not None:
                text = inputs.text(source.entries[0]).encode()
                at = ox.NamedNode(source.graph)
                store.load(text, format=ox.RdfFormat.N_TRIPLES, to_graph=at)

    def follow(store: ox.Store) -> None:
        work_out(store, rules, project.base, lambda step: None)

    return following(inputs.large, inputs.concern, fill, follow)


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
