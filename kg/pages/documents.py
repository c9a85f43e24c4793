"""The page of a document: what it is, its claims, and its text where it is at hand."""

from __future__ import annotations

from kg.names import APF, ONTOLOGY
from kg.pages.answering import AnswersAbout
from kg.pages.library import ClaimCard, Library, Properties, first
from kg.pages.passages import LONG, marked
from kg.pages.render import Page
from kg.pages.things import head
from kg.rdf import URIRef
from kg.read.texts import mismatch

MOST_ROWS = 2_000
"""Claims of a table that its page lists: 400 kB of it; more is slow on a phone."""


def document_page(library: Library, answers: AnswersAbout, iri: str) -> Page:
    """Return the page of a document."""
    shown = head(library, iri)
    query = f"SELECT ?claim WHERE {{ ?claim <{APF.statedIn}> {URIRef(iri).n3()} }}"
    in_rows = library.tables.get(iri, 0)
    some = library.endpoint.select(f"{query} LIMIT {MOST_ROWS}").rows if in_rows else ()
    cards = library.cards(str(row[0]) for row in some or library.rows(query))
    shown["cards"] = sorted(cards, key=_in_order)
    shown["rows"] = any(card.citation.row is not None for card in cards)
    shown["most_rows"], shown["count"] = MOST_ROWS, in_rows or len(cards)
    of = library.properties(iri)
    text = _text(library, iri, of)
    shown["parts"] = [] if text is None else marked(text, cards)
    shown["long"] = text is not None and len(text) > LONG
    shown["url"] = first(of, APF.url)
    shown["published"] = first(of, APF.published)
    shown["publisher"] = library.things(map(str, of.get(str(APF.publishedBy), ())))
    shown["text_language"] = first(of, APF.language)
    shown["answers"] = list(answers.about(iri))
    return Page("document", shown["thing"].label, shown, iri=iri)


def _in_order(card: ClaimCard) -> tuple[int, str]:
    citation = card.citation
    return citation.start or citation.row or 0, card.iri


def _text(library: Library, iri: str, of: Properties) -> str | None:
    """Return the text at hand, unless the claims were drawn from another."""
    text = library.graph.texts.get(library.thing(iri).id)
    digest = first(of, URIRef(f"{ONTOLOGY}textDigest"))
    if text is None or (digest and mismatch(text, digest, None) is not None):
        return None
    return text
