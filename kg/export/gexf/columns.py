"""Columns of a network as the inside of GEXF elements, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from math import isfinite

from kg.ask.network.model import Cell, Column, Spell, TimedColumn
from kg.export.xml_text import escape

Parts = Iterable[str]

_INT = 2**31
"""Gephi's integer has 32 bits; what needs more is a long."""


def gexf_type(column: Column | TimedColumn) -> str:
    """Return the type to declare a column with."""
    if column.type != "integer":
        return column.type
    large = any(
        isinstance(cell, int) and not -_INT <= cell < _INT for cell in _cells(column)
    )
    return "long" if large else "integer"


def _cells(column: Column | TimedColumn) -> Iterator[Cell | None]:
    if isinstance(column, Column):
        yield from column.values
        return
    for row in column.values:
        for _, _, cell in row:
            yield cell


def quoted(before: str, values: Sequence[str]) -> Iterator[str]:
    """Yield an XML attribute per value; ``before`` is its name with ``="``."""
    return (f'{before}{escape(value)}"' for value in values)


def plain(number: float) -> str:
    """Return a number in the fewest digits that give it back."""
    text = repr(number)
    return text.removesuffix(".0")


def attvalues(columns: Sequence[Column], timed: Sequence[TimedColumn]) -> Parts:
    """Yield per row its ``attvalues``, or nothing where every cell is empty."""
    parts = [_written(column) for column in columns]
    parts += [timed_attvalues(column) for column in timed]
    if not parts:
        return repeat("")
    return _wrapped("attvalues", map("".join, zip(*parts, strict=True)))


def timed_attvalues(column: TimedColumn) -> Iterator[str]:
    """Yield per row the values of a timed column, each with its time."""
    write = _WRITERS[column.type]
    name = escape(column.name)
    for row in column.values:
        yield "".join(
            f'<attvalue for="{name}" value="{value}"{_time(start, end)}/>'
            for start, end, cell in row
            if (value := write(cell))
        )


def spelled(spells: Sequence[Sequence[Spell]] | None, count: int) -> Parts:
    """Yield per row its ``spells``, or nothing where it has none."""
    if spells is None:
        return repeat("", count)
    return _wrapped("spells", map(_spells, spells))


def _spells(spells: Sequence[Spell]) -> str:
    return "".join(f"<spell{_time(start, end)}/>" for start, end in spells)


def _time(start: str | None, end: str | None) -> str:
    first = "" if start is None else f' start="{start}"'
    return first if end is None else f'{first} end="{end}"'


def _wrapped(tag: str, rows: Iterable[str]) -> Iterator[str]:
    before, after = f"<{tag}>", f"</{tag}>"
    return (f"{before}{row}{after}" if row else "" for row in rows)


def _written(column: Column) -> Iterator[str]:
    """Yield the attvalue of each row; an empty cell has none."""
    write = _WRITERS[column.type]
    before = f'<attvalue for="{escape(column.name)}" value="'
    for cell in column.values:
        if cell is None or not (value := write(cell)):
            yield ""
        else:
            yield f'{before}{value}"/>'


def _double(cell: Cell) -> str:
    """Return a number; one that is not finite is no number to Gephi, and left out."""
    return plain(float(cell)) if isfinite(float(cell)) else ""


_WRITERS: dict[str, Callable[[Cell], str]] = {
    "string": lambda cell: escape(str(cell)),
    "integer": lambda cell: str(int(cell)),
    "double": _double,
    "boolean": lambda cell: "true" if cell else "false",
}
