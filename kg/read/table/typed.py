"""Spreadsheets and Parquet files, whose cells know their type, as text."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import repeat
from pathlib import Path
from typing import Any

from kg.read.table.opened import NotATable, OpenTable, Row, cell_text, headed

MOST_UNPACKED = 1 << 30
"""Bytes that a spreadsheet may have when it is unpacked (1 GiB, a million rows)."""


@contextmanager
def spreadsheet(
    path: Path, sheet: str, header: int = 0, name_rows: int = 1
) -> Iterator[OpenTable]:
    """Open a sheet of a spreadsheet, which is named if there are several.

    ``header`` is the number of the row with the names of columns, as for others. A
    formula is the value that it had when the file was last saved.
    """
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise NotATable(1, _needs("a spreadsheet", "openpyxl")) from None
    with _unpacked("a spreadsheet"):
        _refuse_a_bomb(path)
        values = load_workbook(path, read_only=True, data_only=True)
        written = load_workbook(path, read_only=True)
    try:
        name = _sheet(values.sheetnames, sheet)
        pairs = zip(values[name].iter_rows(), written[name].iter_rows(), strict=False)
        records = (
            Row(number, number, tuple(map(_value, *row, repeat(number))))
            for number, row in enumerate(pairs, 1)
        )
        empty = f"an empty table: the sheet `{name}` has no header"
        yield headed(records, header, empty, name_rows=name_rows)
    finally:
        values.close()
        written.close()


def _sheet(names: list[str], wanted: str) -> str:
    """Return the sheet that is meant; others would be passed over unseen."""
    if wanted in names or (not wanted and len(names) == 1):
        return wanted or names[0]
    listed = ", ".join(f"`{name}`" for name in names)
    if wanted:
        raise NotATable(1, f"no sheet is called `{wanted}`; there is {listed}")
    message = f"several sheets, {listed}: write `sheet:` under `table:`, or name one "
    raise NotATable(1, f"{message}to `kg map` with `--sheet`")


def _value(cell: Any, formula: Any, number: int) -> str:
    if cell.value is None and isinstance(formula.value, str) and formula.value:
        message = "a formula whose value the file does not have; open it in a "
        raise NotATable(number, f"{message}spreadsheet program and save it")
    return cell_text(cell.value, number)


def _refuse_a_bomb(path: Path) -> None:
    with zipfile.ZipFile(path) as packed:
        size = sum(info.file_size for info in packed.infolist())
    if size > MOST_UNPACKED:
        raise NotATable(1, f"more than {MOST_UNPACKED >> 30} GB when it is unpacked")


@contextmanager
def parquet(path: Path) -> Iterator[OpenTable]:
    """Open a Parquet file; its rows are counted as if it had a header."""
    try:
        import polars
    except ImportError:
        raise NotATable(1, _needs("a Parquet file", "polars")) from None
    with _unpacked("a Parquet file"):
        frame = polars.scan_parquet(path)
        columns = tuple(frame.collect_schema().names())
    yield OpenTable(columns, _slices(frame))


_SLICE = 50_000  # rows at a time: 15 MB of the widest table of UNHCR


def _slices(frame: Any) -> Iterator[Row]:
    number, begin = 1, 0  # the header is counted, which this form keeps elsewhere
    while True:
        with _unpacked("a Parquet file"):
            slice_ = frame.slice(begin, _SLICE).collect()
        for values in slice_.iter_rows():
            number += 1
            yield Row(
                number, number, tuple(cell_text(value, number) for value in values)
            )
        if len(slice_) < _SLICE:
            return
        begin += _SLICE


@contextmanager
def _unpacked(what: str) -> Iterator[None]:
    """Say in one way what a library says in many of a file that is not whole."""
    try:
        yield
    except (OSError, NotATable, MemoryError):
        raise
    except Exception as error:
        words = " ".join(str(error).split())[:200]
        raise NotATable(1, f"not {what}, or not all of it: {words}") from None


def _needs(what: str, package: str) -> str:
    return f"{what} is read by {package}; pip install 'apf-kg[tables]'"
