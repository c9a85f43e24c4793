"""What those did who are counted, or what befell them: the word that says it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.draft.lexicon import Phrase, by_code, listed, of_scheme, tables, together
from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftText
from kg.draft.wording import Wording

_RIGHT_BEFORE = 3
"""Characters between a verb and the number that is its object."""

_VERB_WITHIN = 3
"""Words before a number among which a verb stands that goes on behind it."""

_PARTICLE = Wording(
    "acts.particle",
    r"(?:\s+(?:of\s+)?[\w'\u2019-]+){0,4}?\s+(back|home|out|away|in|over|across)\b"
    r"(?!\s+(?:the|a|an|this|that|of|[A-Z])\b)",
)
_AND = Wording("acts.and", r",|\b(?:and|who|which|including)\b")
_SEND = frozenset(
    ("sent", "send", "sends", "sending", "flew", "fly", "flying", "bused")
)
_PUSH = frozenset(
    (
        *("pushed", "push", "pushing", "turned", "turn", "turning", "drove", "drive"),
        *("driven", "forced", "force", "forcing", "threw", "throw", "chased", "sent"),
    )
)
_HOST = frozenset(("received", "welcomed", "admitted", "took in"))
_PASSIVE = Wording(
    "acts.passive",
    r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_PARTED = (
    (_PUSH - {"sent"}, ("back",), "pushback"),
    (_PUSH, ("out", "away"), "expulsion"),
    (_SEND, ("back", "home", "over", "across"), "forced-return"),
    (frozenset(("took", "take", "takes", "taking")), ("back",), "readmission"),
    (frozenset(("took", "take", "takes", "taking", "let")), ("in",), "arrival"),
)
"""Verbs that stand around a number, by their particles, and their codes."""


@dataclass(frozen=True, slots=True)
class Act:
    """A word that says what they did, or that they are there."""

    kind: str
    """``movement``, ``happening`` or ``stock``."""
    phrase: Phrase


_NAMED = Wording("acts.named", r"\b(?:Red|Green|Blue|White|Victoria)\s$")
"""Before what then is a part of a name: `the Red Cross`."""

_PLACE = Wording("acts.place", r"crossings?\b(?!\s(?:of|into|over|from|by|between)\b)")
_AT = Wording(
    "acts.at", r"\b(?:at|near|around|outside|beside|behind)\s(?:[\w-]+\s){0,3}$", re.I
)
"""Before a word that is a place where it stands: `300 families near the crossing`."""

_NAMED_WITHIN = 40
"""Characters before a word in which that stands."""


class Acts:
    """Finds the words that say what those did who are counted."""

    def __init__(self, passage: DraftText) -> None:
        self.passage, self.language = passage, passage.language
        vocabulary, language = passage.things.vocabulary, passage.language
        forms = by_code(language, "movement")
        coded = of_scheme(vocabulary, "movement", language)
        no_deed = tables()[language]["none"]["movement"]
        self.movements = together([forms, coded], but=no_deed)
        happened = of_scheme(vocabulary, "happening", language)
        self.happenings = together([by_code(language, "happening"), happened])
        self.stocks = listed(language, "kinds", "stock")

    def of(self, clause: Clause, number: Number) -> Act | None:
        """Return the word that says what they did, behind the number first."""
        if (parted := self._parted(clause, number)) is not None:
            return parted
        behind = self.nearest(number.end, clause.end, number)
        ahead = self.nearest(clause.start, number.start, number)
        if ahead is not None and far(ahead.phrase, number) <= _RIGHT_BEFORE:
            between = self.passage.text[number.end : clause.end]
            rest = between[: behind.phrase.start - number.end] if behind else ""
            if _AND[self.language].search(rest):
                return ahead  # `uprooted 12 million, including four who fled`
        return behind or ahead

    def behind(self, clause: Clause, number: Number) -> Act | None:
        """Return the word behind a number that says what they did."""
        return self.nearest(number.end, clause.end, number)

    def _parted(self, clause: Clause, number: Number) -> Act | None:
        """Return a verb around a number: `sent 300 people back`."""
        text = self.passage.text
        particle = _PARTICLE[self.language].match(text, number.end, clause.end)
        if particle is None:
            return None
        words = list(re.finditer(r"[A-Za-z]+", text[clause.start : number.start]))
        for word in reversed(words[-_VERB_WITHIN:]):
            for verbs, particles, code in _PARTED:
                if word[0].casefold() in verbs and particle[1].casefold() in particles:
                    start = clause.start + word.start()
                    phrase = Phrase(start, start + len(word[0]), code)
                    return Act("movement", phrase)
        return None

    def nearest(self, start: int, end: int, number: Number) -> Act | None:
        """Return the word nearest to a number that says what they did."""
        text = self.passage.text
        acts = [
            *(Act("movement", p) for p in self.movements.find(text, start, end)),
            *(Act("happening", p) for p in self.happenings.find(text, start, end)),
            *(Act("stock", p) for p in self.stocks.find(text, start, end)),
        ]
        acts = [
            a
            for a in acts
            if not _inside(a.phrase, number)
            and not self._is_of_hosts(a, number)
            and not self._is_of_a_name(a)
        ]
        return min(acts, key=lambda a: (far(a.phrase, number), a.kind), default=None)

    def _is_of_a_name(self, act: Act) -> bool:
        """Tell whether a word names something: `the Red Cross`, `at a crossing`."""
        text, start = self.passage.text, act.phrase.start
        before = text[max(0, start - _NAMED_WITHIN) : start]
        if _NAMED[self.language].search(before) is not None:
            return True
        place = _PLACE[self.language].match(text, start)
        return place is not None and _AT[self.language].search(before) is not None

    def _is_of_hosts(self, act: Act, number: Number) -> bool:
        """Tell whether people got something, and did not come: `received notices`."""
        text, start = self.passage.text, act.phrase.start
        if act.kind != "movement" or start < number.end:
            return False
        if text[start : act.phrase.end].casefold() not in _HOST:
            return False
        return _PASSIVE[self.language].search(text[max(0, start - 20) : start]) is None


def _inside(phrase: Phrase, number: Number) -> bool:
    return number.start <= phrase.start < number.end


def far(phrase: Phrase, number: Number) -> int:
    """Return how many characters part a phrase from a number."""
    if phrase.start >= number.end:
        return phrase.start - number.end
    return number.start - phrase.end
