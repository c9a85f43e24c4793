"""The rows of large tables in parts: each with all that its claims speak of."""

from __future__ import annotations

from collections.abc import Iterator

from kg.project.inputs import PART, Inputs
from kg.table.partitions import in_batches
from kg.table.rowtable import RowTable, named_in

CHECKED = 5_000
"""Claims that check queries are run on at once: some 100 MB of triples in memory."""


def row_parts(inputs: Inputs, size: int = PART) -> Iterator[tuple[str, set[str]]]:
    """Yield triples of some claims, and of all that they name; and what is looked at.

    That are the claims, what they say, and the things that they are the first to name.
    What a document says that is broken is not looked at.
    """
    named, seen = inputs.surroundings(), set[str]()
    for table in inputs.large.tables:
        document = f"{inputs.project.base}id/document/{table.naming.document}"
        if named.entries[document].broken:
            continue
        for some in in_batches(range(len(table)), size):
            claims, focus = _claims(table, some)
            counted = named_in(claims)
            new = {i for i in counted if i in inputs.large.things.by_iri} - seen
            new.update(_defining(inputs, new) - seen)
            seen |= new
            yield claims + named.texts([document, *sorted(counted)]), focus | new


def _claims(table: RowTable, numbers: list[int]) -> tuple[str, set[str]]:
    """Return the triples of some claims, and the IRIs of these and what they say."""
    focus = {table.claim(number) for number in numbers}
    focus.update(map(table.content, numbers))
    return "".join(table.texts(numbers)), focus


def _defining(inputs: Inputs, iris: set[str]) -> set[str]:
    """Return the things of rows that others are defined by, far on."""
    things, queue = inputs.large.things, list(iris)
    reached = set[str]()
    while queue:
        for other in things.refers[things.by_iri[queue.pop()]]:
            if other in things.by_iri and other not in reached:
                reached.add(other)
                queue.append(other)
    return reached
