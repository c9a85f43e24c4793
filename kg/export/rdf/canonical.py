"""The graph as RDF, in canonical order: equal graphs are equal bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO

import pyoxigraph as ox

from kg.graph.canonical import graph_names, quad_lines, triple_lines
from kg.names import APF, BASE, OWL, PREFIXES, SKOS, VOID, WIKIDATA


def export_rdf(
    store: ox.Store, out: IO[bytes], *, form: str, same_as: bool = False
) -> None:
    """Write a store as it stands, sorted by code point.

    The forms ``nquads`` and ``trig`` keep graphs apart; ``turtle`` and ``ntriples``
    merge them. With ``same_as``, an exact match with Wikidata is written as
    ``owl:sameAs``, too: a reasoner then fuses the two, so only whoever asks gets it.
    """
    more = list(_same(store)) if same_as else []
    if form == "nquads":
        out.writelines(quad_lines(store, more))
    elif form == "ntriples":
        out.writelines(triple_lines(store, graph_names(store), more))
    else:
        turtle = form == "turtle"
        ox.serialize(
            _union(store, more) if turtle else _by_graph(store, more),
            out,
            format=ox.RdfFormat.TURTLE if turtle else ox.RdfFormat.TRIG,
            prefixes=prefixes(store),
        )


def _same(store: ox.Store) -> Iterator[ox.Quad]:
    """Yield ``owl:sameAs`` beside each exact match with an entity of Wikidata."""
    same, exact = ox.NamedNode(str(OWL.sameAs)), ox.NamedNode(str(SKOS.exactMatch))
    for quad in store.quads_for_pattern(None, exact, None, None):
        entity = quad.object
        if isinstance(entity, ox.NamedNode) and entity.value.startswith(WIKIDATA):
            yield ox.Quad(quad.subject, same, entity, quad.graph_name)


def _union(store: ox.Store, more: Iterable[ox.Quad]) -> Iterable[ox.Triple]:
    return parsed(triple_lines(store, graph_names(store), more))


def _by_graph(store: ox.Store, more: Iterable[ox.Quad]) -> Iterable[ox.Quad]:
    return chain.from_iterable(
        (
            ox.Quad(triple.subject, triple.predicate, triple.object, name)
            for triple in parsed(triple_lines(store, [name], more))
        )
        for name in graph_names(store)
    )


def parsed(lines: Iterable[bytes]) -> Iterator[ox.Triple]:
    """Yield the triples of N-Triples lines."""
    for line in lines:
        for quad in ox.parse(line, format=ox.RdfFormat.N_TRIPLES):
            yield quad.triple


def prefixes(store: ox.Store) -> dict[str, str]:
    """Return prefixes: the vocabularies', one per kind of thing, one per scheme."""
    spaces = store.query(
        "SELECT DISTINCT ?space ?segment WHERE { "
        f"?set <{VOID.uriSpace}> ?space . "
        f"?class <{APF.idSegment}> ?segment }}",
        use_default_graph_as_union=True,
    )
    schemes = store.query(
        f"SELECT DISTINCT ?s WHERE {{ ?s a <{SKOS.ConceptScheme}> }}",
        use_default_graph_as_union=True,
    )
    assert isinstance(spaces, ox.QuerySolutions)
    assert isinstance(schemes, ox.QuerySolutions)
    pairs = sorted((str(r["segment"].value), str(r["space"].value)) for r in spaces)
    own = {}
    for segment, space in pairs:
        shared = space.startswith(BASE) and any(s != space for _, s in pairs)
        own[f"apf-{segment}" if shared else segment] = f"{space}{segment}/"
    for row in schemes:
        iri = str(row["s"].value)
        own[iri.rsplit("/", 1)[-1]] = f"{iri}/"
    return dict(sorted((PREFIXES | own).items()))
