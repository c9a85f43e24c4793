"""Tables as an earlier build has read them, which need not be read again.

What comes of a table depends on its bytes, on its mapping, and on what the project
knows of the ids that stand in its rows. Where all of these are as they were, so is what
comes of it. What is kept are triples, numbers and JSON: nothing of it is ever run.
"""

from __future__ import annotations

import hashlib
import json
import sys
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

from kg.errors import Place
from kg.rdf import URIRef
from kg.read.entries import Index, Tally
from kg.read.opening import sha256_of
from kg.read.table.columns import OF_THINGS
from kg.read.table.mappings import LargeTable, Speaker
from kg.table.part import NUMBERS, Numbered, Part, PartThing, RowColumns
from kg.table.rowtable import Naming, RowTable

STATE, COLUMNS, CLAIMS, THINGS = "state.json", "columns.bin", "claims.nt", "things.json"
"""The files of a table: what is known of it, its columns, its claims and its things."""

_OWN = ("cls", "form", "text", "ties", "refers", "within", "chained", "label")
"""What is kept of a thing beside its id, its line and its IRI."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What an earlier build has kept of a table, in a folder."""

    folder: Path
    state: dict[str, Any]

    @classmethod
    def of(cls, folder: Path) -> Self | None:
        """Read what is kept in a folder; ``None`` where that is not whole."""
        try:
            state = json.loads((folder / STATE).read_bytes())
            sizes = {n: (folder / n).stat().st_size for n in (COLUMNS, CLAIMS, THINGS)}
            return cls(folder, state) if state["sizes"] == sizes else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    @property
    def claims(self) -> Path:
        """The triples of the claims."""
        return self.folder / CLAIMS

    @property
    def digest(self) -> str:
        """The digest of the triples of the claims."""
        return str(self.state["digest"])

    def knows(
        self, index: Index, defined: frozenset[str], filled: frozenset[str]
    ) -> bool:
        """Tell whether a project knows the ids of the rows as it did then.

        ``defined`` are those that its files define, ``filled`` those of tables that are
        read entry by entry.
        """
        state, things = self.state, self.state["things"]
        also = [id for id in things if id in index.things]
        if also != state["also"] or not filled.issuperset(also):
            return False
        if not defined.issuperset(state["elsewhere"]) or not defined.isdisjoint(things):
            return False
        classes: dict[str, str] = state["classes"]
        return classes == classes_of(index, classes)

    def pieces(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield where the triples of each claim begin and end, by its key."""
        starts = self._columns().starts
        yield from zip(self.state["keys"], pairwise(starts), strict=True)

    def naming(self) -> Naming:
        """Return how the claims are named."""
        document, claim, contents = self.state["naming"]
        named = {int(n): (base, URIRef(cls)) for n, (base, cls) in contents.items()}
        return Naming(document, claim, named)

    def part(self) -> Part:
        """Return all rows as one part, but for the triples of the claims."""
        state, part = self.state, Part()
        part.columns = self._columns()
        part.columns.starts.pop()
        part.counted = Numbered({iri: n for n, iri in enumerate(state["counted"])})
        part.days = Numbered({(a, b): n for n, (a, b) in enumerate(state["days"])})
        signs = (tuple(map(tuple, sign)) for sign in state["signs"])
        part.signs = Numbered({sign: n for n, sign in enumerate(signs)})
        part.refers, part.filled = state["refers"], set(state["filled"])
        part.met = {column: set(cells) for column, cells in state["met"].items()}
        part.elsewhere = set(state["elsewhere"])
        part.places = {
            (kind, form): {term: _place(at) for term, at in places.items()}
            for kind, form, places in state["places"]
        }
        part.tally = Tally(*state["tally"])
        for id, line, thing in self._things():
            part.things[id], part.defined_in[id] = thing, line
        return part

    def _columns(self) -> RowColumns:
        """Return all columns, and behind the last start where the last claim ends."""
        columns = RowColumns(self.state["keys"])
        with (self.folder / COLUMNS).open("rb") as file:
            for name in NUMBERS:
                column: array[int] = getattr(columns, name)
                column.fromfile(file, len(columns) + (name == "starts"))
        return columns

    def _things(self) -> Iterator[tuple[str, int, PartThing]]:
        with (self.folder / THINGS).open(encoding="utf-8") as file:
            for written in file:
                id, line, iri, own = json.loads(written)
                own = [tuple(each) if isinstance(each, list) else each for each in own]
                named = dict(zip(_OWN, own, strict=True))
                yield id, line, PartThing(iri, filling=(), **named)


class Keeper:
    """Writes beside a table that is being read what the next build needs of it.

    ``fingerprint`` tells what it is read from: see :func:`fingerprint_of`.
    """

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self.fingerprint, self.path = fingerprint, folder / THINGS
        self.ids = set[str]()
        self.classes = dict[str, str]()
        self.also = list[str]()
        self._refers = set[str]()
        self._out = self.path.open("w", encoding="utf-8")

    def add(self, things: Iterable[tuple[str, int, PartThing]]) -> None:
        """Note the things of a part, each with its id and the line of its first row."""
        for id, line, thing in things:
            if id not in self.ids:
                self.ids.add(id)
                self._refers.update(thing.refers)
                own = [getattr(thing, name) for name in _OWN]
                json.dump([id, line, thing.iri, own], self._out, ensure_ascii=False)
                self._out.write("\n")

    def end(self, table: RowTable, index: Index) -> None:
        """Note what the project knows of what the rows name; no part comes any more."""
        self._out.close()
        self.classes = classes_of(index, self._refers.union(table.refers))
        self.also = sorted(self.ids.intersection(index.things))


def classes_of(index: Index, iris: Iterable[str]) -> dict[str, str]:
    """Return the classes of the things that a project defines, by their IRIs."""
    known = ((iri, index.find(iri)) for iri in iris)
    return {iri: str(its.cls) for iri, its in known if its is not None}


def fingerprint_of(large: LargeTable, speaker: Speaker, base: str, digest: str) -> str:
    """Return what tells apart tables of which other triples may come.

    ``digest`` is that of the table. It rests on the mapping, the lists of codes, the
    things that have codes, and who speaks; not on the schema.
    """
    filler, mapping = large.filler, large.filler.mapping
    cells, lists = filler.cells, list[object]()
    for column in mapping.columns.values():
        if column.through is not None:
            path = large.tables.path(large.document, column.through.file)
            lists.append(sha256_of(path) if path is not None else "")
        if column.kind in OF_THINGS:
            term = "iso3" if column.kind == "country" else column.by
            lists.append(cells.things.coded(term, cells.language))
            ids = sorted(id for id in column.values.values() if id is not None)
            lists.append([cells.things.label(id, cells.language) for id in ids])
    voice = (speaker.id, str(speaker.iri), str(speaker.voice), speaker.language)
    what = (
        *(sys.byteorder, filler.file, digest, large.written, voice),
        *(base, cells.language, lists),
    )
    return hashlib.sha256(json.dumps(what).encode()).hexdigest()


def keep(table: RowTable, keeper: Keeper, counted: list[str], days: list[Any]) -> bytes:
    """Return what is known of a table, as JSON, and write its columns.

    ``counted`` and ``days`` are all that have numbers in its columns.
    """
    own, columns = table.columns, table.folder / COLUMNS
    local = {"counted": Numbered(), "days": Numbered()}
    with columns.open("wb") as file:
        for name in NUMBERS:
            column: array[int] = getattr(own, name)
            if (numbers := local.get(name)) is not None:
                column = array("I", map(numbers.of, column))
            column.tofile(file)
    state = {
        "fingerprint": keeper.fingerprint,
        "sizes": {
            COLUMNS: columns.stat().st_size,
            CLAIMS: table.text.stat().st_size,
            THINGS: keeper.path.stat().st_size,
        },
        "naming": [
            table.naming.document,
            table.naming.claim,
            {n: [base, str(cls)] for n, (base, cls) in table.naming.contents.items()},
        ],
        "digest": table.text_digest,
        "keys": own.keys,
        "counted": [counted[int(str(number))] for number in local["counted"]],
        "days": [days[int(str(number))] for number in local["days"]],
        "signs": [*table.signs],
        "refers": table.refers,
        "classes": keeper.classes,
        "things": sorted(keeper.ids),
        "also": keeper.also,
        "elsewhere": sorted(table.elsewhere),
        "filled": sorted(table.filled),
        "met": {column: sorted(cells) for column, cells in table.met.items()},
        "places": [
            [kind, form, {term: _written(at) for term, at in places.items()}]
            for (kind, form), places in table.places.items()
        ],
        "tally": [getattr(table.tally, field.name) for field in fields(Tally)],
    }
    return json.dumps(state, ensure_ascii=False).encode()


def _written(at: str | Place) -> str | list[Any]:
    return at if isinstance(at, str) else [at.file, at.line, at.column]


def _place(at: str | list[Any]) -> str | Place:
    return at if isinstance(at, str) else Place(*at)
