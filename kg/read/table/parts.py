"""A table in parts: a folder of files with one header, read as one table.

Rows and lines are counted through all parts, in the order of their names, so that each
has a number of its own; messages name the file and the line in it (:class:`Located`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import Place, Problem
from kg.read.opening import Unreadable, sha256_of
from kg.read.table.opened import NotATable, OpenTable, Row
from kg.read.table.rows import PACKED, form_of

if TYPE_CHECKING:
    from kg.read.table.table_file import TableFile

Open = Callable[[Path], AbstractContextManager[OpenTable]]
"""Opens one part."""

Start = tuple[int, str]
"""How many lines the parts before one have, and the name of its file."""


def parts_of(folder: Path) -> list[Path]:
    """Return the files of a folder, in the order of their names; hidden ones are none.

    Raises :class:`Unreadable` for a folder without any, for what is no table, and for
    two files of one name, such as one that is also there compressed.
    """
    parts = sorted(path for path in folder.iterdir() if path.name[0] != ".")
    if not parts:
        raise Unreadable("is a folder without parts; put the files of the table there")
    by_stem: dict[str, Path] = {}
    for path in parts:
        if form_of(path.name) is None or not path.is_file():
            message = f"holds `{path.name}`, which is no part of a table: all of them "
            raise Unreadable(f"{message}are files whose endings tell how to read them")
        first = by_stem.setdefault(_stem(path.name), path)
        if first != path:
            message = f"holds `{first.name}` and `{path.name}`: one part twice"
            raise Unreadable(f"{message}; take one out")
    return parts


def _stem(name: str) -> str:
    """Return a name without the endings that tell form and packing."""
    for ending in PACKED:
        name = name.removesuffix(ending)
    return name.rpartition(".")[0]


@contextmanager
def open_parts(folder: Path, opener: Open) -> Iterator[OpenTable]:
    """Open a folder of parts as one table.

    Raises what :func:`parts_of` does, and :class:`NotATable`, with a line that is
    counted through all parts, for a part that cannot be read or has another header.
    """
    parts = parts_of(folder)
    with opener(parts[0]) as first:
        columns, tags, header = first.columns, first.tags, first.header
    yield OpenTable(columns, _rows(parts, opener, columns), tags, header)


def _rows(parts: list[Path], opener: Open, columns: tuple[str, ...]) -> Iterator[Row]:
    lines = numbers = 0
    for path in parts:
        line = number = 1
        try:
            with opener(path) as table:
                number, line = table.header
                if table.columns != columns:
                    raise NotATable(1, _other(parts[0], columns, table.columns))
                for row in table.rows:
                    line, number = row.line, row.number
                    yield Row(numbers + number, lines + line, row.cells)
        except NotATable as error:
            raise NotATable(lines + error.line, str(error)) from None
        lines, numbers = lines + line, numbers + number


def _other(first: Path, columns: Iterable[str], others: Iterable[str]) -> str:
    """Say in what the header of a part is another than that of the first."""
    known, own = list(columns), list(others)
    lacking = [f"lacks `{name}`" for name in known if name not in own]
    more = [f"has `{name}`, too" for name in own if name not in known]
    words = ", ".join([*lacking, *more]) or "has them in another order"
    return f"another header than `{first.name}`: it {words}"


class Located:
    """Finds the part, and the line in it, that a line of a whole table stands for.

    ``tables`` are paths and forms by what messages call the tables; ``files`` is what
    they call these and all parts.
    """

    def __init__(self, tables: Mapping[str, tuple[Path, TableFile]]) -> None:
        self._folders = {
            name: (path, how) for name, (path, how) in tables.items() if how.in_parts
        }
        self.files = [*tables]
        for name, (path, _) in self._folders.items():
            with suppress(OSError):  # as who reads it says
                self.files += [f"{name}/{part.name}" for part in sorted(path.iterdir())]

    def place(self, place: Place) -> Place:
        """Return a place in a part for one in a table of parts; others as they are."""
        if place.file not in self._folders or place.line < 1:
            return place
        part, line = part_of(*self._folders[place.file], place.line)
        return replace(place, file=f"{place.file}/{part}" if part else place.file,
                       line=line)  # fmt: skip

    def problems(self, problems: list[Problem]) -> list[Problem]:
        """Return problems with their places in parts."""
        if not self._folders:
            return problems
        return [Problem(self.place(p.place), p.message) for p in problems]


def part_of(path: Path, how: TableFile, line: int) -> tuple[str, int]:
    """Return the part that a line of a whole table stands in, and which of its lines.

    The name is "" for a table that is one file.
    """
    if not how.in_parts:
        return "", line
    try:
        starts = _starts(path, how, sha256_of(path))
    except (NotATable, OSError):
        return "", line
    at = bisect_right(starts, line - 1, key=lambda start: start[0]) - 1
    before, name = starts[at]
    return name, line - before


def line_words(path: Path | None, how: TableFile, line: int) -> str:
    """Return what messages call a line of a table, in words: "3", "3 of `b.csv`"."""
    part, own = ("", line) if path is None else part_of(path, how, line)
    return f"{own} of `{part}`" if part else str(own)


@lru_cache(maxsize=16)
def _starts(folder: Path, how: TableFile, _digest: str) -> list[Start]:
    """Return where parts begin, as far as they can be read."""
    starts, lines = list[Start](), 0
    for path in parts_of(folder):
        starts.append((lines, path.name))
        line = 1
        try:
            with how.open_part(path) as table:
                _, line = table.header
                for row in table.rows:
                    line = row.line
        except NotATable:
            break  # what comes after was not read either
        lines += line
    return starts
