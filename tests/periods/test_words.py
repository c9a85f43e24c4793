"""A period in words is as precise as it was written: no day that nobody said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.periods.edtf import as_edtf, parse_period
from kg.periods.words import words

WORDS = {
    "2023": "2023",
    "2024-03": "2024-03",
    "2024-03-05": "2024-03-05",
    "2024-03~": "around 2024-03",
    "2024-03?": "perhaps 2024-03",
    "2024%": "perhaps around 2024",
    "../2018-06": "by 2018-06",
    "/2018-06": "by 2018-06",
    "2021/..": "since 2021",
    "2021~/": "since around 2021",
    "2020-11/2021-01": "2020-11 to 2021-01",
    "2023~/2025-05-01": "around 2023 to 2025-05-01",
    "2024-21": "spring 2024",
    "2024-22~": "around summer 2024",
    "2023-24": "winter 2023/24",
    "1999-24": "winter 1999/00",
    "202X": "2020s",
    "201X/..": "since 2010s",
    "[2023-10..2025-04]": "some time between 2023-10 and 2025-04",
    "[..2018-06]": "by 2018-06",
    "[2018-06~..]": "not before around 2018-06",
}


@pytest.mark.parametrize("edtf", WORDS)
def test_a_period_in_words(edtf: str) -> None:
    """Marks, open ends, seasons and decades are words."""
    assert words(edtf) == str(parse_period(edtf)) == WORDS[edtf]


@pytest.mark.parametrize("text", ["early 2024", "2024-03-01T10:00", "", "a/b/c"])
def test_what_is_no_period_stays_as_it_is(text: str) -> None:
    """Words that are no EDTF are not made worse."""
    assert words(text) == text


@pytest.mark.parametrize(
    ("first", "last", "edtf"),
    [
        (date(2025, 4, 1), date(2025, 4, 30), "2025-04"),
        (date(2025, 1, 1), date(2025, 12, 31), "2025"),
        (date(2024, 2, 1), date(2025, 1, 31), "2024-02/2025-01"),
        (date(2025, 4, 1), date(2025, 6, 2), "2025-04-01/2025-06-02"),
        (date(2025, 6, 2), date(2025, 6, 2), "2025-06-02"),
        (date(2025, 4, 1), None, "2025-04/.."),
        (None, date(2018, 6, 30), "../2018-06"),
        (None, date(2018, 6, 29), "../2018-06-29"),
    ],
)
def test_days_that_are_a_whole_month_are_written_as_one(
    first: date | None, last: date | None, edtf: str
) -> None:
    """What is derived of a month is shown as a month, not as its first and last day."""
    assert as_edtf(first, last) == edtf


def test_no_days_and_days_out_of_order_are_no_period() -> None:
    """There is nothing to write without a day, or where the end comes first."""
    with pytest.raises(ValueError, match="no date in it"):
        as_edtf(None, None)
    with pytest.raises(ValueError, match="ends before it starts"):
        as_edtf(date(2025, 6, 2), date(2025, 6, 1))


@given(st.lists(st.dates(), min_size=2, max_size=2).map(sorted))
def test_days_written_in_edtf_read_back(days: list[date]) -> None:
    """Whatever the days, EDTF gives the same first and last one."""
    period = parse_period(as_edtf(*days))
    assert [period.start, period.end] == days
