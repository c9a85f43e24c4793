"""How like each other two names are, and in what way: one measure for all that asks.

``kg link`` holds a mention against the names of an entity, the reconciliation service
what a client asks for against the names of the graph's things. Both go by the worths
below; what else they know (a text around the name; properties) they weigh themselves.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.match.context import listed
from kg.match.countries import countries
from kg.match.entity import Entity, Mention
from kg.match.letters import SAME, WORTH, NameKind, letters, worth
from kg.match.names import forms, is_acronym, is_small, normal, plain
from kg.match.spellings import (
    content,
    fold,
    initials,
    of_people,
    singular,
    sound,
    words,
)

SPELLING, SINGULAR, ORDER = 0.95, 0.95, 0.92
"""Ways of being the same name, and what each is worth, less by what else may be meant.
Checked with ``benchmarks/linking.py``, on the mentions that are for tuning."""

ARTICLE, ACRONYM, COMPLETED, SHORTENED = 0.90, 0.90, 0.88, 0.86
"""Ways that leave something out: *a* or *al*, words, the country, a first name."""

MISSING, PART = 0.45, 0.5
"""The most for a name with a word more than the other, and with a word less."""

ALMOST = 0.85
"""Letters alike from here on are the same name with a slip: one letter of seven."""

_SHORT = 4
"""Names of so many letters are other names with a letter changed: *Iran*, *Mali*."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The best pair of names: how good (0..1), the entity's name, and in what way.

    ``asked`` is the mention's name. ``country`` is the code of a country that only one
    of the two names has: it must come from elsewhere. ``sure`` says that it is the same
    name, as far as names go, and not one that is only alike.
    """

    score: float
    name: str = ""
    how: str = ""
    country: str = ""
    asked: str = ""
    sure: bool = True


NOT_ALIKE = Likeness(0.0, sure=False)


@lru_cache(1 << 14)  # a mention is compared as a candidate, and again when weighed
def similarity(mention: Mention, entity: Entity) -> Likeness:
    """Compare all names of a mention with all names of an entity."""
    best = NOT_ALIKE
    kinds = {entity.label: NameKind.LABEL}
    kinds = dict.fromkeys(entity.aliases, NameKind.ALIAS) | kinds
    for asked in dict.fromkeys((mention.name, *mention.names)):
        for name, kind in sorted(kinds.items(), key=lambda item: item[1]):
            alike = likeness(asked, name)
            score = worth(alike.score, kind)
            if asked != mention.name:
                score = worth(score, NameKind.ALIAS)
            if (alike.sure, score) > (best.sure, best.score):
                how = alike.how or kind.name.lower()
                best = replace(alike, score=score, how=how, name=name, asked=asked)
            if best.score == SAME:
                return best
    return best


def likeness(asked: str, name: str) -> Likeness:
    """Compare two names; ``how`` is "" where nothing differs."""
    return _same(asked, name) or _alike(asked, name)


def _same(asked: str, name: str) -> Likeness | None:
    """Return in what way two names are the same, as far as letters and words tell."""
    if not {*forms(asked)}.isdisjoint(forms(name)):
        if _shouted(asked, name):
            return Likeness(SHORTENED, how="in other letters")
        return Likeness(SAME)
    if _a_word(asked):
        return None
    if fold(asked) == fold(name) != "":
        return spelling(asked, name)
    if content(asked) == content(name) != ():
        return Likeness(ORDER, how="the same words as", sure=_latin(asked, name))
    if (people := of_people(name)) and fold(asked) == fold(people):
        return Likeness(COMPLETED, how="the name of the")
    if is_small(asked) and fold(singular(asked)) == fold(name):
        return Likeness(SINGULAR, how="the plural of")
    if is_acronym(asked) and plain(asked) in _acronyms(name):
        return Likeness(ACRONYM, how="the initials of")
    return None


def spelling(asked: str, name: str) -> Likeness:
    """Compare two names of equal :func:`kg.match.spellings.fold`.

    Across scripts a program's romanisation is compared, which has no vowels for Arabic
    and one word for many in Chinese: those names are only alike.
    """
    if not _latin(asked, name):
        return Likeness(WORTH[NameKind.LATIN], how="in Latin letters", sure=False)
    articles = len(plain(asked).split()) != len(plain(name).split())
    return Likeness(ARTICLE if articles else SPELLING, how="another spelling of")


def _latin(*names: str) -> bool:
    return all(normal(name).isascii() for name in names)


def _a_word(asked: str) -> bool:
    """Tell whether a name is a word like any other: *Hope* is no *Hopeh*."""
    ordinary = listed("common") | listed("spelt") | listed("ordinary")
    return not (is_small(asked) or is_acronym(asked)) and asked.lower() in ordinary


def _shouted(asked: str, name: str) -> bool:
    """Tell whether letters differ in size as those of ``WHO`` and ``The Who`` do."""
    asked, name = asked.removeprefix("the "), name.removeprefix("The ")
    if is_acronym(asked):
        spelt = is_small(name) and name not in listed("ordinary")
        return not is_acronym(name) and not spelt
    later = zip(asked.split()[1:], name.split()[1:], strict=False)
    pairs = [(a[:1], b[:1]) for a, b in later]
    return any(a.isupper() and b.islower() and a.lower() == b for a, b in pairs)


@lru_cache(1 << 15)  # the names of an extract's candidates, which come again and again
def _acronyms(name: str) -> frozenset[str]:
    key = " ".join(words(name))
    for country in ("united states", "united kingdom"):
        if key.startswith(country + " "):
            key = key.removeprefix(country + " ")
    return frozenset({initials(name), initials(key)} - {""})


def _alike(asked: str, name: str) -> Likeness:
    """Return in what way two names share words or letters, and are not the same."""
    if is_acronym(name) or is_acronym(asked):
        return NOT_ALIKE
    mine, its = content(asked), content(name)
    missing = tuple((Counter(mine) - Counter(its)).elements())
    extra = tuple((Counter(its) - Counter(mine)).elements())
    kept = len(mine) - len(missing)
    if kept and not (missing and extra):
        country = country_of_words(missing or extra)
        if country:
            how = "with its country," if missing else "short for"
            return Likeness(COMPLETED, how=how, country=country)
        if not missing:
            return Likeness(PART * kept / len(its), how="part of", sure=False)
        how = f"more than ({' '.join(missing)})"
        return Likeness(MISSING * kept / len(mine), how=how, sure=False)
    if _initialled(asked, name):
        return Likeness(SHORTENED, how="a shortened form of")
    close = letters(normal(asked), normal(name))
    if close >= ALMOST and len(normal(asked)) > _SHORT:
        return Likeness(close, how="almost", sure=False)
    if kept and kept * 2 >= len(mine):
        share = kept / max(len(mine), len(its))
        return Likeness(MISSING * share, how="somewhat like", sure=False)
    return NOT_ALIKE


def _initialled(asked: str, name: str) -> bool:
    """Tell whether two names of a person differ only in first names cut to initials."""
    *mine, last = plain(asked).split() or [""]
    *its, other = plain(name).split() or [""]
    if last != other or not mine or not its:
        return False
    mine, its = _spread(mine, its), _spread(its, mine)
    return len(mine) == len(its) and all(
        a == b or (1 in (len(a), len(b)) and a[0] == b[0])
        for a, b in zip(mine, its, strict=True)
    )


def _spread(firsts: list[str], others: list[str]) -> list[str]:
    """Return initials one by one: ``J. R. Smith`` is ``jr smith`` in normal form."""
    joined = "".join(word[0] for word in others)
    return list(joined) if firsts == [joined] else firsts


def country_of_words(folded: tuple[str, ...]) -> str:
    """Return the code of the country that folded words, all of them, name, or ""."""
    known = _country_words()
    key = tuple(sorted(folded))
    rest = tuple(word for word in key if word not in _FORMS)
    return known.get(key, "") or known.get(rest, "")


@lru_cache(1)
def _country_words() -> dict[tuple[str, ...], str]:
    table = countries()
    return {
        content(word): codes[0]
        for index in (table.demonyms, table.names)
        for word, codes in index.items()
        if len(codes) == 1
    }


_FORMS = frozenset(map(sound, ("federal", "national", "state", "islamic", "republic")))
"""Words of what a country is called in full, which say no more than its name."""
