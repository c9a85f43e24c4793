"""What was read goes into a store, and what a store holds is counted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.graph.patch import Earlier, RowFile
from kg.graph.store import QUADS, ROWS
from kg.graph.triples import dataset, named
from kg.held import link
from kg.project.following import READINGS, Rules, work_out
from kg.project.inputs import Inputs
from kg.project.judged import JUDGED, judged_file
from kg.rdf import Triples
from kg.read.entries import source_graph
from kg.read.opening import sha256_of
from kg.table.concern import CONCERN
from kg.table.follow import TableFollowing, following
from kg.table.kept import CLAIMS, THINGS, TIES
from kg.table.large import LargeTables


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


FOLLOWS, EDITIONS = "follows.nq", "editions.nt"


def row_files(
    inputs: Inputs, folder: Path, follows: Mapping[str, str]
) -> Iterator[RowFile]:
    """Yield the triples of large tables, and those that follow from them.

    What follows from the rows of documents lies in a folder of a generation, and
    ``follows`` has the digests of it.
    """
    yield from table_files(inputs.project.base, inputs.large)
    for document, digest in follows.items():
        name = f"{document}/{FOLLOWS}"
        yield RowFile(name, folder / ROWS / name, digest)


def table_files(base: str, large: LargeTables) -> Iterator[RowFile]:
    """Yield the triples of large tables, as their rows have them."""
    for number in range(len(large.tables)):
        yield from files_of(base, large, number)


def files_of(base: str, large: LargeTables, number: int) -> Iterator[RowFile]:
    """Yield the triples of one large table, which has been read."""
    table = large.tables[number]
    document = table.naming.document
    graph, starts = str(source_graph(base, document)), table.columns.starts
    name, digest = f"{document}/{CLAIMS}", _digest(graph, table.text_digest)
    yield RowFile(name, table.text, digest, graph, starts)
    if table.tied:
        name, digest = f"{document}/{EDITIONS}", _digest(graph, table.ties_digest)
        yield RowFile(name, table.ties, digest, graph, table.tied)
    path = large.things.path(number)
    if hashed := large.things.hashed(number):
        name, digest = f"{document}/{THINGS}", _digest(graph, hashed[0])
        starts = large.things.starts(number)
        yield RowFile(name, path, digest, graph, starts)
        ties, graph = large.things.ties(number), f"{base}graph/{READINGS}"
        name, digest = f"{document}/{TIES}", _digest(graph, hashed[1])
        yield RowFile(name, ties, digest, graph)


def _digest(graph: str, digest: str) -> str:
    return hashlib.sha256(f"{graph} {digest}".encode()).hexdigest()


def dump(
    store: ox.Store, inputs: Inputs, folder: Path, earlier: Earlier | None = None
) -> dict[str, str]:
    """Write as N-Quads into a folder what is in a store but for the triples of rows.

    What follows from rows that stand alone goes beside it, document by document, or is
    taken from an ``earlier`` build. Returns the digests of that.
    """
    path = folder / QUADS
    if not inputs.large.tables:
        store.dump(str(path), format=ox.RdfFormat.N_QUADS)
        return {}
    tabled = {source.graph for source in inputs.sources if source.rows is not None}
    readings = f"{inputs.project.base}graph/{READINGS}"
    with path.open("wb") as file:
        for graph in sorted(store.named_graphs(), key=str):
            if isinstance(graph, ox.NamedNode) and graph.value not in tabled:
                quads: Iterable[ox.Quad]
                quads = store.quads_for_pattern(None, None, None, graph)
                if graph.value == readings:
                    quads = _untied(inputs, quads)
                ox.serialize(quads, file, format=ox.RdfFormat.N_QUADS)
        for source in inputs.sources:
            if source.graph in tabled:
                lines = "".join(map(inputs.text, source.entries))
                file.write(_into(lines, source.graph))
    (folder / ROWS).mkdir(exist_ok=True)
    (folder / ROWS / CONCERN).write_bytes(inputs.concern.written())
    follows = dict[str, str]()
    for document, digest, made in _following(inputs):
        name = f"{document}/{FOLLOWS}"
        (folder / ROWS / document).mkdir(parents=True, exist_ok=True)
        if earlier is not None and (known := earlier.file(name, digest)) is not None:
            link(known, folder / ROWS / name)
        else:
            with (folder / ROWS / name).open("wb") as file:
                file.writelines(made)
        follows[document] = digest
    if (judged := judged_file(inputs)) is not None:
        follows[JUDGED] = sha256_of(judged)
        (folder / ROWS / JUDGED).mkdir(parents=True)
        link(judged, folder / ROWS / JUDGED / FOLLOWS)
    return follows


def _untied(inputs: Inputs, quads: Iterable[ox.Quad]) -> Iterable[ox.Quad]:
    """Return those quads that are no ties of the things of rows, as some may be.

    There are far more ties than quads, so that no more of them is in memory.
    """
    lines = {f"{quad.triple} .\n".encode(): quad for quad in quads}
    for ties in inputs.large.ties():
        with ties.open("rb") as file:
            for line in set(lines).intersection(file):
                del lines[line]
    return lines.values()


def _into(ntriples: str, graph: str) -> bytes:
    """Return N-Triples as N-Quads of a graph: within a line none of them ends."""
    return ntriples.replace(" .\n", f" <{graph}> .\n").encode()


def _following(inputs: Inputs) -> Iterator[TableFollowing]:
    """Yield what follows from the rows of each table that stand alone."""
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
