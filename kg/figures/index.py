"""Figures that stand, to be looked up by what they measure and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.figures.codes import UNKNOWN
from kg.figures.figure import (
    Days,
    Figure,
)


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
            (thing, figure.claimant)
            for thing, same in self.by_thing.items()
            for figure in same
            if figure.scope.exclusive
        }

    @classmethod
    def of(cls, figures: FigureIndex | Iterable[Figure]) -> FigureIndex:
        """Return an index of figures: as it is, or made of them."""
        return figures if isinstance(figures, FigureIndex) else cls(figures)

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
        counts = [
            f
            for f in (*known, *self.replaced.get((thing, stated.document), ()))
            if f.period.same_days(period)
            and (any_unit or f.series.unit == unit)
            and stated.scope.coercion in (UNKNOWN, f.scope.coercion)
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

    def ends(self, stated: Figure) -> tuple[Days, Days] | None:
        """Return the periods after and before a stated change."""
        base = self.base(stated)
        baseline = base.period if base is not None else stated.baseline
        return None if baseline is None else (stated.period, baseline)


def _afar(figure: Figure, stated: Figure) -> tuple[bool, bool]:
    """Rank how far from the one who states a change a figure comes."""
    return figure.document != stated.document, figure.claimant != stated.claimant
