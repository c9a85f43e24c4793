"""What speaks for and against an entity: the terms of its score, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import log2

from kg.link.context import Around
from kg.link.countries import countries
from kg.link.entity import Entity, Mention
from kg.link.kinds import PLACES, fits, kinds_of
from kg.link.names import plain
from kg.link.readings import Reading
from kg.link.similar import Similarity, similarity

_NAME, _ATTESTED, _FULLY = 0.72, 0.2, 3.0
_LONGEST = 4

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
    if stands and ("country" in kinds_of(entity) or entity.countries == ("EU",)):
        own_name = found.how == "label" and found.name == entity.label
        if stands[0] > found.score or not own_name:
            return stands
    score = found.score
    if found.country:
        has = codes_of(entity)
        there = found.country in has
        told = known.around.countries.get(found.country, 0) > 0
        if found.how == "short for" and not told:
            score = min(score, 0.6)
        if found.how.startswith("with") and not there:
            score = min(score, 0.45)
    elif known.reading.office and score > 0.6:
        has = codes_of(entity)
        if not any(known.around.countries.get(code, 0) for code in has):
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
    codes = set(entity.countries[:1])
    key = plain(known.mention.name)
    table = countries()
    names = {plain(entity.label), *map(plain, entity.aliases)}
    if codes & set(known.reading.people_of):
        share = 1 if len(known.reading.people_of) == 1 else 0.9
        return 0.97 * share, f"“{known.mention.name}” is said of its people"
    if codes & set(known.reading.capital_of) and plain(table.known[next(iter(codes))].name) != key:
        role = known.around.role
        score = {"actor": 0.97, "place": 0.5}.get(role, 0.8)
        del names
        return score, f"{known.mention.name} is its capital and may stand for it"
    return None


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
            yield 0.08, f"is a {kind} as the text says"
        else:
            yield -0.12, f"is no {kind}, as the text says it is"
    elif not kind and "settlement" in kinds:
        yield 0.02, ""
    if role == "place" and kinds and not kinds & PLACES:
        yield -0.06, "is no place, and the text speaks of one"
    capital = known.reading.capital_of
    if role == "actor" and capital and kinds & PLACES and "country" not in kinds:
        yield -0.12, "the text speaks of one who acts"
    if role == "actor" and capital and not kinds:
        yield -0.12, "the text speaks of one who acts"


def _country(known: Known, entity: Entity) -> Iterator[Term]:
    told = known.around.countries
    if "country" in kinds_of(entity):
        own = [c for c in entity.countries if c in told]
        if own:
            yield 0.06 * told[own[0]], f"the text speaks of {_named(own[0])}"
        return
    has = codes_of(entity)
    agree = max((told.get(code, 0.0) for code in has), default=0.0)
    if agree:
        best = max(sorted(has), key=lambda code: told.get(code, 0.0))
        yield 0.08 * agree, f"belongs to {_named(best)}, as in the text"
    elif has and known.mention.countries:
        yield -0.2, f"belongs to {_named(sorted(has)[0])}, the mention does not"
    elif has and told:
        yield -0.03, ""


def _named(code: str) -> str:
    country = countries().known.get(code)
    return country.name if country else code


@lru_cache(1 << 14)
def codes_of(entity: Entity) -> frozenset[str]:
    """Return the codes of the countries that an entity's data or its label names."""
    found = set(entity.countries)
    if not found:
        table = countries()
        label = plain(entity.label).split()
        for length in range(_LONGEST, 0, -1):
            for at in range(len(label) - length + 1):
                words = " ".join(label[at : at + length])
                codes = table.names.get(words) or table.demonyms.get(words) or ()
                found |= set(codes) if len(codes) == 1 and not found else set()
    return frozenset(found)
