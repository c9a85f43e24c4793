"""Large tables of a project: read in parts, and put together.

Reading asks whether a table is large, and leaves it to this. What a part comes to
depends on its rows alone, so parts may be made anywhere; what needs the whole is done
here as they come back: that no two rows claim, or define, the same otherwise.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterator, Set
from concurrent.futures import Executor
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir
from weakref import finalize

from kg.errors import Place, Problem
from kg.held import beside, link
from kg.read.entries import Index, Known
from kg.read.opening import sha256_of
from kg.read.table.editions import Chain, Statements
from kg.read.table.fill import Filler
from kg.read.table.mapping import TableMapping
from kg.read.table.mappings import LargeTable, Speaker
from kg.read.table.opened import NotATable, OpenTable
from kg.read.vocabulary import Vocabulary
from kg.table.executors import executing
from kg.table.fragments import Odd
from kg.table.kept import (
    STATE,
    THINGS,
    TIES,
    Keeper,
    Kept,
    Numbering,
    fingerprint_of,
    keep,
)
from kg.table.learning import Learner
from kg.table.maker import Recipe
from kg.table.making import make_parts, naming_of
from kg.table.naming import PROCESSES
from kg.table.part import Numbered, Part
from kg.table.partitions import in_batches
from kg.table.plan import Planner
from kg.table.rowtable import Naming, RowTable, placed, writing
from kg.table.things import RowThings

LARGE = 200
"""Rows from which on a table is read in parts: fewer take half a second anyhow."""

PART = 2_000
"""Rows of a part: some 20 MB in the making."""

FEW = 20
"""Parts of which fewer are made here: two processes of our own take as long to begin,
and to learn what rows have in common, as ten parts take here."""

Ended = Callable[["LargeTables", int], None]


class LargeTables:
    """The large tables of a project, in a folder of its own that ends with it.

    ``executor`` makes parts: see :func:`executor_of`. By default it is processes of
    our own, for tables of many parts. ``kept`` is where an earlier build, with the same
    schema, has kept its tables. ``ended`` is called with the number of each table that
    others have read, when it has all its rows.
    """

    def __init__(
        self,
        executor: str | Executor | None = None,
        kept: Path | None = None,
        ended: Ended = lambda tables, number: None,
    ) -> None:
        self._executor, self._kept_in, self._told = executor, kept, ended
        self._keepers = dict[int, Keeper | Kept]()
        self._earlier = dict[str, Kept | None]()
        self._lent = ExitStack()
        self._chains = dict[str, Chain]()
        self._workers: Executor | None = None
        self._folder: Path | None = None
        self._kept = ExitStack()
        finalize(self, self._kept.close)
        self.tables = list[RowTable]()
        self.counted, self.days = Numbered(), Numbered()
        self.things = RowThings()
        self._named: frozenset[str] | None = None

    def is_large(self, mapping: TableMapping, path: Path) -> bool:
        """Tell whether a table has more rows than are read one by one."""
        try:
            with mapping.table.open(path) as table:
                return next(islice(table.rows, LARGE, None), None) is not None
        except (NotATable, OSError):  # as the ordinary reader says
            return False

    def has_plan(self, filler: Filler, vocabulary: Vocabulary) -> bool:
        """Tell whether a mapping is one that this can read."""
        try:
            Planner(filler, Learner.of(filler, vocabulary)).plan()
        except Odd:
            return False
        return True

    def read(
        self,
        large: LargeTable,
        speaker: Speaker,
        vocabulary: Vocabulary,
        index: Index,
        base: str,
    ) -> RowTable | None:
        """Read a table; ``None`` where its mapping is one for the ordinary reader.

        So are the rows that are called odd, and all of a table that cannot be read.
        """
        filler, own, path = large.filler, index.copy(), large.path
        problems = len(filler.problems)
        if not all(map(filler.claim_forms.of, filler.mapping.each)):
            return None
        filler.cells.open(large.document, large.tables)
        learner = Learner.of(filler, vocabulary, own, speaker)
        written, before = filler.mapping.table, sha256_of(path)
        if len(filler.problems) > problems or written.digest not in ("", before):
            return None
        fingerprint = fingerprint_of(large, speaker, base, before)
        if (kept := self.kept(large.document)) is not None:
            same = kept.state["fingerprint"] == fingerprint
            known = large.defined, large.filled, self.things
            if same and kept.knows(own, *known):
                return self._taken_over(kept, filler)
        try:
            with written.open(path) as table:
                if any(filler.cells.place_columns(table)):
                    return None
                ids, width = (large.defined, large.filled), len(table.columns)
                recipe = Recipe(filler, learner, base, *ids, width, large.in_editions)
                made = self._put_together(recipe, table, fingerprint)
        except (Odd, NotATable, OSError):
            self._forget(len(self.tables))
            return None
        if sha256_of(path) != before:
            message = f"`{written.file}` was changed while it was read"
            made.problems.append(Problem(filler.mapping.place, message))
        keeper = self._keepers.get(len(self.tables) - 1)
        if isinstance(keeper, Keeper):
            keeper.end(made, len(self.tables) - 1, self.things, own)
        return made

    def kept(self, document: str) -> Kept | None:
        """Return what an earlier build has kept of a table, the same or another."""
        if self._kept_in is None:
            return None
        if document not in self._earlier:
            self._earlier[document] = Kept.of(self._kept_in / document)
        return self._earlier[document]

    def kept_file(self, name: str) -> Path | None:
        """Return where an earlier build may have kept what is of all its tables."""
        return None if self._kept_in is None else self._kept_in / name

    def _taken_over(self, kept: Kept, filler: Filler) -> RowTable:
        """Return a table that is as an earlier build has read it."""
        number = len(self.tables)
        made = self._begun(kept.naming(), filler, number)
        self._add(made, kept.part(), number)
        made.end_with(kept.claims, kept.digest)
        files = {THINGS: self.things.path(number), TIES: self.things.ties(number)}
        with writing():
            for name in files.keys() & kept.state["sizes"].keys():
                files[name].unlink(missing_ok=True)
                link(kept.folder / name, files[name])
        hashed: list[str] = kept.state["hashed"]
        self.things.take_over(number, made.file, kept.things(), kept.names, hashed)
        self._keepers[number] = kept
        self._ended(made, number)
        return made

    def _forget(self, number: int) -> None:
        """Forget what there is of a table that came to nothing."""
        self.things.forget(number)
        self._named = None
        self._keepers.pop(number, None)
        if self._folder is not None:
            rmtree(self._folder / str(number), ignore_errors=True)

    def _put_together(
        self, recipe: Recipe, table: OpenTable, fingerprint: str
    ) -> RowTable:
        number = len(self.tables)
        made = self._begun(naming_of(recipe), recipe.filler, number)
        self._keepers[number] = Keeper(fingerprint)
        parts = in_batches(table.rows, PART)
        begun = list(islice(parts, FEW))
        workers = self._lend(many=len(begun) == FEW)
        for part in make_parts(recipe, chain(begun, parts), workers):
            self._add(made, part, number)
        made.end()
        self._ended(made, number)
        if workers is not None:
            self._told(self, number)
        return made

    def _begun(self, naming: Naming, filler: Filler, number: int) -> RowTable:
        with writing():
            folder = self._made() / str(number)
            folder.mkdir()
            return RowTable(naming, filler.file, ["", *filler.mapping.each], folder)

    def _add(self, made: RowTable, part: Part, number: int) -> None:
        """Add a part to a table, and tell which things it describes otherwise."""
        counted = [self.counted.of(iri) for iri in part.counted]
        days = [self.days.of(each) for each in part.days]
        with writing():
            made.add(
                part,
                array("I", [counted[each] for each in part.columns.counted]),
                array("I", [days[each] for each in part.columns.days]),
            )
            otherwise = self.things.add(number, made.file, part.things)
        for id, line, before in otherwise:
            if before.file == made.file:
                made.odd.add(line)
                made.beside.add(before.line)
            elif id not in made.otherwise:
                made.otherwise.add(id)
                message = f"`{id}` is described otherwise at {before}"
                made.problems.append(Problem(Place(made.file, line), message))

    def _ended(self, made: RowTable, number: int) -> None:
        self.tables.append(made)
        self._named = None
        self.leave_out({(made.file, line) for line in made.odd})
        made.tally.claims = len(made)
        if hashed := self.things.hashed(number):
            both = f"{made.digest} {hashed[0]}"
            made.digest = hashlib.sha256(both.encode()).hexdigest()

    def keep(self, folder: Path) -> None:
        """Keep in a folder, one for each document, what the next build may need.

        It is of tables in which nothing was amiss. Raises :class:`OSError`.
        """
        counted = list(map(str, self.counted))
        of = Numbering(counted, list(self.days), self.things)
        for number, keeper in self._keepers.items():
            table = self.tables[number]
            if isinstance(keeper, Kept):
                names = (STATE, *keeper.state["sizes"])
                files = {name: keeper.folder / name for name in names}
            elif table.problems or table.odd:
                continue
            else:
                files = keep(table, number, keeper, of)
            own = folder / table.naming.document
            own.mkdir(parents=True, exist_ok=True)
            for name, path in files.items():
                if not (own / name).exists():
                    link(path, own / name)

    def _made(self) -> Path:
        """Return the folder, made for the first table: that of a killed run goes."""
        if self._folder is None:
            temporary = Path(gettempdir()) / "kg-tables"
            self._folder = self._kept.enter_context(beside(temporary, folder=True))
            self.things.folder = self._folder
        return self._folder

    def scratch(self, name: str) -> Path | None:
        """Return where a file may be kept until this ends; ``None`` without a table."""
        return self._folder / name if self._folder is not None and self.tables else None

    def _lend(self, *, many: bool) -> Executor | None:
        """Return who makes parts, whom all tables share; nobody else for a few."""
        if self._executor is None and not many:
            return None
        if self._workers is None:
            executor = PROCESSES if self._executor is None else self._executor
            self._workers = self._lent.enter_context(executing(executor))
        return self._workers

    def end(self) -> None:
        """Let the workers go: no table is read any more."""
        self._workers = None
        self._lent.close()

    def find(self, name: str) -> Known | None:
        """Look up an id, a full IRI, or the key of a claim after its document's id."""
        if (known := self.things.known(name)) is not None:
            return known
        document, _, key = name.partition(".")
        for table in self.tables:
            if table.naming.document == document and (known := table.known(key)):
                return known
            if (number := table.numbered(name)) is not None:
                return table.known(table.columns.keys[number])
        return None

    @property
    def refers(self) -> dict[str, tuple[int, int]]:
        """The IRIs that claims name, each with a table and its first such claim."""
        refers = dict[str, tuple[int, int]]()
        for number, table in enumerate(self.tables):
            for iri, claim in table.refers.items():
                refers.setdefault(iri, (number, claim))
        return refers

    def named(self) -> frozenset[str]:
        """Return the IRIs of the things that rows name; worked out once."""
        if self._named is None:
            by_claims = (table.refers for table in self.tables)
            self._named = frozenset(self.things.refers.all().union(*by_claims))
        return self._named

    def has_claim(self, iri: str) -> bool:
        """Tell whether an IRI is that of a claim of a row, or of what it says."""
        return any(table.numbered(iri) is not None for table in self.tables)

    def text_of(self, iri: str) -> str:
        """Return the triples of a claim that has an IRI, or says what has it, or ""."""
        for table in self.tables:
            if (number := table.numbered(iri)) is not None:
                return next(iter(table.texts([number])))
        return ""

    def leave_out(self, rows: Set[tuple[str, int]]) -> None:
        """Forget the claims of some rows, each a table and a line."""
        left, self._named = False, None
        for number, table in enumerate(self.tables):
            if table.leave_out({line for file, line in rows if file == table.file}):
                self._keepers.pop(number, None)
                left = True
        for document, earlier in self._chains.items() if left else ():
            self.tie(document, earlier)

    def documents(self) -> list[str]:
        """Return the ids of the tables."""
        return [table.naming.document for table in self.tables]

    def statements(self, document: str) -> Statements | None:
        """Return what looks up the claims of a table; ``None`` if it is no such."""
        own = (t.statement for t in self.tables if t.naming.document == document)
        return next(own, None)

    def before(self, document: str) -> list[str]:
        """Return the ids of the editions before a table, the last first."""
        return [earlier for earlier, _ in self._chains.get(document, ())]

    def tie(self, document: str, chain: Chain) -> None:
        """Tie the claims of a table to those of earlier editions."""
        self._chains[document] = chain = list(chain)
        with writing():
            for table in self.tables:
                if table.naming.document == document:
                    table.tie(chain)
                    both = f"{table.digest} {table.ties_digest}"
                    table.digest = hashlib.sha256(both.encode()).hexdigest()

    def place(self, iri: str, term: str) -> Place | None:
        """Return where rows have a term of a claim, of what it says, or of a thing."""
        for table in self.tables:
            if (number := table.numbered(iri)) is not None:
                claim = iri.startswith(table.naming.claim)
                return table.place(number, "claim" if claim else "content", term)
        if (thing := self.things.by_iri.get(iri)) is None:
            return None
        places = self.tables[self.things.tables[thing]].places
        form = "thing", self.things.forms[thing]
        _, text = next(iter(self.things.texts([thing])))
        has = f"<{iri}> <{term}> " in text
        return placed(places, form, term if has else "", self.things.place(thing))

    def everything(self, document: str) -> Iterator[str]:
        """Yield all triples of the rows of a document, for who needs them at once."""
        for number, table in enumerate(self.tables):
            if table.naming.document == document:
                paths = table.text, self.things.path(number), table.ties
                yield from (path.read_text("utf-8") for path in paths if path.exists())

    def ties(self) -> Iterator[Path]:
        """Yield the files of what the things of rows are tied to."""
        paths = map(self.things.ties, range(len(self.tables)))
        yield from (path for path in paths if path.exists())

    def close(self) -> None:
        """Let the workers go, and remove the folder."""
        self.end()
        self._kept.close()
