"""A part of a table's rows as triples: what comes of it depends on nothing else."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.errors import Place
from kg.read.entries import Tally


@dataclass(slots=True)
class PartThing:
    """A thing that rows define: what fills its form, its triples, and what it names.

    ``within`` are the things that it is a part of, or that move in it, ``chained``
    those to which a property leads that goes on from thing to thing (it is transitive).
    """

    iri: str
    cls: str
    form: int
    filling: tuple[str | None, ...]
    text: str
    ties: str
    refers: tuple[str, ...]
    within: tuple[str, ...]
    chained: tuple[str, ...]
    label: str


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
    that claims name, each with the first claim that does, and ``defined_in`` the line
    of the first row that defines a thing, by its id. ``elsewhere`` are the ids of those
    that rows describe and files define. ``places`` tells where the terms
    of entries of each form are written. ``odd`` are the lines of rows
    that are left to the ordinary reader, of which nothing is in here, and ``beside``
    those of the rows with which they are at odds.
    """

    text: bytes = b""
    columns: RowColumns = field(default_factory=RowColumns)
    counted: Numbered = field(default_factory=Numbered)
    days: Numbered = field(default_factory=Numbered)
    signs: Numbered = field(default_factory=Numbered)
    things: dict[str, PartThing] = field(default_factory=dict)
    defined_in: dict[str, int] = field(default_factory=dict)
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
