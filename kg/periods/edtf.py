"""Periods written in EDTF (ISO 8601-2, levels 0 and 1), as bounds of days.

A year is its first to its last day; ``..`` is open, nothing is unknown, and neither
gives a bound. Seasons are those of the north, three months each; winter begins in the
December of its year. A date marked ``~``, ``?`` or ``%`` may lie one unit of its own
precision off either way (a month for a month), which is the convention of the ``edtf``
library, for each of its units alone. Of level 2 there is ``[2024-03..2024-05]``: some
time between the two. A week of ISO 8601-1 (``2025-W07``), which EDTF has not, is the
seven days that it has. What cannot be read is refused, and shown.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from kg.periods.period import Bounds, Period

FORMS = "2025, 2025-04, 2025-04-30, 2025-04-01/2025-06-02, 2025-04/.. or 2023~"
_PART = re.compile(
    r"(?P<year>\d{4}|(?P<decade>\d{3})X)"
    r"(-(?P<season>2[1-4])|-(?P<month>[01]\d)(-(?P<day>\d\d))?)?(?P<mark>[~?%])?",
    re.ASCII,
)
_WEEK = re.compile(r"(?P<year>\d{4})-W(?P<week>\d\d)", re.ASCII)
_OPEN = ("..", "")
_MONTHS = {"month": 1, "season": 3, "year": 12, "decade": 120}
"""How many months are one unit of a precision; a day is less than one."""

_ORDER = ("day", *_MONTHS, "unknown")


class _Part(NamedTuple):
    """One date as named, and how far it may reach where it is marked as doubtful."""

    earliest: date | None
    first: date | None
    last: date | None
    latest: date | None
    precision: str


_NOTHING = _Part(None, None, None, None, "day")


def parse_period(text: str) -> Period:
    """Read an EDTF date or interval; raise ``ValueError`` saying what was not read."""
    return _period(text.strip())


def as_edtf(first: date | None, last: date | None) -> str:
    """Write days in EDTF, whole months and years as such; ``None`` is an open end.

    Raises ``ValueError`` for neither, and for an end before the start.
    """
    for length in (4, 7, 10):  # YYYY, YYYY-MM, YYYY-MM-DD
        ends = [day.isoformat()[:length] if day else ".." for day in (first, last)]
        period = parse_period("/".join(dict.fromkeys(ends)))
        if (period.start, period.end) == (first, last):
            break
    return period.edtf


@lru_cache(maxsize=4096)  # a table has few periods in many rows
def _period(text: str) -> Period:
    if text[:1] == "[" and text[-1:] == "]":
        return _between(text)
    text = _with_days(text)
    parts = text.split("/")
    if len(parts) > 2:
        raise ValueError(f"`{text}` has more than one `/`; write {FORMS}")
    if all(part in _OPEN for part in parts):
        raise ValueError(f"`{text}` has no date in it; write {FORMS}")
    start, end = _ends(text, parts, "/".join(reversed(parts)))
    filling = Bounds(start.earliest, start.first, end.last, end.latest)
    return _made(text, start, end, _within(start, end), filling)


def _with_days(text: str) -> str:
    """Write the first and the last day of weeks in place of them."""
    first, to, last = text.partition("/")
    if not (_WEEK.fullmatch(first) or _WEEK.fullmatch(last)):
        return text
    begins, ends = _day_of(first, 1, text), _day_of(last if to else first, 7, text)
    if _WEEK.fullmatch(first) and _WEEK.fullmatch(last) and ends < begins:
        raise ValueError(f"`{text}` ends before it starts; is `{last}/{first}` meant?")
    return f"{begins}/{ends}"


def _day_of(part: str, weekday: int, whole: str) -> str:
    if (match := _WEEK.fullmatch(part)) is None:
        return part
    try:
        day = date.fromisocalendar(int(match["year"]), int(match["week"]), weekday)
    except ValueError:
        where = "" if part == whole else f" in `{whole}`"
        message = (
            f"`{part}`{where} is no week of ISO 8601; its weeks are 01 to 52, or 53"
        )
        raise ValueError(message) from None
    return day.isoformat()


def _between(text: str) -> Period:
    """Read ``[2024-03..2024-05]``: what starts and ends some time between two dates."""
    inside = text[1:-1]
    first, dots, last = inside.partition("..")
    if not dots or not (first or last):
        raise ValueError(f"`{text}` is no period; write [2024-03..2024-05] or {FORMS}")
    start, end = _ends(text, [first, last], f"[{last}..{first}]")
    bounds = Bounds(start.earliest, end.latest, start.earliest, end.latest)
    return _made(text, start, end, bounds, None)


def _ends(text: str, parts: list[str], exchanged: str) -> tuple[_Part, _Part]:
    read = [_part(part, text) for part in parts]
    start, end = read[0], read[-1]
    if start.first and end.last and end.last < start.first:
        raise ValueError(f"`{text}` ends before it starts; is `{exchanged}` meant?")
    return start, end


def _made(
    text: str, start: _Part, end: _Part, within: Bounds, filling: Bounds | None
) -> Period:
    return Period(
        edtf=text,
        start=start.first,
        end=end.last,
        precision=max(start.precision, end.precision, key=_ORDER.index),
        approximate=any(mark in text for mark in "~?%"),
        within=within,
        filling=filling,
    )


def _within(start: _Part, end: _Part) -> Bounds:
    """Bound what starts some day of ``start`` and ends no earlier, some day of ``end``.

    In 2020 and until June 2020: the start lies before July. Where no start is given, it
    lies before the end all the same; but an end that is open may never come.
    """
    latest_start, earliest_end = start.latest, end.earliest
    if end.latest:
        latest_start = min(latest_start or end.latest, end.latest)
    if earliest_end and start.earliest:
        earliest_end = max(earliest_end, start.earliest)
    return Bounds(start.earliest, latest_start, earliest_end, end.latest)


def _part(part: str, whole: str) -> _Part:
    if part in _OPEN:
        return _NOTHING
    match = _PART.fullmatch(part)
    try:
        if not match or part.startswith("0000"):
            raise ValueError
        return _days(match)
    except ValueError:  # Python's calendar has no such day
        where = "" if part == whole else f" in `{whole}`"
        raise ValueError(f"`{part}`{where} is no date; write {FORMS}") from None


def _days(match: re.Match[str]) -> _Part:
    """Return the days of one date; raise ``ValueError`` if the calendar has it not."""
    precision = _precision(match)
    year = int(f"{match['decade']}0" if match["decade"] else match["year"])
    if match["day"]:
        first = last = date(year, int(match["month"]), int(match["day"]))
    else:
        month = int(match["month"] or 1)
        if match["season"]:  # 21 is spring, from March
            month = 3 * (int(match["season"]) - 20)
        first = date(year, month, 1)
        last = _last_day(first, _MONTHS[precision] - 1)
    if not match["mark"]:
        return _Part(first, first, last, last, precision)
    return _Part(*_widened(first, last, precision), precision)


def _precision(match: re.Match[str]) -> str:
    named = (p for p in ("day", "month", "season", "decade") if match[p])
    return next(named, "year")


def _widened(
    first: date, last: date, precision: str
) -> tuple[date | None, date, date, date | None]:
    """Return a period with one unit of it on each side, as far as the calendar goes."""
    unit = _MONTHS.get(precision)
    try:
        before = _month(first, -unit) if unit else first - timedelta(days=1)
    except (ValueError, OverflowError):
        before = None
    try:
        after = _last_day(last, unit) if unit else last + timedelta(days=1)
    except (ValueError, OverflowError):
        after = None
    return before, first, last, after


def _month(day: date, on: int) -> date:
    """Return the first day of the month that is so many on."""
    year, month = divmod(12 * day.year + day.month - 1 + on, 12)
    return date(year, month + 1, 1)


def _last_day(day: date, on: int) -> date:
    month = _month(day, on)
    return month.replace(day=monthrange(month.year, month.month)[1])
