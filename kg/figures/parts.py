"""The parts of a count among the figures that stand: in time, and by coercion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from kg.figures.codes import UNKNOWN
from kg.figures.figure import NOTHING_RELATED, Days, Figure, Related, day_after
from kg.figures.index import FigureIndex
from kg.figures.total import NotAddable, Total, total


def parts_in_time(
    known: FigureIndex, whole: Figure, related: Related
) -> Iterator[Total]:
    """Yield sums of counts of parts of a period: claimant by claimant, then together.

    Of each claimant the parts that fill the period most closely, and the widest ones;
    together only where no claimant fills it alone.
    """
    own = known.by_thing.get(whole.series.measures, ())
    inside = [f for f in own if _part_in_time(f, whole)]
    filled = False
    for same in by_claimant(inside).values():
        chosen = _once_each(same, whole)
        cover = closest_cover(whole.period, chosen)
        filled = filled or bool(cover)
        for some in (cover, outermost(chosen)):
            if parts := sum_of(some, related):
                yield parts
    if not filled:
        alike = [f for f in inside if f.scope.coercion == whole.scope.coercion]
        cover = closest_cover(whole.period, tightest_each(alike))
        if parts := sum_of(cover, related):
            yield parts


def _once_each(figures: Sequence[Figure], whole: Figure) -> list[Figure]:
    """Return one count a period, of another coercion only where nothing else is."""
    alike = [f for f in figures if f.scope.coercion == whole.scope.coercion]
    chosen = tightest_each(alike)
    others = [
        f
        for f in figures
        if f.scope.coercion != whole.scope.coercion
        and not any(f.period.overlaps(g.period) for g in chosen)
    ]
    return [*chosen, *tightest_each(others)]


def coerced_parts(known: FigureIndex, whole: Figure) -> Iterator[Total]:
    """Yield the sum of what the claimant of a whole counts as forced, and as voluntary.

    Nobody is both; what is neither leaves the whole larger.
    """
    if whole.scope.coercion != UNKNOWN:
        return
    sides: dict[frozenset[str], list[Figure]] = {}
    for figure in known.by_thing.get(whole.series.measures, ()):
        if (
            figure.scope.exclusive
            and (figure.series, figure.speaker) == (whole.series, whole.speaker)
            and (figure.period.same_days(whole.period) or _part_in_time(figure, whole))
        ):
            sides.setdefault(figure.scope.exclusive, []).append(figure)
    chosen = [f for same in sides.values() for f in outermost(tightest_each(same))]
    if parts := sum_of(chosen, NOTHING_RELATED):
        yield parts


def closest_cover(whole: Days, figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures that fill a period day by day, known most closely together.

    Of several ways that with the fewest open ends, and then the narrowest sum; none if
    a day is left out.
    """
    if whole.start is None or whole.end is None:
        return []
    best: dict[date, tuple[tuple[int, float, int], list[Figure]]] = {
        whole.start: ((0, 0.0, 0), [])
    }
    for figure in sorted(figures, key=lambda f: (str(f.period.start), f.claim)):
        start, end = figure.period.start, figure.period.end
        if start is None or end is None or start not in best:
            continue
        (open_ends, width, count), before = best[start]
        bare, wide = _width(figure)
        cost = open_ends + bare, width + wide, count + 1
        after = day_after(end)
        if after not in best or cost < best[after][0]:
            best[after] = cost, [*before, figure]
    return best.get(day_after(whole.end), ((0, 0.0, 0), []))[1]


def _width(figure: Figure) -> tuple[int, float]:
    """Return how many ends a figure leaves open, and how far apart the others are."""
    usual = figure.number.usual
    if usual.low is None or usual.high is None:
        return 1, 0.0
    return 0, float(usual.high - usual.low)


def sum_of(figures: Sequence[Figure], related: Related) -> Total | None:
    """Return the sum of figures, ``None`` if there are none or they do not add up."""
    try:
        return total(figures, related) if figures else None
    except NotAddable:
        return None


def _part_in_time(part: Figure, whole: Figure) -> bool:
    """Tell whether a count is of a part of the whole's period, by the same measure."""
    same = part.series == whole.series and part.series.kind == "flow"
    inside = part.period.within(whole.period) and part.period != whole.period
    return same and inside and as_coerced(part, whole)


def as_coerced(part: Figure, whole: Figure) -> bool:
    """Tell whether a part is coerced like the whole, or is the forced part of it.

    The latter only within one claimant's series: another's "left" may leave them out.
    """
    one, other = part.scope.coercion, whole.scope.coercion
    if one == other:
        return True
    known = bool(part.scope.exclusive)
    return other == UNKNOWN and known and part.speaker == whole.speaker


def by_claimant(figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    """Group figures by who gives them."""
    groups: dict[str, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(figure.speaker, []).append(figure)
    return dict(sorted(groups.items()))


def tightest_each(figures: Iterable[Figure]) -> list[Figure]:
    """Return one figure for each thing and period: the one that says most."""
    best: dict[tuple[str, Days], Figure] = {}
    for figure in sorted(figures, key=lambda f: f.claim):
        key = figure.series.measures, figure.period
        if key not in best or _says_more(figure, best[key]):
            best[key] = figure
    return list(best.values())


def _says_more(figure: Figure, other: Figure) -> bool:
    one, two = figure.number.usual, other.number.usual
    return one != two and two.contains(one)


def outermost(figures: list[Figure]) -> list[Figure]:
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
