"""A large table that was read: its claims column by column, their triples on disk."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from kg.errors import Place, Problem, StoreError
from kg.names import APF
from kg.rdf import URIRef
from kg.read.entries import Known, Tally
from kg.read.opening import sha256_of
from kg.read.table.editions import Chain, Stated, tie
from kg.table.part import FormPlaces, Numbered, Part, RowColumns, added


@dataclass(slots=True)
class Naming:
    """How the claims of a table are named: the bases of their IRIs, and their classes.

    ``contents`` gives for each form of a claim where the IRIs of what it says begin,
    and the class of that.
    """

    document: str
    claim: str
    contents: dict[int, tuple[str, URIRef]]


class RowTable:
    """The claims of a large table.

    Their triples stand in the file ``text``; ``columns`` has what sets the claims
    apart, ``odd`` are the lines of the rows of which nothing is in here, and ``beside``
    those of rows with which they are at odds. ``problems`` are what is known to be
    wrong. ``refers`` are the IRIs that claims name, each with the first that does. How
    claims stand to those of earlier editions is in the file ``ties``; ``tied`` are
    where the lines of each begin there, and where the last end, if there are any.
    """

    def __init__(
        self, naming: Naming, file: str, measures: list[str], folder: Path
    ) -> None:
        self.naming, self.file, self.measures = naming, file, measures
        self.folder, self.text = folder, folder / "claims.nt"
        self.columns, self.keys = RowColumns(), dict[str, int]()
        self.signs = Numbered()
        self.odd, self.beside = set[int](), set[int]()
        self.problems = list[Problem]()
        self.tally, self.digest = Tally(), ""
        self.met = dict[str, set[str]]()
        self.places: FormPlaces = {}
        self.filled, self.elsewhere = set[str](), set[str]()
        self.refers = dict[str, int]()
        self.text_digest, self.otherwise = "", set[str]()
        self.ties, self.tied, self.ties_digest = folder / "editions.nt", array("Q"), ""
        self._hash = hashlib.sha256()
        self._out = self.text.open("wb")
        self._length = 0

    def __len__(self) -> int:
        """Count the claims."""
        return len(self.columns)

    def add(self, part: Part, counted: array[int], days: array[int]) -> int:
        """Add a part, the things and days of whose claims have these numbers.

        Returns the number of its first claim.
        """
        first, own, its = len(self.columns), self.columns, part.columns
        if self.keys.keys().isdisjoint(its.keys):
            self.keys.update(zip(its.keys, range(first, first + len(its)), strict=True))
        else:
            for number, key in enumerate(its.keys, first):
                if (before := self.keys.setdefault(key, number)) != number:
                    self.odd.add(its.lines[number - first])
                    self.beside.add(own.lines[before])
        own.keys += its.keys
        own.lines += its.lines
        own.measures += its.measures
        own.forms += its.forms
        own.low += its.low
        own.high += its.high
        own.claimants += its.claimants
        own.statements += its.statements
        own.counted += counted
        own.days += days
        signs = [self.signs.of(sign) for sign in part.signs]
        own.signs += array("I", [signs[each] for each in its.signs])
        own.starts += array("Q", [start + self._length for start in its.starts])
        self._out.write(part.text)
        self._hash.update(part.text)
        self._length += len(part.text)
        self.odd.update(part.odd)
        self.beside |= part.beside
        self.filled |= part.filled
        self.elsewhere |= part.elsewhere
        if first:
            for iri, claim in part.refers.items():
                self.refers.setdefault(iri, first + claim)
        else:
            self.refers = {**part.refers, **self.refers}
        self.places |= part.places
        for column, cells in part.met.items():
            self.met.setdefault(column, set()).update(cells)
        self.tally = added((self.tally, part.tally))
        return first

    def end(self) -> None:
        """Close the files; nothing comes any more."""
        self._out.close()
        self.columns.starts.append(self._length)
        self.digest = self.text_digest = self._hash.hexdigest()

    def end_with(self, text: Path, digest: str) -> None:
        """Take the triples of the one part that was added from a file that has them."""
        self.end()
        self.text.unlink()
        self.text, self.digest, self.text_digest = text, digest, digest
        self.columns.starts[-1] = text.stat().st_size

    def statement(self, key: str) -> Stated | None:
        """Return what the claim of a key states."""
        if (number := self.keys.get(key)) is None:
            return None
        own = self.columns
        return Stated(own.claimants[number], own.statements[number])

    def tie(self, chain: Chain) -> None:
        """Tie the claims to those that earlier editions have under their keys."""
        start = self.naming.claim.removesuffix(f"{self.naming.document}.")
        terms = {"restates": APF.restates, "revises": APF.revises}
        own, hashed = self.columns, hashlib.sha256()
        self.tied = array("Q", [0])
        made = self.folder / "editions.made"  # somebody may read what there was
        with made.open("wb") as file:
            length = 0
            for number, key in enumerate(own.keys):
                states = Stated(own.claimants[number], own.statements[number])
                if (tied := tie(key, states, chain)) is not None:
                    about = f"<{self.claim(number)}> <{terms[tied.term]}>"
                    lines = [f"{about} <{start}{name}> .\n" for name in tied.names]
                    text = "".join(lines).encode()
                    hashed.update(text)
                    length += file.write(text)
                self.tied.append(length)
        self.ties_digest = hashed.hexdigest()
        made.replace(self.ties)

    def earlier(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the claims that are tied to earlier ones, and the IRIs of these."""
        if not self.tied:
            return
        with self.ties.open(encoding="utf-8") as lines:
            for number, (start, end) in enumerate(pairwise(self.tied)):
                iris = list[str]()
                while start < end:
                    line = next(lines)
                    iris.append(line[line.rindex("<") + 1 : -4])
                    start += len(line)  # IRIs of claims, and terms, are all ASCII
                if iris:
                    yield number, iris

    def claim(self, number: int) -> str:
        """Return the IRI of a claim."""
        return f"{self.naming.claim}{self.columns.keys[number]}"

    def content(self, number: int) -> str:
        """Return the IRI of what a claim says."""
        base, _ = self.naming.contents[self.columns.forms[number]]
        return f"{base}{self.columns.keys[number]}"

    def place(self, number: int, kind: str = "claim", term: str = "") -> Place:
        """Return where a claim, or what it says (``content``), has one of its terms."""
        form, line = self.columns.forms[number], self.columns.lines[number]
        iri = self.claim(number) if kind == "claim" else self.content(number)
        text = next(iter(self.texts([number])))
        has = f"<{iri}> <{term}> " in text
        row = Place(self.file, line)
        return placed(self.places, (kind, form), term if has else "", row)

    def known(self, key: str) -> Known | None:
        """Return what a key stands for, as the index has it."""
        if (number := self.keys.get(key)) is None:
            return None
        _, cls = self.naming.contents[self.columns.forms[number]]
        claim, content = URIRef(self.claim(number)), URIRef(self.content(number))
        return Known(claim, URIRef(APF.Claim), self.place(number), content, cls)

    def numbered(self, iri: str) -> int | None:
        """Return which claim has an IRI, or says what has it; ``None`` if none does."""
        contents = dict.fromkeys(base for base, _ in self.naming.contents.values())
        for start in (self.naming.claim, *contents):
            if iri.startswith(start):
                return self.keys.get(iri[len(start) :])
        return None

    def leave_out(self, lines: set[int]) -> bool:
        """Forget the claims of some rows; tell whether there were any."""
        own = self.columns
        if not lines or lines.isdisjoint(own.lines):
            return False
        kept = [n for n, line in enumerate(own.lines) if line not in lines]
        starts, length = array("Q"), 0
        self.tied, self.ties_digest = array("Q"), ""
        less = self.folder / "claims.less"
        with less.open("wb") as file:
            for text in self.texts(kept):
                starts.append(length)
                length += file.write(text.encode())
        self.text = less.replace(self.folder / "claims.nt")
        self.text_digest = sha256_of(self.text)
        self.columns = own.of(kept)
        self.columns.starts = starts
        starts.append(length)
        self.keys = {key: number for number, key in enumerate(self.columns.keys)}
        self.refers = {}
        for number, text in enumerate(self.texts(range(len(self)))):
            for iri in sorted(named_in(text)):
                self.refers.setdefault(iri, number)
        return True

    def texts(self, numbers: Iterable[int]) -> Iterator[str]:
        """Yield the triples of some claims, in the order that is asked for."""
        with ExitStack() as stack:
            files = [(stack.enter_context(self.text.open("rb")), self.columns.starts)]
            if self.tied:
                files.append((stack.enter_context(self.ties.open("rb")), self.tied))
            for number in numbers:
                pieces = [_piece(file, starts, number) for file, starts in files]
                yield b"".join(pieces).decode()


def _piece(file: BinaryIO, starts: array[int], number: int) -> bytes:
    file.seek(starts[number])
    return file.read(starts[number + 1] - starts[number])


def placed(places: FormPlaces, form: tuple[str, int], term: str, row: Place) -> Place:
    """Return where an entry of a form has a term, in its row or in the mapping."""
    known = places.get(form, {})
    at = known.get(term, known.get("", ""))
    return at if isinstance(at, Place) else Place(row.file, row.line, at)


def named_in(text: str) -> set[str]:
    """Return the IRIs that lines of N-Triples end in: things, codes and datatypes."""
    return {
        line[line.rindex("<") + 1 : -3]
        for line in text.split("\n")
        if line.endswith("> .")
    }


@contextmanager
def writing() -> Iterator[None]:
    """Say of a disk that takes no more that it is not the table's fault."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"triples of a large table cannot be written: {reason}; TMPDIR names "
        raise StoreError(f"{message}the folder of temporary files") from None
