"""What is worth noting of a table held against itself: only what does not fit.

A table of a hundred thousand rows gives as many parts of its own wholes and years in a
row, by one hand and in one place. That they fit is what a table is; it confirms nothing
and would hide what does not fit. A figure from anywhere else is a second voice, or the
same at another time, and is held against them in full.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.figures.figure import Figure

FITTING = frozenset({"agrees", "refines", "holds", "cannot tell", "not comparable"})
"""Verdicts on pairs and relations in which nothing is at odds."""


def in_one_table(figures: Iterable[Figure]) -> bool:
    """Tell whether figures all stand in rows of one and the same table."""
    tables = {figure.table for figure in figures}
    return len(tables) == 1 and "" not in tables


def worth_noting(verdict: str, figures: Iterable[Figure]) -> bool:
    """Tell whether a verdict on figures says more than that their table fits itself."""
    return verdict not in FITTING or not in_one_table(figures)
