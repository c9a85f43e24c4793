"""Bounds that follow from what is claimed, each with its rule, inputs and steps.

Figures are taken as printed; how far a bare one may be rounded is said in the note. A
derived bound is nobody's statement: it is kept apart, and can be worked out again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

from kg.figures.figure import NOTHING_RELATED, Figure, Period, Related, Scope
from kg.figures.interval import COUNT, Interval, exactly
from kg.figures.relations import quotient
from kg.figures.stated import Known, hundredth, tightest_each
from kg.figures.total import NotAddable, total
from kg.names import BASE

RULES = f"{BASE}rule/"
"""Derivation rules have their addresses under this one."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A bound that follows: ``scope`` says of what, ``steps`` how, line by line."""

    rule: str
    inputs: tuple[Figure, ...]
    scope: Scope
    bound: Interval
    steps: tuple[str, ...]
    note: str = ""

    @property
    def key(self) -> str:
        """Its key among claims: the rule, and a digest of the inputs."""
        names = "\n".join([self.rule, *(f.claim for f in self.inputs)])
        return f"{self.rule}-{hashlib.sha256(names.encode()).hexdigest()[:8]}"


def derive_bounds(
    figures: Iterable[Figure], related: Related = NOTHING_RELATED
) -> list[Derived]:
    """Return every bound that the rules give, sorted by key."""
    known = Known(figures)
    found = [*_sums(known, related), *_changes(known)]
    return sorted(found, key=lambda derived: derived.key)


def _sums(known: Known, related: Related) -> Iterator[Derived]:
    """Add up what one claimant counts in one period after the other."""
    for same in known.by_thing.values():
        rows: dict[tuple[object, str], list[Figure]] = {}
        for figure in same:
            if figure.series.kind == "flow" and not figure.approximate:
                rows.setdefault((figure.series, figure.claimant), []).append(figure)
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


def _next(before: Period, after: Period) -> bool:
    return before.end is not None and after.start == before.end + timedelta(days=1)


def _sum(run: Sequence[Figure], related: Related) -> Derived | None:
    try:
        sum_ = total(run, related)
    except NotAddable:
        return None
    if not _informs(sum_.printed):
        return None
    kinds = {figure.scope.coercion for figure in run}
    scope = Scope(
        run[0].series,
        Period(run[0].period.start, run[-1].period.end),
        kinds.pop() if len(kinds) == 1 else "unknown",
    )
    terms = [f"{f.text} ({f.period})" for f in sum_.figures]
    steps = (*terms, f"sum: {sum_.printed}")
    notes = [*sum_.notes]
    if sum_.usual != sum_.printed:
        notes.append(f"as rounded figures are usually read: {sum_.usual}")
    return Derived(
        "sum-of-parts", sum_.figures, scope, sum_.printed, steps, "; ".join(notes)
    )


def _informs(bound: Interval) -> bool:
    return bool(bound.high is not None or bound.low or bound.low_open)


def _changes(known: Known) -> Iterator[Derived]:
    """Work out the figure before a stated change from the one after, or after it."""
    for stated in known.figures:
        if stated.series.kind != "change" or not stated.stands or not stated.reading:
            continue
        now, base = known.pair(stated)
        ends = known.ends(stated)
        if ends is None:
            continue
        for rule, given, period in (
            ("base-of-change", now, ends[1]),
            ("result-of-change", base, ends[0]),
        ):
            if given is not None and given.reading is not None and given.stands:
                bound = _other_end(stated, given.reading.printed, rule)
                if bound is not None and _informs(bound):
                    yield _across(rule, stated, given, period, bound)


def _other_end(stated: Figure, given: Interval, rule: str) -> Interval | None:
    """Return the figure at the other end of a change; ``None`` where it is unclear."""
    assert stated.reading is not None
    by, unit = stated.reading.printed, stated.series.unit
    fell, back = stated.direction == "decrease", rule == "base-of-change"
    if unit == "percent":
        if stated.direction not in ("increase", "decrease"):
            return None
        part = hundredth(by)
        by = COUNT & (exactly(1) - part if fell else exactly(1) + part)
        fell = False
    if unit in ("percent", "ratio"):
        if by.low is None or by.low < 0:
            return None
        bound = quotient(given, by) if back != fell else given * by
    elif stated.direction in ("increase", "decrease"):
        bound = given - by if back != fell else given + by
    else:
        return None
    low, high = bound.low, bound.high
    if low is not None and low <= 0:
        return Interval(None, high, False, bound.high_open)
    return bound


def _across(
    rule: str, stated: Figure, given: Figure, period: Period, bound: Interval
) -> Derived:
    scope = replace(given.scope, period=period)
    steps = (
        f"{given.text} ({given.period})",
        f"{stated.text or stated.direction} ({_between(stated, given, period)})",
        f"so for {period}: {bound}",
    )
    assert given.reading is not None
    note = ""
    if given.reading.usual != given.reading.printed:
        note = f"{given.text} is taken as printed; usually read {given.reading.usual}"
    return Derived(rule, (given, stated), scope, bound, steps, note)


def _between(stated: Figure, given: Figure, period: Period) -> str:
    direction = stated.direction or "change"
    before = period if period != stated.period else given.period
    return f"{direction} from {before} to {stated.period}"
