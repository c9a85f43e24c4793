"""A stored figure is read three ways, each by a convention that is written down."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.amounts.conventions import FigureReading, read_figure
from kg.amounts.interval import COUNT

CODES = ["exact", "unqualified", "about", "nearly", "order-of-magnitude", "some"]
CODES += ["more-than", "at-least", "less-than", "at-most", "between", "suppressed"]
NUMBERS = st.decimals(0, 10**12, places=2).map(Fraction)
UNITS = st.sampled_from([None, "person", "money", "ratio", "percent"])


def said(reading: FigureReading | None) -> tuple[str, str, str] | None:
    """Return the three readings in words."""
    if reading is None:
        return None
    return str(reading.printed), str(reading.usual), str(reading.loosest)


BARE = [
    ("0", None, "= 0", "= 0"),
    ("70", None, "= 70", "= 70"),
    ("99", None, "= 99", "= 99"),
    ("100", None, "= 100", "≥ 50 and < 150"),
    ("101", None, "= 101", "= 101"),
    ("120", None, "= 120", "≥ 115 and < 125"),
    ("900", None, "= 900", "≥ 850 and < 950"),
    ("1000", None, "≥ 950 and < 1,050", "≥ 500 and < 1,500"),
    ("1900", None, "≥ 1,850 and < 1,950", "≥ 1,850 and < 1,950"),
    ("6879", None, "= 6,879", "= 6,879"),
    ("6870", None, "≥ 6,865 and < 6,875", "≥ 6,865 and < 6,875"),
    ("67000", "person", "≥ 66,500 and < 67,500", "≥ 66,500 and < 67,500"),
    ("200000", None, "≥ 190,000 and < 210,000", "≥ 150,000 and < 250,000"),
    ("3000000", "money", "≥ 2,850,000 and < 3,150,000", "≥ 2,500,000 and < 3,500,000"),
    ("2.5", None, "≥ 2.45 and < 2.55", "≥ 2.45 and < 2.55"),
    ("1500.25", "money", "≥ 1,500.245 and < 1,500.255", "≥ 1,500.245 and < 1,500.255"),
    ("2", "ratio", "≥ 1.8 and < 2.2", "≥ 1.5 and < 2.5"),
    ("2.28", "ratio", "≥ 2.275 and < 2.285", "≥ 2.275 and < 2.285"),
    ("10", "ratio", "≥ 9.5 and < 10.5", "≥ 9.5 and < 10.5"),
    ("0", "ratio", "= 0", "≥ 0 and < 0.5"),
    ("70", "percent", "≥ 69.5 and < 70.5", "≥ 65 and < 75"),
    ("65", "percent", "≥ 64.5 and < 65.5", "≥ 64.5 and < 65.5"),
    ("65.5", "percent", "≥ 65.45 and < 65.55", "≥ 65.45 and < 65.55"),
    ("100", "percent", "≥ 99.5 and < 100.5", "≥ 95 and < 105"),
    ("200", "percent", "≥ 199.5 and < 200.5", "≥ 195 and < 205"),
    ("0", "percent", "≥ 0 and < 0.5", "≥ 0 and < 0.5"),
]


@pytest.mark.parametrize(("value", "unit", "usual", "loosest"), BARE)
def test_a_bare_figure_is_what_rounds_to_it(
    value: str, unit: str | None, usual: str, loosest: str
) -> None:
    """A figure without any word is the point as printed, and what rounds to it."""
    reading = read_figure("unqualified", value=Fraction(value), unit=unit)
    assert reading is not None
    assert reading.printed.point == Fraction(value)
    assert said(reading) == (str(reading.printed), usual, loosest)


def test_what_no_decimal_writes_in_full_is_not_rounded() -> None:
    """A number that was worked out, such as a third, has no last digit."""
    third = Fraction(1, 3)
    reading = read_figure("unqualified", value=third, unit="percent")
    assert reading is not None
    assert {reading.printed.point, reading.usual.point, reading.loosest.point} == {
        third
    }


def test_about_is_a_tenth_or_a_quarter_to_either_side() -> None:
    """The point as printed; with two ends each is moved outwards."""
    point = read_figure("about", value=Fraction(20_000))
    assert said(point) == (
        "= 20,000",
        "≥ 18,000 and ≤ 22,000",
        "≥ 15,000 and ≤ 25,000",
    )
    ends = read_figure("about", lower=Fraction(9_000), upper=Fraction(10_000))
    assert said(ends) == (
        "≥ 9,000 and ≤ 10,000",
        "≥ 8,100 and ≤ 11,000",
        "≥ 6,750 and ≤ 12,500",
    )
    low = read_figure("about", lower=Fraction(1_000))
    assert said(low) == ("≥ 1,000", "≥ 900", "≥ 750")


def test_nearly_is_below_and_not_far() -> None:
    """Up to a tenth below; at the loosest a quarter, or the number itself."""
    reading = read_figure("nearly", upper=Fraction(40_000), upper_inclusive=False)
    assert said(reading) == (
        "≥ 0 and < 40,000",
        "≥ 36,000 and < 40,000",
        "≥ 30,000 and ≤ 40,000",
    )


def test_an_order_of_magnitude_is_off_by_no_more_than_one() -> None:
    """Half the lower bound is left, and ten times the upper."""
    reading = read_figure(
        "order-of-magnitude",
        lower=Fraction(200_000),
        upper=Fraction(10**6),
        upper_inclusive=False,
    )
    bounds = "≥ 200,000 and < 1,000,000"
    assert said(reading) == (bounds, bounds, "≥ 100,000 and < 10,000,000")


@pytest.mark.parametrize(
    "code", ["more-than", "at-least", "less-than", "at-most", "between", "suppressed"]
)
def test_bounds_are_taken_as_they_are(code: str) -> None:
    """Nothing is added to a limit that somebody chose."""
    reading = read_figure(
        code, lower=Fraction(3_000), upper=Fraction(4_000), lower_inclusive=False
    )
    assert said(reading) == ("> 3,000 and ≤ 4,000",) * 3


@pytest.mark.parametrize("code", ["exact", None, "roundish"])
def test_what_is_exact_or_unknown_is_read_as_printed(code: str | None) -> None:
    """No convention is made up for a quantifier that has none."""
    reading = read_figure(code, value=Fraction(67_000))
    assert said(reading) == ("= 67,000",) * 3


def test_some_is_one_or_more() -> None:
    """There are some, and no more is said, whether or not a bound is stored."""
    assert said(read_figure("some", lower=Fraction(1))) == ("≥ 1",) * 3
    assert said(read_figure("some")) == ("≥ 1",) * 3


@pytest.mark.parametrize("code", [code for code in CODES if code != "some"])
def test_no_number_is_no_reading(code: str) -> None:
    """A direction alone, or a rank, is no figure to compare."""
    assert read_figure(code) is None


def test_what_is_below_zero_is_cut_off() -> None:
    """No reading of a count goes below zero; a percentage may go above a hundred."""
    reading = read_figure("unqualified", value=Fraction(0), unit="percent")
    assert reading is not None
    assert reading.loosest.low == 0
    share = read_figure("about", value=Fraction(90), unit="percent")
    assert share is not None
    assert share.usual.high == 99
    assert share.loosest.high == Fraction("112.5")


SHARES = [
    ("unqualified", "100", "percent", ("= 100", "≥ 99.5 and ≤ 100", "≥ 95 and ≤ 100")),
    ("about", "90", "percent", ("= 90", "≥ 81 and ≤ 99", "≥ 67.5 and ≤ 100")),
    ("about", "0.9", "ratio", ("= 0.9", "≥ 0.81 and ≤ 0.99", "≥ 0.675 and ≤ 1")),
    (
        "unqualified",
        "120",
        "percent",
        ("= 120", "≥ 119.5 and < 120.5", "≥ 115 and < 125"),
    ),
    ("about", "90", "person", ("= 90", "≥ 81 and ≤ 99", "≥ 67.5 and ≤ 112.5")),
]


@pytest.mark.parametrize(("code", "value", "unit", "readings"), SHARES)
def test_a_share_is_never_above_its_whole(
    code: str, value: str, unit: str, readings: tuple[str, str, str]
) -> None:
    """No reading goes above 100 per cent, or 1; what is printed above it is kept."""
    reading = read_figure(code, value=Fraction(value), unit=unit, share=True)
    assert said(reading) == readings


def test_a_bound_of_a_share_ends_at_its_whole() -> None:
    """More than half is no more than all, even as printed."""
    reading = read_figure(
        "more-than",
        lower=Fraction(50),
        lower_inclusive=False,
        unit="percent",
        share=True,
    )
    assert said(reading) == ("> 50 and ≤ 100",) * 3


@given(
    code=st.sampled_from([code for code in CODES if code != "some"]),
    number=NUMBERS.filter(bool),
    unit=UNITS,
)
def test_a_reading_of_a_share_is_never_empty(
    code: str, number: Fraction, unit: str | None
) -> None:
    """A cap never leaves nothing, and the loosest reading stays the widest."""
    for place in range(3):
        value, lower, upper = (number if n == place else None for n in range(3))
        reading = read_figure(
            code, value=value, lower=lower, upper=upper, unit=unit, share=True
        )
        assert reading is not None
        each = (reading.printed, reading.usual, reading.loosest)
        assert not any(interval.empty for interval in each)
        assert reading.loosest.contains(reading.usual)


@given(code=st.sampled_from(CODES), value=NUMBERS, unit=UNITS)
def test_each_reading_of_a_point_is_wider_than_the_one_before(
    code: str, value: Fraction, unit: str | None
) -> None:
    """What is true as printed is true as usually read, and that at the loosest."""
    reading = read_figure(code, value=value, unit=unit)
    assert reading is not None
    if code not in ("nearly", "order-of-magnitude"):
        assert reading.usual.contains(reading.printed)
    assert reading.loosest.contains(reading.usual)
    assert COUNT.contains(reading.loosest)


@given(code=st.sampled_from(CODES), ends=st.tuples(NUMBERS, NUMBERS), unit=UNITS)
def test_the_loosest_reading_of_bounds_contains_the_usual_one(
    code: str, ends: tuple[Fraction, Fraction], unit: str | None
) -> None:
    """However two bounds are read, the loosest reading is the widest."""
    low, high = sorted(ends)
    reading = read_figure(code, lower=low, upper=high, unit=unit)
    assert reading is not None
    assert reading.loosest.contains(reading.usual)
