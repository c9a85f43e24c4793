"""Years of accounts: `fiscal year 2024`, which begin in another month than January.

In which month is what the text says of it; where it says nothing, that of the one state
whose agencies count people by such years and call them by the year in which they end.
Of any other nobody knows the days: the phrase is read as "", which is no date and no
reason to take another.
"""

from __future__ import annotations

import re
from datetime import date

from kg.draft import reckoning as by
from kg.draft.patterns import YEAR, Rule

_NAMED = r"(?:fiscal|financial|budget)[ -]years?"
_SPOKEN_OF = re.compile(
    rf"\b{_NAMED}\b(?:,? which)? (?P<w>begins|began|starts|started|runs from|"
    rf"ends|ended|ending|that ended|to)\b,?"
    rf"(?: on| in| at)?(?: the| end| of| 1st| last| day)*"
    rf"(?: [0-3]?[0-9](?:st|nd|rd|th)?)? ?"
    rf"(?P<m>{'|'.join(sorted(by.MONTH_NUMBERS, key=len, reverse=True))})\b",
    re.IGNORECASE,
)
_AMERICAN = re.compile(
    r"\b(?:ICE|CBP|USCIS|DHS|U\.S\.|US|USA|United States|Homeland Security|American)\b"
)
_OCTOBER = 10
"""The month in which the accounts of the United States begin (31 U.S.C. 1102)."""

_QUARTERS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": 3}


def begins_in(text: str) -> int | None:
    """Return the month in which the accounts of a text begin, if that is known."""
    if (match := _SPOKEN_OF.search(text)) is not None:
        month = by.MONTH_NUMBERS[match["m"].lower()]
        begins = match["w"].lower().startswith(("begin", "began", "start", "run"))
        return month if begins else month % 12 + 1
    return _OCTOBER if _AMERICAN.search(text) else None


def year_of_accounts(m: by.DateMatch) -> str:
    """Read `in fiscal year 2024`, `FY25`, `fiscal 2024`: all its months, or "".

    Up to the day of the text where it is not over then.
    """
    year = int(m["ya"]) if m["ya"] else 2000 + int(m["two"])
    return _months(m, year)


def this_year_of_accounts(m: by.DateMatch) -> str:
    """Read `the fiscal year so far`: from its first month on, or ""."""
    return _months(m, _ending(m))


def last_year_of_accounts(m: by.DateMatch) -> str:
    """Read `the previous fiscal year`, or ""."""
    return _months(m, _ending(m) - 1)


def ended_year_of_accounts(m: by.DateMatch) -> str:
    """Read `the fiscal year that ended in September`: the last that had ended."""
    month = by.MONTH_NUMBERS[m["ma"]]
    year = m.published.year - (month >= m.published.month)
    return _months(m, int(m["ya"]) if m["ya"] else year)


def quarter_of_accounts(m: by.DateMatch) -> str:
    """Read `the first quarter of fiscal year 2025`: three months, or ""."""
    month = begins_in(m.match.string)
    if month is None:
        return ""
    first = _first(month, int(m["ya"])) if m["ya"] else _first(month, _ending(m))
    begun = first[0] * 12 + first[1] - 1 + 3 * _QUARTERS[m["q"]]
    last = begun + 2
    return f"{begun // 12}-{begun % 12 + 1:02}/{last // 12}-{last % 12 + 1:02}"


def _months(m: by.DateMatch, year: int) -> str:
    """Return the months of the accounts that end in a year, or ""."""
    month = begins_in(m.match.string)
    if month is None:
        return ""
    first = _first(month, year)
    day = m.published
    begun = f"{first[0]}-{first[1]:02}"
    if not m.ahead and date(*first, 1) <= day < date(first[0] + 1, first[1], 1):
        return f"{begun}/{day.isoformat()}"
    last = first[0] * 12 + first[1] - 1 + 11
    return f"{begun}/{last // 12}-{last % 12 + 1:02}"


def _first(month: int, year: int) -> tuple[int, int]:
    """Return the first month of the accounts that are called by a year."""
    return (year if month == 1 else year - 1), month


def _ending(m: by.DateMatch) -> int:
    """Return the year that the accounts of the day of the text are called by."""
    month = begins_in(m.match.string) or 1
    return m.published.year + (month > 1 and m.published.month >= month)


_IN = "(?:(?:in|during|for|over|of|throughout) )?"
_OF = rf"(?:{_NAMED}|fiscal|FY)[ -]?"
_SO_FAR = "(?: so far| to date)?"
RULES: tuple[Rule, ...] = (
    (
        rf"(?:in |during |for )?the (?P<q>first|second|third|fourth|last) quarter of "
        rf"(?:the )?(?:{_OF}{YEAR.format('a')}|(?:this |current )?{_NAMED})",
        quarter_of_accounts,
        False,
    ),
    (
        rf"{_IN}the {_NAMED} (?:ending|ended|that ended)(?: on| in)? "
        rf"(?:[0-3]?[0-9] )?(?P<ma>{'|'.join(by.MONTH_NUMBERS)})\.?(?: [0-3]?[0-9])?"
        rf"(?:,? {YEAR.format('a')})?",
        ended_year_of_accounts,
        False,
    ),
    (rf"{_IN}(?:the )?{_OF}{YEAR.format('a')}{_SO_FAR}", year_of_accounts, False),
    (rf"{_IN}(?:the )?FY[ -]?(?P<two>[0-9]{{2}}){_SO_FAR}", year_of_accounts, False),
    (
        rf"{_IN}(?:the )?(?:last|previous|past|prior) {_NAMED}",
        last_year_of_accounts,
        False,
    ),
    (
        rf"{_IN}(?:this|the current|the) {_NAMED}{_SO_FAR}",
        this_year_of_accounts,
        False,
    ),
)
"""Phrases of years of accounts, as in :mod:`kg.draft.phrases`."""
