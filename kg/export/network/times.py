"""Times in words: ISO 8601 days and intervals, and the sets of intervals of Gephi."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from math import isfinite

from kg.ask.network.model import Cell, Spell
from kg.export.network.cells import words

Timed = tuple[str | None, str | None, Cell]
"""First day, last day and what holds in between."""

_IN_QUOTES = str.maketrans({'"': "'", "\\": "/"})


def interval(first: str | None, last: str | None) -> str:
    """Return ``first/last`` as ISO 8601-2 has it, ``..`` where that end is open."""
    return f"{first or '..'}/{last or '..'}"


def interval_set(spells: Iterable[Spell]) -> str:
    """Return spells as Gephi's ``IntervalSet``; an empty text where there are none.

    ``<[2025-04-01, 2025-04-30]>`` is all of April: its first and its last day.
    """
    return _bracketed(_bounds(first, last) for first, last in spells)


def interval_map(values: Iterable[Timed]) -> str:
    """Return timed values as Gephi's ``IntervalDoubleMap`` and its kin.

    Each interval has its value as a third part. Doubles have no point, because Gephi
    takes ``1.5`` for a whole number if it may: ``15e-1``. Texts are in double quotes
    and can hold neither those nor backslashes, which become ``'`` and ``/``.
    """
    return _bracketed(
        f"{_bounds(first, last)}, {_value(value)}" for first, last, value in values
    )


def _bracketed(parts: Iterable[str]) -> str:
    inside = "; ".join(f"[{part}]" for part in parts)
    return f"<{inside}>" if inside else ""


def _bounds(first: str | None, last: str | None) -> str:
    return f"{first or '-Infinity'}, {last or 'Infinity'}"


def _value(value: Cell) -> str:
    if isinstance(value, float) and isfinite(value):
        exact = Decimal(words(value)).normalize().as_tuple()
        digits = "".join(map(str, exact.digits))
        return f"{'-' * exact.sign}{digits}e{exact.exponent}"
    if not isinstance(value, str):
        return words(value)
    return '"' + value.translate(_IN_QUOTES) + '"'
