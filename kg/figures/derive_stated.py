"""Bounds from what is stated of counts: the other end of a change, and a share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.amounts.interval import Interval, quotient
from kg.figures.changes import change
from kg.figures.derived import Derived, above_nothing, informs, taken
from kg.figures.figure import Days, Figure
from kg.figures.index import FigureIndex
from kg.figures.relations import FAILS
from kg.figures.stated import factor, part_of_share, parts, stale


def shares(known: FigureIndex) -> Iterator[Derived]:
    """Work out a part from its share of a whole."""
    for stated in known.figures:
        if stated.series.kind != "share" or not stated.stands or not stated.reading:
            continue
        whole = known.whole(stated)
        scope = None if whole is None else part_of_share(stated, whole)
        if whole is None or scope is None or not whole.stands or not whole.reading:
            continue
        read, of = stated.reading, whole.reading
        printed, usual = (
            parts(stated, share) * count
            for share, count in ((read.printed, of.printed), (read.usual, of.usual))
        )
        bound, note = taken(printed, usual, (stated, whole))
        bound = above_nothing(bound)
        if informs(bound):
            steps = (
                f"{whole.text} ({whole.period})",
                f"of these {stated.text}",
                f"so {bound}",
            )
            yield Derived("part-by-share", (whole, stated), scope, bound, steps, note)


def changes(known: FigureIndex) -> Iterator[Derived]:
    """Work out the figure before a stated change from the one after, or after it."""
    for stated in known.figures:
        if stated.series.kind != "change" or not stated.stands or not stated.reading:
            continue
        now, base = known.pair(stated)
        ends = known.ends(stated)
        if ends is None or known.unlike(stated) or stale(now, base):
            continue
        if _refuted(stated, now, base):
            continue
        for rule, given, period in (
            ("base-of-change", now, ends[1]),
            ("result-of-change", base, ends[0]),
        ):
            if given is None or given.reading is None or not given.stands:
                continue
            printed, usual = (
                _other_end(stated, by, count, rule)
                for by, count in (
                    (stated.reading.printed, given.reading.printed),
                    (stated.reading.usual, given.reading.usual),
                )
            )
            if printed is not None and usual is not None:
                bound, note = taken(printed, usual, (stated, given))
                if informs(bound):
                    yield _across(rule, stated, given, period, (bound, note))


def _refuted(stated: Figure, now: Figure | None, base: Figure | None) -> bool:
    return change(stated, now, base).verdict == FAILS


def _other_end(
    stated: Figure, by: Interval, given: Interval, rule: str
) -> Interval | None:
    """Return the figure at the other end of a change; ``None`` where it is unclear."""
    unit, known = stated.series.about_unit, factor(stated, by)
    if known is None:
        return None
    # a fall in per cent is a factor below one; as a ratio it counts from the lower up
    fell = stated.direction == "decrease" and (unit.fold or not unit.relative)
    back = rule == "base-of-change"
    if not unit.relative:
        bound = given - known if back != fell else given + known
    elif known.low is None or known.low < 0:
        return None
    else:
        bound = quotient(given, known) if back != fell else given * known
    return above_nothing(bound)


def _across(
    rule: str, stated: Figure, given: Figure, period: Days, taken: tuple[Interval, str]
) -> Derived:
    bound, note = taken
    scope = replace(given.scope, period=period)
    steps = (
        f"{given.text} ({given.period})",
        f"{stated.text or stated.direction} ({_between(stated, given, period)})",
        f"so for {period}: {bound}",
    )
    return Derived(rule, (given, stated), scope, bound, steps, note)


def _between(stated: Figure, given: Figure, period: Days) -> str:
    direction = stated.direction or "change"
    before = period if period != stated.period else given.period
    return f"{direction} from {before} to {stated.period}"
