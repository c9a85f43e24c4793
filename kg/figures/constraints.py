"""Linear constraints on sums of unknowns, each 0 or more; :mod:`solver` solves them."""

from __future__ import annotations

from dataclasses import dataclass

from kg.amounts.interval import Interval, Number

Terms = tuple[tuple[str, Number], ...]
"""A weighted sum of unknowns."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """A weighted sum compared with a number: ``relation`` is ``<``, ``<=`` or ``=``.

    ``claim`` is who says so; ``None`` for what holds by definition.
    """

    terms: Terms
    relation: str
    bound: Number
    claim: str | None = None


def within(terms: Terms, interval: Interval, claim: str | None) -> list[Constraint]:
    """Return the constraints that keep a sum within an interval."""
    constraints = []
    if interval.high is not None:
        relation = "<" if interval.high_open else "<="
        constraints.append(Constraint(terms, relation, interval.high, claim))
    if interval.low is not None and (interval.low > 0 or interval.low_open):
        relation = "<" if interval.low_open else "<="
        constraints.append(Constraint(negative(terms), relation, -interval.low, claim))
    return constraints


def negative(terms: Terms, factor: Number = 1) -> Terms:
    """Return a sum with its signs turned, and multiplied by a factor."""
    return tuple((name, -weight * factor) for name, weight in terms)
