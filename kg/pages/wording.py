"""Words, dates and numbers as pages show them."""

from __future__ import annotations

import re
from datetime import date
from unicodedata import bidirectional

from kg.amounts.interval import Interval, number
from kg.ask.answers import Cell, text
from kg.names import local_name
from kg.periods.period import Period
from kg.periods.words import words

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_MONTH = re.compile(r"\b(\d{4})-(\d\d)\b")
_CODE = re.compile("[a-z][a-z0-9-]*")


def day_words(day: date | str | None) -> str:
    """Return a day as people write it, ``4 June 2025``; months alike, in any text."""
    if day is None:
        return ""
    written = day.isoformat() if isinstance(day, date) else day
    written = _DAY.sub(_day, written)
    return _MONTH.sub(_month, written)


def month_words(day: date, *, year: bool) -> str:
    """Return a month as an axis names it: ``Apr``, with its ``year`` ``Apr 2025``."""
    short = _MONTHS[day.month - 1][:3]
    return f"{short} {day.year}" if year else short


def edtf_words(edtf: object) -> str:
    """Return a period written in EDTF in words: ``1 June 2025 to 2 June 2025``."""
    return day_words(words(str(edtf)))


def cell_words(cell: Cell) -> str:
    """Return a cell of an answer as people read it."""
    if isinstance(cell, tuple):
        return ""
    return day_words(text(cell)) if isinstance(cell, date | Period) else text(cell)


def spaced(name: str) -> str:
    """Return a name such as ``quantityText`` as words: ``quantity text``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def code_words(code: str) -> str:
    """Return a code as words: ``in-force`` is ``in force``."""
    return local_name(code).replace("-", " ")


def mark(code: str) -> str:
    """Return what the style of a code is called; of one like no other, ``other``."""
    return f"is-{code}" if _CODE.fullmatch(code) else "is-other"


def isolated(name: str) -> str:
    """Return a name for a text without markup, set off where it runs from the right.

    Else it would turn round what stands beside it.
    """
    if any(bidirectional(letter) in ("R", "AL") for letter in name):
        return f"\N{FIRST STRONG ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE}"
    return name


def has_isolated(text: str) -> bool:
    """Tell whether a text holds a name that was set off.

    Its own direction is then that of the page: browsers would take the name's.
    """
    return "\N{FIRST STRONG ISOLATE}" in text


def amount(interval: Interval | None) -> str:
    """Return an interval in words: ``more than 135,000``, ``65,000 to 75,000``."""
    if interval is None or interval.empty:
        return "no number"
    if interval.point is not None:
        return number(interval.point)
    low, high = interval.low, interval.high
    if high is None and low is not None:
        return f"{'more than' if interval.low_open else 'at least'} {number(low)}"
    if high is None:
        return "any number"
    if not low:
        return f"{'fewer than' if interval.high_open else 'at most'} {number(high)}"
    return f"{number(low)} to {number(high)}"


def plural(word: str) -> str:
    """Return a class's name for many: ``policies``, ``source documents``."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


def _day(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    if not 1 <= int(month) <= len(_MONTHS):
        return match.group()
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"


def _month(match: re.Match[str]) -> str:
    year, month = match.groups()
    if not 1 <= int(month) <= len(_MONTHS):
        return match.group()
    return f"{_MONTHS[int(month) - 1]} {year}"
