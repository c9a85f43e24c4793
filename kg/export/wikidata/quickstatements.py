"""Cited claims as QuickStatements, and a list of those that are none.

QuickStatements finds the statement that it adds to by item, property and value alone.
So of claims that would run into each other there none is written: the same value with
other qualifiers, and two dates for what happened once.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

import pyoxigraph as ox

from kg.export.rdf.claims import members
from kg.export.wikidata.mapping import (
    NotWritten,
    read_mapping,
    shipped_mapping,
)
from kg.export.wikidata.statements import Statement, Writer
from kg.names import APF, local_name
from kg.rdf import Triples
from kg.read.delimited import harmless
from kg.read.project import Project
from kg.read.wikidata_classes import ALIGNMENT


@dataclass(frozen=True, slots=True, order=True)
class LeftOut:
    """A claim that is not written: its id, a code for the reason, and the reason.

    Of a claim that is written ``without-title`` or ``without-quote`` only that part of
    its reference is left out.
    """

    claim: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What is written, by claim, and what is not; both in a fixed order."""

    statements: dict[str, Statement]
    left_out: tuple[LeftOut, ...]

    @property
    def claims_left_out(self) -> int:
        """How many claims are not written at all."""
        return sum(not row.reason.startswith("without-") for row in self.left_out)

    @property
    def lines(self) -> list[str]:
        """The lines, each once, by item and property."""
        rows = {s.line: s for s in self.statements.values()}
        return sorted(rows, key=lambda line: (_number(rows[line]), line))

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """The reasons and how many claims each keeps out, most first."""
        counts = Counter(left.reason for left in self.left_out)
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def quickstatements(store: ox.Store, *, mapping: Triples | None = None) -> Batch:
    """Turn the claims of a store into statements, and say of the others why not.

    ``mapping`` is the alignment to Wikidata, by default the one that came with kg.
    Raises :class:`BadMapping`.
    """
    read = shipped_mapping() if mapping is None else read_mapping(mapping)
    writer = Writer(store, read)
    written: dict[str, Statement] = {}
    left: list[LeftOut] = []
    for claim in members(store, APF.Claim):
        try:
            written[claim.value] = writer.statement(claim)
        except NotWritten as error:
            left.append(LeftOut(_id(claim.value), error.reason, str(error)))
    clashing = _clashes(written)
    left += (LeftOut(_id(claim), *why) for claim, why in clashing.items())
    kept = {claim: s for claim, s in written.items() if claim not in clashing}
    left += (LeftOut(_id(c), *why) for c, s in kept.items() for why in s.left_out)
    return Batch(kept, tuple(sorted(left)))


def export_quickstatements(
    store: ox.Store,
    out: IO[bytes],
    *,
    project: Project | None = None,
    left_out: IO[bytes] | None = None,
) -> Batch:
    """Write statements as QuickStatements V1, and what is left out as CSV.

    By the alignment of a project, or else by the one that came with kg.
    """
    mapping = None if project is None else project.turtle(ALIGNMENT)
    batch = quickstatements(store, mapping=mapping)
    out.writelines(line.encode() for line in batch.lines)
    if left_out is not None:
        left_out.write(_table(batch.left_out))
    return batch


def _clashes(written: dict[str, Statement]) -> dict[str, tuple[str, str]]:
    """Return the claims that QuickStatements would mix up, with reasons."""
    same: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    once: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for claim, s in written.items():
        same[s.item, s.pid, s.value].append(claim)
        if s.datatype == "Time":
            once[s.item, s.pid].append(claim)
    clashes: dict[str, tuple[str, str]] = {}
    for (item, pid, value), claims in same.items():
        if len({written[claim].qualifiers for claim in claims}) > 1:
            detail = f"others give {item} {pid} {value} other qualifiers"
            clashes |= dict.fromkeys(claims, ("would-merge", detail))
    for (item, pid), claims in once.items():
        if len(values := sorted({written[claim].value for claim in claims})) > 1:
            detail = f"{item} {pid} has several dates: {', '.join(values)}"
            clashes |= dict.fromkeys(claims, ("at-odds", detail))
    return clashes


def _table(left: Iterable[LeftOut]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("claim", "reason", "detail"))
    for row in left:
        writer.writerow(map(harmless, (row.claim, row.reason, row.detail)))
    return text.getvalue().encode()


def _number(statement: Statement) -> tuple[int, int]:
    return int(statement.item[1:]), int(statement.pid[1:])


def _id(iri: str) -> str:
    return local_name(iri)
