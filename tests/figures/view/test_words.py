"""Periods are written as facts files write them."""

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
        (date(9999, 1, 1), date(9999, 12, 31), "9999-01-01/9999-12-31"),
    ],
)
def test_a_period_in_words(start: date | None, end: date, words: str) -> None:
    """A whole month or year is one; the last day of the calendar breaks nothing."""
    assert span(Days(start, end)) == words


def test_a_period_only_roughly_given_is_marked() -> None:
    year = Days(date(2023, 1, 1), date(2023, 12, 31))
    scope = Scope(Series("flow", "flow", "person"), year, "forced")

    assert scope_words(scope, approximate=True) == "2023~, forced"
    assert scope_words(scope) == "2023, forced"
