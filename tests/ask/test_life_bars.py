"""Bars of lives: solid where certain, shaded where possible, open where nothing ends.

Every expected line is drawn by hand: on a scale of 21 days a line of 23 characters has
one for each day, and one at either end for arrows.
"""

from __future__ import annotations

from datetime import date

import pytest

from kg.ask.lives.bars import FANCY, PLAIN, DayScale, day_axis, life_bar, scale_of_days
from kg.periods.period import Bounds

DAYS = DayScale(date(2024, 3, 1).toordinal(), date(2024, 3, 21).toordinal())
KNOWN = date(2024, 3, 15)


def march(*days: int | None) -> Bounds:
    """Return bounds from days of March."""
    return Bounds(*(None if day is None else date(2024, 3, day) for day in days))


@pytest.mark.parametrize(
    ("bounds", "line"),
    [
        ((3, 3, 8, 8), "   [====]"),  # both ends are days
        ((3, 5, 8, 10), "   ..====.."),  # both lie between two days
        ((3, None, None, 8), "   ......"),  # nowhere certain
        ((3, 3, 15, None), "   [============>"),  # nothing ends it: as far as is known
        ((3, None, None, None), "   .............>"),  # begun, perhaps
        ((None, 5, 8, 8), "<....===]"),  # begun at some time before
        ((4, 4, 4, 4), "    *"),  # one day
        ((4, None, None, 4), "    ."),  # perhaps one day
        ((16, 16, 16, None), "                [>"),  # past what is known
        ((3, 5, 8, 8), "   ..===]"),
        ((3, 3, 8, 10), "   [=====.."),
    ],
)
def test_a_span_is_drawn_day_by_day(bounds: tuple[int | None, ...], line: str) -> None:
    """In ASCII; the same places in Unicode."""
    drawn = march(*bounds)
    table = str.maketrans("".join(PLAIN), "".join(FANCY))

    assert life_bar(drawn, KNOWN, DAYS, 23, marks=PLAIN) == line
    assert life_bar(drawn, KNOWN, DAYS, 23) == line.translate(table)


def test_marks_can_be_told_apart_without_colour() -> None:
    """No two of them are one character, and the plain ones are ASCII."""
    assert len(set(FANCY)) == len(set(PLAIN)) == len(PLAIN._fields)
    assert "".join(PLAIN).isascii()


def test_a_day_that_is_marked_stands_where_the_bar_leaves_room() -> None:
    """A bar hides it: what is certain matters more."""
    drawn = march(3, 3, 8, 8)

    for day, line in ((15, "   [====]      :"), (5, "   [====]")):
        rulers = {day: ":"}
        assert life_bar(drawn, KNOWN, DAYS, 23, marks=PLAIN, rulers=rulers) == line


def test_an_end_that_is_no_day_is_shaded_however_small_the_scale() -> None:
    """From March 2020 to some day of 2024: one character is months wide."""
    scale = DayScale(date(2020, 1, 1).toordinal(), date(2025, 1, 1).toordinal())
    bounds = Bounds(
        date(2020, 3, 1), date(2020, 3, 31), date(2024, 2, 1), date(2024, 2, 28)
    )
    line = life_bar(bounds, date(2025, 1, 1), scale, 22, marks=PLAIN)

    assert line.strip()[0] == line.strip()[-1] == "."
    assert set(line.strip()[1:-1]) == {"="}


def test_a_scale_holds_all_bounds_and_all_days_that_are_marked() -> None:
    """And has room before the first where something is open towards the past."""
    asked = date(2025, 6, 1)
    scale = scale_of_days([march(3, 5, 8, None)], [asked])
    assert (scale.low, scale.high) == (
        date(2024, 3, 3).toordinal(),
        asked.toordinal(),
    )
    opened = scale_of_days([march(None, 5, 8, None)], [asked])
    assert opened.low < date(2024, 3, 5).toordinal()
    assert scale_of_days([], []).low < scale_of_days([], []).high


@pytest.mark.parametrize(
    ("first", "last", "width", "line"),
    [
        ("2020-01-01", "2024-12-31", 43, " 2020    2021    2022    2023    2024"),
        ("2024-01-01", "2024-12-31", 27, " 2024-01     2024-07"),
        ("2024-03-05", "2024-03-20", 27, " 2024-03"),
    ],
)
def test_an_axis_names_years_and_months_and_never_a_day(
    first: str, last: str, width: int, line: str
) -> None:
    """Where they begin, as many as have room."""
    scale = DayScale(*(date.fromisoformat(d).toordinal() for d in (first, last)))

    assert day_axis(scale, width) == line


def test_the_ends_of_the_calendar_are_drawn() -> None:
    """The year 1 and the year 9999 are dates, too."""
    bounds = Bounds(
        date(1, 1, 1), date(1, 1, 1), date(9999, 12, 31), date(9999, 12, 31)
    )
    scale = scale_of_days([bounds], [])

    assert life_bar(bounds, date.max, scale, 12, marks=PLAIN) == " [========]"
    assert day_axis(scale, 60)
