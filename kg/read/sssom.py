"""SSSOM/TSV: a YAML header behind ``#``, then rows of mappings, one a line.

The form is that of SSSOM 1.1 (https://w3id.org/sssom/spec); what the rows say is read
in :mod:`kg.read.judgements`. Rows keep their line, and columns this package has no use
for are kept as they are, so that a file can be written again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from kg.errors import Place, Problem, nearest

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

_OTHERS = (
    *("record_id", "subject_category", "subject_type", "subject_source"),
    *("subject_source_version", "subject_match_field", "subject_preprocessing"),
    *("predicate_label", "predicate_type", "object_type", "object_source"),
    *("object_source_version", "object_match_field", "object_preprocessing"),
    *("creator_id", "creator_label", "reviewer_id", "reviewer_label"),
    *("reviewer_agreement", "review_date", "publication_date", "license"),
    *("mapping_provider", "mapping_source", "mapping_cardinality"),
    *("cardinality_scope", "mapping_tool", "mapping_tool_id", "mapping_tool_version"),
    *("curation_rule", "curation_rule_text", "match_string", "similarity_score"),
    *("similarity_measure", "see_also", "issue_tracker_item", "derived_from", "other"),
)
_OF_SET = (
    *(
        "curie_map",
        "mapping_set_id",
        "license",
        "sssom_version",
        "extension_definitions",
    ),
    *("mapping_set_title", "mapping_set_description", "mapping_set_version"),
    *("mapping_set_source", "mapping_set_confidence", "issue_tracker", "mappings"),
)
_NEEDED = ("mapping_set_id", "license", "curie_map")
_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the cells that are not empty, by column, and its line."""

    cells: dict[str, str]
    place: Place


@dataclass(slots=True)
class MappingSet:
    """A file: its header as typed, its prefixes, columns and rows.

    ``header`` holds the lines behind ``#``, without it.
    """

    name: str
    header: list[str] = field(default_factory=list)
    prefixes: dict[str, str] = field(default_factory=dict)
    columns: list[str] = field(default_factory=lambda: list(COLUMNS))
    rows: list[Row] = field(default_factory=list)

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


def read_sssom(path: Path, name: str, problems: list[Problem]) -> MappingSet | None:
    """Read an SSSOM/TSV file; ``name`` is what messages call it.

    What is wrong is appended to ``problems``; ``None`` is returned when no row can be
    read. Cells are not interpreted.
    """
    try:
        if path.stat().st_size > _BYTES:
            raise ValueError(f"larger than {_BYTES // 2**20} MB")
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"not UTF-8: byte {error.start + 1} is no letter; save it as UTF-8"
        problems.append(Problem(Place(name, 1), message))
        return None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        problems.append(Problem(Place(name, 1), f"cannot be read: {reason}"))
        return None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    count = next((n for n, t in enumerate(lines) if not t.startswith("#")), len(lines))
    found = MappingSet(name, [line[1:] for line in lines[:count]])
    before = len(problems)
    if not _header(found, problems):
        return None
    _rows(found, "\n".join(lines[count:]), count, problems)
    return found if found.rows or len(problems) == before else None


def _header(found: MappingSet, problems: list[Problem]) -> bool:
    """Read the header: known slots, and prefixes that are namespaces.

    Tells whether it could be read; if not, no CURIE of the rows could be.
    """

    def report(key: str, message: str) -> None:
        problems.append(Problem(_line(found, key), message))

    try:
        data: Any = yaml.safe_load("\n".join(found.header)) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = min(mark.line + 1 if mark else 1, max(len(found.header), 1))
        reason = getattr(error, "problem", None) or "not YAML"
        message = f"the header behind `#` is no YAML: {reason}"
        problems.append(Problem(Place(found.name, line), message))
        return False
    if not isinstance(data, dict):
        report("", "the header behind `#` is `key: value` lines, such as `license: …`")
        return False
    for key in data:
        if key not in (*_OF_SET, *COLUMNS, *_OTHERS):
            report(
                str(key), f"`{key}`: SSSOM has no such slot{nearest(str(key), _OF_SET)}"
            )
    if missing := [key for key in _NEEDED if not data.get(key)]:
        needs = ", ".join(f"`#{key}:`" for key in missing)
        report("", f"the header lacks {needs}")
    prefixes = data.get("curie_map") or {}
    if not isinstance(prefixes, dict):
        report("curie_map", "`curie_map` takes `prefix: IRI` lines under it")
        return False
    for prefix, space in prefixes.items():
        if not isinstance(space, str) or not space.startswith(("http", "urn:")):
            report(f"{prefix}", f"`{prefix}` needs an IRI such as {SEMAPV}")
        elif BUILT_IN.get(prefix, space) != space:
            report(prefix, f"`{prefix}` always stands for {BUILT_IN[prefix]}")
        else:
            found.prefixes[str(prefix)] = space
    return True


def _line(found: MappingSet, key: str) -> Place:
    """Return the line of a key in the header."""
    starts = (n for n, text in enumerate(found.header, 1) if _key(text) == key)
    return Place(found.name, next(starts, 1))


def _key(text: str) -> str:
    return text.partition(":")[0].strip(" '\"")


def _rows(found: MappingSet, text: str, above: int, problems: list[Problem]) -> None:
    """Read the columns and rows, whose first line comes after ``above`` lines."""
    table = _cells(text)
    line, columns = next(table, (1, []))
    at = Place(found.name, above + line)
    wrong = [c for c in columns if c not in (*COLUMNS, *_OTHERS)]
    wrong = [c for c in wrong if not c.startswith("ext_")]
    for column in wrong:
        hint = nearest(column, [*COLUMNS, *_OTHERS])
        problems.append(Problem(at, f"`{column}` is no column of SSSOM{hint}"))
    if doubled := sorted({c for c in columns if columns.count(c) > 1}):
        problems.append(Problem(at, f"the column `{doubled[0]}` stands twice"))
    if missing := [c for c in REQUIRED if c not in columns]:
        named = ", ".join(f"`{c}`" for c in missing)
        between = "" if len(columns) > 1 else "; columns are parted by tabs"
        problems.append(Problem(at, f"no column {named}{between}"))
        return
    found.columns = columns
    for line, cells in table:
        place = Place(found.name, above + line)
        if len(cells) != len(columns):
            message = f"{len(cells)} cells, but there are {len(columns)} columns"
            problems.append(Problem(place, f"{message}; cells are parted by tabs"))
            continue
        pairs = zip(columns, (cell.strip() for cell in cells), strict=True)
        found.rows.append(Row({c: v for c, v in pairs if v}, place))


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the first line and the cells of each row that is not empty."""
    reader = csv.reader(io.StringIO(text), delimiter="\t")
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:  # a cell longer than any sentence
            cells = [str(error)]
        if any(cell.strip() for cell in cells):
            yield line, cells
        line = reader.line_num + 1


def write_sssom(found: MappingSet) -> bytes:
    """Return a file of mappings as bytes: header as it was, rows in order.

    Rows are sorted by subject, object, predicate and modifier, so that one more
    judgement is one more line of a diff.
    """
    out = io.StringIO()
    out.writelines(f"#{line}\n" for line in found.header)
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(found.columns)
    for row in sorted(found.rows, key=_order):
        writer.writerow([_flat(row.cells.get(column, "")) for column in found.columns])
    return out.getvalue().encode("utf-8", "replace")


def _order(row: Row) -> tuple[str, str, str, str]:
    cells = row.cells.get
    subject, target = cells("subject_id", ""), cells("object_id", "")
    return (subject, target, cells("predicate_id", ""), cells("predicate_modifier", ""))


def _flat(cell: str) -> str:
    """Return a cell on one line: a line break would make a diff hard to read."""
    return " ".join(cell.split())
