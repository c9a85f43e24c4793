"""What may be written to Wikidata, and as what: by ``alignments/wikidata.ttl``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.errors import KgError
from kg.names import APF, WIKIDATA
from kg.rdf import Node, Triples, URIRef
from kg.read.vocabulary import read_turtle
from kg.read.wikidata_classes import ALIGNMENT
from kg.resources import shipped

_ID = re.compile(rf"{re.escape(WIKIDATA)}([PQ][1-9][0-9]*)")
_TYPE = URIRef("http://wikiba.se/ontology#propertyType")


class BadMapping(KgError):
    """The mapping of a project says what cannot be written."""


class NotWritten(Exception):
    """A claim is no statement; ``reason`` is a code, the text says why."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Mapped:
    """How claims about one term are written: property, datatype, and of what.

    ``datatype`` is the local name of Wikibase's type (``WikibaseItem``, ``Time``,
    ``Quantity``); ``subjects`` and ``objects`` are IRIs of classes; ``unit`` is the IRI
    of the unit that is written without one.
    """

    pid: str
    datatype: str
    subjects: frozenset[str]
    objects: frozenset[str]
    unit: str | None


@dataclass(frozen=True, slots=True)
class WikidataMapping:
    """All that may be written, by the IRI of the term; values are P-ids and Q-ids."""

    statements: dict[str, Mapped]
    qualifiers: dict[str, str]
    references: dict[str, str]
    items: dict[str, str]


def entity(node: object) -> str | None:
    """Return the P-id or Q-id of an IRI in Wikidata's namespace, else ``None``."""
    match = _ID.fullmatch(str(node))
    return match[1] if match else None


@cache
def shipped_mapping() -> WikidataMapping:
    """Return the mapping that came with kg."""
    path = shipped("ontology") / ALIGNMENT
    return read_mapping(read_turtle([path], [ALIGNMENT]))


def read_mapping(graph: Triples) -> WikidataMapping:
    """Read the mapping; raise :class:`BadMapping` for a term that cannot be written."""
    terms = sorted(set(graph.subjects(APF.wikidataProperty)), key=str)
    return WikidataMapping(
        {str(term): _mapped(graph, term) for term in terms},
        _ids(graph, APF.wikidataQualifier, "P"),
        _ids(graph, APF.wikidataReference, "P"),
        _ids(graph, APF.wikidataItem, "Q"),
    )


def _mapped(graph: Triples, term: Node) -> Mapped:
    pid = _one(graph, term, APF.wikidataProperty, "P")
    datatype = graph.value(URIRef(WIKIDATA + pid), _TYPE)
    if datatype is None:
        raise BadMapping(f"{ALIGNMENT}: {pid} lacks its wikibase:propertyType")
    unit = graph.value(term, APF.wikidataUnit)
    return Mapped(
        pid,
        str(datatype).rpartition("#")[2],
        frozenset(map(str, graph.objects(term, APF.wikidataSubject))),
        frozenset(map(str, graph.objects(term, APF.wikidataObject))),
        None if unit is None else str(unit),
    )


def _ids(graph: Triples, annotation: URIRef, kind: str) -> dict[str, str]:
    terms = sorted(set(graph.subjects(annotation)), key=str)
    return {str(term): _one(graph, term, annotation, kind) for term in terms}


def _one(graph: Triples, term: Node, annotation: URIRef, kind: str) -> str:
    iris = sorted(map(str, graph.objects(term, annotation)))
    ids = [entity(iri) for iri in iris]
    if len(ids) != 1 or ids[0] is None or not ids[0].startswith(kind):
        shown = ", ".join(iris)
        wanted = "property (P…)" if kind == "P" else "item (Q…)"
        raise BadMapping(
            f"{ALIGNMENT}: <{term}> is written as one {wanted}, not {shown}"
        )
    return ids[0]
