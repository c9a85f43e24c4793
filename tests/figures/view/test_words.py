"""Periods are written as facts files write them."""

from __future__ import annotations

from datetime import date

import pytest

from kg.figures.figure import Days
from kg.figures.view.words import span


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
