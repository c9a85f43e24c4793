"""Intervals are exact, and their arithmetic is that of every number in them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.amounts.interval import Interval, exactly, meet

NUMBERS = st.integers(0, 12).map(Fraction)
ENDS = st.none() | NUMBERS
INTERVALS = st.builds(Interval, ENDS, ENDS, st.booleans(), st.booleans())


def holds(interval: Interval, number: Fraction) -> bool:
    """Tell whether a number lies in an interval, from the definition alone."""
    if interval.low is not None and number < interval.low:
        return False
    if interval.high is not None and number > interval.high:
        return False
    at_low = interval.low_open and number == interval.low
    return not at_low and not (interval.high_open and number == interval.high)


QUARTERS = st.none() | st.integers(0, 40).map(lambda n: Fraction(n, 4))


@given(st.builds(Interval, QUARTERS, QUARTERS, st.booleans(), st.booleans()), NUMBERS)
def test_whole_ends_hold_the_same_whole_numbers(a: Interval, number: Fraction) -> None:
    """And they are whole, unless it is of one number."""
    assert holds(a.whole, number) == holds(a, number)
    ends = (end for end in (a.whole.low, a.whole.high) if end is not None)
    assert a.point is not None or all(end == int(end) for end in ends)


@given(INTERVALS, INTERVALS, NUMBERS)
def test_what_lies_in_both_lies_in_what_they_share(
    a: Interval, b: Interval, number: Fraction
) -> None:
    assert holds(a & b, number) == (holds(a, number) and holds(b, number))


@given(INTERVALS, INTERVALS, NUMBERS, NUMBERS)
def test_sums_and_differences_of_members_are_members(
    a: Interval, b: Interval, x: Fraction, y: Fraction
) -> None:
    if holds(a, x) and holds(b, y):
        assert holds(a + b, x + y)
        assert holds(a - b, x - y)


@given(INTERVALS, INTERVALS, NUMBERS, NUMBERS)
def test_products_of_counts_are_members(
    a: Interval, b: Interval, x: Fraction, y: Fraction
) -> None:
    a, b = a & Interval(Fraction(0)), b & Interval(Fraction(0))
    if holds(a, x) and holds(b, y):
        assert holds(a * b, x * y)
        above = a & Interval(Fraction(0), None, low_open=True)
        if x > 0:
            assert holds(above.inverse(), 1 / x)


@given(INTERVALS)
def test_an_interval_is_empty_if_it_has_no_number(interval: Interval) -> None:
    """Every interval with bounds from 0 to 12 has a half or a whole number in it."""
    halves = (Fraction(n, 2) for n in range(-2, 28))
    assert interval.empty == (not any(holds(interval, n) for n in halves))


@given(INTERVALS, INTERVALS, NUMBERS)
def test_one_contains_another_if_it_has_all_its_numbers(
    a: Interval, b: Interval, number: Fraction
) -> None:
    if a.contains(b) and holds(b, number):
        assert holds(a, number)


def test_more_than_twice_an_exact_count_bounds_the_earlier_one() -> None:
    """15,675 divided by more than 2 is less than 7,837.5, and more than nothing."""
    more_than_two = Interval(Fraction(2), low_open=True)

    assert str(exactly(15_675) * more_than_two.inverse()) == "> 0 and < 7,837.5"


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        (Interval(Fraction(3000), low_open=True), "> 3,000"),
        (
            Interval(Fraction(66_500), Fraction(67_500), high_open=True),
            "≥ 66,500 and < 67,500",
        ),
        (exactly(7), "= 7"),
        (Interval(None, Fraction(1, 3)), "≤ about 0.3333"),
        (Interval(), "any number"),
        (Interval(Fraction(2), Fraction(1)), "nothing"),
    ],
)
def test_an_interval_is_shown_with_its_strictness(
    interval: Interval, words: str
) -> None:
    assert str(interval) == words


def test_a_bound_that_is_not_there_is_not_open() -> None:
    assert Interval(low_open=True, high_open=True) == Interval()


def test_nothing_stated_is_any_count() -> None:
    assert meet([]) == Interval(Fraction(0))


def test_negative_numbers_are_no_counts() -> None:
    with pytest.raises(ValueError, match="counts"):
        _ = exactly(-1) * exactly(2)
    with pytest.raises(ValueError, match="above 0"):
        exactly(0).inverse()
