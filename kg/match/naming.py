"""How well the name of an entity fits a mention, and what may stand for a country."""

from __future__ import annotations

from kg.match.countries import countries
from kg.match.entity import Entity
from kg.match.kinds import PLACES, kinds_of
from kg.match.known import Known, codes_of, country_of, told_of
from kg.match.likeness import Similarity, similarity
from kg.match.names import is_acronym, plain

_SEAT = 0.08
"""A town that is the seat of a union stands for it more often than for its country."""


def weigh_name(known: Known, entity: Entity) -> tuple[float, str]:
    """Return how well the name fits, 0 to 1, with stand-ins and what is missing."""
    found = similarity(known.mention, entity)
    stands = _stand_in(known, entity)
    if stands:
        own_name = found.how == "label" and found.name == entity.label
        if stands[0] > found.score or not own_name:
            return stands
    score = found.score
    if _code(known, entity):
        return min(score, 0.6), "has this code"
    if is_acronym(found.said) and entity.sources < 2 and not kinds_of(entity):
        return min(score, 0.88), f"{_how(found)}, as much else may have"
    if found.how == "alias" and _adjective(found.name, entity):
        return min(score, 0.86), f"“{found.name}” is said of its people"
    if found.country:
        has = codes_of(entity)
        there = found.country in has
        told = found.country in told_of(known)
        if found.how == "short for" and not told:
            score = min(score, 0.6)
        if found.how.startswith("with") and not there:
            score = min(score, 0.45)
    elif known.reading.office and score > 0.6:
        has = codes_of(entity)
        if has.isdisjoint(told_of(known)):
            score = min(score, 0.6)
            return score, f"{_how(found)}, of which country is not told"
    return score, _how(found)


def _how(found: Similarity) -> str:
    if found.how == "label":
        return "has this name"
    if found.how == "alias":
        return "is also called so"
    return f"the mention is {found.how} “{found.name}”" if found.how else "another name"


def _stand_in(known: Known, entity: Entity) -> tuple[float, str] | None:
    """Return how well a country fits a mention of its people or its capital."""
    code = country_of(entity)
    said = known.mention.name
    if code and code in known.reading.people_of:
        share = 1.0 if len(known.reading.people_of) == 1 else 0.9
        return 0.97 * share, f"“{said}” is said of its people"
    capital = known.reading.capital_of
    if code in capital and plain(countries().known[code].name) != plain(said):
        score = {"actor": 0.97, "place": 0.5}.get(known.around.role, 0.93)
        if "EU" in capital and code != "EU":
            score -= _SEAT
        return score, f"{said} is its capital and may stand for it"
    return None


def _code(known: Known, entity: Entity) -> bool:
    """Whether a mention is a code of two letters, which texts do not use as a name."""
    key = plain(known.mention.name)
    coded = len(key) == 2 and kinds_of(entity) & {"country", "admin1"}
    return bool(coded) and key not in ("us", "uk", "eu")


def _adjective(name: str, entity: Entity) -> bool:
    """Whether a name of a place is that of its people, as lists give it."""
    alias, label = plain(name), plain(entity.label)
    stem = alias[:4] == label[:4] and alias.endswith(("s", "n", "i", "ish", "ese"))
    return stem and " " not in alias and bool(kinds_of(entity) & PLACES)
