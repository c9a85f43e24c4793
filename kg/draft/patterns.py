"""Patterns of days, months, years and counts, of which phrases of dates are made.

Groups are of one letter and a key: with the key `a`, the day is `da` or `ea`, the month
`ma` or `oa`, the year `ya` or `za`.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.draft import reckoning as by

Reader = Callable[[by.DateMatch], str | None]
"""Returns a phrase as EDTF, `None` where it is no date."""

Rule = tuple[str, Reader, bool]
"""A pattern, what reads it, and whether it goes on until the text was published."""

MONTH = f"(?P<m{{0}}>{'|'.join(sorted(by.MONTH_NUMBERS, key=len, reverse=True))})\\.?"
YEAR = "(?P<y{0}>(?:19|20)[0-9]{{2}})"
DAY = "(?P<d{0}>[0-3]?[0-9])(?:st|nd|rd|th)?"
WEEKDAY = f"(?P<w>{'|'.join(by.WEEKDAYS)})"
COUNT = f"(?P<n>[0-9]+|{'|'.join(by.COUNTS)})"
UNIT = "(?P<u>days?|weeks?|months?|years?)"
FIRST_WEEKDAY = f"(?P<v>{'|'.join(by.WEEKDAYS)})"
SEASON = "(?P<s>spring|summer|autumn|winter)"
THIS_YEAR = "(?:this year|the year)"


def full(k: str) -> str:
    """Return a pattern of a day with its month, with or without the year."""
    day, month, year = DAY.format(k), MONTH.format(k), YEAR.format(k)
    other = day.replace(f"<d{k}>", f"<e{k}>"), month.replace(f"<m{k}>", f"<o{k}>")
    last = year.replace(f"<y{k}>", f"<z{k}>")
    this = ",? (?:of )?this year"
    return (
        rf"(?:{day} {month}(?:,? {year}|{this})?"
        rf"|{other[1]} {other[0]}(?:,? {last}|{this})?)"
    )


def month(k: str) -> str:
    """Return a pattern of a month, with or without the year."""
    return rf"{MONTH.format(k)}(?:,? {YEAR.format(k)})?"
