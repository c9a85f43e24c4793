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
from functools import cache
from importlib.resources import files

LONGEST = 1500
"""Characters of the longest text that Wikidata takes."""

PRECISIONS = {"day": 11, "month": 10, "year": 9, "decade": 8}
"""Wikibase's numbers of our codes of precision."""

_URL = re.compile(r"https?://[^\s\"<>{}|\\^`]+")


def row(columns: Iterable[str]) -> str:
    """Return the line of a statement with its qualifiers and reference."""
    return "\t".join(columns) + "\n"


@cache
def _languages() -> frozenset[str]:
    lines = files(__package__).joinpath("languages.txt").read_text("utf-8").splitlines()
    return frozenset(" ".join(line for line in lines if line[:1] != "#").split())


def language_code(tag: str) -> str | None:
    """Return Wikidata's code for a language tag of BCP 47, ``None`` if it has none.

    A tag that says more than Wikidata can is cut at its end, as RFC 4647 does where it
    looks a tag up: ``fr-FR`` is ``fr``.
    """
    code = tag.lower()
    while code and code not in _languages():
        code = code.rpartition("-")[0]
    return code or None


def unfit(value: str, language: str) -> str | None:
    """Return why a text in a language cannot be written whole, ``None`` if it can.

    ``||`` would end a statement where a list is pasted as one line.
    """
    words = " ".join(value.split())
    if not language:
        return "nothing says in which language it is"
    if language_code(language) is None:
        return f"Wikidata has no code for its language, {language}"
    if not words:
        return "it is empty"
    if len(words) > LONGEST:
        return f"it is longer than {LONGEST:,} characters"
    return "it has || in it, which ends a statement" if "||" in words else None


def text(value: str, language: str) -> str | None:
    """Return a text in a language, ``None`` where it cannot be written whole.

    White space becomes single spaces, which is all that Wikidata takes.
    """
    if unfit(value, language):
        return None
    return f'{language_code(language)}:"{" ".join(value.split())}"'


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
