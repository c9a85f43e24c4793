"""Figures of different methods of counting are no one series."""

from __future__ import annotations

import pytest

from kg.figures.compare import compare
from kg.figures.derive import derive_bounds
from kg.figures.reconcile import reconcile
from tests.figures.conftest import Make

SINCE, UNTIL = "2023-04-15/2024-01-31", "2023-04-15/2024-09-30"


@pytest.mark.parametrize(
    ("one", "other", "derived"),
    [
        ("", "", ["rest-of-whole"]),
        ("head-count", "head-count", ["rest-of-whole"]),
        ("head-count", "household-survey", []),
        ("head-count", "", []),
    ],
)
def test_nothing_is_subtracted_across_two_methods(
    one: str, other: str, derived: list[str], figure: Make
) -> None:
    a = figure("A", "40,000", SINCE, method=one)
    b = figure("B", "70,000", UNTIL, method=other)

    assert [d.rule for d in derive_bounds([a, b])] == derived


def test_figures_of_two_methods_contradict_nothing_and_the_verdict_says_why(
    figure: Make,
) -> None:
    a = figure("A", "40,000", method="head-count")
    b = figure("B", "70,000", method="household-survey", claimant="agency")

    assert not reconcile([a, b]).contradictions
    assert compare(a, b).verdict == "not comparable"
    assert compare(a, b).reason == (
        "different methods of counting: head-count and household-survey"
    )


@pytest.mark.parametrize("whose", ["A", "B"])
def test_no_remainder_is_derived_from_a_figure_that_may_count_otherwise(
    whose: str, figure: Make
) -> None:
    """Its recorder notes what the words leave open, such as a change of method."""
    a = figure("A", "40,000", SINCE, ambiguous=whose == "A")
    b = figure("B", "70,000", UNTIL, ambiguous=whose == "B")
    known = reconcile([a, b])
    (relation,) = known.relations()

    assert derive_bounds([a, b]) == []
    assert (relation.verdict, "left over" in relation.arithmetic) == (
        *("holds", False),
    )
    assert relation.reason.endswith("what the words leave open allows no remainder")
