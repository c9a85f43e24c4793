"""When what a figure counts was: the date that is its own, and not of what is near."""

from __future__ import annotations

import re

from kg.draft.dates import When, nearest
from kg.draft.manner import Manner
from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftSentence, DraftText
from kg.draft.speakers import Speakers

_OF_ANOTHER = re.compile(
    r"\b(?:after|before|following|since|when|until|because of|despite)\s(?:[^,;]*)$"
)
_YEAR_BEFORE = re.compile(r"\b(?:the year before|a year earlier|the previous year)\b")
_OTHER_TIME = re.compile(
    r"\b(?:the|a) (?:month|week|day|year) (?:before|earlier)\b|\bthe previous "
    r"(?:month|week|year|two weeks)\b"
)


class Timing:
    """Finds the period of a figure."""

    def __init__(self, passage: DraftText, speakers: Speakers) -> None:
        self.passage, self.speakers = passage, speakers

    def is_of_another_time(
        self, clause: Clause, number: Number, when: When | None
    ) -> bool:
        """Tell whether a number is of a time that another tells: `the year before`."""
        after = self.passage.text[number.end : clause.end].casefold().lstrip()
        if _OTHER_TIME.match(after):
            return True
        around = self._around(clause, number)
        return when is None and _OTHER_TIME.search(around) is not None

    def of(
        self, sentence: DraftSentence, clause: Clause, number: Number, manner: Manner
    ) -> When | None:
        """Return the date of a number: in its clause, or the one of its sentence."""
        ahead = manner.code in ("planned", "predicted", "threatened")
        dates = sentence.dates_ahead if ahead else sentence.dates
        dates = [w for w in dates if not self.is_of_speech(sentence, w)]
        inside = [w for w in dates if clause.start <= w.start < clause.end]
        own = [w for w in inside if not self._of_another(clause, w)]
        for when in nearest(own, number.start, number.end):
            return when
        if not inside and (len(sentence.clauses) == 1 or len(dates) == 1):
            rest = [w for w in dates if not self._of_another(clause, w)]
            # what a sentence adds, `and will be returned in May`, is of something else
            rest = [w for w in rest if w.start < clause.end]
            return rest[0] if len(rest) == 1 else None
        return None

    def _of_another(self, clause: Clause, when: When) -> bool:
        """Tell whether a date is that of something else: `after the return in 2021`."""
        start = min(clause.start, when.start)
        before = self.passage.text[start : when.start]
        return _OF_ANOTHER.search(before) is not None

    def is_of_speech(self, sentence: DraftSentence, when: When) -> bool:
        """Tell whether a date is that of the saying: `said on Wednesday`."""
        text = self.passage.text
        for saying in self.speakers.sayings(sentence):
            between = (
                text[saying.cue.end : when.start]
                if when.start >= saying.cue.end
                else text[when.end : saying.cue.start]
            )
            weekday = when.words.casefold().endswith("day")
            if len(between.split()) <= (3 if weekday else 0) and "," not in between:
                return True
        return False

    def earlier(self, clause: Clause, number: Number, period: str) -> str:
        """Return the period a year before another, if that is meant, or ""."""
        if not _YEAR_BEFORE.search(self._around(clause, number)):
            return ""
        if not re.fullmatch(r"(?:19|20)[0-9]{2}(?:-[0-9]{2})?", period):
            return ""
        return f"{int(period[:4]) - 1}{period[4:]}"

    def _around(self, clause: Clause, number: Number) -> str:
        """Return the words of a clause near a number, in small letters."""
        text = self.passage.text
        start, end = (
            max(clause.start, number.start - 40),
            min(clause.end, number.end + 40),
        )
        return text[start:end].casefold()

    def open(self, says: dict[str, str], manner: Manner) -> str:
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

    def reported(self, clause: Clause) -> str:
        """Return the reporting period where a clause speaks of it, or ""."""
        text = self.passage.text[clause.start : clause.end].casefold()
        return self.passage.reporting_period if "reporting period" in text else ""
