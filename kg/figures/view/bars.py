"""Intervals as bars of characters on a scale, linear or logarithmic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, log10

from kg.amounts.interval import Interval, number

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
            whole = _power(self.high) - _power(self.low)
            part = (_power(max(value, self.low)) - _power(self.low)) / whole
        else:
            part = float((value - self.low) / (self.high - self.low))
        return round(min(max(part, 0.0), 1.0) * (width - 1))


def scale_of(intervals: Iterable[Interval]) -> Scale | None:
    """Return a common scale: from 0, or by powers of ten where they differ much.

    It goes below 0 only where some bound does.
    """
    intervals = list(intervals)
    bounds = [end for i in intervals for end in (i.low, i.high) if end is not None]
    if not bounds:
        return None
    ends = [end for end in bounds if end > 0]
    if min(bounds) >= 0 and ends and max(ends) > _SPREAD * min(ends):
        powers = floor(_power(min(ends))), ceil(_power(max(ends)))
        low, high = (Fraction(10) ** power for power in powers)
        return Scale(low, high, logarithmic=True)
    open_above = any(i.high is None for i in intervals)
    top = max(*bounds, 0) * (_ROOM if open_above else 1)
    low = -_round_up(-min(*bounds, 0))
    return Scale(low, _round_up(top) or Fraction(not low))


def _round_up(value: Fraction | int) -> Fraction:
    """Return a number of two digits and zeros, no lower than one from 0 up."""
    if not value:
        return Fraction(0)
    step = Fraction(10) ** (floor(_power(value)) - 1)
    return ceil(value / step) * step


def _power(value: Fraction | int) -> float:
    """Return the power of ten that a number above 0 is, however large."""
    return log10(value.numerator) - log10(value.denominator)


def bar(interval: Interval, scale: Scale, width: int, marks: str = FANCY) -> str:
    """Draw an interval; an arrow tells that it has no end on this side.

    On a scale by powers of ten nothing (0) is an arrow, too.
    """
    if interval.empty:
        return ""
    start, line, end, below, above, point = tuple(marks)
    left = 0 if interval.low is None else scale.at(interval.low, width)
    right = width - 1 if interval.high is None else scale.at(interval.high, width)
    if interval.high is None:
        end, left = above, min(left, width - 2)
    if interval.low is None or (scale.logarithmic and not interval.low):
        start, right = below, max(right, 1)
    if interval.point is not None or left >= right:
        point = below if scale.logarithmic and interval.point == 0 else point
        return " " * left + point
    return " " * left + start + line * (right - left - 1) + end


def axis(scale: Scale, width: int) -> str:
    """Return the numbers at both ends of a scale."""
    kind = " (log scale)" if scale.logarithmic else ""
    low, high = number(scale.low), number(scale.high) + kind
    return low + high.rjust(width - len(low)) if len(low + high) < width else ""
