"""What a picture shows of a figure: its period, bounds, printed number and label.

A figure lies over its true period, from the first day to the end of the last. Nothing
marks a number that no source printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kg.amounts.interval import Number
from kg.export.plot.axes import day_number
from kg.figures.figure import COUNTED, Days, Figure
from kg.figures.view.model import FiguresView
from kg.figures.view.words import note_marks
from kg.periods.edtf import parse_period

YEARS = (1500, 2500)
"""Years that are drawn; with others, one sees nothing of the rest."""

_GREATEST = 10**30
"""Beyond it matplotlib's ticks run out of digits; nobody counts that far."""


@dataclass(frozen=True)
class Mark:
    """What one claimant says of one number, once or several times.

    ``notes`` are the numbers of the citations. ``start`` and ``end`` are in days since
    1970, and so is ``reach``, the outermost days that a rough period allows. ``low``,
    ``high`` and ``point`` are ``None`` where there is no such bound or no printed
    number.
    """

    figures: tuple[Figure, ...]
    notes: tuple[int, ...]
    colour: str
    start: float
    end: float
    reach: tuple[float, float]
    low: float | None
    high: float | None
    point: float | None

    @property
    def figure(self) -> Figure:
        """The first of its figures."""
        return self.figures[0]

    @property
    def band(self) -> tuple[float, float] | None:
        """Its two ends, if it has two."""
        if self.low is None or self.high is None or self.low >= self.high:
            return None
        return self.low, self.high

    @property
    def level(self) -> float:
        """The number at which its period is drawn: printed, the middle or a bound."""
        if self.point is not None:
            return self.point
        if self.band is not None:
            return sum(self.band) / 2
        return next((n for n in (self.low, self.high) if n is not None), 0.0)

    @property
    def undated(self) -> bool:
        """Whether it stands at the day of its publication for want of a date."""
        period = self.figure.period
        return period.assumed and self.figure.series.kind == "stock"

    @property
    def sides(self) -> tuple[bool, bool]:
        """Whether its period is open to the left, and to the right."""
        period = self.figure.period
        ongoing = period.end is None or (period.assumed and not self.undated)
        return period.start is None, ongoing

    @property
    def fuzzy(self) -> bool:
        """Whether its days are only about right, or it is of some one of them."""
        one_of_them = self.figure.series.kind == "stock" and not self.undated
        days = self.figure.period.days
        return self.reach != (self.start, self.end) or (one_of_them and days != 1)

    @property
    def label(self) -> str:
        """The numbers of its citations, and what else is to be said of it."""
        coercion, modality = self.figure.scope.coercion, self.figure.modality
        words = [coercion.replace("-", " ")] if coercion not in ("", "unknown") else []
        words += [modality] if modality not in COUNTED else []
        words += ["undated"] if self.undated else []
        words += [str(self.figure.period)] if self.fuzzy else []
        return " ".join([note_marks(self.notes), *words])


def drawable(figure: Figure) -> bool:
    """Tell whether a figure has a date and a number that fit on paper."""
    days = [day for day in (figure.period.start, figure.period.end) if day]
    fits = all(YEARS[0] <= day.year <= YEARS[1] for day in days)
    usual = figure.number.usual
    return bool(days) and fits and max(usual.low or 0, usual.high or 0) < _GREATEST


def marks_of(
    view: FiguresView, figures: Iterable[Figure], colours: dict[str, str]
) -> list[Mark]:
    """Return what to draw; what one claimant says twice of one number is one mark."""
    same: dict[tuple[Any, ...], list[Figure]] = {}
    for f in figures:
        days = (f.period.start, f.period.end, f.period.assumed, f.approximate)
        scope = (*days, f.scope.coercion)
        claimed = (f.number.printed.point, str(f.number.usual), f.stands, f.modality)
        same.setdefault((f.claimant, *scope, *claimed), []).append(f)
    return [
        _mark(
            figures_of_one,
            view.notes(figures_of_one),
            colours[figures_of_one[0].claimant],
        )
        for figures_of_one in same.values()
    ]


def _mark(figures: list[Figure], notes: list[int], colour: str) -> Mark:
    figure = figures[0]
    usual, point = figure.number.usual, figure.number.printed.point
    start, end = _days(figure.period)
    low, stated = usual.low, point is not None or figure.quantifier == "between"
    return Mark(
        tuple(figures),
        tuple(notes),
        colour,
        start,
        end,
        _reach(figure.period, start, end),
        low=_float(low) if low or stated else None,
        high=_float(usual.high),
        point=_float(point),
    )


def _days(period: Days) -> tuple[float, float]:
    """Return where a period begins and ends; an open one is only its known end."""
    start = None if period.start is None else day_number(period.start)
    end = None if period.end is None else day_number(period.end, end=True)
    known = (n for n in (start, end) if n is not None)
    only = next(known)
    return only if start is None else start, only if end is None else end


def _reach(period: Days, start: float, end: float) -> tuple[float, float]:
    """Return the outermost days of a period that is only about right."""
    named = parse_period(period.edtf)
    bounds = named.filling or named.within
    first, last = bounds.earliest_start, bounds.latest_end
    return (
        min(start, day_number(first)) if first and period.start else start,
        max(end, day_number(last, end=True)) if last and period.end else end,
    )


def _float(number: Number | None) -> float | None:
    return None if number is None else float(number)
