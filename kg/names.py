"""The three bases and the vocabularies, closed: a misspelt term is an error."""

from __future__ import annotations

from typing import Final

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

BASE: Final = "https://w3id.org/apf/"
"""Base of this project's own things and graphs (``id/``, ``graph/``)."""

ONTOLOGY: Final = BASE + "ontology#"
SCHEMES: Final = BASE + "scheme/"

WIKIDATA: Final = "http://www.wikidata.org/entity/"
"""The namespace of Wikidata's entities: ``http``, and ``/entity/``, not ``/wiki/``."""


class APF(DefinedNamespace):
    """The terms of the ontology that this package itself refers to."""

    _fail = True
    _NS = Namespace(ONTOLOGY)

    Actor: URIRef
    Claim: URIRef
    Comparison: URIRef
    Event: URIRef
    Observation: URIRef
    Place: URIRef
    PopulationGroup: URIRef
    SoftwareAgent: URIRef
    SourceDocument: URIRef
    StatusDocument: URIRef
    aboutObject: URIRef
    aboutPredicate: URIRef
    aboutSubject: URIRef
    aboutValue: URIRef
    ambiguity: URIRef
    approximate: URIRef
    arithmetic: URIRef
    attribution: URIRef
    claimant: URIRef
    comparedWithClaim: URIRef
    comparesClaim: URIRef
    comparisonKind: URIRef
    content: URIRef
    datePrecision: URIRef
    definitional: URIRef
    derivationRule: URIRef
    derivedFromClaim: URIRef
    disputes: URIRef
    domainIncludes: URIRef
    edtf: URIRef
    endDate: URIRef
    governs: URIRef
    idSegment: URIRef
    iso3: URIRef
    language: URIRef
    measures: URIRef
    modality: URIRef
    nationality: URIRef
    oneVoice: URIRef
    partOfOrganization: URIRef
    policyEventOf: URIRef
    policyEventType: URIRef
    possibleClaimant: URIRef
    published: URIRef
    publishedBy: URIRef
    quantifier: URIRef
    quote: URIRef
    rangeIncludes: URIRef
    residesIn: URIRef
    retrieved: URIRef
    revises: URIRef
    startDate: URIRef
    statedIn: URIRef
    summary: URIRef
    title: URIRef
    trueWhileThreatened: URIRef
    unit: URIRef
    url: URIRef
    value: URIRef
    valuesFrom: URIRef
    verdict: URIRef
    verdictReason: URIRef
    wikidataItem: URIRef
    wikidataObject: URIRef
    wikidataProperty: URIRef
    wikidataQualifier: URIRef
    wikidataReference: URIRef
    wikidataSubject: URIRef
    wikidataUnit: URIRef
    within: URIRef


PREFIXES: Final = {
    "apf": ONTOLOGY,
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes that queries may use without declaring them and exports declare."""


def local_name(iri: object) -> str:
    """Return what follows the last ``/`` or ``#`` of an IRI, the name files use."""
    return str(iri).replace("#", "/").rsplit("/", 1)[-1]
