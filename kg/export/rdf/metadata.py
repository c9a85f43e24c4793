"""The description of a release: DCAT 3 for catalogues, VoID for who queries it.

Dates come from the data: a release was issued when its latest document was published.
Checksums follow SPDX, media types IANA, as DCAT-AP 3 asks for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO
from urllib.parse import quote

import pyoxigraph as ox

from kg.export.rdf.claims import (
    Object,
    literals,
    members,
    node,
    part_of,
    stated,
    things,
)
from kg.export.rdf.counts import VoidCounts
from kg.names import APF, DCAT, DCTERMS, ONTOLOGY, OWL, PREFIXES, RDF, SPDX, VOID, XSD
from kg.rdf import URIRef
from kg.read.project import Project

IANA = "https://www.iana.org/assignments/media-types/"
_W3C = "http://www.w3.org/ns/formats/"
_FORMATS = {
    "application/n-quads": f"{_W3C}N-Quads",
    "text/turtle": f"{_W3C}Turtle",
    "application/ld+json": f"{_W3C}JSON-LD",
}
"""What the W3C calls the serialisations of dumps, for ``void:feature``."""

_PREFIXES = PREFIXES | {"dcat": str(DCAT), "spdx": str(SPDX)}


@dataclass(frozen=True)
class Dump:
    """A file of a release: path, media type, what it is, bytes, SHA-256 in hex.

    ``whole`` tells that it holds the whole graph.
    """

    path: str
    media: str
    title: str
    size: int
    digest: str
    whole: bool


def spaces(project: Project, store: ox.Store) -> list[str]:
    """Return where the IRIs of a project's own things begin."""
    own = literals(store, _dataset(project), VOID.uriSpace)
    return [space.value for space in own]


def describe(store: ox.Store, project: Project) -> str:
    """Return a sentence on what a graph holds, from the graph alone."""
    claims = sum(1 for _ in members(store, APF.Claim))
    documents = sum(1 for _ in members(store, APF.SourceDocument))
    days = _range(store, APF.published, APF.published)
    when = f", published from {days[0]} to {days[1]}" if days[0] else ""
    return (
        f"{claims} claims from {documents} documents{when}: who says what, in what "
        "manner, and where it can be read."
    )


def write_metadata(
    out: IO[bytes],
    store: ox.Store,
    project: Project,
    counts: VoidCounts,
    *,
    dumps: Sequence[Dump],
    url: str,
) -> None:
    """Write the description of a release whose files lie under ``url``, as Turtle."""
    dataset = _dataset(project)
    triples = stated(dataset, _catalogue(store, project, counts))
    triples += stated(dataset, _void(counts, spaces(project, store)))
    for iri, number in sorted(counts.classes.items()):
        triples += _partition(dataset, "class", iri, VOID.entities, number)
    for iri, number in sorted(counts.properties.items()):
        triples += _partition(dataset, "property", iri, VOID.triples, number)
    triples += _period(store, project)
    for dump in dumps:
        triples += _distribution(dataset, dump, url, project.licence)
    triples.sort(key=lambda triple: triple.subject != dataset)
    ox.serialize(triples, out, format=ox.RdfFormat.TURTLE, prefixes=_PREFIXES)


def issued_on(store: ox.Store) -> str:
    """Return the day on which the latest document was published, "" for none."""
    return _range(store, APF.published, APF.published)[1]


def _dataset(project: Project) -> ox.NamedNode:
    return node(project.base.rstrip("/#:"))


def _catalogue(
    store: ox.Store, project: Project, counts: VoidCounts
) -> Iterator[tuple[URIRef, Object]]:
    """Yield what a catalogue shows: title, description, licence, dates, standards."""
    yield RDF.type, node(DCAT.Dataset)
    yield RDF.type, node(VOID.Dataset)
    yield DCTERMS.title, ox.Literal(project.title, language=project.language)
    yield DCTERMS.description, ox.Literal(describe(store, project), language="en")
    yield DCTERMS.license, node(project.licence)
    if issued := issued_on(store):
        yield DCTERMS.issued, _day(issued)
    if any(_range(store, APF.earliestStart, APF.latestEnd)):
        yield DCTERMS.temporal, part_of(_dataset(project), "temporal")
    ontology = node(ONTOLOGY.rstrip("#"))
    for version in things(store, ontology, OWL.versionIRI):
        yield DCTERMS.conformsTo, version
    for vocabulary in counts.vocabularies():
        yield VOID.vocabulary, node(vocabulary)


def _void(counts: VoidCounts, own: Sequence[str]) -> Iterator[tuple[URIRef, Object]]:
    """Yield the statistics of the whole."""
    for space in own:
        yield VOID.uriSpace, ox.Literal(space)
    numbers = {
        VOID.triples: counts.triples,
        VOID.entities: counts.entities,
        VOID.distinctSubjects: counts.subjects,
        VOID.distinctObjects: counts.objects,
        VOID.classes: len(counts.classes),
        VOID.properties: len(counts.properties),
    }
    for term, number in numbers.items():
        yield term, ox.Literal(number)


def _partition(
    dataset: ox.NamedNode, kind: str, iri: str, counted: URIRef, number: int
) -> list[ox.Triple]:
    """Return the part of a data set that one class or property makes."""
    part = part_of(dataset, f"{kind}-{quote(iri, safe='')}")
    about: list[tuple[str, Object]] = [
        (f"{VOID}{kind}", node(iri)),
        (counted, ox.Literal(number)),
    ]
    return [*stated(dataset, [(f"{VOID}{kind}Partition", part)]), *stated(part, about)]


def _period(store: ox.Store, project: Project) -> list[ox.Triple]:
    """Return the first and last day that anything in the graph speaks of."""
    period = part_of(_dataset(project), "temporal")
    ends = _range(store, APF.earliestStart, APF.latestEnd)
    terms = zip((DCAT.startDate, DCAT.endDate), ends, strict=True)
    days = [(term, _day(day)) for term, day in terms if day]
    kind = (RDF.type, node(DCTERMS.PeriodOfTime))
    return stated(period, [kind, *days]) if days else []


def _distribution(
    dataset: ox.NamedNode, dump: Dump, url: str, licence: str
) -> list[ox.Triple]:
    """Return what a catalogue needs to offer a file, and a reader to check it."""
    file = node(f"{url}{dump.path}")
    this, checksum = part_of(file, "distribution"), part_of(file, "checksum")
    about: list[tuple[str, Object]] = [
        (RDF.type, node(DCAT.Distribution)),
        (DCTERMS.title, ox.Literal(dump.title, language="en")),
        (DCAT.accessURL, file),
        (DCAT.downloadURL, file),
        (DCAT.mediaType, node(f"{IANA}{dump.media}")),
        (DCAT.byteSize, _typed(str(dump.size), XSD.nonNegativeInteger)),
        (DCTERMS.license, node(licence)),
        (SPDX.checksum, checksum),
    ]
    if dump.path.endswith(".gz"):
        about.append((DCAT.compressFormat, node(f"{IANA}application/gzip")))
    sums: list[tuple[str, Object]] = [
        (RDF.type, node(SPDX.Checksum)),
        (SPDX.algorithm, node(SPDX.checksumAlgorithm_sha256)),
        (SPDX.checksumValue, _typed(dump.digest, XSD.hexBinary)),
    ]
    whole: list[tuple[str, Object]] = [(DCAT.distribution, this)]
    if dump.whole:
        whole += [(VOID.dataDump, file), (VOID.feature, node(_FORMATS[dump.media]))]
    return [*stated(dataset, whole), *stated(this, about), *stated(checksum, sums)]


def _range(store: ox.Store, first: URIRef, last: URIRef) -> tuple[str, str]:
    """Return the earliest day of one term and the latest of another, "" if none."""
    return (
        min(_days(store, first), default=""),
        max(_days(store, last), default=""),
    )


def _days(store: ox.Store, term: URIRef) -> Iterator[str]:
    for quad in store.quads_for_pattern(None, node(term), None):
        if isinstance(quad.object, ox.Literal):
            yield quad.object.value


def _day(text: str) -> ox.Literal:
    return _typed(text, XSD.date)


def _typed(text: str, datatype: URIRef) -> ox.Literal:
    return ox.Literal(text, datatype=node(datatype))
