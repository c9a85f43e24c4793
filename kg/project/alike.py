"""Rows of large tables that shapes cannot tell from each other: one stands for all.

What shapes find in one they find in all that look like it. So one is looked at, and
only where something is found in it, all of them are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.project.inputs import PART, Inputs
from kg.project.rows import (
    Choose,
    claims_of,
    defining,
    document_of,
    everything,
    sound_tables,
)
from kg.project.shapes.looks import Look, Looks
from kg.project.shapes.parts import Part
from kg.project.shapes.sight import Sight
from kg.table.partitions import in_batches
from kg.table.rowtable import RowTable, named_in

_FEW = 5
"""Things to a claim from which on they are looked at when one names them."""


@dataclass(slots=True)
class _Alike:
    """Things by their numbers, and which of them look alike: the first of each look.

    ``first`` are those that stand for all of their look, or for themselves alone.
    """

    first: dict[int, Look] = field(default_factory=dict)
    looks: dict[Look, int] = field(default_factory=dict)
    others: dict[int, Look] = field(default_factory=dict)

    def add(self, number: int, look: Look) -> None:
        if look is None or self.looks.setdefault(look, number) == number:
            self.first[number] = look
        else:
            self.others[number] = look

    def like(self, numbers: Iterable[int | None]) -> list[int]:
        """Return all that look like the first among some, but for these."""
        looks = {self.first[n] for n in numbers if n in self.first} - {None}
        return [number for number, look in self.others.items() if look in looks]


class AlikeRows:
    """The claims of large tables, and the things that they name, by how they look.

    ``choose`` says which claims of a table these are.
    """

    def __init__(
        self, inputs: Inputs, sight: Sight, choose: Choose = everything
    ) -> None:
        self._inputs, self._things = inputs, inputs.large.things
        self._around = inputs.surroundings()
        looks = Looks(sight, self._describe)
        chosen = [(table, choose(table)) for table in sound_tables(inputs)]
        if _FEW * sum(len(numbers) for _, numbers in chosen) > len(self._things):
            for number, text in self._things.texts(range(len(self._things))):
                looks.learn(self._things.iris[number], text)
        self._claims = [
            (table, _claims(table, numbers, looks)) for table, numbers in chosen
        ]
        own = looks.named.intersection(self._things.by_iri)
        reached = own | defining(inputs, own)
        self._alike = _Alike()
        numbers = [self._things.by_iri[iri] for iri in reached]
        for number, text in self._things.texts(numbers):
            look = looks.of_thing(self._things.iris[number], text)
            self._alike.add(number, look)

    def first(self) -> Iterator[Part]:
        """Yield in parts the first claim and the first thing of each look."""
        for table, claims in self._claims:
            yield from self._claim_parts(table, [*claims.first])
        yield from self._thing_parts([*self._alike.first])

    def others(self, focus: Collection[str]) -> Iterator[Part]:
        """Yield in parts all that look like some in which something was found."""
        for table, claims in self._claims:
            yield from self._claim_parts(table, claims.like(map(table.numbered, focus)))
        yield from self._thing_parts(
            self._alike.like(map(self._things.by_iri.get, focus))
        )

    def _claim_parts(self, table: RowTable, numbers: list[int]) -> Iterator[Part]:
        for some in in_batches(numbers, PART):
            claims, focus = claims_of(table, some)
            counted = sorted(named_in(claims) - focus)
            document = document_of(self._inputs, table)
            yield claims + self._around.texts([document, *counted]), focus

    def _thing_parts(self, numbers: list[int]) -> Iterator[Part]:
        for some in in_batches(sorted(numbers), PART):
            iris = [self._things.iris[number] for number in some]
            yield self._around.texts(iris), set(iris)

    def _describe(self, iri: str) -> str:
        """Return the triples of a thing, or a claim of rows; "" for what is neither."""
        if (entry := self._around.entries.get(iri)) is not None:
            return self._inputs.text(entry)
        if (number := self._things.by_iri.get(iri)) is not None:
            return next(text for _, text in self._things.texts([number]))
        lines = self._inputs.large.text_of(iri).splitlines(keepends=True)
        return "".join(line for line in lines if line.startswith(f"<{iri}> "))


def _claims(table: RowTable, numbers: Sequence[int], looks: Looks) -> _Alike:
    alike = _Alike()
    for number, text in zip(numbers, table.texts(numbers), strict=True):
        look = looks.of_claim(table.claim(number), table.content(number), text)
        alike.add(number, look)
    return alike
