"""Bounds that follow name their rule and inputs, and can be worked out again."""

from __future__ import annotations

import pytest

from kg.figures.derive import Derived, derive_bounds
from kg.figures.figure import Figure
from tests.figures.conftest import Make


def bounds(figures: list[Figure]) -> dict[str, tuple[str, str]]:
    return {d.rule: (str(d.scope.period), str(d.bound)) for d in derive_bounds(figures)}


@pytest.fixture
def series(figure: Make) -> list[Figure]:
    """Return the months of the first article, its total, and a family count."""
    return [
        figure("F01", "Over 200,000", "2025-04/2025-06-04"),
        figure("F09", "more than 135,000", "2025-04"),
        figure("F10", "67,000", "2025-05"),
        figure("F12", "more than 3,000", "2025-06-01/2025-06-02", coercion="forced"),
    ]


def test_consecutive_counts_of_one_claimant_are_added(series: list[Figure]) -> None:
    """D1: more than 205,000 from 1 April to 2 June; the rounding of May is noted."""
    (found,) = derive_bounds(series)

    assert (found.rule, str(found.bound)) == ("sum-of-parts", "> 205,000")
    assert str(found.scope.period) == "2025-04-01 to 2025-06-02"
    assert [f.claim for f in found.inputs] == ["F09", "F10", "F12"]
    assert "> 204,500" in found.note


def test_a_gap_ends_a_run(series: list[Figure]) -> None:
    assert bounds([f for f in series if f.claim != "F10"]) == {}


def test_counts_of_two_claimants_are_not_added(figure: Make) -> None:
    assert not bounds(
        [figure("A", "101"), figure("B", "202", "2025-05", claimant="agency")]
    )


@pytest.mark.parametrize(
    ("stated", "unit", "direction", "after", "bound"),
    [
        ("more than two-fold", "ratio", "increase", "15,675", "< 7,837.5"),
        ("doubled", "ratio", "increase", "15,676", "= 7,838"),
        ("rose 25 per cent", "percent", "increase", "1,251", "= 1,000.8"),
        ("fell by more than a half", "percent", "decrease", "1,251", "> 2,502"),
        ("fell by 1,001", "person", "decrease", "1,251", "= 2,252"),
        ("rose by more than 1,001", "person", "increase", "1,251", "< 250"),
        ("three-fold decrease", "ratio", "decrease", "1,251", "= 3,753"),
    ],
)
def test_a_change_bounds_the_figure_before_it(
    stated: str, unit: str, direction: str, after: str, bound: str, figure: Make
) -> None:
    """Each bound was worked out by hand from the stated change and the later count."""
    change = figure("F26", stated, "2025-05", kind="change", unit=unit,
                    baseline="2025-04", direction=direction)  # fmt: skip
    found = bounds([change, figure("F25", after, "2025-05")])

    assert found == {"base-of-change": ("2025-04-01 to 2025-04-30", bound)}


def test_a_change_bounds_the_figure_after_it(figure: Make) -> None:
    change = figure("F26", "more than two-fold", "2025-05", kind="change", unit="ratio",
                    baseline="2025-04", direction="increase")  # fmt: skip
    found = bounds([change, figure("A", "6,879", "2025-04")])

    assert found == {"result-of-change": ("2025-05-01 to 2025-05-31", "> 13,758")}


def test_a_difference_of_two_lower_bounds_is_not_derived(figure: Make) -> None:
    """D8: how many left before April cannot be had from two lower bounds."""
    total = figure("F21", "more than 1 million", "2023-01-01/2025-06-04")
    since_april = figure("F01", "Over 200,000", "2025-04/2025-06-04")

    assert bounds([total, since_april]) == {}


def test_what_is_disputed_or_replaced_derives_nothing(figure: Make) -> None:
    april = figure("A", "101", disputed_by=("D",))

    assert bounds([april, figure("B", "202", "2025-05")]) == {}


def test_the_key_is_that_of_the_rule_and_its_inputs(series: list[Figure]) -> None:
    (first,) = derive_bounds(series)
    (again,) = derive_bounds(reversed(series))
    (other,) = derive_bounds(series[:3])

    assert isinstance(first, Derived)
    assert first == again
    assert first.key.startswith("sum-of-parts-")
    assert first.key != other.key
