"""Where a statement is read, as a reference of Wikidata (Help:Sources)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from kg.export.rdf.claims import literals, things
from kg.export.wikidata import syntax
from kg.export.wikidata.links import linked
from kg.export.wikidata.mapping import WikidataMapping
from kg.names import APF, local_name
from kg.rdf import URIRef

_ORDER = (
    *(APF.statedIn, APF.publishedBy, APF.title, APF.url, APF.published),
    *(APF.retrieved, APF.quote),
)
"""The parts of a reference, as Help:Sources has them: the work, then where and when."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns that say where a claim is read, and what of it cannot be written.

    ``left_out`` are pairs of a reason, ``without-title`` or ``without-quote``, and why.
    """

    columns: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...] = ()


@dataclass
class References:
    """Writes references by a mapping; ``language`` is that of the project."""

    store: ox.Store
    mapping: WikidataMapping
    language: str

    def of(self, claim: ox.NamedNode, document: ox.NamedNode) -> Reference | None:
        """Return where a claim is read; ``None`` if nobody could look.

        The document's item, or its publisher's and its title; its address, the days on
        which it was published and read; the quote, if the graph itself holds it.
        Without an item and an address there is no reference.
        """
        written = dict(self._about(document))
        if APF.statedIn not in written and APF.url not in written:
            return None
        texts = {} if APF.statedIn in written else self._title(document)
        texts |= self._quote(claim, document)
        left_out = []
        for term, (words, tag) in texts.items():
            if why := syntax.unfit(words, tag):
                left_out.append((f"without-{local_name(term)}", why))
            else:
                written[term] = syntax.text(words, tag) or ""
        return Reference(tuple(self._columns(written)), tuple(left_out))

    def _columns(self, written: Mapping[URIRef, str]) -> Iterator[str]:
        for term in _ORDER:
            pid = self.mapping.references.get(str(term))
            if pid and term in written:
                yield from (f"S{pid[1:]}", written[term])

    def _about(self, document: ox.NamedNode) -> Iterator[tuple[URIRef, str]]:
        """Yield what is stated of a document, but for its title."""
        if qid := linked(self.store, document):
            yield APF.statedIn, qid
        else:
            for publisher in things(self.store, document, APF.publishedBy)[:1]:
                if qid := linked(self.store, publisher):
                    yield APF.publishedBy, qid
        for address in literals(self.store, document, APF.url)[:1]:
            if written := syntax.url(address.value):
                yield APF.url, written
        for term in (APF.published, APF.retrieved):
            for day in literals(self.store, document, term)[:1]:
                yield term, syntax.time(date.fromisoformat(day.value), "day")

    def _title(self, document: ox.NamedNode) -> dict[URIRef, tuple[str, str]]:
        """Return a title as printed, and its language.

        A title without a tag of its own has the project's in the graph. It is in the
        language of its document, where that is stated.
        """
        titles = literals(self.store, document, APF.title)
        spoken = literals(self.store, document, APF.language)[:1]
        for language in spoken:
            titles.sort(key=lambda title: title.language != language.value.lower())
        for title in titles[:1]:
            tag = title.language or ""
            if tag == self.language and spoken:
                tag = spoken[0].value
            return {APF.title: (title.value, tag)}
        return {}

    def _quote(
        self, claim: ox.NamedNode, document: ox.NamedNode
    ) -> dict[URIRef, tuple[str, str]]:
        quotes = literals(self.store, claim, APF.quote)
        languages = literals(self.store, document, APF.language)
        tag = languages[0].value if len(languages) == 1 else ""
        return {APF.quote: (quotes[0].value, tag)} if len(quotes) == 1 else {}
