"""Days that a text tells by steps from the last that it named: `two days later`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from kg.draft.reckoning import COUNTS, months_before
from kg.draft.wording import Wording
from kg.periods.edtf import parse_period

_NUMBERS = {name: n for n, name in enumerate(COUNTS, 1)} | {"a": 1, "an": 1, "the": 1}
_COUNTED = "|".join(sorted(_NUMBERS, key=len, reverse=True))
STEP = Wording(
    "steps.step",
    rf"\b(?:(?P<n>{_COUNTED}|\d+)\s(?P<u>day|week|month|year)s?\s"
    r"(?:later|afterwards|after\sthat|on(?=[,.;]|\s*$)|(?P<back>earlier|before\sthat))"
    r"|(?:on\s|in\s|during\s|over\s)?the\s(?:next|following)\s"
    r"(?P<next>day|morning|evening|night|week|month|year))\b"
    r"(?!\s(?:of|to|few|two|three|four|six))",
    re.IGNORECASE,
)
"""Words that step from a day that was named before."""

_LONGEST = 1000
_WEEK = 7
_YEAR = len("2024")


def stepped(match: re.Match[str], anchor: str) -> str:
    """Return the days that a step from an EDTF date leads to, or "".

    Only from a day, a week or a month that is sure; steps of weeks and months from a
    day are about then.
    """
    if not anchor[:1].isdigit() or "~" in anchor or ".." in anchor:
        return ""
    span = parse_period(anchor)
    if span.start is None or span.end is None:
        return ""
    named = (match["next"] or "").lower()
    count = 1 if named else _count(match["n"].lower())
    unit = named or match["u"].lower()
    if match["back"]:
        count = -count
    if not 0 < abs(count) <= _LONGEST:
        return ""
    days = (span.end - span.start).days + 1
    from_day = span.end if count > 0 else span.start
    if unit in ("day", "morning", "evening", "night"):
        return (from_day + timedelta(days=count)).isoformat()
    if unit == "week":
        return _weeks(from_day, days, count, named=bool(named))
    if unit == "month":
        whole = days >= monthrange(span.start.year, span.start.month)[1]
        year, month = months_before(from_day, -count)
        mark = "" if named or (whole and abs(count) == 1) else "~"
        return f"{year}-{month:02}{mark}"
    return f"{from_day.year + count}" + ("" if named or len(anchor) == _YEAR else "~")


def _weeks(from_day: date, days: int, count: int, *, named: bool) -> str:
    if days == _WEEK and abs(count) == 1:
        first = from_day + timedelta(days=1 if count > 0 else -7)
        return f"{first.isoformat()}/{(first + timedelta(days=6)).isoformat()}"
    if named:
        first = from_day + timedelta(days=7 - from_day.weekday())
        return f"{first.isoformat()}/{(first + timedelta(days=6)).isoformat()}"
    return f"{(from_day + timedelta(weeks=count)).isoformat()}~"


def _count(words: str) -> int:
    return _NUMBERS[words] if words in _NUMBERS else int(words)
