"""``sources/links/wikidata.nt``: what Wikidata says of entities that we link to.

Every statement is about an entity (``wd:``), none about a thing of ours, and is made as
Wikidata's own RDF makes it, so that a query written for the Query Service runs here::

    wd:Q843 rdfs:label "Pakistan"@en          a label in each language
    wd:Q843 wdt:P31 wd:Q3624078               classes
    wd:Q843 wdt:P297 "PK"                     codes: P297, P298, P299, P300
    wd:Q843 wdt:P625 "Point(71 30)"^^geo:wktLiteral    longitude before latitude
    wd:Q843 prov:wasDerivedFrom <…/Special:EntityData/Q843.json?revision=1>
    <…revision=1> dcterms:license <…/publicdomain/zero/1.0/> ;
        schema:version 1 ; schema:dateModified "…" ; apf:retrieved "…"

An entity that was merged into another has, beside its source, one statement only:
``wd:Q1 dcterms:isReplacedBy wd:Q2``. Whoever validates links refuses one to its
subject. It is not ``owl:sameAs``, which a graph of ours states nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputErrors, Problem
from kg.link.wikibase import POINT, TYPES, Record
from kg.names import APF, DCTERMS, PROV, RDFS, WIKIDATA, XSD
from kg.read.files import output
from kg.read.links import read_triples

CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
_DIRECT = "http://www.wikidata.org/prop/direct/"
_DATA = "https://www.wikidata.org/wiki/Special:EntityData/"
_SCHEMA = "https://schema.org/"
_WKT = ox.NamedNode("http://www.opengis.net/ont/geosparql#wktLiteral")
_DERIVED = ox.NamedNode(str(PROV.wasDerivedFrom))

Triples = set[ox.Triple]


def statements(record: Record, languages: Iterable[str], on: date) -> Triples:
    """Return the triples of a record retrieved on a day; no ``languages`` mean all."""
    entity = ox.NamedNode(WIKIDATA + record.qid)
    query = f"?revision={record.revision}" if record.revision else ""
    source = ox.NamedNode(f"{_DATA}{record.own}.json{query}")
    triples = {ox.Triple(entity, _DERIVED, source), *_provenance(record, source, on)}
    if record.merged:
        merged = ox.NamedNode(WIKIDATA + record.merged)
        replaced = ox.NamedNode(str(DCTERMS.isReplacedBy))
        return triples | {ox.Triple(entity, replaced, merged)}
    return triples | set(_facts(record, entity, frozenset(languages)))


def _provenance(record: Record, source: ox.NamedNode, on: date) -> Iterator[ox.Triple]:
    def typed(text: str, datatype: object) -> ox.Literal:
        return ox.Literal(text, datatype=ox.NamedNode(str(datatype)))

    licence = ox.NamedNode(str(DCTERMS.license))
    yield ox.Triple(source, licence, ox.NamedNode(CC0))
    retrieved = ox.NamedNode(str(APF.retrieved))
    yield ox.Triple(source, retrieved, typed(on.isoformat(), XSD.date))
    if record.revision:
        version = ox.NamedNode(f"{_SCHEMA}version")
        yield ox.Triple(source, version, typed(str(record.revision), XSD.integer))
    if record.modified:
        modified = ox.NamedNode(f"{_SCHEMA}dateModified")
        yield ox.Triple(source, modified, typed(record.modified, XSD.dateTime))


def _facts(
    record: Record, entity: ox.NamedNode, languages: frozenset[str]
) -> Iterator[ox.Triple]:
    label = ox.NamedNode(str(RDFS.label))
    for tag, text in record.labels:
        if not languages or tag in languages or tag == "mul":
            with suppress(ValueError):  # a few tags of Wikimedia are no language tags
                yield ox.Triple(entity, label, ox.Literal(text, language=tag))
    for qid in record.types:
        yield ox.Triple(entity, _direct(TYPES), ox.NamedNode(WIKIDATA + qid))
    for property, code in record.codes:
        yield ox.Triple(entity, _direct(property), ox.Literal(code))
    for latitude, longitude in record.points:
        point = f"Point({longitude:.10g} {latitude:.10g})"
        yield ox.Triple(entity, _direct(POINT), ox.Literal(point, datatype=_WKT))


def _direct(property: str) -> ox.NamedNode:
    return ox.NamedNode(_DIRECT + property)


def read_statements(path: Path, name: str) -> Triples:
    """Read the file, if there is one; ``name`` is what messages call it.

    Raises :class:`InputErrors` with every line that is not N-Triples.
    """
    problems: list[Problem] = []
    triples = read_triples(path, name, problems) if path.exists() else set()
    if problems:
        raise InputErrors(problems)
    return triples


def about(triples: Triples, qids: Iterable[str]) -> Triples:
    """Return what triples say of entities, and of the data that this came from."""
    wanted = {ox.NamedNode(WIKIDATA + qid) for qid in qids}
    derived = [t for t in triples if t.predicate == _DERIVED]
    sources = {t.object for t in derived if t.subject in wanted}
    sources -= {t.object for t in derived if t.subject not in wanted}
    return {t for t in triples if t.subject in wanted or t.subject in sources}


def entities_of(triples: Triples) -> set[str]:
    """Return the QIDs that triples give the source of."""
    subjects = (t.subject for t in triples if t.predicate == _DERIVED)
    return {
        s.value.removeprefix(WIKIDATA) for s in subjects if isinstance(s, ox.NamedNode)
    }


def write_statements(path: Path, triples: Triples) -> None:
    """Write triples as N-Triples, a line each, in order of code points."""
    with output(path) as file:
        file.writelines(sorted(f"{triple} .\n".encode() for triple in triples))
