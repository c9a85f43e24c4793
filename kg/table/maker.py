"""Makes the parts of a table: rows to claims and things, as text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from kg.errors import Place
from kg.names import RDFS
from kg.rdf import URIRef
from kg.read.entries import ID, KEY, RESERVED, Known
from kg.read.table.columns import TableColumn
from kg.read.table.editions import Stated
from kg.read.table.fill import Filler
from kg.read.table.opened import Row
from kg.table.fragments import CONTENT, MOST_KEPT, SUBJECT, Odd, Piece
from kg.table.learning import Learner
from kg.table.part import NUMBERS, Filled, Part, PartThing, PartThings, digest_of
from kg.table.plan import EntryPlan, Planner, TablePlan
from kg.table.statements import NOT_STATED, StatementForm, statement_forms
from kg.table.usual import AskedRow, Unlike, Usual

_UNDATED = ("", "9999")
_NOT_PLAIN = (1, 0)

MOST_THINGS = 20_000
"""Things that are kept in case that a later part describes them, too: some 30 MB."""

RowCells = tuple[int, int, tuple[str, ...]]
"""A row: its number and line, and what stands in each column that it has."""


@dataclass(slots=True)
class Recipe:
    """All that a part is made with, beside its rows; it can be sent to other processes.

    ``filler`` has found the columns of its table, of which there are ``width``.
    ``defined`` are ids that files of the project define, ``filled`` those that tables
    define which are read entry by entry, and ``base`` is where the IRIs of its things
    begin. Of a table that is one of several editions it is noted what claims state.
    """

    filler: Filler
    learner: Learner
    base: str
    defined: frozenset[str]
    filled: frozenset[str]
    width: int
    in_editions: bool = False


class RowClaim(NamedTuple):
    """A claim of a row, before it is known whether the whole row is sound."""

    key: str
    text: str
    pieces: list[Piece]
    measure: str
    form: int
    statement: Stated = NOT_STATED


class PartMaker:
    """Makes parts after a recipe; :class:`Odd` says that a mapping has no plan."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe, self.filler, self.learner = recipe, recipe.filler, recipe.learner
        self.mapping, reader = recipe.filler.mapping, recipe.filler.cells
        self.plan = Planner(recipe.filler, recipe.learner).plan()
        self.numbers = {name: i for i, name in enumerate(("", *self.mapping.each))}
        self.taken = frozenset(recipe.learner.index.things) - recipe.filled
        self.made = dict[tuple[str, Filled], PartThing]()
        speaker, base = recipe.learner.speaker.id, f"{recipe.base}id/"
        vocabulary, entries = recipe.learner.vocabulary, self.plan.entries()
        self.begins = {
            plan.number: f"{base}{vocabulary.segment(plan.cls)}/" for plan in entries
        }
        self.claim, self.speaker = f"{base}claim/{speaker}.", f"{speaker}."
        self.statements = dict[int, StatementForm]()
        if recipe.in_editions:
            self.statements = statement_forms(self.plan, self.mapping)
        self._columns: list[tuple[TableColumn, int, dict[str, Filled | None]]] = [
            (column, reader.index(column.name), {}) for column in reader.columns
        ]
        self.filters = [
            (each, reader.index(each.column), dict[str, bool]())
            for each in self.mapping.filters
        ]
        self.measures = [
            (measure, self.plan.at[measure], reader.index(measure))
            for measure in self.mapping.each
        ]

    def make(self, rows: Iterable[RowCells]) -> Part:
        """Return what comes of some rows.

        Raises :class:`Unlike` where the first claim or thing of a form is not what the
        ordinary reader makes of it.
        """
        return _Making(self).make(rows)

    def cells(self, number: int, row: tuple[str, ...]) -> list[str | None]:
        """Return what fills the holes of a row; raise :class:`Odd` if it is amiss."""
        made = list[str | None]()
        for column, at, kept in self._columns:
            cell = row[at]
            try:
                texts = kept[cell]
            except KeyError:
                texts = self._read(column, cell.strip())
                if len(kept) >= MOST_KEPT:
                    kept.clear()
                kept[cell] = texts
            if texts is None:
                raise Odd
            made += texts
        made += (str(number), None, None)
        return made

    def _read(self, column: TableColumn, cell: str) -> Filled | None:
        """Return what a cell fills holes with; ``None`` where it is amiss."""
        try:
            return tuple(self.filler.cells.read_cell(column, cell).values())
        except ValueError:
            return None

    def may_define(self, id: str) -> bool:
        """Tell whether rows may define an id; raise :class:`Odd` if nobody may."""
        if id in self.recipe.defined:
            return False
        if id in self.taken or id in RESERVED or not ID.fullmatch(id):
            raise Odd
        return True


class _Making:
    """One part in the making."""

    def __init__(self, maker: PartMaker) -> None:
        self.maker, self.part = maker, Part()
        self.plan: TablePlan = maker.plan
        self.width, self.anywhere = maker.recipe.width, Place(maker.filler.file, 0)
        self.texts, self.length = list[bytes](), 0
        self.rows = list[tuple[int, ...]]()
        self.keys = dict[str, int]()
        self.usual = Usual(maker.filler, maker.learner, maker.plan, self.part.places)
        self.things, self.new = dict[str, PartThing](), dict[str, PartThing]()
        self.lines = dict[str, int]()
        self.met = [set[str]() for _ in maker.filters]
        self.mark = object()  # stays with pieces: not the part, which is large

    def make(self, rows: Iterable[RowCells]) -> Part:
        part, reader = self.part, self.maker.filler.cells
        printed = self.maker.mapping.table.header
        try:
            for number, line, cells in rows:
                part.tally.rows += 1
                try:
                    if printed and reader.is_note(Row(number, line, cells)):
                        part.tally.notes += 1
                        continue
                    if len(cells) != self.width:
                        raise Odd
                    if self._is_read(cells):
                        self._row(number, line, cells)
                    else:
                        part.tally.left_out += 1
                except Odd as odd:
                    if isinstance(odd, Unlike):
                        raise
                    part.odd.append(line)
                    self._forget()
        finally:
            self._forget()
            self._take_back(self.things)
        self._end()
        return part

    def _end(self) -> None:
        """Put together what the rows have come to."""
        part, columns = self.part, self.part.columns
        part.text = b"".join(self.texts)
        part.tally.claims = len(columns)
        for name, column in zip(NUMBERS, zip(*self.rows, strict=True), strict=False):
            getattr(columns, name).extend(column)
        part.things = PartThings.of(self.things, self.lines.values())
        for (given, _, _), met in zip(self.maker.filters, self.met, strict=True):
            if met:
                cells = part.met.setdefault(given.column, set())
                cells.update(cell.strip() for cell in met)

    def _is_read(self, cells: tuple[str, ...]) -> bool:
        """Tell whether the filters of the mapping keep a row."""
        keeps = True
        for (given, at, known), met in zip(self.maker.filters, self.met, strict=True):
            cell = cells[at]
            if (kept := known.get(cell)) is None:
                kept = known[cell] = given.keeps(cell.strip())
            met.add(cell)
            keeps &= kept
        return keeps

    def _forget(self) -> None:
        """Forget the things of a row that did not come to anything."""
        if self.new:
            self._take_back(self.new)
            self.new.clear()

    def _take_back(self, ids: Iterable[str]) -> None:
        """Take things of rows out of the index again."""
        for id in ids:
            if id not in self.maker.recipe.filled:
                self.maker.learner.index.things.pop(id, None)

    def _row(self, number: int, line: int, row: tuple[str, ...]) -> None:
        cells, tally = self.maker.cells(number, row), self.part.tally
        claims, described = list[RowClaim](), False
        if self.plan.claims[""]:
            self._claims("", cells, line, claims, described=False)
            described = True
        empty = without = 0
        for measure, value, at in self.maker.measures:
            text = cells[value]
            if text is None:
                empty += 1
            elif (cell := row[at].strip()) in self.maker.mapping.table.without:
                without += 1
            else:
                cells[-2:] = text, cell
                self._claims(measure, cells, line, claims, described=described)
                described = True
        for claim in claims:
            if (before := self.keys.setdefault(claim.key, line)) != line:
                self.part.beside.add(before)
                raise Odd
        if len(claims) > 1 and len({claim.key for claim in claims}) < len(claims):
            raise Odd
        for claim in claims:
            self._keep(claim, line)
        tally.empty += empty
        tally.without += without
        if self.new:
            self.things |= self.new
            self.lines |= dict.fromkeys(self.new, line)
            self.new.clear()

    def _claims(
        self,
        measure: str,
        cells: list[str | None],
        line: int,
        claims: list[RowClaim],
        *,
        described: bool,
    ) -> None:
        """Add the claims of a measure; what any measure speaks of may be described."""
        if not described:
            for plan in self.plan.things[""]:
                self._describe(plan, measure, cells, line)
        if measure:
            for plan in self.plan.things[measure]:
                self._describe(plan, measure, cells, line)
        for plan in self.plan.claims[measure]:
            claims.append(self._claim(plan, measure, cells, line))

    def _claim(
        self, plan: EntryPlan, measure: str, cells: list[str | None], line: int
    ) -> RowClaim:
        key = plan.key.fill(cells)
        if key is None or not KEY.fullmatch(key):
            raise Odd
        pieces = [memo.of(cells) for memo in plan.memos]
        texts = [plan.always]
        texts += [text.of(cells) for text in plan.texts]
        texts += [piece.text for piece in pieces]
        maker = self.maker
        claim = f"{maker.claim}{key}"
        content = f"{maker.begins[plan.number]}{maker.speaker}{key}"
        text = "".join(texts).replace(SUBJECT, f"<{claim}>")
        text = text.replace(CONTENT, f"<{content}>")
        if self.usual.is_new(plan):
            asked = AskedRow(measure, line, cells)
            self.usual.claim(plan, key, (claim, content), asked, text)
        if (states := maker.statements.get(plan.number)) is None:
            return RowClaim(key, text, pieces, measure, plan.number)
        statement = states.of(cells, measured=bool(measure))
        return RowClaim(key, text, pieces, measure, plan.number, statement)

    def _keep(self, claim: RowClaim, line: int) -> None:
        part, pieces = self.part, claim.pieces
        counted, days, number = "", _UNDATED, _NOT_PLAIN
        for piece in pieces:
            counted = piece.thing or counted
            days = piece.days or days
            number = piece.number or number
            if piece.met is not self.mark:  # else this part knows what it names
                piece.met = self.mark
                for iri in piece.refers:
                    part.refers.setdefault(iri, len(self.rows))
        part.columns.keys.append(claim.key)
        self.rows.append(
            (
                line,
                self.maker.numbers[claim.measure],
                claim.form,
                self.length,
                part.counted.of(counted),
                part.days.of(days),
                part.signs.of(tuple([piece.sign for piece in pieces])),
                *number,
                claim.statement.claimant,
                claim.statement.whole,
            )
        )
        text = claim.text.encode()
        self.texts.append(text)
        self.length += len(text)

    def _describe(
        self, plan: EntryPlan, measure: str, cells: list[str | None], line: int
    ) -> None:
        """Define a thing once, however many rows speak of it in the same way."""
        if (name := plan.key.fill(cells)) is None:
            raise Odd
        if self.maker.mapping.ids:
            self.part.filled.add(plan.key.unchanged(cells) or "")
        filling = plan.filling([*cells, *plan.fixed])
        known = self.things.get(name) or self.new.get(name)
        if known is not None:
            if known.filling != filling:
                self.part.beside.add(self.lines.get(name, line))
                raise Odd
        elif self.maker.may_define(name):
            iri = URIRef(f"{self.maker.begins[plan.number]}{name}")
            known_as = Known(iri, plan.cls, self.anywhere)
            if name not in self.maker.recipe.filled:  # else the index has it already
                self.maker.learner.index.things[name] = known_as
            self.new[name] = made = self._thing(plan, cells, iri, filling)
            if self.usual.is_new(plan):
                asked = AskedRow(measure, line, cells)
                self.usual.thing(plan, iri, asked, made.text.decode())
        else:
            self.part.elsewhere.add(name)

    def _thing(
        self, plan: EntryPlan, cells: list[str | None], iri: str, filling: Filled
    ) -> PartThing:
        kept = self.maker.made
        if (known := kept.get((iri, filling))) is not None:
            return known
        if len(kept) >= MOST_THINGS:
            kept.clear()
        pieces = [memo.of(cells) for memo in plan.memos]
        label, texts = "", [plan.always]
        for own in plan.texts:
            texts.append(text := own.of(cells))
            if own.term == RDFS.label:
                label += text
        refers, within, chained = (
            tuple[str, ...](),
            tuple[str, ...](),
            tuple[str, ...](),
        )
        ties = ""
        for piece in pieces:
            texts.append(piece.text)
            ties += piece.ties
            label += piece.label
            refers += piece.refers
            within += piece.within
            chained += piece.chained
        stands = f"<{iri}>"
        kept[iri, filling] = made = PartThing(
            str(iri),
            str(plan.cls),
            plan.number,
            filling,
            "".join(texts).replace(SUBJECT, stands).encode(),
            ties.replace(SUBJECT, stands).encode(),
            tuple(dict.fromkeys(refers)) if len(refers) > 1 else refers,
            within,
            chained,
            digest_of(label.encode()),
        )
        return made
