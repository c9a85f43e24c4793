"""Terms and codes by everyday words: *vacated* is ``annulled``, *paid* ``disbursed``.

The words are the labels and alternative labels of the ontology and its code lists, in
any form that :mod:`kg.match` takes for the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.match.candidates import named
from kg.match.letters import NameKind
from kg.match.name_index import NameIndex
from kg.match.names import forms
from kg.match.spellings import singular
from kg.names import RDFS, SKOS, local_name
from kg.rdf import Triples, URIRef
from kg.read.describe import Described, describe, describe_code
from kg.read.vocabulary import Vocabulary

_ALIKE = 0.8
"""Names less alike are other words: *ruling* and *rulings* are 0.92, *paid* and *aid*
0.86, *tent* and *trend* 0.67."""

_SHOWN = 12
"""Terms that are offered for a word that is only like theirs: half a screen."""

_Names = list[tuple[str, NameKind]]


def terms_called(vocabulary: Vocabulary, words: str) -> list[Described]:
    """Return the classes, properties and codes that words name, the likeliest first.

    Where some are called just so, only those; else those with names like it, or none.
    """
    terms = [*_terms(vocabulary)]
    index = NameIndex(
        (form, number, kind)
        for number, (_, names) in enumerate(terms)
        for name, kind in names
        for form in forms(name)
    )
    known = {
        candidate.thing: candidate
        for asked in (singular(words), words)
        for candidate in named(index, asked).values()
    }
    ranked = sorted(known.values(), key=lambda c: (-c.name, c.thing))
    equal = [c.thing for c in ranked if c.equal]
    alike = [c.thing for c in ranked if c.name >= _ALIKE][:_SHOWN]
    return [_described(vocabulary, terms[number][0]) for number in equal or alike]


def _terms(
    vocabulary: Vocabulary,
) -> Iterator[tuple[URIRef, _Names]]:
    """Yield what can be written, once, with its names and their kinds."""
    codes: dict[URIRef, str] = {}
    for iri in vocabulary.classes.values():
        yield iri, _names(vocabulary.modules, iri)
    for term in vocabulary.terms.values():
        yield term.iri, _names(vocabulary.modules, term.iri)
        codes |= {concept: code for code, concept in term.codes.items()}
    for concept, code in codes.items():
        names = _names(vocabulary.schemes, concept)
        yield concept, [(code, NameKind.LABEL), *names]


def _names(graph: Triples, iri: URIRef) -> _Names:
    own = "".join(f" {c}" if c.isupper() else c for c in local_name(iri))
    labels = [(str(label), NameKind.LABEL) for label in graph.objects(iri, RDFS.label)]
    other = [(str(name), NameKind.ALIAS) for name in graph.objects(iri, SKOS.altLabel)]
    return [(own, NameKind.LABEL), *labels, *other]


def _described(vocabulary: Vocabulary, iri: URIRef) -> Described:
    name = local_name(iri)
    known = vocabulary.classes.get(name), getattr(vocabulary.terms.get(name), "iri", 0)
    return (
        describe(vocabulary, name) if iri in known else describe_code(vocabulary, iri)
    )
