"""How well the name of an entity fits a mention, and what may stand for a country.

The scores were set by hand so that the traps of ``tests/match/test_linker.py`` come out
right, and checked on the mentions of ``benchmarks/linking.py``.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.match.borrowed import borrowed
from kg.match.countries import countries
from kg.match.entity import Entity
from kg.match.kinds import PLACES, codes_of, country_of, kinds_of
from kg.match.likeness import SPELLING, Likeness, similarity
from kg.match.names import is_acronym, normal, plain
from kg.match.senses import KnownMention

PEOPLE, PEOPLE_OF_MANY = 0.97, 0.873
"""The name of a people for its country; *Congolese* are the people of two."""

CAPITAL, CAPITAL_BY_ROLE = 0.93, {"actor": 0.97, "place": 0.5}
"""The name of a capital for its country, by what the text says of its role."""

_SEAT = 0.08
"""A town that is the seat of a union stands for it more often than for its country."""

CODE, OFFICE, ELSEWHERE = 0.6, 0.6, 0.45
"""The most for a code as a name; an office, if the text does not say of which country;
and a name with its country, if the entity is not of that country."""

MUCH_ELSE, OF_ITS_PEOPLE = 0.88, 0.86
"""The most for an acronym of what hardly any list has, and for a word that is the
people's: below what a name needs that only its attestation speaks for."""

ALIKE = 0.75
"""Names that are only alike weigh so much less."""

_OWN_CODES = ("us", "uk", "eu")
"""Codes that texts do use as names."""

_STEM = 4
"""Letters that a country and its people have in common: *Afgh-*, *Paki-*, *Iraq-*."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a name fits, 0 to 1, why, and whether it is more than alike."""

    score: float
    why: str
    sure: bool = True


def weigh_name(known: KnownMention, entity: Entity) -> Fit:
    """Return how well the name fits, with stand-ins and what is missing."""
    alike = similarity(known.mention, entity)
    stands = _stand_in(known, entity)
    if stands:
        own_name = alike.how == "label" and alike.name == entity.label
        if stands.score > alike.score or not own_name:
            return stands
    half = alike.how == "short for" and "country" in kinds_of(entity)  # as *Arabia*
    if not alike.sure or half or borrowed(alike.name, entity):
        return Fit(alike.score * ALIKE, _how(alike), sure=False)
    most, why = _limit(known, entity, alike)
    return Fit(min(alike.score, most), why or _how(alike))


def _limit(known: KnownMention, entity: Entity, alike: Likeness) -> tuple[float, str]:
    """Return the most that a name may count for, and why if that is to be told."""
    if _code(known, entity):
        return CODE, "has this code"
    if is_acronym(alike.asked) and entity.sources < 2 and not kinds_of(entity):
        return MUCH_ELSE, f"{_how(alike)}, as much else may have"
    if alike.how == "alias" and _adjective(alike.name, entity):
        return OF_ITS_PEOPLE, f"“{alike.name}” is said of its people"
    if alike.country:
        if alike.how.startswith("with") and alike.country not in codes_of(entity):
            return ELSEWHERE, ""
        if alike.how == "short for" and alike.country not in known.countries:
            return OFFICE, ""
        return 1.0, ""
    home = not codes_of(entity).isdisjoint(known.countries)
    if known.senses.office and not home and alike.score > OFFICE:
        return OFFICE, f"{_how(alike)}, of which country is not told"
    return 1.0, ""


def _how(alike: Likeness) -> str:
    if alike.how == "label":
        return "has this name"
    if alike.how == "alias":
        return "is also called so"
    return f"the mention is {alike.how} “{alike.name}”" if alike.how else "another name"


def _stand_in(known: KnownMention, entity: Entity) -> Fit | None:
    """Return how well a country fits a mention of its people or its capital."""
    code, name = country_of(entity), known.mention.name
    people, capital = known.senses.people_of, known.senses.capital_of
    called = known.senses.called
    if code and code in called:
        score = SPELLING if len(called) == 1 else PEOPLE_OF_MANY
        return Fit(score, f"“{name}” is what it is called in another language")
    if code and code in people:
        score = PEOPLE if len(people) == 1 else PEOPLE_OF_MANY
        return Fit(score, f"“{name}” is said of its people")
    if code in capital and plain(countries().known[code].name) != plain(name):
        score = CAPITAL_BY_ROLE.get(known.around.role, CAPITAL)
        if "EU" in capital and code != "EU":
            score -= _SEAT
        return Fit(score, f"{name} is its capital and may stand for it")
    return None


def _code(known: KnownMention, entity: Entity) -> bool:
    """Tell whether a mention is a code of two letters, which texts do not use so."""
    key = normal(known.mention.name)
    coded = len(key) == 2 and key.isascii() and kinds_of(entity) & {"country", "admin1"}
    return bool(coded) and key not in _OWN_CODES


def _adjective(name: str, entity: Entity) -> bool:
    """Tell whether a name of a place is that of its people, as lists give it."""
    alias, label = plain(name), plain(entity.label)
    same = alias[:_STEM] == label[:_STEM]
    people = same and alias.endswith(("s", "n", "i", "ish", "ese"))
    return people and " " not in alias and bool(kinds_of(entity) & PLACES)
