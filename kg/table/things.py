"""The things that the rows of large tables define, and where their triples stand."""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, islice
from pathlib import Path

from kg.errors import Place
from kg.rdf import URIRef
from kg.read.entries import Known
from kg.table.named import NamedThings
from kg.table.part import Numbered, PartThings, digest_of


class RowThings:
    """The things that large tables define, in the order in which they came.

    Their triples stand in files of ``folder``: a table has those that it was the first
    to define, and ``ties`` what these tie each other to. ``shared`` are the ids that a
    table defines like an earlier one. ``digests`` tell the things' triples apart.
    """

    def __init__(self) -> None:
        self.folder = Path()
        self.numbers = dict[str, int]()
        self.iris = list[str]()
        self.by_iri = dict[str, int]()
        self.refers, self.within, self.chained = (
            NamedThings(),
            NamedThings(),
            NamedThings(),
        )
        self.shared = defaultdict[int, set[str]](set)
        self.tables, self._lines = array("H"), array("I")
        self.forms = array("H")
        self._classes, self.digests = list[str](), array("Q")
        self._starts, self._lengths = array("Q"), array("I")
        self._called = array("Q")
        self._names = dict[str, str]()
        self._files = list[str]()
        self._hashes: dict[int, tuple[hashlib._Hash, hashlib._Hash]] = {}
        self._hashed = dict[int, list[str]]()

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
        self, table: int, file: str, part: PartThings
    ) -> list[tuple[str, int, Place]]:
        """Add the things of a part.

        Returns those that were described otherwise before, each with its id and the
        line of its first row, and where that was.
        """
        if table == len(self._files):
            self._files.append(file)
        odd = list[tuple[str, int, Place]]()
        new: Sequence[int] = range(len(part.ids))
        if not self.numbers.keys().isdisjoint(part.ids):
            new = [n for n in new if self._is_new(table, part, n, odd)]
        self._extend(part, new)
        self.tables += array("H", [table]) * len(new)
        path = self.path(table)
        length = path.stat().st_size if path.exists() else 0
        hashes = self._hashes.setdefault(table, (hashlib.sha256(), hashlib.sha256()))
        with path.open("ab") as text, self.ties(table).open("ab") as ties:
            for out, hashed, whole, lengths in (
                (text, hashes[0], part.text, part.lengths),
                (ties, hashes[1], part.ties, part.tied),
            ):
                if len(new) != len(lengths):
                    starts = [0, *accumulate(lengths)]
                    whole = b"".join(whole[starts[n] : starts[n + 1]] for n in new)
                out.write(whole)
                hashed.update(whole)
        lengths = array("I", [part.lengths[n] for n in new])
        self._starts.extend([*accumulate(lengths, initial=length)][:-1])
        self._lengths += lengths
        return odd

    def _is_new(
        self, table: int, part: PartThings, n: int, odd: list[tuple[str, int, Place]]
    ) -> bool:
        """Tell whether nobody has described a thing of a part; note who did."""
        id = part.ids[n]
        if (number := self.numbers.get(id)) is None:
            return True
        if self.digests[number] != part.digests[n]:
            odd.append((id, part.lines[n], self.place(number)))
        elif self.tables[number] != table:
            self.shared[table].add(id)
        return False

    def _extend(self, part: PartThings, new: Sequence[int]) -> None:
        """Add what is known of new things of a part."""
        names = [self._name(str(name)) for name in part.names]
        iris = [self._name(part.iris[n]) for n in new]
        numbered = range(len(self), len(self) + len(new))
        self.numbers.update(zip([part.ids[n] for n in new], numbered, strict=True))
        self.by_iri.update(zip(iris, numbered, strict=True))
        self.iris += iris
        self._classes += [names[part.classes[n]] for n in new]
        self.forms.extend([part.forms[n] for n in new])
        self._lines.extend([part.lines[n] for n in new])
        self.digests.extend([part.digests[n] for n in new])
        self._called.extend([part.called[n] for n in new])
        for own, its in (
            (self.refers, part.refers),
            (self.within, part.within),
            (self.chained, part.chained),
        ):
            values = iter([names[each] for each in its.names])
            several = [tuple(islice(values, count)) for count in its.counts]
            own.add([several[n] for n in new])

    def written(self, table: int, names: Numbered) -> list[array[int]]:
        """Return as numbers what is known of the things of a table: a column each.

        All that is text has the numbers of ``names``.
        """
        own = self.of_table(table)
        here = slice(own.start, own.stop)
        columns = [array("I", map(names.of, self.iris[here]))]
        columns.append(array("I", map(names.of, self._classes[here])))
        columns += [column[here] for column in (self.forms, self._lines)]
        columns += [column[here] for column in (self.digests, self._called)]
        columns.append(self._lengths[here])
        for named in (self.refers, self.within, self.chained):
            several = list(named.of(own))
            columns.append(array("I", map(len, several)))
            columns.append(array("I", map(names.of, chain.from_iterable(several))))
        return columns

    def hashed(self, table: int) -> list[str]:
        """Return the SHA-256 of the two files of a table, if it defines any things."""
        if (hashes := self._hashes.get(table)) is not None:
            return [each.hexdigest() for each in hashes]
        return self._hashed.get(table, [])

    def take_over(
        self,
        table: int,
        file: str,
        columns: list[array[int]],
        names: list[str],
        hashed: list[str],
    ) -> None:
        """Add the things of a table as :meth:`written` and :meth:`hashed`.

        Its two files are there.
        """
        if table == len(self._files):
            self._files.append(file)
        self._hashes.pop(table, None)  # of a part that had none
        self._hashed[table] = hashed
        iris, classes, forms, lines, digests, called, lengths, *several = columns
        first, names = len(self), list(map(self._name, names))
        own = [names[number] for number in iris]
        self.iris += own
        numbered = range(first, first + len(own))
        self.by_iri.update(zip(own, numbered, strict=True))
        ids = (iri[iri.rindex("/") + 1 :] for iri in own)
        self.numbers.update(zip(ids, numbered, strict=True))
        self._classes += [names[number] for number in classes]
        self.tables += array("H", [table]) * len(own)
        self.forms += forms
        self._lines += lines
        self.digests += digests
        self._called += called
        self._starts += array("Q", accumulate(lengths[:-1], initial=0))[: len(own)]
        self._lengths += lengths
        of = iter(several)
        for column in (self.refers, self.within, self.chained):
            column.add_numbered(names, next(of), next(of))

    def forget(self, table: int) -> None:
        """Forget the things of the last table, which came to nothing."""
        first = next(
            (i for i, own in enumerate(self.tables) if own == table), len(self)
        )
        self.numbers = {id: n for id, n in self.numbers.items() if n < first}
        self.by_iri = {iri: n for iri, n in self.by_iri.items() if n < first}
        for own in (self.shared, self._hashes, self._hashed):
            own.pop(table, None)
        for column in (
            *(
                self.iris,
                self._classes,
                self.tables,
                self.forms,
                self._lines,
                self.digests,
            ),
            *(self._starts, self._lengths, self._called),
        ):
            del column[first:]
        for named in (self.refers, self.within, self.chained):
            named.forget(first)
        del self._files[table:]
        for path in (self.path(table), self.ties(table)):
            path.unlink(missing_ok=True)

    def labels(self) -> dict[int, list[int]]:
        """Return the things of each name, by a digest of that: see :meth:`label`."""
        labels = dict[int, list[int]]()
        for number, label in enumerate(self._called):
            labels.setdefault(label, []).append(number)
        return labels

    def called(self, labels: set[int]) -> set[int]:
        """Return those among some names that things have: see :meth:`label`."""
        return labels.intersection(self._called)

    @staticmethod
    def label(text: str) -> int:
        """Return a digest of the triples that give a thing its name."""
        return digest_of(text.encode())

    def digest(self, id: str) -> int | None:
        """Return the digest of the thing that rows define by an id, if they do."""
        number = self.numbers.get(id)
        return None if number is None else self.digests[number]

    def of_table(self, table: int) -> range:
        """Return the numbers of the things that a table was the first to define."""
        first = bisect_left(self.tables, table)
        return range(first, bisect_right(self.tables, table, first))

    def knows(self, iri: str) -> bool:
        """Tell whether things have an IRI, name it, or are of a class that has it."""
        return iri in self._names or iri in self.by_iri

    def _name(self, iri: str) -> str:
        """Return an IRI, each kept once."""
        return self._names.setdefault(iri, iri)

    def starts(self, table: int) -> array[int]:
        """Return where the triples of the things of a table begin, and the last end."""
        own = self.of_table(table)
        starts = self._starts[own.start : own.stop]
        if own:
            starts.append(starts[-1] + self._lengths[own[-1]])
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
