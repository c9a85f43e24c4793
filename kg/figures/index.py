"""Figures that stand, to be looked up by what they measure and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from kg.figures.codes import UNKNOWN
from kg.figures.comparable import counts_in
from kg.figures.figure import (
    Days,
    Figure,
)
from kg.figures.tabled import in_one_table
from kg.names import local_name


class FigureIndex:
    """Figures that stand, to be looked up by what they measure and when."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self.figures = list(figures)
        self.by_thing: dict[str, list[Figure]] = {}
        self.replaced: dict[tuple[str, str], list[Figure]] = {}
        self.by_observation = {f.observation: f for f in self.figures}
        for figure in self.figures:
            thing = figure.series.measures
            if figure.scope.instalment:
                continue  # counts no thing as a whole
            if figure.level and figure.stands and figure.series.settled:
                self.by_thing.setdefault(thing, []).append(figure)
            elif figure.level and replace(figure, revised=False).stands:
                key = thing, figure.document
                self.replaced.setdefault(key, []).append(figure)
        self.coerced = {
            (thing, figure.speaker)
            for thing, same in self.by_thing.items()
            for figure in same
            if figure.scope.exclusive
        }

    @classmethod
    def of(cls, figures: FigureIndex | Iterable[Figure]) -> FigureIndex:
        """Return an index of figures: as it is, or made of them."""
        return figures if isinstance(figures, FigureIndex) else cls(figures)

    @cached_property
    def mixed(self) -> list[list[Figure]]:
        """The counts of each thing that is not counted in one table alone."""
        return [same for same in self.by_thing.values() if not in_one_table(same)]

    def whole(self, stated: Figure) -> Figure | None:
        """Return what a share is of; ``None`` if they have no day in common."""
        whole = self.by_observation.get(stated.share_of)
        if whole is None or not whole.period.overlaps(stated.period):
            return None
        return whole

    def base(self, stated: Figure) -> Figure | None:
        """Return what a change is said to lead from; ``None`` if it begins later."""
        base = self.by_observation.get(stated.compared_to)
        if base is None:
            return None
        start, end = base.period.start, stated.period.end
        return None if start and end and start > end else base

    def at(self, stated: Figure, period: Days | None) -> list[Figure]:
        """Return the counts of what a figure speaks of, in a period.

        Those of its own document come first, even if replaced since, because it was
        said of them; then those of its own claimant. A coercion and a unit that it
        states are theirs.
        """
        if period is None:
            return []
        unit, thing = stated.series.unit, stated.series.measures
        any_unit = not unit or stated.series.about_unit.relative
        known = self.by_thing.get(thing, [])
        kinds = _kinds(stated, known)
        counts = [
            f
            for f in (*known, *self.replaced.get((thing, stated.document), ()))
            if f.period.same_days(period)
            and (any_unit or f.series.unit == unit)
            and stated.scope.coercion in (UNKNOWN, f.scope.coercion)
            and f.series.movement in kinds
            and counted_as(stated, f)
        ]
        return sorted(counts, key=lambda f: (*_afar(f, stated), f.claim))

    def pair(self, stated: Figure) -> tuple[Figure | None, Figure | None]:
        """Return the counts after and before a stated change, of one series."""
        after = self.at(stated, stated.period)
        base = self.base(stated)
        before = [base] if base is not None else self.at(stated, stated.baseline)
        for now in after:
            for old in before:
                if (old.series, old.scope.coercion) == (now.series, now.scope.coercion):
                    return now, old
        if after:
            return after[0], None
        return None, next(iter(before), None)

    def unlike(self, stated: Figure) -> str:
        """Return why a change is stated across what is no one series, ``""`` if not.

        A source may compare what differs; nothing follows from it.
        """
        base = self.base(stated)
        if base is not None and (why := _other_base(stated, base)):
            return why
        after = self.at(stated, stated.period)
        before = [base] if base is not None else self.at(stated, stated.baseline)
        now, old = self.pair(stated)
        if now is None or old is not None:
            return ""
        pairs = [(a.series, b.series) for a in after for b in before]
        if any(a.counted_otherwise(b) for a, b in pairs):
            return "what is before and after it was not counted in one way"
        if base is not None and all(a != b for a, b in pairs):
            return "what is before and after it is not counted in one unit"
        return ""

    def ends(self, stated: Figure) -> tuple[Days, Days] | None:
        """Return the periods after and before a stated change."""
        base = self.base(stated)
        baseline = base.period if base is not None else stated.baseline
        return None if baseline is None else (stated.period, baseline)


def counted_as(stated: Figure, figure: Figure) -> bool:
    """Tell whether a figure was counted as is stated of a change, and covers as much.

    A method that is not stated is that of the figure; without a coverage it is of all.
    """
    one = stated.series
    return counts_in(one.method, one.coverage, figure.series)


def _kinds(stated: Figure, known: Iterable[Figure]) -> set[str]:
    """Return the kinds counted by themselves, "" for others, that a figure may be of.

    One that names no movement is of the only kind that is counted, if there is one.
    """
    counted = {figure.series.movement for figure in known}
    if stated.movement or len(counted) != 1:
        return {stated.series.movement}
    return counted


def _other_base(stated: Figure, base: Figure) -> str:
    if base.series.measures != stated.series.measures:
        return f"it is compared with {local_name(base.series.measures)}"
    unit = stated.series.about_unit
    if unit.iri and not unit.relative and base.series.unit != stated.series.unit:
        return f"it is compared with a count of another unit, {base.series.unit}"
    if not counts_in("", stated.series.coverage, base.series):
        return f"it is compared with a count of {base.series.coverage or 'all'}"
    if not counted_as(stated, base):
        method = base.series.method or "no stated method"
        return f"it is compared with a count by {method}"
    return ""


def _afar(figure: Figure, stated: Figure) -> tuple[bool, bool]:
    """Rank how far from the one who states a change a figure comes."""
    return figure.document != stated.document, figure.speaker != stated.speaker
