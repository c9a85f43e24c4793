"""The rows of a table, by the form of its file: text that stands in cells, no more.

What a cell means is said by the mapping, never guessed from how it looks. Rows are
counted as a spreadsheet counts them, the header among them (RFC 7111, 2.1), and know
the line of the file that they begin on.
"""

from __future__ import annotations

import bz2
import codecs
import gzip
import json
import lzma
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import IO, Any

from kg.errors import Place
from kg.read.delimited import BrokenRow, read_delimited
from kg.read.opening import Unreadable

FORMS = ("csv", "tsv", "jsonl", "xlsx", "parquet")
_ENDINGS = {"ndjson": "jsonl", "txt": "tsv", **{form: form for form in FORMS}}
_OPENERS: dict[str, Callable[..., Any]] = {
    ".gz": gzip.open,
    ".bz2": bz2.open,
    ".xz": lzma.open,
}

PACKED = tuple(_OPENERS)
"""Endings of files that are packed, and so can only be read from the beginning."""

MOST_IN_LINE = 1 << 20
"""Characters of one line (1 Mi). A row of UNHCR's widest table has 150; a file without
line ends would be taken into memory whole."""

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
    """A table that is open: the names of its columns, its HXL tags, and its rows."""

    columns: tuple[str, ...]
    rows: Iterator[Row]
    tags: dict[str, str] = field(default_factory=dict)

    def at(self, name: str) -> int | None:
        """Return where the column of a name, or of an HXL tag, stands in each row."""
        if name in self.columns:
            return self.columns.index(name)
        tagged = self.tags.get(_tag(name)) if name.startswith("#") else None
        return None if tagged is None else self.columns.index(tagged)


def form_of(name: str) -> str | None:
    """Return the form that the ending of a file's name tells, compressed or not."""
    stem = name
    for ending in _OPENERS:
        stem = stem.removesuffix(ending)
    return _ENDINGS.get(stem.rpartition(".")[2].lower())


@contextmanager
def open_table(
    path: Path, form: str, *, delimiter: str = "", encoding: str = "utf-8"
) -> Iterator[OpenTable]:
    """Open a table of one of :data:`FORMS` for reading, row by row.

    Raises :class:`NotATable` then, and while rows are taken, and :class:`OSError`.
    """
    _refuse_what_is_no_file(path)
    with _OPEN[form](path, delimiter=delimiter, encoding=encoding) as table:
        yield table


def _refuse_what_is_no_file(path: Path) -> None:
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise Unreadable("not a file")


@contextmanager
def _delimited(path: Path, *, delimiter: str, encoding: str) -> Iterator[OpenTable]:
    with _text(path, encoding) as file:
        read = read_delimited(_lines(file), delimiter or ",", empty=True)
        records = _numbered(read)
        header = next((row for row in records if any(row.cells)), None)
        if header is None:
            raise NotATable(1, "an empty table: it has no header")
        yield _headed(header, records)


@contextmanager
def _tabbed(path: Path, *, delimiter: str, encoding: str) -> Iterator[OpenTable]:
    with _delimited(path, delimiter=delimiter or "\t", encoding=encoding) as table:
        yield table


def _numbered(read: Iterator[tuple[int, list[str]]]) -> Iterator[Row]:
    number = 0
    while True:
        try:
            line, cells = next(read)
        except StopIteration:
            return
        except BrokenRow as error:
            raise NotATable(error.line, str(error)) from None
        number += 1
        yield Row(number, line, tuple(cells))


def _headed(header: Row, records: Iterator[Row]) -> OpenTable:
    """Take the header, and HXL's tags if they stand below, off the rows."""
    columns = tuple(cell.strip() for cell in header.cells)
    if wrong := [name for name in columns if name and columns.count(name) > 1]:
        raise NotATable(header.line, f"two columns are called `{wrong[0]}`")
    first = next(records, None)
    if first is None:
        return OpenTable(columns, iter(()))
    written = [cell.strip() for cell in first.cells]
    if any(written) and all(_TAG.fullmatch(cell) for cell in written if cell):
        tagged = zip(written, columns, strict=False)
        tags = {_tag(cell): name for cell, name in tagged if cell}
        return OpenTable(columns, _filled(records), tags)
    return OpenTable(columns, _filled(chain([first], records)))


def _filled(records: Iterable[Row]) -> Iterator[Row]:
    """Pass over rows in which nothing stands; they are counted all the same."""
    return (row for row in records if any(cell.strip() for cell in row.cells))


def _tag(written: str) -> str:
    """Return an HXL tag as one among those that mean the same."""
    name, *attributes = re.sub(r"\s", "", written.lower()).split("+")
    return "+".join([name, *sorted(attributes)])


@contextmanager
def _json_lines(path: Path, *, delimiter: str, encoding: str) -> Iterator[OpenTable]:
    columns: dict[str, None] = {}
    with _text(path, encoding) as file:
        for _, record in _objects(file):
            columns.update(dict.fromkeys(record))
    if not columns:
        raise NotATable(1, "an empty table: no line has an object")
    with _text(path, encoding) as file:
        yield OpenTable(
            tuple(columns),
            (
                Row(line, line, tuple(_cell(record.get(c), line) for c in columns))
                for line, record in _objects(file)
            ),
        )


def _objects(file: IO[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    for line, text in enumerate(_lines(file), 1):
        if not text.strip():
            continue
        try:
            record = json.loads(text, parse_float=Decimal)
        except (ValueError, RecursionError) as error:
            raise NotATable(line, f"not JSON: {error}") from None
        if not isinstance(record, dict):
            raise NotATable(line, "a line is one JSON object, a key for each column")
        yield line, record


@contextmanager
def _spreadsheet(path: Path, *, delimiter: str, encoding: str) -> Iterator[OpenTable]:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise NotATable(1, _needs("a spreadsheet", "openpyxl")) from None
    with _unpacked("a spreadsheet"):
        book = load_workbook(path, read_only=True, data_only=True)
    try:
        sheet = book.worksheets[0]
        records = (
            Row(number, number, tuple(_cell(value, number) for value in values))
            for number, values in enumerate(sheet.iter_rows(values_only=True), 1)
        )
        header = next((row for row in records if any(row.cells)), None)
        if header is None:
            raise NotATable(1, "an empty table: its first sheet has no header")
        yield _headed(header, records)
    finally:
        book.close()


@contextmanager
def _parquet(path: Path, *, delimiter: str, encoding: str) -> Iterator[OpenTable]:
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
            yield Row(number, number, tuple(_cell(value, number) for value in values))
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


_OPEN: dict[str, Callable[..., AbstractContextManager[OpenTable]]] = {
    "csv": _delimited,
    "tsv": _tabbed,
    "jsonl": _json_lines,
    "xlsx": _spreadsheet,
    "parquet": _parquet,
}


def _cell(value: object, line: int) -> str:
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


@contextmanager
def _text(path: Path, encoding: str) -> Iterator[IO[str]]:
    """Open a file as text, unpacked if its name says that it is packed."""
    utf8 = codecs.lookup(encoding).name == "utf-8"
    opener = _OPENERS.get(path.suffix, open)
    with opener(path, "rb") as packed:
        yield TextIOWrapper(
            packed, encoding="utf-8-sig" if utf8 else encoding, newline=""
        )


def _lines(file: IO[str]) -> Iterator[str]:
    """Yield lines with their ends; one that never ends is not taken into memory."""
    line = 0
    while True:
        line += 1
        try:
            text = file.readline(MOST_IN_LINE + 1)
        except UnicodeError as error:
            encoding = getattr(error, "encoding", "the encoding that is named")
            raise NotATable(
                line,
                f"not {encoding.upper().replace('_', '-')}, here or a few lines on; "
                "save it as UTF-8, or name `encoding:` under `table:`",
            ) from None
        except (EOFError, lzma.LZMAError, gzip.BadGzipFile) as error:
            raise NotATable(line, f"breaks off, or is not packed so: {error}") from None
        if not text:
            return
        if len(text) > MOST_IN_LINE:
            message = f"a line of more than {MOST_IN_LINE:,} characters; is it a table?"
            raise NotATable(line, message)
        if "\0" in text:
            raise NotATable(line, "a NUL byte; is this a text file?")
        yield text


def place_of(file: str, row: Row, column: str = "") -> Place:
    """Return the place of a cell of a row, or of the row."""
    return Place(file, row.line, column)
