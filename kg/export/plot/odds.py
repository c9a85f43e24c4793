"""Claims that cannot all be true, as a picture shows them: joined, and named."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field

from kg.export.plot.marks import CLAIM, Mark
from kg.figures.figure import Figure
from kg.figures.view.brief import Brief

PAIR = 2


@dataclass(frozen=True)
class Odds:
    """What a picture says of contradictions.

    ``sets`` are the smallest sets of figures that cannot all be true, as far as one of
    them is drawn. ``against`` are the others of pairs by the name of a mark, and
    ``among`` the names of marks in larger sets, any two of which may well be true.
    """

    sets: tuple[tuple[Figure, ...], ...] = ()
    against: dict[str, list[Figure]] = field(default_factory=dict)
    among: frozenset[str] = frozenset()

    @property
    def claims(self) -> frozenset[str]:
        """All claims that are in such a set."""
        return frozenset(figure.claim for figures in self.sets for figure in figures)

    def pairs(self, marks: Sequence[Mark]) -> list[tuple[Mark, Mark]]:
        """Return the sets of two that are both among some marks, the lower first."""
        by_claim = _by_claim(marks)
        pairs = []
        for figures in self.sets:
            two = [by_claim[f.claim] for f in figures if f.claim in by_claim]
            if len(two) == len(figures) == PAIR and two[0].name != two[1].name:
                low, high = sorted(two, key=lambda mark: (mark.level, mark.name))
                pairs.append((low, high))
        return pairs

    def undrawn(
        self, marks: Sequence[Mark], joined: Container[frozenset[str]]
    ) -> list[tuple[Figure, ...]]:
        """Return the sets that no line joins; ``joined`` are pairs of names."""
        by_claim = _by_claim(marks)

        def names(figures: Iterable[Figure]) -> frozenset[str]:
            marked = (by_claim.get(figure.claim) for figure in figures)
            return frozenset(mark.name if mark else "" for mark in marked)

        return [figures for figures in self.sets if names(figures) not in joined]


def odds_of(brief: Brief, marks: Sequence[Mark]) -> Odds:
    """Return the contradictions that some mark is in."""
    by_claim = _by_claim(marks)
    inside, beside = brief.contradictions
    kept: list[tuple[Figure, ...]] = []
    against: dict[str, list[Figure]] = {}
    among: set[str] = set()
    for figures in (*inside, *beside):
        drawn = [by_claim[f.claim] for f in figures if f.claim in by_claim]
        if not drawn:
            continue
        kept.append(figures)
        if len(figures) > PAIR:
            among.update(mark.name for mark in drawn)
            continue
        for mark in drawn:
            own = {figure.claim for figure in mark.figures}
            others = (f for f in figures if f.claim not in own)
            against.setdefault(mark.name, []).extend(others)
    return Odds(tuple(kept), against, frozenset(among))


def _by_claim(marks: Iterable[Mark]) -> dict[str, Mark]:
    return {f.claim: mark for mark in marks if mark.kind == CLAIM for f in mark.figures}
