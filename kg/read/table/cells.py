"""The cells of a row as what fills holes: read by their columns, codes looked up."""

from __future__ import annotations

from collections.abc import Iterable

from kg.errors import Place, Problem
from kg.read.nodes import MAX_LENGTH, no_text
from kg.read.opening import sha256_of, why
from kg.read.table.columns import OF_THINGS, PERIOD, TableColumn, holes_of
from kg.read.table.lookup import CodedThings, country_of, read_code_list
from kg.read.table.mapping import TableMapping
from kg.read.table.opened import OpenTable, Row
from kg.read.table.periods import as_id
from kg.read.table.tables import Tables

Texts = dict[str, str | None]
"""What fills holes, by their names; ``None`` where nothing is reported."""


class CellReader:
    """Reads the cells that holes are filled from; problems go to their place."""

    def __init__(
        self,
        mapping: TableMapping,
        holes: Iterable[str],
        things: CodedThings,
        language: str,
        problems: list[Problem],
    ) -> None:
        self.mapping, self.things, self.language = mapping, things, language
        self.problems = problems
        used = set(holes)
        self.columns = [
            column
            for name, column in mapping.columns.items()
            if name in mapping.each or used.intersection(holes_of(column))
        ]
        self._ids: dict[tuple[str, str], str] = {}
        self._lists: dict[str, dict[str, str]] = {}
        self._at: dict[str, int] = {}

    def open(self, document: str, tables: Tables) -> None:
        """Read the lists of codes that columns are looked up through."""
        for name, column in self.mapping.columns.items():
            if (through := column.through) is None:
                continue
            path = tables.path(document, through.file)
            try:
                if path is None or tables.astray(path):
                    fetch = f"; `kg fetch {document}` brings it" if through.url else ""
                    raise ValueError(f"is not at hand{fetch}")
                if through.digest and (digest := sha256_of(path)) != through.digest:
                    raise ValueError(f"is not the list of this `sha256`, but {digest}")
                self._lists[name] = read_code_list(path, through)
            except (ValueError, OSError) as error:
                reason = why(error) if isinstance(error, OSError) else str(error)
                message = f"`{through.file}` {reason}"
                self.problems.append(Problem(through.place, message))

    def place_columns(self, table: OpenTable) -> Iterable[TableColumn]:
        """Find the columns of a table; return those that it has not."""
        at = {name: table.at(name) for name in self.mapping.columns}
        self._at = {name: i for name, i in at.items() if i is not None}
        columns = self.mapping.columns
        return [columns[name] for name, i in at.items() if i is None]

    def is_note(self, row: Row) -> bool:
        """Tell whether a row is words alone, in a table as it is printed.

        That is a heading or a note: one cell has anything in it, and is no measure's.
        Where nothing is a measure, a row of one cell may be all that a row says.
        """
        if not (self.mapping.table.header and self.mapping.each):
            return False
        filled = [at for at, cell in enumerate(row.cells) if cell.strip()]
        measures = (self._at.get(name) for name in self.mapping.each)
        return len(filled) == 1 and filled[0] not in measures

    def index(self, column: str) -> int:
        """Return where a column stands in each row."""
        return self._at[column]

    def at(self, row: Row, column: str) -> str:
        """Return what stands in a column of a row, without the spaces around it."""
        return row.cells[self._at[column]].strip()

    def read(self, row: Row, file: str) -> Texts | None:
        """Return what fills the holes of a row, or ``None`` if a cell is amiss."""
        texts: Texts = {}
        before = len(self.problems)
        for column in self.columns:
            try:
                texts |= self.read_cell(column, self.at(row, column.name))
            except ValueError as error:
                place = Place(file, row.line, column.name)
                self.problems.append(Problem(place, str(error)))
        texts["row"] = str(row.number)  # whatever column is called so
        return texts if len(self.problems) == before else None

    def read_cell(self, column: TableColumn, cell: str) -> Texts:
        """Return what fills the holes of one column; raise ``ValueError`` if amiss."""
        name, id, text = column.name, None, None
        if cell in column.values:
            text, id = cell, column.values[cell]
        elif cell in self.mapping.table.missing:
            if cell and column.kind == "country" and country_of(column.by, cell):
                message = f"`{cell}` is a country, and by `missing:` nothing; write "
                raise ValueError(message + f"`values: {{{cell}: …}}` for this column")
        else:
            if len(cell) > MAX_LENGTH:
                raise ValueError(f"a cell of more than {MAX_LENGTH:,} characters")
            if wrong := no_text(cell):
                raise ValueError(wrong)
            # `<5` is no count, and what `suppressed:` says of it is all that is meant
            hidden = cell in self.mapping.suppressed and name in self.mapping.each
            text = cell if hidden else column.read(cell)
            id = self._id(column, text) if column.kind in OF_THINGS else None
        if column.kind == PERIOD:
            return {name: text, f"{name}.id": text and as_id(text)}
        if column.kind not in OF_THINGS:
            return {name: text}
        label = None if id is None else self.things.label(id, self.language)
        return {name: text, f"{name}.id": id, f"{name}.label": label}

    def _id(self, column: TableColumn, code: str) -> str:
        if (column.name, code) not in self._ids:
            country = column.kind == "country"
            find = self.things.country if country else self.things.thing
            self._ids[column.name, code] = find(column.by, self._listed(column, code))
        return self._ids[column.name, code]

    def _listed(self, column: TableColumn, code: str) -> str:
        """Return what a list gives for a code; raise ``ValueError`` if nothing."""
        if (through := column.through) is None:
            return code
        if code not in (listed := self._lists.get(column.name, {})):
            message = f"`{code}` is not under `{through.key}` in {through.file}"
            raise ValueError(f"{message}; `values:` says what it stands for here")
        return listed[code]
