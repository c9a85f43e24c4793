"""Cells in words, and the columns that every form has beside a network's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import inf, isfinite, isnan

from kg.ask.network.model import Cell, Column


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


def integer_type(values: Iterable[Cell | None]) -> str:
    """Return ``int`` or ``long`` if 32 or 64 bits hold every value, else ``double``."""
    known = [int(value) for value in values if value is not None]
    low, high = min(known, default=0), max(known, default=0)
    for name, bits in (("int", 32), ("long", 64)):
        if -(2 ** (bits - 1)) <= low and high < 2 ** (bits - 1):
            return name
    return "double"


def records(columns: Sequence[Column]) -> Iterator[dict[str, Cell]]:
    """Yield what is said of each node or edge, by name, for JSON.

    A cell is left out where there is nothing to say and where JSON has no number for
    it. What is in a column of doubles is a float, so that readers see one type.
    """
    names = [column.name for column in columns]
    casts = [_double if column.type == "double" else _same for column in columns]
    for row in zip(*(column.values for column in columns), strict=True):
        cells = zip(names, casts, row, strict=True)
        yield {n: cast(v) for n, cast, v in cells if v is not None and _said(v)}


def _said(cell: Cell) -> bool:
    return not isinstance(cell, float) or isfinite(cell)


def _double(cell: Cell) -> Cell:
    return float(cell)


def _same(cell: Cell) -> Cell:
    return cell
