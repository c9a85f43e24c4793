"""Bounds that follow from what is claimed, each with its rule, inputs and steps.

A bound on one side takes bare figures as printed, and the note says what rounding makes
of it; where vague words enter, or two ends would look closer than they are known, the
figures are taken as they are usually read. A derived bound is nobody's statement: it is
kept apart, and can be worked out again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

from kg.figures.figure import NOTHING_RELATED, Figure, Period, Related, Scope
from kg.figures.interval import COUNT, Interval, exactly
from kg.figures.known import Known, tightest_each
from kg.figures.relations import FAILS, change, covers, quotient
from kg.figures.stated import hundredth, part_of_share, stale
from kg.figures.total import NotAddable, total
from kg.names import BASE

RULES = f"{BASE}rule/"
"""Derivation rules have their addresses under this one."""

_VAGUE = frozenset({"about", "nearly", "order-of-magnitude"})


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
    found = [
        *_sums(known, related),
        *_rests(known),
        *_changes(known),
        *_shares(known),
    ]
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
    bound, note = _taken(sum_.printed, sum_.usual, run)
    if not _informs(bound):
        return None
    kinds = {figure.scope.coercion for figure in run}
    scope = Scope(
        run[0].series,
        Period(run[0].period.start, run[-1].period.end),
        kinds.pop() if len(kinds) == 1 else "unknown",
    )
    terms = [f"{f.text} ({f.period})" for f in sum_.figures]
    notes = "; ".join(filter(None, (*sum_.notes, note)))
    return Derived(
        "sum-of-parts", sum_.figures, scope, bound, (*terms, f"sum: {bound}"), notes
    )


def _taken(
    printed: Interval, usual: Interval, figures: Iterable[Figure]
) -> tuple[Interval, str]:
    """Return the bound to stand by, and what else there is to say of it."""
    if printed == usual:
        return printed, ""
    both_ends = printed.high is not None and (printed.low or printed.low_open)
    if both_ends or any(figure.quantifier in _VAGUE for figure in figures):
        return usual, "figures are taken as they are usually read"
    return printed, f"as rounded figures are usually read: {usual}"


def _informs(bound: Interval) -> bool:
    return bool(bound.high is not None or bound.low or bound.low_open)


def _rests(known: Known) -> Iterator[Derived]:
    """Take from what one claimant counts what it counts for a part of the time.

    The part begins or ends with the whole; of several, the longest. A rest that the
    claimant counts, as a whole or in parts, needs no derivation.
    """
    for same in known.by_thing.values():
        rows: dict[tuple[object, str, str], list[Figure]] = {}
        for figure in same:
            exact = not figure.approximate and not figure.period.assumed
            if figure.series.kind == "flow" and exact and figure.period.days:
                key = figure.series, figure.claimant, figure.scope.coercion
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
    assert figure.reading is not None
    return figure.reading.printed.point is not None and figure.quantifier not in _VAGUE


def _left(whole: Period, part: Period) -> Period:
    assert part.start is not None
    assert part.end is not None
    if part.start == whole.start:
        return Period(part.end + timedelta(days=1), whole.end)
    return Period(whole.start, part.start - timedelta(days=1))


def _rest(whole: Figure, part: Figure, left: Period) -> Iterator[Derived]:
    assert whole.reading is not None
    assert part.reading is not None
    bound, note = _taken(
        whole.reading.printed - part.reading.printed,
        whole.reading.usual - part.reading.usual,
        (whole, part),
    )
    if (bound & COUNT).empty:
        return
    bound = _above_nothing(bound)
    if _informs(bound):
        scope = replace(whole.scope, period=left)
        steps = (
            f"{whole.text} ({whole.period})",
            f"less {part.text} ({part.period})",
            f"so for {left}: {bound}",
        )
        yield Derived("rest-of-whole", (whole, part), scope, bound, steps, note)


def _above_nothing(bound: Interval) -> Interval:
    """Leave out a lower bound that says no more than that nothing is below zero."""
    if bound.low is not None and bound.low <= 0:
        return Interval(None, bound.high, False, bound.high_open)
    return bound


def _shares(known: Known) -> Iterator[Derived]:
    """Work out a part from its share of a whole."""
    for stated in known.figures:
        if stated.series.kind != "share" or not stated.stands or not stated.reading:
            continue
        whole = known.by_observation.get(stated.share_of)
        scope = None if whole is None else part_of_share(stated, whole)
        if whole is None or scope is None or not whole.stands or not whole.reading:
            continue
        read, of = stated.reading, whole.reading
        hundredths = stated.series.unit == "percent"
        printed, usual = (
            (hundredth(share) if hundredths else share) * count
            for share, count in ((read.printed, of.printed), (read.usual, of.usual))
        )
        bound, note = _taken(printed, usual, (stated, whole))
        bound = _above_nothing(bound)
        if _informs(bound):
            steps = (
                f"{whole.text} ({whole.period})",
                f"of these {stated.text}",
                f"so {bound}",
            )
            yield Derived("part-by-share", (whole, stated), scope, bound, steps, note)


def _changes(known: Known) -> Iterator[Derived]:
    """Work out the figure before a stated change from the one after, or after it."""
    for stated in known.figures:
        if stated.series.kind != "change" or not stated.stands or not stated.reading:
            continue
        now, base = known.pair(stated)
        ends = known.ends(stated)
        if ends is None or stale(now, base) or _refuted(stated, now, base):
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
                bound, note = _taken(printed, usual, (stated, given))
                if _informs(bound):
                    yield _across(rule, stated, given, period, bound, note)


def _refuted(stated: Figure, now: Figure | None, base: Figure | None) -> bool:
    return change(stated, now, base).verdict == FAILS


def _other_end(
    stated: Figure, by: Interval, given: Interval, rule: str
) -> Interval | None:
    """Return the figure at the other end of a change; ``None`` where it is unclear."""
    unit = stated.series.unit
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
    return _above_nothing(bound)


def _across(
    rule: str,
    stated: Figure,
    given: Figure,
    period: Period,
    bound: Interval,
    note: str,
) -> Derived:
    scope = replace(given.scope, period=period)
    steps = (
        f"{given.text} ({given.period})",
        f"{stated.text or stated.direction} ({_between(stated, given, period)})",
        f"so for {period}: {bound}",
    )
    return Derived(rule, (given, stated), scope, bound, steps, note)


def _between(stated: Figure, given: Figure, period: Period) -> str:
    direction = stated.direction or "change"
    before = period if period != stated.period else given.period
    return f"{direction} from {before} to {stated.period}"
