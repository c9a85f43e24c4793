"""A part of a table's rows as triples: what comes of it depends on nothing else."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import Self

from kg.errors import Place
from kg.read.entries import Tally

Filled = tuple[str | None, ...]
"""What fills holes; ``None`` where nothing is reported."""


@dataclass(slots=True)
class Numbered:
    """Values that recur, and their numbers in the order in which they came."""

    numbers: dict[object, int] = field(default_factory=dict)

    def of(self, value: object) -> int:
        """Return the number of a value."""
        return self.numbers.setdefault(value, len(self.numbers))

    def __iter__(self) -> Iterator[object]:
        """Yield the values by their numbers."""
        return iter(self.numbers)


@dataclass(slots=True)
class PartThing:
    """A thing that rows define: what fills its form, its triples, and what it names.

    ``within`` are the things that it is a part of, or that move in it, ``chained``
    those to which a property leads that goes on from thing to thing (it is transitive),
    and ``called`` is a digest of the triples that give it its name.
    """

    iri: str
    cls: str
    form: int
    filling: Filled
    text: bytes
    ties: bytes
    refers: tuple[str, ...]
    within: tuple[str, ...]
    chained: tuple[str, ...]
    called: int


_Q, _I, _H = (partial(array, code) for code in "QIH")


@dataclass(slots=True)
class Several:
    """Several names for each thing, as numbers: how many, and all behind each other."""

    counts: array[int] = field(default_factory=_I)
    names: array[int] = field(default_factory=_I)


@dataclass(slots=True)
class PartThings:
    """The things that rows define, column by column; see :class:`PartThing`.

    ``lines`` are those of the first rows that define them. Classes and what is named
    have the numbers of ``names``, ``text`` and ``ties`` stand behind each other.
    """

    ids: list[str] = field(default_factory=list)
    iris: list[str] = field(default_factory=list)
    names: Numbered = field(default_factory=Numbered)
    classes: array[int] = field(default_factory=_I)
    forms: array[int] = field(default_factory=_H)
    lines: array[int] = field(default_factory=_I)
    digests: array[int] = field(default_factory=_Q)
    called: array[int] = field(default_factory=_Q)
    lengths: array[int] = field(default_factory=_I)
    tied: array[int] = field(default_factory=_I)
    refers: Several = field(default_factory=Several)
    within: Several = field(default_factory=Several)
    chained: Several = field(default_factory=Several)
    text: bytes = b""
    ties: bytes = b""

    @classmethod
    def of(cls, things: Mapping[str, PartThing], lines: Iterable[int]) -> Self:
        """Return things, by their ids, each with the line of its first row."""
        made, own = cls([*things]), things.values()
        of = made.names.of
        made.iris = [thing.iri for thing in own]
        made.classes.extend([of(thing.cls) for thing in own])
        made.forms.extend([thing.form for thing in own])
        made.lines.extend(lines)
        texts, ties = [thing.text for thing in own], [thing.ties for thing in own]
        made.digests.extend(map(digest_of, texts))
        made.called.extend([thing.called for thing in own])
        made.lengths.extend(map(len, texts))
        made.tied.extend(map(len, ties))
        for column, several in (
            (made.refers, [thing.refers for thing in own]),
            (made.within, [thing.within for thing in own]),
            (made.chained, [thing.chained for thing in own]),
        ):
            column.counts.extend(map(len, several))
            column.names.extend(map(of, chain.from_iterable(several)))
        made.text, made.ties = b"".join(texts), b"".join(ties)
        return made


def digest_of(text: bytes) -> int:
    """Return a number that hardly two texts have in common."""
    digest = hashlib.blake2b(text, digest_size=8).digest()
    return int.from_bytes(digest, "big")


FormPlaces = dict[tuple[str, int], dict[str, str | Place]]
"""Where entries of a kind and a form have their terms, and "" the entry itself: in a
column of their row, or on a line of the mapping."""

NUMBERS = (
    *("lines", "measures", "forms", "starts", "counted", "days", "signs"),
    *("low", "high", "claimants", "statements"),
)
"""The columns of numbers."""


@dataclass(slots=True)
class RowColumns:
    """What sets the figures of claims apart, claim by claim.

    ``counted`` are the things that they count, ``days`` the first and last day that
    their periods touch, ``signs`` all that must be the same before two are compared.
    ``forms`` are the numbers of the forms that they are made by. Of numbers that are
    not plain to see, ``low`` is above ``high``. ``claimants`` and ``statements`` are
    digests of who says it, and of all that is said, if the table is an edition of
    several: see :class:`Stated`.
    """

    keys: list[str] = field(default_factory=list)
    lines: array[int] = field(default_factory=lambda: array("I"))
    measures: array[int] = field(default_factory=lambda: array("H"))
    forms: array[int] = field(default_factory=lambda: array("H"))
    starts: array[int] = field(default_factory=lambda: array("Q"))
    counted: array[int] = field(default_factory=lambda: array("I"))
    days: array[int] = field(default_factory=lambda: array("I"))
    signs: array[int] = field(default_factory=lambda: array("I"))
    low: array[int] = field(default_factory=lambda: array("q"))
    high: array[int] = field(default_factory=lambda: array("q"))
    claimants: array[int] = field(default_factory=lambda: array("Q"))
    statements: array[int] = field(default_factory=lambda: array("Q"))

    def __len__(self) -> int:
        """Count the claims."""
        return len(self.keys)

    def of(self, numbers: Sequence[int]) -> RowColumns:
        """Return what is known of some claims, but for where their triples stand."""
        made = RowColumns([self.keys[number] for number in numbers])
        for name in NUMBERS:
            column = getattr(self, name)
            setattr(made, name, array(column.typecode, [column[n] for n in numbers]))
        return made


@dataclass(slots=True)
class Part:
    """What came of some rows: claims in their order, and the things that they define.

    ``text`` has the N-Triples of claims and of what they say. ``refers`` are the IRIs
    that claims name, each with the first claim that does. ``elsewhere`` are the ids of
    things that rows describe and files define. ``places`` tells where the terms of
    entries of each form are written. ``odd`` are the lines of rows that are left to the
    ordinary reader, of which nothing is in here, and ``beside`` those of the rows with
    which they are at odds.
    """

    text: bytes = b""
    columns: RowColumns = field(default_factory=RowColumns)
    counted: Numbered = field(default_factory=Numbered)
    days: Numbered = field(default_factory=Numbered)
    signs: Numbered = field(default_factory=Numbered)
    things: PartThings = field(default_factory=PartThings)
    refers: dict[str, int] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)
    elsewhere: set[str] = field(default_factory=set)
    met: dict[str, set[str]] = field(default_factory=dict)
    places: FormPlaces = field(default_factory=dict)
    odd: list[int] = field(default_factory=list)
    beside: set[int] = field(default_factory=set)
    tally: Tally = field(default_factory=Tally)


def added(tallies: Iterable[Tally]) -> Tally:
    """Return what tallies count together."""
    names = Tally.__slots__
    made = Tally()
    for tally in tallies:
        for name in names:
            setattr(made, name, getattr(made, name) + getattr(tally, name))
    return made
