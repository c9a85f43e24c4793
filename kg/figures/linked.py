"""Groups that bear on each other, as systems of linear constraints.

Counts of one flow are sums over the stretches of time between all its first and last
days; a part of a flow or population is no more than the whole, and parts that are
stated to be disjoint together are no more; stated changes and shares tie two groups.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from kg.amounts.conventions import FigureReading
from kg.amounts.interval import Interval, meet
from kg.figures.constraints import Constraint, Terms, negative, within
from kg.figures.figure import Days, Figure, Related, Scope, Series

Row = tuple[Series, str, str]
"""The scopes that differ only in their period: series, coercion and instalment."""

Read = Callable[[FigureReading], Interval]
"""Picks one of the three readings of a figure."""

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()
_MANY = 60
"""Of more claims than this only the strictest on each side of a number are tried for
contradictions: what contradicts a weaker one contradicts these, too."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A stated change or share: ``low`` and ``high`` times the base bound the result.

    With ``shift`` the interval is added to the base in place of multiplying it; with
    ``share`` the result is a part of the base.
    """

    claim: str
    result: Scope
    base: Scope
    usual: Interval
    loosest: Interval
    shift: bool = False
    share: bool = False


@dataclass
class System:
    """Scopes that bear on each other, and what ties them together."""

    scopes: list[Scope]
    ties: list[Tie]
    related: Related
    _bounds: list[int] = field(init=False)

    def __post_init__(self) -> None:
        ends = {end for s in self.scopes for end in _span(s.period)}
        self._bounds = sorted(ends)

    def terms(self, scope: Scope) -> Terms:
        """Return the number of a scope as a sum of unknowns."""
        row = _row(scope)
        if scope.series.kind == "stock":
            return ((f"{row} {scope.period}", 1),)
        first, after = _span(scope.period)
        inside = (n for n in self._bounds if first <= n < after)
        return tuple((f"{row} {n}", 1) for n in inside)

    def structure(self) -> Iterator[Constraint]:
        """Yield what holds by definition: no part is more than the whole."""
        yield from self._shares()
        rows: dict[Row, set[str]] = {}
        for scope in self.scopes:
            known = rows.setdefault(_row(scope), set())
            known.update(name.rsplit(" ", 1)[-1] for name, _ in self.terms(scope))
        for whole, keys in rows.items():
            parts = sorted(
                (r for r in rows if _contains(self.related, whole, r)), key=str
            )
            for key in sorted(keys):
                for group in self._disjoint([p for p in parts if key in rows[p]]):
                    inside = tuple((f"{p} {key}", 1) for p in group)
                    outside = ((f"{whole} {key}", -1),)
                    yield Constraint(inside + outside, "<=", 0)

    def _shares(self) -> Iterator[Constraint]:
        """Yield that no share, nor the forced and the free together, is above all."""
        parts: dict[Scope, set[Scope]] = {}
        for tie in self.ties:
            if tie.share:
                parts.setdefault(tie.base, set()).add(tie.result)
        for whole, shares in sorted(parts.items(), key=str):
            outside = negative(self.terms(whole))
            for part in sorted(shares, key=str):
                yield Constraint(self.terms(part) + outside, "<=", 0)
            for one, other in combinations(sorted(shares, key=str), 2):
                if exclude_each_other(one, other):
                    both = self.terms(one) + self.terms(other)
                    yield Constraint(both + outside, "<=", 0)

    def _disjoint(self, parts: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
        """Yield each part, and a group of those stated to be disjoint."""
        group: list[Row] = []
        for part in parts:
            yield (part,)
            if all(self._share_nothing(part, other) for other in group):
                group.append(part)
        if len(group) > 1:
            yield tuple(group)

    def _share_nothing(self, one: Row, other: Row) -> bool:
        if one[0] == other[0]:
            return True  # instalments, each of which leaves the others out
        thing, unit = one[0].measures, one[0].unit
        return self.related.share_nobody(thing, other[0].measures, unit)

    def stated(self, read: Read) -> Iterator[Constraint]:
        """Yield the changes and shares that are stated."""
        for tie in self.ties:
            interval = tie.loosest if read is loosest else tie.usual
            yield from self._tied(tie, interval)

    def _tied(self, tie: Tie, interval: Interval) -> Iterator[Constraint]:
        result, base = self.terms(tie.result), self.terms(tie.base)
        if tie.shift:
            yield from within(result + negative(base), interval, tie.claim)
            return
        if interval.high is not None:
            relation = "<" if interval.high_open else "<="
            terms = result + negative(base, interval.high)
            yield Constraint(terms, relation, 0, tie.claim)
        if interval.low is not None:
            relation = "<" if interval.low_open else "<="
            terms = negative(result) + negative(base, -interval.low)
            yield Constraint(terms, relation, 0, tie.claim)

    def counted(
        self, groups: Mapping[Scope, Sequence[Figure]], read: Read
    ) -> Iterator[Constraint]:
        """Yield what the claims on each number say, each in the name of its claim."""
        many = sum(len(groups.get(scope, ())) for scope in self.scopes) > _MANY
        for scope in self.scopes:
            figures = groups.get(scope, ())
            for figure in _strictest(figures, read) if many else figures:
                interval = read(figure.number)
                yield from within(self.terms(scope), interval, figure.claim)

    def allowed(
        self, groups: Mapping[Scope, Sequence[Figure]], read: Read
    ) -> Iterator[Constraint]:
        """Yield what the claims on each number allow together."""
        for scope in self.scopes:
            intervals = (read(f.reading) for f in groups.get(scope, ()) if f.reading)
            yield from within(self.terms(scope), meet(intervals), None)


def exclude_each_other(a: Scope, b: Scope) -> bool:
    """Tell whether two numbers count the forced and the free of one movement."""
    return (a.series, a.period) == (b.series, b.period) and a.excludes(b)


def usual(reading: FigureReading) -> Interval:
    """Pick the usual reading."""
    return reading.usual


def loosest(reading: FigureReading) -> Interval:
    """Pick the loosest reading."""
    return reading.loosest


def systems(
    scopes: Iterable[Scope], ties: Iterable[Tie], related: Related
) -> list[System]:
    """Return the sets of scopes that bear on each other; single ones are left out."""
    ties = list(ties)
    known = {*scopes, *(s for tie in ties for s in (tie.result, tie.base))}
    rows: dict[Row, list[Scope]] = {}
    for scope in known:
        rows.setdefault(_row(scope), []).append(scope)
    links = [(tie.result, tie.base) for tie in ties]
    for row in rows.values():
        links += _overlapping(row)
    for part, whole in _nested(rows, related):
        links += [(a, b) for a in rows[part] for b in rows[whole] if _bear(a, b)]
    made = []
    for members in _joined(links):
        inside = [tie for tie in ties if tie.result in members]
        made.append(System(sorted(members, key=str), inside, related))
    return sorted(made, key=lambda system: str(system.scopes[0]))


def _joined(links: Iterable[tuple[Scope, Scope]]) -> Iterator[set[Scope]]:
    """Yield the sets of scopes that are linked, through others or directly."""
    beside: dict[Scope, list[Scope]] = {}
    for a, b in links:
        beside.setdefault(a, []).append(b)
        beside.setdefault(b, []).append(a)
    seen: set[Scope] = set()
    for scope in beside:
        members, queue = set[Scope](), [scope]
        while queue:
            if (one := queue.pop()) not in seen:
                seen.add(one)
                members.add(one)
                queue += beside[one]
        if members:
            yield members


def _row(scope: Scope) -> Row:
    return scope.series, scope.coercion, scope.instalment


def _span(period: Days) -> tuple[int, int]:
    """Return the first day and the day after the last, as ordinals."""
    start = period.start.toordinal() if period.start else _FIRST
    return start, period.end.toordinal() + 1 if period.end else _LAST + 1


def _contains(related: Related, whole: Row, part: Row) -> bool:
    if not whole[0].counts_like(part[0]) or whole[1] != part[1] or whole[2]:
        return False
    if whole[0].measures == part[0].measures:
        return bool(part[2])
    return related.contains(whole[0].measures, part[0].measures)


def _nested(rows: Collection[Row], related: Related) -> Iterator[tuple[Row, Row]]:
    by_thing: dict[str, list[Row]] = {}
    for row in rows:
        by_thing.setdefault(row[0].measures, []).append(row)
    for row in rows:
        if row[2] and (whole := (*row[:2], "")) in rows:
            yield row, whole
    for part, wholes in related.within.items():
        for row in by_thing.get(part, ()):
            for whole in (w for thing in wholes for w in by_thing.get(thing, ())):
                if _contains(related, whole, row):
                    yield row, whole


def _bear(a: Scope, b: Scope) -> bool:
    if a.series.kind == "stock":
        return a.period == b.period
    return a.period.overlaps(b.period)


def _overlapping(row: list[Scope]) -> Iterator[tuple[Scope, Scope]]:
    """Yield links between the scopes of a row, enough to join all that overlap."""
    if row[0].series.kind == "stock":
        return
    row.sort(key=lambda scope: (_span(scope.period), str(scope)))
    last, until = row[0], _span(row[0].period)[1]
    for scope in row[1:]:
        first, after = _span(scope.period)
        if first < until:
            yield last, scope
        if after > until:
            last, until = scope, after


def _strictest(figures: Sequence[Figure], read: Read) -> list[Figure]:
    """Return the claims that bound a number most, on either side."""

    def interval(figure: Figure) -> Interval:
        return read(figure.number)

    lows = [f for f in figures if interval(f).low is not None]
    highs = [f for f in figures if interval(f).high is not None]
    lows.sort(key=lambda f: (-(interval(f).low or 0), not interval(f).low_open))
    highs.sort(key=lambda f: (interval(f).high or 0, not interval(f).high_open))
    chosen = {f.claim: f for f in (*lows[:1], *highs[:1])}
    return [chosen[claim] for claim in sorted(chosen)]
