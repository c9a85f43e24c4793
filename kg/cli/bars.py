"""Intervals as bars of characters on a scale, linear or logarithmic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, log10

from kg.figures.interval import Interval, number

_SPREAD = 1_000
"""Figures further apart than this do not fit on a linear scale."""

_ROOM = Fraction(23, 20)
"""So much longer than the highest bound is a scale on which some bar has no end."""

FANCY, PLAIN = "\u2523\u2501\u252b\u25c0\u25b6\u25c6", "[=]<>*"
"""Low end, bar, high end, open below, open above, and one number."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From which number to which a line of characters goes."""

    low: Fraction
    high: Fraction
    logarithmic: bool = False

    def at(self, value: Fraction | int, width: int) -> int:
        """Return the place of a number on a line of ``width`` characters."""
        if self.logarithmic:
            whole = log10(self.high) - log10(self.low)
            part = (log10(max(value, self.low)) - log10(self.low)) / whole
        else:
            part = float((value - self.low) / (self.high - self.low))
        return round(min(max(part, 0.0), 1.0) * (width - 1))


def scale_of(intervals: Iterable[Interval]) -> Scale | None:
    """Return a common scale: from 0, or by powers of ten where they differ much."""
    intervals = list(intervals)
    ends = [end for i in intervals for end in (i.low, i.high) if end]
    if not ends:
        return None
    if max(ends) > _SPREAD * min(ends):
        low, high = floor(log10(min(ends))), ceil(log10(max(ends)))
        return Scale(Fraction(10) ** low, Fraction(10) ** high, logarithmic=True)
    open_above = any(i.high is None for i in intervals)
    top = max(ends) * (_ROOM if open_above else 1)
    step = Fraction(10) ** (floor(log10(top)) - 1)
    return Scale(Fraction(0), ceil(top / step) * step)


def bar(interval: Interval, scale: Scale, width: int, marks: str = FANCY) -> str:
    """Draw an interval; an arrow tells that it has no end on this side."""
    if interval.empty:
        return ""
    start, line, end, below, above, point = tuple(marks)
    left = scale.at(interval.low or Fraction(0), width)
    right = width - 1 if interval.high is None else scale.at(interval.high, width)
    if interval.high is None:
        end, left = above, min(left, width - 2)
    if interval.low is None or (scale.logarithmic and not interval.low):
        start, right = below, max(right, 1)
    if left >= right:
        return " " * left + point
    return " " * left + start + line * (right - left - 1) + end


def axis(scale: Scale, width: int) -> str:
    """Return the numbers at both ends of a scale."""
    kind = " (log scale)" if scale.logarithmic else ""
    low, high = number(scale.low), number(scale.high) + kind
    return low + high.rjust(width - len(low)) if len(low + high) < width else ""
