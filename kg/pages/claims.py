"""The page of a claim: what is put forward, by whom, where, and whether it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg.graph.cited import Thing
from kg.names import APF, ONTOLOGY, SCHEMES, SKOS
from kg.pages.drawing import TimeAxis
from kg.pages.figures import FigureBlocks, FigureLine, days_of
from kg.pages.library import ClaimCard, Library, Properties, first, iris
from kg.pages.parts import PageFact, PageValue, facts, text_of, value
from kg.pages.render import Page
from kg.rdf import Literal, URIRef

_RELATION = (APF.aboutSubject, APF.aboutPredicate, APF.aboutObject, APF.aboutValue)
_BETWEEN = ("disputes", "revises", "restates", "derivedFromClaim", "disputedBy")
_HERE = {
    *map(str, (*_RELATION, APF.content, APF.summary, APF.claimant, APF.modality)),
    *map(str, (APF.statedIn, APF.quoteStart, APF.standing, APF.quote, APF.ambiguity)),
    *(ONTOLOGY + name for name in (*_BETWEEN, "quoteEnd", "note")),
}
"""What the page of a claim shows in words of its own."""


@dataclass(frozen=True, slots=True)
class TripleLine:
    """A triple to be shown: things or texts."""

    subject: Thing
    predicate: Thing
    object: PageValue


def claim_page(library: Library, iri: str) -> Page:
    """Return the page of a claim."""
    of = library.properties(iri)
    (card,) = library.cards([iri])
    contents = iris(of.get(str(APF.content), ()))
    leading, _ = library.incoming(iri)
    modality = f"{SCHEMES}modality/{card.citation.modality}"
    shown = {
        "thing": library.thing(iri),
        "card": card,
        "modality": library.thing(modality),
        "modality_means": first(library.properties(modality), SKOS.definition),
        "standing": library.thing(f"{SCHEMES}standing/{card.standing}"),
        "standing_means": _means(library, card.standing),
        "relation": _relation(library, of),
        "contents": [_content(library, content) for content in contents],
        "line": _figure(library, iri, contents),
        "ties": _ties(library, of, leading),
        "notes": [
            text_of(note)
            for name in (APF.ambiguity, URIRef(f"{ONTOLOGY}note"))
            for note in of.get(str(name), ())
            if isinstance(note, Literal)
        ],
        "facts": facts(library, of, without=_HERE),
        "triples": _triples(library, [iri, *contents]),
    }
    return Page("claim", card.heading, shown, iri=iri, data=_data(card))


def _data(card: ClaimCard) -> dict[str, Any]:
    """Return a claim as one of schema.org: who made it, how, and where it stands.

    It is no ``ClaimReview``: nobody here says whether it is true. A program that reads
    the text alone must not take for asserted what is denied or threatened.
    """
    citation = card.citation
    asserted = card.manner == "asserted"
    speakers = citation.claimant, *citation.joint_claimants
    authors = [{"@type": "Thing", "@id": t.iri, "name": t.label} for t in speakers]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Claim",
        "@id": card.iri,
        "text": card.summary if asserted else f"{card.manner}: {card.summary}",
        "creativeWorkStatus": card.standing or "unknown",
        "author": authors[0] if len(authors) == 1 else authors,
    }
    if citation.document.iri:
        appearance = {
            "@type": "CreativeWork",
            "@id": citation.document.iri,
            "name": citation.document.label,
            "url": citation.link,
            "datePublished": card.day,
        }
        data["appearance"] = {key: v for key, v in appearance.items() if v}
    return data


def _means(library: Library, code: str) -> str:
    return first(library.properties(f"{SCHEMES}standing/{code}"), SKOS.definition)


def _relation(library: Library, of: Properties) -> list[PageValue]:
    """Return the subject, property and object that a claim relates, or nothing."""
    return [value(library, v) for term in _RELATION for v in of.get(str(term), ())[:1]]


def _content(library: Library, iri: str) -> tuple[Thing, Thing | None, list[PageFact]]:
    """Return what a claim puts forward: a thing, its kind, and its properties."""
    of = library.properties(iri)
    return library.thing(iri), library.kind(iri), facts(library, of)


def _figure(library: Library, iri: str, contents: Sequence[str]) -> FigureLine | None:
    """Return the figure of a claim, with its intervals and its verdict."""
    for content in contents:
        if measured := first(library.properties(content), APF.measures):
            view = library.figures(measured)
            axis = TimeAxis(*days_of(view.rows))
            return FigureBlocks(library, view, axis).line_of(iri)
    return None


def _ties(
    library: Library, of: Properties, leading: dict[str, list[str]]
) -> list[tuple[Thing, bool, Sequence[ClaimCard]]]:
    """Return the claims that one is tied to, by property, and those tied to it."""
    known = {name: iris(of.get(ONTOLOGY + name, ())) for name in _BETWEEN}
    led = {name: leading.get(ONTOLOGY + name, []) for name in _BETWEEN}
    # what disputes is also what something is disputed by: once is enough
    known["disputedBy"] = [i for i in known["disputedBy"] if i not in led["disputes"]]
    led["disputedBy"] = [i for i in led["disputedBy"] if i not in known["disputes"]]
    return [
        (library.thing(ONTOLOGY + name), back, library.cards(others))
        for name in _BETWEEN
        for back, others in ((False, known[name]), (True, led[name]))
        if others
    ]


def _triples(library: Library, nodes: Sequence[str]) -> list[TripleLine]:
    lines = []
    for node in nodes:
        for term, values in library.properties(node).items():
            named = iris(values)
            library.things([node, term, *named])
            lines += [
                TripleLine(library.thing(node), library.thing(term), value(library, v))
                for v in values
            ]
    return lines
