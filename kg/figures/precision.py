"""How closely bare figures are given where others of their series say it.

Whoever prints 10,000 beside 12,000 and 15,000 rounds to thousands, so 10,000 is no
number near 14,000. Writers round to digits and not to one power of ten: a figure is
read with as many digits as the coarsest of the finer ones of its series, two or three,
and no more closely than that one is printed. Beside 12,000 a million may be 950,000,
and three digits are taken from numbers of about its size alone. What has more digits,
such as 6,879 or 12,340, is a count in full: beside it no figure of its size is off by
more than a bare figure usually is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kg.amounts.conventions import FigureReading
from kg.amounts.interval import Interval, Number
from kg.figures.figure import Figure, Series

_BARE = "unqualified"
_LEAST = 1_000
"""A smaller number is printed in full for want of anything to leave out."""

_SIZE = 10
"""Numbers are of one size if neither is more than so many times the other."""

_BESIDE = 4
"""Of a number that is no more than so many times another, three digits are taken."""

_TWO, _THREE = 2, 3
"""So many digits rounded numbers have; who prints more has counted."""


@dataclass(frozen=True, slots=True)
class _Printed:
    """A bare figure: its claim and number, and what one of its last digit stands for.

    ``unit`` is 0 for a number that is printed in full.
    """

    claim: str
    value: Number
    unit: Number

    @property
    def digits(self) -> int:
        """How many digits it has down to the last that counts."""
        return len(str(self.value // self.unit))


class _Series:
    """The bare figures of one claimant in one series, to be looked up."""

    def __init__(self, figures: Iterable[_Printed]) -> None:
        known = list(figures)
        twos = [f for f in known if f.unit and f.digits == _TWO]
        self._two = min(twos, key=lambda f: (-f.unit, f.claim), default=None)
        self._threes = _by_value(f for f in known if f.unit and f.digits == _THREE)
        in_full = (f for f in known if not f.unit or f.digits > _THREE)
        self._in_full = _by_value(f for f in in_full if f.value >= _LEAST)

    def finer(self, own: _Printed) -> tuple[_Printed, int] | None:
        """Return one that is given more closely, and with how many digits to read."""
        if self._two and own.digits < _TWO:
            return self._two, _TWO
        beside = _from(self._threes, Fraction(own.value) / _BESIDE)
        if beside and own.digits < _THREE:
            return beside, _THREE
        if self._threes and own.digits < _TWO:
            return self._threes[0], _TWO
        return None

    def full(self, own: _Printed) -> _Printed | None:
        """Return one of the same size that is printed in full."""
        known = _from(self._in_full, Fraction(own.value) / _SIZE)
        return known if known and known.value <= own.value * _SIZE else None


def _by_value(figures: Iterable[_Printed]) -> list[_Printed]:
    return sorted(figures, key=lambda f: (f.value, f.claim))


def _from(figures: Sequence[_Printed], value: Fraction) -> _Printed | None:
    """Return the first of figures in order that is no less than a value."""
    place = bisect_left(figures, value, key=lambda f: Fraction(f.value))
    return figures[place] if place < len(figures) else None


def with_precision(figures: Sequence[Figure]) -> list[Figure]:
    """Read bare figures as closely as those of their claimant in the same series.

    Only counts and sums of money, put forward by somebody known; nothing is read more
    loosely than before.
    """
    by_series: dict[tuple[Series, str], list[tuple[int, _Printed]]] = {}
    for place, figure in enumerate(figures):
        if (bare := _bare(figure)) is not None:
            key = figure.series, figure.speaker
            by_series.setdefault(key, []).append((place, bare))
    made = list(figures)
    for same in by_series.values():
        if len(same) > 1:
            series = _Series(bare for _, bare in same)
            for place, bare in same:
                made[place] = _read(made[place], bare, series)
    return made


def _bare(figure: Figure) -> _Printed | None:
    """Return how a figure is printed; ``None`` if it is no bare count."""
    relative = figure.series.about_unit.relative
    if figure.quantifier != _BARE or not figure.level or relative:
        return None
    point, high = figure.number.printed.point, figure.number.loosest.high
    if not point or not figure.claimant or not figure.counted:
        return None
    if high is None:
        return None
    return _Printed(figure.claim, point, (high - point) * 2)


def _read(figure: Figure, own: _Printed, series: _Series) -> Figure:
    if not own.unit or not own.value // own.unit % 10:
        return figure  # printed in full, or with zeros that say how closely
    if finer := series.finer(own):
        model, digits = finer
        reading = _as_finely(own, model, digits, figure.number)
    elif full := series.full(own):
        model = full
        reading = replace(figure.number, loosest=figure.number.usual)
    else:
        return figure
    if reading == figure.number:
        return figure
    return replace(figure, reading=reading, as_closely_as=model.claim)


def _as_finely(
    own: _Printed, model: _Printed, digits: int, reading: FigureReading
) -> FigureReading:
    unit = Fraction(own.unit) / 10 ** (digits - own.digits)
    half = Fraction(max(unit, model.unit)) / 2
    near = Interval(own.value - half, own.value + half, high_open=True)
    return replace(reading, usual=reading.usual & near, loosest=reading.loosest & near)
