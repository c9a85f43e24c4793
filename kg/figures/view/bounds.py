"""Intervals for programs: bounds as numbers, each with whether it is included."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from kg.amounts.interval import Interval


def interval_record(interval: Interval) -> dict[str, Any]:
    """Return the bounds of an interval; ``None`` means no such bound."""
    low, high = interval.low, interval.high
    return {
        "lowerBound": bound_number(low),
        "lowerBoundInclusive": None if low is None else not interval.low_open,
        "upperBound": bound_number(high),
        "upperBoundInclusive": None if high is None else not interval.high_open,
    }


def bound_number(value: Fraction | int | None) -> int | float | None:
    """Return a number: whole ones in full, others as near as a float comes."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)
