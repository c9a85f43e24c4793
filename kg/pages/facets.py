"""What the entries of a list can be chosen by: kind, standing, status, place, year.

Nothing here knows a kind of thing: whatever leads to a place has that place, and
whatever has a status, a first day or claims has those.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.ask.endpoint import batches
from kg.names import APF, RDFS
from kg.pages.library import ClaimCard, Library
from kg.pages.wording import code_words

Facets = dict[str, list[str]]
"""The values of an entry, by what they are of."""

MOST = 5_000
"""Entries of a list that can be chosen from: what a browser filters at once."""

_PLACES = (
    f"?place a/<{RDFS.subClassOf}>* <{APF.Place}> . "
    f"{{ ?x ?p ?place }} UNION {{ ?x <{APF.content}> ?y . ?y ?p ?place }} "
    f"UNION {{ ?x <{APF.content}>/<{APF.measures}> ?y . ?y ?p ?place }} UNION "
    f"{{ ?x <{APF.aboutSubject}>|<{APF.aboutObject}> ?y . ?y ?p ?place }}"
)
_STATUS = f"?x <{APF.currentStatus}> ?value"
_BEGUN = (
    f"{{ ?x <{APF.earliestStart}> ?value }} UNION "
    f"{{ ?span <{APF.spanOf}> ?x ; <{APF.earliestStart}> ?value }}"
)
_PUBLISHED = f"?x <{APF.published}> ?value"
_YEAR, _MONTH = len("2025"), len("2025-06")
"""How long the beginning of a day in ISO 8601 is that names its year, or its month."""

_FEW = 2
"""Up to so many years are parted by months: years would part next to nothing."""


def facets_of(
    library: Library, iris: Sequence[str], cards: Mapping[str, ClaimCard]
) -> dict[str, Facets]:
    """Return what entries can be chosen by; nothing where they are too many.

    ``cards`` are the claims among them, or those that put them forward.
    """
    if len(iris) > MOST:
        return {}
    places = _values(library, iris, _PLACES.replace("?place", "?value"))
    status = _values(library, iris, _STATUS)
    begun = _parted(_values(library, iris, _BEGUN))
    days = _values(library, iris, _PUBLISHED)
    days |= {iri: [card.day] for iri, card in cards.items() if card.day}
    published = _parted(days)
    library.things({place for every in places.values() for place in every})
    facets = {}
    for iri in iris:
        kind = library.kind(iri)
        own: Facets = {"kind": [kind.label] if kind and iri not in cards else []}
        own |= of_card(cards[iri]) if iri in cards else {}
        own["status"] = [code_words(code) for code in status.get(iri, ())]
        own["place"] = [library.thing(place).label for place in places.get(iri, ())]
        own["begun"] = begun.get(iri, [])
        own["published"] = published.get(iri, [])
        facets[iri] = own
    return facets


def of_card(card: ClaimCard) -> Facets:
    """Return what a claim can be chosen by."""
    return {
        "manner": [code_words(card.citation.modality)],
        "standing": [code_words(card.standing)] if card.standing else [],
        "claimant": [
            thing.label
            for thing in (card.citation.claimant, *card.citation.joint_claimants)
        ],
        "published": [card.day[:_YEAR]] if card.day else [],
    }


def of_cards(cards: Iterable[ClaimCard]) -> Facets:
    """Return what several claims together can be chosen by."""
    joined: Facets = {}
    for card in cards:
        for name, values in of_card(card).items():
            joined[name] = sorted({*joined.get(name, ()), *values})
    return joined


def _values(
    library: Library, iris: Iterable[str], pattern: str
) -> dict[str, list[str]]:
    """Return what a pattern finds for some things, sorted."""
    values: dict[str, set[str]] = {}
    for batch in batches(iris):
        where = f"VALUES ?x {{ {batch} }} {pattern}"
        for x, value in library.rows(f"SELECT DISTINCT ?x ?value WHERE {{ {where} }}"):
            values.setdefault(str(x), set()).add(str(value))
    return {x: sorted(every) for x, every in values.items()}


def _parted(days: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Return the years that days are of; the months, where there are few years."""
    years = {day[:_YEAR] for every in days.values() for day in every}
    long = _YEAR if len(years) > _FEW else _MONTH
    return {iri: sorted({day[:long] for day in every}) for iri, every in days.items()}
