"""Two who speak together are one voice, and another than each of them alone."""

from __future__ import annotations

from datetime import date

from kg.figures.compare import compare, same_voice
from kg.figures.derive import derive_bounds
from tests.figures.conftest import Make


def test_one_of_two_does_not_replace_what_both_published(figure: Make) -> None:
    """A later and other number of one of them contradicts that of both."""
    both = figure("A", "4,210", claimant="unhcr", joint=frozenset({"iom"}))
    later = figure("B", "5,312", claimant="unhcr", published=date(2025, 8, 1))

    assert compare(both, later).verdict == "conflicts"


def test_the_same_two_replace_it_in_whatever_order_they_are_named(
    figure: Make,
) -> None:
    both = figure("A", "4,210", claimant="unhcr", joint=frozenset({"iom"}))
    later = figure(
        *("B", "5,312"),
        claimant="iom",
        joint=frozenset({"unhcr"}),
        published=date(2025, 8, 1),
    )

    assert compare(both, later).verdict == "revises"


def test_neither_is_a_second_voice_beside_both(figure: Make) -> None:
    both = figure("A", "4,210", claimant="unhcr", joint=frozenset({"iom"}))

    assert same_voice(both, figure("B", "4,210", claimant="iom"))
    assert same_voice(both, figure("C", "4,210", claimant="unhcr"))
    assert not same_voice(both, figure("D", "4,210", claimant="ministry"))


def test_nothing_is_summed_across_both_and_one(figure: Make) -> None:
    both = figure("A", "1,001", "2025-04", claimant="unhcr", joint=frozenset({"iom"}))
    one = figure("B", "1,002", "2025-05", claimant="unhcr")

    assert derive_bounds([both, one]) == []
