"""Phrases of the days, months and seasons around the text: `the day before yesterday`.

As in :mod:`kg.draft.phrases`, and before these.
"""

from __future__ import annotations

from datetime import timedelta

from kg.draft import reckoning as by
from kg.draft import since as up
from kg.draft.patterns import MONTH, SEASON, WEEKDAY, Rule, full

_LONG = 3
"""Months of a season."""

_CODES = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
_FIRST = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_LAST = {"spring": 5, "summer": 8, "autumn": 11, "winter": 2}


def before_yesterday(m: by.DateMatch) -> str:
    """Read `the day before yesterday`."""
    return (m.published - timedelta(days=2)).isoformat()


def week_before_last(m: by.DateMatch) -> str:
    """Read `the week before last`: Monday to Sunday."""
    monday = m.published - timedelta(days=m.published.weekday() + 14)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def fortnight_ago(m: by.DateMatch) -> str:
    """Read `a fortnight ago`: about then."""
    return f"{(m.published - timedelta(days=14)).isoformat()}~"


def month_of_year(m: by.DateMatch) -> str | None:
    """Read `in February last year`, `in April of this year`."""
    year = m.published.year - (m["last"] != "")
    return by.ym((year, by.MONTH_NUMBERS[m["ma"]]))


def day_of_last_year(m: by.DateMatch) -> str | None:
    """Read `on 3 May last year`."""
    day = m.day("a")
    if day is None:
        return None
    return by.iso(by.day_of(m.published.year - 1, day.month, day.day))


def since_month_of_year(m: by.DateMatch) -> str | None:
    """Read `since February last year`."""
    return by.since(month_of_year(m), m)


def since_last(m: by.DateMatch) -> str | None:
    """Read `since early last year`, `since the beginning of last month`."""
    if m["u"] == "year":
        return by.since(f"{m.published.year - 1}", m)
    return by.since(by.previous_month(m), m)


def until_last(m: by.DateMatch) -> str | None:
    """Read `until last month`, `up to yesterday`."""
    if m["u"] == "year":
        return f"../{m.published.year - 1}"
    if m["u"] == "month":
        return f"../{by.previous_month(m)}"
    if m["u"] == "week":
        return f"../{by.previous_week(m).partition('/')[2]}"
    return f"../{by.yesterday(m)}"


def season_of_year(m: by.DateMatch) -> str:
    """Read `in the autumn of last year`, `in spring this year`."""
    return f"{m.published.year - (m['last'] != '')}-{_CODES[m['s']]}"


def season_begun(m: by.DateMatch) -> str | None:
    """Read `in spring`: the last one that had begun, up to the text if it goes on."""
    name, day = m["s"], m.published
    year = day.year - (_FIRST[name] > day.month)
    if m.ahead:
        year = day.year + (_LAST[name] < day.month and name != "winter")
        return f"{year}-{_CODES[name]}"
    runs = (day.month - _FIRST[name]) % 12 < _LONG
    return (
        by.since(f"{year}-{_FIRST[name]:02}", m) if runs else f"{year}-{_CODES[name]}"
    )


def last_winter(m: by.DateMatch) -> str:
    """Read `last winter`: the last one that was over."""
    over = m.published.month > _LAST["winter"]
    return f"{m.published.year - (1 if over else 2)}-{_CODES['winter']}"


def feast(m: by.DateMatch) -> str:
    """Read `at New Year`, `at Christmas`: about then, the last one."""
    day = m.published
    if m["f"].startswith("n"):
        return f"{day.year + m.ahead}-01-01~"
    year = day.year - (not m.ahead and (day.month, day.day) < (12, 25))
    return f"{year}-12-25~"


_LAST_YEAR = "(?:,? (?:of )?(?:(?P<last>last year|the previous year)|this year))"
_NO_RANGE = r"(?<!to\s)(?<!and\s)(?<!through\s)(?<!until\s)(?<!till\s)(?<!of\s)"
_IN = "(?:(?:in|during|over|throughout|for|of|on) )?"
RULES: tuple[Rule, ...] = (
    (
        rf"(?:in|during) {MONTH.format('a')}(?= [0-9]{{1,3}} [a-z])",
        lambda m: by.ym(m.month("a")),
        False,
    ),
    (
        rf"(?:between|from|since) {WEEKDAY} (?:and|to|until) "
        r"(?:this morning|today|now|yesterday)",
        lambda m: by.since(by.iso(up.weekday_before(m)), m),
        True,
    ),
    (r"the day before yesterday", before_yesterday, False),
    (r"the night before last", before_yesterday, False),
    (rf"{_IN}the week before last", week_before_last, False),
    (r"a fortnight ago|two fortnights ago", fortnight_ago, False),
    (r"this (?:morning|afternoon|evening)", lambda m: by.iso(m.published), False),
    (
        rf"since (?:early |late |mid-|mid )?{MONTH.format('a')}{_LAST_YEAR}",
        since_month_of_year,
        True,
    ),
    (rf"{_IN}{full('a')},? (?:of )?last year", day_of_last_year, False),
    (
        rf"{_NO_RANGE}{_IN}(?:early |late |mid-|mid )?{MONTH.format('a')}{_LAST_YEAR}",
        month_of_year,
        False,
    ),
    (
        r"since (?:early|late|mid|the (?:start|beginning|middle|end) of)[ -]last "
        r"(?P<u>year|month)",
        since_last,
        True,
    ),
    (
        r"(?:(?:until|up to|by) last (?P<u>year|month|week)|(?:until|up to) yesterday)",
        until_last,
        False,
    ),
    (
        rf"{_IN}(?:the )?{SEASON}{_LAST_YEAR}",
        season_of_year,
        False,
    ),
    (r"(?<!since\s)(?:in |during |over )?last winter", last_winter, False),
    (
        rf"(?:in|during|over|throughout|all) (?:the )?{SEASON}(?! of)",
        season_begun,
        False,
    ),
    (
        r"(?:at|over) (?:the )?(?P<f>New Year|Christmas)(?: period| holidays)?",
        feast,
        False,
    ),
    (
        rf"(?:in|during) the (?:first|last|opening|closing|final) (?:days|weeks) of "
        rf"{MONTH.format('a')}",
        lambda m: by.ym(m.month("a")),
        False,
    ),
)
"""Phrases of the days around the text."""
