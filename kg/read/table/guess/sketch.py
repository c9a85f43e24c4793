"""A first mapping of a table, with what was seen in comments, to be read and edited.

It builds where the guesses are good. What is open is marked, with what both would mean
and the line to change; equal tables give equal bytes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import StringIO

from kg.read.table.guess.entries import FirstEntries, holes
from kg.read.table.guess.kinds import Guess, below, guess
from kg.read.table.guess.look import Looked
from kg.read.table.guess.merged import filled, merged
from kg.read.table.guess.places import NAMES, UNHCR_CODES, named
from kg.read.table.guess.roles import Roles, in_year, roles
from kg.read.table.guess.words import shown, slug
from kg.read.table.guess.write import LOOK, comment, flow, look, quoted
from kg.resources import shipped

_FROM = {UNHCR_CODES: "unhcr", NAMES: "name"}
_MOST_LEFT_OUT = 20
"""Codes of no country whose rows are left out; of more, the column is none of codes."""


@dataclass(frozen=True)
class Sketch:
    """A first mapping: its text, the files beside it, and what its columns seem to be.

    ``open`` are the lines on which something is to be settled.
    """

    text: str
    guesses: list[Guess]
    used: frozenset[str]
    rows: int
    whole: bool
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def open(self) -> list[int]:
        """The lines that say what is open."""
        lines = enumerate(self.text.splitlines(), 1)
        return [number for number, line in lines if f"# {LOOK}" in line]


def sketch(looked: Looked, table: str, file: str) -> Sketch:
    """Return a first mapping of a table with an id, in a file of a name."""
    fill = merged(looked.columns)
    looked = replace(looked, columns=tuple(filled(looked.columns, fill)), fill=fill)
    guesses = [guess(column) for column in looked.columns]
    guessed = roles(guesses, table, looked.title)
    writer = _Writer(looked, table, file, guesses, guessed)
    used = frozenset(each.name for each in guessed.used)
    through = {g.fit.settings.get("through", ""): g for g in guessed.used}
    files = {}
    if UNHCR_CODES in through or any(
        UNHCR_CODES in d for g in guessed.used for d in g.doubts
    ):
        files[UNHCR_CODES] = (shipped("mappings") / UNHCR_CODES).read_bytes()
    if NAMES in through:
        named_by = [g for g in guessed.used if g.fit.settings.get("through") == NAMES]
        files[NAMES] = _names(named_by)
    text = "\n".join([*writer.lines(), ""])
    return Sketch(text, guesses, used, looked.rows, looked.whole, files)


def _names(guesses: list[Guess]) -> bytes:
    cells = sorted({cell for g in guesses for cell in g.column.counted if cell})
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["name", "iso3"])
    writer.writerows([cell, named(cell)] for cell in cells)
    return text.getvalue().encode()


@dataclass(frozen=True)
class _Writer:
    looked: Looked
    table: str
    file: str
    guesses: list[Guess]
    roles: Roles

    def lines(self) -> Iterator[str]:
        yield from self._head()
        yield from self._document()
        yield from self._table()
        yield from self._columns()
        if self.roles.measures:
            yield from self._rows()
            yield from self._each()
            yield from self._suppressed()
        names = holes({each.name for each in self.guesses})
        title = self.looked.title
        yield from FirstEntries(self.roles, names, self.table, title).lines()
        if not self.roles.measures:
            yield ""
            yield from look(
                "no column of counts was seen, so there is nothing to claim."
            )

    def _head(self) -> Iterator[str]:
        rows = f"{self.looked.rows:,} row{'s' * (self.looked.rows != 1)}"
        how = f"its {rows}" if self.looked.whole else f"its first {rows}, not all"
        yield from comment(
            f"A first mapping of {shown(self.file)}, by what stands in {how}. What is "
            "open is marked LOOK; what a number counts, no program can see. "
            "docs/tables.md explains the sections."
        )
        if self.looked.ragged:
            words = f"{self.looked.ragged:,} rows have cells for more or fewer columns."
            yield from look(words)
        if any("\\" in each.name for each in self.guesses):
            yield from look(
                "columns within a column, as Eurostat writes TSV: download the table "
                "as SDMX-CSV, which has a row for each number."
            )
        for words in self.roles.doubts.get("", ()):
            yield from look(words)
        if self.looked.title:
            yield from comment(
                f"Above the names of columns stands: {self.looked.title}"
            )
        yield ""

    def _document(self) -> Iterator[str]:
        yield "document:"
        yield f"  id: {self.table}"
        yield f"  title: {quoted(self.looked.title or self.file)}"
        day = self._last_day()
        seen = "this is the last in it." if day else "no column tells."
        yield from look(f"the day on which it was published; {seen}", 2)
        yield f"  published: {day or 'YYYY-MM-DD'}"
        yield f"  publishedBy: publisher-of-{self.table}"
        yield ""

    def _table(self) -> Iterator[str]:
        yield "table:"
        yield f"  file: {quoted(self.file)}"
        if self.looked.delimiter:
            yield f"  delimiter: {quoted(self.looked.delimiter)}"
        if self.looked.encoding == "windows-1252":
            yield from look("not UTF-8; do letters with accents look right so?", 2)
        if self.looked.encoding:
            yield f"  encoding: {self.looked.encoding}"
        if self.looked.sheet:
            yield f"  sheet: {quoted(self.looked.sheet)}"
        if self.looked.header:
            words = "rows in which one cell alone stands are headings and notes, "
            if self.looked.notes:
                words = f"{words}such as `{shown(self.looked.notes[0])}`, "
            yield from look(f"{words}and are passed over, and counted.", 2)
            rows = range(self.looked.header, self.looked.header + self.looked.name_rows)
            header = rows[0] if len(rows) == 1 else [*rows]
            yield f"  header: {header}"
        if self.looked.fill:
            words = "an empty cell of these has what stands above it, as in merged "
            yield from look(f"{words}cells.", 2)
            yield f"  fill: [{', '.join(map(quoted, self.looked.fill))}]"
        missing = sorted({cell for g in self.guesses for cell in g.missing if cell})
        missing = [c for c in missing if any(c in g.missing for g in self.roles.used)]
        if missing:
            words = "these cells are taken for: nothing is reported."
            notes = [n for n in self.looked.notes if n.split()[0] in missing]
            if notes:
                words += f" A note says `{shown(notes[0])}`."
            yield from look(words, 2)
            yield f"  missing: [{', '.join(map(quoted, missing))}]"
        yield ""

    def _columns(self) -> Iterator[str]:
        used = {each.name for each in self.roles.used}
        yield "columns:" if used else "# columns:"
        for each in self.guesses:
            if each.name:
                yield from self._column(each, each.name in used)
        yield ""

    def _column(self, each: Guess, used: bool) -> Iterator[str]:
        tag = f"; HXL {each.column.tag}" if each.column.tag else ""
        if not used:
            kind = "" if each.kind == "text" else f"{each.kind}, "
            words = f"{quoted(each.name)} is not used: {kind}{each.grounds}{tag}"
            yield from comment(words, 2)
            return
        yield from comment(f"{each.grounds}{tag}", 2)
        for words in each.doubts:
            yield from look(words, 2)
        for words in self.roles.doubts.get(each.name, ()):
            yield from look(f"`{each.name}` {words}", 2)
        if each in self.roles.parts:
            yield from self._part(each)
        elif each is self.roles.within_year:
            yield f"  {quoted(each.name)}:"
            yield "    {type: thing, by: notation, values: " + flow(in_year(each)) + "}"
        else:
            yield f"  {quoted(each.name)}: {_settings(each)}"

    def _part(self, each: Guess) -> Iterator[str]:
        yield from look(
            "rows of one place and time differ by this. Is one of its cells the whole "
            "of the others? Then `rows:` leaves it out, or nobody may add them.",
            2,
        )
        yield f"  {quoted(each.name)}:"
        yield "    type: thing"
        yield "    by: notation"
        yield "    values:"
        for cell, id in _ids(each).items():
            yield f"      {quoted(cell)}: {quoted(id)}"

    def _rows(self) -> Iterator[str]:
        left = {g.name: cells for g in self.roles.used if (cells := _left_out(g))}
        if left:
            yield from look("rows of these cells are left out, and counted.")
            yield "rows:"
            for name, cells in left.items():
                listed = ", ".join(map(quoted, cells))
                yield f"  {quoted(name)}: {{not: [{listed}]}}"
            yield ""

    def _each(self) -> Iterator[str]:
        names = holes({each.name for each in self.guesses})
        yield from look(
            "what each counts: units (`kg terms unit`), people who are somewhere "
            "(`stock`) or who moved (`move`, with a `kind`: `kg terms movementType`), "
            "the whole or a part of another column."
        )
        yield "each:"
        for measure in self.roles.measures:
            filled = names.of(measure, self.roles)
            yield f"  {quoted(measure.guess.name)}: {flow(filled)}"
        yield ""

    def _suppressed(self) -> Iterator[str]:
        cells = (c for m in self.roles.measures for c in m.guess.fit.others)
        hidden = {cell: most for cell in cells if (most := below(cell)) is not None}
        if hidden:
            yield from look("small numbers that are hidden: is 0 one of them, too?")
            yield "suppressed:"
            for cell, most in sorted(hidden.items()):
                bounds = f"lowerBound: 0, upperBound: {most}"
                yield f"  {quoted(cell)}: {{quantifier: suppressed, {bounds}}}"
            yield ""

    def _last_day(self) -> str:
        """Return the last day of the periods, in place of one that nobody can see."""
        period, days = self.roles.period, list[str]()
        if self.roles.wide and period is None:
            ends = max(m.period.split("/")[-1] for m in self.roles.measures)
            if not ends[:4].isdigit():
                return ""
            return f"{ends}-12-31"[:10] if len(ends) == 4 else f"{ends}-28"[:10]
        for cell in period.column.counted if period else ():
            try:
                read = period.reader.read(cell) if period else ""
            except ValueError:
                continue
            read = read.split("/")[-1]
            days.append(f"{read}-12-31"[:10] if len(read) == 4 else f"{read}-28"[:10])
        return max(days, default="")


def _settings(guess: Guess) -> str:
    given = {"type": guess.kind, **guess.fit.settings}
    through, values = given.pop("through", ""), given.pop("values", "")
    if list(given) == ["type"]:
        return guess.kind
    written = flow(given)
    if values:
        return f"{written[:-1]}, values: {{{values}}}}}"
    if not through:
        return written
    listed = f"{{file: {through}, from: {_FROM[through]}, to: iso3}}"
    return f"{written[:-1]}, through: {listed}}}"


def _left_out(guess: Guess) -> list[str]:
    """Return the cells of a place or period that can be no part of an id."""
    if guess.kind not in ("country", "date", "month", "period", "year"):
        return []
    others = guess.fit.others if guess.kind == "country" else ()
    if len(others) > _MOST_LEFT_OUT:
        others = ()
    empty = [cell for cell in guess.column.counted if not cell]
    return sorted({*others, *guess.missing, *empty})


def _ids(guess: Guess) -> dict[str, str]:
    """Return an id for each cell of a column by which rows differ."""
    ids: dict[str, str] = {}
    for cell in sorted(guess.column.counted):
        id = slug(cell) or ("not-given" if not cell else "other")
        while id in ids.values():
            id += "-too"
        ids[cell] = id
    return ids
