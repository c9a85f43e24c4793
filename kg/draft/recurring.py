"""Days that a figure takes from one before it: the same count or people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from kg.draft.counted import Counting
from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftSentence, DraftText
from kg.draft.wording import Wording

_PUT_AT = Wording(
    "recurring.put_at",
    r"\b(?:put|puts|putting|placed?)\s+(?:the|their|its|that)\s+[^.;\d]{2,40}\s+at\s+$",
    re.IGNORECASE,
)
"""Before a count that is set against another of the same."""

_RIVAL_WITHIN = 700
"""Characters between two counts of the same."""

_LARGE = 100
"""A number from which on two of the same are the same people."""

_DEFINITE = Wording("recurring.definite", r"\b(?:the|these|those)\s$", re.IGNORECASE)
_OF_THEM = Wording(
    "recurring.of_them",
    r"\s+(?:[\w-]+\s+)?of\s+(?:them|those|these|whom)\s+(?!had\b|have\b|has\b)(?:\w+ly\s+)?"
    r"(?:was|were|died|[a-z]{3,}ed|left|fled|went|took|got)\b",
    re.IGNORECASE,
)
"""Behind a part of those who were there on a day, what befell it then."""

_DOES = Wording("recurring.does", r"\b[a-z]{2,}(?:ed|ilt|ut)\s+$")
"""Right before a number, a verb whose object has the noun of the one before."""

_COMPARED = Wording(
    "recurring.compared",
    r"\b(?:up from|down from|compared with|compared to|against|versus)\s[^,;]*$",
    re.IGNORECASE,
)


_AGAINST = Wording(
    "recurring.against", r"\bcompared (?:with|to)\b[^;]*\band\s[^;]*$", re.IGNORECASE
)

_ONE_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class SameFigures:
    """Keeps the figures of a text, and tells which days a later one has of them."""

    def __init__(self, passage: DraftText) -> None:
        self.passage, self.language = passage, passage.language
        self._kept: list[tuple[int, Mapping[str, str]]] = []
        self._dates: dict[Decimal, str] = {}

    def keep(self, end: int, says: Mapping[str, str]) -> None:
        """Keep a figure whose number ends at a character."""
        self._kept.append((end, says))

    def earlier(
        self,
        clause: Clause,
        number: Number,
        says: Mapping[str, str],
        before: Mapping[str, str],
        period: str,
    ) -> str:
        """Return the ``period`` of the figure before, "" where it dates not this one.

        What happened did not on the day on which others are there, but to some of those
        it did; and what is asked for dates nothing.
        """
        if before.get("transferStage") == "requested" and says["unit"] != "money":
            return ""
        stayed = before["type"] == "StockObservation"
        if not stayed or says["type"] != "FlowObservation":
            return period
        day = self.passage.published.isoformat()
        if ".." not in period and not _ONE_DAY.search(period):
            return period  # a month or a year is no day
        part = _OF_THEM[self.language].match(
            self.passage.text, number.end, clause.end
        ) or _OF_THEM[self.language].match(" " + number.words)
        then = _ONE_DAY.fullmatch(period) and period != day
        return period if part and then else ""

    def rival(
        self, clause: Clause, number: Number, says: Mapping[str, str]
    ) -> dict[str, str]:
        """Return the days of the count that another is set against.

        `300 came in May. Haiti put the arrivals at 270`, in the same days.
        """
        text = self.passage.text
        if says["type"] != "FlowObservation":
            return {}
        if _PUT_AT[self.language].search(text[clause.start : number.start]) is None:
            return {}
        for end, kept in reversed(self._kept):
            if number.start - end > _RIVAL_WITHIN:
                break
            if kept["type"] == says["type"] and kept["unit"] == says["unit"]:
                period = kept["period"]
                return {} if ".." in period else {"period": period}
        return {}

    def again(
        self, number: Number, says: Mapping[str, str], *, dated: bool
    ) -> dict[str, str]:
        """Return the days of the same number before: `the 290 people had crossed`."""
        value, text = number.amount.value, self.passage.text
        if value is None or value < _LARGE:
            return {}
        head = text[max(0, number.start - 8) : number.start]
        again = number.words.casefold().startswith("the ") or _DEFINITE[
            self.language
        ].search(head)
        if again and not dated and (earlier := self._dates.get(value)):
            return {"period": earlier}
        self._dates.setdefault(value, says["period"])
        return {}


def has_its_noun(counting: Counting, clause: Clause, number: Number, end: int) -> bool:
    """Tell whether a bare number counts what one before does that ends at ``end``.

    As in `opened 41 centres and closed 27`.
    """
    text, language = counting.passage.text, counting.language
    if number.amount.unit is not None:
        return False
    if not _DOES[language].search(text[end : number.start]):
        return False
    before = Number(end, end, "", number.amount)
    return (
        not counting.is_bare(before, clause.end)
        and counting.is_bare(number, clause.end)
        and not counting.movements.find(text, number.end, clause.end)
    )


def is_compared(
    passage: DraftText, sentence: DraftSentence, clause: Clause, number: Number
) -> bool:
    """Tell whether a number is only what another is compared with."""
    text, language = passage.text, passage.language
    head = text[max(0, clause.start - 16) : number.start]
    whole = text[sentence.start : number.start]
    pattern = _COMPARED[language]
    return bool(pattern.search(head) or _AGAINST[language].search(whole))
