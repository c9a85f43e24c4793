"""The rows of large tables in parts: each with all that its claims speak of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from kg.project.inputs import PART, Inputs
from kg.table.partitions import in_batches
from kg.table.rowtable import RowTable, named_in

CHECKED = 5_000
"""Claims that check queries are run on at once: some 50 MB of triples in memory."""


Choose = Callable[[RowTable], Sequence[int]]
"""Says which claims of a table are to be looked at, by their numbers."""


def everything(table: RowTable) -> Sequence[int]:
    """Choose all claims of a table."""
    return range(len(table))


def row_parts(
    inputs: Inputs, size: int = PART, choose: Choose = everything
) -> Iterator[tuple[str, set[str]]]:
    """Yield triples of some claims, and of all that they name; and what is looked at.

    Which claims of a table those are is for ``choose`` to say. Looked at are the
    claims, what they say, and the things that they are the first to name. What a
    document says that is broken is not looked at.
    """
    named, seen = inputs.surroundings(), set[str]()
    for table in sound_tables(inputs):
        for some in in_batches(choose(table), size):
            claims, focus = claims_of(table, some)
            counted = named_in(claims) - focus
            new = {i for i in counted if i in inputs.large.things.by_iri} - seen
            new.update(defining(inputs, new) - seen)
            seen |= new
            beside = named.texts([document_of(inputs, table), *sorted(counted)])
            yield claims + beside, focus | new


def sound_tables(inputs: Inputs) -> list[RowTable]:
    """Return the large tables whose documents are not broken."""
    entries = {str(e.iri): e for source in inputs.sources for e in source.entries}
    tables = inputs.large.tables
    return [t for t in tables if not entries[document_of(inputs, t)].broken]


def document_of(inputs: Inputs, table: RowTable) -> str:
    """Return the IRI of the document that a table is."""
    return f"{inputs.project.base}id/document/{table.naming.document}"


def claims_of(table: RowTable, numbers: list[int]) -> tuple[str, set[str]]:
    """Return the triples of some claims, and the IRIs of these and what they say."""
    focus = {table.claim(number) for number in numbers}
    focus.update(map(table.content, numbers))
    return "".join(table.texts(numbers)), focus


def defining(inputs: Inputs, iris: Iterable[str]) -> set[str]:
    """Return the things of rows that others are defined by, far on."""
    things, queue = inputs.large.things, list(iris)
    reached = set[str]()
    while queue:
        for other in things.refers[things.by_iri[queue.pop()]]:
            if other in things.by_iri and other not in reached:
                reached.add(other)
                queue.append(other)
    return reached
