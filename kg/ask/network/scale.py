"""How thick an edge is drawn: a scale of its own, which nobody takes for a number.

The thickness is one more than the logarithm to the base of ten of one more than the
count, so that it grows by one with each further digit, whoever counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from kg.ask.network.counts import Count
from kg.ask.network.model import Column

DISPLAY = "display_weight"
"""The name of the column."""

THINNEST = 1.0
"""How thick an edge is of which nothing is known, or 0."""

_DIGITS = 2
"""Digits after the point: nobody sees finer steps, and logarithms differ later on."""


def thickness(count: float) -> float:
    """Return how thick a count is drawn: 1 for none, 3 for 99, 4 for 999."""
    return round(THINNEST + log10(1 + max(count, 0.0)), _DIGITS)


def drawn_weight(count: Count) -> float:
    """Return how thick an edge of a count is drawn.

    Where one number stands for what the sources say, of that; else of the lower end, so
    that no edge looks like more than is sure. Of an upper end alone it is half as far,
    because anything below it may be meant. Where nothing is known it is the thinnest.
    """
    if count.weight is not None:
        return thickness(count.weight)
    if count.low:
        return thickness(count.low)
    half = (thickness(count.high or 0.0) - THINNEST) / 2
    return round(THINNEST + half, _DIGITS)


def display_column(totals: Sequence[Count], edges: int) -> Column:
    """Return the column of all edges; without ``totals`` nothing is counted on any."""
    values = list(map(drawn_weight, totals)) or [THINNEST] * edges
    return Column(DISPLAY, "display weight", "double", values)


def thicknesses(columns: Sequence[Column], edges: int) -> list[float]:
    """Return the thickness of each edge by the column; without it, the thinnest."""
    values = next((c.values for c in columns if c.name == DISPLAY), [THINNEST] * edges)
    return [THINNEST if v is None else float(v) for v in values]
