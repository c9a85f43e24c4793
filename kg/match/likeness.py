"""How like each other the names of a mention and of an entity are, and in what way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from kg.match.countries import countries
from kg.match.entity import Entity, Mention
from kg.match.names import (
    content,
    fold,
    initials,
    is_acronym,
    of_people,
    plain,
    singular,
    sound,
    words,
)

LABEL, ALIAS, SPELLING, ORDER, SINGULAR = 1.0, 0.95, 0.95, 0.92, 0.95
ACRONYM, SHORTENED, COMPLETED = 0.90, 0.86, 0.88
MISSING, PART, FUZZY = 0.45, 0.5, 0.75
"""Scores of the ways in which a name is found, from the very label downwards.

Names that differ in letters or in words are below what is ever accepted unseen."""

_CLOSE, _ARTICLE, _BESIDES = 85.0, 0.05, 0.05


@dataclass(frozen=True, slots=True)
class Similarity:
    """The best pair of names: how good (0..1), the entity's name, and in what way.

    ``said`` is the mention's name. ``country`` is the code of a country that only one
    of the two names has: it must come from elsewhere.
    """

    score: float
    name: str = ""
    how: str = ""
    country: str = ""
    said: str = ""


NOT_ALIKE = Similarity(0.0)


@lru_cache(1 << 14)
def similarity(mention: Mention, entity: Entity) -> Similarity:
    """Compare all names of a mention with all names of an entity."""
    best = NOT_ALIKE
    names = ((entity.label, LABEL), *((alias, ALIAS) for alias in entity.aliases))
    for said in dict.fromkeys((mention.name, *mention.names)):
        for name, full in names:
            found = _compare(said, name, full)
            score = found.score - (_BESIDES if said != mention.name else 0)
            if score > best.score:
                best = replace(found, score=score, said=said)
            if best.score == LABEL:
                return best
    return best


def _compare(said: str, name: str, full: float) -> Similarity:
    if _unarticled(said) == _unarticled(name):
        if _shouted(said, name):
            return Similarity(SHORTENED, name, "in other letters")
        return Similarity(full, name, "label" if full == LABEL else "alias")
    if fold(said) == fold(name):
        article = len(plain(said).split()) != len(plain(name).split())
        worse = _ARTICLE if article else 0
        return Similarity(SPELLING + full - 1 - worse, name, "another spelling of")
    mine, its = content(said), content(name)
    if mine == its:
        return Similarity(ORDER + full - 1, name, "the same words as")
    if (people := of_people(name)) and fold(said) == fold(people):
        return Similarity(COMPLETED + full - 1, name, "the name of the")
    if said.islower() and fold(singular(said)) == fold(name):
        return Similarity(SINGULAR, name, "the plural of")
    if is_acronym(said) and plain(said) in _acronyms(name):
        return Similarity(ACRONYM + full - 1, name, "the initials of")
    if is_acronym(name) or is_acronym(said):
        return NOT_ALIKE
    return _by_words(mine, its, said, name, full)


def _shouted(said: str, name: str) -> bool:
    """Whether letters differ in size as those of ``WHO`` and ``The Who`` do."""
    said, name = said.removeprefix("the "), name.removeprefix("The ")
    if is_acronym(said):
        return not is_acronym(name) and not name.islower()
    later = [
        (a[:1], b[:1]) for a, b in zip(said.split()[1:], name.split()[1:], strict=False)
    ]
    return any(a.isupper() and b.islower() and a.lower() == b for a, b in later)


def _unarticled(name: str) -> str:
    return plain(name).removeprefix("the ")


@lru_cache(1 << 15)
def _acronyms(name: str) -> frozenset[str]:
    whole = initials(name)
    rest = initials(_without_country(name))
    return frozenset({whole, rest} - {""})


def _without_country(name: str) -> str:
    key = " ".join(words(name))
    for country in ("united states", "united kingdom", "us", "uk"):
        if key.startswith(country + " "):
            return key.removeprefix(country + " ")
    return key


def _by_words(
    mine: tuple[str, ...], its: tuple[str, ...], said: str, name: str, full: float
) -> Similarity:
    missing = tuple((Counter(mine) - Counter(its)).elements())
    extra = tuple((Counter(its) - Counter(mine)).elements())
    kept = len(mine) - len(missing)
    if not missing and kept:
        country = country_of_words(extra)
        if country:
            return Similarity(COMPLETED + full - 1, name, "short for", country)
        return Similarity(PART * kept / len(its), name, "part of")
    if not extra and kept:
        country = country_of_words(missing)
        if country:
            return Similarity(COMPLETED + full - 1, name, "with its country,", country)
        return Similarity(
            MISSING * kept / len(mine), name, f"more than ({' '.join(missing)})"
        )
    if _initialled(said, name):
        return Similarity(SHORTENED + full - 1, name, "a shortened form of")
    close = ratio(plain(said), plain(name), score_cutoff=_CLOSE)
    if close and len(plain(said)) > 4 and not _numbered(missing + extra):
        return Similarity(FUZZY * close / 100, name, "almost")
    if kept and kept * 2 >= len(mine):
        return Similarity(
            MISSING * kept / max(len(mine), len(its)), name, "somewhat like"
        )
    return NOT_ALIKE


def _numbered(differing: tuple[str, ...]) -> bool:
    return any(c.isdigit() for word in differing for c in word)


def _initialled(said: str, name: str) -> bool:
    """Whether two names of a person differ only in a first name cut to its initial."""
    mine, its = plain(said).split(), plain(name).split()
    if len(mine) != len(its) or len(mine) < 2 or mine[-1] != its[-1]:
        return False
    pairs = list(zip(mine[:-1], its[:-1], strict=True))
    return all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in pairs)


@lru_cache(1)
def _country_words() -> dict[tuple[str, ...], str]:
    table = countries()
    found: dict[tuple[str, ...], str] = {}
    for index in (table.demonyms, table.names):
        for word, codes in index.items():
            if len(codes) == 1:
                found[content(word)] = codes[0]
    return found


def country_of_words(found: tuple[str, ...]) -> str:
    """Return the code of the country that folded words, all of them, name, or ""."""
    key = tuple(sorted(found))
    known = _country_words()
    if not key:
        return ""
    if key in known:
        return known[key]
    drop = tuple(word for word in key if word not in _FORMS)
    return known.get(drop, "") if drop else ""


_FORMS = frozenset(map(sound, ("federal", "national", "state", "islamic", "republic")))
