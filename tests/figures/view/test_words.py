"""Periods are shown as facts files write them, or in words."""

from __future__ import annotations

from datetime import date

import pytest

from kg.figures.figure import Days, Scope, Series
from kg.figures.view.words import scope_words, span


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2025, 5, 1), date(2025, 5, 31), "2025-05"),
        (date(2025, 1, 1), date(2025, 12, 31), "2025"),
        (date(2025, 4, 1), date(2025, 6, 30), "2025-04/2025-06"),
        (date(2025, 6, 1), date(2025, 6, 2), "2025-06-01/2025-06-02"),
        (None, date(2025, 6, 2), "../2025-06-02"),
        (date(9999, 1, 1), date(9999, 12, 31), "9999"),
    ],
)
def test_a_period_in_edtf(start: date | None, end: date, words: str) -> None:
    """A whole month or year is one; the last day of the calendar breaks nothing."""
    assert span(Days(start, end)) == words


def test_a_period_is_shown_as_it_was_written() -> None:
    """What the source calls spring is not shown as three months of days."""
    spring = Days(date(2024, 3, 1), date(2024, 5, 31), written="2024-21")
    half = Days(None, date(2018, 6, 30), written="../2018-06")
    scope = Scope(Series("flow", "flow", "person"), half, "")

    assert (span(spring), str(spring)) == ("2024-21", "spring 2024")
    assert scope_words(scope) == "by 2018-06"


def test_an_end_that_the_source_does_not_give_is_marked() -> None:
    """A running count runs up to the day on which it was first published."""
    open_ = Days(date(2025, 4, 1), date(2025, 6, 4), True, "2025-04/2025-06-04")
    scope = Scope(Series("flow", "flow", "person"), open_, "")

    assert scope_words(scope) == "2025-04 to 2025-06-04?"
    assert span(open_) == "2025-04/2025-06-04?"


def test_a_period_only_roughly_given_is_marked() -> None:
    year = Days(date(2023, 1, 1), date(2023, 12, 31))
    scope = Scope(Series("flow", "flow", "person"), year, "forced")

    assert scope_words(scope, approximate=True) == "around 2023, forced"
    assert scope_words(scope) == "2023, forced"
