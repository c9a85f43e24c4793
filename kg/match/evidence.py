"""What speaks for and against an entity: the terms of its score, with their reasons."""

from __future__ import annotations

from collections.abc import Iterator
from math import log2

from kg.match.countries import countries
from kg.match.entity import Entity
from kg.match.kinds import PLACES, fits, kinds_of
from kg.match.known import Known, codes_of, country_of, told_of
from kg.match.likeness import country_of_words
from kg.match.names import content
from kg.match.naming import weigh_name

_NAME, _ATTESTED, _FULLY = 0.72, 0.2, 3.0
_OF_ANOTHER_TYPE = 0.6

_KINDS = {
    "settlement": "a town",
    "admin1": "a province",
    "admin2": "a district",
    "water": "a water",
}

Term = tuple[float, str]


def weigh(known: Known, entity: Entity) -> tuple[float, tuple[str, ...]]:
    """Return the score of a candidate, 0 to 1, and its reasons, the name first."""
    name, why = weigh_name(known, entity)
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
        score = min(score, 0.3)
    score = round(max(0.0, min(1.0, score)), 4)
    return score, tuple(reason for _, reason in terms if reason)


def _lists(entity: Entity) -> str:
    if not entity.sources:
        return "suggested by one list"
    return f"attested {entity.sources} times" if entity.sources > 1 else ""


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
    elif known.reading.adjective and not kinds - PLACES and not country_of(entity):
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
    if code := country_of(entity):
        if code in told:
            yield 0.2 * told[code], f"the text speaks of {_named(code)}"
        return
    told = told_of(known)
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
