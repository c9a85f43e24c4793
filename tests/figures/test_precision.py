"""Bare figures are read as closely as others of their claimant's series are given."""

from __future__ import annotations

import pytest

from kg.figures.derive import derive_bounds
from kg.figures.figure import Figure
from kg.figures.reconcile import reconcile

from .conftest import Make

MONTHS = ("2025-04", "2025-05", "2025-06")
QUARTER = "2025-04/2025-06"


def read(figures: list[Figure], claim: str) -> tuple[str, str]:
    """Return the usual and the loosest reading of a figure among others."""
    reading = reconcile(figures).by_claim[claim].number
    return str(reading.usual), str(reading.loosest)


def verdict(figure: Make, months: tuple[str, str, str], whole: str) -> str:
    """Hold three months of one claimant against its quarter."""
    parts = [
        figure(when, words, when) for when, words in zip(MONTHS, months, strict=True)
    ]
    known = reconcile([*parts, figure("whole", whole, QUARTER)])
    (relation,) = known.relations()
    return relation.verdict


@pytest.mark.parametrize(
    ("months", "whole", "expected"),
    [
        (("10,000", "12,000", "15,000"), "30,000", "fails"),
        (("10,000", "12,000", "15,000"), "40,000", "fails"),
        (("20,000", "31,000", "40,000"), "80,000", "fails"),
        (("10,000", "12,000", "15,000"), "37,000", "holds"),
        (("10,000", "12,000", "15,000"), "38,000", "holds"),
        (("10,000", "10,000", "10,000"), "40,000", "cannot tell"),
        (("10,000", "12,345", "15,678"), "30,000", "fails"),
        (("about 10,000", "12,000", "15,000"), "34,000", "cannot tell"),
    ],
)
def test_months_in_thousands_contradict_a_quarter_that_is_thousands_off(
    figure: Make, months: tuple[str, str, str], whole: str, expected: str
) -> None:
    """10,000 beside 12,000 is no 14,000; words such as "about" stay as vague."""
    assert verdict(figure, months, whole) == expected


def test_a_figure_is_read_with_the_digits_of_the_coarsest_finer_one(
    figure: Make,
) -> None:
    """Two digits of 67,000, not three of 123,000: and a million with two is rough."""
    figures = [
        figure("april", "100,000"),
        figure("may", "67,000", "2025-05"),
        figure("june", "123,000", "2025-06"),
        figure("since", "1,000,000", "2023-09/2025-03"),
    ]
    assert read(figures, "april") == ("≥ 95,000 and < 105,000",) * 2
    assert read(figures, "since") == ("≥ 950,000 and < 1,050,000",) * 2


def test_three_digits_are_taken_from_what_is_of_about_the_size(figure: Make) -> None:
    """100,000 beside 123,000 is to the thousand; a million beside it to two digits."""
    figures = [
        figure("april", "100,000"),
        figure("june", "123,000", "2025-06"),
        figure("since", "1,000,000", "2023-09/2025-03"),
    ]
    assert read(figures, "april") == ("≥ 99,500 and < 100,500",) * 2
    assert read(figures, "since") == ("≥ 950,000 and < 1,050,000",) * 2


def test_a_count_that_happens_to_end_in_a_zero_is_no_rounded_one(
    figure: Make,
) -> None:
    """12,340 was counted: a million beside it is as rough as it was."""
    figures = [
        figure("april", "12,340"),
        figure("may", "10,000", "2025-05"),
        figure("since", "1,000,000", "2023-09/2025-03"),
    ]
    assert read(figures, "may") == ("≥ 9,500 and < 10,500",) * 2
    assert read(figures, "since")[1] == "≥ 500,000 and < 1,500,000"


def test_zeros_that_are_printed_are_not_read_more_closely(figure: Make) -> None:
    """1.0 million beside 1.23 million is to the tenth of a million that it prints."""
    figures = [figure("a", "1.0 million"), figure("b", "1.23 million", "2025-05")]
    assert read(figures, "a") == ("≥ 950,000 and < 1,050,000",) * 2


def test_no_figure_is_read_more_closely_than_its_model_is_printed(
    figure: Make,
) -> None:
    """Who prints thousands prints 1,000 for 1,400, too."""
    figures = [figure("april", "1,000"), figure("may", "12,000", "2025-05")]
    assert read(figures, "april") == ("≥ 950 and < 1,050", "≥ 500 and < 1,500")


def test_beside_a_count_in_full_a_round_one_of_its_size_is_near(figure: Make) -> None:
    """7,000 beside 6,879 is no 7,400; a million since 2023 may still be any."""
    figures = [
        figure("april", "6,879"),
        figure("may", "7,000", "2025-05"),
        figure("since", "1,000,000", "2023-09/2025-03"),
    ]
    assert read(figures, "may") == ("≥ 6,650 and < 7,350",) * 2
    assert read(figures, "since")[1] == "≥ 500,000 and < 1,500,000"
    assert read(figures, "april") == ("= 6,879", "= 6,879")


@pytest.mark.parametrize(
    "about",
    [
        {"claimant": "agency"},
        {"unit": "family"},
        {"measures": "departures"},
        {"method": "survey"},
        {"modality": "denied"},
        {"kind": "stock"},
    ],
)
def test_what_is_of_another_series_says_nothing(
    figure: Make, about: dict[str, str]
) -> None:
    """Another claimant, unit, thing, method or kind has a rounding of its own."""
    figures = [figure("april", "10,000"), figure("may", "12,000", "2025-05", **about)]
    assert read(figures, "april")[1] == "≥ 5,000 and < 15,000"


def test_it_is_told_whose_precision_was_taken(figure: Make) -> None:
    """The figure names the claim beside which it is read more closely."""
    figures = [figure("april", "10,000"), figure("may", "12,000", "2025-05")]
    known = reconcile(figures).by_claim
    assert known["april"].as_closely_as == "may"
    assert known["may"].as_closely_as == ""


def test_a_zero_that_is_printed_is_read(figure: Make) -> None:
    """10.0 and 10.4 million are two numbers, 10 and 10.4 million may be one."""
    apart = [figure("a", "10.0 million"), figure("b", "10.4 million", claimant="un")]
    one = [figure("a", "10 million"), figure("b", "10.4 million", claimant="un")]
    for figures, expected in ((apart, "conflicts"), (one, "refines")):
        (group,) = reconcile(figures).groups
        assert [c.verdict for c in group.comparisons()] == [expected]


def test_what_is_implied_is_never_laxer_than_what_is_derived(figure: Make) -> None:
    """More than 3,000, and 5,000: together more than 8,000, in both places."""
    figures = [
        figure("april", "more than 3,000"),
        figure("may", "5,000", "2025-05"),
        figure("both", "more than 2,000", "2025-04/2025-05", claimant="agency"),
    ]
    known = reconcile(figures)
    (derived,) = (d for d in derive_bounds(known.index) if d.rule == "sum-of-parts")
    (group,) = (g for g in known.groups if g.scope == derived.scope)
    assert str(derived.bound) == "> 8,000"
    assert str(group.tightest) == "> 8,000"
