"""How a stored figure is read: as printed, as usually meant, and at the loosest.

Sources round, and their words are vague. Nothing of that is stored: the graph holds
what the words say, and whoever compares figures chooses here how strictly to take them.
The conventions and the reason for each stand in ``docs/amounts.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from kg.amounts.interval import COUNT, Interval, exactly

_IN_FULL = 100
"""Below this, and where the last digit is not 0, a count is taken as it stands."""

_ROUNDED = 1_000
"""From here on a bare count is usually taken as rounded."""

_CLOSE = Fraction(1, 20)
"""No rounding of a count is usually taken to be off by more than this part of it."""

_FOLD_OFF = Fraction(1, 10)
"""Nor that of a bare "three-fold"; at the loosest it is off by half a fold."""

_PERCENT_OFF = Fraction(5)
"""At the loosest, 70 per cent is anything that rounds to it by tens; 10 per cent is
off by no more than a quarter, as "about" 10 per cent is."""

_HALF = Fraction(1, 2)
_QUARTER = Fraction(1, 4)
_MAX_DECIMALS = 18
"""The most that the graph writes of a number (``xsd:decimal`` needs no more)."""

_WHOLES: dict[str | None, Fraction] = {"percent": Fraction(100), "ratio": Fraction(1)}
"""What a share is never above, in the units that words name."""


NO_COUNTS = (None, "", "percent", "ratio", "money")
"""Units of what is not counted one by one: of all others there is no half."""


def whole_bounds(interval: Interval, unit: str) -> Interval:
    """Return an interval of a unit for words: nobody is at least 3.5 people.

    What is compared and derived stays exact.
    """
    return interval if unit in NO_COUNTS else interval.whole


@dataclass(frozen=True, slots=True)
class FigureReading:
    """One figure, read three ways; each an interval of numbers from 0 up.

    ``printed`` is just what the words say (a bare figure, and one after "about", is the
    point), ``usual`` what the conventions make of rounding and vague words, ``loosest``
    the widest that the words bear: what contradicts even that is a contradiction.
    """

    printed: Interval
    usual: Interval
    loosest: Interval


def read_figure(
    quantifier: str | None,
    *,
    value: Fraction | None = None,
    lower: Fraction | None = None,
    upper: Fraction | None = None,
    lower_inclusive: bool = True,
    upper_inclusive: bool = True,
    unit: str | None = None,
    rounded_to: Fraction | None = None,
    share: bool = False,
    rate: bool = False,
) -> FigureReading | None:
    """Read a stored figure; ``None`` where it has no number at all.

    ``quantifier`` and ``unit`` are codes of the schemes of these names. A quantifier
    that is not known is read as printed, three times. ``rounded_to`` is what one of
    the last digit printed stands for, where the value does not show it: 100,000 for
    "1.0 million". A ``share`` is of a whole, and no reading of it goes above that. A
    ``rate`` is never printed in full, however small: "30 a day" is rounded.
    """
    if quantifier == "some" and lower is None:
        lower = Fraction(1)
    if quantifier == "not-reported":
        return None
    if value is None and lower is None and upper is None:
        return None
    printed = exactly(value) if value is not None else Interval()
    if value is None:
        printed = Interval(lower, upper, not lower_inclusive, not upper_inclusive)
    usual = loosest = printed
    if quantifier == "unqualified" and value is not None:
        usual, loosest = _per(value) if rate else _bare(value, unit)
        if rounded_to is not None:
            usual = loosest = _around(value, rounded_to * _HALF)
    elif quantifier in _VAGUE:
        usual, loosest = _VAGUE[quantifier](printed)
        # a hedge makes no number closer; what has more decimals is a share in words
        if quantifier == "about" and value is not None and not value * 10 % 1:
            loosest = _hull(loosest, _bare(value, unit)[1])
    readings = [COUNT & reading for reading in (printed, usual, loosest)]
    if share and unit in _WHOLES:
        cut = [Interval(high=_WHOLES[unit]) & reading for reading in readings]
        # a share that is printed above its whole is left as it is
        readings = readings if any(reading.empty for reading in cut) else cut
    return FigureReading(*readings)


def _bare(value: Fraction, unit: str | None) -> tuple[Interval, Interval]:
    """Return how far a figure without any word may have been rounded."""
    last, digit = _last_digits(value)
    if unit == "ratio":
        return _around(value, min(digit, value * _FOLD_OFF)), _around(value, digit)
    if unit == "percent":
        off = max(min(last, _PERCENT_OFF, value * _QUARTER), digit)
        return _around(value, digit), _around(value, off)
    if value.denominator != 1:
        return _around(value, digit), _around(value, digit)
    if value < _IN_FULL or value % 10:
        return exactly(value), exactly(value)
    if value < _ROUNDED:
        return exactly(value), _around(value, last)
    return _around(value, min(last, value * _CLOSE)), _around(value, last)


def _per(value: Fraction) -> tuple[Interval, Interval]:
    """Return how far a bare rate may have been rounded: no number of it is whole."""
    off = max(_last_digits(value))
    return _around(value, min(off, value * _CLOSE)), _around(value, off)


def _last_digits(value: Fraction) -> tuple[Fraction, Fraction]:
    """Return half a unit of the last digit that is not zero, and of the last one.

    Both are 0 for what no decimal writes in full: such a number was worked out.
    """
    unit = Fraction(1)
    while value % unit and unit > Fraction(1, 10**_MAX_DECIMALS):
        unit /= 10
    if value % unit:
        return Fraction(0), Fraction(0)
    digit = unit
    while value and value % (unit * 10) == 0:
        unit *= 10
    return unit * _HALF, digit * _HALF


def _around(value: Fraction, width: Fraction) -> Interval:
    """Return what rounds, half up, to a value."""
    if not width:
        return exactly(value)
    return Interval(value - width, value + width, high_open=True)


def _about(printed: Interval) -> tuple[Interval, Interval]:
    return _scaled(printed, "0.9", "1.1"), _scaled(printed, "0.75", "1.25")


def _hull(one: Interval, other: Interval) -> Interval:
    """Return the interval from the lower to the higher end of two with both ends."""
    low = min(one.low or 0, other.low or 0)
    if one.high is None or other.high is None or one.high >= other.high:
        return Interval(low, one.high, False, one.high_open)
    return Interval(low, other.high, False, other.high_open)


def _scaled(printed: Interval, down: str, up: str) -> Interval:
    return Interval(
        None if printed.low is None else printed.low * Fraction(down),
        None if printed.high is None else printed.high * Fraction(up),
    )


def _nearly(printed: Interval) -> tuple[Interval, Interval]:
    high = printed.high
    if high is None:
        return printed, printed
    return (
        Interval(high * Fraction("0.9"), high, high_open=True),
        Interval(high * Fraction("0.75"), high),
    )


def _order(printed: Interval) -> tuple[Interval, Interval]:
    if printed.low is None or printed.point is not None:
        return printed, printed
    high = None if printed.high is None else printed.high * 10
    return printed, Interval(printed.low * _HALF, high, high_open=True)


_VAGUE: dict[str | None, Callable[[Interval], tuple[Interval, Interval]]] = {
    "about": _about,
    "nearly": _nearly,
    "order-of-magnitude": _order,
}
"""The usual and the loosest reading of words that are vague."""
