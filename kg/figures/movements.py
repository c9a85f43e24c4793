"""Kinds of movement that leave each other out, though one flow may be counted as both.

Whoever is turned back has not left: the code list marks such kinds as counted by
themselves. Displacement is no return; words between them (fled, left) may be either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.figures.figure import Figure

_DISPLACED = "internal-displacement"


def moved_otherwise(a: Figure, b: Figure) -> str:
    """Return why two figures do not count movements of one kind, ``""`` if they may."""
    alike = a.series.movement == b.series.movement
    if alike and {a.homeward, b.homeward} != {True, False}:
        return ""
    kinds = (figure.movement or "none stated" for figure in (a, b))
    return f"different movements: {' and '.join(kinds)}"


def by_movement(figures: Sequence[Figure]) -> list[Figure]:
    """Return figures with displacement by itself where the same thing has returns."""
    homeward = {f.series.measures for f in figures if f.homeward}
    return [
        _displaced(f) if f.homeward is False and f.series.measures in homeward else f
        for f in figures
    ]


def _displaced(figure: Figure) -> Figure:
    series = replace(figure.series, movement=_DISPLACED)
    return replace(figure, scope=replace(figure.scope, series=series))
