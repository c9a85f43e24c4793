"""A sum that would mislead is refused, with the pair and the reason."""

from __future__ import annotations

import re

import pytest

from kg.figures.figure import Related
from kg.figures.total import NotAddable, gaps, left_out, total
from tests.figures.conftest import Make

APART = Related({}, frozenset({frozenset({"card-holders", "permit-holders"})}))


def test_months_of_one_series_are_added(figure: Make) -> None:
    """135,000 and 67,000 and 3,000 make 205,000, and more if one was a lower bound."""
    found = total(
        [
            figure("C", "more than 3,000", "2025-06-01/2025-06-02"),
            figure("A", "more than 135,000", "2025-04"),
            figure("B", "67,000", "2025-05"),
        ]
    )

    assert [f.claim for f in found.figures] == ["A", "B", "C"]
    assert str(found.printed) == "> 205,000"
    assert str(found.usual) == "> 204,500"
    assert found.unit == "person"


def test_the_forced_part_of_a_series_adds_to_a_lower_bound_only(figure: Make) -> None:
    found = total([figure("A", "100"), figure("B", "50", "2025-05", coercion="forced")])

    assert str(found.printed) == "≥ 150"
    assert found.notes == (
        "coercion differs (forced, unknown): no more than a lower bound for all",
    )


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ({}, {"when": "2025-04-15/2025-05-15"}, "overlap"),
        ({}, {"when": "2025"}, "a whole with its part"),
        ({}, {"when": "2025-04"}, "two figures for the same period"),
        ({}, {"unit": "family"}, "different units"),
        ({}, {"unit": "crossing"}, "crossings are no people"),
        ({}, {"kind": "stock"}, "a stock and a flow"),
        ({"kind": "stock"}, {"kind": "stock"}, "a stock on two days"),
        ({"currency": "EUR"}, {"currency": "USD"}, "different currencies"),
        ({"stage": "pledged"}, {"stage": "disbursed"}, "different stages"),
        ({"method": "head-count"}, {"method": "registration"}, "different methods"),
        ({}, {"method": "head-count"}, "different methods"),
        ({}, {"measures": "other-flow"}, "not stated to be disjoint"),
    ],
)
def test_a_pair_that_cannot_be_added(
    first: dict[str, str], second: dict[str, str], reason: str, figure: Make
) -> None:
    """Whatever else is added, and in whatever order, the two are named."""
    pair = [
        figure("A", "1,250", **{"when": "2025-04"} | first),
        figure("B", "2,250", **{"when": "2025-05"} | second),
    ]

    for figures in (pair, pair[::-1]):
        with pytest.raises(NotAddable, match=re.escape(reason)) as refused:
            total(figures)
        assert refused.value.second is not None
        assert {refused.value.first.claim, refused.value.second.claim} == {"A", "B"}


@pytest.mark.parametrize(
    ("about", "reason"),
    [
        ({"modality": "planned"}, "it is planned, not counted"),
        ({"modality": "predicted"}, "it is predicted, not counted"),
        ({"disputed_by": ("D",)}, "it is disputed by D"),
        ({"revised": True}, "its claimant has replaced it"),
        ({"unit": "unspecified"}, "what was counted is not settled"),
        ({"kind": "change", "unit": "ratio"}, "a change is no count"),
    ],
)
def test_one_figure_that_can_be_part_of_no_sum(
    about: dict[str, object], reason: str, figure: Make
) -> None:
    with pytest.raises(NotAddable, match=reason) as refused:
        total([figure("A", "two", **about), figure("B", "67,000", "2025-05")])

    assert refused.value.first.claim == "A"
    assert refused.value.second is None


def test_two_populations_are_added_only_if_stated_to_be_disjoint(figure: Make) -> None:
    """D6: 800,000 with cancelled permits and 1.3 million card holders are no 2.1."""
    stock = {"when": "2025-06-04", "kind": "stock"}
    permits = figure("F05", "more than 800,000", measures="permit-holders", **stock)
    cards = figure("F44", "1.3 million", measures="card-holders", **stock)

    with pytest.raises(NotAddable, match="not stated to be disjoint"):
        total([permits, cards])
    assert str(total([permits, cards], APART).printed) == "> 2,100,000"


def test_parts_of_disjoint_populations_are_disjoint(figure: Make) -> None:
    stock = {"when": "2025-06-04", "kind": "stock"}
    within = {"women-with-permits": frozenset({"permit-holders"})}
    related = Related(within, APART.disjoint)
    women = figure("A", "100", measures="women-with-permits", **stock)
    cards = figure("B", "200", measures="card-holders", **stock)

    assert str(total([women, cards], related).printed) == "= 300"


def test_a_part_is_not_added_to_its_whole(figure: Make) -> None:
    related = Related({"from-iran": frozenset({"all"})})
    whole = figure("A", "100", measures="all")
    part = figure("B", "50", "2025-05", measures="from-iran")

    with pytest.raises(NotAddable, match="a whole with its part: all and from-iran"):
        total([whole, part], related)


def test_crossings_are_not_people_even_alone(figure: Make) -> None:
    crossings = figure("A", "1.2 million", unit="crossing")

    assert total([crossings]).unit == "crossing"
    with pytest.raises(NotAddable, match="crossings are no people"):
        total([crossings], unit="person")


def test_a_long_count_is_seen_behind_a_short_one(figure: Make) -> None:
    """A year overlaps its last month, too, though a month lies between in the list."""
    year, may, december = (
        figure("A", "12,001", "2025"),
        figure("B", "1,001", "2025-05"),
        figure("C", "1,002", "2025-12"),
    )

    with pytest.raises(NotAddable):
        total([year, december, may])
    with pytest.raises(NotAddable):
        total([year, december])


def test_nothing_is_no_sum() -> None:
    with pytest.raises(ValueError, match="nothing to add"):
        total([])


def test_the_forced_and_the_free_of_one_claimant_are_added(figure: Make) -> None:
    """Nobody is both; what is neither is missing, so the sum is a lower bound."""
    forced, free = figure("A", "100", coercion="forced"), {"coercion": "voluntary"}

    assert str(total([forced, figure("B", "50", **free)]).printed) == "≥ 150"
    with pytest.raises(NotAddable, match="two figures for the same period"):
        total([forced, figure("B", "50", claimant="agency", **free)])


def test_displacement_is_not_added_to_returns(figure: Make) -> None:
    away = figure("A", "100", homeward=False, movement="internal-displacement")
    back = figure("B", "50", "2025-05", homeward=True, movement="return")

    with pytest.raises(NotAddable, match="different movements"):
        total([away, back])


def test_what_is_left_out_of_a_sum_is_said(figure: Make) -> None:
    figures = [
        figure("A", "100", "2025-01"),
        figure("B", "100", "2025-02", disputed_by=("D",)),
        figure("C", "100", "2025-03", modality="planned"),
        figure("E", "100", "2025-04", revised=True),
    ]

    assert list(left_out(figures)) == [
        "left out: B (100), disputed by D",
        "left out: C (100), which is planned",
        "left out: E (100), which its claimant has replaced",
    ]


def test_days_that_no_figure_is_of_are_said(figure: Make) -> None:
    figures = [figure("A", "1", "2025-01"), figure("B", "1", "2025-03")]

    assert list(gaps(figures)) == ["no figure is of 2025-02"]
    assert list(gaps(figures[:1])) == []
