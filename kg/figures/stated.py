"""Which figures a stated change, share, rank or whole is to be held against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain

from kg.figures.figure import COUNTED, Figure, Period, Related, Scope
from kg.figures.interval import COUNT, Interval, exactly
from kg.figures.linked import Tie
from kg.figures.relations import (
    Relation,
    change,
    covers,
    part_whole,
    rank,
    share,
)
from kg.figures.total import NotAddable, Total, total

_FORCE = frozenset({"forced", "alleged-forced", "voluntary", "assisted"})


class Known:
    """Figures that stand, to be looked up by what they measure and when."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self.figures = list(figures)
        self.by_thing: dict[str, list[Figure]] = {}
        self.replaced: dict[tuple[str, str], list[Figure]] = {}
        self.by_observation = {f.observation: f for f in self.figures}
        for figure in self.figures:
            thing = figure.series.measures
            if figure.level and figure.stands:
                self.by_thing.setdefault(thing, []).append(figure)
            elif figure.level and replace(figure, revised=False).stands:
                key = thing, figure.document
                self.replaced.setdefault(key, []).append(figure)
        self.coerced = {
            (thing, figure.claimant)
            for thing, same in self.by_thing.items()
            for figure in same
            if figure.scope.coercion in _FORCE
        }

    def at(self, stated: Figure, period: Period | None) -> list[Figure]:
        """Return the counts of what a figure speaks of, in a period.

        Those of its own document come first, even if replaced since, because it was
        said of them; then those of its own claimant. A coercion and a unit that it
        states are theirs.
        """
        if period is None:
            return []
        unit, thing = stated.series.unit, stated.series.measures
        known = self.by_thing.get(thing, [])
        found = [
            f
            for f in (*known, *self.replaced.get((thing, stated.document), ()))
            if f.period.same_days(period)
            and (unit in ("ratio", "percent", "") or f.series.unit == unit)
            and stated.scope.coercion in ("unknown", f.scope.coercion)
        ]
        return sorted(found, key=lambda f: (*_afar(f, stated), f.claim))

    def pair(self, stated: Figure) -> tuple[Figure | None, Figure | None]:
        """Return the counts after and before a stated change, of one series."""
        after = self.at(stated, stated.period)
        base = self.by_observation.get(stated.compared_to)
        before = [base] if base is not None else self.at(stated, stated.baseline)
        for now in after:
            for old in before:
                if (old.series, old.scope.coercion) == (now.series, now.scope.coercion):
                    return now, old
        if after:
            return after[0], None
        return None, next(iter(before), None)

    def ends(self, stated: Figure) -> tuple[Period, Period] | None:
        """Return the periods after and before a stated change."""
        base = self.by_observation.get(stated.compared_to)
        baseline = base.period if base is not None else stated.baseline
        return None if baseline is None else (stated.period, baseline)


def _afar(figure: Figure, stated: Figure) -> tuple[bool, bool]:
    """Rank how far from the one who states a change a figure comes."""
    return figure.document != stated.document, figure.claimant != stated.claimant


def stale(*figures: Figure | None) -> bool:
    """Tell whether a change was stated of a figure that has been replaced since."""
    return any(figure is not None and figure.revised for figure in figures)


def ties(figures: Sequence[Figure]) -> list[Tie]:
    """Return the stated changes and shares that tie two numbers to each other."""
    known = Known(figures)
    found = []
    for figure in figures:
        if figure.reading is None or not figure.stands:
            continue
        if figure.series.kind == "change" and (tie := _change(known, figure)):
            found.append(tie)
        if figure.series.kind == "share" and (tie := _share(known, figure)):
            found.append(tie)
    return found


def _change(known: Known, stated: Figure) -> Tie | None:
    now, base = known.pair(stated)
    here = next((f for f in (now, base) if f is not None), None)
    ends = known.ends(stated)
    if (
        stale(now, base)
        or here is None
        or ends is None
        or here.series.kind not in ("flow", "stock")
    ):
        return None
    result, old = (Scope(here.series, p, here.scope.coercion) for p in ends)
    if stated.direction == "decrease" and stated.series.unit == "ratio":
        result, old = old, result
    assert stated.reading is not None
    intervals = [
        _factor(stated, i) for i in (stated.reading.usual, stated.reading.loosest)
    ]
    if any(i is None for i in intervals):
        return None
    shift = stated.series.unit not in ("ratio", "percent")
    if shift and stated.direction == "decrease":
        result, old = old, result
    usual, loosest = (i for i in intervals if i is not None)
    return Tie(stated.claim, result, old, usual, loosest, shift)


def _factor(stated: Figure, interval: Interval) -> Interval | None:
    """Return by what the base is multiplied, or what is added to it."""
    if stated.series.unit == "ratio":
        return interval
    if stated.series.unit == "percent":
        part = hundredth(interval)
        if stated.direction == "increase":
            return exactly(1) + part
        if stated.direction == "decrease":
            return COUNT & (exactly(1) - part)
        return None
    return interval if stated.direction in ("increase", "decrease") else None


def hundredth(interval: Interval) -> Interval:
    """Return per cent as parts of one."""
    return Interval(
        None if interval.low is None else Fraction(interval.low, 100),
        None if interval.high is None else Fraction(interval.high, 100),
        interval.low_open,
        interval.high_open,
    )


def _share(known: Known, stated: Figure) -> Tie | None:
    whole = known.by_observation.get(stated.share_of)
    part = None if whole is None else part_of_share(stated, whole)
    if whole is None or part is None or stated.reading is None:
        return None
    usual, loosest = stated.reading.usual, stated.reading.loosest
    if stated.series.unit == "percent":
        usual, loosest = hundredth(usual), hundredth(loosest)
    return Tie(stated.claim, part, whole.scope, usual, loosest)


def part_of_share(stated: Figure, whole: Figure) -> Scope | None:
    """Return the scope of the part that a stated share is of a whole.

    ``None`` where the share does not say of what it is a share, or the whole is no
    count.
    """
    if stated.series.unit not in ("percent", "ratio") or not whole.level:
        return None
    series = whole.series
    if stated.series.measures:
        series = type(series)(
            stated.series.measures,
            series.kind,
            series.unit,
            series.currency,
            series.stage,
        )
    part = Scope(series, whole.period, stated.scope.coercion)
    return None if part == whole.scope else part


def relations(figures: Sequence[Figure], related: Related) -> Iterator[Relation]:
    """Yield every relation between figures, with its verdict."""
    known, sums = Known(figures), _Sums()
    for figure in figures:
        if figure.modality not in COUNTED or figure.revised:
            continue
        if figure.series.kind == "change":
            yield change(figure, *known.pair(figure))
        elif figure.series.kind == "rank":
            yield _rank(known, figure)
        elif figure.series.kind == "share":
            yield from _shares(known, figure)
        elif figure.level:
            yield from _wholes(known, figure, related, sums)


def orderings(figures: Sequence[Figure]) -> Iterator[Relation]:
    """Yield the stated ranks and directions, which tie no two numbers linearly."""
    known = Known(figures)
    for figure in figures:
        if figure.stands and figure.series.kind == "rank":
            yield _rank(known, figure)
        elif figure.stands and figure.series.kind == "change" and not figure.reading:
            yield change(figure, *known.pair(figure))


def _shares(known: Known, stated: Figure) -> Iterator[Relation]:
    whole = known.by_observation.get(stated.share_of)
    scope = None if whole is None else part_of_share(stated, whole)
    if whole is None or scope is None or stated.reading is None:
        return
    parts = known.by_thing.get(scope.series.measures, ())
    for part in parts:
        if part.scope == scope:
            yield share(stated, part, whole)


def _rank(known: Known, stated: Figure) -> Relation:
    now = next(iter(known.at(stated, stated.period)), None)
    span = stated.baseline
    others = [
        f
        for f in known.by_thing.get(stated.series.measures, ())
        if now is not None
        and (f.series, f.scope.coercion) == (now.series, now.scope.coercion)
        and not f.period.overlaps(now.period)
        and (f.period.days == now.period.days or _alike(f.period, now.period))
        and span is not None
        and f.period.within(span)
    ]
    return rank(stated, now, tightest_each(others))


def _alike(a: Period, b: Period) -> bool:
    """Tell whether two periods are of one kind: years or months, leap or not."""
    return bool(a.days and b.days and abs(a.days - b.days) <= max(a.days, b.days) // 9)


_Sums = dict[tuple[Scope, str], list[tuple[Total, bool]]]


def _wholes(
    known: Known, whole: Figure, related: Related, sums: _Sums
) -> Iterator[Relation]:
    """Hold a count against its parts, claimant by claimant.

    The parts are the same for all claims on one number, but for a claimant that counts
    forced movements apart.
    """
    apart = (whole.series.measures, whole.claimant) in known.coerced
    key = whole.scope, whole.claimant if apart else ""
    if key not in sums:
        sums[key] = list(_parts(known, whole, related))
    for parts, covered in sums[key]:
        yield part_whole(whole, parts, covered=covered)


def _parts(
    known: Known, whole: Figure, related: Related
) -> Iterator[tuple[Total, bool]]:
    """Yield the sums of parts of a whole, and whether they leave no day of it out."""
    own = known.by_thing.get(whole.series.measures, ())
    inside = [f for f in own if _part_in_time(f, whole)]
    for same in _by_claimant(inside).values():
        if parts := _sum(_outermost(tightest_each(same)), related):
            periods = [figure.period for figure in parts.figures]
            yield parts, covers(whole.period, periods)
    things = (t for t, w in related.within.items() if whole.series.measures in w)
    below = chain.from_iterable(known.by_thing.get(t, ()) for t in sorted(things))
    contained = [f for f in below if _part_in_kind(f, whole)]
    for same in _by_claimant(contained).values():
        chosen = _outermost(tightest_each(same))
        yield from ((some, False) for some in _addable(chosen, related))


def _addable(figures: list[Figure], related: Related) -> Iterator[Total]:
    """Yield the sum of all parts if they may be added, else each part alone."""
    if parts := _sum(figures, related):
        yield parts
    else:
        yield from (total([figure], related) for figure in figures)


def _sum(figures: Sequence[Figure], related: Related) -> Total | None:
    try:
        return total(figures, related) if figures else None
    except NotAddable:
        return None


def _part_in_time(part: Figure, whole: Figure) -> bool:
    """Tell whether a count is of a part of the whole's period, by the same measure."""
    same = part.series == whole.series and part.series.kind == "flow"
    inside = part.period.within(whole.period) and part.period != whole.period
    return same and inside and _as_coerced(part, whole)


def _part_in_kind(part: Figure, whole: Figure) -> bool:
    """Tell whether a count of a contained thing is part of that of the container."""
    one, other = part.series, whole.series
    same = (one.kind, one.unit, one.currency, one.stage) == (
        *(other.kind, other.unit, other.currency, other.stage),
    )
    when = part.period == whole.period
    if one.kind == "flow":
        when = part.period.within(whole.period)
    return same and when and _as_coerced(part, whole)


def _as_coerced(part: Figure, whole: Figure) -> bool:
    """Tell whether a part is coerced like the whole, or is the forced part of it.

    The latter only within one claimant's series: another's "left" may leave them out.
    """
    one, other = part.scope.coercion, whole.scope.coercion
    if one == other:
        return True
    return other == "unknown" and one in _FORCE and part.claimant == whole.claimant


def _by_claimant(figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        found.setdefault(figure.claimant, []).append(figure)
    return dict(sorted(found.items()))


def tightest_each(figures: Iterable[Figure]) -> list[Figure]:
    """Return one figure for each thing and period: the one that says most."""
    best: dict[tuple[str, Period], Figure] = {}
    for figure in sorted(figures, key=lambda f: f.claim):
        key = figure.series.measures, figure.period
        if key not in best or _says_more(figure, best[key]):
            best[key] = figure
    return list(best.values())


def _says_more(figure: Figure, other: Figure) -> bool:
    assert figure.reading is not None
    assert other.reading is not None
    one, two = figure.reading.usual, other.reading.usual
    return one != two and two.contains(one)


def _outermost(figures: list[Figure]) -> list[Figure]:
    """Leave out what lies in the period of another figure of the same thing."""
    return [
        f
        for f in figures
        if not any(
            f is not g
            and f.series.measures == g.series.measures
            and f.period.within(g.period)
            for g in figures
        )
    ]
