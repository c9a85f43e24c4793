"""The classes, properties and codes of a graph, as it declares them itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from kg.ask.endpoint import Endpoint, values
from kg.ask.tables import Term
from kg.ask.things import label_rank
from kg.names import APF, ONTOLOGY, OWL, PREFIXES, RDF, RDFS, SKOS, WIKIDATA, local_name
from kg.rdf import URIRef

IRI, TYPE, QID = "iri", "type", "wikidata"
_KEYS = {IRI, QID, "iso2", "iso3"}
_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
_READ = (
    *(RDF.type, RDFS.label, RDFS.subClassOf, RDFS.domain, RDFS.range),
    *(SKOS.definition, SKOS.scopeNote, APF.idSegment, APF.domainIncludes),
    *(APF.rangeIncludes, APF.valuesFrom, APF.definitional),
)
_About = dict[Term, list[Term]]


@dataclass(frozen=True, slots=True)
class Class:
    """A type of things. ``broader`` are the ids of the classes right above it."""

    id: str
    iri: str
    name: str
    description: str
    broader: tuple[str, ...]
    top: bool


@dataclass(frozen=True, slots=True)
class Property:
    """A property. ``kind`` is ``thing``, ``code`` or ``value``.

    ``key`` says that one value belongs to one thing, as an ISO code does;
    ``defining`` that it tells namesakes apart; ``domains`` and ``ranges`` are ids.
    """

    id: str
    iri: str
    name: str
    description: str = ""
    kind: str = "value"
    domains: frozenset[str] = frozenset()
    ranges: tuple[str, ...] = ()
    transitive: bool = False
    defining: bool = False
    key: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """A concept of a code list: what files write, and what people read."""

    code: str
    label: str


_OWN = (
    Property(IRI, "", "IRI", "The IRI of the thing.", key=True),
    Property(TYPE, str(RDF.type), "type", "The classes that the thing is stated in."),
    Property(
        QID,
        str(SKOS.exactMatch),
        "Wikidata item",
        "The item of Wikidata that was judged to be the same thing.",
        key=True,
    ),
)


@dataclass(frozen=True)
class Schema:
    """Classes and properties by id, which is their local name; codes by IRI."""

    classes: dict[str, Class]
    properties: dict[str, Property]
    codes: dict[str, Code] = field(default_factory=dict)

    def class_of(self, name: str) -> Class | None:
        """Return the class that an id, an IRI or a prefixed name means."""
        return self.classes.get(name) or self._classes.get(_full(name))

    def property_of(self, name: str) -> Property | None:
        """Return the property that an id, an IRI or a prefixed name means."""
        return self.properties.get(name) or self._properties.get(_full(name))

    def above(self, cls: str) -> frozenset[str]:
        """Return the ids of a class and of all classes above it."""
        return self._above.get(cls, frozenset([cls]))

    def tops(self, cls: str) -> frozenset[str]:
        """Return which kinds of thing, such as Place or Actor, a class belongs to."""
        return frozenset(c for c in self.above(cls) if self.classes[c].top)

    @cached_property
    def _classes(self) -> dict[str, Class]:
        return {cls.iri: cls for cls in self.classes.values()}

    @cached_property
    def _properties(self) -> dict[str, Property]:
        return {p.iri: p for p in self.properties.values() if p.iri}

    @cached_property
    def _above(self) -> dict[str, frozenset[str]]:
        above = {}
        for cls in self.classes:
            seen, rest = {cls}, [cls]
            while rest:
                broader = set(self.classes[rest.pop()].broader) & set(self.classes)
                rest += broader - seen
                seen |= broader
            above[cls] = frozenset(seen)
        return above


def read_schema(endpoint: Endpoint, language: str) -> Schema:
    """Read what a graph declares; what has no label is not meant for users."""
    terms = _statements(
        endpoint,
        f"SELECT ?term ?p ?o WHERE {{ VALUES ?kind {{ {values(_KINDS)} }} "
        f"?term a ?kind ; ?p ?o FILTER (?p IN ({_listed(_READ)})) }}",
    )
    order = sorted(terms, key=lambda iri: (not iri.startswith(ONTOLOGY), iri))
    labelled = [iri for iri in order if RDFS.label in terms[iri]]
    ids = _ids(i for i in labelled if OWL.Class in terms[i][RDF.type])
    names = _ids(i for i in labelled if _is_property(terms[i]))
    properties = [_property(i, n, terms[i], ids, language) for i, n in names.items()]
    return Schema(
        {id_: _class(iri, terms[iri], ids, language) for iri, id_ in ids.items()},
        {p.id: p for p in sorted((*_OWN, *properties), key=lambda p: p.id)},
        _codes(endpoint, language),
    )


def best(labels: Iterable[Term], language: str) -> str:
    """Return the text in a language, else in English, else any, the first of equals."""
    order = sorted(labels, key=lambda label: (label_rank(label, language), str(label)))
    return str(order[0]) if order else ""


def _statements(endpoint: Endpoint, query: str) -> dict[str, _About]:
    """Return what is said of terms: the values by term and predicate."""
    about: dict[str, _About] = defaultdict(lambda: defaultdict(list))
    for term, predicate, value in endpoint.select(query).rows:
        if predicate is not None and value is not None:
            about[str(term)][predicate].append(value)
    return about


def _ids(iris: Iterable[str]) -> dict[str, str]:
    """Give each term its local name, and its IRI where the name is taken."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for iri in iris:
        name = local_name(iri)
        ids[iri] = iri if name in taken else name
        taken.add(name)
    return ids


def _is_property(about: _About) -> bool:
    kinds = set(about[RDF.type])
    if kinds & {OWL.ObjectProperty, OWL.DatatypeProperty}:
        return True
    return OWL.AnnotationProperty in kinds and bool(about[APF.definitional])


def _class(iri: str, about: _About, ids: dict[str, str], language: str) -> Class:
    broader = {ids[str(c)] for c in about[RDFS.subClassOf] if str(c) in ids}
    return Class(
        id=ids[iri],
        iri=iri,
        name=best(about[RDFS.label], language),
        description=_description(about, language),
        broader=tuple(sorted(broader - {ids[iri]})),
        top=bool(about[APF.idSegment]),
    )


def _property(
    iri: str, name: str, about: _About, ids: dict[str, str], language: str
) -> Property:
    kinds = set(about[RDF.type])
    kind = "thing" if OWL.ObjectProperty in kinds else "value"
    domains = about[RDFS.domain] + about[APF.domainIncludes]
    ranges = about[RDFS.range] + about[APF.rangeIncludes]
    return Property(
        id=name,
        iri=iri,
        name=best(about[RDFS.label], language),
        description=_description(about, language),
        kind="code" if about[APF.valuesFrom] else kind,
        domains=frozenset(ids[str(c)] for c in domains if str(c) in ids),
        ranges=tuple(sorted({ids[str(c)] for c in ranges if str(c) in ids})),
        transitive=OWL.TransitiveProperty in kinds,
        defining=bool(about[APF.definitional]),
        key=name in _KEYS or OWL.InverseFunctionalProperty in kinds,
    )


def _description(about: _About, language: str) -> str:
    return best(about[SKOS.definition] or about[SKOS.scopeNote], language)


def _codes(endpoint: Endpoint, language: str) -> dict[str, Code]:
    labels = _listed((SKOS.prefLabel, RDFS.label, SKOS.notation))
    concepts = _statements(
        endpoint,
        f"SELECT ?c ?p ?o WHERE {{ ?c <{SKOS.inScheme}> ?scheme ; ?p ?o "
        f"FILTER (?p IN ({labels})) }}",
    )
    codes = {}
    for iri, about in sorted(concepts.items()):
        code = best(about[SKOS.notation], language) or local_name(iri)
        label = best(about[SKOS.prefLabel] or about[RDFS.label], language)
        codes[iri] = Code(code, label or code)
    return codes


def _listed(iris: Iterable[URIRef]) -> str:
    """Return predicates for a filter: a list of values is joined far more slowly."""
    return ", ".join(iri.n3() for iri in iris)


def _full(name: str) -> str:
    prefix, colon, rest = name.partition(":")
    return PREFIXES[prefix] + rest if colon and prefix in PREFIXES else name


def qid(term: URIRef | str) -> str:
    """Return the QID of an item of Wikidata, or "" for what is none."""
    text = str(term)
    return text.removeprefix(WIKIDATA) if text.startswith(WIKIDATA) else ""
