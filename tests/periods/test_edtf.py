"""Periods are read as the first and last day that EDTF gives them, or refused."""

from __future__ import annotations

import re
from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from kg.periods.edtf import parse_period
from kg.read.shortforms import baseline_terms, period_terms

PERIODS = [
    ("2025-06-04", "2025-06-04", "2025-06-04", "day"),
    ("2025-04", "2025-04-01", "2025-04-30", "month"),
    ("2024-02", "2024-02-01", "2024-02-29", "month"),
    ("2023-02", "2023-02-01", "2023-02-28", "month"),
    ("2025", "2025-01-01", "2025-12-31", "year"),
    ("202X", "2020-01-01", "2029-12-31", "decade"),
    ("2025-21", "2025-03-01", "2025-05-31", "season"),
    ("2025-22", "2025-06-01", "2025-08-31", "season"),
    ("2025-23", "2025-09-01", "2025-11-30", "season"),
    ("2025-24", "2025-12-01", "2026-02-28", "season"),
    ("2023-24", "2023-12-01", "2024-02-29", "season"),
    ("2024-02-29", "2024-02-29", "2024-02-29", "day"),
    ("2000-02-29", "2000-02-29", "2000-02-29", "day"),
    ("2025-04-01/2025-06-02", "2025-04-01", "2025-06-02", "day"),
    ("2025-04/2025-05", "2025-04-01", "2025-05-31", "month"),
    ("2025-04-10/2025-05", "2025-04-10", "2025-05-31", "month"),
    ("2023/2025-05-01", "2023-01-01", "2025-05-01", "year"),
    ("2025-04/..", "2025-04-01", None, "month"),
    ("2025-04/", "2025-04-01", None, "month"),
    ("../2025-04", None, "2025-04-30", "month"),
    ("/2025-04-03", None, "2025-04-03", "day"),
    (" 2025 ", "2025-01-01", "2025-12-31", "year"),
]
APPROXIMATE = ["2023~", "2023?", "2023%", "2025-04~", "2025-04-01~/2025-06", "2023?/.."]
REFUSED = [
    ("2025-13", "`2025-13` is no date"),
    ("2025-00", "`2025-00` is no date"),
    ("2025-04-31", "`2025-04-31` is no date"),
    ("2023-02-29", "`2023-02-29` is no date"),
    ("1900-02-29", "`1900-02-29` is no date"),
    ("2025-25", "`2025-25` is no date"),
    ("2025-41", "`2025-41` is no date"),
    ("2025-4-1", "`2025-4-1` is no date"),
    ("April 2025", "`April 2025` is no date"),
    ("2025-04-01T10:00", "`2025-04-01T10:00` is no date"),
    ("2025-W14", "`2025-W14` is no date"),
    ("2025-XX", "`2025-XX` is no date"),
    ("20XX", "`20XX` is no date"),
    ("0000", "`0000` is no date"),
    ("9999-24", "`9999-24` is no date"),
    ("\uff12\uff10\uff12\uff15", "is no date"),
    ("2025-04-01/13", "`13` in `2025-04-01/13` is no date"),
    ("2025/2024", "ends before it starts"),
    ("2025-06-02/2025-06-01", "ends before it starts"),
    ("2025/2026/2027", "more than one `/`"),
    ("", "no date in it"),
    ("..", "no date in it"),
    ("../..", "no date in it"),
]


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


@pytest.mark.parametrize(("text", "start", "end", "precision"), PERIODS)
def test_a_period_runs_from_its_first_to_its_last_day(
    text: str, start: str | None, end: str | None, precision: str
) -> None:
    """Every form of EDTF level 0 and 1 has the days of the calendar as its bounds."""
    period = parse_period(text)
    assert (period.start, period.end) == (day(start), day(end))
    assert (period.precision, period.approximate) == (precision, False)
    assert period.edtf == text.strip()


@pytest.mark.parametrize("text", APPROXIMATE)
def test_doubt_is_kept(text: str) -> None:
    """A mark of doubt makes the period approximate and does not move its bounds."""
    period = parse_period(text)
    plain = parse_period(re.sub("[~?%]", "", text))
    assert period.approximate
    assert (period.start, period.end) == (plain.start, plain.end)


@pytest.mark.parametrize(("text", "words"), REFUSED)
def test_what_is_no_period_is_refused_and_shown(text: str, words: str) -> None:
    """What the calendar or EDTF does not have is an error that shows the part."""
    with pytest.raises(ValueError, match=re.escape(words)):
        parse_period(text)


def test_an_open_end_gives_no_bound() -> None:
    """An open or unknown end is left out, rather than guessed."""
    assert period_terms("2025-04/..") == {
        "edtf": "2025-04/..",
        "datePrecision": "month",
        "earliestStart": "2025-04-01",
        "latestStart": "2025-04-30",
    }
    assert baseline_terms("../2024") == {"baselineEnd": "2024-12-31"}


@given(st.dates(min_value=date(1, 1, 1)))
def test_any_day_reads_back(day: date) -> None:
    """Every day of the calendar is a period of one day."""
    period = parse_period(day.isoformat())
    assert (period.start, period.end, period.precision) == (day, day, "day")


@given(st.one_of(st.text(), st.text("0123456789-/.~?%X", max_size=24)))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text ends in another error than ``ValueError``, and bounds are in order."""
    try:
        period = parse_period(text)
    except ValueError:
        return
    assert period.start or period.end
    if period.start and period.end:
        assert period.start <= period.end


ISO = st.dates().flatmap(
    lambda day: st.sampled_from([day.isoformat()[:length] for length in (4, 7, 10)])
)


@given(ISO)
def test_plain_dates_are_what_the_edtf_library_reads(text: str) -> None:
    """Dates in plain form, read without the library, have its first and last day."""
    parsed = parse_edtf(text)
    first, last = (
        date(*day[:3]) for day in (parsed.lower_strict(), parsed.upper_strict())
    )
    period = parse_period(text)
    assert (period.start, period.end) == (first, last)
