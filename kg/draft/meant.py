"""Whom a noun phrase means: somebody of the project, by a name, or somebody new.

A name that there is comes first, then a noun that leads back to who was named before.
What is not sure is nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.draft.lexicon import listed, tables
from kg.draft.passage import DraftText
from kg.draft.things import Mentioned, NamedThing
from kg.match.spellings import content, fold
from kg.read.entries import NARRATOR

_NOBODY = re.compile(
    r"^(?:in|on|at|by|for|since|after|before|if|when|as|with)\b|\b(?:you|we|i|us|me)\b"
)
"""Words that begin no name of a speaker, and those by which a speaker has none."""

_OF = re.compile(r"\s(?:of|for|in|at|to|from|by|with|near|and|or)\s")
"""What parts a noun from what says more of it."""

_A_NAME = r"[\w'\u2019. -]+"
_LONGEST = 8
"""Words of the longest name of somebody new."""

_NO_SUBJECT = re.compile(
    r"\b(?:of|to|in|by|from|for|with|about|near|at|on|against|and|or|quoting|citing|"
    r"told|like)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Before a name that is not who speaks, but a part of it: `the wife of Ada Quill`."""

_FOR = re.compile(
    r"\b(?:spokes(?:man|woman|person)|statement|report|head|figures|data)\s+"
    r"(?:for|of|by|from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Before a name that speaks all the same: `a spokesman for River Relief`."""


@dataclass(frozen=True, slots=True)
class DraftSpeaker:
    """Who speaks: an id of the project, ``narrator``, or ``new: NAME``."""

    id: str

    @property
    def known(self) -> bool:
        """Whether it is a thing of the project."""
        return not self.id.startswith("new: ")


NOBODY = DraftSpeaker(NARRATOR)
SOMEBODY = DraftSpeaker("new: somebody")
"""Whoever it is that a text quotes, and no rule can tell: never the text itself."""


class Meant:
    """Whom the noun phrases of a text mean, given who was named and spoke before."""

    def __init__(self, passage: DraftText) -> None:
        self.things, language = passage.things, passage.language
        self.pronouns = frozenset(tables()[language]["pronouns"])
        self.groups = listed(language, "names", "groups")
        self.titles = listed(language, "names", "titles")
        self.heads: dict[str, list[str]] = {}
        for cls, nouns in tables()[language]["heads"].items():
            for noun in nouns:
                self.heads.setdefault(noun, []).append(cls)
        self._actors = [(a, *_keys(a)) for a in self.things.of("Actor")]
        self._named: dict[str, None] = {}  # the last is the latest
        self._spoken: dict[str, None] = {}

    def named(self, mentioned: Mentioned) -> None:
        """Keep that a text names somebody."""
        if (actor := self.actor(mentioned)) is not None:
            self._named.pop(actor.id, None)
            self._named[actor.id] = None

    def spoke(self, speaker: DraftSpeaker) -> None:
        """Keep that somebody spoke."""
        if speaker.known:
            self._spoken.pop(speaker.id, None)
            self._spoken[speaker.id] = None

    def of(
        self, words: str, start: int, last: DraftSpeaker | None
    ) -> tuple[DraftSpeaker, int] | None:
        """Return whom a noun phrase means: by name, by its head noun, or as new."""
        low = words.casefold()
        if not words or len(words) > 90 or _NOBODY.search(low):
            return None
        if low in self.pronouns:
            return None if last is None else (last, start)
        things, key, parts = self.things, fold(words), content(words)
        actors = [
            actor
            for actor, names, contents in self._actors
            if key in names or (len(parts) > 1 and parts in contents)
        ]
        if len(actors) != 1 and len(parts) > 1 and words != low:
            # `the Border Office` is that of Lakeland, where there is no other
            actors = [a for a, *_ in self._actors if {*parts} <= {*content(a.label)}]
        if len(actors) == 1:
            return DraftSpeaker(actors[0].id), start
        noun = _OF.split(low)[0].split()[-1]
        before = [
            things.by_id[id]
            for id in (*reversed(self._spoken), *reversed(self._named))
            if id in things.by_id
        ]
        if low.startswith(("the ", "a ", "an ", "that ", "this ")) or low == noun:
            for known in before:
                if noun in " ".join(_names(known)).casefold().split():
                    return DraftSpeaker(known.id), start
            for known in before:
                if things.is_a(known, *self.heads.get(noun, ())):
                    return DraftSpeaker(known.id), start
        if len(low.split()) == 1 and words[:1].isupper():  # a surname leads back
            for id in reversed(self._named):
                actor = things.by_id[id]
                if any(n.casefold().split()[-1:] == [low] for n in _names(actor)):
                    return DraftSpeaker(actor.id), start
        inside = things.mentioned(words, 0, len(words))
        ends = [
            last_named
            for m in inside
            if m.end == len(words) and (last_named := self.actor(m))
            if not is_of_another(words[: m.start])
        ]
        if ends and ends[0].label != words:  # `the UN refugee agency UNHCR`
            return DraftSpeaker(ends[0].id), start
        name = re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.IGNORECASE)
        somebody = self.groups.find(words) or self.titles.find(words)
        if not somebody and (not name[:1].isupper() or (name == words and start == 0)):
            return None
        if re.fullmatch(_A_NAME, words) and len(low.split()) <= _LONGEST:
            return DraftSpeaker(f"new: {name}"), start
        return None

    def actor(self, named: Mentioned) -> NamedThing | None:
        """Return the actor that a name means: of a country, its one government."""
        things = self.things
        actors = [t for t in named.things if things.is_a(t, "Actor")]
        if len(actors) == 1 and not named.people:
            return actors[0]
        places = [t for t in named.things if things.is_a(t, "Country")]
        if len(places) == 1 and not named.people and not actors:
            country = fold(places[0].label).split()
            ruling = [
                g
                for g in things.of("Government")
                if set(country) <= set(fold(g.label).split())
            ]
            return ruling[0] if len(ruling) == 1 else None
        return None


def as_new(words: str) -> DraftSpeaker:
    """Return somebody new of a name, or somebody, where the words are none."""
    named = re.fullmatch(_A_NAME, words) and len(words.split()) <= _LONGEST
    if not named or _NOBODY.search(words.casefold()):
        return SOMEBODY
    return DraftSpeaker(f"new: {words}")


def is_of_another(before: str) -> bool:
    """Tell whether a name behind these words is a part of another's."""
    return bool(_NO_SUBJECT.search(before)) and not _FOR.search(before)


def _keys(actor: NamedThing) -> tuple[set[str], set[tuple[str, ...]]]:
    """Return the names of an actor, and their words in any order, to compare by."""
    names = _names(actor)
    return {fold(name) for name in names}, {content(name) for name in names}


def _names(named: NamedThing) -> list[str]:
    return [*named["label"], *named["altLabel"], *named["hiddenLabel"]]
