"""Cells in words, and how many bits the whole numbers of a column need."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf, isfinite, isnan

from kg.ask.network.model import Cell

_BITS = (32, 64)
"""Widths of the whole numbers of Java, in which Gephi, yEd and Neo4j are written."""


def words(cell: Cell) -> str:
    """Return a cell as XML Schema and Java both read it.

    A truth value is ``true`` or ``false``; what is not finite is ``NaN``,
    ``Infinity`` or ``-Infinity``, which Python and JavaScript read too.
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if not isinstance(cell, float):
        return str(cell)
    if isfinite(cell):
        return repr(float(cell))  # numpy's numbers have another repr
    return "NaN" if isnan(cell) else "Infinity" if cell == inf else "-Infinity"


def integer_type(values: Iterable[Cell | None], names: tuple[str, str]) -> str:
    """Return what to declare whole numbers as: one of two names, or ``double``.

    The names are a form's for 32 and for 64 bits, which are Java's ``int`` and
    ``long``; what needs more goes into a double, whose last digits are lost.
    """
    known = [int(value) for value in values if value is not None]
    low, high = min(known, default=0), max(known, default=0)
    for name, bits in zip(names, _BITS, strict=True):
        if -(2 ** (bits - 1)) <= low and high < 2 ** (bits - 1):
            return name
    return "double"
