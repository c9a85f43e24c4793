"""What speaks for and against an entity: the terms of its score, with their reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import log2

from kg.link.context import Around
from kg.link.countries import countries
from kg.link.entity import Entity, Mention
from kg.link.kinds import PLACES, fits, kinds_of
from kg.link.names import content, is_acronym, plain
from kg.link.readings import Reading
from kg.link.similar import Similarity, country_of_words, similarity

_NAME, _ATTESTED, _FULLY = 0.72, 0.2, 3.0
_SEAT = 0.08
_OF_ANOTHER_TYPE = 0.6
"""A town that is the seat of a union stands for it more often than for its country."""

_KINDS = {
    "settlement": "a town",
    "admin1": "a province",
    "admin2": "a district",
    "water": "a water",
}

Term = tuple[float, str]


@dataclass(frozen=True)
class Known:
    """All that is known of a mention."""

    mention: Mention
    around: Around
    reading: Reading


def weigh(known: Known, entity: Entity) -> tuple[float, tuple[str, ...]]:
    """Return the score of a candidate, 0 to 1, and its reasons, the name first."""
    name, why = _name(known, entity)
    terms = [
        (_NAME * name, why),
        (_ATTESTED * min(1.0, log2(1 + entity.sources) / _FULLY), _lists(entity)),
        *_type(known, entity),
        *_letters(known, entity),
        *_place(known, entity),
        *_country(known, entity),
    ]
    score = sum(weight for weight, _ in terms)
    if fits(known.mention.cls, entity) is False:
        score = min(score, _OF_ANOTHER_TYPE)
    if "disambiguation" in kinds_of(entity):
        score, why = min(score, 0.3), "a disambiguation page"
    score = round(max(0.0, min(1.0, score)), 4)
    return score, tuple(reason for _, reason in terms if reason)


def _lists(entity: Entity) -> str:
    if not entity.sources:
        return "suggested by one list"
    return f"attested {entity.sources} times" if entity.sources > 1 else ""


def _name(known: Known, entity: Entity) -> Term:
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
        told = found.country in _told(known)
        if found.how == "short for" and not told:
            score = min(score, 0.6)
        if found.how.startswith("with") and not there:
            score = min(score, 0.45)
    elif known.reading.office and score > 0.6:
        has = codes_of(entity)
        if has.isdisjoint(_told(known)):
            score = min(score, 0.6)
            return score, f"{_how(found)}, of which country is not told"
    return score, _how(found)


def _how(found: Similarity) -> str:
    if found.how == "label":
        return "has this name"
    if found.how == "alias":
        return "is also called so"
    return f"the mention is {found.how} “{found.name}”" if found.how else "another name"


def _stand_in(known: Known, entity: Entity) -> Term | None:
    """Return how well a country fits a mention of its people or its capital."""
    code = _is_country(entity)
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


@lru_cache(1 << 14)
def _is_country(entity: Entity) -> str:
    """Return the code of the country, or union, that an entity is, or ""."""
    table = countries().known
    names = {plain(entity.label), *map(plain, entity.aliases)}
    for code in entity.countries:
        if code in table and plain(table[code].name) in names:
            return code
    return (
        entity.countries[0]
        if entity.countries and "country" in kinds_of(entity)
        else ""
    )


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


def _told(known: Known) -> dict[str, float]:
    """Return the countries that text and name speak of, with their weights."""
    return known.around.countries | dict.fromkeys(known.around.named, 1.0)


def _type(known: Known, entity: Entity) -> Iterator[Term]:
    fit = fits(known.mention.cls, entity)
    if fit is True:
        yield 0.06, f"is of a type that fits {known.mention.cls}"
    elif fit is False:
        told = ", ".join(sorted(kinds_of(entity)))
        yield -0.3, f"is of type {told}, not {known.mention.cls}"


def _letters(known: Known, entity: Entity) -> Iterator[Term]:
    """Compare capitals: a class or concept has a label in small letters."""
    small = entity.label == entity.label.lower() and entity.label.isascii()
    if known.reading.common and not small:
        yield -0.35, "is a proper name, which the mention is not"
    elif not known.reading.common and small:
        yield -0.3, "is a common noun, and the mention a proper name"


def _place(known: Known, entity: Entity) -> Iterator[Term]:
    kinds = kinds_of(entity)
    kind, role = known.around.kind, known.around.role
    if kind and kinds & PLACES:
        wanted = "place" if kind == "water" else kind
        if wanted in kinds:
            yield 0.08, f"is {_KINDS[kind]}, as the text says"
        else:
            yield -0.12, f"is not {_KINDS[kind]}, which the text speaks of"
    elif not kind and "settlement" in kinds:
        yield 0.02, ""
    elif not kind and kinds & {"admin1", "admin2"}:
        yield (-0.1 if known.reading.capital_of else -0.01), ""
    if role == "people" and not kinds:
        yield -0.08, "is not known to be a people, and the text speaks of one"
    if known.reading.people_of and not kinds:
        yield -0.06, "the name is more often said of a country's people"
    elif (
        known.reading.adjective
        and (kinds & PLACES or not kinds)
        and not _is_country(entity)
    ):
        yield -0.1, "is not known to be a people, and the mention an adjective"
    if role == "place" and kinds and not kinds & PLACES:
        yield -0.06, "is no place, and the text speaks of one"
    capital = known.reading.capital_of
    if role == "actor" and capital and kinds & PLACES and "country" not in kinds:
        yield -0.12, "the text speaks of one who acts"
    if role == "actor" and capital and not kinds:
        yield -0.12, "the text speaks of one who acts"


def _country(known: Known, entity: Entity) -> Iterator[Term]:
    told = known.around.countries
    if code := _is_country(entity):
        if code in told:
            yield 0.2 * told[code], f"the text speaks of {_named(code)}"
        return
    told = _told(known)
    has = codes_of(entity)
    branch = _branch(known, entity)
    if branch and not told.get(branch):
        yield (
            -0.08,
            f"is the one in {_named(branch)}, and the text does not speak of it",
        )
    agree = max((told.get(code, 0.0) for code in has), default=0.0)
    if agree:
        best = max(sorted(has), key=lambda code: told.get(code, 0.0))
        yield 0.08 * agree, f"belongs to {_named(best)}, as in the text"
    elif has and known.mention.countries:
        yield -0.2, f"belongs to {_named(sorted(has)[0])}, the mention does not"
    elif has and told:
        yield -0.03, ""


def _branch(known: Known, entity: Entity) -> str:
    """Return the code of the country that another name of the entity is limited to."""
    mine = content(known.mention.name)
    for name in entity.aliases:
        its = content(name)
        extra = tuple(w for w in its if w not in mine)
        if (
            extra
            and len(its) == len(mine) + len(extra)
            and not kinds_of(entity) & PLACES
        ):
            code = country_of_words(extra)
            if code:
                return code
    return ""


def _named(code: str) -> str:
    country = countries().known.get(code)
    return country.name if country else code


@lru_cache(1 << 14)
def codes_of(entity: Entity) -> frozenset[str]:
    """Return the codes of the countries that an entity's data or its label names."""
    return frozenset(entity.countries or countries().named_in(entity.label)[:1])
