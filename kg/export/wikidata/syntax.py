"""QuickStatements version 1: columns between tabs, values by kind.

As Help:QuickStatements on Wikidata has it: strings stand between quotation marks, and
what is between the first and the last of a column is the text, so that nothing in it is
escaped; months and days that a date leaves open are ``00``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

LONGEST = 1500
"""Characters of the longest text that Wikidata takes."""

PRECISIONS = {"day": 11, "month": 10, "year": 9, "decade": 8}
"""Wikibase's numbers of our codes of precision."""

_LANGUAGE = re.compile("[a-z]{2,}(-[a-z]+)*")
_URL = re.compile(r"https?://[^\s\"<>{}|\\^`]+")


def row(columns: Iterable[str]) -> str:
    """Return the line of a statement with its qualifiers and reference."""
    return "\t".join(columns) + "\n"


def text(value: str, language: str) -> str | None:
    """Return a text in a language, ``None`` where it cannot be written whole.

    White space becomes single spaces, which is all that Wikidata takes. ``||`` would
    end a statement where a list is pasted as one line.
    """
    language = language.lower()
    words = " ".join(value.split())
    unfit = not words or len(words) > LONGEST or "||" in words
    if unfit or not _LANGUAGE.fullmatch(language):
        return None
    return f'{language}:"{words}"'


def url(value: str) -> str | None:
    """Return a web address, ``None`` if it is none that can be written."""
    fits = _URL.fullmatch(value) and len(value) <= LONGEST
    return f'"{value}"' if fits else None


def time(day: date, precision: str) -> str:
    """Return a date of a precision (a key of ``PRECISIONS``)."""
    number = PRECISIONS[precision]
    year = day.year // 10 * 10 if precision == "decade" else day.year
    month = day.month if number >= PRECISIONS["month"] else 0
    of_month = day.day if number >= PRECISIONS["day"] else 0
    return f"+{year:04d}-{month:02d}-{of_month:02d}T00:00:00Z/{number}"


def quantity(amount: Decimal, unit: str | None = None) -> str:
    """Return an amount, in a unit given by its Q-id; no bounds, no tolerance."""
    number = f"{amount.normalize():f}"
    return f"{number}U{unit.removeprefix('Q')}" if unit else number
