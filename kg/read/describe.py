"""What a term means, in the ontology's own words, for whoever writes facts."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import RDFS, SKOS, Graph, URIRef

from kg.errors import UnknownName, nearest
from kg.read.shortforms import SHORT_FORMS
from kg.read.vocabulary import Vocabulary

_EXPANDED = {
    "amount": {"quantityText", "quantifier", "value", "lowerBound", "upperBound"}
    | {"lowerBoundInclusive", "upperBoundInclusive"},
    "baseline": {"baselineStart", "baselineEnd"},
    "chars": {"quoteStart", "quoteEnd"},
    "period": {"edtf", "datePrecision", "startDate", "endDate", "approximate"},
    "says": {"content", "aboutSubject", "aboutPredicate", "aboutObject", "aboutValue"},
    "text": {"textDigest", "textLength"},
}
_SHORT = {
    "says": "The content of a claim: [subject, property, object], or a mapping with a "
    "`type` (an observation, event or situation).",
    "chars": "Where a claim stands in the text: [first character, character after the "
    "last], counted from 0.",
    "text": "The text of a document: {sha256: …, length: …} in characters.",
    **{
        name: (form.__doc__ or "").replace("``", "`")
        for name, form in SHORT_FORMS.items()
    },
}


@dataclass(frozen=True, slots=True)
class Described:
    """A class or property, or a code of a list.

    ``describes`` names the classes a property is written on, ``takes`` what its values
    are; ``codes`` pairs each code with its definition. ``definitional`` properties may
    stand in entity files; the others need a claim.
    """

    name: str
    kind: str
    definition: str
    notes: tuple[str, ...]
    examples: tuple[str, ...]
    describes: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    definitional: bool = False


def describe(vocabulary: Vocabulary, name: str) -> Described:
    """Describe a class or property by its name in facts files.

    Raises :class:`UnknownName` with the nearest name.
    """
    if name in vocabulary.classes:
        return _class(vocabulary, name)
    if name in _SHORT:
        return Described(name, "short form", _SHORT[name], (), ())
    if name not in vocabulary.terms:
        known = [*vocabulary.classes, *vocabulary.terms, *_SHORT]
        raise UnknownName(f"no term is called `{name}`{nearest(name, known)}")
    term = vocabulary.terms[name]
    graph, schemes = vocabulary.modules, vocabulary.schemes
    takes = tuple(sorted(_local(iri) for iri in term.ranges))
    return Described(
        name=name,
        kind="property",
        definition=_one(graph, term.iri),
        notes=_all(graph, term.iri, SKOS.scopeNote),
        examples=_all(graph, term.iri, SKOS.example),
        describes=tuple(sorted(_local(iri) for iri in term.domains)),
        takes=("a code",) if term.kind == "code" else takes,
        codes=tuple((code, _one(schemes, c)) for code, c in term.codes.items()),
        definitional=term.definitional,
    )


def _class(vocabulary: Vocabulary, name: str) -> Described:
    iri, graph = vocabulary.classes[name], vocabulary.modules
    written = sorted(
        term.name
        for term in vocabulary.terms.values()
        if term.domains and vocabulary.is_a(iri, *term.domains)
    )
    written += [name for name, terms in _EXPANDED.items() if terms <= set(written)]
    expanded = set().union(*(t for t in _EXPANDED.values() if t <= set(written)))
    written = [name for name in written if name not in expanded]
    above = tuple(sorted(_local(c) for c in vocabulary.superclasses(iri) - {iri}))
    return Described(
        name=name,
        kind="class",
        definition=_one(graph, iri),
        notes=_all(graph, iri, SKOS.scopeNote),
        examples=_all(graph, iri, SKOS.example),
        describes=above,
        takes=tuple(sorted(written)),
    )


def term_names(vocabulary: Vocabulary) -> list[tuple[str, str, str]]:
    """Return name, kind and definition of every class and property, sorted."""
    graph = vocabulary.modules
    classes = [(n, "class", _one(graph, iri)) for n, iri in vocabulary.classes.items()]
    terms = [
        (term.name, "property", _one(graph, term.iri))
        for term in vocabulary.terms.values()
    ]
    short = [(name, "short form", meaning) for name, meaning in _SHORT.items()]
    return sorted(short) + sorted(classes) + sorted(terms)


def _one(graph: Graph, iri: URIRef) -> str:
    text = graph.value(iri, SKOS.definition) or graph.value(iri, SKOS.scopeNote)
    return str(text or graph.value(iri, RDFS.label) or "")


def _all(graph: Graph, iri: URIRef, predicate: URIRef) -> tuple[str, ...]:
    return tuple(sorted(str(text) for text in graph.objects(iri, predicate)))


def _local(iri: URIRef) -> str:
    return str(iri).replace("#", "/").rsplit("/", 1)[-1]
