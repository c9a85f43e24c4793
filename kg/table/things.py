"""The things that the rows of large tables define, and where their triples stand."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import Place
from kg.rdf import URIRef
from kg.read.entries import Known
from kg.table.part import PartThing


class RowThings:
    """The things that large tables define, in the order in which they came.

    Their triples stand in files of ``folder``: a table has those that it was the first
    to define, and ``ties`` what these tie each other to.
    """

    def __init__(self) -> None:
        self.folder = Path()
        self.numbers = dict[str, int]()
        self.iris = list[str]()
        self.by_iri = dict[str, int]()
        self.refers = list[tuple[str, ...]]()
        self.within = list[tuple[str, ...]]()
        self.chained = list[tuple[str, ...]]()
        self.labels = defaultdict[int, list[int]](list)
        self.tables, self._lines = array("H"), array("I")
        self.forms = array("H")
        self._classes, self._hashes = list[str](), array("q")
        self._starts, self._lengths = array("Q"), array("I")
        self._names = dict[str, str]()
        self._files = list[str]()

    def __len__(self) -> int:
        """Count the things."""
        return len(self._lengths)

    def path(self, table: int) -> Path:
        """Return where the triples of the things of a table stand."""
        return self.folder / f"things-{table}.nt"

    def ties(self, table: int) -> Path:
        """Return where the ties of the things of a table stand."""
        return self.folder / f"ties-{table}.nt"

    def add(
        self, table: int, file: str, part: Iterable[tuple[str, int, PartThing]]
    ) -> list[tuple[str, int, Place]]:
        """Add the things of a part, each with its id and the line of its first row.

        Returns those that were described otherwise before, and where.
        """
        odd = list[tuple[str, int, Place]]()
        if table == len(self._files):
            self._files.append(file)
        length = self.path(table).stat().st_size if self.path(table).exists() else 0
        with self.path(table).open("ab") as text, self.ties(table).open("ab") as ties:
            for id, line, thing in part:
                number = self.numbers.setdefault(id, len(self._lengths))
                own = hash(thing.text)
                if number < len(self._lengths):
                    if self._hashes[number] != own:
                        odd.append((id, line, self.place(number)))
                    continue
                written = thing.text.encode()
                self.iris.append(self._name(thing.iri))
                self.by_iri[self.iris[-1]] = number
                self.refers.append(tuple(map(self._name, thing.refers)))
                self.within.append(tuple(map(self._name, thing.within)))
                self.chained.append(tuple(map(self._name, thing.chained)))
                self._classes.append(self._name(thing.cls))
                self.labels[hash(thing.label)].append(number)
                self.tables.append(table)
                self.forms.append(thing.form)
                self._hashes.append(own)
                self._lines.append(line)
                self._starts.append(length)
                self._lengths.append(len(written))
                text.write(written)
                ties.write(thing.ties.encode())
                length += len(written)
        return odd

    def forget(self, table: int) -> None:
        """Forget the things of the last table, which came to nothing."""
        first = next(
            (i for i, own in enumerate(self.tables) if own == table), len(self)
        )
        self.numbers = {id: n for id, n in self.numbers.items() if n < first}
        self.by_iri = {iri: n for iri, n in self.by_iri.items() if n < first}
        for same in self.labels.values():
            same[:] = [number for number in same if number < first]
        for column in (
            *(self.iris, self.refers, self.within, self.chained, self._classes),
            *(self.tables, self.forms, self._lines, self._hashes),
            *(self._starts, self._lengths),
        ):
            del column[first:]
        del self._files[table:]
        for path in (self.path(table), self.ties(table)):
            path.unlink(missing_ok=True)

    def _name(self, iri: str) -> str:
        """Return an IRI, each kept once."""
        return self._names.setdefault(iri, iri)

    def starts(self, table: int) -> array[int]:
        """Return where the triples of the things of a table begin, and the last end."""
        own = [n for n, number in enumerate(self.tables) if number == table]
        starts = array("Q", [self._starts[n] for n in own])
        if own:
            starts.append(self._starts[own[-1]] + self._lengths[own[-1]])
        return starts

    def known(self, id: str) -> Known | None:
        """Return what an id, or an IRI, stands for, as the index has it."""
        number = self.numbers.get(id, self.by_iri.get(id))
        if number is None:
            return None
        return Known(
            URIRef(self.iris[number]),
            URIRef(self._classes[number]),
            self.place(number),
        )

    def place(self, number: int) -> Place:
        """Return the row in which a thing was defined first."""
        return Place(self._files[self.tables[number]], self._lines[number])

    def texts(self, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
        """Yield the triples of some things, each with the number of the thing."""
        by_table = defaultdict[int, list[int]](list)
        for number in sorted(numbers):
            by_table[self.tables[number]].append(number)
        for table, own in by_table.items():
            with self.path(table).open("rb") as file:
                for number in own:
                    file.seek(self._starts[number])
                    yield number, file.read(self._lengths[number]).decode()
