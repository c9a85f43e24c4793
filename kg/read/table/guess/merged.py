"""Columns of printed tables in which a cell stands once for the rows below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.read.table.guess.look import LookedColumn

_NUMBER = re.compile(r"-?[0-9][0-9., \u00a0\u202f']*%?")
_EMPTY = 0.25
"""Of the cells of such a column, how many are empty at least."""

_GIVEN = 0.5
"""Of the rows that another column says something of, in how many it does at most."""

_TOLD = 0.8
"""Of the rows in which it is empty, in how many another column says which they are."""


def merged(columns: Sequence[LookedColumn]) -> tuple[str, ...]:
    """Return the names of columns whose empty cells have what stands above them.

    They stand left of all numbers and of a column that is hardly ever empty, and no
    two cells in a row say the same: who writes a name twice writes it in each row.
    """
    labels = list[LookedColumn]()
    for column in columns:
        if _is_of_numbers(column):
            break
        labels.append(column)
    for at, column in enumerate(labels):
        named = [
            any(other.cells[row] for other in labels[at + 1 :])
            for row in range(len(column.cells))
            if not any(each.cells[row] for each in labels[: at + 1])
        ]
        given = [
            bool(cell)
            for row, cell in enumerate(column.cells)
            if any(other.cells[row] for other in labels[at + 1 :])
        ]
        if (
            not _is_printed_once(column)
            or not named
            or sum(named) < _TOLD * len(named)
            or sum(given) > _GIVEN * len(given)
        ):
            return tuple(each.name for each in labels[:at] if each.name)
    return ()


def filled(columns: Sequence[LookedColumn], names: Sequence[str]) -> list[LookedColumn]:
    """Return columns in which what stands above goes on in those of some names."""
    return [c if c.name not in names else _filled(c) for c in columns]


def _filled(column: LookedColumn) -> LookedColumn:
    above, cells = "", list[str]()
    for cell in column.cells:
        above = cell or above
        cells.append(above)
    return replace(column, cells=tuple(cells))


def _is_printed_once(column: LookedColumn) -> bool:
    given = [cell for cell in column.cells if cell]
    empty = len(column.cells) - len(given)
    twice = any(cell and cell == below for cell, below in pairwise(column.cells))
    return (
        len(given) > 1
        and bool(column.cells[0])
        and empty >= _EMPTY * len(column.cells)
        and not twice
    )


def _is_of_numbers(column: LookedColumn) -> bool:
    given = [cell for cell in column.cells if cell]
    return bool(given) and 2 * sum(map(bool, map(_NUMBER.fullmatch, given))) > len(
        given
    )
