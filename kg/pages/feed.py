"""What readers of sites look for: a feed of claims, a list of pages, names to search.

All dates are those of documents: nothing here knows what day it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kg.export.network.xmltext import attribute, content
from kg.names import APF
from kg.pages.addresses import link
from kg.pages.book import Pages
from kg.pages.listing import name_entries

_ENTRIES = 300
"""Claims in a feed, the newest: what a reader that looks once a month still takes."""

_FEED = "feed"
_CHANGED = (APF.published, APF.disputedOn, APF.replacedOn)


def feed(pages: Pages, base_url: str) -> Iterator[str]:
    """Yield an Atom feed of new and changed claims, the last ones first.

    A claim is of the day on which its document was published, or on which another one
    that disputes or replaces it was.
    """
    library = pages.library
    changed = _changed(pages)
    last = max(changed.values(), default="") or "1970-01-01"
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    base = f" xml:base={attribute(base_url)}" if base_url else ""
    yield f'<feed xmlns="http://www.w3.org/2005/Atom"{base}>\n'
    yield f"<id>{content(library.project.base)}</id>\n"
    yield f"<title>{content(library.project.title)}</title>\n"
    yield f"<updated>{last}T00:00:00Z</updated>\n"
    if base_url:
        self_link = attribute(f"{base_url}feed.atom")
        yield f'<link rel="self" type="application/atom+xml" href={self_link}/>\n'
    yield f'<link rel="alternate" type="text/html" href={attribute("index.html")}/>\n'
    newest = sorted(changed, key=lambda iri: (changed[iri], iri), reverse=True)
    cards = {card.iri: card for card in library.cards(newest[:_ENTRIES])}
    for iri in newest[:_ENTRIES]:
        card = cards[iri]
        citation, standing = card.citation, card.standing
        there = link(_FEED, library.addresses.of(iri) or "index")
        yield (
            f"<entry><id>{content(iri)}</id>"
            f"<title>{content(card.heading)}</title>"
            f"<updated>{changed[iri]}T00:00:00Z</updated>"
            f"<link rel={attribute('alternate')} href={attribute(there)}/>"
            + "".join(
                f"<author><name>{content(str(author))}</name></author>"
                for author in (citation.claimant, *citation.joint_claimants)
            )
            + f"<category term={attribute(standing or 'unknown')}/>"
            f"<summary>{content(citation.place)}</summary></entry>\n"
        )
    yield "</feed>\n"


def _changed(pages: Pages) -> dict[str, str]:
    """Return the last day of each claim that has one."""
    one, *others = (term.n3() for term in _CHANGED)
    rows = pages.library.rows(
        f"SELECT ?claim ?day WHERE {{ {{ ?claim <{APF.statedIn}>/{one} ?day }} "
        + " ".join(f"UNION {{ ?claim {term} ?day }}" for term in others)
        + f" ?claim a <{APF.Claim}> }}"
    )
    changed: dict[str, str] = {}
    for claim, day in rows:
        iri, text = str(claim), str(day)
        changed[iri] = max(text, changed.get(iri, text))
    return changed


def sitemap(addresses: Iterable[str], base_url: str) -> Iterator[str]:
    """Yield a list of all pages; their addresses are relative without a base."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    for address in addresses:
        yield f"<url><loc>{content(base_url + link('index', address))}</loc></url>\n"
    yield "</urlset>\n"


def search_entries(pages: Pages) -> Iterator[str]:
    """Yield a JSON list of everything that can be found, an entry on each line."""
    yield "[\n"
    for n, entry in enumerate(_entries(pages)):
        line = json.dumps(entry, ensure_ascii=False, sort_keys=True)
        yield (",\n" if n else "") + line
    yield "\n]\n"


def _entries(pages: Pages) -> Iterator[dict[str, Any]]:
    for named in name_entries(pages.library):
        if (there := pages.address_of(named.thing.iri)) is not None:
            yield {
                "address": link("index", there),
                "id": named.thing.id,
                "name": named.thing.label,
                "kind": named.kind,
                "aliases": [alias for alias, _ in named.aliases],
            }
    claims = pages.library.of_class(str(APF.Claim))
    for card in pages.library.cards(claims):
        if (there := pages.address_of(card.iri)) is not None:
            yield {
                "address": link("index", there),
                "id": card.citation.claim.id,
                "name": card.citation.summary,
                "kind": "claim",
                "manner": card.manner,
                "standing": card.standing,
                "claimant": card.citation.claimant.label,
                "jointClaimant": [t.label for t in card.citation.joint_claimants],
            }
