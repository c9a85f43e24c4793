"""What stands in a table: its columns, and the cells of its first rows.

Nothing is known of the table but its file, so how it is written is tried: by which sign
its cells part, and in which encoding. What is tried and what came of it is said.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path

from kg.read.table.opened import NotATable, OpenTable, Row
from kg.read.table.rows import FORMS, HEADED, form_of, open_table

MOST_ROWS = 10_000
"""Rows that are looked at: a second of UNHCR's widest table."""

_SIGNS = (",", ";", "\t", "|")
_TRIED = 20  # rows by which it is told how cells part
_NAMED = 0.6
"""Of the cells that most rows have, how many the row of names has at least."""

_COUNT = re.compile("(?!(?:19|20)[0-9]{2}$)[0-9][0-9.,]*")
"""A number that is no year: no column is called so."""

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_WESTERN = "windows-1252"


@dataclass(frozen=True)
class LookedColumn:
    """A column as it is seen: its name, its HXL tag, and its cells in their order."""

    name: str
    tag: str
    cells: tuple[str, ...]

    @cached_property
    def counted(self) -> Counter[str]:
        """How often each cell stands there."""
        return Counter(self.cells)


@dataclass(frozen=True)
class Looked:
    """A table as it is seen; ``delimiter`` and ``encoding`` are "" where usual.

    ``header`` is the number of the row with the names of columns, where the table is
    as it is printed, or 0, and ``name_rows`` over how many they go; ``title`` is what
    stands above those, and ``notes`` are rows of words alone. In empty cells of columns
    to ``fill`` what stands above goes on. ``whole`` is whether all rows were looked at,
    ``ragged`` how many of those have cells for more or fewer columns than there are.
    """

    form: str
    delimiter: str
    encoding: str
    columns: tuple[LookedColumn, ...]
    rows: int
    whole: bool
    ragged: int = 0
    header: int = 0
    name_rows: int = 1
    title: str = ""
    notes: tuple[str, ...] = ()
    sheet: str = ""
    fill: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AsWritten:
    """How a table is written, as somebody says who knows it; "" where nobody does."""

    sheet: str = ""
    encoding: str = ""


AS_SEEN = AsWritten()


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to read a file."""

    form: str
    delimiter: str = ""
    encoding: str = "utf-8"
    header: int = 0
    name_rows: int = 1
    title: str = ""
    sheet: str = ""


def look(path: Path, written: AsWritten = AS_SEEN) -> Looked:
    """Look at the first rows of a table.

    Raises :class:`NotATable` for what is none, and :class:`OSError`.
    """
    form = form_of(path.name)
    if form is None:
        raise NotATable(1, f"no table by its ending, which is one of {_endings()}")
    if written.sheet and form != "xlsx":
        raise NotATable(1, f"`--sheet` is of an Excel file, and this is {form}")
    if written.encoding and form not in ("csv", "tsv", "jsonl"):
        raise NotATable(1, f"`--encoding` is of a file of text, and this is {form}")
    way = _Way(form, encoding=_known(written.encoding), sheet=written.sheet)
    if form in ("csv", "tsv", "jsonl") and not written.encoding:
        way = _encoded(path, way)
    if form in ("csv", "tsv"):
        way = _parted(path, way)
    if form in HEADED:
        header, rows, title = _header(path, way)
        way = replace(way, header=header, name_rows=rows, title=title)
    return _seen(path, way)


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding or "utf-8").name
    except (LookupError, ValueError):
        message = f"`{encoding}`: no such encoding of text, such as windows-1254"
        raise NotATable(1, message) from None


def _endings() -> str:
    return ", ".join(f".{form}" for form in FORMS) + ", compressed (.gz, .bz2, .xz)"


def _encoded(path: Path, way: _Way) -> _Way:
    """Find an encoding in which the rows that are looked at can be read."""
    with path.open("rb") as file:
        if file.read(2) in _UTF_16:
            return replace(way, encoding="utf-16")
    try:
        _first(path, way, MOST_ROWS)
    except NotATable as error:
        if "UTF-8" not in str(error):
            return way
        western = replace(way, encoding=_WESTERN)
        try:
            _first(path, western, MOST_ROWS)
        except NotATable as another:
            return way if _WESTERN.upper() in str(another) else western
        return western
    return way


def _parted(path: Path, way: _Way) -> _Way:
    """Find the sign that parts the most cells, the same number in every row."""
    usual = "\t" if way.form == "tsv" else ","
    best, most = way, (False, 1)
    for sign in sorted(_SIGNS, key=lambda sign: sign != usual):
        tried = replace(way, delimiter="" if sign == usual else sign)
        try:
            widths = _first(path, tried, _TRIED)
        except NotATable:
            continue
        width, times = Counter(widths).most_common(1)[0]
        fits = times == len(widths), width
        if width > 1 and 2 * times > len(widths) and fits > most:
            best, most = tried, fits
    return best


def _header(path: Path, way: _Way) -> tuple[int, int, str]:
    """Return the number of the row with the names of columns, or 0 for the first.

    With it comes over how many rows they go, and the titles above it: rows with far
    fewer cells than most have.
    """
    with _open(path, way) as table:
        first = Row(*table.header, table.columns)
        rows = [first, *islice(table.rows, _TRIED)]
    filled = [sum(map(bool, map(str.strip, row.cells))) for row in rows]
    most = Counter(count for count in filled if count > 1).most_common(1)
    names = most[0][0] * _NAMED if most else 0
    at = next((i for i, count in enumerate(filled) if count >= names), 0)
    over = 1
    for above in (at - 1, at):
        if 0 <= above < len(rows) - 1 and _go_on(rows[above], rows[above + 1]):
            at, over = above, 2
            break
    counted = any(_COUNT.fullmatch(cell.strip()) for cell in rows[at].cells)
    if (not at and over == 1) or counted:
        return 0, 1, ""
    titles = (" ".join(cell.split()) for row in rows[:at] for cell in row.cells)
    return rows[at].number, over, " \u00b7 ".join(filter(None, titles))


def _go_on(one: Row, next_: Row) -> bool:
    """Tell whether names of columns go on in the next row, some below others.

    That is so where words stand below empty cells, and nothing below some words.
    """
    pairs = [
        (a.strip(), b.strip()) for a, b in zip(one.cells, next_.cells, strict=False)
    ]
    below = [b for _, b in pairs if b]
    return (
        next_.number == one.number + 1
        and sum(bool(a) for a, _ in pairs) > 1
        and any(b and not a for a, b in pairs)
        and any(a and not b for a, b in pairs)
        and all(cell[:1].isalpha() for cell in below)
    )


def _first(path: Path, way: _Way, rows: int) -> list[int]:
    """Return how many cells the header and the first rows have."""
    with _open(path, way) as table:
        widths = [len(row.cells) for row in islice(table.rows, rows)]
        return [len(table.columns), *widths]


def _open(path: Path, way: _Way) -> AbstractContextManager[OpenTable]:
    return open_table(
        path,
        way.form,
        delimiter=way.delimiter,
        encoding=way.encoding,
        sheet=way.sheet,
        header=way.header,
        name_rows=way.name_rows,
    )


def _seen(path: Path, way: _Way) -> Looked:
    with _open(path, way) as table:
        tags = {name: tag for tag, name in table.tags.items()}
        rows, notes, ragged, whole = _rows(table)
        number, _ = table.header
        cells = list(zip(*rows, strict=True)) or [() for _ in table.columns]
        columns = tuple(
            LookedColumn(name, tags.get(name, ""), tuple(of))
            for name, of in zip(table.columns, cells, strict=True)
        )
    encoding = "" if way.encoding == "utf-8" else way.encoding
    return Looked(
        way.form,
        way.delimiter,
        encoding,
        columns,
        rows=len(rows) + len(notes) + ragged,
        whole=whole,
        ragged=ragged,
        header=way.header or (number if notes else 0),
        name_rows=way.name_rows,
        title=way.title,
        notes=tuple(notes),
        sheet=way.sheet,
    )


def _rows(
    table: OpenTable,
) -> tuple[list[tuple[str, ...]], list[str], int, bool]:
    """Return the first rows, the words that stand alone in one, and whether it is all.

    Those with cells for more or fewer columns are only counted.
    """
    rows, notes = list[tuple[str, ...]](), list[str]()
    ragged, read = 0, iter(table.rows)
    for row in islice(read, MOST_ROWS):
        cells = tuple(cell.strip() for cell in row.cells)
        filled = [cell for cell in cells if cell]
        if len(table.columns) > 2 and len(filled) == 1 and not filled[0].isdigit():
            notes.append(filled[0])
        elif len(cells) == len(table.columns):
            rows.append(cells)
        else:
            ragged += 1
    return rows, notes, ragged, not _any(read)


def _any(rows: Iterator[object]) -> bool:
    return next(rows, None) is not None
