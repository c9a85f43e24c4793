"""Whom a noun phrase means: somebody of the project, by a name, or somebody new.

A name that there is comes first, then a noun that leads back to who was named before.
What is not sure is nobody.
"""

from __future__ import annotations

import re

from kg.draft.acronyms import acronyms_in
from kg.draft.lexicon import listed, tables
from kg.draft.naming import (
    A_NAME,
    LONGEST_NAME,
    SAYS_MORE,
    DraftSpeaker,
    bare_name,
    is_named,
    is_no_speaker,
    is_nobody,
    is_of_another,
    keys_of,
    names_of,
    without_portfolio,
    without_title,
)
from kg.draft.offices import Offices
from kg.draft.passage import DraftText
from kg.draft.things import Mentioned, NamedThing
from kg.draft.wording import Wording
from kg.match.spellings import content, fold

_FULL_NAME = re.compile(
    r"[A-Z][\w'\u2019.-]+(?:\s+(?:(?:al|el|de|da|van|von|bin)\s)?[A-Z][\w'\u2019.-]+){1,3}"
)
_ARTICLE = Wording("meant.article", r"^the\s+", re.IGNORECASE)
_NO_MORE = Wording("meant.no_more", r"the|a|an")
_DETERMINER = Wording("meant.determiner", r"^(?:the|a|an)\s+", re.IGNORECASE)
_DEFINITE = Wording("meant.definite", r"(?:the|an?|that|this)\s")
_TAIL_NAME = Wording(
    "meant.tail_name",
    r"\s(?!(?:the|a|an|of|for|in|at|to|from|by|with|near|and|or|on|against|over|about|"
    r"than|as|that|into|de|al|el)\s)[a-z][a-z-]*\s"
    r"(?P<name>[A-Z][\w'\u2019.-]+(?:\s[A-Z][\w'\u2019.-]+){0,3})$",
)
"""A name behind the noun of what it is of: `the news service LANA`."""

_SPEAKS_FOR = Wording(
    "meant.speaks_for",
    r"(?:a |an |the |its )?(?:spokes(?:man|woman|person|people)|statement|report|"
    r"figures|data|statistics|survey|study|count|register)\s+(?:for|of|by|from)\s+",
    re.IGNORECASE,
)
_STAFF_OF = Wording(
    "meant.staff_of",
    r"(?:[\w-]+\s){0,3}?(?:researchers?|modellers?|economists?|analysts?|experts?|scholars?|scientists?|"
    r"staff|officials?|teams?|monitors?|officers?|statisticians?)\s(?:at|of|from|with|for)\s(?:the\s)?",
    re.IGNORECASE,
)
"""Before a body, those who speak for it: `modellers at River Relief`."""

_PAPERS_OF = Wording(
    "meant.papers_of",
    r"(?P<who>.{3,60}?)['\u2019]s?\s(?:[\w-]+\s){0,2}(?:figures|count|report|data|"
    r"statistics|list|records|survey|estimates?|bulletin|register|tally|statement|study)",
)
"""What somebody has written says what they say: `the office's own figures`."""

_WHOSE_PAPERS = Wording(
    "meant.whose_papers",
    r"\s(?:figures|data|statistics|records|estimates|numbers|report|survey|study|tally)$",
    re.IGNORECASE,
)
"""Behind a name, what somebody has written: `Home Office figures`."""

_NAME_OF = Wording(
    "meant.name_of",
    r"(?P<name>[A-Z][\w'\u2019.-]+ [A-Z][\w'\u2019.-]+) (?:of|from|at|with) "
    r"(?:the )?[A-Z]",
)
_STEM = 5
"""Letters that a country and its people have in common, for the most part."""


class Meant:
    """Whom the noun phrases of a text mean, given who was named and spoke before."""

    def __init__(self, passage: DraftText) -> None:
        language = self.language = passage.language
        self.things = passage.things
        pronouns = tables()[language]["pronouns"]
        self.pronouns: dict[str, str] = (
            pronouns if isinstance(pronouns, dict) else {p: p for p in pronouns}
        )
        self.groups = listed(language, "names", "groups")
        self.titles = listed(language, "names", "titles")
        self.bodies = frozenset(tables()[language]["names"]["bodies"])
        self.heads: dict[str, list[str]] = {}
        for cls, nouns in tables()[language]["heads"].items():
            for noun in nouns:
                self.heads.setdefault(noun, []).append(cls)
        self._actors = [(a, *keys_of(a)) for a in self.things.of("Actor")]
        self._passage = passage
        self._text = {*content(passage.text)}
        self._named: dict[str, None] = {}  # the last is the latest
        self._spoken: dict[str, None] = {}
        self.offices = Offices(passage)
        self.persons: set[str] = set()
        """Names of whom the text tells that they are persons."""
        self._history: list[DraftSpeaker] = []
        self._near: dict[str, int] = {}  # named in the paragraph so far, and where
        self._surnames: dict[str, DraftSpeaker] = {}
        self._long = tables()[language].get("called", {}) | acronyms_in(passage.text)
        """Long names by the short ones that the text gives them."""

    def named(self, mentioned: Mentioned) -> None:
        """Keep that a text names somebody."""
        if (actor := self.actor(mentioned)) is not None:
            self._named.pop(actor.id, None)
            self._named[actor.id] = None

    def is_body(self, noun: str) -> bool:
        """Tell whether a noun, in small letters, is of a body that may speak."""
        return noun in self.bodies or bool({*self.heads.get(noun, ())} - {"Person"})

    def is_speaking(self, noun: str) -> bool:
        """Tell whether a noun is of somebody who may say something."""
        low = noun.casefold().strip(".,")
        known = low in self.heads or low in self.bodies
        return known or low in self.groups.codes or low in self.titles.codes

    def called(self, surname: str, speaker: DraftSpeaker) -> None:
        """Keep the surname, in small letters, by which somebody is called."""
        self._surnames.setdefault(surname, speaker)

    def near(self, mentioned: Mentioned) -> None:
        """Keep that somebody is named in this paragraph, whom a pronoun may mean."""
        if (actor := self.actor(mentioned)) is not None:
            self._near.setdefault(actor.id, mentioned.start)

    def new_paragraph(self) -> None:
        """Forget who was named near: a pronoun leads back no further."""
        self._near = {}

    def spoke(self, speaker: DraftSpeaker) -> None:
        """Keep that somebody spoke."""
        self._history.append(speaker)
        if speaker.known:
            self._spoken.pop(speaker.id, None)
            self._spoken[speaker.id] = None
        elif len(names := speaker.id.removeprefix("new: ").split()) > 1:
            # a surname leads back
            self._surnames[names[-1].casefold()] = speaker

    def of(
        self, words: str, start: int, last: DraftSpeaker | None
    ) -> tuple[DraftSpeaker, int] | None:
        """Return whom a noun phrase means: by name, by its head noun, or as new."""
        words = (
            _WHOSE_PAPERS[self.language].sub("", words) if is_named(words) else words
        )
        words = self._long.get(_ARTICLE[self.language].sub("", words).strip(), words)
        low = words.casefold()
        if not words or len(words) > 90 or is_no_speaker(words, self.language):
            return None
        if any(char.isdigit() for char in words) or _NO_MORE[self.language].fullmatch(
            low
        ):
            return None
        if low in self.pronouns:
            return self._pronoun(self.pronouns[low], start, last)
        things, key, parts = self.things, fold(words), content(words)
        actors = [
            actor
            for actor, names, contents in self._actors
            if key in names or (len(parts) > 1 and parts in contents)
        ]
        actors = [a for a in actors if self._is_here(a, low, words)]
        actors = [a for a in actors if not a.shared] or actors
        if len(actors) != 1 and len(parts) > 1:
            # `the Border Office` is that of Lakeland, where there is no other
            actors = [a for a, *_ in self._actors if self._is_named_in_part(a, parts)]
            actors = [a for a in actors if not a.shared] or actors
        if len(actors) == 1:
            return DraftSpeaker(actors[0].id), start
        bare = _DETERMINER[self.language].sub("", low)
        noun = self._head(bare)
        before = [
            things.by_id[id]
            for id in (*reversed(self._spoken), *reversed(self._named))
            if id in things.by_id
        ]
        if _DEFINITE[self.language].match(low) or low == noun:
            for known in before:
                called = {*" ".join(names_of(known)).casefold().split()}
                if {*bare.replace("-", " ").split()} <= called:
                    return DraftSpeaker(known.id), start
            for known in before if len(low.split()) < 3 else ():
                if things.is_a(known, *self.heads.get(noun, ())):
                    return DraftSpeaker(known.id), start
        if (meant := self._by_office(low, noun)) is not None:
            return DraftSpeaker(meant), start
        if words == noun or (low == f"the {noun}" and not words[-2:].isupper()):
            who = self.offices.of(noun, reversed(self._history))
            if who is not None:
                return who, start
        if (
            held := self._surnames.get(without_title(low, self.titles, self.language))
        ) is not None:
            return held, start
        if len(low.split()) == 1 and words[:1].isupper():  # a surname leads back
            for id in reversed(self._named):
                actor = things.by_id[id]
                if any(n.casefold().split()[-1:] == [low] for n in names_of(actor)):
                    return DraftSpeaker(actor.id), start
        inside = things.mentioned(words, 0, len(words))
        ends = [
            last_named
            for m in inside
            if m.end == len(words) and (last_named := self.actor(m))
            if not is_of_another(words[: m.start], self.language)
        ]
        if ends and ends[0].label != words:  # `the UN refugee agency UNHCR`
            return DraftSpeaker(ends[0].id), start
        if (papers := _PAPERS_OF[self.language].fullmatch(words)) is not None:
            resolved = self.of(papers["who"], start, last)
            if resolved is not None:
                return resolved
        if (staff := _STAFF_OF[self.language].match(words)) is not None:
            whom = self.of(words[staff.end() :], start, last)
            if whom is not None and whom[0].known:
                return whom
        if (whose := _SPEAKS_FOR[self.language].match(words)) is not None:
            return self.of(words[whose.end() :], start, last)
        name = _DETERMINER[self.language].sub("", words)
        if words in self._long.values():
            return DraftSpeaker(f"new: {words}"), start
        if (
            of := _NAME_OF[self.language].match(words)
        ) is not None:  # `Mona Vale of River Relief`
            return DraftSpeaker(f"new: {of['name']}"), start
        somebody = bool(self.groups.find(words) or self.titles.find(words))
        if not somebody and (noun in self.heads or noun in self.bodies):
            somebody, name = True, words if name.islower() else name
        unsure = name == words and start == 0 and not is_named(words)
        tail = _TAIL_NAME[self.language].search(words)
        if not somebody and tail is None and (not name[:1].isupper() or unsure):
            return None
        bare = self._bare(name)
        if tail is not None and not bare[:1].isupper():
            bare = tail["name"]  # `the state news service LANA`
        named = re.fullmatch(A_NAME, words) and len(bare.split()) <= LONGEST_NAME
        if not named or is_nobody(bare, self.language):
            return None
        return DraftSpeaker(f"new: {bare}"), start

    def _by_office(self, low: str, noun: str) -> str | None:
        """Return the one actor whose office is meant: `the mayor`, `the government`.

        It is of the project, and the only one of whose name the text has more: the
        government of a text on Chad is not that which the project knows.
        """
        if len(low.split()) > 2 or low.partition(" ")[0] not in ("the", noun):
            return None
        held = [
            actor
            for actor, *_ in self._actors
            if not actor.shared and noun in " ".join(names_of(actor)).casefold().split()
        ]
        held = [
            actor
            for actor in held
            if (low == noun and self.things.is_a(actor, "Person"))
            or not (rest := {*content(actor.label)} - {*content(noun)})
            or any(word.startswith(w[:_STEM]) for w in rest for word in self._text)
        ]
        return held[0].id if len(held) == 1 else None

    def _pronoun(
        self, word: str, start: int, last: DraftSpeaker | None
    ) -> tuple[DraftSpeaker, int] | None:
        """Return whom a pronoun means: who spoke last, or a person just named."""
        things = self.things
        if last is None:
            person = word in ("he", "she")
            meant = [
                id
                for id, place in self._near.items()
                if place < start
                if word == "they" or things.is_a(things.by_id[id], "Person") == person
            ]
            return (DraftSpeaker(meant[-1]), start) if len(meant) == 1 else None
        if word == "it" and self._is_many(last):  # `some of the survivors` are no `it`
            one = (s for s in reversed(self._history) if not self._is_many(s))
            whose = next(one, None)
            return None if whose is None else (whose, start)
        if word not in ("he", "she"):
            return last, start
        persons = [s for s in (last, *reversed(self._history)) if self.is_one(s)]
        named = [
            DraftSpeaker(id)
            for id in list(self._named)[-2:]
            if things.is_a(things.by_id[id], "Person")
        ]
        if self.is_one(last):
            return last, start
        meant_one = named[-1:] or persons[:1]
        if meant_one:
            return meant_one[0], start
        return None if self._is_many(last) else (last, start)

    def is_one(self, speaker: DraftSpeaker) -> bool:
        """Tell whether somebody is one person, whom `he` or `she` may mean."""
        known = self.things.by_id.get(speaker.id)
        if known is not None:
            return self.things.is_a(known, "Person")
        name = speaker.id.removeprefix("new: ")
        if name in self.persons:
            return True
        return _FULL_NAME.fullmatch(name) is not None and not self._is_body(name)

    def _is_many(self, speaker: DraftSpeaker) -> bool:
        """Tell whether somebody new is several, whom `he` or `she` cannot mean."""
        return not speaker.known and bool(self.groups.find(speaker.id))

    def _head(self, low: str) -> str:
        """Return the noun of a phrase that says who it is, which is last in English.

        Elsewhere it is the first of whoever may speak: `l'association Rive Sud`.
        """
        nouns = SAYS_MORE[self.language].split(low)[0].split()
        if self.language == "en":
            return nouns[-1]
        return next((noun for noun in nouns if self.is_speaking(noun)), nouns[-1])

    def _is_body(self, name: str) -> bool:
        return self.is_body(self._head(name.casefold()))

    def _bare(self, name: str) -> str:
        """Return a person's name without what they are: `minister Bo Karr`."""
        titles = self.titles.find(name)
        rest = name[titles[-1].end :].strip() if titles else ""
        rest = without_portfolio(rest, self.language)
        return rest if _FULL_NAME.fullmatch(rest) else bare_name(name, self.language)

    def _is_here(self, actor: NamedThing, low: str, words: str) -> bool:
        """Tell whether the text is about an actor that came with kg.

        `The interior ministry` is that of the country that the text names.
        """
        bare = words.removeprefix("The ").removeprefix("the ")
        own = {*content(actor.label)} >= {*content(bare)}
        if not actor.shared or not (own or bare.islower()):
            return True
        return self._is_named_in_part(actor, content(low)) or fold(low) in {
            fold(name) for name in actor["label"]
        }

    def _is_meant(self, actor: NamedThing, named: Mentioned) -> bool:
        """Tell whether a name in the text is of an actor that came with kg.

        One that it is only called here and there, `the interior ministry`, is that of
        the country that the text names.
        """
        words = self._passage.text[named.start : named.end]
        own = {fold(name) for name in (*actor["label"], *actor["altLabel"])}
        if not actor.shared or fold(words) in own:
            return True
        return self._is_named_in_part(actor, content(words))

    def _is_named_in_part(self, actor: NamedThing, parts: tuple[str, ...]) -> bool:
        """Tell whether words name an actor in part.

        Of one that came with kg the text has to have the other words as well.
        """
        label = {*content(actor.label)}
        if not {*parts} <= label:
            return False
        return not actor.shared or all(
            any(word.startswith(rest[:_STEM]) for word in self._text)
            for rest in label - {*parts}
        )

    def actor(self, named: Mentioned) -> NamedThing | None:
        """Return the actor that a name means: of a country, its one government."""
        things = self.things
        actors = [t for t in named.things if things.is_a(t, "Actor")]
        if len(actors) == 1 and not named.people:
            return actors[0] if self._is_meant(actors[0], named) else None
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
