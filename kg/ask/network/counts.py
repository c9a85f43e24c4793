"""What the figures of one edge amount to: in each period, and over all.

Figures of one number are reconciled, periods that overlap are never counted twice, and
whatever is added goes through the guard of :mod:`kg.figures.total`. What other figures
contradict is no count, and a part never stands for the whole: the forced alone where
all are counted too, one of several payments, or less than the days that are told of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from kg.amounts.interval import Interval
from kg.ask.network.periods import Standing, days_of, finest, widest
from kg.figures.codes import UNKNOWN as NOT_STATED
from kg.figures.figure import Days, Figure, Related, Series
from kg.figures.reconcile import Group, Reconciliation
from kg.figures.relations import covers
from kg.figures.total import NotAddable, total

_SPAN = 2
"""A range gets its middle as weight where its ends are within this factor."""


@dataclass(frozen=True, slots=True)
class Count:
    """A count as a tool for networks can take it.

    ``status`` is ``point``, ``range``, ``lower-bound``, ``upper-bound``, ``unknown``,
    ``part``, ``contradicted`` or ``not-addable``; ``weight`` is ``None`` where no one
    number can stand for it; ``low`` and ``high`` are the ends of what the words usually
    mean, and of a part ``low`` alone.
    """

    status: str
    weight: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of an edge.

    ``periods`` are the finest that do not overlap, in order of time; ``total`` is the
    count of the longest time that is counted at all, from the first to the last of
    ``days``, and of one ``coercion`` alone if that is its code.
    """

    periods: tuple[tuple[Days, Count], ...]
    total: Count
    days: Days | None = None
    coercion: str = ""


UNKNOWN = Count("unknown")
ALL_DAYS = Days(None, None)


class EdgeCounts:
    """What figures that are reconciled say, edge by edge."""

    def __init__(self, reconciled: Reconciliation) -> None:
        self.related = reconciled.related
        self._groups: dict[str, list[Group]] = {}
        for group in reconciled.groups:
            for figure in group.figures:
                self._groups.setdefault(figure.claim, []).append(group)

    def series(self, claims: Iterable[str]) -> set[Series]:
        """Return what the figures of claims count."""
        return {g.scope.series for c in claims for g in self._groups.get(c, ())}

    def of(
        self,
        claims: Iterable[str],
        period: Days | None = None,
        looked_at: Days = ALL_DAYS,
    ) -> Counted:
        """Return what the figures of claims, all of one edge, amount to.

        What is disputed, withdrawn, planned or threatened counts for nothing.
        ``period`` is the time that the edge is of, if that is known; no count of other
        days than those ``looked_at`` is missed.
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
        has_all = any(s.coercion == NOT_STATED for s in groups)
        edge = _Edge(standing, self.related, period, looked_at, partly=has_all)
        chosen = edge.chosen()
        days = [g.scope.period for g, _ in chosen]
        coercions = sorted({g.scope.coercion for g, _ in chosen} - {NOT_STATED})
        return Counted(
            tuple((g.scope.period, edge.count(g, some)) for g, some in edge.in_time()),
            edge.in_all(chosen),
            Days(days[0].start, days[-1].end),
            " | ".join(coercions),
        )


@dataclass(frozen=True)
class _Edge:
    """The counts of an edge that stand; ``partly`` that one coercion is not all."""

    standing: Sequence[Standing]
    related: Related
    period: Days | None
    looked_at: Days
    partly: bool

    def chosen(self) -> list[Standing]:
        """Return the counts over the longest time: sound ones, if these tell it all."""
        chosen = widest(self.standing)
        if any(map(_odd, chosen)):
            sound = widest([s for s in self.standing if not _odd(s)])
            return sound if sound and self._whole(sound) else chosen
        return chosen

    def in_time(self) -> list[Standing]:
        """Return the finest counts; contradicted ones where there are no others."""
        chosen = finest([s for s in self.standing if not _odd(s)])
        for odd in finest([s for s in self.standing if _odd(s)]):
            period = odd[0].scope.period
            if not any(period.overlaps(g.scope.period) for g, _ in chosen):
                chosen.append(odd)
        return sorted(chosen, key=days_of)

    def count(self, group: Group, figures: Sequence[Figure]) -> Count:
        """Return the count of one number."""
        count = _of_group(group, figures)
        return _as_part(count) if self._partial((group, list(figures))) else count

    def in_all(self, chosen: Sequence[Standing]) -> Count:
        """Return the sum of counts that do not overlap."""
        count = _of_group(*chosen[0]) if len(chosen) == 1 else self._sum(chosen)
        return count if self._whole(chosen) else _as_part(count)

    def _sum(self, chosen: Sequence[Standing]) -> Count:
        try:
            sum_ = total([_closest(figures) for _, figures in chosen], self.related)
        except NotAddable:
            return Count("not-addable")
        if any(map(_odd, chosen)):
            ends = (_hull(_usual(figures)) for _, figures in chosen)
            return Count("contradicted", None, *_ends(reduce(add, ends)))
        return _count(sum_.printed, sum_.usual)

    def _whole(self, chosen: Sequence[Standing]) -> bool:
        """Tell whether counts are of all that moved, on all days that are told of."""
        if all(map(self._partial, chosen)):
            return False
        days = [g.scope.period for g, _ in chosen]
        needed = [s[0].scope.period for s in self.standing if not self._partial(s)]
        if self.period is not None and self.period.start is not None:
            last = max((d.end for d in days if d.end), default=None)
            needed.append(Days(self.period.start, self.period.end or last))
        seen = [d.shared(self.looked_at) for d in needed if d.overlaps(self.looked_at)]
        return all(
            covers(one, [day for day in days if day.overlaps(one)])
            for one in seen
            if one.start and one.end
        )

    def _partial(self, standing: Standing) -> bool:
        scope = standing[0].scope
        coerced = self.partly and scope.coercion != NOT_STATED
        return coerced or bool(scope.instalment)


def _odd(standing: Standing) -> bool:
    """Tell whether a count cannot be true together with another, of whatever scope."""
    group, figures = standing
    return group.allowed is None or any(f.claim in group.odd for f in figures)


def _as_part(count: Count) -> Count:
    """Return what a count of a part says of the whole: that it is no less."""
    if count.status in ("contradicted", "not-addable"):
        return count
    return Count("part", None, count.low)


def _of_group(group: Group, figures: Sequence[Figure]) -> Count:
    if _odd((group, list(figures))):
        return Count("contradicted", None, *_ends(_hull(_usual(figures))))
    closest = _closest(figures)
    whole = len(figures) == len([f for f in group.figures if f.stands])
    known = (group.tightest or group.allowed) if whole else closest.number.usual
    return _count(closest.number.printed, known or closest.number.usual)


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


def _usual(figures: Sequence[Figure]) -> list[Interval]:
    """Return what the words of figures usually mean."""
    return [f.reading.usual for f in figures if f.reading is not None]


def _ends(interval: Interval) -> tuple[float | None, float | None]:
    low, high = interval.low, interval.high
    return None if low is None else float(low), None if high is None else float(high)


def _hull(intervals: Sequence[Interval]) -> Interval:
    lows, highs = [i.low for i in intervals], [i.high for i in intervals]
    low = None if None in lows else min(low for low in lows if low is not None)
    high = None if None in highs else max(high for high in highs if high is not None)
    return Interval(low, high)
