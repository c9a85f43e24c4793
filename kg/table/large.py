"""Large tables of a project: read in parts, and put together.

Reading asks whether a table is large, and leaves it to this. What a part comes to
depends on its rows alone, so parts may be made anywhere; what needs the whole is done
here as they come back: that no two rows claim, or define, the same otherwise.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator, Set
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from itertools import chain, islice
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir
from weakref import finalize

from kg.errors import Place, Problem, StoreError
from kg.held import beside
from kg.read.entries import Index, Known
from kg.read.opening import sha256_of
from kg.read.table.mapping import TableMapping
from kg.read.table.mappings import LargeTable, Speaker
from kg.read.table.opened import NotATable, OpenTable
from kg.read.vocabulary import Vocabulary
from kg.table.executors import executing
from kg.table.fragments import Odd
from kg.table.learning import Learner
from kg.table.maker import PartMaker, Recipe
from kg.table.making import make_parts
from kg.table.naming import PROCESSES
from kg.table.part import Numbered
from kg.table.partitions import in_batches
from kg.table.rowtable import Naming, RowTable, named_in, placed
from kg.table.things import RowThings

LARGE = 5_000
"""Rows from which on a table is read in parts: fewer take a second or two anyhow."""

PART = 5_000
"""Rows of a part: some 50 MB in the making."""

FEW = 8
"""Parts of which fewer are made here: two processes of our own take as long to begin,
and to hand over what they made, as five parts take here."""


class LargeTables:
    """The large tables of a project, in a folder of its own that ends with it.

    ``executor`` makes parts: see :func:`executor_of`. By default it is processes of
    our own, for tables of many parts.
    """

    def __init__(self, executor: str | Executor | None = None) -> None:
        self._executor = executor
        self._lent = ExitStack()
        self._workers: Executor | None = None
        self._folder: Path | None = None
        self._kept = ExitStack()
        finalize(self, self._kept.close)
        self.tables = list[RowTable]()
        self.counted, self.days = Numbered(), Numbered()
        self.refers = dict[str, tuple[int, int]]()
        self.things = RowThings()

    def is_large(self, mapping: TableMapping, path: Path) -> bool:
        """Tell whether a table has more rows than are read one by one."""
        try:
            with mapping.table.open(path) as table:
                return next(islice(table.rows, LARGE, None), None) is not None
        except (NotATable, OSError):  # as the ordinary reader says
            return False

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
        learner = Learner(
            vocabulary,
            own,
            filler.cells.language,
            speaker,
            filler.mapping.ids,
            filler.mapping.suppressed,
            filler.mapping.place,
        )
        written, before = filler.mapping.table, sha256_of(path)
        if len(filler.problems) > problems or written.digest not in ("", before):
            return None
        try:
            with written.open(path) as table:
                if any(filler.cells.place_columns(table)):
                    return None
                ids, width = (large.defined, large.filled), len(table.columns)
                recipe = Recipe(filler, learner, base, *ids, width)
                made = self._put_together(recipe, table, len(self.tables))
        except (Odd, NotATable, OSError):
            self._forget(len(self.tables))
            return None
        if sha256_of(path) != before:
            message = f"`{written.file}` was changed while it was read"
            made.problems.append(Problem(filler.mapping.place, message))
        return made

    def _forget(self, number: int) -> None:
        """Forget what there is of a table that came to nothing."""
        self.things.forget(number)
        self.refers = {iri: at for iri, at in self.refers.items() if at[0] != number}
        if self._folder is not None:
            rmtree(self._folder / str(number), ignore_errors=True)

    def _put_together(self, recipe: Recipe, table: OpenTable, number: int) -> RowTable:
        naming = _naming(recipe)
        measures = ["", *recipe.filler.mapping.each]
        with _written():
            folder = self._made() / str(number)
            folder.mkdir()
        made = RowTable(naming, recipe.filler.file, measures, folder)
        otherwise = set[str]()
        parts = in_batches(table.rows, PART)
        begun = list(islice(parts, FEW))
        workers = self._lend(many=len(begun) == FEW)
        for part in make_parts(recipe, chain(begun, parts), workers):
            counted = [self.counted.of(iri) for iri in part.counted]
            days = [self.days.of(each) for each in part.days]
            with _written():
                first = made.add(
                    part,
                    array("I", [counted[each] for each in part.columns.counted]),
                    array("I", [days[each] for each in part.columns.days]),
                )
            for iri, claim in part.refers.items():
                self.refers.setdefault(iri, (number, first + claim))
            lines = part.defined_in
            defined = ((id, lines[id], thing) for id, thing in part.things.items())
            with _written():
                otherwise_before = self.things.add(number, made.file, defined)
            for id, line, before in otherwise_before:
                if before.file == made.file:
                    made.odd.add(line)
                    made.beside.add(before.line)
                elif id not in otherwise:
                    otherwise.add(id)
                    message = f"`{id}` is described otherwise at {before}"
                    made.problems.append(Problem(Place(made.file, line), message))
        made.end()
        self.tables.append(made)
        self.leave_out({(made.file, line) for line in made.odd})
        made.tally.claims = len(made)
        things = self.things.path(number)
        if things.exists():
            both = f"{made.digest} {sha256_of(things)}"
            made.digest = hashlib.sha256(both.encode()).hexdigest()
        return made

    def _made(self) -> Path:
        """Return the folder, made for the first table: that of a killed run goes."""
        if self._folder is None:
            temporary = Path(gettempdir()) / "kg-tables"
            self._folder = self._kept.enter_context(beside(temporary, folder=True))
            self.things.folder = self._folder
        return self._folder

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

    def named(self) -> set[str]:
        """Return the IRIs of the things that rows name."""
        return set(chain(self.refers, *self.things.refers))

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
        for number, table in enumerate(self.tables):
            lines = {line for file, line in rows if file == table.file}
            if not table.leave_out(lines):
                continue
            kept = {k: at for k, at in self.refers.items() if at[0] != number}
            for claim, text in enumerate(table.texts(range(len(table)))):
                for iri in named_in(text):
                    kept.setdefault(iri, (number, claim))
            self.refers = kept

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
        for own, path in self.files():
            if own == document:
                yield path.read_text("utf-8")

    def files(self) -> Iterator[tuple[str, Path]]:
        """Yield the files of triples, each with the document that says them."""
        for number, table in enumerate(self.tables):
            paths = table.text, self.things.path(number)
            yield from ((table.naming.document, p) for p in paths if p.exists())

    def ties(self) -> Iterator[Path]:
        """Yield the files of what the things of rows are tied to."""
        paths = map(self.things.ties, range(len(self.tables)))
        yield from (path for path in paths if path.exists())

    def close(self) -> None:
        """Let the workers go, and remove the folder."""
        self.end()
        self._kept.close()


@contextmanager
def _written() -> Iterator[None]:
    """Say of a disk that takes no more that it is not the table's fault."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"triples of a large table cannot be written: {reason}; TMPDIR names "
        raise StoreError(f"{message}the folder of temporary files") from None


def _naming(recipe: Recipe) -> Naming:
    plan, base = PartMaker(recipe).plan, recipe.base
    document, vocabulary = recipe.learner.speaker.id, recipe.learner.vocabulary
    classes = [(e.number, e.cls) for own in plan.claims.values() for e in own]
    contents = {
        number: (f"{base}id/{vocabulary.segment(cls)}/{document}.", cls)
        for number, cls in classes
    }
    return Naming(document, f"{base}id/claim/{document}.", contents)
