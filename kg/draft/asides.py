"""Dates of what a sentence tells beside, and of what was before: none of the number's.

`The war, which began in May, has killed 300`; `from 300 in May to 200`.
"""

from __future__ import annotations

import re

from kg.draft.dates import When
from kg.draft.leading import DaysBefore
from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftSentence
from kg.draft.wording import Wording
from kg.periods.edtf import parse_period

_AND_COUNT = Wording(
    "asides.and_count",
    r"and\s(?:(?:at\sleast|more\sthan|some|about|around|another|over|nearly|a\sfurther)\s)?"
    r"\d[\d,]*\s(?:were\s|others\s|people\s|more\s)*(?:wounded|injured|hurt|killed|missing|arrested|"
    r"detained)\b",
    re.IGNORECASE,
)
YEAR_OPENS = re.compile(r"\b(?P<year>(?:19|20)\d\d)\s?\(\Z")
_HOSTS = Wording(
    "asides.hosts",
    r"(?:which|who|where|whose)\s(?:[\w'\u2019-]+\s){0,3}?(?:now\s|still\s|already\s)?(?:hosts?|holds?|"
    r"houses?|shelters?|is|are|has|have\s(?:about|some|around|\d)|accommodates|lives?)\b",
    re.IGNORECASE,
)
_SIDE = Wording(
    "asides.side",
    r",\s(?:which|who|where|whose)\s(?P<began>began|started|broke\sout|erupted|is\sin\sits)?[^,;]*$",
    re.IGNORECASE,
)
"""Before a date in what is told beside of who or what does something."""

_ITS_TOTAL = Wording(
    "asides.its_total", r"['\u2019]s\s\w+$|^total\sfor\b", re.IGNORECASE
)
"""How a date is put that is of a total: `the week's tally`, `total for the year`."""

_TO = Wording("asides.to", r"\bto\s+$")
_FROM = Wording("asides.from", r"\bfrom\s+(?:[a-z]+\s){0,3}\d", re.IGNORECASE)
_LONG_AGO = 28
"""Days after which a plan that was told is of another time than the text."""

PERFECT = Wording("asides.perfect", r"\b(?:has|have|'ve)\b", re.IGNORECASE)


class DatesAside(DaysBefore):
    """Tells dates of what stands beside a number from those of the number."""

    def _as_spoken(self, sentence: DraftSentence, ahead: list[When]) -> list[When]:
        """Return the days of a plan from when it was told: `said in May: by June`."""
        spoken = [w for w in sentence.dates if self.is_of_speech(sentence, w)]
        begun = spoken[0].first if len(spoken) == 1 else None
        if begun is None or (self.passage.published - begun).days < _LONG_AGO:
            return ahead
        past = {w.start: w for w in sentence.dates}
        result = list[When]()
        for when in ahead:
            then = past.get(when.start, when)
            late = then.last is not None and then.last >= begun
            result.append(then if late else when)
        return result

    def _of_both(
        self, sentence: DraftSentence, clause: Clause, dates: list[When]
    ) -> When | None:
        """Return the date of two counts: `57 were killed and 100 wounded on Monday`."""
        text = self.passage.text
        for other in sentence.clauses:
            if text[clause.end : other.start].strip() != "":
                continue
            if not _AND_COUNT[self.language].match(text, other.start, other.end):
                continue
            inside = [w for w in dates if other.start <= w.start < other.end]
            return inside[0] if len(inside) == 1 else None
        return None

    def _without_others(
        self, sentence: DraftSentence, clause: Clause, number: Number, own: list[When]
    ) -> list[When]:
        """Leave out the day of the number before: `92 on Sunday and 75 on Monday`."""
        numbers = [n for n in sentence.numbers if clause.start <= n.start < clause.end]
        behind = [w for w in own if w.start >= number.end]
        if not behind or any(number.end <= n.start < behind[0].start for n in numbers):
            return own
        return [
            w
            for w in own
            if w.start >= number.end or not any(n.end <= w.start for n in numbers)
        ]

    def _is_aside(self, clause: Clause) -> bool:
        """Tell whether a relative clause tells who is there now."""
        pattern = _HOSTS[self.language]
        return pattern.match(self.passage.text, clause.start, clause.end) is not None

    def _began(
        self, sentence: DraftSentence, when: When, number: Number
    ) -> When | None:
        """Return the days since what began: `the war, which began in May, has killed`.

        The date itself where it is not in what is told beside of who does something,
        and None where it dates only that.
        """
        text = self.passage.text
        if when.end > number.start or text[when.end : when.end + 1] != ",":
            return when
        side = _SIDE[self.language].search(text, sentence.start, when.start)
        if side is None:
            return when
        behind = text[when.end : number.end + 30]
        first = when.edtf.partition("/")[0]
        if side["began"] and PERFECT[self.language].search(behind) and first[:1] != ".":
            day = self.passage.published.isoformat()
            return When(when.start, when.end, when.words, f"{first}/{day}", True)
        return None

    def is_of_past_total(
        self, sentence: DraftSentence, when: When, earlier: str
    ) -> bool:
        """Tell whether a total is of a year, a month or a week before that of the text.

        As in `in December 2025 4,200 left, bringing the year's total to 90,000`: what
        is told beside it, or was right before, was then.
        """
        if _ITS_TOTAL[self.language].search(when.words) is None:
            return False
        begins = when.first
        beside = (w.edtf for w in sentence.dates if w.start != when.start)
        starts = (parse_period(edtf).start for edtf in (*beside, earlier) if edtf)
        return begins is not None and any(s is not None and s < begins for s in starts)

    def _is_of_aside(self, sentence: DraftSentence, when: When, number: Number) -> bool:
        """Tell whether a date stands in an aside that ends before a number.

        As in `the mayor, who promised in May to house 60, has housed 14`.
        """
        text = self.passage.text
        side = _SIDE[self.language].search(text, sentence.start, when.start)
        if side is None or side["began"]:
            return False
        return "," in text[when.end : number.start]

    def _is_of_first(self, clause: Clause, when: When, number: Number) -> bool:
        """Tell whether a date is of what was before: `from 300 in May to 200`."""
        text = self.passage.text
        if not _TO[self.language].search(text[clause.start : number.start]):
            return False
        first = _FROM[self.language].search(text, clause.start, number.start)
        return (
            first is not None
            and first.end() < when.start < number.start
            and text[when.end : number.start].strip() == "to"
        )
