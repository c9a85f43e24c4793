"""Times as the schema has them and as Gephi reads them, and intervals beside others."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left
from datetime import date
from math import isnan

_ZONE = r"(?P<zone>Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_DAY = r"(?P<year>-?(?:[1-9]\d{3,}|0\d{3}))-(?P<month>\d\d)-(?P<day>\d\d)"
_CLOCK = r"(?P<hour>\d\d):(?P<minute>[0-5]\d)"
_DATE = re.compile(_DAY + _ZONE, re.ASCII)
_DATE_TIME = re.compile(
    rf"{_DAY}T{_CLOCK}:(?P<second>[0-5]\d(?:\.\d+)?){_ZONE}", re.ASCII
)
_PACKED = r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"
_GEPHI_CLOCK = rf"(?:T{_CLOCK}(?::(?P<second>[0-5]\d(?:\.\d{{0,9}})?))?{_ZONE})?"
_GEPHI = [
    re.compile(day + _GEPHI_CLOCK, re.ASCII | re.IGNORECASE)
    for day in (_DAY + "(?:Z|[+-][0-9:]+)?", _PACKED)
]
_YEAR_DIGITS = 10
"""Java's years have nine digits and a sign; Gephi can do nothing with longer ones."""

_CYCLE, _CYCLE_DAYS = 400, 146_097  # 400 * 365 days and 97 leap days
_DAY_SECONDS = 86_400.0  # 24 * 60 * 60
_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d))?", re.ASCII)


def _last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _days(year: int, month: int, day: int) -> int:
    """Return the number of a day, in years before 1 and after 9999 as well.

    The Gregorian calendar repeats after 400 years.
    """
    cycles, within = divmod(year, _CYCLE)
    ordinal = date(within + _CYCLE, month, day).toordinal()
    return ordinal + cycles * _CYCLE_DAYS


def _day_of(match: re.Match[str]) -> tuple[int, int, int] | None:
    """Return year, month and day, or ``None`` for 32 January, but not 30 February."""
    if len(match["year"]) > _YEAR_DIGITS:
        return None
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    there = 1 <= month <= 12 and 1 <= day <= 31  # the most of any month
    return (year, month, day) if there else None


def _exists(match: re.Match[str] | None) -> bool:
    """Say whether a day is in the calendar of XML Schema, which has no year 0."""
    day = _day_of(match) if match else None
    return bool(day and day[0] and day[2] <= _last_day(*day[:2]))


def is_date(text: str) -> bool:
    """Say whether a text is a date of XML Schema."""
    return _exists(_DATE.fullmatch(text))


def is_date_time(text: str) -> bool:
    """Say whether a text is a date with a time of XML Schema."""
    match = _DATE_TIME.fullmatch(text)
    if not match or not _exists(match):
        return False
    if match["hour"] == "24":
        return not (match["minute"] + match["second"]).strip("0.")
    return int(match["hour"]) < 24  # which is midnight, above


def gephi_date(text: str) -> float | None:
    """Return the seconds that Gephi reads in a full date, or ``None``.

    As Java does, it takes 30 February for the last of February.
    """
    for form in _GEPHI:
        match = form.fullmatch(text)
        if match is None:
            continue
        day, hour = _day_of(match), int(match["hour"] or 0)
        rest = f"{match['minute']}{match['second']}"
        # ISO 8601 calls midnight at the end of a day 24:00, and nothing after it
        if day is None or hour > 24 or (hour == 24 and set(rest) - set("0.")):
            return None
        year, month, number = day
        minutes = 60 * hour + int(match["minute"] or 0) - _offset(match["zone"])
        days = _days(year, month, min(number, _last_day(year, month)))
        return days * _DAY_SECONDS + minutes * 60.0 + float(match["second"] or 0)
    return None


def _offset(zone: str | None) -> int:
    if not zone or zone in "Zz":
        return 0
    minutes = int(zone[1:3]) * 60 + int(zone[4:6])  # +05:30
    return -minutes if zone[0] == "-" else minutes


def full_day(text: str, *, end: bool) -> str | None:
    """Return the day to write for a bare year or month: as end, the day after it."""
    match = _PARTIAL.fullmatch(text)
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or 1)
    if end:
        year, month = (year, month + 1) if match[2] else (year + 1, 1)
        if month > 12:  # after December
            year, month = year + 1, 1
    return f"{year:04}-{month:02}-01"


class IntervalsKept:
    """The intervals of one thing, as Gephi keeps them: apart, and each once."""

    def __init__(self) -> None:
        self._kept: list[tuple[float, float]] = []

    def add(self, start: float, end: float) -> str | None:
        """Keep an interval, or return the name of the check that it breaks."""
        if start > end or isnan(start) or isnan(end):
            return "interval-reversed"
        span = (start, end)
        at = bisect_left(self._kept, span)
        if self._kept[at : at + 1] == [span]:
            return "interval-repeated"
        near = self._kept[max(at - 2, 0) : at + 2]
        if any(start < other_end and other < end for other, other_end in near):
            return "intervals-overlap"
        self._kept.insert(at, span)
        return None
