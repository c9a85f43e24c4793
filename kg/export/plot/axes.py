"""The frame of a panel: true dates along, numbers up, and points on the paper.

A panel's place on the paper is fixed, so that what is asked for in points (1/72 inch)
can be turned into dates and numbers, and the other way round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEAST_DAYS = 21
"""An axis shows at least so many days: of fewer one sees hours and no year."""

SIDE, ABOVE, BELOW = 34.0, 34.0, 8.0
"""Room, in points, that arrows and labels need around the outermost figures."""

_STEP = 1_000
"""A linear axis shows less than a point of height for what is so many times smaller."""

_FEW = 3
"""Below so few a tick may be a half or a quarter; above, people are counted whole."""

MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_EPOCH = date(1970, 1, 1)  # matplotlib counts days from there
_WEEKS = 70
"""Days up to which each Monday has a tick: ten of them, with day and month, fit."""

_MONTH = 30.4  # days, on average
_MOST_TICKS = 9  # names of months that fit beside each other at this width
_YEAR = 12  # months
_MONTH_STEPS = (1, 2, 3, 6, *(_YEAR * n for n in (1, 2, 5, 10, 20, 50, 100, 200)))
"""Months from tick to tick: as people divide years and centuries."""

_LARGE = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))  # short scale
_LAST = 10**15  # there is no name that everybody knows
_CORNER = (0.006, 0.99)  # of a frame, at its upper left
NOTE = 7.0
"""Points of the letters of notes: the smallest that can be read in print."""

_HEADROOM = 1.5
"""How many arrows' room a number must have below it not to need more."""


@dataclass(frozen=True)
class Frame:
    """A panel with its size in points, counted from its lower left corner.

    ``scale`` is how much larger its lines and letters are than on a screen, and
    ``beside`` how wide the strip at its right is for what has no date.
    """

    axes: Axes
    width: float
    height: float
    scale: float = 1.0
    beside: float = 0.0

    @property
    def strip(self) -> float:
        """The middle of the strip for what has no date."""
        return self.width - self.beside / 2

    def points(self, x: float, y: float) -> tuple[float, float]:
        """Return where a day (counted from 1970) and a number lie."""
        left, bottom = self.axes.transAxes.transform((0, 0))
        along, up = self.axes.transData.transform((x, y))
        return float(along - left), float(up - bottom)

    def data(self, along: float, up: float) -> tuple[float, float]:
        """Return which day and number lie at a point."""
        left, bottom = self.axes.transAxes.transform((0, 0))
        x, y = self.axes.transData.inverted().transform((along + left, up + bottom))
        return float(x), float(y)


def set_days(frame: Frame, days: Sequence[float]) -> None:
    """Let the axis run over some days, with room at both sides, and name its ticks.

    Without any day it has none; the strip for what has no date begins where it ends.
    """
    axes, dated = frame.axes, frame.width - frame.beside
    if not days:
        axes.set_xticks([])
    else:
        first, last = min(days), max(days)
        lacking = max(0.0, LEAST_DAYS - (last - first)) / 2
        first, last = first - lacking, last + lacking
        room = SIDE * frame.scale
        one = (last - first) / (dated - 2 * room)
        low, high = first - room * one, last + room * one
        axes.set_xlim(low, high + frame.beside * one)
        ticks = ticks_between(_EPOCH + timedelta(low), _EPOCH + timedelta(high))
        shown = [day for day in ticks if low <= day_number(day) <= high]
        axes.set_xticks([day_number(day) for day in shown], tick_names(shown))
    if frame.beside:
        _set_strip(frame, dated / frame.width)


def _set_strip(frame: Frame, left: float) -> None:
    """Set off the strip for what has no date, from a place in shares of the width."""
    axes = frame.axes
    line = axes.plot([left, left], [0, 1], transform=axes.transAxes)
    line[0].set(color="#999999", lw=0.8, ls=(0, (1, 2)))
    gap = -6.5 / frame.height  # as far below the axis as the names of ticks
    words = axes.text(frame.strip / frame.width, gap, "no date")
    size = axes.yaxis.get_ticklabels()[0].get_fontsize()
    words.set(transform=axes.transAxes, ha="center", va="top", size=size)
    words.set(color="#222222", gid="no-date")


def ticks_between(first: date, last: date) -> list[date]:
    """Return Mondays, firsts of months, or New Year's Days: few enough to be read."""
    days = (last - first).days
    if days <= _WEEKS:
        monday = first - timedelta(days=first.weekday())
        return [monday + timedelta(days=n) for n in range(0, days + 7, 7)]  # weekly
    wanted = days / _MONTH / _MOST_TICKS
    months = next((step for step in _MONTH_STEPS if step >= wanted), _MONTH_STEPS[-1])
    start = (first.year * _YEAR) // months * months
    counted = range(start, last.year * _YEAR + _YEAR, months)
    ticks = [date(count // _YEAR, count % _YEAR + 1, 1) for count in counted]
    return [tick for tick in ticks if first <= tick <= last]


def tick_names(days: Sequence[date]) -> list[str]:
    """Name days as short as can be; the first of each year has the year with it."""
    if all((day.month, day.day) == (1, 1) for day in days):
        return [str(day.year) for day in days]
    whole = all(day.day == 1 for day in days)
    names: list[str] = []
    year = None
    for day in days:
        month = MONTHS[3 * day.month - 3 : 3 * day.month]
        name = month if whole else f"{day.day} {month}"
        names.append(name if day.year == year else f"{name}\n{day.year}")
        year = day.year
    return names


def set_numbers(frame: Frame, ends: Sequence[float], falling: Sequence[float]) -> None:
    """Let the axis run from 0 over some numbers, with room for arrows.

    Where they differ by more than a factor of 1,000 it is logarithmic, but for the
    part next to 0. ``falling`` are numbers from which an arrow points down.
    """
    axes = frame.axes
    above = [end for end in ends if end > 0] or [1.0]
    least = 0.0
    if max(above) > _STEP * min(above):
        least = min(above)
        axes.set_yscale("symlog", linthresh=least)
        axes.yaxis.get_major_locator().set_params(numticks=8)  # type: ignore[call-arg]
        note = axes.annotate("logarithmic scale", _CORNER, xycoords="axes fraction")
        note.set(size=NOTE * frame.scale, color="#666666", va="top")
    scale = axes.yaxis.get_transform()
    top = float(scale.transform([max(above)])[0])
    low = min(map(float, scale.transform(falling)), default=top)
    arrow, little = ABOVE * frame.scale, BELOW * frame.scale
    below = arrow if low * frame.height < top * arrow * _HEADROOM else little
    one = top / (frame.height - arrow - below)
    limits = scale.inverted().transform([-below * one, top + arrow * one])
    axes.set_ylim(*map(float, limits))
    ticks = [n for n in axes.get_yticks() if n == 0 or least <= n <= limits[1]]
    shown = [n for n in ticks if n >= 0 and (n == int(n) or max(above) < _FEW)]
    axes.set_yticks(shown, [number_words(tick) for tick in shown])
    axes.minorticks_off()


def number_words(value: float) -> str:
    """Return a number as people write large ones: ``800,000``, ``1.2 million``."""
    if value >= _LAST:
        return f"{value:.3g}"
    for size, word in _LARGE:
        if value >= size:
            return f"{value / size:.4g} {word}"
    return f"{value:,.10g}"


def day_number(day: date, *, end: bool = False) -> float:
    """Return when a day begins, or has ended, in days since 1970."""
    return float((day - _EPOCH).days + end)
