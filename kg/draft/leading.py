"""Days that lead back to what was dated before: `since then`, `in that period`."""

from __future__ import annotations

import re

from kg.draft.ahead import ToCome
from kg.draft.dates import When
from kg.draft.events import names_event, since_event
from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftSentence
from kg.draft.steps import stepped
from kg.draft.wording import Wording

_IN_THE = Wording("leading.in_the", r"\b(?:in|over|during|within)(?:\sthe)?\s$")

_TOTAL = Wording("leading.total", r"\b(?:total|tally|toll|count)\s$", re.IGNORECASE)

SINCE_THEN = Wording(
    "leading.since_then",
    r"\b(?:since (?:then|that (?:day|date|time|month|week))|ever since)\b",
    re.IGNORECASE,
)

SAME = Wording(
    "leading.same",
    r"\b(?:in|during|over|for|on|by)\s(?:that|the\ssame|these|those)\s(?:same\s)?"
    r"(?:period|time|days?|night|weeks?|months?|quarter|years?|weekend)\b"
    r"(?!\s(?:last|a|the|of|in|as|next|before)\b)|\bthat\s(?:same\s)?(?:day|night)\b",
    re.IGNORECASE,
)
"""Days that were told before."""

_COMPARED = Wording(
    "leading.compared",
    r"\b(?:than|from|against|to|with)\s(?:in\s|the\s|it\s)*$"
    r"|\b(?:same|corresponding)\s(?:\w+\s)?(?:period|months?|days?|weeks?|quarter|half)\s"
    r"(?:of\s|in\s|a\s)?(?:the\s)?$"
    r"|\b(?:highest|lowest|most|fewest|first|worst|largest)\b[^.;,]{0,50}\s(?:since\b[^.;]{0,30})?$",
    re.IGNORECASE,
)
"""Before a date with which something is only compared."""

_LONG_BEFORE = 20_000
"""Characters before a figure among which the text tells when something began."""

_SHORTLY_BEFORE = 600
"""Characters before `since then` among which the day stands that it means."""

BEGINS_SINCE = Wording("leading.begins_since", r"since\b", re.IGNORECASE)
"""How a date begins from which on something is counted."""

_SINCE = Wording("leading.since", r"\bsince\s[^;:.\d]*$", re.IGNORECASE)

_ONWARDS = Wording(
    "leading.onwards", r"\s+(?:onwards?|on(?=\s*[,.;)]|\s*$))", re.IGNORECASE
)

_MOVED_AFTER = Wording(
    "leading.moved_after",
    r"[^,;:.]*\b(?:arriv(?:ed|ing)|c[ao]m(?:e|ing)|left|fled|fleeing|crossed|return(?:ed|ing)|"
    r"entered|gone|went|deported|expelled|displaced)\b[^,;:.]*?\s"
    r"(?P<after>after\s(?!that\b|this\b|which\b|nightfall\b|dark\b)[^,;:.\d]{3,60})$",
)
"""Between a number and a date, after which they moved: `300 came after the coup in`."""

_OTHERS = Wording(
    "leading.others", r"\b(?:as\swell\sas|including|among\sthem|plus)\b[^,;:.]*$"
)
"""Between a date and those who have one of their own: `in ten years, including 300`."""

CLOSED = re.compile(r"(?!\.\.)[^/]+(?:/(?!\.\.)[^/]+)?")


class DaysBefore(ToCome):
    """Finds the days of phrases that go by a date that was told before."""

    def _since(self, sentence: DraftSentence, when: When) -> When:
        """Return the days since a date where that is meant: `since it began in May`."""
        text = self.passage.text
        if when.open or not CLOSED.fullmatch(when.edtf):
            return when
        when = self._so_far(when)
        begins = _SINCE[self.language].search(
            text, max(sentence.start, when.start - 90), when.start
        )
        goes_on = _ONWARDS[self.language].match(text, when.end, sentence.end)
        if begins is None and goes_on is None:
            return when
        start = when.start if begins is None else begins.start()
        end = when.end if goes_on is None else goes_on.end()
        first = when.edtf.partition("/")[0]
        day = self.passage.published.isoformat()
        if first[: len(day)] > day[: len(first)]:
            return when
        words = " ".join(text[start:end].split())
        return When(start, end, words, f"{first}/{day}", True)

    def _so_far(self, when: When) -> When:
        """Return a date that is not over when the text was published up to that day."""
        total = _TOTAL[self.language].search(
            self.passage.text, max(0, when.start - 12), when.start
        )
        if when.words.casefold().startswith("for ") and total is None:
            return when  # `90 million for 2026`
        starts, ends, day = when.first, when.last, self.passage.published
        if starts is None or ends is None or not starts < day < ends:
            return when
        first = when.edtf.partition("/")[0]
        edtf = f"{first}/{day.isoformat()}"
        return When(when.start, when.end, when.words, edtf, True)

    def _since_then(self, words: re.Match[str]) -> When | None:
        """Return the days since the last date that the text has before `since then`."""
        place = words.start()
        dates = [
            when
            for sentence in self.passage.sentences_before(place, _SHORTLY_BEFORE)
            for when in sentence.dates
            if when.end <= words.start() and when.edtf
        ]
        if not dates:
            return None
        first = dates[-1].edtf.partition("/")[0]
        day = self.passage.published.isoformat()
        return When(*words.span(), " ".join(words[0].split()), f"{first}/{day}", True)

    def _since_event(
        self, sentence: DraftSentence, clause: Clause, number: Number
    ) -> When | None:
        """Return the days since what happened on a day that the text told before."""
        if not names_event(sentence, clause):
            return None
        dates = [
            self._since(before, when)
            for before in self.passage.sentences_before(clause.start, _LONG_BEFORE)
            for when in before.dates
            if when.end <= clause.start and not self.is_of_speech(before, when)
        ]
        return since_event(sentence, clause, number.start, dates)

    def _after_event(
        self, number: Number, own: list[When], dates: list[When]
    ) -> When | None:
        """Return the days from an event on: `300 came after the coup in 2021`.

        None of them is before it; nothing says that they were all on its day. ``own``
        are dates that may be the number's, ``dates`` all that stand about it.
        """
        text, day = self.passage.text, self.passage.published.isoformat()
        others = _OTHERS[self.language]
        if not all(others.search(text, w.end, number.start) for w in own):
            return None
        behind = [w for w in dates if w.start >= number.end and not w.open]
        if len(behind) != 1 or not CLOSED.fullmatch(behind[0].edtf):
            return None
        when = behind[0]
        moved = _MOVED_AFTER[self.language].match(text, number.end, when.start)
        first = when.edtf.partition("/")[0]
        if moved is None or first[: len(day)] > day[: len(first)]:
            return None
        start = moved.start("after")
        words = " ".join(text[start : when.end].split())
        edtf = first if first == day else f"{first}/{day}"
        return When(start, when.end, words, edtf, True)

    def _stepped(self, words: re.Match[str]) -> When | None:
        """Return the days of `two days later`, from the last that the text named.

        "" where that is not sure. `A year earlier` compares, and is none.
        """
        if words["back"] and words["n"].lower() in ("a", "an", "the", "one"):
            return None
        named = self._named_before(words.start())
        if _IN_THE[self.language].search(
            self.passage.text[max(0, words.start() - 12) : words.start()]
        ):
            named = named[:0]  # `in the twelve months after that` is no day
        edtf = stepped(words, named[-1].edtf) if named else ""
        day = self.passage.published.isoformat()
        first, _, last = edtf.partition("/")
        if first.rstrip("~") > day[: len(first.rstrip("~"))]:
            edtf = ""
        elif last > day:
            edtf = f"{first}/{day}"
        return When(*words.span(), " ".join(words[0].split()), edtf) if named else None

    def _named_before(self, place: int) -> list[When]:
        """Return the dates that the text has shortly before a character."""
        return [
            self._since(sentence, when)
            for sentence in self.passage.sentences_before(place, _SHORTLY_BEFORE)
            for when in sentence.dates
            if when.end <= place and not self.is_of_speech(sentence, when)
        ]

    def _same(self, words: re.Match[str]) -> When | None:
        """Return the days that the text has last before `in the same period`."""
        dates = self._named_before(words.start())
        days = [w for w in dates if w.edtf and w.edtf.startswith(("1", "2"))]
        text = self.passage.text
        named = [
            w
            for w in days
            if _COMPARED[self.language].search(text, max(0, w.start - 80), w.start)
            is None
        ]
        days = named or days
        if not days:
            return None
        return When(*words.span(), " ".join(words[0].split()), days[-1].edtf)
