"""What a term means, in the ontology's own words, for whoever writes facts."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import UnknownName, nearest
from kg.names import RDFS, SKOS, local_name
from kg.periods.period import BOUNDS
from kg.rdf import Triples, URIRef
from kg.read.shortforms import SHORT_FORMS
from kg.read.vocabulary import Vocabulary

_EXPANDED = {
    "amount": {"quantityText", "quantifier", "value", "lowerBound", "upperBound"}
    | {"lowerBoundInclusive", "upperBoundInclusive", "roundedTo"},
    "baseline": {"baselineStart", "baselineEnd"},
    "chars": {"quoteStart", "quoteEnd"},
    "period": {"edtf", "datePrecision", *BOUNDS, "approximate"},
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
_SHORT_NOTES = {
    "amount": (
        "Read: 67,000 | more than, over, at least, less than, fewer than, up to, "
        "at most, nearly, almost, about, around, some 12,000 | 1.3 million, 1.3m, 5 "
        "lakh | between 10 and 20, 10 to 20 | hundreds of thousands, millions, "
        "dozens | 70 per "
        "cent | two-fold, doubled | some, in the language of the document (English, "
        "French, Spanish or Arabic). What is counted goes to `unit`, the currency "
        "of money to `currency`.",
        "Long form, for what is not read: `quantifier`, `quantityText` (the words), "
        "`unit`, and `value` or `lowerBound` / `upperBound` (with "
        "`lowerBoundInclusive: false` for a strict one).",
        "Inside { } an amount with a comma needs quotes.",
    ),
    "period": (
        "EDTF: 2025 | 2025-04 | 2025-04-30 | 2025-04-01/2025-06-02 | 2025-04/.. "
        "(open) | 2023~ (approximate) | 2023? (uncertain) | "
        '"[2024-03..2024-05]" (some time between). The words go to `periodText`.',
    ),
    "says": (
        "`kg terms Observation`, `kg terms Event` and `kg terms Situation` list what a "
        "mapping may have.",
        "A claim's key stands for what it says where a figure or event is wanted "
        "(`comparedTo: april`), DOCUMENT.KEY for one of another document.",
    ),
}


@dataclass(frozen=True, slots=True)
class Described:
    """A class or property, or a code of a list.

    ``describes`` names the classes a property is written on, or the properties that
    take a code, ``takes`` what its values are; ``codes`` pairs each code with its
    definition. ``definitional`` properties may stand in entity files; the others need a
    claim.
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


def expanded(name: str) -> frozenset[str]:
    """Return the terms that a short form stands for; none for any other name."""
    return frozenset(_EXPANDED.get(name, ()))


def describe(vocabulary: Vocabulary, name: str) -> Described:
    """Describe a class or property by its name in facts files.

    Raises :class:`UnknownName` with the nearest name.
    """
    if name in vocabulary.classes:
        return _class(vocabulary, name)
    if name in _SHORT:
        notes = _SHORT_NOTES.get(name, ())
        return Described(name, "short form", _SHORT[name], notes, ())
    if name not in vocabulary.terms:
        known = [*vocabulary.classes, *vocabulary.terms, *_SHORT]
        raise UnknownName(f"no term is called `{name}`{nearest(name, known)}")
    term = vocabulary.terms[name]
    graph, schemes = vocabulary.modules, vocabulary.schemes
    takes = tuple(sorted(local_name(iri) for iri in term.ranges))
    return Described(
        name=name,
        kind="property",
        definition=_one(graph, term.iri),
        notes=_notes(graph, term.iri),
        examples=_all(graph, term.iri, SKOS.example),
        describes=tuple(sorted(local_name(iri) for iri in term.domains)),
        takes=("a code",) if term.kind == "code" else takes,
        codes=tuple((code, _one(schemes, c)) for code, c in term.codes.items()),
        definitional=term.definitional,
    )


def describe_code(vocabulary: Vocabulary, concept: URIRef) -> Described:
    """Describe a code by its concept; ``describes`` are the properties that take it."""
    graph, properties = vocabulary.schemes, vocabulary.terms.values()
    takers = [term for term in properties if concept in term.codes.values()]
    codes = (code for t in takers for code, iri in t.codes.items() if iri == concept)
    return Described(
        name=next(codes, local_name(concept)),
        kind="code",
        definition=_one(graph, concept),
        notes=_notes(graph, concept),
        examples=_all(graph, concept, SKOS.example),
        describes=tuple(sorted(term.name for term in takers)),
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
    above = tuple(sorted(local_name(c) for c in vocabulary.superclasses(iri) - {iri}))
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


def _one(graph: Triples, iri: URIRef) -> str:
    text = graph.value(iri, SKOS.definition) or graph.value(iri, SKOS.scopeNote)
    return str(text or graph.value(iri, RDFS.label) or "")


def _notes(graph: Triples, iri: URIRef) -> tuple[str, ...]:
    """Return scope notes, unless one had to stand in for the definition."""
    if graph.value(iri, SKOS.definition) is None:
        return ()
    return _all(graph, iri, SKOS.scopeNote)


def _all(graph: Triples, iri: URIRef, predicate: URIRef) -> tuple[str, ...]:
    return tuple(sorted(str(text) for text in graph.objects(iri, predicate)))
