"""When what a figure counts was: the date that is its own, and not of what is near."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from kg.draft.dates import When, nearest
from kg.draft.manner import Manner
from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftSentence, DraftText
from kg.draft.speakers import Speakers
from kg.periods.edtf import as_edtf, parse_period

_OF_ANOTHER = re.compile(
    r"\b(?:after|before|following|when|because of|despite)\s(?:[^,;]*)$"
    r"|\b(?:since|until)\s(?:[^,;]*)$"
)
_COMPARED = (
    r"(?:(?:(?:in|during|over|for)\s+)?(?:the\s+)?(?:same|corresponding)\s+"
    r"(?:month|period|quarter|week|months|time)\s+(?P<of>last year|a year earlier|"
    r"a year ago|the year before|the previous year|(?:of|in)\s+(?P<year>20[0-9]{2})))"
)
_YEAR_BEFORE = re.compile(
    r"\b(?:the year before|a year (?:before|earlier|ago|previously)|the previous year|"
    r"in the preceding year)\b|" + _COMPARED
)
_STEP_BEFORE = re.compile(
    r"\b(?:(?:in |during |over )?(?:the|a) (?P<a>month|week|day) "
    r"(?:before|earlier|prior|previously)"
    r"|(?:in |during |over )?the (?:previous|preceding|prior) (?P<b>month|week|day|"
    r"fortnight|quarter|two weeks|period|reporting period))\b"
)
_TOLD = frozenset(
    (
        *("on", "in", "a", "an", "its", "the", "his", "her", "their", "late", "early"),
        *("statement", "report", "reporters", "journalists", "parliament", "lawmakers"),
        *("latest", "update", "press", "conference", "briefing", "news", "afp"),
        *("reuters", "interview", "at", "to", "from", "that", "us", "post", "court"),
        *("joint", "weekly", "monthly", "daily", "situation", "flash", "bulletin"),
    )
)
"""Words between a verb of saying and the day on which it was said."""

_FUTURE = re.compile(
    r"\b(?:will|would|could|may|might|to|shall|can|going to|plans?|planned|expects?|"
    r"expected|likely|projects?|projected|forecasts?|predicts?|intends?|threatens?|"
    r"threatened|set|due|next|if|should|aims?|pledged|promised|promises?|quota|target|"
    r"seeks?|foresees?|anticipates?|anticipated|risks?|wants?|scheduled|vowed|vows?)\b",
    re.IGNORECASE,
)
_PAST_AFTER = re.compile(r"\b(?:may|might|could|must)\s+(?:already\s+)?have\b", re.I)
_NOW = re.compile(
    r"\b(?:is|are|'re|live|lives|hosts?|remains?|needs?|now|still|currently|at present|"
    r"shelters|sleep|sleeps|stay|stays|lack|lacks|stands? at|holds?|has|have|houses|"
    r"accommodates|rely|depend|attend|attends|want|wants|say|says|work|works|go|face|"
    r"faces)\b",
    re.IGNORECASE,
)
_SINCE_THEN = re.compile(
    r"\b(?:since (?:then|that (?:day|date|time|month|week))|ever since)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(r",\s+when\s")
_THERE = re.compile(
    r"\s+(?:[\w'\u2019-]+\s+){0,4}?(?:will|would|could|may|might)\s+(?:still\s+)?"
    r"(?:be|have|need|face|live|lack|remain|stay)\b",
    re.IGNORECASE,
)
"""Behind a number of those who will be there on a day."""

_THESE_DAYS = re.compile(
    r"\b(?:now|still|currently|at present|at the moment|these days)\b", re.IGNORECASE
)
_PAST = re.compile(
    r"\b(?:was|were|had|left|fled|went|came|took|[a-z]{3,}ed)\b", re.IGNORECASE
)
_PERFECT = re.compile(r"\b(?:has|have|'ve)\b", re.IGNORECASE)
_IN_ALL = re.compile(
    r"\b(?:so far|to date|in total|in all|overall|altogether|cumulatively|ever)\b", re.I
)
_APPEAL = re.compile(
    r"\b(?P<year>20[0-9]{2})\s+(?:[\w'\u2019-]+\s+){0,3}?(?:appeal|plan|programme|"
    r"budget|campaign)\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"(?!\.\.)[^/]+(?:/(?!\.\.)[^/]+)?")


class Timing:
    """Finds the period of a figure."""

    def __init__(self, passage: DraftText, speakers: Speakers) -> None:
        self.passage, self.speakers = passage, speakers

    def is_ahead(self, clause: Clause, manner: Manner) -> bool:
        """Tell whether a figure is of what is still to come."""
        if manner.code not in ("planned", "predicted", "threatened", "concern"):
            return False
        text = self.passage.text[clause.start : clause.end]
        if _PAST_AFTER.search(text):
            return False
        cue = manner.cue
        inside = cue is not None and clause.start <= cue.start < clause.end
        if manner.code == "concern":
            return re.search(r"\b(?:will|would|could|may|might)\b", text) is not None
        if inside or _FUTURE.search(text):
            return True
        return not (_NOW.search(text) or re.search(r"\b(?:was|were|had)\b", text))

    def is_over(self, clause: Clause) -> bool:
        """Tell whether a verb in the past stands in a clause."""
        return _PAST.search(self.passage.text, clause.start, clause.end) is not None

    def is_of_another_time(
        self, clause: Clause, number: Number, when: When | None
    ) -> bool:
        """Tell whether a number is of a time that another tells: `the year before`."""
        after = self.passage.text[number.end : clause.end].casefold().lstrip()
        match = _STEP_BEFORE.search(after) or _YEAR_BEFORE.search(after)
        if match is not None and _is_right_behind(after[: match.start()]):
            return True
        around = self._around(clause, number)
        return when is None and any(
            pattern.search(around) is not None
            for pattern in (_STEP_BEFORE, _YEAR_BEFORE)
        )

    def other(
        self, clause: Clause, number: Number, earlier: str, when: When | None
    ) -> str:
        """Return the days that `the week before` means, or "" where that is not sure.

        It goes from ``earlier``, the period of the figure before, or the date beside.
        """
        closed = _CLOSED.fullmatch(earlier.removeprefix("../"))
        period = earlier if closed or when is None else when.edtf
        around = self._around(clause, number)
        if (year := _YEAR_BEFORE.search(around)) is not None:
            return _years_before(period, year["year"])
        if (step := _STEP_BEFORE.search(around)) is not None:
            return self._before(step["a"] or step["b"], period)
        return ""

    def _before(self, unit: str, period: str) -> str:
        if not period or not _CLOSED.fullmatch(period):
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

    def of(
        self, sentence: DraftSentence, clause: Clause, number: Number, *, ahead: bool
    ) -> When | None:
        """Return the date of a number: in its clause, or the one of its sentence."""
        dates = sentence.dates_ahead if ahead else sentence.dates
        dates = [
            w
            for w in dates
            if not self.is_of_speech(sentence, w)
            and not (w.start < number.end and number.start < w.end)
        ]
        inside = [w for w in dates if clause.start <= w.start < clause.end]
        own = [w for w in inside if not self._of_another(clause, w)]
        text = self.passage.text
        for when in nearest(own, number.start, number.end):
            if _WHEN.match(text, when.end, number.start):  # `since 2021, when 300 left`
                first = when.edtf.partition("/")[0]
                return When(when.start, when.end, when.words, first)
            return when
        since_then = _SINCE_THEN.search(text, clause.start, clause.end)
        if since_then is not None and not own:
            return self._since_then(since_then)
        if not inside and _THESE_DAYS.search(text, clause.start, clause.end):
            return None
        if not inside and _IN_ALL.search(text, clause.start, clause.end):
            return None
        if not inside and (len(sentence.clauses) == 1 or len(dates) == 1):
            rest = [w for w in dates if not self._of_another(clause, w)]
            # what a sentence adds, `and will be returned in May`, is of something else
            rest = [w for w in rest if w.start < clause.end]
            barred = any(re.search("[;:]", text[w.end : clause.start]) for w in rest)
            return rest[0] if len(rest) == 1 and not barred else None
        fronted = next((w for w in dates if w.start - sentence.start <= 4), None)
        if not inside and fronted is not None:
            between = text[fronted.end : number.start]
            if not re.search(r"[;:]|\b(?:while|whereas|but)\b", between):
                return fronted
        return None

    def _since_then(self, words: re.Match[str]) -> When | None:
        """Return the days since the last date before `since then`, in its paragraph."""
        begins = self.passage.paragraph(words.start())
        dates = [
            when
            for sentence in self.passage.sentences
            if begins <= sentence.start < words.start()
            for when in sentence.dates
            if when.end <= words.start()
        ]
        if not dates:
            return None
        first = dates[-1].edtf.partition("/")[0]
        day = self.passage.published.isoformat()
        return When(*words.span(), " ".join(words[0].split()), f"{first}/{day}", True)

    def _of_another(self, clause: Clause, when: When) -> bool:
        """Tell whether a date is that of something else: `after the return in 2021`."""
        start = min(clause.start, when.start)
        before = self.passage.text[start : when.start]
        return _OF_ANOTHER.search(before) is not None

    def is_of_speech(self, sentence: DraftSentence, when: When) -> bool:
        """Tell whether a date is that of the saying: `said on Wednesday`."""
        text = self.passage.text
        day = when.edtf.count("-") == 2 and "/" not in when.edtf
        for saying in self.speakers.sayings(sentence):
            if when.start >= saying.cue.end:
                between = text[saying.cue.end : when.start]
            else:
                between = text[when.end : saying.cue.start]
            words = between.replace(",", " ").split()
            before = when.end <= saying.cue.start
            if (not words and not (before and "," in between)) or (
                day
                and len(words) <= 9
                and when.start >= saying.cue.end
                and all(w.casefold() in _TOLD or w[:1].isupper() for w in words)
            ):
                return True
        return False

    def period(
        self,
        clause: Clause,
        number: Number,
        says: dict[str, str],
        when: When | None,
        *,
        earlier: str,
        other: str,
        ahead: bool,
        part: bool,
    ) -> dict[str, str]:
        """Return the period of a figure, and its words where it has any.

        ``earlier`` is that of the figure before, ``other`` one that goes by it.
        """
        if other:
            return {"period": other}
        stock = says["type"] == "StockObservation"
        if ahead and stock:  # `will be there by May`, but `take in 300 by May`
            stock = _THERE.match(self.passage.text, number.end, clause.end) is not None
        text = self.passage.text[clause.start : clause.end]
        if when is not None:
            stage = says.get("transferStage", "")
            edtf = self._dated(when, stage, stock=stock, ahead=ahead)
            return {"period": edtf, "periodText": when.words}
        if reported := self._reported(text):
            return {"period": reported}
        day = self.passage.published.isoformat()
        last = self.passage.reporting_period.rpartition("/")[2] or day
        if says.get("transferStage") == "requested":
            year = _APPEAL.search(text)
            return {"period": year["year"] if year else last}
        if ahead:
            return {"period": f"{day}/.."}
        behind = self.passage.text[number.end : clause.end]
        kind = says["type"]
        if part:
            bare = not _VERB.search(behind[:60]) or kind == "FlowObservation"
            if earlier and (bare or not (_NOW.search(behind) or kind in _NOW_KINDS)):
                return {"period": earlier}
            if earlier and kind == "ChangeObservation":
                return {"period": earlier}
            return {"period": last}
        if stock or kind == "RateObservation":
            past = re.search(r"\b(?:was|were|had)\b", text)
            if past and earlier and _CLOSED.fullmatch(earlier):
                return {"period": earlier}
            return {"period": last}
        goes_on = earlier and not _IN_ALL.search(text) and not _PERFECT.search(text)
        if goes_on and ".." not in earlier[:2]:
            return {"period": earlier}
        return {"period": f"../{last}"}

    def open(self, says: Mapping[str, str], manner: Manner) -> str:
        """Return the period of what nobody dates: up to the text, or from it on.

        Of people who were there, it is the day of the text, or the last it reports on.
        """
        day = self.passage.published.isoformat()
        last = self.passage.reporting_period.rpartition("/")[2] or day
        asked = says.get("transferStage") == "requested"
        if says.get("type") == "StockObservation" or asked:
            return last
        ahead = manner.code in ("planned", "predicted", "threatened")
        if says.get("type") == "RateObservation" and not ahead:
            return last  # it is the pace of these days
        return f"{day}/.." if ahead else f"../{last}"

    def _dated(self, when: When, stage: str, *, stock: bool, ahead: bool) -> str:
        """Return the days of a phrase, as what is counted goes by them."""
        day = self.passage.published.isoformat()
        if when.open and (last := self.passage.reporting_period.rpartition("/")[2]):
            return f"{when.edtf.partition('/')[0]}/{last}"
        if stage == "requested" and when.words.casefold() == "this year":
            return day[:4]
        if stock and when.edtf.startswith("../"):
            return when.edtf[3:]  # by a day, those who are there are there
        if stock and ahead and when.edtf.startswith(f"{day}/"):
            return when.edtf[len(day) + 1 :]
        return when.edtf

    def _around(self, clause: Clause, number: Number) -> str:
        """Return the words of a clause near a number, in small letters."""
        text = self.passage.text
        start, end = (
            max(clause.start, number.start - 45),
            min(clause.end, number.end + 70),
        )
        return text[start:end].casefold()

    def _reported(self, words: str) -> str:
        """Return the reporting period where a clause speaks of it, or ""."""
        named = "reporting period" in words.casefold()
        return self.passage.reporting_period if named else ""


_NOW_KINDS = frozenset(("StockObservation",))
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|did|lack|lacked|said|say|came|need|lost|"
    r"live|lived|arrived|left|died|fled|[a-z]+ed)\b",
    re.IGNORECASE,
)


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
