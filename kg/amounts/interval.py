"""Intervals of numbers, exact: bounds are fractions, and each may be left out.

Whole bounds are kept as ``int``, which compares many times faster.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor

Number = Fraction | int

_LARGE = 100
"""From here on one decimal says enough of a number that has no end."""

_DECIMALS = 4
"""So many decimals are shown in full; what a source prints has fewer."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from ``low`` to ``high``; ``None`` means no such bound.

    An open bound does not belong to it: ``more than 3`` is ``low=3, low_open=True``.
    """

    low: Number | None = None
    high: Number | None = None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        """Make equal intervals equal: a bound that is not there is not open."""
        if self.low is None:
            object.__setattr__(self, "low_open", False)
        elif type(self.low) is not int and self.low.denominator == 1:
            object.__setattr__(self, "low", int(self.low))
        if self.high is None:
            object.__setattr__(self, "high_open", False)
        elif type(self.high) is not int and self.high.denominator == 1:
            object.__setattr__(self, "high", int(self.high))

    @property
    def empty(self) -> bool:
        """Whether no number lies in it."""
        if self.low is None or self.high is None:
            return False
        ends = self.low_open or self.high_open
        return self.low > self.high or (self.low == self.high and ends)

    @property
    def point(self) -> Number | None:
        """The one number in it, if it is just one."""
        single = self.low == self.high and not self.low_open and not self.high_open
        return self.low if single else None

    def __and__(self, other: Interval) -> Interval:
        """Return what lies in both; it may be empty."""
        low, low_open = _higher(self, other)
        high, high_open = _lower(self, other)
        return Interval(low, high, low_open, high_open)

    def meets(self, other: Interval) -> bool:
        """Tell whether some number lies in both; neither may be empty."""
        return not self.below(other) and not other.below(self)

    def below(self, other: Interval) -> bool:
        """Tell whether every number of it is less than every one of ``other``."""
        if self.high is None or other.low is None:
            return False
        if self.high == other.low:
            return self.high_open or other.low_open
        return self.high < other.low

    def contains(self, other: Interval) -> bool:
        """Tell whether every number of ``other``, which is not empty, lies in it."""
        if self.low is not None:
            if other.low is None or other.low < self.low:
                return False
            if other.low == self.low and self.low_open and not other.low_open:
                return False
        if self.high is not None:
            if other.high is None or other.high > self.high:
                return False
            if other.high == self.high and self.high_open and not other.high_open:
                return False
        return True

    @property
    def whole(self) -> Interval:
        """The same of whole numbers, with whole ends: at least 3.5 is more than 3.

        One number alone stays as it is.
        """
        if self.point is not None:
            return self
        low = None if self.low is None else floor(self.low)
        high = None if self.high is None else ceil(self.high)
        low_open, high_open = self.low_open, self.high_open
        return Interval(
            low, high, low_open or low != self.low, high_open or high != self.high
        )

    @property
    def upwards(self) -> Interval:
        """What can contain a part of this size: all from its lower bound up."""
        return Interval(self.low, None, self.low_open)

    def __add__(self, other: Interval) -> Interval:
        """Return the sums of a number of each."""
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __neg__(self) -> Interval:
        """Return the negatives."""
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        return Interval(low, high, self.high_open, self.low_open)

    def __sub__(self, other: Interval) -> Interval:
        """Return the differences of a number of each."""
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        """Return the products of a number of each; both must be of counts, from 0 up.

        Raises ``ValueError`` where a bound is negative or missing below.
        """
        if any(i.low is None or i.low < 0 for i in (self, other)):
            raise ValueError("only intervals of counts, from 0 up, are multiplied")
        assert self.low is not None
        assert other.low is not None
        high = None
        if self.high is not None and other.high is not None:
            high = self.high * other.high
        zero = (self.low == 0 and not self.low_open) or (
            other.low == 0 and not other.low_open
        )
        return Interval(
            self.low * other.low,
            high,
            (self.low_open or other.low_open) and not zero,
            self.high_open or other.high_open,
        )

    def inverse(self) -> Interval:
        """Return one divided by each number; the interval must lie above 0.

        From 0 (not included) up gives no upper bound. Raises ``ValueError`` where a
        number is 0 or less.
        """
        if self.low is None or self.low < 0 or (self.low == 0 and not self.low_open):
            raise ValueError("only an interval above 0 has an inverse")
        high = None if self.low == 0 else Fraction(1) / self.low
        low = Fraction(0) if self.high is None else Fraction(1) / self.high
        return Interval(low, high, self.high is None or self.high_open, self.low_open)

    def __str__(self) -> str:
        if self.empty:
            return "nothing"
        if self.point is not None:
            return f"= {number(self.point)}"
        parts = []
        if self.low is not None:
            parts.append(f"{'>' if self.low_open else '≥'} {number(self.low)}")
        if self.high is not None:
            parts.append(f"{'<' if self.high_open else '≤'} {number(self.high)}")
        return " and ".join(parts) or "any number"


def exactly(value: Number) -> Interval:
    """Return the interval of one number."""
    return Interval(Fraction(value), Fraction(value))


COUNT = Interval(Fraction(0))
"""What a count can be at all: zero or more."""


def meet(intervals: Iterable[Interval]) -> Interval:
    """Return what lies in all of some intervals of counts."""
    result = COUNT
    for interval in intervals:
        result = result & interval
    return result


def quotient(top: Interval, bottom: Interval) -> Interval:
    """Divide two counts; what may be nothing divides to anything from the least up."""
    if bottom.low is None or bottom.low < 0 or bottom.high == 0:
        return Interval(Fraction(0))
    if bottom.low == 0 and not bottom.low_open:
        bottom = Interval(Fraction(0), bottom.high, True, bottom.high_open)
    return top * bottom.inverse()


def scaled(interval: Interval, factor: Number) -> Interval:
    """Multiply an interval by a number above 0."""
    return Interval(
        None if interval.low is None else interval.low * factor,
        None if interval.high is None else interval.high * factor,
        interval.low_open,
        interval.high_open,
    )


def order(a: Interval, b: Interval) -> str:
    """Return how two numbers are ordered for certain: ``<``, ``>``, ``=`` or ``?``."""
    if a.point is not None and a == b:
        return "="
    if not a.upwards.meets(b):
        return ">"
    return "<" if not b.upwards.meets(a) else "?"


@lru_cache(maxsize=4096)  # more numbers than one answer shows
def number(value: Number) -> str:
    """Return a number with grouped thousands and at most four decimals.

    What four do not write in full is rounded: a large number to one.
    """
    if value.denominator == 1:
        return f"{value.numerator:,}"
    for decimals in (_DECIMALS, 1 if value >= _LARGE else _DECIMALS):
        text = f"{float(value):,.{decimals}f}".rstrip("0").rstrip(".")
        if Fraction(text.replace(",", "")) == value:
            return text
    return f"about {text}"


def _higher(a: Interval, b: Interval) -> tuple[Number | None, bool]:
    """Return the higher of the two lower bounds, and whether it is open."""
    if a.low is None or (b.low is not None and b.low > a.low):
        return b.low, b.low_open
    if b.low is None or a.low > b.low:
        return a.low, a.low_open
    return a.low, a.low_open or b.low_open


def _lower(a: Interval, b: Interval) -> tuple[Number | None, bool]:
    """Return the lower of the two upper bounds, and whether it is open."""
    if a.high is None or (b.high is not None and b.high < a.high):
        return b.high, b.high_open
    if b.high is None or a.high < b.high:
        return a.high, a.high_open
    return a.high, a.high_open or b.high_open
