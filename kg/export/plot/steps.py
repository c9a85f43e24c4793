"""Running counts: one claimant's numbers that begin on one day and end later and later.

Each says how many there were up to its last day, so that they rise in steps. They are
joined only where they are of one kind: what another claimant, another method or another
degree of coercion counts is no step of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from kg.export.plot.marks import CLAIM, Mark


@dataclass(frozen=True)
class Rise:
    """From one running count to the next."""

    before: Mark
    after: Mark


def steps_of(marks: Iterable[Mark], odd: frozenset[str] = frozenset()) -> list[Rise]:
    """Return the steps between running counts; ``odd`` are claims that contradict.

    Counts of one last day are no steps of each other, nor is what falls.
    """
    chains: dict[object, list[Mark]] = {}
    for mark in marks:
        if _joins(mark, odd):
            chains.setdefault(_chain(mark), []).append(mark)
    return [
        Rise(before, after)
        for chain in chains.values()
        for before, after in pairwise(_by_end(chain))
        if before.level <= after.level
    ]


def _joins(mark: Mark, odd: frozenset[str]) -> bool:
    """Tell whether a mark is a running count that stands and has a lower bound."""
    sound = not any(figure.claim in odd for figure in mark.figures)
    return (
        mark.kind == CLAIM
        and mark.running
        and mark.stands
        and sound
        and (mark.low is not None)
    )


def _chain(mark: Mark) -> object:
    figure = mark.figure
    who = figure.speaker, figure.possible_claimants
    return (
        who,
        mark.start,
        figure.scope.coercion,
        figure.scope.instalment,
        figure.series,
    )


def _by_end(chain: list[Mark]) -> list[Mark]:
    """Return the highest count of each last day, day by day."""
    highest: dict[float, Mark] = {}
    for mark in sorted(chain, key=lambda m: (m.end, m.level, m.name)):
        highest[mark.end] = mark
    return list(highest.values())
