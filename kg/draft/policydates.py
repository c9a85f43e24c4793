"""The day of a step: behind it, before it, or first in its sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from kg.draft.dates import When
from kg.draft.leading import BEGINS_SINCE
from kg.draft.lexicon import Phrase
from kg.draft.passage import Clause, DraftSentence, DraftText
from kg.draft.timing import Timing
from kg.draft.wording import Wording

TO_ITS_DATE = Wording(
    "policydates.to_its_date",
    r"[\s,(]*(?:(?:on|in|at|from|starting|as\s(?:of|from)|with\seffect\sfrom|effective|early|late|earlier|later|"
    r"back|again|only|just|the|last|this|midnight|\w+ly)[\s,]+)*"
    r"|\sfor\s(?:another\s|a\sfurther\s|up\sto\s)?[\w-]+\s(?:years?|months?|weeks?|days?)\s(?:on|in)?\s?"
    r"|\s(?:by|on|against)\s(?!.*\b(?:and|but|or|who|which|that|after|before|when|until|till|"
    r"pending|for|"
    r"was|were|has|had|have|will|would|said|be|from|since)\b)[^,;:.\d]{2,70}?(?:\s(?:on|in))?\s?",
    re.IGNORECASE,
)
"""Between a step and its day, who did it: `struck down by a court in Teln in May`."""

_IN_A_PLACE = Wording(
    "policydates.in_a_place",
    r"(?!.*\b(?:and|but|or|who|while|that|after|before|when|until|part|was|were|has|had)\b)"
    r"(?:\sby\s[^,;:.\d]{2,40}?)?\s(?:in|at)\s[^,;:.\d]{2,40}?\s(?:on|in)?\s?",
    re.IGNORECASE,
)
"""Between a step that is taken for all and its day: `signed in Brask on 6 May`."""

_FOR_ALL = (
    *("signed", "adopted", "announced", "proposed", "ratified", "annulled"),
    *("enjoined", "held-unlawful"),
)
"""Steps that are taken somewhere, and not for that place alone."""

_BY_SAYING = ("announced", "proposed")
"""Steps that are taken by saying so, whose day is that of the saying."""

_DATE_WITHIN = 25
"""Characters behind a verb in which a date ends that begins with `since`."""

_RIGHT = re.compile(r"\s(?:\w+ly\s)?")
_FRONTED = Wording(
    "policydates.fronted",
    r",?\s(?:when\s)?(?:(?!(?:who|which|that|after|before|until|and|but|said|says|told|was|were|"
    r"had|has|have)\b)[\w.'\u2019-]+\s){0,8}",
    re.IGNORECASE,
)
"""Between a day that comes first and its step: `In May, the government lifted it`."""


class PolicyDates:
    """Finds the days of steps."""

    def __init__(self, passage: DraftText, timing: Timing) -> None:
        self.passage, self._timing = passage, timing
        self.language = passage.language

    def of(
        self,
        sentence: DraftSentence,
        clause: Clause,
        verb: Phrase,
        *,
        ahead: bool,
        aside: bool,
    ) -> When | None:
        """Return the date of a step: beside it, or first in its sentence.

        ``clause`` reaches from its first word to its last. What is told ``aside`` has
        no date before it.
        """
        dates = sentence.dates_ahead if ahead else sentence.dates
        spoken = self._timing.is_of_speech
        by_saying = verb.code in _BY_SAYING
        dates = [d for d in dates if d.edtf and (by_saying or not spoken(sentence, d))]
        for near in self._places(clause, verb, aside=aside):
            for when in dates:
                if near(when):
                    return self._begun(when)
        return None

    def _places(
        self, clause: Clause, verb: Phrase, *, aside: bool
    ) -> Iterator[Callable[[When], bool]]:
        """Yield where the date of a step may stand, the surest first."""
        text, language = self.passage.text, self.language
        if not aside:  # `on Monday suspended the quota`
            yield lambda d: bool(_RIGHT.fullmatch(text, d.end, clause.start))
        if verb.start == clause.start:  # `signed in May, the pact`
            yield lambda d: verb.end < d.start < d.end < clause.end
        yield lambda d: self._is_behind(clause.end, d)
        if verb.code in _FOR_ALL:
            place = _IN_A_PLACE[language]
            yield lambda d: bool(place.fullmatch(text, clause.end, d.start))
        if not aside:
            yield lambda d: bool(
                _FRONTED[language].fullmatch(text, d.end, clause.start)
            )

    def _begun(self, when: When) -> When | None:
        """Return the day from which something is so; None for a stretch of days."""
        if BEGINS_SINCE[self.language].match(when.words):
            return replace(when, edtf=when.edtf.partition("/")[0])
        if when.edtf.endswith("/.."):  # `from 1 August`
            return replace(when, edtf=when.edtf[:-3])
        return when if "/" not in when.edtf else None

    def _is_behind(self, place: int, when: When) -> bool:
        around = when.start < place < when.end  # `since the campaign began in 2023`
        around &= BEGINS_SINCE[self.language].match(when.words) is not None
        around &= when.end - place <= _DATE_WITHIN
        by = TO_ITS_DATE[self.language].fullmatch(self.passage.text, place, when.start)
        return around or (when.start >= place and by is not None)
