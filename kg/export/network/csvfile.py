"""A table as a CSV file, row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.ask.network.model import Cell
from kg.export.network.cells import words
from kg.read.delimited import harmless

Table = tuple[Sequence[str], Iterable[Iterable[Cell | None]]]
"""The headings, and the rows."""


def write_table(
    path: Path,
    header: Sequence[str],
    rows: Iterable[Iterable[Cell | None]],
    *,
    spreadsheet: bool = False,
) -> None:
    """Write a table as RFC 4180 has it, in UTF-8; ``None`` is an empty cell.

    For a ``spreadsheet`` the file begins with a byte order mark, and ``'`` is put
    before texts that could be run as formulas; otherwise cells are exact.
    """
    encoding = "utf-8-sig" if spreadsheet else "utf-8"
    text = harmless if spreadsheet else str
    with path.open("w", encoding=encoding, errors="replace", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(map(text, header))
        for row in rows:
            writer.writerow(
                text(c) if isinstance(c, str) else "" if c is None else words(c)
                for c in row
            )
