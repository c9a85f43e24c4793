"""A weight is a number only where the sources give one, and nobody is counted twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kg.ask.network.counts import UNKNOWN, Count, Counted, EdgeCounts
from kg.figures.figure import Figure
from kg.figures.reconcile import reconcile
from tests.ask.network.reading import edges, periods
from tests.figures.conftest import make_figure

Told = list[tuple[str, float | None, str]]


def counted(*figures: Figure) -> Counted:
    """Return what figures, all of one edge, amount to."""
    return EdgeCounts(reconcile(figures)).of(f.claim for f in figures)


def told(found: Counted) -> Told:
    """Return period, weight and status of each count in time."""
    return [(str(p), count.weight, count.status) for p, count in found.periods]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # a bare figure is the point, and usually read as what rounds to it
        ("6,879", Count("point", 6879, 6879, 6879)),
        ("67,000", Count("point", 67000, 66500, 67500)),
        ("about 1,900", Count("point", 1900, 1710, 2090)),
        ("none", Count("point", 0, 0, 0)),
        # the middle of a range stands for it if its ends are near each other
        ("between 1,000 and 2,000", Count("range", 1500, 1000, 2000)),
        ("between 1,000 and 2,001", Count("range", None, 1000, 2001)),
        ("between 100 and 300", Count("range", None, 100, 300)),
        # an order of magnitude is a range of a factor of five
        ("tens of thousands", Count("range", None, 20000, 100000)),
        # bounds are no numbers
        ("more than 1,200", Count("lower-bound", None, 1200, None)),
        ("at least 11,000", Count("lower-bound", None, 11000, None)),
        ("up to 500", Count("upper-bound", None, 0, 500)),
        ("fewer than 500", Count("upper-bound", None, 0, 500)),
        # "nearly" is usually read as the last tenth below
        ("nearly 2,000", Count("upper-bound", None, 1800, 2000)),
    ],
)
def test_words_become_a_weight_or_none(words: str, expected: Count) -> None:
    """The weight is what the words print; low and high are what they usually mean."""
    found = counted(make_figure("A", words))

    assert found.total == expected
    assert found.periods == ((make_figure("A").period, expected),)


def test_an_edge_without_figures_has_an_unknown_count() -> None:
    assert counted() == Counted((), UNKNOWN)
    assert EdgeCounts(reconcile([make_figure("A", "14")])).of(["B"]).total == UNKNOWN


@pytest.mark.parametrize(
    "about",
    [
        {"disputed_by": ("D",)},
        {"modality": "planned"},
        {"modality": "threatened"},
        {"modality": "alleged"},
        {"modality": "denied"},
        {"revised": True},
        {"kind": "change"},
        {"kind": "share", "unit": "percent"},
    ],
    ids=lambda about: " ".join(map(str, about.values())),
)
def test_what_is_not_put_forward_as_a_count_counts_for_nothing(
    about: dict[str, Any],
) -> None:
    """Neither alone nor beside a count that stands, whatever its period."""
    other = make_figure("A", "9,999", "2025-05", **about)

    assert counted(other) == Counted((), UNKNOWN)
    found = counted(make_figure("B", "14"), other)
    assert found.total.weight == 14
    assert told(found) == [("2025-04", 14, "point")]


def test_a_later_figure_of_the_same_voice_replaces_the_earlier() -> None:
    """A ministry that raises its count is not in contradiction with itself."""
    found = counted(
        make_figure("A", "8,001", published=date(2025, 5, 1)),
        make_figure("B", "9,401", published=date(2025, 6, 1)),
    )

    assert found.total == Count("point", 9401, 9401, 9401)


def test_one_number_that_is_repeated_counts_once() -> None:
    """Two papers, or two voices, on one number do not make twice as many people."""
    found = counted(
        make_figure("A", "6,879", document="one"),
        make_figure("B", "6,879", document="two"),
        make_figure("C", "about 7,000", claimant="agency"),
    )

    # about 7,000 is 6,300 to 7,700, which has nothing to add to 6,879
    assert found.total == Count("point", 6879, 6879, 6879)
    assert len(found.periods) == 1


def test_a_number_goes_before_a_bound_of_the_same_number() -> None:
    """Of "more than 6,000" and "6,879" the second is what the edge weighs."""
    found = counted(
        make_figure("A", "more than 6,000", claimant="agency"),
        make_figure("B", "6,879"),
    )

    assert found.total == Count("point", 6879, 6879, 6879)


def test_the_least_rounded_number_is_the_weight() -> None:
    """What one voice rounds and another does not is the number not rounded."""
    found = counted(
        make_figure("A", "67,000", claimant="agency"),
        make_figure("B", "67,123"),
    )

    assert found.total == Count("point", 67123, 67123, 67123)


def test_voices_that_contradict_each_other_give_no_weight() -> None:
    """The ends are those of all that is said: 1,001 and 5,001."""
    found = counted(
        make_figure("A", "1,001"),
        make_figure("B", "5,001", claimant="agency"),
    )

    assert found.total == Count("contradicted", None, 1001, 5001)
    assert told(found) == [("2025-04", None, "contradicted")]


def test_a_sum_over_time_with_a_contradiction_in_it_has_no_weight() -> None:
    """Its ends are those of all that is said, too, and not of one voice alone."""
    found = counted(
        make_figure("A", "1,001"),
        make_figure("B", "5,001", claimant="agency"),
        make_figure("C", "11", "2025-05"),
    )

    assert found.total == Count("contradicted", None, 1012, 5012)
    assert [weight for _, weight, _ in told(found)] == [None, 11]


def test_counts_of_periods_that_do_not_overlap_are_added() -> None:
    """Two months are their sum, and in time each its own."""
    found = counted(make_figure("A", "101"), make_figure("B", "202", "2025-05"))

    assert found.total == Count("point", 303, 303, 303)
    assert told(found) == [
        ("2025-04", 101, "point"),
        ("2025-05", 202, "point"),
    ]


def test_a_number_and_a_bound_are_a_bound_together() -> None:
    """101 and more than 200 are more than 301, and no number."""
    found = counted(
        make_figure("A", "101"), make_figure("B", "more than 200", "2025-05")
    )

    assert found.total == Count("lower-bound", None, 301, None)


def test_ranges_that_are_added_keep_their_middle() -> None:
    """100 to 200 and 300 to 400 are 400 to 600, of which 500 is the middle."""
    found = counted(
        make_figure("A", "between 100 and 200"),
        make_figure("B", "between 300 and 400", "2025-05"),
    )

    assert found.total == Count("range", 500, 400, 600)


def test_a_whole_and_its_parts_are_never_added() -> None:
    """The total is that of the whole, and in time its months stand for it."""
    found = counted(
        make_figure("Q", "606", "2025-04/2025-06"),
        make_figure("A", "101", "2025-04"),
        make_figure("B", "202", "2025-05"),
        make_figure("C", "303", "2025-06"),
    )

    assert found.total == Count("point", 606, 606, 606)
    assert [weight for _, weight, _ in told(found)] == [101, 202, 303]


def test_what_overlaps_in_part_is_never_added() -> None:
    """April to May and May to June share a month: one is left out, and one a part."""
    found = counted(
        make_figure("A", "101", "2025-04/2025-05"),
        make_figure("B", "202", "2025-05/2025-06"),
    )

    assert len(found.periods) == 1
    assert found.total == Count("part", None, 101)


def test_the_forced_alone_do_not_stand_for_all() -> None:
    """Of a count of all and one of the forced in the same month it is that of all."""
    found = counted(
        make_figure("A", "1,001"),
        make_figure("B", "777", coercion="forced"),
    )

    assert found.total == Count("point", 1001, 1001, 1001)
    assert told(found) == [("2025-04", 1001, "point")]


def test_the_forced_and_the_rest_are_a_bound_over_time() -> None:
    """All of April and the forced of May together are no fewer than the sum."""
    found = counted(
        make_figure("A", "1,001"),
        make_figure("B", "777", "2025-05", coercion="forced"),
    )

    assert (found.total.status, found.total.weight) == ("lower-bound", None)
    assert (found.total.low, found.total.high) == (1778, None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"unit": "family"}),
        ({"kind": "stock"}, {"kind": "stock"}),
        ({}, {"measures": "departures"}),
        ({"homeward": True}, {"homeward": False}),
    ],
    ids=["units", "stocks", "things", "movements"],
)
def test_what_must_not_be_added_has_no_total(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    """Families and persons, one stock on two days, two flows, two directions.

    In time each still has its own count.
    """
    found = counted(
        make_figure("A", "101", **one), make_figure("B", "202", "2025-05", **other)
    )

    assert found.total == Count("not-addable")
    assert [weight for _, weight, _ in told(found)] == [101, 202]


def test_only_what_is_asked_about_is_counted() -> None:
    """Of a number that others tell too, what they say is not put in one's mouth."""
    exact = make_figure("B", "6,879", claimant="x")
    found = EdgeCounts(reconcile([make_figure("A", "about 7,000"), exact]))

    assert found.of(["A"]).total == Count("point", 7000, 6300, 7700)
    assert found.of(["A", "B"]).total == Count("point", 6879, 6879, 6879)


def test_the_order_of_claims_is_no_matter() -> None:
    figures = [
        make_figure("A", "101", "2025-04/2025-05"),
        make_figure("B", "202", "2025-05/2025-06"),
        make_figure("C", "303", "2025-06/2025-07", claimant="x"),
        make_figure("D", "304", "2025-06/2025-07", claimant="y"),
    ]

    found = counted(*figures)

    assert counted(*reversed(figures)) == found


# The same in a graph.

MAY = """\
document:
  id: gazette-20250601
  title: Another count
  published: 2025-06-01
  publishedBy: gazette
  language: en

claims:
  march:
    summary: In March three hundred and one people were sent back.
    claimant: north-ministry
    says:
      {type: FlowObservation, measures: returns, amount: 301, unit: person,
       period: 2025-03, movementTerm: sent back, movementType: forced-return}
  families:
    summary: They were seventy-one families.
    claimant: north-ministry
    says:
      {type: FlowObservation, measures: returns, amount: 71, unit: family,
       period: 2025-03, movementTerm: sent back, movementType: forced-return}
  plan:
    summary: Nine thousand and one are to follow in July.
    claimant: north-ministry
    modality: planned
    says:
      {type: FlowObservation, measures: returns, amount: '9,001', unit: person,
       period: 2025-07, movementTerm: sent back, movementType: forced-return}
  april:
    summary: In April it was four hundred and one.
    claimant: north-ministry
    says:
      {type: FlowObservation, measures: returns, amount: 401, unit: person,
       period: 2025-04, movementTerm: sent back, movementType: forced-return}
  denial:
    summary: The council denies the count of April.
    claimant: permit-holders-council
    disputes: april
"""
PERSONS = ("place/northland", "returns (person)", "place/southland")
FAMILIES = ("place/northland", "returns (family)", "place/southland")


def test_families_and_persons_are_edges_of_their_own(built: Any) -> None:
    """A unit is part of the kind, and only persons weigh: nobody adds the two up."""
    network = built({"sources/gazette-20250601/facts.yaml": MAY}).view("flows")
    found = edges(network)

    assert set(found) == {PERSONS, FAMILIES}
    assert (found[FAMILIES]["weight"], found[FAMILIES]["weight_low"]) == (None, 71)
    assert found[FAMILIES]["counted_in"] == PERSONS[1]
    assert found[FAMILIES]["label"] == found[PERSONS]["label"]


def test_plans_and_denied_counts_are_on_the_edge_and_not_in_its_weight(
    built: Any,
) -> None:
    """Whoever follows the edge finds all claims, and only what stands in its count."""
    network = built({"sources/gazette-20250601/facts.yaml": MAY}).view("flows")
    edge = edges(network)[PERSONS]

    assert edge["claim_count"] == 5
    assert edge["modality"] == "asserted | planned"
    assert edge["disputed"] is True
    # more than 1,200 in February and 301 in March
    assert (edge["count_status"], edge["weight_low"]) == ("lower-bound", 1501)
    # of March only those sent back are counted, of February all that left
    assert periods(network, PERSONS) == []
    assert periods(network, PERSONS, "period_low") == [
        ("2025-02-01", "2025-02-28", 1200),
        ("2025-03-01", "2025-03-31", 301),
    ]
    assert periods(network, PERSONS, "period_status") == [
        ("2025-02-01", "2025-02-28", "lower-bound"),
        ("2025-03-01", "2025-03-31", "part"),
    ]
