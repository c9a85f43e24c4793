"""Bounds from counts of one claimant in time: sums of parts, and rests of wholes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.amounts.interval import COUNT
from kg.figures.derived import VAGUE, Derived, above_nothing, informs, taken
from kg.figures.figure import Days, Figure, Related, Scope, day_after, day_before
from kg.figures.index import FigureIndex
from kg.figures.parts import tightest_each
from kg.figures.relations import covers
from kg.figures.total import NotAddable, total


def sums(known: FigureIndex, related: Related) -> Iterator[Derived]:
    """Add up what one claimant counts in one period after the other."""
    for same in known.mixed:
        rows: dict[tuple[object, str], list[Figure]] = {}
        for figure in same:
            if figure.series.kind == "flow" and not figure.approximate:
                rows.setdefault((figure.series, figure.speaker), []).append(figure)
        for row in rows.values():
            for run in _runs(_innermost(tightest_each(row))):
                if (derived := _sum(run, related)) is not None:
                    yield derived


def _innermost(figures: Sequence[Figure]) -> list[Figure]:
    """Leave out what has another figure within its period; order by time."""
    inner = [
        f
        for f in figures
        if f.period.days
        and not any(g is not f and g.period.within(f.period) for g in figures)
    ]
    return sorted(inner, key=lambda f: (f.period.start or f.period.end, f.claim))


def _runs(figures: Sequence[Figure]) -> Iterator[list[Figure]]:
    """Yield the longest runs in which one period begins the day after another ends."""
    run = list(figures[:1])
    for before, after in pairwise(figures):
        if _next(before.period, after.period):
            run.append(after)
            continue
        if len(run) > 1:
            yield run
        run = [after]
    if len(run) > 1:
        yield run


def _next(before: Days, after: Days) -> bool:
    return before.end is not None and after.start == day_after(before.end)


def _sum(run: Sequence[Figure], related: Related) -> Derived | None:
    try:
        sum_ = total(run, related)
    except NotAddable:
        return None
    bound, note = taken(sum_.printed, sum_.usual, run)
    if not informs(bound):
        return None
    period = Days(run[0].period.start, run[-1].period.end)
    scope = replace(run[0].scope, period=period)
    if len({figure.scope.coercion for figure in run}) > 1:
        scope = Scope(scope.series, period)
    terms = [f"{f.text} ({f.period})" for f in sum_.figures]
    notes = "; ".join(filter(None, (*sum_.notes, note)))
    return Derived(
        "sum-of-parts", sum_.figures, scope, bound, (*terms, f"sum: {bound}"), notes
    )


def rests(known: FigureIndex) -> Iterator[Derived]:
    """Take from what one claimant counts what it counts for a part of the time.

    The part begins or ends with the whole; of several, the longest. A rest that the
    claimant counts, as a whole or in parts, needs no derivation.
    """
    for same in known.mixed:
        rows: dict[tuple[object, str, str], list[Figure]] = {}
        for figure in same:
            # A rest is as sure as both its figures: where the recorder of one notes
            # what its words leave open (whom it counts, or how), there is none.
            vague = figure.approximate or figure.ambiguous
            exact = not vague and not figure.period.assumed
            if figure.series.kind == "flow" and exact and figure.period.days:
                key = figure.series, figure.speaker, figure.scope.coercion
                rows.setdefault(key, []).append(figure)
        for row in rows.values():
            yield from _rests_of(tightest_each(row))


def _rests_of(figures: Sequence[Figure]) -> Iterator[Derived]:
    for whole in figures:
        for end in ("start", "end"):
            parts = [
                f
                for f in figures
                if f.period != whole.period
                and f.period.within(whole.period)
                and getattr(f.period, end) == getattr(whole.period, end)
            ]
            if parts:
                part = max(parts, key=lambda f: (f.period.days, f.claim))
                left = _left(whole.period, part.period)
                inside = [f for f in figures if f.period.within(left) and _sharp(f)]
                if not covers(left, [f.period for f in inside]):
                    yield from _rest(whole, part, left)


def _sharp(figure: Figure) -> bool:
    """Tell whether a figure is one number, however rounded."""
    return figure.number.printed.point is not None and figure.quantifier not in VAGUE


def _left(whole: Days, part: Days) -> Days:
    assert part.start is not None
    assert part.end is not None
    if part.start == whole.start:
        return Days(day_after(part.end), whole.end)
    return Days(whole.start, day_before(part.start))


def _rest(whole: Figure, part: Figure, left: Days) -> Iterator[Derived]:
    bound, note = taken(
        whole.number.printed - part.number.printed,
        whole.number.usual - part.number.usual,
        (whole, part),
    )
    if (bound & COUNT).empty:
        return
    bound = above_nothing(bound)
    if informs(bound):
        scope = replace(whole.scope, period=left)
        steps = (
            f"{whole.text} ({whole.period})",
            f"less {part.text} ({part.period})",
            f"so for {left}: {bound}",
        )
        yield Derived("rest-of-whole", (whole, part), scope, bound, steps, note)
