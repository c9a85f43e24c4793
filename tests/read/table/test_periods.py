"""Periods as tables write them are one stretch of the calendar, or are not read."""

from __future__ import annotations

import pytest

from kg.read.table.periods import as_id, month_of, period_of


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("2025", "2025"),
        ("2025-04", "2025-04"),
        ("2025-04-30", "2025-04-30"),
        ("2025 Q1", "2025-01/2025-03"),
        ("Q4/2025", "2025-10/2025-12"),
        ("T2 2025", "2025-04/2025-06"),  # trimestre
        ("H1 2025", "2025-01/2025-06"),
        ("2025 S2", "2025-07/2025-12"),
        ("2025-W01", "2024-12-30/2025-01-05"),  # ISO 8601: of the first Thursday
        ("2025-W9", "2025-02-24/2025-03-02"),
        ("April 2025", "2025-04"),
        ("févr. 2025", "2025-02"),
        ("Ene. 2025", "2025-01"),
        ("Dez 2025", "2025-12"),
        ("1 Nov 2025", "2025-11-01"),
        ("November 1, 2025", "2025-11-01"),
        ("2 - 8 Nov 2025", "2025-11-02/2025-11-08"),
        ("26 Oct \u2013 1 Nov 2025", "2025-10-26/2025-11-01"),
        ("28 Dec - 3 Jan 2026", "2025-12-28/2026-01-03"),
        ("28 Dec 2025 to 3 Jan 2026", "2025-12-28/2026-01-03"),
        ("Nov 2-8, 2025", "2025-11-02/2025-11-08"),
        ("Oct 26 - Nov 1, 2025", "2025-10-26/2025-11-01"),
        ("2025-10-26/2025-11-01", "2025-10-26/2025-11-01"),
        ("Jan - Mar 2025", "2025-01/2025-03"),
        ("Nov 2025 - Jan 2026", "2025-11/2026-01"),
    ],
)
def test_a_period_is_read_in_the_ways_of_tables(written: str, period: str) -> None:
    assert period_of(written) == period


@pytest.mark.parametrize(
    "written",
    [
        "03/04/2025",  # of April, or of March
        "2024/25",  # a fiscal year, or a school's
        "2024-2025",
        "FY 2025",
        "Week 44 2025",  # by whose count?
        "Jan 24",  # a day, or a year
        "31 Nov 2025",
        "2025-13",
        "2025-W54",
        "8 - 2 Nov 2025",
        "Nov 2025 - Jan 2025",
        "2025 Q5",
        "since 2025",
        "1,204",
        "",
    ],
)
def test_what_may_be_another_period_or_none_is_not_read(written: str) -> None:
    assert period_of(written) == ""


def test_a_month_may_be_written_short_in_five_languages() -> None:
    assert [month_of(name) for name in ("Ene.", "avr.", "Okt", "set", "Mai")] == [
        *("01", "04", "10", "09", "05")
    ]


def test_a_part_of_an_id_has_no_sign_that_ids_have_not() -> None:
    assert as_id("2025-01/2025-03") == "2025-01-to-2025-03"
    assert as_id("2025") == "2025"
