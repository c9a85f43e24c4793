"""Where a statement is read, as a reference of Wikidata (Help:Sources)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pyoxigraph as ox

from kg.export.rdf.claims import objects, things
from kg.export.wikidata import syntax
from kg.export.wikidata.links import linked
from kg.export.wikidata.mapping import Mapping
from kg.names import APF
from kg.rdf import URIRef


def reference(
    store: ox.Store, mapping: Mapping, claim: ox.NamedNode, document: ox.NamedNode
) -> list[str] | None:
    """Return columns that say where a claim is read; ``None`` if nobody could look.

    The document's item, or its publisher's and its title; its address, the days on
    which it was published and read; the quote, if the graph itself holds it. Without
    an item and an address there is no reference.
    """
    found = dict(_about(store, document))
    if APF.statedIn not in found and APF.url not in found:
        return None
    if quote := _quote(store, claim, document):
        found[APF.quote] = quote
    return [
        column
        for term, value in found.items()
        if (property := mapping.references.get(str(term)))
        for column in (f"S{property[1:]}", value)
    ]


def _about(store: ox.Store, document: ox.NamedNode) -> Iterator[tuple[URIRef, str]]:
    """Yield what is said of a document, in the order of a reference."""
    if qid := linked(store, document):
        yield APF.statedIn, qid
    else:
        for publisher in things(store, document, APF.publishedBy)[:1]:
            if qid := linked(store, publisher):
                yield APF.publishedBy, qid
        for title in _literals(store, document, APF.title)[:1]:
            if words := syntax.text(title.value, title.language or ""):
                yield APF.title, words
    for address in _literals(store, document, APF.url)[:1]:
        if written := syntax.url(address.value):
            yield APF.url, written
    for term in (APF.published, APF.retrieved):
        for day in _literals(store, document, term)[:1]:
            yield term, syntax.time(date.fromisoformat(day.value), "day")


def _quote(store: ox.Store, claim: ox.NamedNode, document: ox.NamedNode) -> str | None:
    quotes = _literals(store, claim, APF.quote)
    languages = _literals(store, document, APF.language)
    if len(quotes) != 1 or len(languages) != 1:
        return None
    return syntax.text(quotes[0].value, languages[0].value)


def _literals(store: ox.Store, thing: ox.NamedNode, term: URIRef) -> list[ox.Literal]:
    return [v for v in objects(store, thing, term) if isinstance(v, ox.Literal)]
