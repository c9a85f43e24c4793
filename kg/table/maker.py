"""Makes the parts of a table: rows to claims and things, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.errors import Place
from kg.names import APF, RDFS
from kg.rdf import URIRef
from kg.read.entries import ID, KEY, RESERVED, Entry, Known
from kg.read.nodes import Mapping as Keys
from kg.read.table.editions import Stated
from kg.read.table.fill import Filler
from kg.read.table.holes import Filling
from kg.read.table.opened import Row
from kg.table.fragments import CONTENT, MOST_KEPT, SUBJECT, Odd, Piece
from kg.table.learning import Learner
from kg.table.part import Part, PartThing
from kg.table.plan import EntryPlan, Planner, TablePlan
from kg.table.statements import NOT_STATED, StatementForm, statement_forms

_WITHIN = ("subPopulationOf", "partOfFlow", "movedPopulation")
_UNDATED = ("", "9999")
_NOT_PLAIN = (1, 0)


class Unlike(Odd):
    """A row that comes out otherwise than the ordinary reader reads it: no plan."""


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


@dataclass(slots=True)
class RowClaim:
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
        self.mapping = recipe.filler.mapping
        self.plan = Planner(recipe.filler, recipe.learner).plan()
        self.numbers = {name: i for i, name in enumerate(("", *self.mapping.each))}
        self.chaining = recipe.learner.vocabulary.chaining
        self._taken = frozenset(recipe.learner.index.things) - recipe.filled
        self.made = dict[tuple[str, tuple[str | None, ...]], PartThing]()
        self.statements = dict[int, StatementForm]()
        if recipe.in_editions:
            self.statements = statement_forms(self.plan, self.mapping)
        self._read: list[dict[str, tuple[str | None, ...] | None]] = [
            {} for _ in recipe.filler.cells.columns
        ]

    def make(self, rows: Iterable[Row]) -> Part:
        """Return what comes of some rows.

        Raises :class:`Unlike` where the first claim or thing of a form is not what the
        ordinary reader makes of it.
        """
        return _Making(self).make(rows)

    def cells(self, row: Row) -> list[str | None]:
        """Return what fills the holes of a row; raise :class:`Odd` if it is amiss."""
        reader, made = self.filler.cells, list[str | None]()
        if len(row.cells) != self.recipe.width:
            raise Odd
        for column, kept in zip(reader.columns, self._read, strict=True):
            cell = reader.at(row, column.name)
            try:
                texts = kept[cell]
            except KeyError:
                try:
                    texts = tuple(reader.read_cell(column, cell).values())
                except ValueError:
                    texts = None
                kept[cell] = texts
            if texts is None:
                raise Odd
            made += texts
        made += (str(row.number), None, None)
        return made

    def is_read(self, row: Row, part: Part) -> bool:
        """Tell whether the filters of the mapping keep a row."""
        if len(row.cells) != self.recipe.width:
            raise Odd
        keeps = True
        for given in self.mapping.filters:
            cell = self.filler.cells.at(row, given.column)
            part.met.setdefault(given.column, set()).add(cell)
            keeps &= given.keeps(cell)
        return keeps

    def may_define(self, id: str) -> bool:
        """Tell whether rows may define an id; raise :class:`Odd` if nobody may."""
        if id in self.recipe.defined:
            return False
        if id in self._taken or id in RESERVED or not ID.fullmatch(id):
            raise Odd
        return True

    def iri(self, cls: URIRef, id: str) -> str:
        """Return the IRI of a thing of a class."""
        return f"{self.recipe.base}id/{self.learner.vocabulary.segment(cls)}/{id}"


class _Making:
    """One part in the making."""

    def __init__(self, maker: PartMaker) -> None:
        self.maker, self.part = maker, Part()
        self.plan: TablePlan = maker.plan
        self.texts, self.length = list[str](), 0
        self.keys, self.tried = dict[str, int](), set[int]()
        self.new = dict[str, PartThing]()

    def make(self, rows: Iterable[Row]) -> Part:
        part = self.part
        try:
            for row in rows:
                part.tally.rows += 1
                try:
                    if self.maker.filler.cells.is_note(row):
                        part.tally.notes += 1
                    elif self.maker.is_read(row, part):
                        self._row(row)
                    else:
                        part.tally.left_out += 1
                except Odd as odd:
                    if isinstance(odd, Unlike):
                        raise
                    part.odd.append(row.line)
                    self._forget()
        finally:
            self._forget()
            self._take_back(part.things)
        part.text = "".join(self.texts).encode()
        return part

    def _forget(self) -> None:
        """Forget the things of a row that did not come to anything."""
        self._take_back(self.new)
        self.new.clear()

    def _take_back(self, ids: Iterable[str]) -> None:
        """Take things of rows out of the index again."""
        for id in ids:
            if id not in self.maker.recipe.filled:
                self.maker.learner.index.things.pop(id, None)

    def _row(self, row: Row) -> None:
        cells, tally = self.maker.cells(row), self.part.tally
        claims = list(self._claims("", cells, row)) if self.plan.claims[""] else []
        empty = without = 0
        for measure in self.maker.mapping.each:
            text = cells[self.plan.at[measure]]
            cell = self.maker.filler.cells.at(row, measure)
            if text is None:
                empty += 1
            elif cell in self.maker.mapping.table.without:
                without += 1
            else:
                cells[-2:] = text, cell
                claims += self._claims(measure, cells, row)
        for claim in claims:
            if (before := self.keys.setdefault(claim.key, row.line)) != row.line:
                self.part.beside.add(before)
                raise Odd
        if len({claim.key for claim in claims}) < len(claims):
            raise Odd
        for claim in claims:
            self._keep(claim, row)
        tally.empty += empty
        tally.without += without
        self.part.things |= self.new
        self.part.defined_in |= dict.fromkeys(self.new, row.line)
        self.new.clear()

    def _claims(
        self, measure: str, cells: list[str | None], row: Row
    ) -> Iterator[RowClaim]:
        things = [
            *self.plan.things[""],
            *(self.plan.things[measure] if measure else ()),
        ]
        for plan in things:
            self._describe(plan, measure, cells, row)
        for plan in self.plan.claims[measure]:
            yield self._claim(plan, measure, cells, row)

    def _claim(
        self, plan: EntryPlan, measure: str, cells: list[str | None], row: Row
    ) -> RowClaim:
        key = plan.key.fill(cells)
        if key is None or not KEY.fullmatch(key):
            raise Odd
        pieces = [memo.of(cells) for memo in plan.memos]
        text = plan.always + "".join([text.of(cells) for text in plan.texts])
        text += "".join([piece.text for piece in pieces])
        name = f"{self.maker.learner.speaker.id}.{key}"
        claim = f"{self.maker.recipe.base}id/claim/{name}"
        content = self.maker.iri(plan.cls, name)
        text = text.replace(SUBJECT, f"<{claim}>").replace(CONTENT, f"<{content}>")
        if id(plan) not in self.tried:
            self.tried.add(id(plan))
            place = Place(self.maker.filler.file, row.line, measure)
            says = URIRef(content), plan.cls
            known = Known(URIRef(claim), URIRef(APF.Claim), place, *says)
            node = self._node(plan, measure, cells, row)
            self.maker.filler.cite(node, measure, self._filling(measure, cells, row))
            usual = self.maker.learner.usual_claim(key, known, node)
            self._alike(usual, text, ("claim", "content"), plan)
        if (states := self.maker.statements.get(plan.number)) is None:
            return RowClaim(key, text, pieces, measure, plan.number)
        statement = states.of(cells, measured=bool(measure))
        return RowClaim(key, text, pieces, measure, plan.number, statement)

    def _node(
        self, plan: EntryPlan, measure: str, cells: list[str | None], row: Row
    ) -> Keys:
        """Return what the ordinary reader would have of an entry of a row."""
        node = self._filling(measure, cells, row).node(plan.form.form)
        assert isinstance(node, Keys)
        return Keys(node.place, {**node.values}, {**node.keys})

    def _filling(self, measure: str, cells: list[str | None], row: Row) -> Filling:
        texts = {name: cells[i] for name, i in self.plan.at.items()}
        texts |= self.plan.fixed[measure]
        filler = self.maker.filler
        columns = filler.columns_of[measure] if measure else filler.columns
        return Filling(texts, columns, self.maker.mapping.ids, filler.file, row.line)

    def _alike(
        self, usual: list[Entry], text: str, kinds: Iterable[str], plan: EntryPlan
    ) -> None:
        """Compare with what the ordinary reader has, and note where it says it is."""
        if self.maker.learner.lines(usual) != sorted(set(text.split("\n")[:-1])):
            raise Unlike
        for kind, entry in zip(kinds, usual, strict=True):
            places = {"": entry.place, **entry.places}
            self.part.places[kind, plan.number] = {
                term: place.column if place.file == self.maker.filler.file else place
                for term, place in places.items()
            }

    def _keep(self, claim: RowClaim, row: Row) -> None:
        part, columns = self.part, self.part.columns
        counted, days, number = "", None, None
        for piece in claim.pieces:
            counted = piece.thing or counted
            days = piece.days or days
            number = piece.number or number
            for iri in piece.refers:
                part.refers.setdefault(iri, len(columns))
        low, high = number or _NOT_PLAIN
        columns.keys.append(claim.key)
        columns.lines.append(row.line)
        columns.measures.append(self.maker.numbers[claim.measure])
        columns.forms.append(claim.form)
        columns.starts.append(self.length)
        columns.counted.append(part.counted.of(counted))
        columns.days.append(part.days.of(days or _UNDATED))
        columns.signs.append(part.signs.of(tuple([p.sign for p in claim.pieces])))
        columns.low.append(low)
        columns.high.append(high)
        columns.claimants.append(claim.statement.claimant)
        columns.statements.append(claim.statement.whole)
        self.texts.append(claim.text)
        text = claim.text
        self.length += len(text) if text.isascii() else len(text.encode())
        part.tally.claims += 1

    def _describe(
        self, plan: EntryPlan, measure: str, cells: list[str | None], row: Row
    ) -> None:
        """Define a thing once, however many rows speak of it in the same way."""
        if (name := plan.key.fill(cells)) is None:
            raise Odd
        if self.maker.mapping.ids:
            self.part.filled.add(plan.key.unchanged(cells) or "")
        filling = tuple([cells[i] if i >= 0 else fixed for i, fixed in plan.holes])
        known = self.part.things.get(name) or self.new.get(name)
        if known is not None:
            if known.filling != filling:
                self.part.beside.add(self.part.defined_in.get(name, row.line))
                raise Odd
        elif self.maker.may_define(name):
            iri = URIRef(self.maker.iri(plan.cls, name))
            known_as = Known(iri, plan.cls, Place(self.maker.filler.file, row.line))
            if name not in self.maker.recipe.filled:  # else the index has it already
                self.maker.learner.index.things[name] = known_as
            self.new[name] = made = self._thing(plan, cells, iri, filling)
            if id(plan) not in self.tried:
                self.tried.add(id(plan))
                node = self._node(plan, measure, cells, row)
                del node.values["type"], node.keys["type"]
                usual = self.maker.learner.usual_thing(known_as, node)
                self._alike(usual, made.text, ("thing",), plan)
        else:
            self.part.elsewhere.add(name)

    def _thing(
        self,
        plan: EntryPlan,
        cells: list[str | None],
        iri: URIRef,
        filling: tuple[str | None, ...],
    ) -> PartThing:
        kept = self.maker.made
        if (known := kept.get((iri, filling))) is not None:
            return known
        if len(kept) >= MOST_KEPT:
            kept.clear()
        pieces = [memo.of(cells) for memo in plan.memos]
        texts = [text.of(cells) for text in plan.texts]
        label = "".join(
            text
            for own, text in zip(plan.texts, texts, strict=True)
            if own.term == RDFS.label
        )
        label += "".join(piece.text for piece in pieces if "label" in piece.node)
        text = "".join((plan.always, *texts, *(piece.text for piece in pieces)))
        kept[iri, filling] = made = PartThing(
            str(iri),
            str(plan.cls),
            plan.number,
            filling,
            text.replace(SUBJECT, f"<{iri}>"),
            "".join(piece.ties for piece in pieces).replace(SUBJECT, f"<{iri}>"),
            tuple(dict.fromkeys(other for piece in pieces for other in piece.refers)),
            _values(pieces, _WITHIN),
            _values(pieces, self.maker.chaining),
            label,
        )
        return made


def _values(pieces: Iterable[Piece], names: Iterable[str]) -> tuple[str, ...]:
    """Return the things that some terms of an entry lead to."""
    values = (
        piece.node[name] for piece in pieces for name in names if name in piece.node
    )
    return tuple(str(each) for value in values for each in _listed(value))


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
