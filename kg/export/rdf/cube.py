"""The figures of a document as RDF Data Cubes (W3C Recommendation of 16 January 2014).

The observations are those of the graph, under their own IRIs. A cube asks that every
observation has every measure (IC-14), and one with a measure dimension that every
measure is there for every key (IC-17); but a source that says "more than 3,000" gives
no point and no upper bound. None is made up: observations of one document go into one
data set where they agree in class, unit, in which of value, lower and upper bound they
give, and in which ends of the period. Within it every component is complete.

The dimensions are the thing measured, the first and last day, the claimant and the
claim; for a claimant may give two figures of one thing and period, and both must stand,
where IC-12 would allow one. Modality is ``sdmx-attribute:obsStatus``, so that readers
of a cube see what is alleged. Nothing is added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import IO

import pyoxigraph as ox

from kg.errors import UnknownName, nearest
from kg.export.rdf.canonical import prefixes
from kg.export.rdf.claims import (
    NothingToExport,
    Object,
    about,
    members,
    node,
    objects,
    stated,
    subjects,
    things,
)
from kg.export.rdf.cube_parts import (
    CLAIM,
    CLAIMANT,
    DETAILS,
    MEASURED,
    MEASURES,
    PERIOD,
    QB,
    SDMX,
    STATUS,
    UNIT,
    Shape,
    declarations,
    qb,
    specifications,
    structure,
)
from kg.graph.canonical import sorted_lines
from kg.names import APF, DCTERMS, ONTOLOGY, PROV, RDF, RDFS, local_name

_PREFIXES = {
    "prov": str(PROV),
    "qb": QB,
    "sdmx-attribute": f"{SDMX}attribute#",
    "sdmx-concept": f"{SDMX}concept#",
}
_TOLD_OF_THINGS = {
    node(term)
    for term in (
        *(RDF.type, RDFS.label),
        *(f"{ONTOLOGY}{end}" for end in ("origin", "destination", "movedPopulation")),
    )
}
_TYPE = node(RDF.type)
_SHOWN = 10
_COPIED = {iri: node(iri) for iri in (MEASURED, *PERIOD, *MEASURES, *DETAILS)}


def export_cube(
    store: ox.Store, out: IO[bytes], *, document: str | None = None
) -> None:
    """Write the figures of a document, or of all, as data cubes in Turtle.

    ``document`` is an IRI, a short id or a title. Raises :class:`UnknownName` with the
    nearest document, and :class:`NothingToExport`, naming documents that have figures.
    """
    wanted = None if document is None else find_document(store, document)
    lines = sorted_lines(_keys(store, wanted))
    if (first := next(lines, None)) is None:
        raise NothingToExport(_no_figures(store, wanted))
    ox.serialize(
        _triples(store, chain([first], lines)),
        out,
        format=ox.RdfFormat.TURTLE,
        prefixes=prefixes(store) | _PREFIXES,
    )


def find_document(store: ox.Store, name: str) -> ox.NamedNode:
    """Find a document by IRI, short id or title; raise :class:`UnknownName`."""
    known: dict[str, ox.NamedNode] = {}
    for document in members(store, APF.SourceDocument):
        titles = objects(store, document, APF.title)
        texts = [title.value for title in titles if isinstance(title, ox.Literal)]
        for word in (document.value, local_name(document.value), *texts):
            known.setdefault(word, document)
    if name not in known:
        raise UnknownName(f"no document is called `{name}`{nearest(name, known)}")
    return known[name]


def _no_figures(store: ox.Store, document: ox.NamedNode | None) -> str:
    if document is None:
        return "no document of the graph states a figure"
    keys = (line.decode().split("\t")[0] for line in _keys(store, None))
    others = sorted({local_name(key) for key in keys})
    hint = f"; these documents do: {', '.join(others[:_SHOWN])}" if others else ""
    hint += f" and {more} more" if (more := len(others) - _SHOWN) > 0 else ""
    return f"`{local_name(document.value)}` states no figure{hint}"


def _keys(store: ox.Store, document: ox.NamedNode | None) -> Iterator[bytes]:
    """Yield a line for each figure: the shape of its data set, claim, observation."""
    claims: Iterable[ox.NamedNode] = members(store, APF.Claim)
    if document is not None:
        claims = subjects(store, APF.statedIn, document)
    for claim in claims:
        for source in things(store, claim, APF.statedIn)[:1]:
            for observation in things(store, claim, APF.content):
                if subjects(store, APF.content, observation)[0] != claim:
                    continue
                if shape := _shape(store, source, observation):
                    parts = " ".join(shape.parts)
                    key = (shape.document, shape.cls, shape.unit, parts)
                    line = "\t".join((*key, claim.value, observation.value))
                    yield f"{line}\n".encode()


def _shape(
    store: ox.Store, document: ox.NamedNode, observation: ox.NamedNode
) -> Shape | None:
    """Return the shape of an observation; ``None`` if it has no number."""
    values = {t.predicate.value: t.object for t in reversed(about(store, observation))}
    parts = tuple(iri for iri in (*PERIOD, *MEASURES) if iri in values)
    if MEASURED not in values or not set(parts) & set(MEASURES):
        return None
    unit, cls = values.get(f"{ONTOLOGY}unit"), values.get(str(RDF.type))
    return Shape(document.value, _iri(cls), _iri(unit), parts)


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""


def _triples(store: ox.Store, lines: Iterable[bytes]) -> Iterator[ox.Triple]:
    """Yield declarations, each document's data sets, and what they measure."""
    yield from declarations()
    measured = set()
    split = (line.decode().rstrip("\n").split("\t") for line in lines)
    document = None
    for key, rows in groupby(split, key=lambda row: row[:4]):  # but claim, figure
        shape = Shape(key[0], key[1], key[2], tuple(key[3].split()))
        if shape.document != document:
            document = shape.document
            yield from specifications(document)
        yield from _dataset(store, shape)
        yield from structure(shape)
        for *_, claim, observation in rows:
            triples = list(_observation(store, shape, node(claim), node(observation)))
            measured |= {t.object for t in triples if t.predicate == _COPIED[MEASURED]}
            yield from triples
    for thing in sorted(measured, key=str):
        if isinstance(thing, ox.NamedNode):
            described = about(store, thing)
            yield from (t for t in described if t.predicate in _TOLD_OF_THINGS)


def _dataset(store: ox.Store, shape: Shape) -> list[ox.Triple]:
    this, document = shape.iri, node(shape.document)
    names = [local_name(iri) for iri in (shape.cls, shape.unit, *shape.parts)]
    title = f"{local_name(shape.document)}: {', '.join(filter(None, names))}"
    about: list[tuple[str, Object]] = [
        (RDF.type, qb("DataSet")),
        (DCTERMS.title, ox.Literal(title, language="en")),
        (DCTERMS.source, document),
    ]
    days = objects(store, document, APF.published)
    return stated(this, [*about, *((DCTERMS.issued, day) for day in days)])


def _observation(
    store: ox.Store, shape: Shape, claim: ox.NamedNode, observation: ox.NamedNode
) -> Iterator[ox.Triple]:
    """Yield an observation: where it belongs, its dimensions, measures, attributes."""
    yield ox.Triple(observation, _TYPE, qb("Observation"))
    yield ox.Triple(observation, qb("dataSet"), shape.iri)
    yield ox.Triple(observation, node(CLAIM), claim)
    for iri, term in ((CLAIMANT, APF.claimant), (STATUS, APF.modality)):
        for value in objects(store, claim, term):
            yield ox.Triple(observation, node(iri), value)
    if shape.unit:
        yield ox.Triple(observation, node(UNIT), node(shape.unit))
    for triple in about(store, observation):
        if triple.predicate.value in _COPIED:
            yield triple
