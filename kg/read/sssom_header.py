"""The header of an SSSOM/TSV file: slots of the set, prefixes, what all rows share.

It is YAML 1.2 in lines that begin with ``#`` (https://w3id.org/sssom/spec, 1.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from kg.errors import Place, Problem, nearest
from kg.rdf import iri_flaw
from kg.read.nodes import Mapping, Node, Scalar, Sequence, plain, read_header

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

IN_ROWS: Final = (
    *COLUMNS,
    *PROPAGATED,
    *("record_id", "subject_category", "predicate_label", "creator_id"),
    *("creator_label", "reviewer_id", "reviewer_label", "reviewer_agreement"),
    *("review_date", "publication_date", "license", "mapping_source"),
    *("mapping_cardinality", "match_string", "similarity_score", "see_also"),
    *("issue_tracker_item", "derived_from", "other"),
)
"""Columns that SSSOM has."""

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
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHAT = "the header behind `#`"


@dataclass(slots=True)
class Header:
    """A header: its lines as typed, with the ``#`` that they begin with.

    ``prefixes`` are those that it declares, ``shared`` the cells that it has for all
    rows, by column, and ``places`` the lines of its keys.
    """

    name: str
    lines: list[str]
    prefixes: dict[str, str] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    @classmethod
    def read(
        cls, name: str, lines: list[str], problems: list[Problem]
    ) -> Header | None:
        """Read a header: known slots, days, and prefixes that are namespaces.

        ``None`` means that it could not be read; no CURIE of the rows could be, then.
        """
        node = read_header("\n".join(map(_yaml, lines)), name, problems, what=_WHAT)
        if isinstance(node, Mapping):
            prefixes = _prefixes(node, problems)
            _check(node, Place(name, 1), problems)
            shared = {s: v for s in PROPAGATED if (v := _cell(node.values.get(s)))}
            header = cls(name, lines, prefixes or {}, shared, node.keys)
            return header if prefixes is not None else None
        if node is not None:
            message = f"{_WHAT} is `key: value` lines, such as `license: …`"
            problems.append(Problem(Place(name, 1), message))
        return None

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
        yaml = [_yaml(line) for line in self.lines]
        at = next(n for n, line in enumerate(yaml) if _is_key(line, "curie_map"))
        entries = [n for n in range(at + 1, len(yaml)) if _is_entry(yaml[n])]
        flow = [n for n in (at, *entries[:1]) if "{" in yaml[n]]
        if flow:
            line, pair = self.lines[flow[0]], f"{{{prefix}: {space}, "
            self.lines[flow[0]] = line.replace("{", pair, 1)
        else:
            entry = yaml[entries[0]]
            indent = entry[: len(entry) - len(entry.lstrip())]
            self.lines.insert(entries[0], f"#{indent}{prefix}: {space}")
        self.prefixes[prefix] = space

    def drop(self, slots: Iterable[str]) -> None:
        """Take slots out, each with all of its lines."""
        starts = sorted(place.line for place in self.places.values())
        for first in sorted((self.places[s].line for s in slots), reverse=True):
            after = [line for line in starts if line > first]
            if starts.count(first) == 1:
                self.lines[first - 1 : (after[0] - 1 if after else None)] = []


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


def _check(node: Mapping, start: Place, problems: list[Problem]) -> None:
    """Report keys that are no slots of a set, days that are none, what is missing."""

    def report(place: Place, message: str) -> None:
        problems.append(Problem(place, message))

    for key, place in node.keys.items():
        if key not in _OF_SET and key in IN_ROWS:
            report(place, f"`{key}` is a column, and says nothing in the header")
        elif key not in _OF_SET:
            report(place, f"`{key}`: SSSOM has no such slot{nearest(key, _OF_SET)}")
        elif key in _DAYS and not is_day(text := _cell(node.values[key])):
            report(place, f"{key}: a day such as 2026-11-25, not `{text}`")
    values = plain(node, problems)
    if missing := [key for key in _NEEDED if not values.get(key)]:
        needs = ", ".join(f"`#{key}:`" for key in missing)
        report(start, f"the header lacks {needs}")


def _prefixes(node: Mapping, problems: list[Problem]) -> dict[str, str] | None:
    """Return the sound prefixes of a header; ``None`` where they are no mapping."""
    declared, prefixes = node.values.get("curie_map"), dict[str, str]()
    if declared is None or (isinstance(declared, Scalar) and not _cell(declared)):
        return prefixes
    if not isinstance(declared, Mapping):
        message = "`curie_map` takes `prefix: IRI` lines under it"
        problems.append(Problem(declared.place, message))
        return None
    for prefix, value in declared.values.items():
        space, at = _cell(value), declared.keys[prefix]
        if not space.startswith(("http", "urn:")) or iri_flaw(space):
            problems.append(Problem(at, f"`{prefix}` needs an IRI such as {SEMAPV}"))
        elif BUILT_IN.get(prefix, space) != space:
            message = f"`{prefix}` always stands for {BUILT_IN[prefix]}"
            problems.append(Problem(at, message))
        else:
            prefixes[prefix] = space
    return prefixes


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
