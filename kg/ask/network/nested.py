"""Edges that count again what a parallel edge counts: these have no weight.

Tools add the weights of parallel edges. So of two edges between the same ends only the
wider one keeps its weight where one flow is stated to lie in the other, where the
people of one are among those of the other in a time within its own, and where both
count one flow, but one of them not in persons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.ask.network.counts import Counted
from kg.ask.network.gather import Key
from kg.figures.figure import Days, Related, Series

_PERSON = "person"


@dataclass(frozen=True, slots=True)
class Parallel:
    """What an edge counts, and when; ``days`` is ``None`` where that is not known."""

    key: Key
    series: Series
    days: Days | None


def counted_in(edges: Sequence[Parallel], related: Related) -> dict[Key, Key]:
    """Return the widest edge that counts what another does, by the other's key."""
    between: dict[tuple[str, str], list[Parallel]] = {}
    for edge in edges:
        source, _, target = edge.key
        between.setdefault((source, target), []).append(edge)
    wider = {}
    for same in between.values():
        for edge in same:
            around = [e for e in same if e is not edge and _within(edge, e, related)]
            if around:
                outer = (
                    e for e in around if not any(_within(e, o, related) for o in around)
                )
                wider[edge.key] = next(outer, around[0]).key
    return wider


def without_weight(counted: Counted) -> Counted:
    """Return counts of which the ends are told, and no weight that could be added."""
    periods = tuple((d, replace(c, weight=None)) for d, c in counted.periods)
    total = replace(counted.total, weight=None)
    return replace(counted, periods=periods, total=total)


def _within(edge: Parallel, other: Parallel, related: Related) -> bool:
    mine, its = edge.series, other.series
    if edge is other:
        return False
    if mine.measures == its.measures:
        return its.unit == _PERSON != mine.unit
    if related.contains(its.measures, mine.measures):
        return True
    return _among(edge, other, related) and not (
        _among(other, edge, related) and other.key > edge.key
    )


def _among(edge: Parallel, other: Parallel, related: Related) -> bool:
    """Tell whether all people of an edge are among those of another, in its time."""
    moved = related.moved or {}
    people = moved.get(edge.series.measures, frozenset())
    theirs = moved.get(other.series.measures, frozenset())
    if not people or edge.days is None or other.days is None:
        return False
    return edge.days.within(other.days) and all(
        one in theirs or any(related.contains(group, one) for group in theirs)
        for one in people
    )
