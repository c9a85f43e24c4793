"""A table that is open: its columns, and its rows as text that stands in cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain, zip_longest

from kg.errors import nearest

_TAG = re.compile(r"#[A-Za-z][A-Za-z0-9_]*(?:\s*\+\s*[A-Za-z][A-Za-z0-9_]*)*")
"""A tag of the Humanitarian Exchange Language (hxlstandard.org, 1.1)."""


class NotATable(ValueError):
    """A table that cannot be read, or not further; ``line`` is where."""

    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number and line, and what stands in each column that it has."""

    number: int
    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table that is open: the names of its columns, its HXL tags, and its rows.

    ``header`` is the row with the names of columns: its number, and its line.
    """

    columns: tuple[str, ...]
    rows: Iterator[Row]
    tags: dict[str, str] = field(default_factory=dict)
    header: tuple[int, int] = (1, 1)

    def at(self, name: str) -> int | None:
        """Return where the column of a name, or of an HXL tag, stands in each row."""
        if name in self.columns:
            return self.columns.index(name)
        tagged = self.tags.get(_tag(name)) if name.startswith("#") else None
        return None if tagged is None else self.columns.index(tagged)


def headed(
    records: Iterator[Row], number: int, empty: str, *, name_rows: int = 1
) -> OpenTable:
    """Take the header, and HXL's tags if they stand below, off the rows.

    ``number`` is that of the header's row, or 0 for the first in which anything stands;
    what is above is passed over. Names over ``name_rows`` rows are put together.
    Raises :class:`NotATable` for two columns of a name, and where there is no such row,
    of which it says ``empty`` if there is none at all.
    """
    header = _header(records, number, empty)
    names = [cell.strip() for cell in header.cells]
    for _ in range(name_rows - 1):
        header = next(records, None) or header
        names = put_together(names, [cell.strip() for cell in header.cells])
    at, columns = (header.number, header.line), tuple(names)
    if wrong := [name for name in columns if name and columns.count(name) > 1]:
        message = (
            f"two columns are called `{wrong[0]}`; where names stand in two rows, "
        )
        raise NotATable(header.line, f"{message}write both into one")
    first = next(records, None)
    if first is None:
        return OpenTable(columns, iter(()), header=at)
    written = [cell.strip() for cell in first.cells]
    if any(written) and all(_TAG.fullmatch(cell) for cell in written if cell):
        tagged = zip(written, columns, strict=False)
        tags = {_tag(cell): name for cell, name in tagged if cell}
        return OpenTable(columns, _filled(records), tags, at)
    return OpenTable(columns, _filled(chain([first], records)), header=at)


def put_together(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Return names of columns that stand in two rows, one of them over several columns.

    What stands above goes on over the empty cells beside it where something is below.
    """
    names, group = list[str](), ""
    for upper, lower in zip_longest(above, below, fillvalue=""):
        group = upper or (group if lower else "")
        names.append(f"{group} {lower}".strip())
    return names


def _header(records: Iterator[Row], number: int, empty: str) -> Row:
    last = 1
    for row in records:
        last = row.line
        if row.number == number or (not number and any(row.cells)):
            if any(cell.strip() for cell in row.cells):
                return row
            break
    if not number:
        raise NotATable(1, empty)
    message = f"no names of columns stand in row {number}, as `header:` says"
    raise NotATable(last, message)


def _filled(records: Iterable[Row]) -> Iterator[Row]:
    """Pass over rows in which nothing stands; they are counted all the same."""
    return (row for row in records if any(cell.strip() for cell in row.cells))


def filled_down(table: OpenTable, names: Iterable[str]) -> OpenTable:
    """Return a table in which what stands above goes on in empty cells of columns.

    So is read what was printed once for several rows. A row in which one cell alone
    stands is a heading or a note: what it says goes on below it, if it is in such a
    column, and it gets nothing of the others. Raises :class:`NotATable` for a column
    that there is not.
    """
    columns = [(name, table.at(name)) for name in names]
    if unknown := [name for name, at in columns if at is None]:
        message = f"no column is called `{unknown[0]}`, which `fill:` names"
        raise NotATable(
            table.header[1], f"{message}{nearest(unknown[0], table.columns)}"
        )
    places = [at for _, at in columns if at is not None]
    return replace(table, rows=_filled_down(table.rows, places))


def _filled_down(rows: Iterable[Row], places: Sequence[int]) -> Iterator[Row]:
    above = dict.fromkeys(places, "")
    for row in rows:
        alone = sum(map(bool, map(str.strip, row.cells))) == 1
        cells = list(row.cells)
        for at in places:
            if at >= len(cells):
                continue
            if cells[at].strip():
                above[at] = cells[at]
            elif not alone:
                cells[at] = above[at]
        yield replace(row, cells=tuple(cells))


def _tag(written: str) -> str:
    """Return an HXL tag as one among those that mean the same."""
    name, *attributes = re.sub(r"\s", "", written.lower()).split("+")
    return "+".join([name, *sorted(attributes)])


def cell_text(value: object, line: int) -> str:
    """Return as text what a cell that knows its type holds; nothing is ``""``."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return str(value).lower()
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case int() | float() | Decimal():
            return str(value)
    raise NotATable(line, "a cell that is no text, number, truth value or date")
