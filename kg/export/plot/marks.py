"""What a picture shows of a figure: its period, its bounds and its printed number.

A figure lies over its true period, from the first day to the end of the last. Nothing
marks a number that no source printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg.amounts.conventions import whole_bounds
from kg.amounts.interval import Interval, Number, number
from kg.export.plot.axes import day_number
from kg.export.plot.colours import Look
from kg.figures.figure import Days, Figure, Scope
from kg.figures.view.model import FiguresView, VoiceRow
from kg.periods.edtf import parse_period

YEARS = (1500, 2500)
"""Years that are drawn; with others, one sees nothing of the rest."""

CLAIM, TOGETHER, IMPLIED, DERIVED = "claim", "together", "implied", "derived"
"""What a mark is of: a claim, what several on one number allow, what the figures around
one leave of it, or what a rule derives from some."""

BOUNDS = "#5A5A5A"
"""The colour of what nobody claims: a grey that can be read."""

_LONG = 92
"""Days of a quarter; a count of more is drawn where it is complete."""

_GREATEST = 10**30
"""Beyond it matplotlib's ticks run out of digits; nobody counts that far."""


@dataclass(frozen=True)
class Mark:
    """A number with its days, as it is drawn.

    ``figures`` are what one voice says of it, or what a bound follows from; ``name`` is
    its own within a picture. ``start`` and ``end`` are in days since 1970, and so is
    ``reach``, the outermost days that a rough period allows; ``None`` tells that it has
    no date. ``low``, ``high`` and ``point`` are ``None`` where there is no such bound
    or no printed number. ``running`` tells that it is drawn at its last day: others
    count from the same day on, or it is of a long time. Of a claim, ``row`` is the one
    of the view; of a bound, ``words`` say what it is and ``beneath`` what it rests on.
    """

    kind: str
    figures: tuple[Figure, ...]
    look: Look
    period: Days
    start: float
    end: float
    reach: tuple[float, float] | None
    low: float | None
    high: float | None
    point: float | None
    name: str = ""
    running: bool = False
    row: VoiceRow | None = None
    words: str = ""
    coercion: str = ""
    beneath: str = ""

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
    def stands(self) -> bool:
        """Whether it is put forward as a count, not withdrawn and not disputed."""
        return self.kind != CLAIM or self.figure.stands

    @property
    def dated(self) -> bool:
        """Whether it is drawn over days; what has no date stands beside the axis."""
        return self.reach is not None

    @property
    def sides(self) -> tuple[bool, bool]:
        """Whether its period is open to the left, and to the right."""
        if not self.dated:
            return False, False
        period = self.period
        first, slash, last = period.edtf.partition("/")
        open_ = [bool(slash) and end in ("", "..") for end in (first, last)]
        ongoing = period.end is None or period.assumed
        return period.start is None or open_[0], ongoing or open_[1]

    @property
    def fuzzy(self) -> bool:
        """Whether its days are only about right, or it is of some one of them."""
        if not self.dated:
            return False
        one_of_them = self.figure.series.kind == "stock"
        several = self.period.days != 1 or any(self.sides)
        return self.reach != (self.start, self.end) or (one_of_them and several)


def drawable(figure: Figure) -> bool:
    """Tell whether a figure has a date and a number that fit on paper.

    What was published without a date stands beside the axis.
    """
    usual = figure.number.usual
    return fits(figure.period) and max(usual.low or 0, usual.high or 0) < _GREATEST


def fits(period: Days) -> bool:
    """Tell whether a period has days such as can be drawn."""
    days = [day for day in (period.start, period.end) if day]
    return bool(days) and all(YEARS[0] <= day.year <= YEARS[1] for day in days)


def marks_of(
    view: FiguresView, voices: Iterable[VoiceRow], looks: Mapping[str, Look]
) -> list[Mark]:
    """Return what to draw of claims; what one voice says several times is one mark."""
    return [_mark(view, voice, looks) for voice in voices]


def run_on(marks: Iterable[Mark]) -> list[Mark]:
    """Return the marks of a panel, those at their last day that are drawn there."""
    marks = list(marks)
    ends: dict[tuple[float, str], set[float]] = {}
    for mark in marks:
        if mark.kind == CLAIM:
            ends.setdefault(_begun(mark), set()).add(mark.end)
    return [replace(m, running=_runs(m, ends.get(_begun(m), set()))) for m in marks]


def _begun(mark: Mark) -> tuple[float, str]:
    return mark.start, mark.figure.series.kind


def _runs(mark: Mark, ends: set[float]) -> bool:
    """Tell whether a count is drawn at its last day.

    It is if others run from the same first day on, or if it is of a long time.
    """
    dated = mark.dated and mark.period.start is not None and not mark.fuzzy
    long = len(ends) > 1 or mark.end - mark.start > _LONG
    return dated and mark.figure.series.kind == "flow" and long


def bound_mark(
    kind: str,
    figures: tuple[Figure, ...],
    scope: Scope,
    bound: Interval,
    *,
    name: str,
    beneath: str = "",
) -> Mark:
    """Return what to draw of a bound that rests on figures."""
    start, end = _days(scope.period)
    return Mark(
        kind,
        figures,
        look=Look(BOUNDS, ""),
        period=scope.period,
        start=start,
        end=end,
        reach=None if undated(scope) else _reach(scope.period, start, end),
        low=_float(bound.low) if bound.low or bound.low_open else None,
        high=_float(bound.high),
        point=None,
        name=name,
        words=f"{kind}: {bound_words(whole_bounds(bound, scope.series.unit))}",
        coercion=scope.coercion,
        beneath=beneath,
    )


def bound_words(bound: Interval) -> str:
    """Return a bound in words: ``more than 82,000 and fewer than 94,000``."""
    if bound.point is not None:
        return number(bound.point)
    parts, low = [], bound.low or 0
    if bound.low or bound.low_open:
        parts.append(f"{'more than' if bound.low_open else 'at least'} {number(low)}")
    if bound.high is not None:
        than = "fewer than" if bound.high_open else "at most"
        parts.append(f"{than} {number(bound.high)}")
    return " and ".join(parts) or "any number"


def _mark(view: FiguresView, voice: VoiceRow, looks: Mapping[str, Look]) -> Mark:
    figure = voice.figures[0]
    usual, point = figure.number.usual, figure.number.printed.point
    start, end = _days(figure.period)
    low, stated = usual.low, point is not None or figure.quantifier == "between"
    return Mark(
        CLAIM,
        voice.figures,
        looks[figure.claimant],
        figure.period,
        start,
        end,
        None if undated(figure.scope) else _reach(figure.period, start, end),
        low=_float(low) if low or stated else None,
        high=_float(usual.high),
        point=_float(point),
        name=str(view.notes([figure])[0]),
        row=voice,
        coercion=figure.scope.coercion,
    )


def undated(scope: Scope) -> bool:
    """Tell whether all that is known of its days is when it was published.

    Of a number of people present without a date, that day is both its first and last.
    """
    period = scope.period
    present = scope.series.kind == "stock" and period.start == period.end
    return period.assumed and (period.start is None or present)


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
