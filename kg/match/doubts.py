"""Why a name is not linked unseen, whatever its candidates: from where it stands.

A name may be a part of a longer one (*Jordan* in *Jordan Peele*, *Sudan* in *South
Sudan*), that of a person (*a boy named Israel*), a word in a headline of capitals
(*IT*), a river or a town of the same name, a language. None of this is in a
table of names; each is a doubt, and a doubt makes a match a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol, runtime_checkable

from kg.match.context import listed, prefixed
from kg.match.countries import countries
from kg.match.entity import Entity
from kg.match.kinds import PLACES, codes_of, kinds_of
from kg.match.names import has_case, is_acronym, is_small, normal, plain
from kg.match.passage import Spot, spots
from kg.match.persons import a_person
from kg.match.senses import KnownMention
from kg.match.spellings import SMALL
from kg.match.tongues import longer_names

_LOUD = 0.8
"""The share of capitals from which on a text is all in capitals, as headlines are."""

_SIDES = frozenset({"north", "south", "east", "west"})

_HEADLINE, _FEW = 0.7, 4
"""The share of words with a capital from which on a text is a headline of them; of
words of so many letters or more, as the short ones stay small."""


@runtime_checkable
class KnowsNames(Protocol):
    """A source that tells at once which of many names it has."""

    def owners(self, names: Iterable[str]) -> dict[str, frozenset[str]]:
        """Return the QIDs of those who have a name, by the names that somebody has."""
        ...


def doubt(known: KnownMention, entity: Entity, source: object) -> str:
    """Return why a mention is not linked to an entity unseen, or ""."""
    mention = known.mention
    if mention.cls and not mention.context:
        return ""
    places = spots(mention.name, mention.context)
    return next(filter(None, _reasons(known, entity, places, source)), "")


def _reasons(
    known: KnownMention, entity: Entity, places: list[Spot], source: object
) -> Iterator[str]:
    name = known.mention.name
    yield _word(name, known.mention.context)
    if name.lower() in listed("words_that_open") and any(
        not s.previous for s in places
    ):
        yield "it may be a word that begins a sentence"
    yield _several_countries(name, entity)
    yield _other_kind(known, entity, places)
    yield _language(known, places)
    yield _as_a_town(known, places)
    yield _hardly_known(known, entity, places)
    if not places:
        return
    yield next(filter(None, map(_sides, places)), "")
    yield _known_as_longer(places, entity, source)
    yield next(filter(None, (_capitals(spot, entity) for spot in places)), "")
    if " " not in name.strip() and kinds_of(entity) != {"person"}:
        yield next((why for spot in places if (why := a_person(spot))), "")
    yield _of_a_state(places[0], entity)


def _word(name: str, context: str) -> str:
    """Tell whether a name is a word like any other, as far as its letters tell."""
    word = name.strip().lower()
    if context and not has_case(name) and normal(name) in listed("words_elsewhere"):
        return "it is a word of its language, or another place, too"
    if not is_acronym(name):
        ordinary = word in listed("ordinary")
        return f"“{name}” is a word like any other" if ordinary else ""
    if word not in listed("ordinary") | listed("spelt"):
        return ""
    if name not in context and re.search(rf"\b{re.escape(word)}\b", context):
        return f"the text has “{word}”, a word"
    letters = [c for c in context.replace(name, "") if c.isalpha()]
    loud = sum(c.isupper() for c in letters) > _LOUD * len(letters)
    return f"all is in capitals, and “{word}” a word" if letters and loud else ""


def _hardly_known(known: KnownMention, entity: Entity, places: list[Spot]) -> str:
    """Tell whether one list has a word as the name of something, nobody knows what."""
    name = known.mention.name.strip()
    if kinds_of(entity) or entity.sources > 1 or " " in name or is_acronym(name):
        return ""
    noun = name.lower() in listed("common")
    noun |= name.isascii() and name.endswith(tuple(listed("ends_of_nouns")))
    if noun and all(spot.opens for spot in places):
        return "it may be a word that begins a sentence"
    if known.around.role == "place" and not entity.description:
        return "one list has it, and does not say that it is a place"
    return ""


def _several_countries(name: str, entity: Entity) -> str:
    """Tell whether a name is a part of the names of several countries: *Korea*."""
    known, key = countries().known.values(), plain(name)
    if " " in key or key in countries().names:
        return ""
    named = {c.iso2: c.name for c in known if key in plain(c.name).split()}
    if len(named) < 2 or not codes_of(entity).isdisjoint(named):
        return ""
    return f"it may be {' or '.join(sorted(named.values()))}"


def _other_kind(known: KnownMention, entity: Entity, places: list[Spot]) -> str:
    if "country" not in kinds_of(entity):
        return ""
    name = normal(known.mention.name)
    if name in listed("rivers") and {s.previous for s in places} == {"the"}:
        return "the text speaks of the river"
    beside = {prefixed(spot.before, spot.after) for spot in places}
    others = sorted({known.around.kind, *beside} & {"settlement", "admin2", "water"})
    if not others:
        return ""
    return f"the text speaks of a {' or '.join(others)} of this name"


def _language(known: KnownMention, places: list[Spot]) -> str:
    """Tell whether a people's name is that of its language: *she speaks Polish*."""
    if not known.senses.people_of:
        return ""
    for spot in places:
        alone = not spot.following or not spot.following.islower()
        previous = spot.previous.lower()
        if spot.following.lower() in listed("speech") or previous in listed("speaks"):
            return "the text speaks of a language"
        if alone and previous in ("in", "into", "from"):
            return "the text may speak of a language"
    return ""


def _as_a_town(known: KnownMention, places: list[Spot]) -> str:
    """Tell whether a capital does what towns do, and so may stand for itself."""
    acts = known.senses.capital_of and known.around.role == "actor"
    if acts and normal(known.mention.name) in listed("contested"):
        return "more than one claims it as a capital"
    verbs = {spot.following.lower() for spot in places} if acts else set()
    if verbs & listed("of_towns"):
        return "a town or its country may be meant"
    return ""


def _sides(spot: Spot) -> str:
    """Tell whether a neighbour makes another name, where there are no capitals."""
    if has_case(spot.name):
        return ""
    if spot.spaced:
        before, after = spot.previous, spot.following
        sides = before in listed("sides_before") or after in listed("sides_after")
    else:
        before, after = spot.before[-1:], spot.after[:1]
        sides = before in listed("letters_before") or after in listed("letters_after")
    return f"it is a part of “{before}{spot.name}{after}”" if sides else ""


def _known_as_longer(places: list[Spot], entity: Entity, source: object) -> str:
    """Tell whether a longer name that is known of another stands there each time."""
    longer = [_longer_name(spot, entity, source) for spot in places]
    return f"it is a part of “{longer[0]}”" if all(longer) else ""


def _longer_name(spot: Spot, entity: Entity, source: object) -> str:
    pieces = dict.fromkeys(spot.longer())
    codes, around = codes_of(entity), {normal(piece): piece for piece in pieces}
    for name, of in longer_names(spot.name):
        if name in around and codes.isdisjoint(of):
            return around[name]
    if isinstance(source, KnowsNames):
        for piece, qids in source.owners(pieces).items():
            if entity.qid not in qids and not _composed(piece, spot.name):
                return piece
    return ""


def _composed(piece: str, name: str) -> bool:
    """Tell whether a longer name only says which office, of the one in it."""
    more = set(plain(piece).split()) - set(plain(name).split())
    small = SMALL | listed("offices") | listed("roles")
    return not more - small


def _capitals(spot: Spot, entity: Entity) -> str:
    """Tell whether a neighbour with a capital makes a longer name."""
    if not has_case(spot.name) or is_small(spot.name) or is_acronym(spot.name):
        return ""
    after, before = spot.following, spot.previous
    if after[:1].isupper() and not _usual(after) and not _headline(spot):
        return f"it is a part of “{spot.name} {after}”"
    joined = re.match(r"[-\u2010\u2011](\w+)", spot.after)
    if joined and joined[1][0].isupper() and not _of_a_country(joined[1]):
        return f"it is a part of “{spot.name}{joined[0]}”"
    if spot.after[:1] in "\u00b7\u30fb" and spot.after:
        return f"it is a part of “{spot.name}{spot.after[:2]}…”"
    if not before[:1].isupper() or (_usual(before) and not _title(before, entity)):
        return ""
    if spot.opens and (_opening(before) or _headline(spot)):
        return ""
    return "" if _headline(spot) else f"it is a part of “{before} {spot.name}”"


def _title(word: str, entity: Entity) -> bool:
    return word.lower().rstrip(".") in listed("titles") and bool(
        kinds_of(entity) & PLACES
    )


def _usual(word: str) -> bool:
    """Tell whether a word with a capital beside a name is no part of that name."""
    key = plain(word)
    usual = key in listed("offices") | listed("roles") | listed("times") - _SIDES
    return usual or _of_a_country(word) or key.endswith("ern")


def _of_a_country(word: str) -> bool:
    table, key = countries(), plain(word)
    return key in table.names or key in table.demonyms


def _opening(word: str) -> bool:
    """Tell whether a word has its capital from the beginning of a sentence."""
    key = word.lower()
    lists = ("locative", "motion", "agent", "openings", "adverbs", "ordinary", "many")
    known = any(key in listed(name) for name in (*lists, "opening_words", "verbs"))
    return known or (key.isascii() and key.endswith(("ing", "ed", "ly")))


def _headline(spot: Spot) -> bool:
    """Tell whether nearly all words have capitals, which then say nothing."""
    words = re.findall(r"[^\W\d_]+", f"{spot.before} {spot.after}")
    long = [word for word in words if len(word) >= _FEW]
    if len(long) < _FEW:
        return False
    capital = sum(word[0].isupper() for word in long)
    verb = spot.following.lower()
    ends = verb in listed("verbs") or verb.endswith("ed") or not spot.following
    return capital > _HEADLINE * len(long) and ends


def _of_a_state(spot: Spot, entity: Entity) -> str:
    """Tell whether a state of another country follows: *Lebanon, Pennsylvania*."""
    match = re.match(r",\s+((?:(?:New|North|South|West)\s)?\w+)", spot.after)
    if not match or plain(match[1]) not in listed("states_of_the_us"):
        return ""
    if "US" in codes_of(entity) and "country" not in kinds_of(entity):
        return ""
    return f"the text speaks of one in {match[1]}"
