"""Bounds that follow name their rule and inputs, and can be worked out again."""

from __future__ import annotations

from typing import Any

import pytest

from kg.figures.derive import derive_bounds
from kg.figures.derived import Derived
from kg.figures.figure import Figure
from kg.figures.stated import ties
from tests.conftest import APRIL, MakeProject
from tests.figures.conftest import Make

FALL = """\
  fall:
    summary: Fewer were sent back.
    claimant: north-ministry
    says:
      type: ChangeObservation
      measures: returns
      {amount}
      changeDirection: decrease
      period: 2025-03
      baseline: {baseline}
  march:
    summary: Five hundred were sent back in March.
    claimant: north-ministry
    says:
      type: FlowObservation
      measures: returns
      amount: 500
      unit: person
      period: 2025-03
"""


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
        ("more than doubled", "ratio", "increase", "15,000", "< 7,500"),
        (*("doubled", "ratio", "increase", "15,675"), "> 7,125 and ≤ about 8,708.3"),
        (
            *("rose 25 per cent", "percent", "increase", "1,251"),
            "> about 996.8 and ≤ about 1,004.8",
        ),
        ("fell by more than a half", "percent", "decrease", "1,251", "> 2,502"),
        ("fell by 1,001", "person", "decrease", "1,251", "= 2,252"),
        ("rose by more than 1,001", "person", "increase", "1,251", "< 250"),
        (
            *("three-fold decrease", "ratio", "decrease", "1,251"),
            "≥ 3,377.7 and < 4,128.3",
        ),
    ],
)
def test_a_change_bounds_the_figure_before_it(
    stated: str, unit: str, direction: str, after: str, bound: str, figure: Make
) -> None:
    """Each bound was worked out by hand from the stated change and the later count."""
    change = figure("F26", stated, "2025-05", kind="change", unit=unit,
                    baseline="2025-04", direction=direction)  # fmt: skip
    found = bounds([change, figure("F25", after, "2025-05")])

    assert found == {"base-of-change": ("2025-04", bound)}


@pytest.mark.parametrize("when", ["2025-04", "2025-05"])
@pytest.mark.parametrize("words", ["254 per cent", "more than 100 per cent"])
def test_a_fall_by_more_than_all_bounds_nothing(
    words: str, when: str, figure: Make
) -> None:
    """There is no figure at the other end; that it is wrong is said elsewhere."""
    change = figure("F26", words, "2025-05", kind="change", unit="percent",
                    baseline="2025-04", direction="decrease")  # fmt: skip
    count = figure("A", "1,251", when)

    assert bounds([change, count]) == {}
    assert ties([change, count]) == []


@pytest.mark.parametrize("baseline", ["2025-02", "2024-12"])
@pytest.mark.parametrize(
    "amount",
    [
        "amount: 254 per cent",
        "quantityText: 254 per cent\n      quantifier: exact\n"
        "      value: 254\n      unit: percent",
    ],
    ids=["short", "long"],
)
def test_a_fall_by_more_than_all_is_an_error_at_its_line(
    project: MakeProject, amount: str, baseline: str
) -> None:
    """Whether a figure before it is known or not; nothing is written."""
    name = "sources/gazette-20250401/facts.yaml"
    text = APRIL + FALL.format(amount=amount, baseline=baseline)
    line = 1 + text.splitlines().index("  fall:")
    found = project({name: text}).refused().findings
    errors = [str(finding) for finding in found if finding.level == "error"]

    assert len(errors) == 1
    assert errors[0].startswith(
        f"{name}:{line}: error: gazette-20250401.fall: Nothing falls by more than 100 "
        "per cent"
    )


def test_a_change_bounds_the_figure_after_it(figure: Make) -> None:
    change = figure("F26", "more than two-fold", "2025-05", kind="change", unit="ratio",
                    baseline="2025-04", direction="increase")  # fmt: skip
    found = bounds([change, figure("A", "6,879", "2025-04")])

    assert found == {"result-of-change": ("2025-05", "> 13,758")}


def test_a_share_bounds_the_part(figure: Make) -> None:
    """70 per cent, to the last digit, of 714,572; more than a third of above 900."""
    whole = figure("all", "714,572", "2025")
    share = figure("share", "70 per cent", "2025", kind="share", unit="percent",
                   coercion="forced", share_of="o-all")  # fmt: skip
    (found,) = derive_bounds([whole, share])

    assert (found.rule, str(found.bound)) == (
        "part-by-share",
        "≥ 496,627.54 and < 503,773.26",
    )
    assert found.scope.coercion == "forced"
    assert str(found.scope.period) == "2025"


def test_a_share_of_its_own_whole_bounds_nothing(figure: Make) -> None:
    """Without a group, a place or a coercion of its own, a share is of nobody knows."""
    whole = figure("all", "714,572", "2025")
    share = figure("share", "70 per cent", "2025", kind="share", unit="percent",
                   share_of="o-all")  # fmt: skip

    assert bounds([whole, share]) == {}


@pytest.mark.parametrize(("when", "after"), [("2025-05", True), ("2025-03", False)])
def test_a_change_from_a_later_figure_bounds_nothing(
    when: str, after: bool, figure: Make
) -> None:
    """A change leads from an earlier figure: what begins after it, it is not from."""
    change = figure("F26", "more than two-fold", when, kind="change", unit="ratio",
                    compared_to="o-A", direction="increase")  # fmt: skip
    found = [change, figure("A", "6,879", "2025-04")]

    assert ("result-of-change" in bounds(found)) == after
    assert len(ties(found)) == after


@pytest.mark.parametrize(("when", "shared"), [("2025-06", True), ("2026", False)])
def test_a_share_of_another_time_bounds_nothing(
    when: str, shared: bool, figure: Make
) -> None:
    """A part has a day in common with the whole of which it is a share."""
    whole = figure("all", "714,572", "2025")
    share = figure("share", "70 per cent", when, kind="share", unit="percent",
                   coercion="forced", share_of="o-all")  # fmt: skip

    assert len(bounds([whole, share])) == shared
    assert len(ties([whole, share])) == shared


def test_the_rest_of_a_whole_is_bounded(figure: Make) -> None:
    """157,651 in a year less 65,519 by June; up to 300 less more than 120."""
    half = "2023-01-01/2023-06-30"
    found = derive_bounds([figure("A", "157,651", "2023"), figure("B", "65,519", half)])
    less = derive_bounds([figure("A", "up to 300", "2023"),
                          figure("B", "more than 120", half)])  # fmt: skip

    assert [(d.rule, str(d.scope.period), str(d.bound)) for d in (*found, *less)] == [
        ("rest-of-whole", "2023-07 to 2023-12", "= 92,132"),
        ("rest-of-whole", "2023-07 to 2023-12", "< 180"),
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"claimant": "agency"},
        {"coercion": "forced"},
        {"unit": "family"},
        {"approximate": True},
        {"when": "2023-02-01/2023-06-30"},
        {"measures": "arrivals"},
    ],
)
def test_the_rest_is_taken_of_one_series_only(
    other: dict[str, Any], figure: Make
) -> None:
    """A part from within, or of another count, leaves no single rest."""
    about = {"when": "2023-01-01/2023-06-30"} | other
    found = derive_bounds(
        [figure("A", "157,651", "2023"), figure("B", "65,519", **about)]
    )

    assert found == []


def test_a_rest_that_is_counted_itself_is_not_derived(figure: Make) -> None:
    months = ["2025-01/2025-02", "2025-01", "2025-02"]
    found = derive_bounds([figure(when, "101", when) for when in months])

    assert {d.rule for d in found} == {"sum-of-parts"}


def test_vague_words_are_not_taken_at_their_word(figure: Make) -> None:
    """About 50,000 may be 45,000: more than 48,000 is all that follows."""
    found = bounds(
        [figure("A", "more than 3,000"), figure("B", "about 50,000", "2025-05")]
    )

    assert found["sum-of-parts"][1] == "> 48,000"


def test_rounded_figures_give_no_exact_sum(figure: Make) -> None:
    """67,000 and 68,000 are each known to five hundred, their sum to a thousand."""
    found = bounds([figure("A", "67,000"), figure("B", "68,000", "2025-05")])

    assert found["sum-of-parts"][1] == "≥ 134,000 and < 136,000"


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
