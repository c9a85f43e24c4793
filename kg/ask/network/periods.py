"""Which counts of one edge to take where their periods overlap: never two for a day."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date

from kg.figures.figure import Figure
from kg.figures.reconcile import Group

Standing = tuple[Group, list[Figure]]
"""Figures of one number, and those of them that stand and are asked about."""

_Value = tuple[int, int, int, int]

_PARTS = 3
"""One day in so many of a period must be told by its parts for them to stand for it."""


def finest(groups: Sequence[Standing]) -> list[Standing]:
    """Return counts by which an edge can be followed in time, in its order.

    Several parts that fill a third of a longer period stand for it. Of what is left as
    many days as can be are covered, by counts of all movements before those of the
    forced alone, by numbers before bounds, and by many short periods before one long.
    """
    kept: list[Standing] = []
    for group in sorted(_timed(groups), key=_length):
        if not _filled(group, kept):
            kept.append(group)
    return _best(kept, _known) or _untimed(groups)


def widest(groups: Sequence[Standing]) -> list[Standing]:
    """Return the counts that together cover the most days, and of these the fewest."""
    return _best(_timed(groups), _days) or _untimed(groups)


def _timed(groups: Sequence[Standing]) -> list[Standing]:
    return [g for g in groups if g[0].scope.period.days is not None]


def _untimed(groups: Sequence[Standing]) -> list[Standing]:
    """Return one count without a first or a last day, if there are no others."""
    return sorted(groups, key=lambda g: (_rank(g), g[1][0].claim), reverse=True)[:1]


def _length(group: Standing) -> tuple[int, date, str]:
    return group[0].scope.period.days or 0, _start(group), group[1][0].claim


def _filled(whole: Standing, groups: Sequence[Standing]) -> bool:
    period = whole[0].scope.period
    parts = [
        g
        for g in groups
        if g[0].scope.period.within(period)
        and not g[0].scope.period.same_days(period)
        and _plain(g) >= _plain(whole)
    ]
    chosen = _best(parts, _known)
    filled = sum(g[0].scope.period.days or 0 for g in chosen)
    return len(chosen) > 1 and filled * _PARTS >= (period.days or 0)


def _best(
    groups: Sequence[Standing], value: Callable[[Standing], _Value]
) -> list[Standing]:
    """Return the groups without overlap whose values sum to the most."""
    ordered = sorted(groups, key=lambda g: (_end(g), _start(g), g[1][0].claim))
    ends = [_end(g) for g in ordered]
    chain: list[tuple[_Value, int, int]] = [((0, 0, 0, 0), -1, -1)]
    for i, group in enumerate(ordered):
        before = bisect_left(ends, _start(group), hi=i)
        taken = _sum(chain[before][0], value(group))
        chain.append(
            (taken, i, before) if taken > chain[i][0] else (chain[i][0], -1, i)
        )
    chosen = []
    at = len(ordered)
    while at:
        _, index, at = chain[at]
        if index >= 0:
            chosen.append(ordered[index])
    return chosen[::-1]


def _sum(one: _Value, other: _Value) -> _Value:
    a, b, c, d = (x + y for x, y in zip(one, other, strict=True))
    return a, b, c, d


def _known(group: Standing) -> _Value:
    days = group[0].scope.period.days or 0
    return days, days * _plain(group), days * _rank(group), 1


def _days(group: Standing) -> _Value:
    days = group[0].scope.period.days or 0
    return days, days * _plain(group), -1, _rank(group)


def _rank(group: Standing) -> int:
    """Return 1 for what is known as a number, 0 for bounds."""
    readings = [f.reading for f in group[1] if f.reading is not None]
    return int(any(reading.printed.point is not None for reading in readings))


def _plain(group: Standing) -> int:
    """Return 1 for a count of all movements, 0 for that of the forced alone."""
    return int(group[0].scope.coercion == "unknown")


def days_of(group: Standing) -> tuple[date, date]:
    """Return the first and the last day; the ends of the calendar where it is open."""
    return _start(group), _end(group)


def _start(group: Standing) -> date:
    return group[0].scope.period.start or date.min


def _end(group: Standing) -> date:
    return group[0].scope.period.end or date.max
