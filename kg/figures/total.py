"""The guard: the only place where figures are added, and where that is refused.

A sum of figures is right only if nobody is counted twice and one thing is counted
throughout. Whatever is not known to be so is refused, with the pair and the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from itertools import combinations, pairwise, permutations, product
from operator import add
from typing import TYPE_CHECKING

from kg.amounts.interval import Interval
from kg.errors import KgError
from kg.figures.comparable import bridge
from kg.figures.compare import apart_words
from kg.figures.figure import (
    NOTHING_RELATED,
    Days,
    Figure,
    Related,
    Series,
    day_after,
    day_before,
)
from kg.figures.instalments import taken_as_payments
from kg.figures.movements import moved_otherwise
from kg.graph.cited import Citation, Thing
from kg.names import local_name

if TYPE_CHECKING:
    import pandas

_MANY = {"person": "people"}
"""How a unit is called where it is many, if not by its code and an s."""


class NotAddable(KgError):
    """A sum that would mislead: ``first`` and ``second`` are the pair, ``reason`` why.

    ``second`` is ``None`` where one figure alone cannot be part of any sum.
    """

    exit_code = 2

    def __init__(self, reason: str, first: Figure, second: Figure | None = None):
        self.first, self.second, self.reason = first, second, reason
        names = [local_name(f.claim) for f in (first, second) if f is not None]
        super().__init__(f"{' and '.join(names)} cannot be added: {reason}")


@dataclass(frozen=True, slots=True)
class Total:
    """A sum: as the figures are printed, as usually read, and at the loosest.

    ``figures`` are what was added, in order of time; ``notes`` what to keep in mind.
    ``things`` are what they are of and by, ``citations`` their claims, both by IRI and
    as far as they were looked up.
    """

    figures: tuple[Figure, ...]
    printed: Interval
    usual: Interval
    loosest: Interval
    unit: str
    notes: tuple[str, ...] = ()
    things: Mapping[str, Thing] = field(default_factory=dict, repr=False, compare=False)
    citations: Mapping[str, Citation] = field(
        default_factory=dict, repr=False, compare=False
    )

    def __str__(self) -> str:
        terms = " + ".join(f.text or "?" for f in self.figures)
        return f"{terms}: {self.printed}"

    def to_pandas(self) -> pandas.DataFrame:
        """Return terms and sum as a DataFrame; needs the extra ``apf-kg[pandas]``.

        ``part`` tells each ``term`` from the ``sum``, which is the last row: do not add
        the rows up again. Bounds are those as usually read, with whether each is
        included, and ``amount`` is as printed; there is a ``value`` only where all that
        was added is one number.
        """
        from kg.figures.view.sums import total_frame

        return total_frame(self)

    def _repr_html_(self) -> str:
        """Show the sum in a notebook: its terms, what to keep in mind, the claims."""
        from kg.figures.view.sums import total_html

        return total_html(self)


@dataclass(frozen=True, slots=True)
class Subtotal:
    """What one claimant counts in one unit: the sum, or why there is none.

    ``figures`` are all of it, in order of time; money at another stage or in another
    currency, and a stock beside flows, are others. ``refused`` is ``""`` beside a sum.
    """

    figures: tuple[Figure, ...]
    total: Total | None
    refused: str = ""


def subtotals(
    figures: Iterable[Figure], related: Related = NOTHING_RELATED
) -> list[Subtotal]:
    """Add up the figures of each claimant, unit, currency, stage and kind by itself."""
    groups: dict[tuple[str, ...], list[Figure]] = {}
    for figure in sorted(figures, key=_order):
        one = figure.series
        counted = (one.kind, one.unit, one.currency, one.stage, one.worth)
        groups.setdefault((figure.speaker, *counted), []).append(figure)
    return [_subtotal(same, related) for _, same in sorted(groups.items())]


def _subtotal(same: list[Figure], related: Related) -> Subtotal:
    try:
        return Subtotal(tuple(same), total(same, related))
    except NotAddable as refusal:
        return Subtotal(tuple(same), None, str(refusal))


def total(
    figures: Iterable[Figure],
    related: Related = NOTHING_RELATED,
    *,
    unit: str | None = None,
) -> Total:
    """Add figures up, or refuse.

    ``unit`` is the unit that the sum is wanted in, if any. Refused are: figures that
    are no counts (a change, a share, a plan), withdrawn or disputed ones, different
    units, currencies, stages, methods of counting or coverage, crossings and the
    like as persons, a stock with a flow, a whole with its parts, the same thing in
    overlapping periods or on two days (unless one claimant counts the forced apart
    from the voluntary, or they are instalments), displacement with returns, and
    populations that are not stated to be disjoint.

    Raises :class:`NotAddable`, which names the pair, and ``ValueError`` for no figures.
    """
    chosen = sorted(figures, key=_order)
    if not chosen:
        raise ValueError("there is nothing to add up")
    for figure in chosen:
        _alone(figure, unit)
    for first, second in pairwise(chosen):
        _alike(first, second)
    by_thing: dict[str, list[Figure]] = {}
    for figure in chosen:
        by_thing.setdefault(figure.series.measures, []).append(figure)
    for same in by_thing.values():
        for exclusive in _exclusive(same):
            _once(exclusive)
    for one, other in combinations(sorted(by_thing), 2):
        _disjoint(by_thing[one], by_thing[other], related)
    return _sum(chosen)


def _order(figure: Figure) -> tuple[date, date, str]:
    period = figure.period
    return period.start or date.min, period.end or date.max, figure.claim


def _alone(figure: Figure, unit: str | None) -> None:
    """Refuse what can be no part of any sum."""
    series = figure.series
    if not figure.level:
        kinds = {"flow": "it gives no number", "stock": "it gives no number"}
        raise NotAddable(kinds.get(series.kind, f"a {series.kind} is no count"), figure)
    if not figure.counted:
        raise NotAddable(f"it is {figure.manner}, not counted", figure)
    if figure.disputed_by:
        by = ", ".join(map(local_name, figure.disputed_by))
        raise NotAddable(f"it is disputed by {by}", figure)
    if figure.revised:
        raise NotAddable("its claimant has replaced it", figure)
    if not series.settled:
        raise NotAddable("what was counted is not settled", figure)
    if series.about_unit.relative:
        raise NotAddable("a share or ratio is no count", figure)
    if unit is not None and series.unit != unit:
        raise NotAddable(_units(series, Series("", "", unit)), figure)


def _units(*series: Series) -> str:
    for one, other in permutations(series):
        if other.unit in one.about_unit.several_per:
            many = _MANY.get(other.unit, f"{other.unit}s")
            return f"different units: {one.unit}s are no {many}, one may make several"
    return f"different units: {' and '.join(sorted(s.unit for s in series))}"


def _alike(first: Figure, second: Figure) -> None:
    """Refuse two figures that count different kinds of things."""
    one, other = first.series, second.series
    if one.unit != other.unit:
        raise NotAddable(_units(one, other), first, second)
    for what, x, y in (
        ("a stock and a flow", one.kind, other.kind),
        ("different currencies", one.currency, other.currency),
        ("different stages of the transfer", one.stage, other.stage),
        ("different methods of counting", one.method, other.method),
        ("different coverage", one.coverage, other.coverage),
        ("a sum of money and the worth of goods", one.worth, other.worth),
    ):
        if x != y:
            none = "all of it" if what == "different coverage" else "none stated"
            codes = " and ".join(sorted(code or none for code in (x, y)))
            detail = "" if what.startswith("a ") else f": {codes}"
            raise NotAddable(f"{what}{detail}", first, second)
    if one.by_itself != other.by_itself:
        raise NotAddable(apart_words(one, other), first, second)
    if moved := moved_otherwise(first, second):
        raise NotAddable(moved, first, second)


def _exclusive(same: list[Figure]) -> list[list[Figure]]:
    """Part what one claimant counts as forced from what it counts as voluntary."""
    sides: dict[frozenset[str], list[Figure]] = {}
    for figure in same:
        sides.setdefault(figure.scope.exclusive, []).append(figure)
    parted = all(
        a.scope.excludes(b.scope)
        for one, other in combinations(sides.values(), 2)
        for a, b in product(one, other)
    )
    if parted and len({figure.speaker for figure in same}) == 1:
        return list(sides.values())
    return [same]


def _once(same: Sequence[Figure]) -> None:
    """Refuse to count one thing twice: in overlapping periods, or on two days."""
    until = same[0]
    for figure in same[1:]:
        additional = figure.scope.leaves_out(until.scope)
        if figure.series.kind == "stock" and not additional:
            reason = "a stock on two days counts those who stayed twice"
            if figure.period.same_days(until.period):
                reason = "two figures for the same number"
            raise NotAddable(reason, until, figure)
        if figure.period.overlaps(until.period) and not additional:
            raise NotAddable(_overlap(until, figure), until, figure)
        if (figure.period.end or date.max) > (until.period.end or date.max):
            until = figure


def _overlap(first: Figure, second: Figure) -> str:
    one, other = first.period, second.period
    if one.same_days(other):
        return f"two figures for the same period, {one}"
    if one.within(other) or other.within(one):
        return f"a whole with its part: the periods {one} and {other} overlap"
    return f"the periods {one} and {other} overlap"


def _disjoint(one: list[Figure], other: list[Figure], related: Related) -> None:
    """Refuse two things that may share somebody."""
    first, second = one[0], other[0]
    a, b = first.series.measures, second.series.measures
    names = f"{local_name(a)} and {local_name(b)}"
    if related.contains(a, b) or related.contains(b, a):
        raise NotAddable(f"a whole with its part: {names}", first, second)
    if not related.share_nobody(a, b, first.series.unit):
        raise NotAddable(f"{names} are not stated to be disjoint", first, second)
    if first.series.kind == "stock" and not first.period.same_days(second.period):
        reason = f"stocks on different days: {first.period} and {second.period}"
        raise NotAddable(reason, first, second)


def _sum(chosen: Sequence[Figure]) -> Total:
    kinds = {figure.scope.coercion for figure in chosen}
    readings = [figure.reading for figure in chosen if figure.reading is not None]
    notes = []
    if len(kinds) > 1:
        codes = ", ".join(sorted(kinds))
        notes.append(f"coercion differs ({codes}): no more than a lower bound for all")
    if payments := taken_as_payments(chosen):
        names = " and ".join(local_name(figure.claim) for figure in payments)
        notes.append(
            f"{names} are taken as payments of their own, as one claimant gives both "
            "in one document; `inAdditionTo` says so"
        )
    if known := bridge(chosen[0].series):
        notes.append(known)
    claimants = {figure.speaker for figure in chosen}
    if len(claimants) > 1:
        notes.append(f"counted by {len(claimants)} claimants")

    def added(intervals: list[Interval]) -> Interval:
        sum_ = reduce(add, intervals)
        return Interval(sum_.low, None, sum_.low_open) if len(kinds) > 1 else sum_

    return Total(
        tuple(chosen),
        added([reading.printed for reading in readings]),
        added([reading.usual for reading in readings]),
        added([reading.loosest for reading in readings]),
        chosen[0].series.unit,
        tuple(notes),
    )


def left_out(figures: Iterable[Figure]) -> Iterator[str]:
    """Yield a note on each count that does not stand, or has no number, and why."""
    for figure in figures:
        name = local_name(figure.claim)
        if figure.text:
            name += f" ({figure.text})"
        if not figure.counted:
            yield f"left out: {name}, which is {figure.manner}"
        elif figure.disputed_by:
            by = ", ".join(map(local_name, figure.disputed_by))
            yield f"left out: {name}, disputed by {by}"
        elif figure.revised:
            yield f"left out: {name}, which its claimant has replaced"
        elif figure.reading is None:
            why = "which its publisher hides" if figure.hidden else "no number"
            yield f"left out: {name}, {why}, which is not nought"


def gaps(figures: Sequence[Figure]) -> Iterator[str]:
    """Yield a note on each gap between the periods of one thing, and on rough ones."""
    by_thing: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.approximate:
            name = local_name(figure.claim)
            yield f"the period of {name} is only roughly given"
        by_thing.setdefault(figure.series.measures, []).append(figure)
    for same in by_thing.values():
        for before, after in pairwise(sorted(same, key=_order)):
            end, start = before.period.end, after.period.start
            if end and start and (start - end).days > 1:
                first, last = day_after(end), day_before(start)
                yield f"no figure is of {Days(first, last)}"
