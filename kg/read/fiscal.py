"""Fiscal years as days: ``FY2024-25`` where a facts file says when its years begin.

A year of a budget has no number that everybody gives it: Pakistan's and the United
States' FY2025 end in 2025, Japan's begins in it. Written with both years it is one.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

_YEAR = r"FY ?([0-9]{4})[-/]([0-9]{4}|[0-9]{2})"
_YEARS = re.compile(f"{_YEAR}(?:/{_YEAR})?")
_ONE_NUMBER = re.compile("FY ?([0-9]{4}|[0-9]{2})")
_FIRST_DAY = re.compile("([0-9]{2})-([0-9]{2})")
_COMMON_YEAR = 2001
"""A year without 29 February, on which no fiscal year begins."""


def is_fiscal(text: str) -> bool:
    """Tell whether a period is written in fiscal years, well or not."""
    return text.startswith("FY")


def first_day(text: str) -> tuple[int, int]:
    """Read ``07-01``, the month and day on which fiscal years begin.

    Raises ``ValueError`` for what is no day of every year, and for 1 January.
    """
    written = _FIRST_DAY.fullmatch(text)
    try:
        month, day = map(int, written.groups()) if written else (0, 0)
        date(_COMMON_YEAR, month, day)
    except ValueError:
        message = f"`{text}` is no first day of a fiscal year; write it as 07-01"
        raise ValueError(message) from None
    if (month, day) == (1, 1):
        raise ValueError("a year from January on is a year: write it as 2025")
    return month, day


def as_days(text: str, first: tuple[int, int]) -> str:
    """Return ``FY2024-25`` as ``2024-07-01/2025-06-30``, where ``first`` is (7, 1).

    ``FY2022-23/FY2024-25`` is all from the first to the last. Raises ``ValueError``
    with what to write for anything else.
    """
    if (one := _ONE_NUMBER.fullmatch(text)) is not None:
        year = int(one[1]) if len(one[1]) > 2 else 2000 + int(one[1])
        after, before = (year + 1) % 100, year % 100
        raise ValueError(
            f"`{text}` may end or begin in {year}: write FY{year - 1}-{before:02} "
            f"or FY{year}-{after:02}"
        )
    written = _YEARS.fullmatch(text)
    if written is None:
        raise ValueError(f"`{text}` is no fiscal year; write one as FY2024-25")
    years = [year for year in written.groups() if year is not None]
    for begins, ends in zip(years[::2], years[1::2], strict=True):
        if int(ends) != (int(begins) + 1) % 10 ** len(ends):
            raise ValueError(
                f"`{text}`: a fiscal year ends in the year after it begins"
            )
    if years[0] > years[-2]:
        raise ValueError(f"`{text}` ends before it begins")
    after_last = date(int(years[-2]) + 1, *first)
    return f"{date(int(years[0]), *first)}/{after_last - timedelta(days=1)}"
