"""What speaks for and against an entity: the terms of its score, with their reasons.

The weights were set by hand on the half of ``tests/match/mentions.csv`` that is for
tuning and on ``linking_dev.csv``; ``benchmarks/linking.py`` prints what they come to,
and ``benchmarks/linking_folds.py`` what on folds and halves that nobody looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log2

from kg.match.countries import countries
from kg.match.entity import Entity
from kg.match.kinds import PLACES, codes_of, country_of, fits, kinds_of
from kg.match.letters import SAME
from kg.match.likeness import country_of_words, similarity
from kg.match.names import has_case, is_small, plain
from kg.match.naming import weigh_name
from kg.match.senses import KnownMention
from kg.match.spellings import content

NAME, ATTESTED = 0.72, 0.2
"""What the very name weighs, and attestation: a name alone is below a match."""

_FULLY = 3.0
"""Doublings of one attestation that count in full: seven lists, or languages."""

TYPE_FITS, OTHER_TYPE = 0.06, -0.3  # the thing's class against the entity's types
PROPER_FOR_COMMON, COMMON_FOR_PROPER = -0.35, -0.3  # each more than a match has over
KIND_FITS, OTHER_KIND = 0.08, -0.12  # twice and three times the gap between two
TOWN, PROVINCE, PROVINCE_BESIDE_CAPITAL = 0.02, -0.01, -0.1
"""A name alone is that of a town more often than of its province or district."""

NOT_A_PEOPLE, MORE_A_PEOPLE, ADJECTIVE = -0.08, -0.06, -0.1  # nothing else is known
NO_PLACE, NO_ACTOR = -0.06, -0.12  # the text may use a name loosely, so not much
COUNTRY_SPOKEN_OF, IN_A_COUNTRY_SPOKEN_OF = 0.2, 0.08  # the country itself; a thing
BRANCH, OTHER_COUNTRY, UNMENTIONED_COUNTRY = -0.08, -0.2, -0.03  # the other way round

MOST_OF_ANOTHER_TYPE, MOST_OF_A_DISAMBIGUATION = 0.6, 0.3
"""The most that anything else can bring such an entity to: never a match, and for a
page that lists namesakes not even worth a look."""

_DIGITS = 4
"""Digits of a score: the weights have two, and noise of a sum of floats is cut off."""

_KINDS = {
    "settlement": "a town",
    "admin1": "a province",
    "admin2": "a district",
    "water": "a water",
}

Term = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score, 0 to 1, and what speaks for and against it.

    ``sure`` says that its name is the mention's, and not one that is only alike;
    ``own`` that it is its label, letter for letter, or what all call this country.
    ``spoken`` is what it has for being a country that the text speaks of.
    """

    entity: Entity
    score: float
    reasons: tuple[str, ...]
    sure: bool = True
    own: bool = False
    spoken: float = 0.0


def weigh(known: KnownMention, entity: Entity) -> Scored:
    """Return a candidate with its score and reasons, that of the name first."""
    fit = weigh_name(known, entity)
    terms = [
        (NAME * fit.score, fit.why),
        (ATTESTED * min(1.0, log2(1 + entity.sources) / _FULLY), _lists(entity)),
        *_type(known, entity),
        *_letters(known, entity),
        *_place(known, entity),
        *_country(known, entity),
    ]
    score = sum(weight for weight, _ in terms)
    if fits(known.mention.cls, entity) is False:
        score = min(score, MOST_OF_ANOTHER_TYPE)
    if "disambiguation" in kinds_of(entity):
        score = min(score, MOST_OF_A_DISAMBIGUATION)
    score = round(max(0.0, min(1.0, score)), _DIGITS)
    alike = similarity(known.mention, entity)
    spoken = COUNTRY_SPOKEN_OF * known.around.countries.get(country_of(entity), 0.0)
    called = countries().names.get(plain(known.mention.name), ())
    own = (alike.how == "label" and alike.score == SAME) or country_of(entity) in called
    return Scored(
        entity, score, tuple(why for _, why in terms if why), fit.sure, own, spoken
    )


def _lists(entity: Entity) -> str:
    if not entity.sources:
        return "suggested by one list"
    return f"attested {entity.sources} times" if entity.sources > 1 else ""


def _type(known: KnownMention, entity: Entity) -> Iterator[Term]:
    fit = fits(known.mention.cls, entity)
    if fit is True:
        yield TYPE_FITS, f"is of a type that fits {known.mention.cls}"
    elif fit is False:
        types = ", ".join(sorted(kinds_of(entity)))
        yield OTHER_TYPE, f"is of type {types}, not {known.mention.cls}"


def _letters(known: KnownMention, entity: Entity) -> Iterator[Term]:
    """Compare capitals: a class or concept has a label in small letters.

    Where the script of the mention, or of every name of the entity, has no capitals,
    this says nothing.
    """
    shown = next(filter(has_case, (entity.label, *entity.aliases)), "")
    if not shown or not has_case(known.mention.name):
        return
    if known.senses.common and not is_small(shown):
        yield PROPER_FOR_COMMON, "is a proper name, which the mention is not"
    elif not known.senses.common and is_small(shown):
        yield COMMON_FOR_PROPER, "is a common noun, and the mention a proper name"


def _place(known: KnownMention, entity: Entity) -> Iterator[Term]:
    kinds, senses = kinds_of(entity), known.senses
    kind, role = known.around.kind, known.around.role
    if kind and kinds & PLACES:
        wanted = "place" if kind == "water" else kind
        if wanted in kinds:
            yield KIND_FITS, f"is {_KINDS[kind]}, as the text says"
        else:
            yield OTHER_KIND, f"is not {_KINDS[kind]}, which the text speaks of"
    elif not kind and "settlement" in kinds:
        yield TOWN, ""
    elif not kind and kinds & {"admin1", "admin2"}:
        yield PROVINCE_BESIDE_CAPITAL if senses.capital_of else PROVINCE, ""
    if role == "people" and not kinds:
        yield NOT_A_PEOPLE, "is not known to be a people, and the text speaks of one"
    if senses.people_of and not kinds:
        yield MORE_A_PEOPLE, "the name is more often said of a country's people"
    elif senses.adjective and not kinds - PLACES and not country_of(entity):
        why = "is not known to be a people, and the mention an adjective"
        yield ADJECTIVE, why
    if role == "place" and kinds and not kinds & PLACES:
        yield NO_PLACE, "is no place, and the text speaks of one"
    town = bool(kinds & PLACES) and "country" not in kinds
    if role == "actor" and senses.capital_of and (town or not kinds):
        yield NO_ACTOR, "the text speaks of one who acts"


def _country(known: KnownMention, entity: Entity) -> Iterator[Term]:
    if code := country_of(entity):
        if weight := known.around.countries.get(code):
            yield COUNTRY_SPOKEN_OF * weight, f"the text speaks of {_named(code)}"
        return
    spoken_of, has = known.countries, codes_of(entity)
    branch = _branch(known, entity)
    if branch and not spoken_of.get(branch):
        why = f"is the one in {_named(branch)}, and the text does not speak of it"
        yield BRANCH, why
    agree = max((spoken_of.get(code, 0.0) for code in has), default=0.0)
    if agree:
        best = max(sorted(has), key=lambda code: spoken_of.get(code, 0.0))
        why = f"belongs to {_named(best)}, as in the text"
        yield IN_A_COUNTRY_SPOKEN_OF * agree, why
    elif has and known.mention.countries:
        why = f"belongs to {_named(sorted(has)[0])}, the mention does not"
        yield OTHER_COUNTRY, why
    elif has and spoken_of:
        yield UNMENTIONED_COUNTRY, ""


def _branch(known: KnownMention, entity: Entity) -> str:
    """Return the code of the country that another name of the entity is limited to."""
    if kinds_of(entity) & PLACES:
        return ""
    mine = content(known.mention.name)
    for name in entity.aliases:
        its = content(name)
        extra = tuple(word for word in its if word not in mine)
        longer = extra and len(its) == len(mine) + len(extra)
        if longer and (code := country_of_words(extra)):
            return code
    return ""


def _named(code: str) -> str:
    country = countries().known.get(code)
    return country.name if country else code
