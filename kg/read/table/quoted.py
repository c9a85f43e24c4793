"""The rows that claims of tables stand in, to be shown beside them."""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from kg.errors import Problem
from kg.read.nodes import read_yaml
from kg.read.opening import sha256_of
from kg.read.scan import MAPPING
from kg.read.table.mapping import MappingReader
from kg.read.table.opened import NotATable, OpenTable
from kg.read.table.rows import PACKED, form_of
from kg.read.table.table_file import TableFile
from kg.read.table.tables import Tables

Cells = tuple[tuple[str, str], ...]
"""Columns and what stands in them, where something does."""

Stamp = tuple[int, int]
"""When a file was changed, and its size: others, and it is looked at again."""


def quoted_rows(
    tables: Tables, document: str, file: str, digest: str, numbers: Iterable[int]
) -> Mapping[int, Cells]:
    """Return the rows of a document's table that are asked for, by number.

    They are those of the very file of that digest: of another, or of none, there are
    none.
    """
    path = tables.path(document, file)
    if path is None or tables.astray(path):
        return {}
    try:
        stamp = _stamp(path)
        if _digest(path, stamp) != digest:
            return {}
        written = _written(tables.sources / document / MAPPING, file)
        return _rows(path, written, stamp, sorted(set(numbers)))
    except (OSError, NotATable, UnicodeError, csv.Error):
        return {}


def _stamp(path: Path) -> Stamp:
    files = [path, *path.iterdir()] if path.is_dir() else [path]
    states = [file.stat() for file in files]
    return max(s.st_mtime_ns for s in states), sum(s.st_size for s in states)


@lru_cache(maxsize=64)  # tables of a project
def _digest(path: Path, _stamp: Stamp) -> str:
    return sha256_of(path)


def _written(mapping: Path, file: str) -> TableFile:
    """Return how a table is written: as its mapping says, or as its name tells."""
    problems: list[Problem] = []
    node = read_yaml(mapping, MAPPING, problems) if mapping.exists() else None
    if node is not None:
        written = MappingReader(MAPPING, node, problems).table()
        if written.file == file:
            return replace(written, fill=())  # a quote has what is printed
    return TableFile(file, form_of(file) or "")


def _rows(
    path: Path, written: TableFile, stamp: Stamp, numbers: list[int]
) -> dict[int, Cells]:
    offsets = _offsets(path, stamp) if _has_lines(path, written) else None
    with written.open(path) as table:
        if offsets is None:
            return _passed(table, numbers)
        columns = table.columns
    sign = written.delimiter or {"csv": ",", "tsv": "\t"}[written.form]
    rows = {}
    with path.open("rb") as file:
        for number in numbers:
            if 0 < number < len(offsets):
                file.seek(offsets[number - 1])
                record = file.read(offsets[number] - offsets[number - 1])
                text = record.decode(written.encoding)
                cells = next(csv.reader([text], delimiter=sign), [])
                rows[number] = _named(columns, cells)
    return rows


def _has_lines(path: Path, written: TableFile) -> bool:
    """Whether the bytes of a file are lines, so that one can be sought."""
    wide = written.encoding.startswith(("utf-16", "utf-32", "utf_16", "utf_32"))
    packed = path.suffix in PACKED or written.in_parts
    return written.form in ("csv", "tsv") and not wide and not packed


def _passed(table: OpenTable, numbers: list[int]) -> dict[int, Cells]:
    """Return rows of a table in which none can be sought: all before are passed."""
    wanted, last = set(numbers), max(numbers, default=0)
    rows = {}
    for row in table.rows:
        if row.number > last:
            break
        if row.number in wanted:
            rows[row.number] = _named(table.columns, row.cells)
    return rows


def _named(columns: Iterable[str], cells: Iterable[str]) -> Cells:
    named = zip(columns, cells, strict=False)
    return tuple((name, cell) for name, cell in named if name and cell.strip())


@lru_cache(maxsize=16)  # of tables of a million rows: 8 MB each
def _offsets(path: Path, _stamp: Stamp) -> array[int] | None:
    """Return where each record of a delimited file begins, and where the last ends.

    A record goes on over lines while its quotes are odd in number. ``None`` for files
    whose lines do not end in a line feed.
    """
    offsets, at, quotes = array("Q", [0]), 0, 0
    with path.open("rb") as file:
        for line in file:
            at += len(line)
            quotes += line.count(b'"')
            if quotes % 2 == 0:
                offsets.append(at)
            if b"\r" in line.removesuffix(b"\n").removesuffix(b"\r"):
                return None
    if offsets[-1] != at:
        offsets.append(at)
    return offsets
