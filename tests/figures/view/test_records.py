"""Bounds for programs are numbers, as near as they come."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kg.amounts.interval import Interval, exactly
from kg.figures.view.records import interval_record


@pytest.mark.parametrize(
    ("interval", "said"),
    [
        (exactly(5), [5, True, 5, True]),
        (Interval(Fraction(1, 3), None, True), [1 / 3, False, None, None]),
        (Interval(None, 7), [None, None, 7, True]),
    ],
)
def test_bounds_are_numbers_and_absent_ones_have_no_kind(
    interval: Interval, said: list[object]
) -> None:
    assert list(interval_record(interval).values()) == said
