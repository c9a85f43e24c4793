"""What is paid or counted in instalments adds up, and contradicts nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kg.figures.compare import compare
from kg.figures.figure import Figure
from kg.figures.instalments import instalments
from kg.figures.reconcile import Reconciliation, reconcile
from kg.figures.total import NotAddable, total
from tests.figures.conftest import Make

PAID: dict[str, Any] = {
    **{"measures": "aid", "unit": "money", "currency": "USD"},
    **{"stage": "disbursed", "document": "report"},
}
FURTHER: dict[str, Any] = {"in_addition_to": frozenset({"A"})}


def sets(known: Reconciliation) -> list[list[str]]:
    return [[f.claim for f in c.figures] for c in known.contradictions]


def marks(*figures: Figure) -> dict[str, str]:
    return {f.claim: f.scope.instalment for f in instalments(figures)}


def test_a_further_count_adds_up_and_contradicts_nothing(figure: Make) -> None:
    known = reconcile([figure("A", "12,000"), figure("B", "2,000", **FURTHER)])

    assert sets(known) == []
    assert str(total(known.figures).printed) == "= 14,000"
    assert total(known.figures).notes == ()
    assert compare(*known.figures).reason.startswith("instalments")


def test_two_counts_of_which_nothing_is_said_are_at_odds(figure: Make) -> None:
    """People are counted again, and not paid out: one of the two is wrong."""
    known = reconcile([figure("A", "12,000"), figure("B", "2,000")])

    assert sets(known) == [["A", "B"]]


def test_two_payments_of_one_report_are_two_payments_and_the_sum_says_so(
    figure: Make,
) -> None:
    known = reconcile([figure("A", "12 million", **PAID), figure("B", "2", **PAID)])

    assert sets(known) == []
    assert str(total(known.figures).printed) == "= 12,000,002"
    assert "A and B are taken as payments" in total(known.figures).notes[0]


@pytest.mark.parametrize(
    "other",
    [
        {"stage": "pledged"},
        {"stage": ""},
        {"document": "another"},
        {"claimant": "agency"},
        {"modality": "alleged"},
    ],
)
def test_what_may_be_one_sum_is_not_taken_as_two_payments(
    other: dict[str, str], figure: Make
) -> None:
    first = {"stage": other["stage"]} if "stage" in other else {}
    given = marks(
        figure("A", "12 million", **PAID | first),
        figure("B", "2 million", **PAID | other),
    )

    assert given == {"A": "", "B": ""}


def test_a_sum_said_again_more_loosely_is_no_second_payment(figure: Make) -> None:
    given = marks(
        figure("A", "12 million", **PAID),
        figure("B", "more than 10 million", **PAID),
        figure("C", "2 million", **PAID),
    )

    assert given == {"A": "A", "B": "A", "C": "C"}


def test_a_correction_and_a_repeat_of_an_instalment_are_that_instalment(
    figure: Make,
) -> None:
    later = date(2025, 8, 1)
    known = reconcile(
        [
            figure("A", "12,000"),
            figure("B", "2,000", **FURTHER),
            figure("C", "3,000", revises=frozenset({"B"}), published=later),
            figure("D", "3,000", restates=frozenset({"C"}), claimant="agency"),
        ]
    )

    assert {f.claim: f.scope.instalment for f in known.figures} == {
        **{"A": "A", "B": "B", "C": "B", "D": "B"}
    }
    assert [f.claim for f in known.figures if f.revised] == ["B"]
    standing = [f for f in known.figures if f.stands and f.claim != "D"]
    assert str(total(standing).printed) == "= 15,000"


def test_instalments_together_are_no_more_than_the_whole(figure: Make) -> None:
    """Each lies within 13,001, and both together do not."""
    known = reconcile(
        [
            figure("A", "12,001"),
            figure("B", "2,001", **FURTHER),
            figure("W", "13,001", claimant="agency"),
        ]
    )

    assert sets(known) == [["A", "B", "W"]]
    with pytest.raises(NotAddable):
        total(known.figures)


def test_what_is_further_in_another_period_is_a_figure_of_its_own(figure: Make) -> None:
    given = marks(figure("A", "12,000"), figure("B", "2,000", "2025-05", **FURTHER))

    assert given == {"A": "", "B": ""}


def test_no_instalment_is_taken_for_the_whole(figure: Make) -> None:
    """A count of April is held against no payment of that month."""
    known = reconcile(
        [
            figure("A", "12,000"),
            figure("B", "2,000", **FURTHER),
            figure("W", "20,000", "2025-04/2025-06"),
        ]
    )

    assert not [r for r in known.relations() if r.others]


def test_tranches_add_up_and_contradict_nothing(figure: Make) -> None:
    one, two = {"tranche": "first"}, {"tranche": "second"}
    known = reconcile(
        [figure("A", "12 million", **PAID | one), figure("B", "2", **PAID | two)]
    )

    assert sets(known) == []
    assert str(total(known.figures).printed) == "= 12,000,002"
    assert total(known.figures).notes == ()


def test_one_tranche_is_one_sum_whoever_gives_it(figure: Make) -> None:
    """What donor and agency say of the first tranche is no two payments."""
    first = PAID | {"tranche": "first"}
    known = reconcile(
        [
            figure("A", "12,001", **first),
            figure("B", "14,001", **first | {"claimant": "agency"}),
            figure("C", "15,001", **first),
        ]
    )

    assert sets(known) == [["A", "B"], ["A", "C"], ["B", "C"]]
    with pytest.raises(NotAddable, match="two figures for the same period"):
        total(known.figures)


def test_a_tranche_is_not_added_to_the_whole(figure: Make) -> None:
    whole = reconcile(
        [
            figure("A", "12,001", **PAID | {"tranche": "first"}),
            figure("W", "20,001", **PAID),
        ]
    )

    with pytest.raises(NotAddable, match="two figures for the same period"):
        total(whole.figures)


def test_what_goods_are_worth_is_no_payment(figure: Make) -> None:
    paid, worth = figure("A", "12,001", **PAID), PAID | {"worth": "worth of goods"}
    other = figure("B", "2,001", "2025-05", **worth)

    with pytest.raises(NotAddable, match="a sum of money and the worth of goods"):
        total([paid, other])
    assert compare(paid, other).verdict == "not comparable"
    assert sets(reconcile([paid, figure("C", "2,001", **worth)])) == []
