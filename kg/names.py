"""The three bases and the vocabularies, closed: a misspelt term is an error."""

from __future__ import annotations

import re
from typing import Final

from kg.rdf import Closed, URIRef

BASE: Final = "https://w3id.org/apf/"
"""Base of this project's own things and graphs (``id/``, ``graph/``)."""

ONTOLOGY: Final = BASE + "ontology#"
SCHEMES: Final = BASE + "scheme/"

WIKIDATA: Final = "http://www.wikidata.org/entity/"
"""The namespace of Wikidata's entities: ``http``, and ``/entity/``, not ``/wiki/``."""

QID: Final = re.compile("Q[1-9][0-9]{0,11}")
"""An item of Wikidata by its number: nine digits today, and some room."""


class APF(metaclass=Closed, base=ONTOLOGY):
    """The terms of the ontology that this package itself refers to."""

    Actor: URIRef
    Claim: URIRef
    Comparison: URIRef
    Country: URIRef
    Event: URIRef
    Flow: URIRef
    Observation: URIRef
    Place: URIRef
    Policy: URIRef
    PopulationGroup: URIRef
    Situation: URIRef
    SourceDocument: URIRef
    StatusDocument: URIRef
    StatusSpan: URIRef
    aboutObject: URIRef
    aboutPredicate: URIRef
    aboutSubject: URIRef
    aboutValue: URIRef
    adoptedBy: URIRef
    affects: URIRef
    affiliatedWith: URIRef
    ambiguity: URIRef
    appliesIn: URIRef
    approximate: URIRef
    authoredBy: URIRef
    beneficiary: URIRef
    carriesClaims: URIRef
    certainDays: URIRef
    certainty: URIRef
    claimant: URIRef
    coercion: URIRef
    column: URIRef
    comparedTo: URIRef
    comparedWithClaim: URIRef
    comparesClaim: URIRef
    computed: URIRef
    condition: URIRef
    content: URIRef
    currency: URIRef
    current: URIRef
    currentStatus: URIRef
    datePrecision: URIRef
    definitional: URIRef
    derivedFromClaim: URIRef
    disputedBy: URIRef
    disputedOn: URIRef
    disputes: URIRef
    domainIncludes: URIRef
    donor: URIRef
    doubt: URIRef
    earliestEnd: URIRef
    earliestStart: URIRef
    edtf: URIRef
    establishedBy: URIRef
    fillsPeriod: URIRef
    follows: URIRef
    givesStanding: URIRef
    governs: URIRef
    hasParticipant: URIRef
    holdsDocument: URIRef
    idSegment: URIRef
    impliesCoercion: URIRef
    iso3: URIRef
    issuedBy: URIRef
    jointClaimant: URIRef
    knownFrom: URIRef
    language: URIRef
    latestEnd: URIRef
    latestStart: URIRef
    lowerBound: URIRef
    measures: URIRef
    modality: URIRef
    movedPopulation: URIRef
    movementType: URIRef
    nationality: URIRef
    notByOwnWord: URIRef
    notKnownAfter: URIRef
    openedBy: URIRef
    partOfOrganization: URIRef
    partOfPolicy: URIRef
    performedBy: URIRef
    policyEventOf: URIRef
    policyEventType: URIRef
    possibleClaimant: URIRef
    possibleDays: URIRef
    published: URIRef
    publishedBy: URIRef
    quantifier: URIRef
    quote: URIRef
    quoteStart: URIRef
    rangeIncludes: URIRef
    readCoercion: URIRef
    recipient: URIRef
    replacedOn: URIRef
    residesIn: URIRef
    restates: URIRef
    restsOn: URIRef
    restsOnClaims: URIRef
    resultingStatus: URIRef
    retrieved: URIRef
    revises: URIRef
    revokes: URIRef
    row: URIRef
    shareOf: URIRef
    spanOf: URIRef
    standing: URIRef
    statedIn: URIRef
    status: URIRef
    staysClaim: URIRef
    subPopulationOf: URIRef
    summary: URIRef
    suspends: URIRef
    takesPlaceIn: URIRef
    targetsActor: URIRef
    targetsPopulation: URIRef
    tiedTo: URIRef
    title: URIRef
    transferStage: URIRef
    trueWhileThreatened: URIRef
    unit: URIRef
    upperBound: URIRef
    url: URIRef
    validUntil: URIRef
    value: URIRef
    valuesFrom: URIRef
    verdict: URIRef
    wikidataItem: URIRef
    wikidataObject: URIRef
    wikidataProperty: URIRef
    wikidataQualifier: URIRef
    wikidataReference: URIRef
    wikidataSubject: URIRef
    wikidataUnit: URIRef
    within: URIRef


class OWL(metaclass=Closed, base="http://www.w3.org/2002/07/owl#"):
    """Terms of OWL 2."""

    AnnotationProperty: URIRef
    Axiom: URIRef
    Class: URIRef
    DatatypeProperty: URIRef
    InverseFunctionalProperty: URIRef
    Nothing: URIRef
    ObjectProperty: URIRef
    SymmetricProperty: URIRef
    TransitiveProperty: URIRef
    annotatedProperty: URIRef
    annotatedSource: URIRef
    annotatedTarget: URIRef
    sameAs: URIRef
    versionIRI: URIRef


class RDF(metaclass=Closed, base="http://www.w3.org/1999/02/22-rdf-syntax-ns#"):
    """Terms of RDF 1.1."""

    Statement: URIRef
    langString: URIRef
    object: URIRef
    predicate: URIRef
    rest: URIRef
    subject: URIRef
    type: URIRef


class RDFS(metaclass=Closed, base="http://www.w3.org/2000/01/rdf-schema#"):
    """Terms of RDF Schema 1.1."""

    Resource: URIRef
    comment: URIRef
    domain: URIRef
    label: URIRef
    range: URIRef
    seeAlso: URIRef
    subClassOf: URIRef
    subPropertyOf: URIRef


READINGS = (APF.authoredBy, APF.readCoercion, APF.tiedTo)
"""What is worked out so that questions are short; it says nothing of its own."""


class SKOS(metaclass=Closed, base="http://www.w3.org/2004/02/skos/core#"):
    """Terms of SKOS."""

    Concept: URIRef
    ConceptScheme: URIRef
    altLabel: URIRef
    broadMatch: URIRef
    broader: URIRef
    closeMatch: URIRef
    definition: URIRef
    exactMatch: URIRef
    example: URIRef
    hiddenLabel: URIRef
    inScheme: URIRef
    narrowMatch: URIRef
    notation: URIRef
    prefLabel: URIRef
    relatedMatch: URIRef
    scopeNote: URIRef


class XSD(metaclass=Closed, base="http://www.w3.org/2001/XMLSchema#"):
    """Terms of XML Schema."""

    boolean: URIRef
    date: URIRef
    dateTime: URIRef
    decimal: URIRef
    hexBinary: URIRef
    integer: URIRef
    nonNegativeInteger: URIRef
    string: URIRef


class DCTERMS(metaclass=Closed, base="http://purl.org/dc/terms/"):
    """Terms of DCMI Metadata Terms."""

    PeriodOfTime: URIRef
    conformsTo: URIRef
    created: URIRef
    creator: URIRef
    description: URIRef
    isReplacedBy: URIRef
    issued: URIRef
    license: URIRef
    source: URIRef
    temporal: URIRef
    title: URIRef


class VOID(metaclass=Closed, base="http://rdfs.org/ns/void#"):
    """Terms of VoID."""

    Dataset: URIRef
    classes: URIRef
    dataDump: URIRef
    distinctObjects: URIRef
    distinctSubjects: URIRef
    entities: URIRef
    feature: URIRef
    properties: URIRef
    triples: URIRef
    uriSpace: URIRef
    vocabulary: URIRef


class PROV(metaclass=Closed, base="http://www.w3.org/ns/prov#"):
    """Terms of PROV-O."""

    Agent: URIRef
    Entity: URIRef
    wasAttributedTo: URIRef
    wasDerivedFrom: URIRef


class DCAT(metaclass=Closed, base="http://www.w3.org/ns/dcat#"):
    """Terms of DCAT 3."""

    Dataset: URIRef
    Distribution: URIRef
    accessURL: URIRef
    byteSize: URIRef
    compressFormat: URIRef
    distribution: URIRef
    downloadURL: URIRef
    endDate: URIRef
    mediaType: URIRef
    startDate: URIRef


class SPDX(metaclass=Closed, base="http://spdx.org/rdf/terms#"):
    """Terms of SPDX 2.3."""

    Checksum: URIRef
    algorithm: URIRef
    checksum: URIRef
    checksumAlgorithm_sha256: URIRef
    checksumValue: URIRef


PREFIXES: Final = {
    "apf": ONTOLOGY,
    "dcterms": str(DCTERMS),
    "owl": str(OWL),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "skos": str(SKOS),
    "void": str(VOID),
    "xsd": str(XSD),
}
"""Prefixes that queries may use without declaring them and exports declare."""


def local_name(iri: object) -> str:
    """Return what follows the last ``/`` or ``#`` of an IRI, the name files use."""
    return str(iri).replace("#", "/").rsplit("/", 1)[-1]
