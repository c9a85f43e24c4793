"""Phrases that date something mean the days that a calendar gives, and no others."""

from __future__ import annotations

from datetime import date

import pytest

from kg.draft.dates import dates_in

PUBLISHED = date(2025, 6, 4)
"""A Wednesday."""

PAST = {
    "in April": "2025-04",
    "in July": "2024-07",
    "in July 2025": "2025-07",
    "in 2023": "2023",
    "since April": "2025-04/2025-06-04",
    "since 12 May": "2025-05-12/2025-06-04",
    "since 2021": "2021/2025-06-04",
    "this year": "2025-01-01/2025-06-04",
    "last year": "2024",
    "last month": "2025-05",
    "last week": "2025-05-26/2025-06-01",
    "in the past week": "2025-05-28/2025-06-03",
    "on Wednesday": "2025-06-04",
    "on Tuesday": "2025-06-03",
    "on Thursday": "2025-05-29",
    "yesterday": "2025-06-03",
    "on 3 May": "2025-05-03",
    "on 3 August": "2024-08-03",
    "on May 3, 2024": "2024-05-03",
    "since the start of the month": "2025-06-01/2025-06-04",
    "since last week": "2025-05-26/2025-06-04",
    "since last month": "2025-05/2025-06-04",
    "since Sunday": "2025-06-01/2025-06-04",
    "since Wednesday": "2025-05-28/2025-06-04",
    "since the weekend": "2025-05-31/2025-06-04",
    "since Christmas": "2024-12-25/2025-06-04",
    "since the end of March": "2025-03-31/2025-06-04",
    "since the fall of the town in April": "2025-04/2025-06-04",
    "since the vote two weeks ago": "2025-05-21~/2025-06-04",
    "in the three weeks since": "2025-05-14~/2025-06-04",
    "in the past 48 hours": "2025-06-02/2025-06-04",
    "over the past month": "2025-05/2025-06-04",
    "in the past fortnight": "2025-05-21/2025-06-03",
    "in the first week of May": "2025-05-01/2025-05-07",
    "in the last week of May": "2025-05-25/2025-05-31",
    "this spring": "2025-03/2025-06-04",
    "from 1 May to date": "2025-05-01/2025-06-04",
    "in the first two days of June": "2025-06-01/2025-06-02",
    "in the first four months of the year": "2025-01/2025-04",
    "between 1 and 15 May": "2025-05-01/2025-05-15",
    "between 20 April and 3 May": "2025-04-20/2025-05-03",
    "26 January \u2013 8 February 2025": "2025-01-26/2025-02-08",
    "from January to March": "2025-01/2025-03",
    "between 2019 and 2021": "2019/2021",
    "at the end of May": "2025-05-31",
    "by the end of February 2024": "../2024-02-29",
    "on 2025-05-03": "2025-05-03",
    "in the first quarter of 2025": "2025-01/2025-03",
    "in the second half of 2024": "2024-07/2024-12",
    "in spring 2025": "2025-21",
    "in the past three days": "2025-06-01/2025-06-03",
    "in the last two weeks": "2025-05-21/2025-06-03",
    "over the past six months": "2024-12/2025-06-04",
    "in the six months to March": "2024-10/2025-03",
    "in the year to March 2025": "2024-04/2025-03",
    "in the week to 25 May": "2025-05-19/2025-05-25",
    "two days ago": "2025-06-02",
    "three weeks ago": "2025-05-14~",
    "four months ago": "2025-02~",
    "between Monday and Wednesday": "2025-06-02/2025-06-04",
    "from Friday to Tuesday": "2025-05-30/2025-06-03",
    "over the weekend": "2025-05-31/2025-06-01",
    "on 3 and 4 May": "2025-05-03/2025-05-04",
    "in April and May": "2025-04/2025-05",
    "earlier this month": "2025-06-01/2025-06-04",
    "on the 3rd of May": "2025-05-03",
    "on Monday night": "2025-06-02",
    "since the spring": "2025-03/2025-06-04",
    "since last autumn": "2024-09/2025-06-04",
    "since mid-April": "2025-04-15~/2025-06-04",
    "on Monday and Tuesday": "2025-06-02/2025-06-03",
    "last October": "2024-10",
    "last night": "2025-06-03",
    "since the valley was reopened on 2 May": "2025-05-02/2025-06-04",
    "between 24\u201430 May": "2025-05-24/2025-05-30",
    "between 30 April to 06 May 2025": "2025-04-30/2025-05-06",
    "26 December \u2013 8 January 2025": "2024-12-26/2025-01-08",
    "between May 15 and 18": "2025-05-15/2025-05-18",
    "May 3-9, 2024": "2024-05-03/2024-05-09",
    "from 2025-05-01 to 2025-05-07": "2025-05-01/2025-05-07",
    "by the end of 2023": "../2023-12-31",
    "at the end of 2019": "2019-12-31",
    "at the end of last year": "2024-12-31",
    "from January to the end of May": "2025-01/2025-05",
    "from January to November of last year": "2024-01/2024-11",
    "from November to January": "2024-11/2025-01",
    "in the first three months": "2025-01/2025-03",
    "in the first nine months": "2024-01/2024-09",
    "over the first five months of this year": "2025-01/2025-05",
    "in the first two weeks of May": "2025-05-01/2025-05-14",
    "in Q1": "2025-01/2025-03",
    "in Q4": "2024-10/2024-12",
    "in the fourth quarter": "2024-10/2024-12",
    "in the second quarter of last year": "2024-04/2024-06",
    "last quarter": "2025-01/2025-03",
    "in the first half of last year": "2024-01/2024-06",
    "in 2023 and 2024": "2023/2024",
    "over the past decade": "2015/2025-06-04",
    "in the 1990s": "1990/1999",
    "since the 1990s": "1990/2025-06-04",
    "in recent weeks": "../2025-06-04",
    "over the last few months": "../2025-06-04",
    "last week on Tuesday": "2025-05-27",
    "in the week of 5 May": "2025-05-05/2025-05-11",
    "in January, February and March": "2025-01/2025-03",
    "in early May": "2025-05",
    "in mid-May": "2025-05-15~",
    "in early 2024": "2024",
    "during the month of April": "2025-04",
    "in all of 2022": "2022",
    "a month ago": "2025-05~",
    "until Sunday": "../2025-06-01",
    "by 2023": "../2023",
    "in fiscal year 2024, as ICE has it": "2023-10/2024-09",
    "last summer": "2024-22",
    "the day before yesterday": "2025-06-02",
    "the week before last": "2025-05-19/2025-05-25",
    "a fortnight ago": "2025-05-21~",
    "this morning": "2025-06-04",
    "in February last year": "2024-02",
    "in May this year": "2025-05",
    "on 3 May last year": "2024-05-03",
    "since February last year": "2024-02/2025-06-04",
    "since the start of last month": "2025-05/2025-06-04",
    "until last month": "../2025-05",
    "in the autumn of last year": "2024-23",
    "in spring": "2025-21",
    "in summer": "2025-06/2025-06-04",
    "last winter": "2024-24",
    "in the ten days to 25 May": "2025-05-16/2025-05-25",
    "in the two weeks to Sunday": "2025-05-19/2025-06-01",
    "for the past three weeks": "2025-05-14/2025-06-03",
    "on the 14th": "2025-05-14",
    "since the 3rd": "2025-06-03/2025-06-04",
    "on the first of May": "2025-05-01",
    "the weekend before last": "2025-05-24/2025-05-25",
    "last weekend": "2025-05-31/2025-06-01",
    "the Sunday before last": "2025-05-25",
    "Monday to Wednesday": "2025-06-02/2025-06-04",
    "from the 3rd to the 10th of May": "2025-05-03/2025-05-10",
    "H1 2024": "2024-01/2024-06",
    "at the end of last month": "2025-05-31",
    "by the end of last week": "../2025-06-01",
    "at the start of the year": "2025-01-01~",
    "earlier in the year": "2025-01-01/2025-06-04",
    "earlier this week": "2025-06-02/2025-06-04",
    "as recently as March": "2025-03",
    "at New Year": "2025-01-01~",
    "at Christmas": "2024-12-25~",
    "in the last days of May": "2025-05",
}
AHEAD = {
    "in July": "2025-07",
    "in May": "2026-05",
    "by the end of June": "2025-06-04/2025-06-30",
    "by the end of the year": "2025-06-04/2025-12-31",
    "next month": "2025-07",
    "on Friday": "2025-06-06",
    "by Friday": "2025-06-04/2025-06-06",
    "by 2030": "2025-06-04/2030",
    "by the end of 2026": "2025-06-04/2026-12-31",
    "later this year": "2025-06-04/2025-12-31",
    "in the coming weeks": "2025-06-04/..",
    "next week": "2025-06-09/2025-06-15",
    "next March": "2026-03",
}
NONE = [
    "he may leave",
    "on 31 February",
    "between 5 May and 3 April 2025",
    "2,025 people",
    "No. 2214 of 2025",
    "in the first 40 days of June",
    "the march on the capital",
    "in May and March",
    "to the 12th camp",
    "in the first three months of the siege",
    "the first half of the match",
    "may with luck be back",
]


@pytest.mark.parametrize("words", PAST)
def test_a_phrase_is_the_days_before_the_text(words: str) -> None:
    (when,) = dates_in(f"They left {words}.", 0, 99, PUBLISHED)

    assert when.edtf == PAST[words]
    assert when.words in words


@pytest.mark.parametrize("words", AHEAD)
def test_of_what_is_to_come_a_month_is_the_next_one(words: str) -> None:
    (when,) = dates_in(f"They will leave {words}.", 0, 99, PUBLISHED, ahead=True)

    assert when.edtf == AHEAD[words]


@pytest.mark.parametrize("words", NONE)
def test_what_is_no_date_gives_none(words: str) -> None:
    assert dates_in(words, 0, len(words), PUBLISHED) == []


ACCOUNTS = {
    "A fiscal year begins on 1 July. In fiscal year 2024, 300 left.": "2023-07/2024-06",
    "US officers sent back 300 in FY23.": "2022-10/2023-09",
    "US officers sent back 300 this fiscal year.": "2024-10/2025-06-04",
    "US officers sent back 300 in the previous fiscal year.": "2023-10/2024-09",
    "In the financial year ending 31 March, 300 came.": "2024-04/2025-03",
    "US officers sent back 300 in the first quarter of fiscal 2025.": "2024-10/2024-12",
    "In fiscal year 2024 they sent back 300.": "",
}


@pytest.mark.parametrize("text", ACCOUNTS)
def test_a_year_of_accounts_begins_where_its_text_or_its_state_says(text: str) -> None:
    """Where nobody says so, it is a date that nobody knows."""
    whens = dates_in(text, 0, len(text), PUBLISHED)

    assert whens[-1].edtf == ACCOUNTS[text]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("in May 4,500 people left", "in May"),
        ("in May 1.2 million people left", "in May"),
        ("in May 10 million people left", "in May"),
        ("in April 30 per cent of them left", "in April"),
        ("on May 3, 500 people left", "on May 3"),
    ],
)
def test_no_date_ends_in_an_amount(text: str, words: str) -> None:
    """A day is none where the digits go on: four thousand people left, not on a day."""
    dates = dates_in(text, 0, len(text), PUBLISHED)
    assert [when.words for when in dates] == [words]
