"""Spans of time as bars of characters on a common scale of days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from kg.periods.period import Bounds

_YEAR = 12
TICK_MONTHS = (1, 3, 6, _YEAR, 24, 60, 120, 240, 600)
"""Months between two labels of an axis; the first of which all labels fit is taken."""

_BEFORE = 8
"""What is open towards the past is shown for an eighth of the scale (by eye)."""


class BarMarks(NamedTuple):
    """The characters of a bar; all of them differ, so that no colour is needed."""

    certain: str
    possible: str
    start: str
    end: str
    before: str
    after: str
    day: str
    asked: str
    known: str


FANCY = BarMarks(*"\u2501\u2591\u2523\u252b\u25c0\u25b6\u25c6\u25bc\u250a")
PLAIN = BarMarks(*"=.[]<>*v:")


@dataclass(frozen=True, slots=True)
class DayScale:
    """From which day to which a line goes; its first and last place are for arrows."""

    low: int
    high: int

    def at(self, day: date, width: int) -> int:
        """Return the place of a day on a line of ``width`` characters."""
        part = (day.toordinal() - self.low) / max(self.high - self.low, 1)
        return 1 + round(min(max(part, 0.0), 1.0) * (width - 3))


def scale_of_days(bounds: Iterable[Bounds], marked: Iterable[date]) -> DayScale:
    """Return a scale that holds all bounds, and days that are marked."""
    bounds = list(bounds)
    days = [day.toordinal() for of in bounds for day in of if day]
    days += [day.toordinal() for day in marked]
    low, high = min(days, default=1), max(days, default=1)
    if any(of.earliest_start is None for of in bounds):
        low = max(low - max((high - low) // _BEFORE, _BEFORE), 1)
    return DayScale(low, max(high, low + 1))


def life_bar(
    bounds: Bounds,
    known: date,
    scale: DayScale,
    width: int,
    *,
    marks: BarMarks = FANCY,
    rulers: Mapping[int, str] | None = None,
) -> str:
    """Draw a span: solid where it is certain, shaded where it is only possible.

    An end that is a day has a mark of its own; the character of one that is none is
    shaded, also where some of its days are certain. Where nothing ends it, the bar goes
    as far as documents vouch, ``known``, and then on with an arrow. ``rulers`` stand at
    their places wherever the bar leaves them free.
    """
    cells = [(rulers or {}).get(n, " ") for n in range(width)]
    first, certain_from, certain_until, last = bounds
    begin = scale.at(first, width) if first else 0
    open_end = max(known, first or known, certain_until or known)
    end = scale.at(last or open_end, width)
    for n in range(begin, end + 1):
        cells[n] = marks.possible
    if certain_from and certain_until:
        for n in range(
            scale.at(certain_from, width), scale.at(certain_until, width) + 1
        ):
            cells[n] = marks.certain
    sharp = first is not None and first == certain_from
    cells[begin] = marks.start if sharp else marks.possible
    if last is not None and last == certain_until:
        cells[end] = marks.day if sharp and begin == end else marks.end
    elif last is not None:
        cells[end] = marks.possible
    if first is None:
        cells[0] = marks.before
    if last is None:
        cells[end + 1] = marks.after
    return "".join(cells).rstrip()


def day_axis(scale: DayScale, width: int) -> str:
    """Return the months or years of a scale where they begin, as many as have room."""
    for step in TICK_MONTHS:
        ticks = list(month_ticks(scale, step))
        length = len("2024" if step % _YEAR == 0 else "2024-01")
        places = [scale.at(day, width) for day in ticks]
        gaps = [b - a for a, b in pairwise(places)]
        if all(gap > length for gap in gaps):
            break
    line = ""
    for day, place in zip(ticks, places, strict=True):
        label = day.isoformat()[:length]
        if place + length <= width:
            line = line.ljust(place) + label
    return line or " " + date.fromordinal(scale.low).isoformat()[:7]


def month_ticks(scale: DayScale, step: int) -> Iterator[date]:
    """Yield the first days of months that lie on a scale, so many months apart."""
    low = date.fromordinal(scale.low)
    month = 12 * low.year + low.month - 1
    month += -month % step
    while month // 12 <= date.max.year:
        day = date(month // 12, month % 12 + 1, 1)
        if day.toordinal() > scale.high:
            return
        if day.toordinal() >= scale.low:
            yield day
        month += step
