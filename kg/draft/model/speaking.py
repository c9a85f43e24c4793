"""Who says a figure: the words of the text that a model points at, and whom they mean.

A speaker who does not stand in the text is none. Where the rules read another than the
model, and both stand in the sentence, the draft has the words, and a person says who.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from kg.draft.model.answer import Proposed
from kg.draft.model.portions import Portion
from kg.draft.model.task import Task, names_of
from kg.draft.model.verbatim import Span, nearest_to, stands
from kg.draft.naming import NOBODY, DraftSpeaker, as_new, is_of_another
from kg.draft.numbers import Number
from kg.draft.passage import DraftSentence, DraftText
from kg.draft.speakers import Speakers
from kg.match.spellings import content
from kg.read.entries import NARRATOR

_NEW = "new:"
_BEFORE = 2
"""Sentences before a number in which whoever says it is named, unless it is quoted: who
is named far from it may have said something else, or nothing."""

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


class NotPlaced(Exception):
    """What a model proposes is no draft; the text says why."""


class Speaking:
    """Tells who says what a model proposes."""

    def __init__(self, passage: DraftText, speakers: Speakers, task: Task) -> None:
        self.passage, self.text, self.speakers = passage, passage.text, speakers
        self.offered = {actor.id: actor for actor in task.actors}

    def of(
        self,
        portion: Portion,
        sentence: DraftSentence,
        number: Number,
        proposed: Proposed,
        *,
        rules: DraftSpeaker,
    ) -> DraftSpeaker:
        """Return who says a number, given whom the rules read."""
        if proposed.claimant == NARRATOR:  # what is quoted is not the text's own
            return rules
        words = stands(proposed.speaker, self.text, portion.first, portion.end)
        place = nearest_to(number.start, words)
        if place is None:
            raise NotPlaced("the speaker of the model does not stand in the text")
        speaker = self._meant(place, proposed)
        if not speaker.known and self._proper(place) & self._own_words(rules.id):
            return rules  # a part of a name that the rules know
        saying = self.speakers.of(sentence, number.start)
        quoted = self.passage.is_quoted(number.start)
        if saying is None and not quoted and not self._is_near(place, sentence):
            return as_new(self._words(place), self.passage.language)
        if saying is None or rules in (NOBODY, speaker) or self._agree(place, rules):
            return speaker
        inside = sentence.start <= place[0] < sentence.end
        return as_new(self._words(place), self.passage.language) if inside else rules

    def _is_near(self, place: Span, sentence: DraftSentence) -> bool:
        """Tell whether words stand in a sentence, two before it or the one behind."""
        starts = [each.start for each in self.passage.sentences]
        own, there = (bisect_right(starts, at) for at in (sentence.start, place[0]))
        return own - _BEFORE <= there <= own + 1

    def _agree(self, place: Span, rules: DraftSpeaker) -> bool:
        """Tell whether the rules read the same words, and know nobody of that name."""
        name = _ARTICLE.sub("", rules.id.removeprefix(f"{_NEW} "))
        return not rules.known and bool(stands(name, self.text, *place))

    def _meant(self, place: Span, proposed: Proposed) -> DraftSpeaker:
        """Return whom a model means by words of the text, if they can mean that."""
        claimant, named = proposed.claimant, self._named(place)
        if claimant.startswith(_NEW):
            if len(named) == 1:
                return DraftSpeaker(named.pop())
            name = claimant.removeprefix(_NEW)
            places = stands(name, self.text, 0, len(self.text))
            return as_new(
                self._words(nearest_to(place[0], places) or place),
                self.passage.language,
            )
        own, proper = self._own_words(claimant), self._proper(place)
        fits = claimant in named if named else proper <= own
        if claimant in self.offered and fits:
            return DraftSpeaker(claimant)
        return as_new(self._words(place), self.passage.language)

    def _own_words(self, id: str) -> set[str]:
        """Return the words of somebody's names."""
        known = self.offered.get(id)
        return set() if known is None else set().union(*names_of(known))

    def _proper(self, place: Span) -> set[str]:
        """Return the words with a capital letter, by which somebody is told."""
        start, words = place[0], self._words(place).split()
        if any(sentence.start == start for sentence in self.passage.sentences):
            words = words[1:]
        return {
            part
            for word in words
            if word[0].isupper() and word.casefold() not in self.speakers.meant.pronouns
            for part in content(word)
        }

    def _named(self, place: Span) -> set[str]:
        """Return the actors whom words name, not those of whom they say more."""
        named = set()
        for mention in self.passage.things.mentioned(self.text, *place):
            actor = self.speakers.meant.actor(mention)
            if actor is None:
                continue
            of_another = is_of_another(
                self.text[place[0] : mention.start], self.passage.language
            )
            named.add("" if of_another else actor.id)
        return named - {""} or named

    def _words(self, place: Span) -> str:
        return " ".join(self.text[slice(*place)].split())
