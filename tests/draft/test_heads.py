"""What the head of a text says of its days: those it reports on, or was spoken on."""

from __future__ import annotations

from datetime import date

import pytest

from kg.draft.occasion import held_on
from kg.draft.reporting import reported_days

PUBLISHED = date(2025, 6, 4)
"""A Wednesday."""

REPORTED = {
    "SITUATION REPORT #4\nReporting period: 12 - 25 May 2025\n\nText.": (
        "2025-05-12/2025-05-25"
    ),
    "Weekly update, 19\u201425 May\n\nText.": "2025-05-19/2025-05-25",
    "FLASH UPDATE\nCovering 1 to 31 May 2025\n\nText.": "2025-05-01/2025-05-31",
    "Flash update (as of 30 May 2025)\n\nText.": "../2025-05-30",
    "In the reporting period, 300 left.\nWeekly update, 19-25 May": "",
    "Weekly update\nOver the past week 20,706 returned\n\nText.": "",
    "A bridge is closed\nFrom 19 to 25 May nobody crosses\n\nText.": "",
    "Weekly update, 2-8 July 2025\n\nText.": "",
    "Update 3 | 30 May 2025\n\nText.": "",
}


@pytest.mark.parametrize("text", REPORTED)
def test_a_report_is_of_the_days_that_its_head_says(text: str) -> None:
    """Not of days to come, of the day of issue, or of those of a sentence."""
    assert reported_days(text, PUBLISHED) == REPORTED[text]


QUESTIONS = "How many left?\n\nFew.\n\nAnd how many came?\n\nMany.\n"


def test_an_interview_goes_by_the_day_on_which_it_was_held() -> None:
    text = f"Its director spoke to us on Monday.\n\n{QUESTIONS}"

    assert held_on(text, PUBLISHED) == date(2025, 6, 2)


def test_a_sitting_goes_by_its_own_day() -> None:
    text = "HOUSE\nSitting of Tuesday 27 May 2025\n\nMs Vale said that 300 left."

    assert held_on(text, PUBLISHED) == date(2025, 5, 27)


@pytest.mark.parametrize(
    "text",
    [
        "Its director spoke to us on Monday. She said that 300 left.",
        f"On Monday 300 people left.\n\n{QUESTIONS}",
        f"She spoke to us on 3 January 2024.\n\n{QUESTIONS}",
    ],
)
def test_any_other_text_goes_by_the_day_on_which_it_was_published(text: str) -> None:
    """Also where somebody spoke on a day, in what is no conversation, or long ago."""
    assert held_on(text, PUBLISHED) == PUBLISHED
