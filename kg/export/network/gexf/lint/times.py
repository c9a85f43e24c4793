"""Times as the schema has them and as Gephi reads them, and intervals beside others."""

from __future__ import annotations

import re
from bisect import bisect_left
from math import isnan

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
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
_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d))?", re.ASCII)


def _last_day(year: int, month: int) -> int:
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _DAYS[month - 1] + leap


def _days(year: int, month: int, day: int) -> int:
    """Return the number of a day, counted from March of the year 0."""
    year -= month <= 2
    shifted = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return 365 * year + year // 4 - year // 100 + year // 400 + shifted


def _day_of(match: re.Match[str]) -> tuple[int, int, int] | None:
    """Return year, month and day, or ``None`` for 32 January, but not 30 February."""
    if len(match["year"]) > 10:
        return None
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    return (year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


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
    return int(match["hour"]) < 24


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
        if day is None or hour > 24 or (hour == 24 and set(rest) - set("0.")):
            return None
        year, month, date = day
        minutes = hour * 60 + int(match["minute"] or 0) - _offset(match["zone"])
        number = _days(year, month, min(date, _last_day(year, month)))
        return number * 86400.0 + minutes * 60.0 + float(match["second"] or 0)
    return None


def _offset(zone: str | None) -> int:
    if not zone or zone in "Zz":
        return 0
    minutes = int(zone[1:3]) * 60 + int(zone[4:6])
    return -minutes if zone[0] == "-" else minutes


def full_day(text: str, *, end: bool) -> str | None:
    """Return the day to write for a bare year or month: as end, the day after it."""
    match = _PARTIAL.fullmatch(text)
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or 1)
    if end:
        year, month = (year, month + 1) if match[2] else (year + 1, 1)
        if month == 13:
            year, month = year + 1, 1
    return f"{year:04}-{month:02}-01"


class Timeline:
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
