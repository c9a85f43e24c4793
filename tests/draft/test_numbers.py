"""Which digits of a text count something, and which are of names, notes and dates."""

from __future__ import annotations

import pytest

from kg.draft.numbers import numbers_in

COUNTS = {
    "COVID-19 cases: 273 tested positive": ["273"],
    "in Borno State7 and in Camp6 40 people remain": ["40 people"],
    "stayed in shelters.10 However, 5,000 left": ["5,000"],
    "among those asked (n=226), 44 people": ["44 people"],
    "girls and boys (50:50)": [],
    "phase 3, Round 7, Region 4": [],
    "H1N1, A320 and G20": [],
    "the 2020-2021 plan for 30 people": ["30 people"],
    "from 7-13 December, 22 people": ["22 people"],
    "10-15,000 people": [],  # ten, or ten thousand
    "between 10,000-15,000 people": ["between 10,000-15,000 people"],
    "3-4 people": ["3-4 people"],
    "15,675 crossing in May, 40 crossings": ["15,675", "40 crossings"],
    "USD5m, US$5 million, EUR 20m": ["USD5m", "US$5 million", "EUR 20m"],
    "Rs500 crore": ["500 crore"],
    "a 3,000-strong caravan": ["a 3,000-strong"],
    "displaced:300 people (12 families)": ["300 people", "12 families"],
}


@pytest.mark.parametrize("text", COUNTS)
def test_digits_that_count_nothing_are_no_figure(text: str) -> None:
    """Neither those of a disease, a note, a ratio, a sample, nor half of a range."""
    found = [number.words for number in numbers_in(text, 0, len(text), "en")]

    assert found == COUNTS[text]
