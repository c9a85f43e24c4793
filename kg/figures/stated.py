"""Which figures a stated change, share, rank or whole is to be held against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain

from kg.amounts.interval import COUNT, Interval, exactly, scaled
from kg.figures.changes import change, rank, share
from kg.figures.comparable import counts_in
from kg.figures.figure import Days, Figure, Related, Scope, day_before
from kg.figures.index import FigureIndex
from kg.figures.linked import Tie
from kg.figures.parts import (
    as_coerced,
    by_claimant,
    coerced_parts,
    outermost,
    parts_in_time,
    sum_of,
    tightest_each,
)
from kg.figures.rates import rates
from kg.figures.relations import CANNOT_TELL, HOLDS, Relation, covers, part_whole
from kg.figures.total import Total, total

Figures = FigureIndex | Sequence[Figure]
"""Figures, looked up already or not."""


def stale(*figures: Figure | None) -> bool:
    """Tell whether a change was stated of a figure that has been replaced since."""
    return any(figure is not None and figure.revised for figure in figures)


def ties(figures: Figures) -> list[Tie]:
    """Return the stated changes and shares that tie two numbers to each other."""
    known = FigureIndex.of(figures)
    tied = []
    for figure in known.figures:
        if figure.reading is None or not figure.stands:
            continue
        if figure.series.kind == "change" and (tie := _change(known, figure)):
            tied.append(tie)
        if figure.series.kind == "share" and (tie := _share(known, figure)):
            tied.append(tie)
    return tied


def _change(known: FigureIndex, stated: Figure) -> Tie | None:
    now, base = known.pair(stated)
    here = next((f for f in (now, base) if f is not None), None)
    ends = known.ends(stated)
    if (
        known.unlike(stated)
        or stale(now, base)
        or here is None
        or ends is None
        or here.series.kind not in ("flow", "stock")
    ):
        return None
    result, old = (replace(here.scope, period=period) for period in ends)
    intervals = [
        factor(stated, i) for i in (stated.number.usual, stated.number.loosest)
    ]
    if any(i is None for i in intervals):
        return None
    unit = stated.series.about_unit
    if stated.direction == "decrease" and (unit.fold or not unit.relative):
        result, old = old, result  # both say by how much the earlier one is above
    usual, loosest = (i for i in intervals if i is not None)
    return Tie(stated.claim, result, old, usual, loosest, shift=not unit.relative)


def factor(stated: Figure, interval: Interval) -> Interval | None:
    """Return by what the base is multiplied, or what is added to it or taken from it.

    ``None`` where the direction is not known, or where more than all would be gone.
    """
    unit = stated.series.about_unit
    if unit.fold:
        return interval
    if stated.direction not in ("increase", "decrease"):
        return None
    if not unit.relative:
        return interval
    part = parts(stated, interval)
    left = exactly(1) - part if stated.direction == "decrease" else exactly(1) + part
    left = COUNT & left
    return None if left.empty else left


def parts(stated: Figure, interval: Interval) -> Interval:
    """Return per cent, or what else a figure is stated in, as parts of one."""
    return scaled(interval, Fraction(1, stated.series.about_unit.whole or 1))


def _share(known: FigureIndex, stated: Figure) -> Tie | None:
    whole = known.whole(stated)
    part = None if whole is None else part_of_share(stated, whole)
    if whole is None or part is None or stated.reading is None:
        return None
    usual, loosest = (
        parts(stated, i) for i in (stated.reading.usual, stated.reading.loosest)
    )
    return Tie(stated.claim, part, whole.scope, usual, loosest, share=True)


def part_of_share(stated: Figure, whole: Figure) -> Scope | None:
    """Return the scope of the part that a stated share is of a whole.

    ``None`` where the share does not say of what it is a share, or the whole is no
    count.
    """
    if not stated.series.about_unit.relative or not whole.level:
        return None
    if not _counted_alike(stated, whole):
        return None
    own = stated.series
    series = replace(
        whole.series,
        measures=own.measures or whole.series.measures,
        stage=own.stage or whole.series.stage,
        movement=own.movement or whole.series.movement,
    )
    part = replace(stated.scope, series=series, period=whole.period)
    return None if part == whole.scope else part


def _counted_alike(stated: Figure, whole: Figure) -> bool:
    """Tell whether a share states no method and coverage but those of its whole."""
    own, of = stated.series, whole.series
    return counts_in(own.method, own.coverage or of.coverage, of)


def relations(figures: Figures, related: Related) -> Iterator[Relation]:
    """Yield every relation between figures, with its verdict."""
    known, sums = FigureIndex.of(figures), _Sums()
    for figure in known.figures:
        if not figure.counted or figure.revised:
            continue
        if figure.series.kind == "change":
            yield _changed(known, figure)
        elif figure.series.kind == "rank":
            yield _rank(known, figure)
        elif figure.series.kind == "share":
            yield from map(_confirming, _shares(known, figure))
        elif figure.series.kind == "rate":
            yield from map(_confirming, rates(known, figure, related))
        elif figure.level:
            held = _wholes(known, figure, related, sums)
            yield from map(_confirming, held)


def _changed(known: FigureIndex, stated: Figure) -> Relation:
    """Hold a change against the figures of its ends, if these are of one series."""
    if why := known.unlike(stated):
        base = known.base(stated)
        others = (*known.at(stated, stated.period)[:1], *([base] if base else []))
        kind = change(stated, None, None).kind
        return Relation(kind, stated, others, CANNOT_TELL, why, stated.text)
    return _confirming(change(stated, *known.pair(stated)))


def _confirming(relation: Relation) -> Relation:
    """Let nothing hold by a number that its publisher hides."""
    hidden = any(f.hidden for f in (relation.subject, *relation.others))
    if relation.verdict != HOLDS or not hidden:
        return relation
    reason = "a number that is hidden confirms nothing"
    return replace(relation, verdict=CANNOT_TELL, reason=reason)


def orderings(figures: Figures) -> Iterator[Relation]:
    """Yield the stated ranks and directions, which tie no two numbers linearly."""
    known = FigureIndex.of(figures)
    for figure in known.figures:
        if figure.stands and figure.series.kind == "rank":
            yield _rank(known, figure)
        elif figure.stands and figure.series.kind == "change" and not figure.reading:
            yield _changed(known, figure)


def _shares(known: FigureIndex, stated: Figure) -> Iterator[Relation]:
    whole = known.whole(stated)
    if whole is None or not whole.level or stated.reading is None:
        return
    scope = part_of_share(stated, whole)
    if not _counted_alike(stated, whole):
        reason = "its whole was not counted in the same way"
        yield Relation("share", stated, (whole,), CANNOT_TELL, reason, stated.text)
        return
    if scope is None:
        reason = "it measures its whole: give the part a thing or coercion of its own"
        yield Relation("share", stated, (whole,), CANNOT_TELL, reason, stated.text)
        return
    parts = known.by_thing.get(scope.series.measures, ())
    for part in parts:
        if part.scope == scope:
            yield share(stated, part, whole)


def _rank(known: FigureIndex, stated: Figure) -> Relation:
    """Hold a rank against the other periods of its span; without one, all before it."""
    now = next(iter(known.at(stated, stated.period)), None)
    span = stated.baseline
    if span is None and stated.period.start is not None:
        span = Days(None, day_before(stated.period.start))
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


def _alike(a: Days, b: Days) -> bool:
    """Tell whether two periods are of one kind: years or months, leap or not."""
    return bool(
        a.days and b.days and abs(a.days - b.days) <= max(a.days, b.days) // _UNEVEN
    )


_UNEVEN = 9
"""February has three days less than March, a ninth of it: months are of one kind."""

_Sums = dict[tuple[Scope, str], list[tuple[Total, bool]]]


def _wholes(
    known: FigureIndex, whole: Figure, related: Related, sums: _Sums
) -> Iterator[Relation]:
    """Hold a count against its parts, claimant by claimant.

    The parts are the same for all claims on one number, but for a claimant that counts
    forced movements apart. What settles nothing is left out beside what does.
    """
    coerced = (whole.series.measures, whole.speaker) in known.coerced
    key = whole.scope, whole.speaker if coerced else ""
    if key not in sums:
        sums[key] = list(_parts(known, whole, related))
    held = [part_whole(whole, sum_, covered=covered) for sum_, covered in sums[key]]
    by_things: dict[frozenset[str], list[Relation]] = {}
    for relation in held:
        things = frozenset(f"{f.series.measures} {f.speaker}" for f in relation.others)
        by_things.setdefault(things, []).append(relation)
    for same in by_things.values():
        settled = [relation for relation in same if relation.verdict != CANNOT_TELL]
        yield from settled or same


def coerced_wholes(figures: Figures) -> Iterator[Relation]:
    """Yield the counts held against the forced and voluntary parts of one claimant."""
    known = FigureIndex.of(figures)
    for thing, claimant in sorted(known.coerced):
        for whole in known.by_thing[thing]:
            if whole.speaker == claimant:
                for sum_ in coerced_parts(known, whole):
                    yield part_whole(whole, sum_, covered=False)


def _parts(
    known: FigureIndex, whole: Figure, related: Related
) -> Iterator[tuple[Total, bool]]:
    """Yield the sums of parts of a whole, and whether they leave no day of it out."""
    seen: set[tuple[str, ...]] = set()
    for sum_ in chain(
        parts_in_time(known, whole, related), coerced_parts(known, whole)
    ):
        claims = tuple(figure.claim for figure in sum_.figures)
        if claims not in seen:
            seen.add(claims)
            yield sum_, covers(whole.period, [f.period for f in sum_.figures])
    own = whole.series.measures
    things = sorted(t for t, wholes in related.within.items() if own in wholes)
    below = chain.from_iterable(known.by_thing.get(t, ()) for t in things)
    contained = [f for f in below if _part_in_kind(f, whole)]
    for same in by_claimant(contained).values():
        chosen = outermost(tightest_each(same))
        yield from ((some, False) for some in _addable(chosen, related))


def _addable(figures: list[Figure], related: Related) -> Iterator[Total]:
    """Yield the sum of all parts if they may be added, else each part alone."""
    if parts := sum_of(figures, related):
        yield parts
    else:
        yield from (total([figure], related) for figure in figures)


def _part_in_kind(part: Figure, whole: Figure) -> bool:
    """Tell whether a count of a contained thing is part of that of the container."""
    when = part.period == whole.period
    if part.series.kind == "flow":
        when = part.period.within(whole.period)
    return when and part.series.counts_like(whole.series) and as_coerced(part, whole)
