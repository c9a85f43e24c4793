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
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from kg.errors import Place, Problem, nearest
from kg.rdf import iri_flaw
from kg.read.files import read_text
from kg.read.nodes import Mapping, Node, Scalar, Sequence, plain, read_header
from kg.read.rows import BrokenRow, read_rows

SEMAPV: Final = "https://w3id.org/semapv/vocab/"
SSSOM: Final = "https://w3id.org/sssom/"
BUILT_IN: Final = {
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "semapv": SEMAPV,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": SSSOM,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes that a file need not declare, and may not declare to be others."""

REQUIRED: Final = (
    *("subject_id", "predicate_id", "object_id", "mapping_justification"),
    "mapping_date",
)
"""Columns of a file of judgements: what SSSOM demands, and the day of judging."""

COLUMNS: Final = (
    *("subject_id", "subject_label", "predicate_id", "predicate_modifier"),
    *("object_id", "object_label", "object_category", "mapping_justification"),
    *("author_id", "author_label", "mapping_date", "confidence", "comment"),
)
"""The columns that judgements are written in, in this order."""

PROPAGATED: Final = (
    *("mapping_date", "mapping_provider", "mapping_tool", "mapping_tool_id"),
    *("mapping_tool_version", "cardinality_scope", "curation_rule"),
    *("curation_rule_text", "similarity_measure", "predicate_type"),
    *("subject_type", "subject_source", "subject_source_version"),
    *("subject_match_field", "subject_preprocessing"),
    *("object_type", "object_source", "object_source_version"),
    *("object_match_field", "object_preprocessing"),
)
"""Slots that a header may have for all rows, unless one row has its own value."""

_OTHERS = (
    *PROPAGATED,
    *("record_id", "subject_category", "predicate_label", "creator_id"),
    *("creator_label", "reviewer_id", "reviewer_label", "reviewer_agreement"),
    *("review_date", "publication_date", "license", "mapping_source"),
    *("mapping_cardinality", "match_string", "similarity_score", "see_also"),
    *("issue_tracker_item", "derived_from", "other"),
)
_OF_SET = (
    *("curie_map", "mapping_set_id", "license", "sssom_version"),
    *("extension_definitions", "mapping_set_title", "mapping_set_description"),
    *("mapping_set_version", "mapping_set_source", "mapping_set_confidence"),
    *("issue_tracker", "creator_id", "creator_label", "publication_date", "see_also"),
    *("comment", "other"),
    *PROPAGATED,
)
_NEEDED = ("mapping_set_id", "license", "curie_map")
_DAYS = ("mapping_date", "publication_date")
_MARKED = ("#", '"#')
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class MappingRow:
    """A row: the cells that are not empty, by column, and its line."""

    cells: dict[str, str]
    place: Place


@dataclass(slots=True)
class MappingSet:
    """A file: its header as typed, its prefixes, columns and rows.

    ``header`` holds whole lines, with the ``#`` that they begin with; ``end`` is what
    lines end with.
    """

    name: str
    header: list[str] = field(default_factory=list)
    prefixes: dict[str, str] = field(default_factory=dict)
    columns: list[str] = field(default_factory=lambda: list(COLUMNS))
    rows: list[MappingRow] = field(default_factory=list)
    end: str = "\n"

    def expand(self, curie: str) -> str | None:
        """Return the IRI that a CURIE or IRI stands for, or ``None``."""
        if curie.startswith(("http://", "https://", "urn:")):
            return curie
        prefix, colon, rest = curie.partition(":")
        space = (BUILT_IN | self.prefixes).get(prefix)
        return space + rest if colon and rest and space else None

    def contract(self, iri: str) -> str:
        """Return an IRI as a CURIE of the longest prefix, or as it is."""
        spaces = BUILT_IN | self.prefixes
        fitting = [p for p, s in spaces.items() if iri.startswith(s) and iri != s]
        if not fitting:
            return iri
        prefix = max(fitting, key=lambda p: len(spaces[p]))
        return f"{prefix}:{iri.removeprefix(spaces[prefix])}"

    def declare(self, prefix: str, space: str) -> None:
        """Declare a prefix, in the way in which the header declares others."""
        yaml = [_yaml(line) for line in self.header]
        at = next(n for n, line in enumerate(yaml) if _is_key(line, "curie_map"))
        entries = [n for n in range(at + 1, len(yaml)) if _is_entry(yaml[n])]
        flow = [n for n in (at, *entries[:1]) if "{" in yaml[n]]
        if flow:
            line, pair = self.header[flow[0]], f"{{{prefix}: {space}, "
            self.header[flow[0]] = line.replace("{", pair, 1)
        else:
            entry = yaml[entries[0]]
            indent = entry[: len(entry) - len(entry.lstrip())]
            self.header.insert(entries[0], f"#{indent}{prefix}: {space}")
        self.prefixes[prefix] = space


def read_sssom(path: Path, name: str, problems: list[Problem]) -> MappingSet | None:
    """Read an SSSOM/TSV file; ``name`` is what messages call it.

    What is wrong is appended to ``problems``; ``None`` is returned when no row can be
    read. Cells are not interpreted.
    """
    if (text := read_text(path, name, problems)) is None:
        return None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    marked = (n for n, line in enumerate(lines) if not line.startswith(_MARKED))
    count = next(marked, len(lines))
    result, before = MappingSet(name, lines[:count]), len(problems)
    result.end = "\r\n" if "\r\n" in text else "\n"
    header = _header(result, problems)
    if header is None:
        return None
    shared = {slot: v for slot in PROPAGATED if (v := _cell(header.values.get(slot)))}
    try:
        _rows(result, "\n".join(lines[count:]), shared, problems)
    except BrokenRow as error:
        problems.append(Problem(Place(name, count + error.line), str(error)))
        return None
    _propagate(result, shared, header, problems)
    return result if result.rows or len(problems) == before else None


def _yaml(line: str) -> str:
    """Return a line of the header without its mark and what a spreadsheet adds.

    It pads lines with tabs to the width of the table, and quotes those with quotes.
    """
    if line.startswith('"'):
        line = line.rstrip()[1:].removesuffix('"').replace('""', '"')
    return line[1:].rstrip()


def _is_key(line: str, key: str) -> bool:
    return line.partition(":")[0].strip(" '\"") == key


def _is_entry(line: str) -> bool:
    return not line.lstrip().startswith("#") and bool(line.strip())


def _header(result: MappingSet, problems: list[Problem]) -> Mapping | None:
    """Read the header: known slots, days, and prefixes that are namespaces.

    ``None`` means that it could not be read; no CURIE of the rows could be, then.
    """

    def report(place: Place, message: str) -> None:
        problems.append(Problem(place, message))

    yaml = "\n".join(map(_yaml, result.header))
    what, start = "the header behind `#`", Place(result.name, 1)
    header = read_header(yaml, result.name, problems, what=what)
    if not isinstance(header, Mapping):
        if header is not None:
            report(start, f"{what} is `key: value` lines, such as `license: …`")
        return None
    for key, place in header.keys.items():
        if key not in _OF_SET and key in (*COLUMNS, *_OTHERS):
            report(place, f"`{key}` is a column, and says nothing in the header")
        elif key not in _OF_SET:
            report(place, f"`{key}`: SSSOM has no such slot{nearest(key, _OF_SET)}")
        elif key in _DAYS and not is_day(text := _cell(header.values[key])):
            report(place, f"{key}: a day such as 2026-11-25, not `{text}`")
    values = plain(header, problems)
    if missing := [key for key in _NEEDED if not values.get(key)]:
        needs = ", ".join(f"`#{key}:`" for key in missing)
        report(start, f"the header lacks {needs}")
    prefixes = header.values.get("curie_map")
    if isinstance(prefixes, Mapping):
        for prefix, node in prefixes.values.items():
            _prefix(result, prefix, _cell(node), prefixes.keys[prefix], problems)
    elif prefixes is not None and values["curie_map"]:
        report(prefixes.place, "`curie_map` takes `prefix: IRI` lines under it")
        return None
    return header


def _prefix(
    result: MappingSet, prefix: str, space: str, at: Place, problems: list[Problem]
) -> None:
    if not space.startswith(("http", "urn:")) or iri_flaw(space):
        problems.append(Problem(at, f"`{prefix}` needs an IRI such as {SEMAPV}"))
    elif BUILT_IN.get(prefix, space) != space:
        message = f"`{prefix}` always stands for {BUILT_IN[prefix]}"
        problems.append(Problem(at, message))
    else:
        result.prefixes[prefix] = space


def is_day(text: str) -> bool:
    """Tell whether a text is a day of the calendar such as 2026-11-25."""
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _cell(node: Node | None) -> str:
    """Return a value of the header as the cell of a row would have it."""
    if isinstance(node, Sequence):
        return "|".join(filter(None, map(_cell, node.items)))
    if not isinstance(node, Scalar) or plain(node, []) is None:
        return ""
    return node.text.strip()


def _rows(
    result: MappingSet, text: str, shared: Iterable[str], problems: list[Problem]
) -> None:
    """Read the columns and rows, which come after the header's lines."""
    above = len(result.header)
    lines = io.StringIO(text, newline="")
    table = read_rows(lines, "\t", begins=lambda line: "\t" in line)
    line, columns = next(table, (1, []))
    at = Place(result.name, above + line)
    columns = _unpadded(columns)
    wrong = [c for c in columns if c not in (*COLUMNS, *_OTHERS)]
    wrong = [c for c in wrong if not c.startswith("ext_")]
    for column in wrong:
        hint = nearest(column, [*COLUMNS, *_OTHERS])
        problems.append(Problem(at, f"`{column}` is no column of SSSOM{hint}"))
    if doubled := sorted({c for c in columns if columns.count(c) > 1}):
        problems.append(Problem(at, f"the column `{doubled[0]}` stands twice"))
    if missing := [c for c in REQUIRED if c not in (*columns, *shared)]:
        named = ", ".join(f"`{c}`" for c in missing)
        between = "" if len(columns) > 1 else "; columns are parted by tabs"
        problems.append(Problem(at, f"no column {named}{between}"))
        return
    result.columns = columns
    for line, cells in table:
        place = Place(result.name, above + line)
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


def _propagate(
    result: MappingSet,
    shared: dict[str, str],
    header: Mapping,
    problems: list[Problem],
) -> None:
    """Give all rows what the header has for them, and take it out of the header.

    SSSOM, "Propagation": where any row has a value of its own, no row is given one.
    """
    taken = []
    for slot, value in shared.items():
        own = [slot in row.cells for row in result.rows]
        if any(own):
            if slot in REQUIRED and not all(own):
                message = f"`{slot}` reaches no row, because some have their own"
                problems.append(Problem(header.keys[slot], f"{message}; fill in all"))
            continue
        for row in result.rows:
            row.cells[slot] = value
        result.columns += [] if slot in result.columns else [slot]
        taken.append(header.keys[slot].line)
    starts = sorted(place.line for place in header.keys.values())
    for first in sorted(taken, reverse=True):
        after = [line for line in starts if line > first]
        if starts.count(first) == 1:
            result.header[first - 1 : (after[0] - 1 if after else None)] = []


def write_sssom(mappings: MappingSet) -> bytes:
    """Return a file of mappings as bytes: header and line ends as they were.

    Rows are sorted by subject, object, predicate and modifier, so that one more
    judgement is one more line of a diff.
    """
    out = io.StringIO(newline="")
    out.writelines(f"{line}{mappings.end}" for line in mappings.header)
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
