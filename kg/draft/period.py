"""What period a figure has: by its date, by the figure before, or by when it was told.

The conventions are those of docs/facts.md and of the corpus: those who are there are so
on the day of the text, what happened did so by then, and what is to come has no end.
"""

from __future__ import annotations

import re

from kg.draft.ahead import NOW, is_of_then
from kg.draft.asides import PERFECT
from kg.draft.dates import When
from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftText
from kg.draft.timing import IN_ALL, Timing
from kg.draft.wording import Wording
from kg.periods.edtf import parse_period

_THERE = Wording(
    "period.there",
    r"\s+(?:[\w'\u2019-]+\s+){0,4}?(?:will|would|could|may|might)\s+(?:still\s+)?"
    r"(?:be|have|need|face|live|lack|remain|stay)\b",
    re.IGNORECASE,
)
"""Behind a number of those who will be there on a day."""

_APPEAL = Wording(
    "period.appeal",
    r"\b(?P<year>20[0-9]{2})\s+(?:[\w'\u2019-]+\s+){0,3}?(?:appeal|plan|programme|"
    r"budget|campaign)\b",
    re.IGNORECASE,
)
_FURTHER = Wording(
    "period.further", r"\b(?:another|further|additional)\b", re.IGNORECASE
)
_OF_A_YEAR = Wording("period.of_a_year", r"^this year$|\b20[0-9]{2}$", re.IGNORECASE)
_MONTH = 27
"""Days between the ends of a period of a month or more."""

_ONE_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ONE_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_NOW_KINDS = frozenset(("StockObservation",))
_VERB = Wording(
    "period.verb",
    r"\b(?:is|are|was|were|has|have|had|do|did|lack|lacked|said|say|came|need|lost|"
    r"live|lived|arrived|left|died|fled|[a-z]+ed)\b",
    re.IGNORECASE,
)


_WHO = Wording("period.who", r"\b(?:who|that|having|whom)\b", re.IGNORECASE)
_BEGINS = Wording(
    "period.begins",
    r"\b(?:begins?|starts?|starting|beginning|commences?|take effect|from)\s"
    r"(?:on\s|in\s)?$",
    re.IGNORECASE,
)
_ONCE = Wording(
    "period.once",
    r"\b(?:(?:before|prior to|ahead of)\s+(?:the\s+|its\s+|this\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?:war|conflict|crisis|fighting|coup|invasion|earthquake|pandemic|attacks?|fall|"
    r"takeover|revolution|uprising|influx|offensive|closure|floods?|ban|deal)|"
    r"at the time|at that time|back then|pre-war|pre-crisis|pre-conflict|once|used to|"
    r"formerly|at one time|at (?:its|their|the) (?:peak|height))\b",
    re.IGNORECASE,
)
"""Of those who were there at a time that no date tells."""

_USED_TO = Wording("period.used_to", r"\b(?:used\sto|once)\s[a-z]+(?:\s[a-z]+)?\s$")
"""Right before those who are there no more: `a camp that used to hold 4,000`."""

_ARE_NOW = Wording(
    "period.are_now",
    r"\s+(?:[\w-]+\s+){0,3}?(?:(?:is|are)\s+(?:now\s+|still\s+|currently\s+)?"
    r"(?:believed|thought|said|reported|feared|known)\s+to\s+be"
    r"|(?:is|are)\s+(?:now|still|currently|today|in|at|on|with|under|among|inside))\b",
    re.IGNORECASE,
)
"""Behind a number of those who are there now, as somebody has it."""

_AS_SAID = Wording(
    "period.as_said",
    r",?\s+(?:[\w'\u2019]+\s+){1,4}?(?:said|told|reported|announced|estimated|claimed)\b"
    r"[^.;]*$",
    re.IGNORECASE,
)
"""Between the day on which something was said and a number that was told then."""

_THEY_ARE = Wording(
    "period.they_are",
    r",?\s+(?:have|has|are|is|remain|remains|need|still|now|live)\b",
    re.IGNORECASE,
)
_SAID_HAD = Wording(
    "period.said_had",
    r"\b(?:said|says|told|reported|announced|added)\b[^.;]*\bhad\b",
    re.IGNORECASE,
)
_HAVE = Wording("period.have", r"\s+(?:of\s+\w+\s+)?(?:have|has)\s+(?!to\b)[a-z]+")
_BY = Wording(
    "period.by", r"\b(?:had|has|have)\s(?:[\w-]+\s){0,2}?[a-z]+(?:ed|en|ne)\b.*\bby\s$"
)
"""Before `last night`, up to which something had been done."""

_DONE_BY = Wording(
    "period.done_by",
    r"\bhad\s(?!been\b)(?:already\s|so\sfar\s|now\s)?[a-z]+(?:ed|en|ne)\b",
)
"""Behind a day, what had been done up to it: `by 1 March the state had approved`."""

_STILL = Wording(
    "period.still",
    r"(?:\s+[\w-]+){0,2}?\s+(?:is|are|remains?)\b(?!\s+(?:said|reported|believed|known)\b)",
    re.IGNORECASE,
)
"""Behind a number of those who are there when the text is written."""

_PAST_RATE = Wording(
    "period.past_rate",
    r"(?:\s+[\w-]+){0,2}?\s+(?!(?:registered|displaced|is|are)\b)(?:(?:were|was)(?!\s+[a-z]+ing\b)|crossed|left|fled|"
    r"came|arrived|entered|returned|died|lost|went|took|[a-z]{3,}ed)\b",
    re.IGNORECASE,
)
"""Behind a rate, what they did: it is of days that are over."""

_WAS = Wording("period.was", r"\b(?:was|were|had)\b")
_NAMED = Wording("period.named", r"reporting period", re.IGNORECASE)
_HAD = Wording("period.had", r"\b(?:had|has|have)\b", re.IGNORECASE)


class FigurePeriods:
    """Finds the periods of the figures of a text."""

    def __init__(self, passage: DraftText, timing: Timing) -> None:
        self.passage, self.timing = passage, timing
        self.language = passage.language
        self.frame = ""
        """The days that the text is of as its first dated flow says, or ""."""
        self._framed = False

    def begin_with(self, says: dict[str, str], *, dated: bool) -> None:
        """Keep the days of the first flow, where they are a month or more, and over.

        Of a text about a month or a year, what has no date of its own was in it.
        """
        kind = says["type"] in ("FlowObservation", "ChangeObservation")
        if self._framed or not kind or not dated or says["unit"] == "money":
            return
        self._framed = True
        span = parse_period(says["period"])
        if span.start is None or span.end is None or span.approximate:
            return
        long = (span.end - span.start).days >= _MONTH
        if long and span.end < self.passage.published:
            self.frame = says["period"]

    def of(
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
            stock = (
                _THERE[self.language].match(self.passage.text, number.end, clause.end)
                is not None
            )
        text = self.passage.text[clause.start : clause.end]
        if says["type"] == "RateObservation" and when is not None and when.open:
            when = None  # the pace of these days, whatever went on since
        held = stock or says["type"] == "ShareObservation"
        if held and when is not None and self._is_of_who(number, when):
            when = None
        if stock and when is None and not ahead:
            sentence = self.passage.sentence_at(number.start)
            when = self.timing.as_of_all(sentence, number)
        if when is not None:
            stage = says.get("transferStage", "")
            edtf = self._dated(when, stage, stock=stock, ahead=ahead)
            if says["type"] == "FlowObservation" and not ahead:
                edtf = self._up_to(clause, number, when, edtf)
            if says["type"] == "ShareObservation" and not ahead:
                edtf = self._so_far(edtf)
            return {"period": edtf, "periodText": when.words}
        if reported := self._reported(text):
            return {"period": reported}
        day = self.passage.published.isoformat()
        last = self.passage.reported_until or day
        if says.get("transferStage") == "requested":
            year = _APPEAL[self.language].search(text)
            return {"period": year["year"] if year else last}
        if ahead:
            return {"period": f"{day}/.."}
        behind = self.passage.text[number.end : clause.end]
        kind = says["type"]
        if part:
            done = _HAVE[self.language].match(self.passage.text, number.end)
            if kind == "FlowObservation" and (
                done or IN_ALL[self.language].search(text)
            ):
                return {"period": f"../{last}"}
            bare = (
                not _VERB[self.language].search(behind[:60])
                or kind == "FlowObservation"
            )
            if earlier and (
                bare or not (NOW[self.language].search(behind) or kind in _NOW_KINDS)
            ):
                return {"period": earlier}
            dated = _ONE_DAY.fullmatch(earlier) and kind == "ShareObservation"
            if earlier and (dated or kind == "ChangeObservation"):
                return {"period": earlier}
            frame = self.passage.reporting_period or self.frame
            of_then = kind == "ChangeObservation" or (
                kind == "ShareObservation" and is_of_then(text, self.language)
            )
            if frame[:1].isdigit() and of_then:
                return {"period": frame}
            happened = kind == "FlowObservation" and not NOW[self.language].search(text)
            return {"period": f"../{last}" if happened else last}
        head = self.passage.text[clause.start : number.start]
        used_to = _USED_TO[self.language].search(head) is not None
        once = _ONCE[self.language].search(text) and not NOW[self.language].search(text)
        if used_to or once:
            return {"period": f"../{last}"}  # when that was, nobody knows
        if stock or kind == "RateObservation":
            past = _WAS[self.language].search(text) and not _STILL[self.language].match(
                self.passage.text, number.end, clause.end
            )
            if kind == "RateObservation" and _PAST_RATE[self.language].match(
                self.passage.text, number.end, clause.end
            ):
                ended = (
                    "" if earlier.endswith(f"/{day}") or ".." in earlier else earlier
                )
                if closed := self.passage.reporting_period or ended or self.frame:
                    return {"period": closed}
            if (
                past
                and earlier
                and (_ONE_DATE.fullmatch(earlier) or self._is_over(earlier))
            ):
                return {"period": earlier}
            if stock and self.frame and is_of_then(text, self.language):
                return {"period": self.frame}
            if kind == "RateObservation" and (spoken := self._spoken_on(number)):
                return {"period": spoken}
            return {"period": last}
        if _ARE_NOW[self.language].match(self.passage.text, number.end, clause.end):
            return {"period": last}
        if _FURTHER[self.language].search(number.words) and earlier.endswith(
            f"/{last}"
        ):
            return {"period": earlier}  # `another 400`, in the same days
        reporting = self.passage.reporting_period
        if (
            reporting
            and not IN_ALL[self.language].search(text)
            and not PERFECT[self.language].search(text)
        ):
            return {"period": reporting}
        goes_on = (
            earlier
            and not IN_ALL[self.language].search(text)
            and not PERFECT[self.language].search(text)
        )
        if _SAID_HAD[self.language].search(text):
            goes_on = False  # `said that nobody had died`, ever
        if goes_on and earlier != f"../{last}":
            return {"period": earlier}
        open_ = says["unit"] == "money" or bool(
            IN_ALL[self.language].search(text) or PERFECT[self.language].search(text)
        )
        if self.frame and not open_ and not _SAID_HAD[self.language].search(text):
            return {"period": self.frame}
        return {"period": f"../{last}"}

    def _so_far(self, edtf: str) -> str:
        """Return the days of a share up to the text, where they are not over."""
        day = self.passage.published
        span = parse_period(edtf)
        if span.start is None or span.end is None or not span.start < day < span.end:
            return edtf
        last = self.passage.reported_until or day.isoformat()
        return f"{edtf.partition('/')[0]}/{last}"

    def _is_over(self, period: str) -> bool:
        """Tell whether days have both ends, and ended before the text."""
        end = parse_period(period).end
        return ".." not in period and end is not None and end < self.passage.published

    def _dated(self, when: When, stage: str, *, stock: bool, ahead: bool) -> str:
        """Return the days of a phrase, as what is counted goes by them."""
        day = self.passage.published.isoformat()
        if stage == "requested" and _OF_A_YEAR[self.language].search(when.words):
            return when.edtf[:4]
        if when.open and (last := self.passage.reported_until):
            days = f"{when.edtf.partition('/')[0]}/{last}"
            return days if is_period(days) else when.edtf
        if stage == "requested" and not stock and ".." in when.edtf:
            return day  # `needs 8 million until June`, now
        text = self.passage.text
        done = _DONE_BY[self.language].search(text, when.end, when.end + 40)
        if stock and when.edtf.startswith("../") and done is None:
            return when.edtf[3:]  # by a day, those who are there are there
        begins = _BEGINS[self.language].search(
            text, max(0, when.start - 40), when.start
        )
        if ahead and begins and _ONE_DATE.fullmatch(when.edtf):
            return f"{when.edtf}/.."
        if stock and ahead and when.edtf.startswith(f"{day}/"):
            return when.edtf[len(day) + 1 :]
        return when.edtf

    def _up_to(self, clause: Clause, number: Number, when: When, edtf: str) -> str:
        """Return the days of a flow up to a day: `as of 9 May, 300 had left`.

        From where the clause says since when; else nobody knows from when on.
        """
        sentence = self.passage.sentence_at(number.start)
        day = self.timing.as_of(sentence, clause)
        since = self.timing.since_in(sentence, clause)
        if day is None and when.words.casefold().startswith(
            ("at the end", "by the end")
        ):
            had = _HAD[self.language].search(
                self.passage.text, clause.start, clause.end
            )
            day = when if had else None
        if _BY[self.language].search(self.passage.text[clause.start : when.start]):
            return f"../{edtf}" if _ONE_DATE.fullmatch(edtf) else edtf
        between = self.passage.text[when.end : max(when.end, number.start)]
        if day is None and _AS_SAID[self.language].match(between):
            day = when  # `in June you said that 5,000 had left`
        if day is None and edtf.startswith("../") and since is not None:
            day = when
        if day is None or not day.edtf:
            return edtf
        last = day.edtf.rpartition("/")[2]
        if since is None or since.start == day.start:
            return f"../{last}"
        begun = f"{since.edtf.partition('/')[0]}/{last}"
        return begun if is_period(begun) else f"../{last}"

    def _is_of_who(self, number: Number, when: When) -> bool:
        """Tell whether a date is of what those did who are there: `who came in May`.

        That is so where a verb before the number says that they are there now.
        """
        text = self.passage.text
        if when.start < number.end:
            return False
        sentence = self.passage.sentence_at(number.start)
        ends = [
            m.start()
            for m in _WHO[self.language].finditer(text, number.end, when.start)
        ]
        return bool(ends) and bool(
            _THEY_ARE[self.language].match(text, when.end)
            or NOW[self.language].search(text, sentence.start, number.start)
            or NOW[self.language].search(text, number.end, ends[-1])
        )

    def _spoken_on(self, number: Number) -> str:
        """Return the day on which somebody said a number, if that is told."""
        sentence = self.passage.sentence_at(number.start)
        days = [
            w.edtf
            for w in sentence.dates
            if _ONE_DAY.fullmatch(w.edtf) and self.timing.is_of_speech(sentence, w)
        ]
        return days[0] if len(days) == 1 else ""

    def _reported(self, words: str) -> str:
        """Return the reporting period where a clause speaks of it, or ""."""
        named = _NAMED[self.language].search(words) is not None
        return self.passage.reporting_period if named else ""


def is_period(edtf: str) -> bool:
    """Tell whether the last day is not before the first."""
    try:
        parse_period(edtf)
    except ValueError:
        return False
    return True
