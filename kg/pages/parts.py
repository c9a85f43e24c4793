"""What pages of things have in common: names, relations, claims by their standing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kg.ask.about import claims_about, claims_by
from kg.ask.tables import Term
from kg.graph.cited import Thing
from kg.names import APF, ONTOLOGY, RDF, RDFS, SCHEMES, SKOS, WIKIDATA
from kg.pages.library import ClaimCard, Library, Properties, first
from kg.pages.wording import spaced
from kg.periods.period import BOUNDS
from kg.rdf import Literal, URIRef
from kg.read.judgements import MATCHES

_NAMES = {
    *map(str, (RDF.type, RDFS.label, RDFS.comment, SKOS.prefLabel, APF.title)),
    *map(str, (SKOS.altLabel, SKOS.hiddenLabel)),
}
_MATCHES = {str(SKOS[name]) for name in MATCHES}
_WORKED_OUT = {ONTOLOGY + name for name in (*BOUNDS, "datePrecision", "approximate")}
_STANDINGS = (
    *("established", "contested", "reported", "planned", "denied", "replaced"),
    *("derived", ""),
)
"""The order in which claims are shown: what counts, what is in doubt, what is past."""


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text with the language it is in, ``""`` where that is not known."""

    words: str
    language: str = ""


PageValue = Thing | NamedText


@dataclass(frozen=True, slots=True)
class PageFact:
    """A property and its values, things or texts."""

    term: Thing
    values: Sequence[PageValue]
    dates: bool = False


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """Claims of one standing."""

    standing: Thing
    cards: Sequence[ClaimCard]


def text_of(literal: Literal) -> NamedText:
    """Return a literal as a text that knows its language."""
    return NamedText(str(literal), literal.language or "")


def facts(
    library: Library, of: Properties, *, without: Iterable[str] = ()
) -> list[PageFact]:
    """Return what a graph says of a node, but for its names and some properties.

    A date is as it was written; what is worked out of it is left out.
    """
    hidden = {*_NAMES, *_MATCHES, *without}
    if str(APF.edtf) in of:
        hidden |= _WORKED_OUT
    shown = {term: values for term, values in of.items() if term not in hidden}
    library.things(
        {*shown}
        | {str(v) for vs in shown.values() for v in vs if isinstance(v, URIRef)}
    )
    return [
        PageFact(
            property_of(library, term),
            [value(library, v) for v in values],
            dates=term in (str(APF.edtf), *_WORKED_OUT) or _is_day(values),
        )
        for term, values in shown.items()
    ]


def property_of(library: Library, term: str) -> Thing:
    """Return a property with its label; one that has none by its name, in words."""
    thing = library.thing(term)
    return thing if thing.label != thing.id else Thing(spaced(thing.id), term)


def value(library: Library, term: Term) -> PageValue:
    """Return a term as a thing or a text."""
    if isinstance(term, Literal):
        return NamedText(grouped_digits(term)) if _is_number(term) else text_of(term)
    return library.thing(str(term))


def grouped_digits(number: Literal) -> str:
    """Return a number as people read it, ``135,000``; what is none as it is."""
    try:
        return f"{Decimal(str(number)):,}"
    except InvalidOperation:
        return str(number)


def _is_number(term: Literal) -> bool:
    return str(term.datatype or "").endswith(("#integer", "#decimal"))


def _is_day(values: Sequence[Term]) -> bool:
    return all(str(getattr(v, "datatype", "")).endswith("#date") for v in values)


def matches(of: Properties) -> list[tuple[str, str]]:
    """Return the entities of Wikidata that a thing is linked with, and how."""
    return [
        (str(entity).removeprefix(WIKIDATA), name)
        for name in MATCHES
        for entity in of.get(str(SKOS[name]), ())
        if str(entity).startswith(WIKIDATA)
    ]


def comments(of: Properties) -> list[NamedText]:
    """Return what is noted of a thing."""
    notes = of.get(str(RDFS.comment), ())
    return [text_of(note) for note in notes if isinstance(note, Literal)]


def about(library: Library, iri: str) -> list[ClaimCard]:
    """Return the claims about a thing."""
    return library.cards(claims_about(library.listed, iri))


def made_by(library: Library, iri: str) -> list[ClaimCard]:
    """Return the claims that an actor makes."""
    return library.cards(claims_by(library.listed, iri))


def grouped(library: Library, cards: Iterable[ClaimCard]) -> list[ClaimGroup]:
    """Return claims by their standing, in a fixed order."""
    groups: dict[str, list[ClaimCard]] = {}
    for card in cards:
        groups.setdefault(card.standing, []).append(card)
    order = sorted(groups, key=lambda code: (_rank(code), code))
    named = library.things([f"{SCHEMES}standing/{code}" for code in order])
    return [ClaimGroup(t, groups[c]) for t, c in zip(named, order, strict=True)]


def _rank(code: str) -> int:
    return _STANDINGS.index(code) if code in _STANDINGS else len(_STANDINGS)


def description(library: Library, iri: str) -> str:
    """Return what defines a class, property or code, in the project's language."""
    return first(library.properties(iri), SKOS.definition)
