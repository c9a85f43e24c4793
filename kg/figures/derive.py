"""Every bound that follows from what is claimed.

A derived bound is nobody's statement: it is kept apart, names its rule and inputs, and
can be worked out again.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.figures.derive_stated import changes, shares
from kg.figures.derive_time import rests, sums
from kg.figures.derived import Derived
from kg.figures.figure import NOTHING_RELATED, Figure, Related
from kg.figures.index import FigureIndex
from kg.figures.tabled import in_one_table


def derive_bounds(
    figures: FigureIndex | Iterable[Figure], related: Related = NOTHING_RELATED
) -> list[Derived]:
    """Return every bound that the rules give, sorted by key.

    What rows of one table alone give is left out: whoever has the table has it.
    """
    known = FigureIndex.of(figures)
    bounds = [
        *sums(known, related),
        *rests(known),
        *changes(known),
        *shares(known),
    ]
    bounds = [
        bound
        for bound in bounds
        if not (in_one_table(bound.inputs) or bound.scope.series.worth)
    ]
    return sorted(bounds, key=lambda derived: derived.key)
