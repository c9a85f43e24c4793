"""Rows of comma- and tab-separated files, read strictly: a row is never lost unseen.

What people open in a spreadsheet is written so that no cell runs, and read as meant.

Python's :mod:`csv` is lenient by default: quotes that nobody closes take every row
behind them into one cell, without a word. Here they are an error with its line.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator

_REASONS = {
    "unexpected end of data": "the quotes that open here are not closed",
    "expected after '\"'": "words behind closing quotes; quotes in a quoted cell are "
    'written twice, as ""',
    "field larger than": f"a cell of more than {csv.field_size_limit():,} characters; "
    "are its quotes closed?",
    "new-line character seen": "a carriage return in a cell without quotes",
}
"""What :mod:`csv` says, by what it means to a person."""


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", *"\uff1d\uff0b\uff0d\uff20")
"""What makes a spreadsheet run a cell that begins with it, as OWASP lists it."""


def harmless(text: str) -> str:
    """Return a cell that no spreadsheet runs: ``'`` is put before what one would.

    So it is before a text that only looks as if that had been done: :func:`meant`
    gives every text back.
    """
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def meant(cell: str) -> str:
    """Return the text that a cell was before :func:`harmless`."""
    return cell.removeprefix("'") if harmless(cell) != cell else cell


class BrokenRow(ValueError):
    """A row that cannot be read, nor can what follows; ``line`` is where it begins."""

    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        super().__init__(reason)


def read_delimited(
    lines: Iterable[str],
    delimiter: str = ",",
    *,
    begins: Callable[[str], bool] = lambda line: False,
    empty: bool = False,
) -> Iterator[tuple[int, list[str]]]:
    """Yield the first line, from 1, and the cells of each row that is not empty.

    With ``empty``, rows in which nothing stands are not passed over.

    ``begins`` tells whether a line looks as rows of this file begin. A cell that goes
    on over such a line has swallowed a row, since two odd quotes in two rows are a
    sound cell to any reader of CSV. Raises :class:`BrokenRow`.
    """
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reasons = (r for words, r in _REASONS.items() if words in str(error))
            raise BrokenRow(line, next(reasons, str(error))) from None
        if reader.line_num > line and any(map(begins, _further(cells))):
            message = "quotes that open here close in a later row, and what stands "
            raise BrokenRow(line, message + "between would be one cell")
        if empty or any(cell and not cell.isspace() for cell in cells):
            yield line, cells
        line = reader.line_num + 1


def _further(cells: Iterable[str]) -> Iterator[str]:
    """Yield the lines of cells behind their first."""
    for cell in cells:
        if "\n" in cell:
            yield from cell.split("\n")[1:]
