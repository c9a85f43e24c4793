"""Days that are told by other days: `a year earlier`, `the previous week`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kg.draft.dates import When, dates_in
from kg.draft.leading import CLOSED
from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftText
from kg.draft.timing import PREVIOUS
from kg.draft.wording import Wording
from kg.periods.edtf import as_edtf, parse_period

_COMPARED = (
    r"(?:(?:(?:in|during|over|for|at|by|on|to)\s+)?(?:the\s+)?"
    r"(?:same|corresponding|equivalent|comparable|this|that)\s+(?:(?:two|three|four|five|"
    r"six|nine)\s+)?(?:months?|period|quarter|weeks?|time|point|stage|date|day)\s+"
    r"(?:(?:of|in|from)\s+)?(?:last year|a year earlier|a year ago|the year before|"
    r"the (?:previous|prior) year|(?P<year>20[0-9]{2})))"
)
_YEAR_BEFORE = Wording(
    "compared.year_before",
    r"\b(?:the year before|a year (?:before|earlier|ago|previously)|the previous year|"
    r"in the preceding year)\b|" + _COMPARED,
)
_RIGHT_AHEAD = Wording(
    "compared.right_ahead",
    r"[\s,:('\u2019s\u2013\u2014-]*(?:(?:when|where) )?(?:(?:it|there|that|the "
    r"(?:figure|number|total)) (?:was|were|had been|stood at) )?(?:only |just )?",
)
_STEP_BEFORE = Wording(
    "compared.step_before",
    r"\b(?:(?:in |during |over )?(?:the|a) (?P<a>month|week|day) "
    r"(?:before|earlier|prior|previously)"
    r"|(?:in |during |over )?the (?:previous|preceding|prior) (?P<b>month|week|day|"
    r"fortnight|quarter|two weeks|period|reporting period))\b",
)

_LIKENED = Wording(
    "compared.likened",
    r"\b(?:as\s(?:many|much|high|low|few)\sas|(?:more|fewer|less|higher|lower|up|down)\s(?:than|from|on)|"
    r"twice\s(?:the\snumber|that)\sof|compared\s(?:to|with)|unlike|than)\s+(?:in\s|during\s|for\s|the\s)?$",
    re.IGNORECASE,
)
"""Before days that a number is only compared with, and which it is not of."""

_BY_NOW = Wording(
    "compared.by_now",
    r"\b(?:this|same|that)\s+(?:time|point|stage|date)\s+(?:(?:of|in)\s+)?"
    r"(?:last year|20[0-9]{2})",
)


_WHERE = Wording("compared.where", r"(?:where|when)\b")
_TOLD_OF = 60
"""Characters before `where` and `when` in which stands what they are of."""


class OtherTimes:
    """Finds the period of a figure that another one tells."""

    def __init__(self, passage: DraftText) -> None:
        self.passage, self.language = passage, passage.language

    def is_of_another_time(
        self, clause: Clause, number: Number, when: When | None
    ) -> bool:
        """Tell whether a number is of a time that another tells: `the year before`."""
        after = self.passage.text[number.end : clause.end].casefold().lstrip()
        match = _STEP_BEFORE[self.language].search(after) or _YEAR_BEFORE[
            self.language
        ].search(after)
        if match is not None and _is_right_behind(after[: match.start()]):
            return True
        begins = self._begin(clause)
        head = self.passage.text[begins : number.start].casefold()
        for pattern in (
            _STEP_BEFORE[self.language],
            _YEAR_BEFORE[self.language],
        ):  # `the previous week (31,220)`
            ends = [m.end() for m in pattern.finditer(head)]
            if ends and _RIGHT_AHEAD[self.language].fullmatch(head[ends[-1] :]):
                return True
        around = self._around(clause, number)
        likened = _LIKENED[self.language]
        return when is None and any(
            (match := pattern.search(around)) is not None
            and not likened.search(around[: match.start()])
            for pattern in (
                _STEP_BEFORE[self.language],
                _YEAR_BEFORE[self.language],
            )
        )

    def other(
        self, clause: Clause, number: Number, earlier: str, when: When | None
    ) -> str:
        """Return the days that `the week before` means, or "" where that is not sure.

        It goes from ``earlier``, the period of the figure before, or the date beside.
        """
        closed = CLOSED.fullmatch(earlier.removeprefix("../"))
        period = earlier if closed or when is None else when.edtf
        period = period or self._before_it(clause)
        around = self._around(clause, number)
        if (year := _YEAR_BEFORE[self.language].search(around)) is not None:
            if not closed and year["year"] == period:
                period = self._before_it(clause)  # that year is of this phrase
            day = self.passage.published.isoformat()
            if _BY_NOW[self.language].search(around) and not period.endswith(day):
                period = f"{day[:4]}-01-01/{day}"  # so far in that year
            return _years_before(period, year["year"])
        if (step := _STEP_BEFORE[self.language].search(around)) is not None:
            return self._before(step["a"] or step["b"], period) or self._previous(
                clause
            )
        return ""

    def _before_it(self, clause: Clause) -> str:
        """Return the days that the sentence has before a clause, where it has some."""
        sentence = self.passage.sentence_at(clause.start)
        dates = [w.edtf for w in sentence.dates if w.end <= clause.start]
        return dates[0] if len(dates) == 1 and CLOSED.fullmatch(dates[0]) else ""

    def _previous(self, clause: Clause) -> str:
        """Return the days of `the previous week`, from the day of the text."""
        text, published = self.passage.text, self.passage.published
        dates = dates_in(text, clause.start, clause.end, published, self.language)
        return next(
            (w.edtf for w in dates if PREVIOUS[self.language].search(w.words)),
            "",
        )

    def _before(self, unit: str, period: str) -> str:
        if not period or not CLOSED.fullmatch(period):
            return ""
        span = parse_period(period)
        if span.start is None or span.end is None or span.approximate:
            return ""
        days = (span.end - span.start).days + 1
        first = span.start
        if unit in ("week", "two weeks", "fortnight") and days in (7, 14):
            return as_edtf(first - timedelta(days), first - timedelta(1))
        if unit in ("period", "reporting period"):
            return as_edtf(first - timedelta(days), first - timedelta(1))
        if unit == "month" and len(period) == 7:
            last = first - timedelta(1)
            return f"{last:%Y-%m}"
        if unit == "month" and days == 1:
            return f"{_month_before(first).isoformat()}~"
        if unit == "day" and days == 1:
            return (first - timedelta(1)).isoformat()
        if unit == "week" and days == 1:
            return f"{(first - timedelta(7)).isoformat()}~"
        if unit == "quarter" and 89 < days < 93:
            last = first - timedelta(1)
            return as_edtf(date(last.year, last.month - 2, 1), last)
        return ""

    def _begin(self, clause: Clause) -> int:
        """Return where a clause begins, with what it is told of: `then, when 300`."""
        text = self.passage.text
        if _WHERE[self.language].match(text, clause.start) is None:
            return clause.start
        begins = text.rfind(". ", 0, clause.start) + 1
        return max(begins, clause.start - _TOLD_OF)

    def _around(self, clause: Clause, number: Number) -> str:
        """Return the words of a clause near a number, in small letters."""
        text = self.passage.text
        start, end = (
            max(self._begin(clause), number.start - 45),
            min(clause.end, number.end + 70),
        )
        behind = text[number.end : end]
        other = re.search(
            r"(?<!\d)(?!(?:19|20)\d\d\b)\d", behind
        )  # what is told of another number is not of it
        end = number.end + other.start() if other else end
        return text[start:end].casefold()


def _is_right_behind(between: str) -> bool:
    """Tell whether words part nothing: `11,000 people a week earlier`."""
    return len(between.split()) <= 3 and not re.search(r"[,;(]|\bin\b", between)


def _years_before(period: str, year: str | None) -> str:
    """Return the same days of a year before, or of one that is named."""
    if not period or "~" in period or "?" in period:
        return ""
    parts = period.split("/")
    first = next((p for p in parts if p[:1].isdigit()), "")
    if not first[:4].isdigit():
        return ""
    step = int(first[:4]) - int(year) if year else 1
    moved = [f"{int(p[:4]) - step}{p[4:]}" if p[:1].isdigit() else p for p in parts]
    try:
        parse_period("/".join(moved))
    except ValueError:
        return ""
    return "/".join(moved)


def _month_before(day: date) -> date:
    first = day.replace(day=1) - timedelta(1)
    return first.replace(day=min(day.day, first.day))
