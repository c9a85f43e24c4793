"""The day of what a paragraph tells, for figures of it that have no date of their own.

`On 9 August a fire broke out. Three people were arrested.`
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.draft.ahead import THESE_DAYS
from kg.draft.asides import PERFECT
from kg.draft.dates import When
from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftSentence, DraftText
from kg.draft.timing import IN_ALL, Timing
from kg.draft.wording import Wording

_LONGEST = 31
"""Days of what a sentence tells, at the most."""

_WAS = Wording(
    "scene.was",
    r"\b(?:was|were|had|did|broke|sank|left|fled|took|came|went|shot|hit|struck|fell|began|"
    r"met|held|found|brought|set|put|told|died|[a-z]{3,}ed)\b",
)
"""A verb by which something is told that is over."""

_BEGAN = Wording(
    "scene.began",
    r"\b(?:stopp|suspend|bann|clos|re-?open|lift|introduc|launch|announc|order|extend|"
    r"revok|end|cancel|expir|start|renew|impos|adopt|declar|decid|approv|pass|sign|enact|"
    r"ratifi|halt|resum)ed\b|\b(?:began|took\s(?:effect|office)|(?:came|went|entered)\s"
    r"into\s(?:force|effect))\b",
)
"""A verb by which something begins or ends: what is counted then comes after that."""

_STRETCH = Wording(
    "scene.stretch",
    r"\b(?:so\sfar|already|(?:hours?|days?|nights?|weeks?|fortnight|months?|years?|"
    r"weekend)\b(?!\s(?:old|earlier|before)\b))",
)
"""Words by which a count is of a stretch of time: `in the first ten days`."""

_ELSEWHERE = Wording(
    "scene.elsewhere",
    r"\b(?:elsewhere|meanwhile|separately|separate|earlier|since|previous(?:ly)?|recent(?:ly)?|"
    r"(?:an)?other\s(?:group|boat|attack|raid|incident|part|town|village|camp|province|"
    r"district|city)s?)\b",
    re.IGNORECASE,
)
"""Words by which a count is of another place, or of another time."""

_PLACE = Wording(
    "scene.place",
    r"\b(?i:in|at|near|outside|off)\s(?P<name>[A-Z][\w\u2019'-]+)",
)
_COUNTED = Wording(
    "scene.counted",
    r"\b(?:count|register|record|estimat|document|tall[iy]|verifi|logg|enumerat|survey|"
    r"interview|assist|help)i?ed\b|\bput\sthe\s(?:number|figure|total)\b",
    re.IGNORECASE,
)
"""Verbs of somebody who counts, or helps, which may be on whatever day."""

_OF_ANOTHER = Wording(
    "scene.of_another",
    r"\b(?:since|until|till|by|before|from|of|for|than|dated|after|following|signed|"
    r"adopted)\s(?:the\s)?$",
)
"""Before a date that is not of what is told."""

_DONE = Wording(
    "scene.done",
    r"[^.;]{0,80}?\b(?:was|were|died|dead|drowned|left|fled|took|came|went|got|ran|swam|"
    r"sank|lost|fell|injured|[a-z]{3,}ed)\b",
)
"""Behind a number, what those did, or what befell them."""

_DONE_TO = Wording(
    "scene.done_to",
    r"\b(?:[a-z]{3,}ed|took|brought|found|shot|hit|pulled\sout|held|met|left)\s"
    r"(?:(?:about|around|some|only|just|another|a\sfurther|out|up|the|all)\s)*$",
)
_MORE_ON = Wording(
    "scene.more_on",
    r"\b(?:according\sto|said|says|reported|told)\b[^;]*,\s(?:which|who|whose)\b",
)
_THERE = Wording("scene.there", r"\b(?:there|we|they)\swere\s$", re.IGNORECASE)
_COUNTS = ("person", "family", "household", "death", "injury", "arrest")


class Scenes:
    """Keeps the day of the last event that a text has told, paragraph by paragraph."""

    def __init__(self, passage: DraftText, timing: Timing) -> None:
        self.passage, self.language, self.timing = passage, passage.language, timing
        self._day, self._there, self._figures = "", "", 0

    def new_paragraph(self) -> None:
        """Keep the event for one paragraph more, where only it was told in the last."""
        self._day = "" if self._figures else self._day
        self._figures = 0

    def read(self, sentence: DraftSentence, figures: int) -> None:
        """Keep the day of a sentence that was read, and how many figures it has."""
        self._figures += figures
        dates = [
            w
            for w in sentence.dates
            if w.edtf and not self.timing.is_of_speech(sentence, w)
        ]
        if not dates:
            return
        text = self.passage.text
        self._day = ""
        if len(dates) > 1 or not _WAS[self.language].search(sentence.text):
            return
        if _BEGAN[self.language].search(sentence.text):
            return
        (when,) = dates
        before = text[max(sentence.start, when.start - 20) : when.start]
        if when.open or _OF_ANOTHER[self.language].search(before):
            return
        first, last = when.first, when.last
        if first is None or last is None or last > self.passage.published:
            return
        if (last - first).days < _LONGEST:
            self._day, self._there = when.edtf, sentence.text

    def of(
        self,
        sentence: DraftSentence,
        clause: Clause,
        number: Number,
        says: Mapping[str, str],
    ) -> str:
        """Return the day of a figure whose sentence has none, "" for none."""
        if any(self._is_its_own(sentence, number, w) for w in sentence.dates):
            return ""
        if number.amount.value == 0:
            return ""  # nobody at all
        if not self._day or says["type"] not in ("FlowObservation", "StockObservation"):
            return ""
        if says["unit"] not in _COUNTS:
            return ""
        text = self.passage.text
        clause_text = text[clause.start : clause.end]
        so_far = text[sentence.start : clause.end]
        for other in (PERFECT, IN_ALL, THESE_DAYS, _STRETCH, _ELSEWHERE, _COUNTED):
            if other[self.language].search(so_far):
                return ""
        if any(
            m["name"] not in self._there for m in _PLACE[self.language].finditer(so_far)
        ):
            return ""  # `On 3 May a boat sank off Norvale. In Hillmark 40 were held.`
        done = _DONE[self.language].match(text, number.end, clause.end)
        done = done or _DONE_TO[self.language].search(text[clause.start : number.start])
        part = says["type"] == "FlowObservation" or " was " in clause_text
        there = _THERE[self.language].search(text[clause.start : number.start])
        return self._day if there or (done and part) else ""

    def _is_its_own(self, sentence: DraftSentence, number: Number, when: When) -> bool:
        """Tell whether a date of a sentence may be that of a number in it.

        Not so is one of speech, and of more on whoever speaks: `, who searched until`.
        """
        if self.timing.is_of_speech(sentence, when):
            return False
        between = self.passage.text[number.end : when.start]
        return _MORE_ON[self.language].search(between) is None
