"""What follows from the rows that have nothing to be held against.

It is the same for all rows that are set apart by nothing but their number, thing and
time. So it is worked out for one of each kind, as it is for any claim, and written down
for the others.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pyoxigraph as ox

from kg.table.concern import Concern
from kg.table.large import LargeTables
from kg.table.rowtable import RowTable

Kind = tuple[int, int]
"""The number of a form, and that of what sets its claims apart."""

WorkOut = Callable[[ox.Store], object]
"""Writes into graphs of a store what follows from it."""

_CLAIM, _CONTENT = "\0", "\1"


@dataclass(frozen=True, slots=True)
class Following:
    """What follows from a claim of a kind: lines of N-Quads with its IRIs left open."""

    text: str

    def of(self, claim: str, content: str) -> str:
        """Return the lines for a claim and what it says."""
        text = self.text.replace(_CLAIM, f"<{claim}>")
        return text.replace(_CONTENT, f"<{content}>")


class TableFollowing(NamedTuple):
    """What follows from the claims of a table that are judged with no others.

    ``lines`` are N-Quads, made as they are asked for, and ``digest`` tells beforehand
    whether they are those of an earlier build.
    """

    document: str
    digest: str
    lines: Iterator[bytes]


def following(
    large: LargeTables, concern: Concern, fill: WorkOut, work_out: WorkOut
) -> Iterator[TableFollowing]:
    """Yield what follows from the rows of each table.

    ``fill`` puts into a store what the claims rest on: the ontology, and documents.
    """
    for table, taken in zip(large.tables, concern.judged, strict=True):
        kinds: dict[Kind, int] = {}
        columns = table.columns
        for number, kind in enumerate(zip(columns.forms, columns.signs, strict=True)):
            if number not in taken:
                kinds.setdefault(kind, number)
        known = _worked_out(table, kinds, fill, work_out)
        digest = _digest(table, taken, known)
        yield TableFollowing(table.naming.document, digest, _lines(table, taken, known))


def _lines(
    table: RowTable, taken: set[int], known: Mapping[Kind, Following]
) -> Iterator[bytes]:
    lines, columns = list[str](), table.columns
    for number, kind in enumerate(zip(columns.forms, columns.signs, strict=True)):
        if number not in taken:
            lines.append(known[kind].of(table.claim(number), table.content(number)))
            if len(lines) == _BATCH:
                yield "".join(lines).encode()
                lines.clear()
    yield "".join(lines).encode()


def _digest(table: RowTable, taken: set[int], known: Mapping[Kind, Following]) -> str:
    digest = hashlib.sha256(table.text_digest.encode())
    digest.update(table.columns.forms.tobytes() + table.columns.signs.tobytes())
    digest.update(array("I", sorted(taken)).tobytes())
    for kind in sorted(known):
        digest.update(f"{kind} {known[kind].text}".encode())
    return digest.hexdigest()


_BATCH = 20_000
"""Claims whose lines are kept before they are handed on: some 20 MB."""


def _worked_out(
    table: RowTable, kinds: dict[Kind, int], fill: WorkOut, work_out: WorkOut
) -> dict[Kind, Following]:
    store = ox.Store()
    fill(store)
    for text in table.texts(kinds.values()):
        at = ox.NamedNode(_SAMPLE)
        store.load(text.encode(), format=ox.RdfFormat.N_TRIPLES, to_graph=at)
    before = set(store.named_graphs())
    work_out(store)
    made: dict[Kind, Following] = {}
    for kind, number in kinds.items():
        stands = {table.claim(number): _CLAIM, table.content(number): _CONTENT}
        lines = defaultdict[str, None]()
        for iri, name in stands.items():
            subject = ox.NamedNode(iri)
            for quad in store.quads_for_pattern(subject, None, None, None):
                if quad.graph_name not in before:
                    start = f"<{iri}>"
                    lines[f"{name}{str(quad).removeprefix(start)} .\n"] = None
        made[kind] = Following("".join(sorted(lines)))
    return made


_SAMPLE = "urn:kg:sample"
