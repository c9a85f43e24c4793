"""Columns of a network as the inside of GEXF elements, many rows at a time.

A run of rows is one template and a few lists: all that costs is done once per column
and not once per cell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TypeGuard

from kg.ask.network.model import Cell, Column, Spell, TimedColumn
from kg.export.network.cells import integer_type
from kg.export.network.xmltext import as_it_is, within_quotes

_FLOAT = 2.0**-149
"""Gephi's weights have 32 bits; what is smaller than this is 0 to it."""


@dataclass(frozen=True, slots=True)
class Run:
    """The same part of some rows: a ``%`` template of one place, and what fills it."""

    template: str
    values: Sequence[object]


def gexf_type(column: Column | TimedColumn) -> str:
    """Return the type to declare a column with."""
    if column.type != "integer":
        return column.type
    if isinstance(column, Column):
        return integer_type(column.values, ("integer", "long"))
    cells = (cell for row in column.values for _, _, cell in row)
    return integer_type(cells, ("integer", "long"))


def written(values: Sequence[str]) -> Sequence[str]:
    """Return texts as they stand between double quotes."""
    if as_it_is(" ".join(values)):
        return values
    return [within_quotes(value) for value in values]


def attribute(name: str, values: Sequence[str]) -> Run:
    """Return an XML attribute that every row has."""
    return Run(f' {name}="%s"', written(values))


def attvalue(column: Column, rows: slice) -> Run:
    """Return the attvalues of a column; an empty cell has none."""
    cells = column.values[rows]
    write = _WRITERS[column.type]
    start = f'<attvalue for="{within_quotes(column.name)}" value="'
    known = [cell for cell in cells if cell is not None]
    if len(known) == len(cells):
        texts = write(known)
        if all(texts):
            return Run(start.replace("%", "%%") + '%s"/>', texts)
        return Run("%s", [f'{start}{v}"/>' if v else "" for v in texts])
    rest = iter(write(known))
    values = ("" if cell is None else next(rest) for cell in cells)
    return Run("%s", [f'{start}{v}"/>' if v else "" for v in values])


def timed_attvalue(column: TimedColumn, rows: slice) -> Run:
    """Return the attvalues of a timed column, each with its time."""
    write = _WRITERS[column.type]
    start = f'<attvalue for="{within_quotes(column.name)}" value="'
    return Run(
        "%s",
        [
            "".join(
                f'{start}{value}"{_time(first, last)}/>'
                for (first, last, cell), value in zip(
                    row, write([cell for _, _, cell in row]), strict=True
                )
                if value
            )
            for row in column.values[rows]
        ],
    )


def spelled(spells: Sequence[Sequence[Spell]], rows: slice) -> Run:
    """Return the spells of rows, nothing where a row has none."""
    return Run(
        "%s",
        [
            f"<spells>{inside}</spells>"
            if (inside := "".join(map(_spell, some)))
            else ""
            for some in spells[rows]
        ],
    )


def weight(weights: Sequence[float | None], rows: slice) -> Run:
    """Return weights; Gephi drops an edge of weight 0, so that one has none."""
    return Run(
        "%s", [f' weight="{float(w)!r}"' if _weighs(w) else "" for w in weights[rows]]
    )


def _weighs(weight: float | None) -> TypeGuard[float]:
    return weight is not None and isfinite(weight) and abs(weight) >= _FLOAT


def _spell(spell: Spell) -> str:
    """Return a spell; one that is open at both ends says nothing."""
    return f"<spell{time}/>" if (time := _time(*spell)) else ""


def _time(start: str | None, end: str | None) -> str:
    first = "" if start is None else f' start="{start}"'
    return first if end is None else f'{first} end="{end}"'


def _texts(cells: Sequence[Cell]) -> Sequence[str]:
    return written([str(cell) for cell in cells])


def _integers(cells: Sequence[Cell]) -> Sequence[str]:
    return [str(int(cell)) for cell in cells]


def _doubles(cells: Sequence[Cell]) -> Sequence[str]:
    """Return numbers; one that is not finite is none to Gephi, and left out."""
    return [repr(float(cell)) if isfinite(cell) else "" for cell in cells]  # type: ignore[arg-type]


def _booleans(cells: Sequence[Cell]) -> Sequence[str]:
    return ["true" if cell else "false" for cell in cells]


_WRITERS: dict[str, Callable[[Sequence[Cell]], Sequence[str]]] = {
    "string": _texts,
    "integer": _integers,
    "double": _doubles,
    "boolean": _booleans,
}
