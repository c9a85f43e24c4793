"""Periods are read as the first and last day that EDTF gives them, or refused."""

from __future__ import annotations

import re
from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import example, given
from hypothesis import strategies as st

from kg.periods.edtf import parse_period
from kg.periods.period import Bounds
from kg.read.shortforms import baseline_terms, filled_period_terms, period_terms

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
WEEKS = [
    ("2025-W01", "2024-12-30/2025-01-05"),  # ISO 8601: the week of the first Thursday
    ("2020-W53", "2020-12-28/2021-01-03"),
    ("2025-W05/2025-W06", "2025-01-27/2025-02-09"),
    ("2025-W05/..", "2025-01-27/.."),
    ("../2025-W05", "../2025-02-02"),
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
    ("2025-W00", "`2025-W00` is no week of ISO 8601"),
    ("2025-W01/2025-W53", "`2025-W53` in `2025-W01/2025-W53` is no week of ISO 8601"),
    ("2025-W1", "`2025-W1` is no date"),
    ("2025-W14-3", "`2025-W14-3` is no date"),
    ("Week 5", "`Week 5` is no date"),
    ("2025-W14/2025-W13", "is `2025-W13/2025-W14` meant?"),
    ("2025-XX", "`2025-XX` is no date"),
    ("20XX", "`20XX` is no date"),
    ("0000", "`0000` is no date"),
    ("9999-24", "`9999-24` is no date"),
    ("\uff12\uff10\uff12\uff15", "is no date"),
    ("2025-04-01/13", "`13` in `2025-04-01/13` is no date"),
    ("2025/2024", "ends before it starts"),
    ("2025-06-02/2025-06-01", "ends before it starts"),
    ("2025/2026/2027", "more than one `/`"),
    ("[2025..2024]", "is `[2024..2025]` meant?"),
    ("[..]", "write [2024-03..2024-05] or"),
    ("[2025]", "write [2024-03..2024-05] or"),
    ("[2025, 2026]", "write [2024-03..2024-05] or"),
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
    """A mark of doubt makes the period approximate, and it is named as before."""
    period = parse_period(text)
    plain = parse_period(re.sub("[~?%]", "", text))
    assert period.approximate
    assert (period.start, period.end) == (plain.start, plain.end)


def days(text: str) -> list[str | None]:
    return [None if word == "-" else word for word in text.split()]


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("2024-03", "2024-03-01 2024-03-31 2024-03-01 2024-03-31"),
        ("2024-03-05", "2024-03-05 2024-03-05 2024-03-05 2024-03-05"),
        ("2020-11/2021-01", "2020-11-01 2020-11-30 2021-01-01 2021-01-31"),
        ("2021/..", "2021-01-01 2021-12-31 - -"),
        ("../2018-06", "- 2018-06-30 2018-06-01 2018-06-30"),
        ("2025-24", "2025-12-01 2026-02-28 2025-12-01 2026-02-28"),
        # it ends in June 2020, so it began before July, and ended after it began
        ("2020/2020-06", "2020-01-01 2020-06-30 2020-06-01 2020-06-30"),
        ("2020-06/2020", "2020-06-01 2020-06-30 2020-06-01 2020-12-31"),
        # one unit more on either side: a month, a day, a year, a season, a decade
        ("2024-03~", "2024-02-01 2024-04-30 2024-02-01 2024-04-30"),
        ("2024-03-01?", "2024-02-29 2024-03-02 2024-02-29 2024-03-02"),
        ("2023%", "2022-01-01 2024-12-31 2022-01-01 2024-12-31"),
        ("2024-21~", "2023-12-01 2024-08-31 2023-12-01 2024-08-31"),
        ("202X~", "2010-01-01 2039-12-31 2010-01-01 2039-12-31"),
        ("2020-11~/2021-01", "2020-10-01 2020-12-31 2021-01-01 2021-01-31"),
        ("2021~/..", "2020-01-01 2022-12-31 - -"),
        # some time between: neither end says more of the first day than of the last
        ("[2024-03..2024-05]", "2024-03-01 2024-05-31 2024-03-01 2024-05-31"),
        ("[..2018-06]", "- 2018-06-30 - 2018-06-30"),
        ("[2018-06~..]", "2018-05-01 - 2018-05-01 -"),
        # the calendar ends there
        ("0001~", "- 0002-12-31 - 0002-12-31"),
        ("9999-12-31~", "9999-12-30 - 9999-12-30 -"),
    ],
)
def test_what_happens_some_time_in_a_period_starts_and_ends_on_some_day_of_it(
    text: str, within: str
) -> None:
    """In March 2024: the first day is one of March, and so is the last."""
    assert parse_period(text).within == Bounds(*map(day, days(within)))


@pytest.mark.parametrize(
    ("text", "filling"),
    [
        ("2024-03", "2024-03-01 2024-03-01 2024-03-31 2024-03-31"),
        ("2020-11/2021-01", "2020-11-01 2020-11-01 2021-01-31 2021-01-31"),
        ("2021/..", "2021-01-01 2021-01-01 - -"),
        ("../2018-06", "- - 2018-06-30 2018-06-30"),
        # as named within, one unit further without
        ("2024-03~", "2024-02-01 2024-03-01 2024-03-31 2024-04-30"),
        ("2023~/2025-05-01", "2022-01-01 2023-01-01 2025-05-01 2025-05-01"),
    ],
)
def test_what_fills_a_period_has_its_first_and_its_last_day(
    text: str, filling: str
) -> None:
    """All arrivals of March are those from its first to its last day."""
    assert parse_period(text).filling == Bounds(*map(day, days(filling)))


def test_nothing_fills_some_time_between_two_dates() -> None:
    """A count of movements has a period of its own, which the message writes."""
    assert parse_period("[2024-03..2024-05]").filling is None
    with pytest.raises(ValueError, match=re.escape("write 2024-03/2024-05")):
        filled_period_terms("[2024-03..2024-05]")
    with pytest.raises(ValueError, match=re.escape("write ../2024-05")):
        filled_period_terms("[..2024-05]")


@pytest.mark.parametrize(("text", "days"), WEEKS)
def test_a_week_is_its_days_in_edtf(text: str, days: str) -> None:
    """EDTF has no weeks: what stands in the graph is what it has."""
    assert parse_period(text) == parse_period(days)
    assert parse_period(text).edtf == days


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
    assert filled_period_terms("../2024") == {
        "edtf": "../2024",
        "datePrecision": "year",
        "earliestEnd": "2024-12-31",
        "latestEnd": "2024-12-31",
    }
    assert baseline_terms("../2024") == {"baselineEnd": "2024-12-31"}


@given(st.dates(min_value=date(1, 1, 1)))
def test_any_day_reads_back(day: date) -> None:
    """Every day of the calendar is a period of one day."""
    period = parse_period(day.isoformat())
    assert (period.start, period.end, period.precision) == (day, day, "day")


@given(st.one_of(st.text(), st.text("0123456789-/.~?%X[]W", max_size=24)))
@example("/0001")
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text ends in another error than ``ValueError``, and bounds are in order."""
    try:
        period = parse_period(text)
    except ValueError:
        return
    assert period.start or period.end
    if period.start and period.end:
        assert period.start <= period.end
    for bounds in (period.within, period.filling or period.within):
        in_order(bounds)


def in_order(bounds: Bounds) -> None:
    """Nothing starts after it must have started, or ends before it can have begun."""
    first = bounds.earliest_start or date.min
    last = bounds.latest_end or date.max
    assert first <= (bounds.latest_start or last) <= last
    assert first <= (bounds.earliest_end or date.max)
    assert (bounds.earliest_end or date.min) <= last


PLAIN = st.dates(min_value=date(2, 1, 1)).flatmap(
    lambda day: st.sampled_from(
        [f"{day.year:04}-{season}" for season in (21, 22, 23)]
        + [f"{day.year // 10:03}X"] * (day.year > 9)
        + [day.isoformat()[:length] for length in (4, 7, 10)]
    )
)


@given(PLAIN, st.sampled_from("~?%"))
def test_doubt_widens_and_never_narrows(text: str, mark: str) -> None:
    """An approximate period allows all that the exact one does, and is named as it."""
    plain, rough = parse_period(text), parse_period(text + mark)
    for exact, wide in zip(plain.within[::2], rough.within[::2], strict=True):
        assert wide is None or (exact is not None and wide <= exact)
    for exact, wide in zip(plain.within[1::2], rough.within[1::2], strict=True):
        assert wide is None or (exact is not None and wide >= exact)
    assert plain.filling is not None
    assert rough.filling is not None
    assert plain.filling[1:3] == rough.filling[1:3]


@given(PLAIN, PLAIN)
def test_what_fills_an_interval_is_one_way_of_lying_in_it(one: str, other: str) -> None:
    """The bounds of lying in a period hold whatever fills it."""
    try:
        period = parse_period(f"{one}/{other}")
    except ValueError:
        assert parse_period(other).end < parse_period(one).start  # type: ignore[operator]
        return
    assert period.filling is not None
    assert None not in (*period.within, *period.filling)
    assert period.within.earliest_start == period.filling.earliest_start
    assert period.within.latest_end == period.filling.latest_end


ISO = st.dates().flatmap(
    lambda day: st.sampled_from([day.isoformat()[:length] for length in (4, 7, 10)])
)


@given(st.one_of(ISO, PLAIN))
def test_plain_dates_are_what_the_edtf_library_reads(text: str) -> None:
    """Dates, seasons but winter, and decades have the library's first and last day."""
    parsed = parse_edtf(text)
    first, last = (
        date(*day[:3]) for day in (parsed.lower_strict(), parsed.upper_strict())
    )
    period = parse_period(text)
    assert (period.start, period.end) == (first, last)
