"""Stated rates, held against the totals of their days, or against the two they divide.

A rate is no total. "1,900 a month" in a year is borne out by a count of that year, or
by counts that fill it, of about 22,800; it then is so on average, whoever says it.
Counts of other days settle it only where they cannot be true beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kg.amounts.conventions import FigureReading
from kg.amounts.interval import Interval, exactly, number, quotient, scaled
from kg.figures.base import RateBase
from kg.figures.changes import against
from kg.figures.codes import UNKNOWN, TimeSpan
from kg.figures.figure import Days, Figure, Related
from kg.figures.index import FigureIndex
from kg.figures.movements import moved_otherwise
from kg.figures.parts import by_claimant, closest_cover, sum_of, tightest_each
from kg.figures.relations import CANNOT_TELL, FAILS, HOLDS, Relation
from kg.names import local_name

_SHORTEST, _LONGEST = 28, 31
"""Days of months: those left over beside whole months are such a part of one."""

_ORDER = {HOLDS: 0, CANNOT_TELL: 1, FAILS: 2}
"""What a rate fails against is told last, and stands beside it."""


@dataclass(frozen=True, slots=True)
class DayTotal:
    """What a rate is held against: a count, or counts that together fill its days."""

    figures: tuple[Figure, ...]
    reading: FigureReading
    period: Days

    @property
    def text(self) -> str:
        """Its terms in the words of the sources."""
        return " + ".join(figure.text or "?" for figure in self.figures)

    @property
    def dated(self) -> bool:
        """Whether its days are known."""
        return all(_dated(figure) for figure in self.figures)


def rates(known: FigureIndex, stated: Figure, related: Related) -> Iterator[Relation]:
    """Yield a stated rate held against what is counted; the worst verdict last."""
    per = stated.per
    if per is None or stated.reading is None or stated.period.start is None:
        return
    held = _ratios(known, stated, per) if per.many else _paces(known, stated, related)
    yield from sorted(held, key=lambda relation: _ORDER[relation.verdict])


def steps(period: Days, span: TimeSpan) -> Interval | None:
    """Return how many stretches of time there are in a period; ``None`` without ends.

    A month is a month of the calendar; days beside whole months are as much of one as
    they can be.
    """
    if (days := period.days) is None or not span.shortest:
        return None
    if not span.months:
        return Interval(Fraction(days, span.longest), Fraction(days, span.shortest))
    whole, left = period.months or (0, 0)
    months = exactly(whole) + Interval(
        Fraction(left, _LONGEST), Fraction(left, _SHORTEST)
    )
    return scaled(months, Fraction(1, span.months))


def _dated(figure: Figure) -> bool:
    return not (figure.approximate or figure.period.assumed)


def _paces(known: FigureIndex, stated: Figure, related: Related) -> Iterator[Relation]:
    """Hold a rate per time against the total of its days."""
    counts = [
        figure
        for figure in known.by_thing.get(stated.series.measures, ())
        if figure.series.kind == "flow" and _alike(figure, stated)
    ]
    tallies = list(_tallies(counts, stated.period, related))
    yield from (_pace(stated, tally) for tally in tallies)
    if not tallies:
        yield from _of_other_days(stated, counts)


def _alike(count: Figure, stated: Figure) -> bool:
    """Tell whether a count is of what a rate is of, in all but the days."""
    one = count.series
    return (
        replace(stated.series, kind=one.kind, measures=one.measures) == one
        and count.scope.coercion == stated.scope.coercion
        and not moved_otherwise(count, stated)
    )


def _tallies(
    counts: Sequence[Figure], period: Days, related: Related
) -> Iterator[DayTotal]:
    """Yield the counts of a period, or else what one claimant counts day by day."""
    same = [figure for figure in counts if figure.period.same_days(period)]
    for figure in same:
        yield DayTotal((figure,), figure.number, figure.period)
    if same:
        return
    inside = [figure for figure in counts if figure.period.within(period)]
    for own in by_claimant(inside).values():
        cover = closest_cover(period, tightest_each(own))
        if sum_ := sum_of(cover, related):
            reading = FigureReading(sum_.printed, sum_.usual, sum_.loosest)
            yield DayTotal(sum_.figures, reading, period)


def _pace(stated: Figure, tally: DayTotal) -> Relation:
    per = stated.per or RateBase()
    many = steps(tally.period, per.span) if per.span else None
    if many is None:
        reason = "it is not known how many days they are of"
        return _relation(stated, tally, CANNOT_TELL, reason, stated.text)
    given = [quotient(i, many) for i in _readings(tally.reading)]
    shown = f"{tally.text} / {_many(many, per)} {given[0]}; stated {stated.text}"
    verdict, reason = against(given, stated.number)
    once = many.point == 1
    if not (tally.dated and _dated(stated)):
        verdict, reason = CANNOT_TELL, "a period is only roughly given"
    elif per.peak and not once:
        verdict, reason = _peak(stated, tally, many)
    elif verdict == HOLDS and not once:
        reason += ", on average"
        if stated.number.printed.low in (None, 0) and per.kind != "average":
            verdict = CANNOT_TELL
            reason = "an average below it does not show that it was never above"
    return _relation(stated, tally, verdict, reason, shown)


def _readings(reading: FigureReading) -> tuple[Interval, Interval, Interval]:
    return reading.printed, reading.usual, reading.loosest


def _many(many: Interval, per: RateBase) -> str:
    name = local_name(per.span.iri) if per.span else ""
    if many.point is None:
        return f"({many} {name}s)"
    return f"{number(many.point)} {name}" + ("" if many.point == 1 else "s")


def _peak(stated: Figure, tally: DayTotal, many: Interval) -> tuple[str, str]:
    """Hold a peak against a total: no less than it alone, no more than it each time."""
    peak, total = stated.number.loosest, tally.reading.loosest
    if peak.high is not None and many.high is not None:
        most = Interval(high=peak.high * many.high)
        if most.below(total):
            return FAILS, "they are more than the peak would make each time"
    if many.low is not None and many.low >= 1 and total.below(peak):
        return FAILS, "they are fewer than the peak alone"
    return CANNOT_TELL, "a peak says nothing of the other times"


def _of_other_days(stated: Figure, counts: Sequence[Figure]) -> Iterator[Relation]:
    """Hold a rate against counts of some of its days, or of its days and others."""
    open_: list[Relation] = []
    for count in counts:
        inside = count.period.within(stated.period)
        if not inside and not stated.period.within(count.period):
            continue
        tally = DayTotal((count,), count.number, count.period)
        if _dated(count) and _dated(stated) and _beyond(stated, count, inside=inside):
            few = "more than the rate makes of all its days"
            reason = few if inside else "fewer than the rate makes of its own days"
            yield _relation(stated, tally, FAILS, f"they are {reason}", _shown(stated))
        else:
            reason = f"they are of {count.period}, the rate is of {stated.period}"
            open_.append(_relation(stated, tally, CANNOT_TELL, reason, _shown(stated)))
    yield from open_[:1]


def _beyond(stated: Figure, count: Figure, *, inside: bool) -> bool:
    """Tell whether a count of other days cannot be true beside a rate."""
    per = stated.per or RateBase()
    rate, counted = stated.number.loosest, count.number.loosest
    of = count.period if per.peak and inside else stated.period
    many = steps(of, per.span) if per.span else None
    if many is None or rate.low is None or many.low is None or many.low < 1:
        return False
    if inside:
        high = None if rate.high is None or many.high is None else rate.high * many.high
        return high is not None and Interval(high=high).below(counted)
    least = rate.low if per.peak else rate.low * many.low
    return counted.below(Interval(least, None, rate.low_open))


def _shown(stated: Figure) -> str:
    return f"stated {stated.text} ({stated.period})"


def _ratios(known: FigureIndex, stated: Figure, per: RateBase) -> Iterator[Relation]:
    """Hold a rate per so many against what it counts and what its base is."""
    tops = [
        figure
        for figure in known.by_thing.get(stated.series.measures, ())
        if _alike(figure, stated) and figure.period.same_days(stated.period)
    ]
    bases = [
        figure
        for figure in known.by_thing.get(per.thing, ())
        if figure.series.unit == per.unit
        and not (figure.series.coverage or figure.series.by_itself)
        and figure.scope.coercion == UNKNOWN
        and _at(figure, stated.period)
    ]
    for top in tops:
        for base in bases:
            yield _ratio(stated, per, top, base)


def _at(base: Figure, period: Days) -> bool:
    if base.series.kind == "stock":
        return base.period.within(period)
    return base.period.same_days(period)


def _ratio(stated: Figure, per: RateBase, top: Figure, base: Figure) -> Relation:
    many = steps(stated.period, per.span) if per.span else exactly(1)
    factor = per.many or 1
    given = []
    for over, under in zip(_readings(top.number), _readings(base.number), strict=True):
        each = scaled(quotient(over, under), factor)
        given.append(each if many is None else quotient(each, many))
    shown = f"{top.text} / {base.text} x {number(factor)}"
    if per.span and many is not None:
        shown += f" / {_many(many, per)}"
    shown += f" {given[0]}; stated {stated.text}"
    verdict, reason = against(given, stated.number)
    if many is None or not all(map(_dated, (stated, top, base))):
        verdict, reason = CANNOT_TELL, "a period is only roughly given"
    elif per.peak:
        verdict, reason = CANNOT_TELL, "a peak says nothing of the other times"
    return Relation("rate", stated, (top, base), verdict, reason, shown)


def _relation(
    stated: Figure, tally: DayTotal, verdict: str, reason: str, shown: str
) -> Relation:
    return Relation("rate", stated, tally.figures, verdict, reason, shown)
