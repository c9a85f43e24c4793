"""Rows of tables that are kept out of a graph, so that the sound ones get in."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.errors import Problem
from kg.names import ONTOLOGY
from kg.project.findings import Finding
from kg.read.delimited import harmless
from kg.read.entries import Entry, Source
from kg.read.reading import Reading
from kg.read.table.editions import EditionTie
from kg.read.table.grouping import grouped
from kg.read.table.opened import NotATable
from kg.table.large import LargeTables

CHECK = "row-left-out"
HEADER = ("file", "line", "column", "reason", "row")

At = tuple[str, int]
"""A row: the table, as messages call it, and the line."""


class Quarantine:
    """Keeps rows with mistakes out of what was read: ``most`` of them, and no more.

    What is wrong elsewhere, such as in a mapping, is not a row's and stays wrong.
    """

    def __init__(self, reading: Reading, large: LargeTables, most: int) -> None:
        self.reading, self.large, self.most = reading, large, most
        self.reasons: list[Problem] = []

    @property
    def rows(self) -> set[At]:
        """The rows that are kept out."""
        return {(p.place.file, p.place.line) for p in self.reasons}

    def read(self) -> None:
        """Keep out the rows that could not be read, if they are not too many."""
        tables = self.reading.table_files
        wrong = [p for p in self.reading.problems if p.place.file in tables]
        if wrong and self._room_for(wrong):
            kept = set(wrong)
            self.reading.problems = [p for p in self.reading.problems if p not in kept]
            self._keep_out(wrong)

    def take(self, findings: Iterable[Finding]) -> bool:
        """Keep out the rows whose claims break a rule; tell whether that was done.

        It is only where nothing else is wrong, and they are not too many.
        """
        errors = [finding for finding in findings if finding.level == "error"]
        of_rows = self._contents()
        if not errors or not all(
            finding.focus in of_rows or self.large.has_claim(finding.focus)
            for finding in errors
        ):
            return False
        wrong = [Problem(f.place, f.message) for f in errors if f.place is not None]
        if not self._room_for(wrong):
            return False
        self._keep_out(wrong)
        return True

    def findings(self) -> list[Finding]:
        """Return a warning for each row that is kept out, those alike put together."""
        located = self.reading.located()
        reasons = located.problems(self.reasons)
        for file in located.files:
            reasons = grouped(reasons, file)
        return [
            Finding("warning", CHECK, p.place.file, f"left out: {p.message}", p.place)
            for p in reasons
        ]

    def _room_for(self, wrong: list[Problem]) -> bool:
        rows = self.rows | {(p.place.file, p.place.line) for p in wrong}
        return len(rows) <= self.most

    def _keep_out(self, wrong: list[Problem]) -> None:
        self.reasons += wrong
        rows, left = self.rows, set[str]()
        self.large.leave_out(rows)
        for number, source in enumerate(self.reading.sources):
            gone = set(_contents(source, rows))
            if not gone and source.rows is None:
                continue
            left |= gone
            entries = tuple(e for e in source.entries if str(e.iri) not in gone)
            self.reading.sources[number] = replace(source, entries=entries)
            document = self.reading.documents[source.id]
            claims = sum("statedIn" in entry.node for entry in entries)
            claims += len(source.rows) if source.rows else 0
            self.reading.documents[source.id] = replace(document, claims=claims)
        self._tie_without({iri.rsplit("/", 1)[-1] for iri in left})

    def _tie_without(self, claims: set[str]) -> None:
        """Tie what revised or restated claims that are kept out to those before."""
        editions = self.reading.editions
        ties = editions.without(claims) if editions is not None else {}
        for number, source in enumerate(self.reading.sources if ties else ()):
            entries = [_tied(entry, ties) for entry in source.entries]
            self.reading.sources[number] = replace(source, entries=tuple(entries))

    def _contents(self) -> set[str]:
        """Return the claims of tables, and what they say."""
        tables = self.reading.table_files
        entries = (e for source in self.reading.sources for e in source.entries)
        rows = {(e.place.file, e.place.line) for e in entries if e.place.file in tables}
        return {
            iri for source in self.reading.sources for iri in _contents(source, rows)
        }

    def written(self) -> bytes:
        """Return the rows as CSV, with why they are kept out, and their cells as JSON.

        No cell runs in a spreadsheet.
        """
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(HEADER)
        cells, located = dict(self._cells()), self.reading.located()
        for problem in sorted(self.reasons, key=lambda p: (p.place, p.message)):
            at = problem.place.file, problem.place.line
            place = located.place(problem.place)
            row = json.dumps(cells.get(at, {}), ensure_ascii=False)
            words = (place.file, str(place.line), place.column, problem.message, row)
            writer.writerow(map(harmless, words))
        return out.getvalue().encode()

    def _cells(self) -> Iterator[tuple[At, dict[str, str]]]:
        """Read the rows once more, for what stands in them."""
        rows = self.rows
        for file, (path, how) in self.reading.table_files.items():
            wanted = {line for name, line in rows if name == file}
            if not wanted:
                continue
            try:
                with how.open(path) as table:
                    for row in table.rows:
                        if row.line in wanted:
                            yield (
                                (file, row.line),
                                dict(zip(table.columns, row.cells, strict=False)),
                            )
            except (NotATable, OSError):  # as far as it can be read
                continue


def _contents(source: Source, rows: set[At]) -> Iterator[str]:
    """Yield the claims of a source that stand in rows, and what those say."""
    for entry in source.entries:
        if "statedIn" in entry.node and _at(entry) in rows:
            yield str(entry.iri)
            if (content := entry.node.get("content")) is not None:
                yield str(content)


def _tied(entry: Entry, ties: Mapping[str, EditionTie | None]) -> Entry:
    """Return an entry that stands to others as ``ties`` say, if they name it."""
    start, _, name = entry.iri.rpartition("/")
    if name not in ties or "statedIn" not in entry.node:
        return entry
    node = {k: v for k, v in entry.node.items() if k not in ("revises", "restates")}
    places = {**entry.places}
    if (tie := ties[name]) is not None:
        node[tie.term] = [f"{start}/{other}" for other in tie.names]
        places[f"{ONTOLOGY}{tie.term}"] = entry.place
    return replace(entry, node=node, places=places)


def _at(entry: Entry) -> At:
    return entry.place.file, entry.place.line
