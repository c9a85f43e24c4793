"""SSSOM/TSV: a YAML header behind ``#``, then rows of mappings, one a line.

The form is that of SSSOM 1.1 (https://w3id.org/sssom/spec); what the rows say is read
in :mod:`kg.read.judgements`. Rows keep their line, and columns this package has no use
for are kept as they are, so that a file can be written again.

sssom-pydantic, with which the tests compare, does not take this module's place (0.6.10,
measured): it takes 0.4 s to import, leaves out rows that it cannot read, loses those
behind quotes that nobody closed, counts rows where a message needs lines, lays a value
of the header over those that rows have of their own, which SSSOM forbids, reads the
header as YAML 1.1, and writes it anew, without comments.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import Place, Problem, nearest
from kg.read.delimited import BrokenRow, read_delimited
from kg.read.files import read_text
from kg.read.opening import reporting, unexpected
from kg.read.sssom_header import COLUMNS, IN_ROWS, REQUIRED, Header

_MARKED = ("#", '"#')  # a spreadsheet puts a line with quotes in it in quotes


@dataclass(frozen=True, slots=True)
class MappingRow:
    """A row: the cells that are not empty, by column, and its line."""

    cells: dict[str, str]
    place: Place


@dataclass(slots=True)
class MappingSet:
    """A file: its header, columns and rows, and what its lines end with."""

    header: Header
    columns: list[str] = field(default_factory=lambda: list(COLUMNS))
    rows: list[MappingRow] = field(default_factory=list)
    end: str = "\n"


def read_sssom(path: Path, name: str, problems: list[Problem]) -> MappingSet | None:
    """Read an SSSOM/TSV file; ``name`` is what messages call it.

    What is wrong is appended to ``problems``; ``None`` is returned when no row can be
    read. Cells are not interpreted.
    """
    if (text := read_text(path, name, problems)) is None:
        return None
    with unexpected(reporting(Place(name, 1), problems)):
        return _mappings(text, name, problems)
    return None


def _mappings(text: str, name: str, problems: list[Problem]) -> MappingSet | None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    marked = (n for n, line in enumerate(lines) if not line.startswith(_MARKED))
    count, before = next(marked, len(lines)), len(problems)
    if (header := Header.read(name, lines[:count], problems)) is None:
        return None
    result = MappingSet(header, end="\r\n" if "\r\n" in text else "\n")
    try:
        _rows(result, "\n".join(lines[count:]), problems)
    except BrokenRow as error:
        problems.append(Problem(Place(name, count + error.line), str(error)))
        return None
    _propagate(result, problems)
    return result if result.rows or len(problems) == before else None


def _rows(result: MappingSet, text: str, problems: list[Problem]) -> None:
    """Read the columns and rows, which come after the header's lines."""
    name, above = result.header.name, len(result.header.lines)
    lines = io.StringIO(text, newline="")
    table = read_delimited(lines, "\t", begins=lambda line: "\t" in line)
    line, columns = next(table, (1, []))
    at = Place(name, above + line)
    columns = _unpadded(columns)
    for column in columns:
        if column not in IN_ROWS and not column.startswith("ext_"):
            message = f"`{column}` is no column of SSSOM{nearest(column, IN_ROWS)}"
            problems.append(Problem(at, message))
    if doubled := sorted({c for c in columns if columns.count(c) > 1}):
        problems.append(Problem(at, f"the column `{doubled[0]}` stands twice"))
    if missing := [c for c in REQUIRED if c not in (*columns, *result.header.shared)]:
        named = ", ".join(f"`{c}`" for c in missing)
        between = "" if len(columns) > 1 else "; columns are parted by tabs"
        problems.append(Problem(at, f"no column {named}{between}"))
        return
    result.columns = columns
    for line, cells in table:
        place = Place(name, above + line)
        if len(cells) > len(columns):
            cells = _unpadded(cells, len(columns))
        if len(cells) != len(columns):
            message = f"{len(cells)} cells, but there are {len(columns)} columns"
            problems.append(Problem(place, f"{message}; cells are parted by tabs"))
            continue
        pairs = zip(columns, (cell.strip() for cell in cells), strict=True)
        result.rows.append(MappingRow({c: v for c, v in pairs if v}, place))


def _unpadded(cells: list[str], least: int = 0) -> list[str]:
    """Return cells without the empty ones that a spreadsheet puts behind them."""
    width = max((n for n, cell in enumerate(cells, 1) if cell.strip()), default=0)
    return [cell.strip() for cell in cells[: max(width, least)]]


def _propagate(result: MappingSet, problems: list[Problem]) -> None:
    """Give all rows what the header has for them, and take it out of the header.

    SSSOM, "Propagation": where any row has a value of its own, no row is given one.
    """
    given = []
    for slot, value in result.header.shared.items():
        own = [slot in row.cells for row in result.rows]
        if any(own):
            if slot in REQUIRED and not all(own):
                message = f"`{slot}` reaches no row, because some have their own"
                at = result.header.places[slot]
                problems.append(Problem(at, f"{message}; fill in all"))
            continue
        for row in result.rows:
            row.cells[slot] = value
        result.columns += [] if slot in result.columns else [slot]
        given.append(slot)
    result.header.drop(given)


def write_sssom(mappings: MappingSet) -> bytes:
    """Return a file of mappings as bytes: header and line ends as they were.

    Rows are sorted by subject, object, predicate and modifier, so that one more
    judgement is one more line of a diff.
    """
    out = io.StringIO(newline="")
    out.writelines(f"{line}{mappings.end}" for line in mappings.header.lines)
    writer = csv.writer(out, delimiter="\t", lineterminator=mappings.end)
    writer.writerow(mappings.columns)
    for row in sorted(mappings.rows, key=_order):
        writer.writerow(
            [_flat(row.cells.get(column, "")) for column in mappings.columns]
        )
    return out.getvalue().encode("utf-8", "replace")


def _order(row: MappingRow) -> tuple[str, str, str, str]:
    cells = row.cells.get
    subject, target = cells("subject_id", ""), cells("object_id", "")
    return (subject, target, cells("predicate_id", ""), cells("predicate_modifier", ""))


def _flat(cell: str) -> str:
    """Return a cell on one line: a line break would make a diff hard to read."""
    return " ".join(cell.split())
