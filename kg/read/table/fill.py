"""The rows of a table fill the holes of its mapping: a facts file comes of it.

What comes out is what a person would have typed, every claim and thing of it with the
row that it stands in, and is read as facts are: so a table is checked by nothing but
what checks them.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Mapping_
from pathlib import Path

from kg.errors import Place, Problem, nearest
from kg.read.entries import Tally
from kg.read.nodes import Mapping, Scalar
from kg.read.opening import sha256_of, why
from kg.read.table.cells import CellReader
from kg.read.table.columns import holes_of
from kg.read.table.forms import OF_A_MEASURE, EntryForm, EntryForms
from kg.read.table.holes import Empty, Filling
from kg.read.table.lookup import CodedThings
from kg.read.table.mapping import TableMapping
from kg.read.table.opened import NotATable, OpenTable, Row
from kg.read.table.parts import line_words
from kg.read.table.tables import Tables

MOST_CLAIMS = 200_000
"""Claims of one table: as many as facts files may have, and 5 GB of memory."""

NUMBER = (
    *("value", "quantifier", "lowerBound", "upperBound"),
    *("lowerBoundInclusive", "upperBoundInclusive", "roundedTo"),
)
"""What a cell that does not mean its number says otherwise."""


class Filler:
    """Fills one mapping; what is wrong goes to ``problems``, by line and column.

    ``file`` is what messages call the table, once it is known where that is, which
    ``path`` tells.
    """

    def __init__(
        self,
        mapping: TableMapping,
        things: CodedThings,
        language: str,
        problems: list[Problem],
    ) -> None:
        self.mapping, self.problems = mapping, problems
        self.file, self.tally = mapping.table.file, Tally()
        self.path: Path | None = None
        self.claim_forms = EntryForms(mapping.claims, mapping)
        self.thing_forms = EntryForms(mapping.entities, mapping)
        holes = self.claim_forms.holes | self.thing_forms.holes
        self.cells = CellReader(mapping, holes, things, language, problems)
        self.columns = {
            hole: name
            for name, column in mapping.columns.items()
            for hole in holes_of(column)
        }
        self.columns_of = {
            name: {**self.columns, **dict.fromkeys((*OF_A_MEASURE, *own), name)}
            for name, own in mapping.each.items()
        }
        self._entities, self._claims = (Mapping(mapping.place) for _ in range(2))
        self._described: dict[str, tuple[tuple[str | None, ...], int]] = {}
        self._filled_ids: set[str] = set()
        self._ours = frozenset(mapping.ids.values())
        self._met: dict[str, set[str]] = {f.column: set() for f in mapping.filters}
        self.only: frozenset[int] | None = None
        """The lines of the rows that are filled, if not all are."""

    def again(self) -> Filler:
        """Return another that fills the same mapping, and has filled nothing yet."""
        things, language = self.cells.things, self.cells.language
        return Filler(self.mapping, things, language, self.problems)

    def fill(self, document: str, tables: Tables) -> Mapping | None:
        """Read the table and fill the holes; ``None`` where it cannot be read."""
        name = self.mapping.table.file
        for measure in self.mapping.each:
            if not self.claim_forms.of(measure):
                message = (
                    f"`{measure}` makes no claim: no entry of `claims:` has holes "
                )
                message += "of a measure, `{value}` and what `each:` gives, and no more"
                self._report(self.mapping.columns[measure].place, message)
        path = tables.path(document, name)
        if path is None:
            where = f"sources/{document}/, or into tables/ (or what KG_TABLES names)"
            where += f"; `kg fetch {document}` does" if self.mapping.table.url else ""
            self._wrong(f"the table `{name}` is not at hand; put it into {where}")
        elif astray := tables.astray(path):
            self._wrong(f"`{name}` {astray}")
        else:
            self.file, self.path = tables.name(path), path
            self.cells.open(document, tables)
            try:
                return self._filled(path)
            except NotATable as error:
                self._report(Place(self.file, error.line), str(error))
            except OSError as error:
                self._wrong(f"`{name}`: {why(error)}")
        return None

    def _wrong(self, message: str) -> None:
        self._report(self.mapping.place, message)

    def _report(self, place: Place, message: str) -> None:
        self.problems.append(Problem(place, message))

    def _filled(self, path: Path) -> Mapping | None:
        written, digest = self.mapping.table, sha256_of(path)
        if written.digest and digest != written.digest:
            words = f"`{written.file}` is not the table of this `sha256`"
            self._wrong(f"{words}; its own is {digest}")
            return None
        with written.open(path) as table:
            self._rows(table)
        self._describe_fixed()
        if sha256_of(path) != digest:
            self._wrong(f"`{written.file}` was changed while it was read")
        if self.only is None:
            self.unmet(self._met, self._filled_ids)
        return self._written(digest, {"claims": self._claims})

    def head(self, document: str, tables: Tables) -> Mapping:
        """Return what a facts file would have beside what comes of rows.

        The table is at hand. Raises :class:`OSError`.
        """
        path = self.path = tables.place(document, self.mapping.table.file)
        self.file = tables.name(path)
        self._describe_fixed()
        return self._written(sha256_of(path), {})

    def _describe_fixed(self) -> None:
        """Describe what has no holes, such as a publisher, whom the document names."""
        fixed = Filling({}, self.columns, self.mapping.ids, self.file, line=1)
        for form in self.thing_forms.of():
            if not form.holes:
                self._describe(form, fixed)

    def _written(self, digest: str, more: dict[str, Mapping]) -> Mapping:
        node = Mapping(self.mapping.document.place)
        sections = {"document": self._about(digest), "entities": self._entities}
        for name, section in (sections | more).items():
            node.values[name], node.keys[name] = section, section.place
        return node

    def _about(self, digest: str) -> Mapping:
        """Return what is said of the document, with the file that it was read from."""
        given, place = self.mapping.document, self.mapping.place
        about = Mapping(given.place, {**given.values}, {**given.keys})
        _put(about, "fileName", self.mapping.table.file, place)
        _put(about, "fileDigest", digest, place)
        return about

    def unmet(self, met_in: Mapping_[str, set[str]], filled: set[str]) -> None:
        """Report words of the mapping that no row has met: they may be misspelt.

        ``met_in`` are the cells of each column that rows are chosen by, ``filled`` the
        ids of all things that rows define.
        """
        for given in self.mapping.filters:
            met = met_in[given.column]
            for cell in () if given.others else sorted(given.cells - met):
                hint = nearest(cell, met)
                message = f"`{cell}` stands in no row under `{given.column}`{hint}"
                self._report(given.place, message)
        for id in sorted(set(self.mapping.ids) - filled):
            hint = nearest(id, filled)
            self._wrong(f"`{id}` under `ids:` is filled by no row{hint}")

    def _rows(self, table: OpenTable) -> None:
        lacking = self.cells.place_columns(table)
        names = [name for name in table.columns if name]
        for column in lacking:
            message = f"`{column.name}`: `{self.mapping.table.file}` has no such column"
            hint = nearest(column.name, names) or f"; it has {', '.join(names)}"
            self._report(column.place, message + hint)
        for row in () if lacking else table.rows:
            self.tally.rows += 1
            if self.only is not None and row.line not in self.only:
                continue
            before = len(self.problems)
            if self.cells.is_note(row):
                self.tally.notes += 1
            elif len(row.cells) != len(table.columns):
                message = f"{len(row.cells)} cells under {len(table.columns)} columns"
                self._report(Place(self.file, row.line), message)
            elif self._is_read(row):
                self._row(row)
            else:
                self.tally.left_out += 1
            self.tally.bad += len(self.problems) > before
            if self.tally.claims > MOST_CLAIMS:
                self._wrong(f"over {MOST_CLAIMS:,} claims; `rows:` chooses among them")
                return
        if not (lacking or self.tally.rows):
            self._report(Place(self.file, 1), "an empty table: a header and no rows")

    def _is_read(self, row: Row) -> bool:
        keeps = True
        for given in self.mapping.filters:
            cell = self.cells.at(row, given.column)
            self._met[given.column].add(cell)
            keeps &= given.keeps(cell)
        return keeps

    def _row(self, row: Row) -> None:
        if (texts := self.cells.read(row, self.file)) is None:
            return
        filling = Filling(texts, self.columns, self.mapping.ids, self.file, row.line)
        if self.claim_forms.of():
            self._make(filling, "")
        for name in self.mapping.each:
            cell = self.cells.at(row, name)
            if texts[name] is None:
                self.tally.empty += 1
            elif cell in self.mapping.table.without:
                self.tally.without += 1
            else:
                own = {"each": name, "value": texts[name], "cell": cell}
                own |= self.mapping.each[name]
                self._make(filling.beside(own, self.columns_of[name]), name)

    def _make(self, filling: Filling, measure: str) -> None:
        """Make the claims of a row, or of one measure, and the things they speak of."""
        place = Place(self.file, filling.line, measure)
        made = list(self._nodes(self.claim_forms.of(measure), filling))
        for key, node in made:
            self.cite(node, measure, filling)
            if (first := self._claims.keys.get(key)) is not None:
                line = line_words(self.path, self.mapping.table, first.line)
                message = f"`{key}` is the key of a claim of line {line}, too"
                self._report(place, message)
            else:
                self._claims.values[key], self._claims.keys[key] = node, place
                self.tally.claims += 1
        forms = [
            *self.thing_forms.of(),
            *(self.thing_forms.of(measure) if measure else ()),
        ]
        for form in forms if made else ():
            self._describe(form, filling)

    def _nodes(
        self, forms: list[EntryForm], filling: Filling
    ) -> Iterator[tuple[str, Mapping]]:
        for form in forms:
            try:
                node = filling.node(form.form)
                if isinstance(node, Mapping):  # the form itself, if it has no holes
                    node = Mapping(node.place, {**node.values}, {**node.keys})
                    yield form.key_of(filling), node
            except Empty as empty:
                column = filling.columns.get(empty.hole, "")
                message = f"nothing is reported for `{{{empty.hole}}}`, which stands "
                message += f"among other words at {empty.place}"
                self._report(Place(self.file, filling.line, column), message)

    def _describe(self, form: EntryForm, filling: Filling) -> None:
        """Define a thing once, however many rows speak of it in the same way."""
        for id, node in self._nodes([form], filling):
            self._filled_ids.add(form.unchanged_key(filling))
            place = Place(self.file, filling.line)
            texts = tuple(filling.texts[hole] for hole in form.holes)
            first = self._described.setdefault(id, (texts, place.line))
            if first[0] != texts:
                line = line_words(self.path, self.mapping.table, first[1])
                message = f"`{id}` is described otherwise in line {line}"
                self._report(place, message)
            elif id not in self._ours and id not in self._entities.values:
                self._entities.values[id], self._entities.keys[id] = node, place

    def cite(self, node: Mapping, measure: str, filling: Filling) -> None:
        """Say in which row and column a claim stands, and what a cell means there."""
        place = Place(self.file, filling.line, measure)
        _put(node, "row", filling.texts["row"] or "", place)
        if not measure:
            return
        _put(node, "column", measure, place)
        meaning = self.mapping.suppressed.get(filling.texts["value"] or "")
        says = node.values.get("says")
        if meaning is not None and isinstance(says, Mapping):
            node.values["says"] = replaced(says, meaning, place)


def replaced(says: Mapping, meaning: Mapping, place: Place) -> Mapping:
    """Return a figure with what a cell means in place of the number that it shows."""
    kept = {k: v for k, v in says.values.items() if k not in NUMBER}
    places = {key: says.keys[key] for key in kept}
    places |= dict.fromkeys(meaning.values, place)
    return Mapping(says.place, kept | meaning.values, places)


def _put(node: Mapping, key: str, text: str, place: Place) -> None:
    node.values[key] = Scalar(place, text, plain=False)
    node.keys[key] = place
