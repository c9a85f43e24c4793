"""Bars: every number has one, and none breaks the page."""

from __future__ import annotations

import pytest

from kg.amounts.interval import Interval, exactly
from kg.figures.view.bars import axis, bar, scale_of

WIDTH = 30


def drawn(*intervals: Interval) -> list[str]:
    scale = scale_of(intervals)
    assert scale is not None
    assert len(axis(scale, WIDTH)) <= WIDTH
    return [bar(interval, scale, WIDTH, "[=]<>*") for interval in intervals]


def test_nothing_is_a_point_at_the_left() -> None:
    assert drawn(exactly(0)) == ["*"]
    assert drawn(exactly(0), exactly(10)) == ["*", " " * 29 + "*"]


@pytest.mark.parametrize(
    "intervals",
    [
        [exactly(-5), Interval(None, 3)],
        [Interval(-10, -5)],
        [exactly(0), exactly(1), exactly(100_000)],
        [Interval(None, 0)],
        [Interval(0, None)],
        [exactly(1), exactly(10**400)],
        [exactly(-(10**400))],
    ],
)
def test_no_number_breaks_a_bar(intervals: list[Interval]) -> None:
    assert all(0 < len(line) <= WIDTH for line in drawn(*intervals))


def test_without_bounds_there_is_no_scale() -> None:
    assert scale_of([Interval()]) is None
