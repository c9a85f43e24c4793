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
import stat
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from decimal import Decimal
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any

from kg.read.delimited import BrokenRow, read_delimited
from kg.read.opening import Unreadable
from kg.read.table.opened import NotATable, OpenTable, Row, cell_text, headed
from kg.read.table.typed import parquet, spreadsheet

FORMS = ("csv", "tsv", "jsonl", "xlsx", "parquet")
HEADED = ("csv", "tsv", "xlsx")
"""Forms whose columns are called after what stands in a row."""

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


def form_of(name: str) -> str | None:
    """Return the form that the ending of a file's name tells, compressed or not."""
    stem = name
    for ending in _OPENERS:
        stem = stem.removesuffix(ending)
    return _ENDINGS.get(stem.rpartition(".")[2].lower())


@contextmanager
def open_table(
    path: Path,
    form: str,
    *,
    delimiter: str = "",
    encoding: str = "utf-8",
    sheet: str = "",
    header: int = 0,
    name_rows: int = 1,
) -> Iterator[OpenTable]:
    """Open a table of one of :data:`FORMS` for reading, row by row.

    ``sheet`` is the one of a spreadsheet that has several; ``header`` is the number of
    the row with the names of columns, by default the first in which anything stands,
    and ``name_rows`` over how many these go.
    Raises :class:`NotATable` then, and while rows are taken, and :class:`OSError`.
    """
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise Unreadable("not a file")
    opened: AbstractContextManager[OpenTable]
    match form:
        case "xlsx":
            opened = spreadsheet(path, sheet, header, name_rows)
        case "parquet":
            opened = parquet(path)
        case "jsonl":
            opened = _json_lines(path, encoding)
        case _:
            sign = delimiter or {"csv": ",", "tsv": "\t"}[form]
            opened = _delimited(path, sign, encoding, (header, name_rows))
    with opened as table:
        yield table


@contextmanager
def _delimited(
    path: Path, delimiter: str, encoding: str, header: tuple[int, int]
) -> Iterator[OpenTable]:
    with _text(path, encoding) as file:
        read = read_delimited(_lines(file), delimiter, empty=True)
        number, rows = header
        empty = "an empty table: it has no header"
        yield headed(_numbered(read), number, empty, name_rows=rows)


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


@contextmanager
def _json_lines(path: Path, encoding: str) -> Iterator[OpenTable]:
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
                Row(line, line, tuple(cell_text(record.get(c), line) for c in columns))
                for line, record in _objects(file)
            ),
        )


def _objects(file: IO[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    for line, text in enumerate(_lines(file), 1):
        if not text.strip():
            continue
        try:
            record = json.loads(text, parse_float=Decimal, object_pairs_hook=_once)
        except (ValueError, RecursionError) as error:
            raise NotATable(line, f"not JSON: {error}") from None
        if not isinstance(record, dict):
            raise NotATable(line, "a line is one JSON object, a key for each column")
        yield line, record


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON whose keys stand once; a parser takes the last."""
    record = dict(pairs)
    if len(record) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"`{twice}` stands twice in one object")
    return record


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
