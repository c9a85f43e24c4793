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
from dataclasses import dataclass, field, fields
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

from kg.errors import Place
from kg.rdf import URIRef
from kg.read.entries import Index, Tally
from kg.read.opening import sha256_of
from kg.read.table.columns import OF_THINGS
from kg.read.table.mappings import LargeTable, Speaker
from kg.table.part import NUMBERS, Numbered, Part, RowColumns
from kg.table.rowtable import Naming, RowTable
from kg.table.things import RowThings

Files = dict[str, Path]

STATE, COLUMNS, CLAIMS = "state.json", "columns.bin", "claims.nt"
"""The files of a table: what is known of it, its columns, and its claims."""

THINGS, TIES = "things.nt", "ties.nt"
"""The things that it is the first to define, and what these tie each other to."""

_OF_THINGS = "IIHIQQIIIIIII"
"""The type codes of the columns of things."""


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
            sizes = {name: (folder / name).stat().st_size for name in state["sizes"]}
            whole = {COLUMNS, CLAIMS} <= sizes.keys() and state["sizes"] == sizes
            return cls(folder, state) if whole else None
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    @property
    def claims(self) -> Path:
        """The triples of the claims."""
        return self.folder / CLAIMS

    @property
    def digest(self) -> str:
        """The digest of the triples of the claims."""
        return str(self.state["digest"])

    @property
    def names(self) -> list[str]:
        """The IRIs of all that its columns have by numbers."""
        names: list[str] = self.state["names"]
        return names

    def refers(self) -> dict[str, int]:
        """Return the IRIs that claims name, each with the first claim that does."""
        names = self.names
        return {names[name]: claim for name, claim in self.state["refers"]}

    def knows(
        self,
        index: Index,
        defined: frozenset[str],
        filled: frozenset[str],
        things: RowThings,
    ) -> bool:
        """Tell whether a project knows the ids of the rows as it did then.

        ``defined`` are those that its files define, ``filled`` those of tables that are
        read entry by entry, and ``things`` those of tables that came before.
        """
        state, shared = self.state, self.state["shared"]
        ids = [iri[iri.rindex("/") + 1 :] for iri in self._own()]
        if not things.numbers.keys().isdisjoint(ids):
            return False
        if {id: things.digest(id) for id in shared} != shared:
            return False
        ids += shared
        also = sorted(id for id in ids if id in index.things)
        if also != state["also"] or not filled.issuperset(also):
            return False
        if not defined.issuperset(state["elsewhere"]) or not defined.isdisjoint(ids):
            return False
        classes: dict[str, str] = state["classes"]
        return classes == classes_of(index, classes)

    def naming(self) -> Naming:
        """Return how the claims are named."""
        document, claim, contents = self.state["naming"]
        named = {int(n): (base, URIRef(cls)) for n, (base, cls) in contents.items()}
        return Naming(document, claim, named)

    def pieces(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield where the triples of each claim begin and end, by its key."""
        starts = self._columns()[0].starts
        yield from zip(self.state["keys"], pairwise(starts), strict=True)

    def part(self) -> Part:
        """Return all rows as one part, but for triples, and for things."""
        state, part, names = self.state, Part(), self.names
        part.columns, _ = self._columns()
        part.columns.starts.pop()
        counted = (names[name] for name in state["counted"])
        part.counted = Numbered({iri: n for n, iri in enumerate(counted)})
        part.days = Numbered({(a, b): n for n, (a, b) in enumerate(state["days"])})
        signs = (tuple(map(tuple, sign)) for sign in state["signs"])
        part.signs = Numbered({sign: n for n, sign in enumerate(signs)})
        part.refers, part.filled = self.refers(), set(state["filled"])
        part.met = {column: set(cells) for column, cells in state["met"].items()}
        part.elsewhere = set(state["elsewhere"])
        part.places = {
            (kind, form): {term: _place(at) for term, at in places.items()}
            for kind, form, places in state["places"]
        }
        part.tally = Tally(*state["tally"])
        return part

    def things(self) -> list[array[int]]:
        """Return what is known of the things of the rows: see :class:`RowThings`."""
        return self._columns()[1]

    def _own(self) -> list[str]:
        names = self.names
        return [names[number] for number in self.things()[0]]

    def _columns(self) -> tuple[RowColumns, list[array[int]]]:
        """Return all columns, and behind the last start where the last claim ends."""
        columns = RowColumns(self.state["keys"])
        things: list[array[int]] = []  # no array is subscriptable before Python 3.12
        with (self.folder / COLUMNS).open("rb") as file:
            for name in NUMBERS:
                column: array[int] = getattr(columns, name)
                column.fromfile(file, len(columns) + (name == "starts"))
            for code, length in zip(_OF_THINGS, self.state["things"], strict=True):
                things.append(array(code))
                things[-1].fromfile(file, length)
        return columns, things


@dataclass
class Keeper:
    """What is to be known of a table that is read, so that the next build need not.

    ``fingerprint`` tells what it is read from: see :func:`fingerprint_of`. ``classes``
    are those of the things that files define and rows name, ``also`` the ids of things
    of rows that the project knows as well.
    """

    fingerprint: str
    classes: dict[str, str] = field(default_factory=dict)
    also: list[str] = field(default_factory=list)

    def end(
        self, table: RowTable, number: int, things: RowThings, index: Index
    ) -> None:
        """Note what the project knows of what the rows name; no part comes any more."""
        own = things.of_table(number)
        named = set(table.refers).union(*things.refers.of(own))
        self.classes = classes_of(index, named)
        ids = {things.iris[n].rsplit("/", 1)[1] for n in own} | things.shared[number]
        self.also = sorted(ids.intersection(index.things))


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
        *(base, cells.language, lists, large.in_editions),
    )
    return hashlib.sha256(json.dumps(what).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Numbering:
    """What has numbers in the columns of tables, and the things of their rows."""

    counted: list[str]
    days: list[object]
    things: RowThings


def keep(table: RowTable, number: int, keeper: Keeper, of: Numbering) -> Files:
    """Return the files that tell the next build of a table: it writes columns first.

    By their names, each with where it is; what is known of the table, as JSON, is the
    one that is not anywhere yet.
    """
    own, columns = table.columns, table.folder / COLUMNS
    counted, days, names = Numbered(), Numbered(), Numbered()
    things = of.things.written(number, names)
    local = {"counted": counted, "days": days}
    with columns.open("wb") as file:
        for name in NUMBERS:
            column: array[int] = getattr(own, name)
            if (numbers := local.get(name)) is not None:
                column = array("I", map(numbers.of, column))
            column.tofile(file)
        for column in things:
            column.tofile(file)
    files = {COLUMNS: columns, CLAIMS: table.text}
    if of.things.path(number).exists():
        files |= {THINGS: of.things.path(number), TIES: of.things.ties(number)}
    state = {
        "fingerprint": keeper.fingerprint,
        "sizes": {name: path.stat().st_size for name, path in files.items()},
        "naming": [
            table.naming.document,
            table.naming.claim,
            {n: [base, str(cls)] for n, (base, cls) in table.naming.contents.items()},
        ],
        "digest": table.text_digest,
        "keys": own.keys,
        "counted": [names.of(of.counted[int(str(n))]) for n in counted],
        "days": [of.days[int(str(n))] for n in days],
        "signs": [*table.signs],
        "refers": [(names.of(iri), claim) for iri, claim in table.refers.items()],
        "names": [*names],
        "classes": keeper.classes,
        "things": [*map(len, things)],
        "hashed": of.things.hashed(number),
        "shared": {id: of.things.digest(id) for id in sorted(of.things.shared[number])},
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
    written = table.folder / STATE
    written.write_bytes(json.dumps(state, ensure_ascii=False).encode())
    return {STATE: written, **files}


def _written(at: str | Place) -> str | list[Any]:
    return at if isinstance(at, str) else [at.file, at.line, at.column]


def _place(at: str | list[Any]) -> str | Place:
    return at if isinstance(at, str) else Place(*at)
