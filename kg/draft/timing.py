"""When what a figure counts was: the date that is its own, and not of what is near."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from kg.draft.dates import When, dates_in, nearest
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
    r"(?:month|period|quarter|week|months|time)\s+(?:last year|a year earlier|"
    r"a year ago|the year before|the previous year|(?:of|in)\s+(?P<year>20[0-9]{2})))"
)
_YEAR_BEFORE = re.compile(
    r"\b(?:the year before|a year (?:before|earlier|ago|previously)|the previous year|"
    r"in the preceding year)\b|" + _COMPARED
)
_RIGHT_AHEAD = re.compile(
    r"[\s,:('\u2019s]*(?:(?:it|there|that|the (?:figure|number)) "
    r"(?:was|were|had been) )?(?:only |just )?"
)
_PREVIOUS = re.compile(r"\bthe previous\b", re.IGNORECASE)
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

_ISSUED = re.compile(
    r"\b(?:published|released|issued|presented|posted|statement|briefing|"
    r"press conference|speaking|interview|told (?:[\w'\u2019]+\s){1,6}?)"
    r"(?:[\w'\u2019]+\s){0,3}?$",
    re.IGNORECASE,
)
"""Before the day on which figures were given to others."""

_FUTURE = re.compile(
    r"\b(?:will|would|could|may|might|to|shall|can|going to|plans?|planned|expects?|"
    r"expected|likely|projects?|projected|forecasts?|predicts?|intends?|threatens?|"
    r"threatened|set|due|next|if|should|aims?|pledged|promised|promises?|quota|target|"
    r"seeks?|foresees?|anticipates?|anticipated|risks?|wants?|scheduled|vowed|vows?)\b",
    re.IGNORECASE,
)
_PAST_AFTER = re.compile(
    r"\b(?:may|might|could|must|would|should)\s+(?:already\s+)?have\b", re.I
)
NOW = re.compile(
    r"\b(?:is|are|'re|live|lives|hosts?|remains?|needs?|now|still|currently|at present|"
    r"shelters|sleep|sleeps|stay|stays|lack|lacks|stands? at|holds?|has|have|houses|"
    r"accommodates|rely|depend|attend|attends|want|wants|say|says|report|intend|plan|hope|work|works|go|face|"
    r"faces)\b",
    re.IGNORECASE,
)
_SINCE_THEN = re.compile(
    r"\b(?:since (?:then|that (?:day|date|time|month|week))|ever since)\b",
    re.IGNORECASE,
)
_SHORTLY_BEFORE = 600
"""Characters before `since then` among which the day stands that it means."""

_SINCE = re.compile(r"\bsince\s[^;:.\d]*$", re.IGNORECASE)
_ONWARDS = re.compile(r"\s+(?:on|onwards?|onward)\b(?!\s+\w+day)", re.IGNORECASE)
_WHEN = re.compile(r",\s+when\s")
_THESE_DAYS = re.compile(
    r"\b(?:now|still|currently|at present|at the moment|these days)\b", re.IGNORECASE
)
_PAST = re.compile(
    r"\b(?:was|were|had|left|fled|went|came|took|[a-z]{3,}ed)\b", re.IGNORECASE
)
PERFECT = re.compile(r"\b(?:has|have|'ve)\b", re.IGNORECASE)
IN_ALL = re.compile(
    r"\b(?:so far|to date|in total|in all|overall|altogether|cumulatively|ever)\b", re.I
)
CLOSED = re.compile(r"(?!\.\.)[^/]+(?:/(?!\.\.)[^/]+)?")


class Timing:
    """Finds the period of a figure."""

    def __init__(self, passage: DraftText, speakers: Speakers) -> None:
        self.passage, self.speakers = passage, speakers

    def is_ahead(self, clause: Clause, number: Number, manner: Manner) -> bool:
        """Tell whether a figure is of what is still to come."""
        if manner.code not in ("planned", "predicted", "threatened", "concern"):
            return False
        text = self.passage.text[clause.start : clause.end]
        if _PAST_AFTER.search(text):
            return False
        before = self.passage.text[max(clause.start, number.start - 30) : number.start]
        if _THESE_DAYS.search(before):
            return False
        cue = manner.cue
        inside = cue is not None and clause.start <= cue.start < clause.end
        if manner.code == "concern":
            return re.search(r"\b(?:will|would|could|may|might)\b", text) is not None
        if inside or _FUTURE.search(text):
            return True
        return not (NOW.search(text) or re.search(r"\b(?:was|were|had)\b", text))

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
        head = self.passage.text[clause.start : number.start].casefold()
        for pattern in (_STEP_BEFORE, _YEAR_BEFORE):  # `the previous week (31,220)`
            ends = [m.end() for m in pattern.finditer(head)]
            if ends and _RIGHT_AHEAD.fullmatch(head[ends[-1] :]):
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
        closed = CLOSED.fullmatch(earlier.removeprefix("../"))
        period = earlier if closed or when is None else when.edtf
        around = self._around(clause, number)
        if (year := _YEAR_BEFORE.search(around)) is not None:
            return _years_before(period, year["year"])
        if (step := _STEP_BEFORE.search(around)) is not None:
            return self._before(step["a"] or step["b"], period) or self._previous(
                clause
            )
        return ""

    def _previous(self, clause: Clause) -> str:
        """Return the days of `the previous week`, from the day of the text."""
        text, published = self.passage.text, self.passage.published
        dates = dates_in(text, clause.start, clause.end, published)
        return next((w.edtf for w in dates if _PREVIOUS.search(w.words)), "")

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

    def of(
        self, sentence: DraftSentence, clause: Clause, number: Number, *, ahead: bool
    ) -> When | None:
        """Return the date of a number: in its clause, or the one of its sentence."""
        dates = sentence.dates_ahead if ahead else sentence.dates
        dates = [
            w
            for w in dates
            if not self.is_of_speech(sentence, w)
            and not _PREVIOUS.search(w.words)
            and not any(n.start <= w.start < n.end for n in sentence.numbers)
            and not (w.start < number.end and number.start < w.end)
        ]
        if not ahead:
            dates = [self._since(sentence, w) for w in dates]
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
        if not inside and IN_ALL.search(text, clause.start, clause.end):
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

    def _since(self, sentence: DraftSentence, when: When) -> When:
        """Return the days since a date where that is meant: `since it began in May`."""
        text = self.passage.text
        if when.open or not CLOSED.fullmatch(when.edtf):
            return when
        when = self._so_far(when)
        begins = _SINCE.search(text, max(sentence.start, when.start - 90), when.start)
        goes_on = _ONWARDS.match(text, when.end, sentence.end)
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
        if when.words.casefold().startswith("for "):
            return when  # `90 million for 2026`
        span, day = parse_period(when.edtf), self.passage.published
        if span.start is None or span.end is None or not span.start < day < span.end:
            return when
        first = when.edtf.partition("/")[0]
        edtf = f"{first}/{day.isoformat()}"
        return When(when.start, when.end, when.words, edtf, True)

    def _since_then(self, words: re.Match[str]) -> When | None:
        """Return the days since the last date that the text has before `since then`."""
        begins = words.start() - _SHORTLY_BEFORE
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
            if saying.cue.start == saying.cue.end:
                continue  # whose turn it is dates nothing
            before = when.end <= saying.cue.start
            if day and self._is_issued(sentence, when):
                return True
            if (not words and not (before and "," in between)) or (
                day
                and len(words) <= 9
                and when.start >= saying.cue.end
                and all(w.casefold() in _TOLD or w[:1].isupper() for w in words)
            ):
                return True
        return False

    def _is_issued(self, sentence: DraftSentence, when: When) -> bool:
        """Tell whether a day is that of what was issued: `released on Monday`."""
        text = self.passage.text
        return _ISSUED.search(text, sentence.start, when.start) is not None

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

    def _around(self, clause: Clause, number: Number) -> str:
        """Return the words of a clause near a number, in small letters."""
        text = self.passage.text
        start, end = (
            max(clause.start, number.start - 45),
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
