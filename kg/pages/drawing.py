"""Time lines and intervals as shares of a line, from which templates draw SVG.

Every number is a percentage of the width, so that a drawing fits any screen; nothing is
drawn that a row does not also have in words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kg.amounts.interval import Interval, number
from kg.ask.lives.bars import TICK_MONTHS, DayScale, month_ticks, scale_of_days
from kg.figures.figure import Days
from kg.figures.view.bars import Scale, scale_of
from kg.pages.wording import month_words
from kg.periods.period import Bounds

_FINE = 1001
"""Places on a line: a tenth of a percent is less than a pixel of most screens."""

_MARGIN = 3.0
"""Percent left free at both ends, for arrows (by eye)."""

_TICKS = 8
"""Labels that fit a line as wide as a phone (by eye)."""

_ARROW = 2.5
"""Percent left free beside a bar that is open, for its arrow (by eye)."""

_LEAST = 0.8
"""Percent that a single day is wide at least, to be seen at all (by eye)."""

_YEAR = 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a line, in percent: where it begins, and how wide it is."""

    x: float
    width: float

    @property
    def end(self) -> float:
        """Where it ends."""
        return round(self.x + self.width, 2)


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A bar: the stretch that is possible, that which is certain, and open ends."""

    possible: Stretch
    certain: Stretch | None
    open_left: bool = False
    open_right: bool = False
    point: bool = False


class TimeAxis:
    """Places days on a line."""

    def __init__(self, bounds: Iterable[Bounds], marked: Iterable[date]) -> None:
        self.scale: DayScale = scale_of_days(bounds, marked)

    def at(self, day: date) -> float:
        """Return where a day is, in percent."""
        part = (day.toordinal() - self.scale.low) / (self.scale.high - self.scale.low)
        inside = min(max(part, 0.0), 1.0)
        return round(_MARGIN + inside * (100 - 2 * _MARGIN), 2)

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """Months or years where they begin, as many as have room."""
        for step in TICK_MONTHS:
            days = list(month_ticks(self.scale, step))
            if len(days) <= _TICKS:
                break
        if step % _YEAR == 0:
            return [(self.at(day), str(day.year)) for day in days]
        return [
            (self.at(day), month_words(day, year=n == 0 or day.month == 1))
            for n, day in enumerate(days)
        ]

    def span(self, bounds: Bounds, known: date) -> DrawnBar:
        """Return the bar of a span; where nothing ends it, as far as is ``known``."""
        first, certain_from, certain_until, last = bounds
        until = last or max(known, first or known, certain_until or known)
        certain = None
        if certain_from and certain_until and certain_from <= certain_until:
            certain = self._stretch(certain_from, certain_until)
        possible = self._stretch(first, until)
        return DrawnBar(possible, certain, first is None, last is None)

    def period(self, days: Days) -> DrawnBar:
        """Return the bar of the days of a figure; an end that nobody gave is open."""
        stretch = self._stretch(days.start, days.end)
        certain = stretch if days.start and days.end and not days.assumed else None
        left, right = days.start is None, days.end is None or days.assumed
        return DrawnBar(stretch, certain, left, right)

    def _stretch(self, first: date | None, last: date | None) -> Stretch:
        begin = _ARROW if first is None else self.at(first)
        end = 100 - _ARROW if last is None else self.at(last)
        return Stretch(begin, max(round(end - begin, 2), _LEAST))


class AmountAxis:
    """Places numbers on a line, from 0 or by powers of ten."""

    def __init__(self, intervals: Iterable[Interval]) -> None:
        self.scale: Scale | None = scale_of(intervals)

    @property
    def logarithmic(self) -> bool:
        """Whether each step is ten times the last."""
        return self.scale is not None and self.scale.logarithmic

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """The ends of the line."""
        if self.scale is None:
            return []
        ends = self.scale.low, self.scale.high
        return [(self._at(value), number(value)) for value in ends]

    def bar(self, interval: Interval | None) -> DrawnBar | None:
        """Return the bar of an interval, ``None`` for one without any number."""
        if self.scale is None or interval is None or interval.empty:
            return None
        low, high = interval.low, interval.high
        begin = _ARROW if low is None else self._at(low)
        if interval.point is not None:
            return DrawnBar(Stretch(begin, 0.0), Stretch(begin, 0.0), point=True)
        end = 100 - 2 * _ARROW if high is None else self._at(high)
        stretch = Stretch(begin, max(round(end - begin, 2), _LEAST))
        return DrawnBar(stretch, None, low is None, high is None)

    def _at(self, value: Fraction | int) -> float:
        assert self.scale is not None
        part = self.scale.at(value, _FINE) / (_FINE - 1)
        return round(_MARGIN + part * (100 - 2 * _MARGIN), 2)
