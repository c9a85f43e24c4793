"""What the figures of one edge amount to: in each period, and over all.

Figures of one number are reconciled, periods that overlap are never counted twice, and
whatever is added goes through the guard of :mod:`kg.figures.total`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.amounts.interval import Interval
from kg.ask.network.periods import Standing, finest, widest
from kg.figures.figure import Days, Figure, Related
from kg.figures.reconcile import Group, Reconciliation
from kg.figures.total import NotAddable, total

_SPAN = 2
"""A range gets its middle as weight where its ends are within this factor."""


@dataclass(frozen=True, slots=True)
class Count:
    """A count as a tool for networks can take it.

    ``status`` is ``point``, ``range``, ``lower-bound``, ``upper-bound``, ``unknown``,
    ``contradicted`` or ``not-addable``; ``weight`` is ``None`` where no one number can
    stand for it; ``low`` and ``high`` are the ends of what the words usually mean.
    """

    status: str
    weight: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of an edge.

    ``periods`` are the finest that do not overlap, in order of time; ``total`` is the
    count of the longest time that is counted at all.
    """

    periods: tuple[tuple[Days, Count], ...]
    total: Count


UNKNOWN = Count("unknown")


class EdgeCounts:
    """What figures that are reconciled say, edge by edge."""

    def __init__(self, reconciled: Reconciliation) -> None:
        self.related = reconciled.related
        self._groups: dict[str, list[Group]] = {}
        for group in reconciled.groups:
            for figure in group.figures:
                self._groups.setdefault(figure.claim, []).append(group)

    def of(self, claims: Iterable[str]) -> Counted:
        """Return what the figures of claims, all of one edge, amount to.

        What is disputed, withdrawn, planned or threatened counts for nothing.
        """
        asked = set(claims)
        groups = {g.scope: g for c in sorted(asked) for g in self._groups.get(c, ())}
        standing = [
            (group, some)
            for group in groups.values()
            if (some := [f for f in group.figures if f.stands and f.claim in asked])
        ]
        if not standing:
            return Counted((), UNKNOWN)
        periods = tuple(
            (g.scope.period, _of_group(g, some)) for g, some in finest(standing)
        )
        return Counted(periods, _in_all(widest(standing), self.related))


def _of_group(group: Group, figures: Sequence[Figure]) -> Count:
    usual = [f.reading.usual for f in figures if f.reading is not None]
    if group.allowed is None:
        return Count("contradicted", None, *_ends(_hull(usual)))
    closest = _closest(figures)
    whole = len(figures) == len([f for f in group.figures if f.stands])
    known = (group.tightest or group.allowed) if whole else closest.number.usual
    return _count(closest.number.printed, known)


def _closest(figures: Sequence[Figure]) -> Figure:
    """Return the figure that says most: a number, and the least rounded one."""

    def width(figure: Figure) -> tuple[bool, bool, float, str]:
        reading = figure.reading
        assert reading is not None
        low, high = reading.usual.low, reading.usual.high
        bounded = low is not None and high is not None
        wide = float(high - low) if low is not None and high is not None else 0.0
        return reading.printed.point is None, not bounded, wide, figure.claim

    return min(figures, key=width)


def _in_all(chosen: Sequence[Standing], related: Related) -> Count:
    if len(chosen) == 1:
        return _of_group(*chosen[0])
    try:
        sum_ = total([_closest(figures) for _, figures in chosen], related)
    except NotAddable:
        return Count("not-addable")
    counts = [_of_group(*standing) for standing in chosen]
    if any(one.status == "contradicted" for one in counts):
        return Count("contradicted", None, *_ends(sum_.loosest))
    return _count(sum_.printed, sum_.usual)


def _count(printed: Interval, known: Interval) -> Count:
    """Put a count together from what is printed and what it usually means."""
    low, high = _ends(known)
    if printed.point is not None:
        return Count("point", float(printed.point), low, high)
    if printed.low is not None and printed.high is not None and printed.low > 0:
        near = printed.high <= printed.low * _SPAN
        middle = float(printed.low + printed.high) / 2 if near else None
        return Count("range", middle, low, high)
    if printed.low is not None and (printed.low > 0 or printed.low_open):
        return Count("lower-bound", None, low, high)
    if printed.high is not None:
        return Count("upper-bound", None, low, high)
    return Count("unknown", None, low, high)


def _ends(interval: Interval) -> tuple[float | None, float | None]:
    low, high = interval.low, interval.high
    return None if low is None else float(low), None if high is None else float(high)


def _hull(intervals: Sequence[Interval]) -> Interval:
    lows, highs = [i.low for i in intervals], [i.high for i in intervals]
    low = None if None in lows else min(low for low in lows if low is not None)
    high = None if None in highs else max(high for high in highs if high is not None)
    return Interval(low, high)
