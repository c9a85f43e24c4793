"""A mapping: a facts entry with holes, and what is known of the table that fills them.

``sources/TABLE/mapping.yaml`` has the sections of a facts file (``document``,
``entities``, ``claims``), in which ``{column}`` stands for a cell, and says beside them
what a facts file has no need of: where the table is, what its columns are, which rows
are read, and which cells do not mean the number that they show.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.errors import Place, Problem, nearest
from kg.read.nodes import Mapping, Node, Scalar, Sequence
from kg.read.table.columns import KINDS, PERIOD, CodeList, TableColumn, holes_of
from kg.read.table.filters import Filter
from kg.read.table.holes import Holed, Unbalanced, holed
from kg.read.table.rows import FORMS, HEADED, form_of
from kg.read.table.table_file import TableFile
from kg.read.table.tables import flaw_of_name

SECTIONS = (
    *("document", "table", "columns", "rows", "each", "suppressed", "ids"),
    *("entities", "claims"),
)
_OF_TABLE = (
    *("file", "url", "sha256", "format", "delimiter", "encoding", "sheet"),
    *("missing", "without", "revises", "header", "fill"),
)
_OF_COLUMN = (
    *("type", "thousands", "format", "by", "through", "values"),
    *("ending", "beginning"),
)
_OF_LIST, _OF_ANY_LIST = ("file", "from", "to"), ("url", "sha256")
_DIGEST = re.compile("[0-9a-f]{64}")
_ROW = re.compile("[1-9][0-9]{0,5}")
_MOST_ROWS = 5
"""Rows over which names of columns may go."""

_DAYS = re.compile("[2-9]|[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9]|36[0-6]")
_URL = re.compile("https?://[^/?#@\\s]+([/?#][!-~]*)?", re.ASCII)
NOTHING = "nothing"
"""Stands under ``values:`` for a code that names no thing, such as *Unknown*."""


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What a mapping says; ``entities`` and ``claims`` have holes.

    ``each`` gives for every measure the holes that go with it, ``suppressed`` what a
    cell means in place of its number, and ``ids`` what is written for ids that are
    filled.
    """

    document: Mapping
    table: TableFile
    place: Place
    columns: dict[str, TableColumn]
    filters: tuple[Filter, ...]
    each: dict[str, dict[str, str]]
    suppressed: dict[str, Mapping]
    ids: dict[str, str]
    entities: Holed | None
    claims: Holed | None


class MappingReader:
    """Reads the sections of a mapping; what is wrong is added to ``problems``."""

    def __init__(self, name: str, node: Mapping, problems: list[Problem]) -> None:
        self.name, self.node, self.problems = name, node, problems

    def read(self) -> TableMapping | None:
        """Return the mapping, or ``None`` where nothing can be filled with it."""
        before = len(self.problems)
        for key, place in self.node.keys.items():
            if key not in SECTIONS:
                self._report(place, f"`{key}`: no such section{nearest(key, SECTIONS)}")
        if len(self.problems) > before:  # what it has would be missed everywhere
            return None
        document = self._section("document", needed=True)
        table = self._section("table", needed=True)
        columns = self._columns()
        made = TableMapping(
            document or self.node,
            self._table(table) if table is not None else TableFile(),
            table.place if table is not None else self.node.place,
            columns,
            filters=tuple(self._filters(columns)),
            each=self._each(columns),
            suppressed=dict(self._suppressed()),
            ids=self._texts(self._section("ids"), "an id"),
            entities=self._holed("entities"),
            claims=self._holed("claims"),
        )
        if len(self.problems) == before:
            self._check_holes(made)
        return None if len(self.problems) > before else made

    def files(self) -> list[str]:
        """Return the names of the files that the mapping reads, its table first."""
        return [self.table().file, *(each.file for each in self.code_lists())]

    def code_lists(self) -> list[CodeList]:
        """Return the lists of codes that columns are looked up through."""
        lists = (column.through for column in self._columns().values())
        return [each for each in lists if each]

    def table(self) -> TableFile:
        """Return what the mapping says of the table's file alone."""
        section = self._section("table", needed=True)
        return TableFile() if section is None else self._table(section)

    def _report(self, place: Place, message: str) -> None:
        self.problems.append(Problem(place, message))

    def _section(self, name: str, *, needed: bool = False) -> Mapping | None:
        node = self.node.values.get(name)
        if node is None and needed:
            self._report(self.node.place, f"no `{name}:`; a mapping has one")
        elif node is not None and not isinstance(node, Mapping):
            self._report(node.place, f"`{name}` takes a mapping (`key: value` lines)")
        return node if isinstance(node, Mapping) else None

    def _texts(self, node: Mapping | None, what: str) -> dict[str, str]:
        texts = {}
        for key, value in node.values.items() if node else ():
            if isinstance(value, Scalar) and value.text:
                texts[key] = value.text
            else:
                self._report(value.place, f"`{key}` takes {what}")
        return texts

    def _words(self, node: Node) -> frozenset[str]:
        """Return the texts of a list, or the one text."""
        items = node.items if isinstance(node, Sequence) else [node]
        for item in items:
            if not isinstance(item, Scalar):
                self._report(item.place, "takes a cell as it is written, or a list")
        return frozenset(item.text for item in items if isinstance(item, Scalar))

    def _table(self, table: Mapping) -> TableFile:
        file = self._text(table, "file")
        if file is None:
            message = "no `file:`; name the table, which stands beside this file or in "
            self._report(table.place, message + "the folder of tables")
            return TableFile()
        place = table.keys["file"]
        if flaw := flaw_of_name(file):
            self._report(place, f"`{file}` {flaw}")
        form = self._text(table, "format") or form_of(file) or ""
        parts = file.endswith("/")
        if form not in FORMS and (form or not parts):
            message = f"`format` is one of {', '.join(FORMS)}, or told by the ending "
            message += f"of the file; a folder of parts is written `{file}/`"
            self._report(table.keys.get("format", place), message)
        if parts and "url" in table.keys:
            self._report(table.keys["url"], "`url` is of one file, not of a folder")
        for key, at in table.keys.items():
            if key not in _OF_TABLE:
                self._report(at, f"`{key}`: no such setting{nearest(key, _OF_TABLE)}")
        header = self._header(table, form)
        missing, without = (table.values.get(key) for key in ("missing", "without"))
        return TableFile(
            file,
            form,
            self._digest(table),
            self._delimiter(table),
            self._encoding(table),
            missing=frozenset({""}) | (self._words(missing) if missing else set()),
            without=self._words(without) if without else frozenset(),
            url=self._url(table),
            revises=self._text(table, "revises") or "",
            sheet=self._text(table, "sheet") or "",
            header=header[0],
            name_rows=len(header),
            fill=self._fill(table),
        )

    def _text(self, node: Mapping, key: str) -> str | None:
        value = node.values.get(key)
        if value is not None and not (isinstance(value, Scalar) and value.text):
            self._report(value.place, f"`{key}` takes a single value")
        return value.text if isinstance(value, Scalar) and value.text else None

    def _digest(self, table: Mapping) -> str:
        digest = self._text(table, "sha256") or ""
        if digest and not _DIGEST.fullmatch(digest):
            message = "`sha256` takes the digest of the file in 64 small hexadecimal "
            self._report(table.keys["sha256"], message + "digits")
        return digest

    def _url(self, table: Mapping) -> str:
        url = self._text(table, "url") or ""
        if url and not (_URL.fullmatch(url) and url.isascii()):
            message = "`url` takes the address of the file, https or http and without "
            self._report(table.keys["url"], message + "a user name")
            return ""
        return url

    def _delimiter(self, table: Mapping) -> str:
        delimiter = self._text(table, "delimiter") or ""
        if len(delimiter) > 1 or delimiter in ('"', "\n", "\r"):
            message = "`delimiter` takes one sign, such as `;`"
            self._report(table.keys["delimiter"], message)
            return ""
        return delimiter

    def _header(self, table: Mapping, form: str) -> list[int]:
        """Return the numbers of the rows with the names of columns, [0] for none."""
        node = table.values.get("header")
        if node is None:
            return [0]
        place = table.keys["header"]
        items = node.items if isinstance(node, Sequence) else [node]
        written = [item.text if isinstance(item, Scalar) else "" for item in items]
        if form and form not in HEADED:
            self._report(place, f"`header` is of {', '.join(HEADED)}; {form} has none")
            return [0]
        rows = [int(text) for text in written if _ROW.fullmatch(text)]
        follow = all(below - above == 1 for above, below in pairwise(rows))
        if len(rows) < max(1, len(written)) or not follow or len(rows) > _MOST_ROWS:
            message = "`header` takes the number of the row with the columns' names, "
            message += f"counted from 1, not `{', '.join(written)}`; of names over "
            self._report(place, f"{message}several rows all of these, as [5, 6]")
            return [0]
        return rows

    def _fill(self, table: Mapping) -> tuple[str, ...]:
        """Return the columns whose empty cells have what stands above them."""
        node = table.values.get("fill")
        return tuple(sorted(self._words(node))) if node is not None else ()

    def _encoding(self, table: Mapping) -> str:
        encoding = self._text(table, "encoding") or "utf-8"
        try:
            known = codecs.lookup(encoding)
            "".encode(encoding)
        except (LookupError, UnicodeError, ValueError):
            message = f"`{encoding}`: no such encoding of text, such as utf-8"
            self._report(table.keys["encoding"], message)
            return "utf-8"
        return known.name

    def _columns(self) -> dict[str, TableColumn]:
        section = self._section("columns")
        columns = {}
        for name, node in section.values.items() if section else ():
            assert section is not None
            if (column := self._column(name, node, section.keys[name])) is not None:
                columns[name] = column
        return columns

    def _column(self, name: str, node: Node, place: Place) -> TableColumn | None:
        if isinstance(node, Scalar):
            node = Mapping(node.place, {"type": node}, {"type": node.place})
        if not isinstance(node, Mapping):
            self._report(place, f"`{name}` takes a type, or {{type: …}}")
            return None
        for key, at in node.keys.items():
            if key not in _OF_COLUMN:
                self._report(at, f"`{key}`: no such setting{nearest(key, _OF_COLUMN)}")
        kind = self._text(node, "type") or "text"
        if kind not in KINDS:
            message = f"`{kind}`: no such type of column{nearest(kind, KINDS)}"
            self._report(node.keys["type"], f"{message}; one of {', '.join(KINDS)}")
            return None
        by = self._text(node, "by") or ("iso3" if kind == "country" else "")
        if kind == "thing" and not by:
            message = "a column of things needs `by:`, the term that its codes are of"
            self._report(place, message)
        values = node.values.get("values")
        if values is not None and not isinstance(values, Mapping):
            self._report(values.place, "`values` takes {cell: id, …}")
        texts = self._texts(values if isinstance(values, Mapping) else None, "an id")
        return TableColumn(
            name,
            place,
            kind,
            thousands=self._text(node, "thousands") or "",
            form=self._text(node, "format") or "",
            by=by,
            through=self._through(node.values.get("through")),
            values={c: None if id == NOTHING else id for c, id in texts.items()},
            days=self._days(node, kind),
        )

    def _days(self, node: Mapping, kind: str) -> int:
        """Return of how many days a period is that is written as one, or 0."""
        if {"ending", "beginning"} <= {*node.keys}:
            message = "a period is `ending` on its day or `beginning`, and not both"
            self._report(node.keys["ending"], message)
        for key, sign in (("ending", 1), ("beginning", -1)):
            if (written := self._text(node, key)) is None:
                continue
            if kind == PERIOD and _DAYS.fullmatch(written):
                return sign * int(written)
            message = f"`{key}` takes a number of days, 2 to 366, of a column of type "
            self._report(node.keys[key], f"{message}{PERIOD}")
        return 0

    def _through(self, node: Node | None) -> CodeList | None:
        if node is None:
            return None
        given = set(node.values) if isinstance(node, Mapping) else set[str]()
        if isinstance(node, Mapping) and given - {*_OF_ANY_LIST} == {*_OF_LIST}:
            texts = [self._text(node, key) for key in _OF_LIST]
            file, key, value = (text or "" for text in texts)
            if not (flaw := flaw_of_name(file)):
                more = self._url(node), self._digest(node)
                return CodeList(file, node.place, key, value, *more)
            self._report(node.place, f"`{file}` {flaw}")
            return None
        message = "`through` takes {file: codes.csv, from: column, to: column}, and "
        self._report(node.place, message + "`url` and `sha256` beside them")
        return None

    def _filters(self, columns: dict[str, TableColumn]) -> Iterator[Filter]:
        section = self._section("rows")
        for name, node in section.values.items() if section else ():
            assert section is not None
            place = section.keys[name]
            self._known(name, columns, place)
            if isinstance(node, Mapping):
                if set(node.values) == {"not"}:
                    cells = self._words(node.values["not"])
                    yield Filter(name, place, cells, others=True)
                else:
                    self._report(node.place, "takes a list of cells, or {not: […]}")
            else:
                yield Filter(name, place, self._words(node))

    def _each(self, columns: dict[str, TableColumn]) -> dict[str, dict[str, str]]:
        section = self._section("each")
        each = {}
        for name, node in section.values.items() if section else ():
            assert section is not None
            place = section.keys[name]
            self._known(name, columns, place)
            if name in columns and columns[name].kind not in ("count", "number"):
                message = f"`{name}` is no measure; its type is count or number"
                self._report(place, message)
            empty = isinstance(node, Scalar) and not node.text
            if not (empty or isinstance(node, Mapping)):
                self._report(node.place, "takes {hole: words, …}, or nothing")
            holes = node if isinstance(node, Mapping) else None
            each[name] = self._texts(holes, "the words that fill the hole")
        return each

    def _known(self, name: str, columns: dict[str, TableColumn], place: Place) -> None:
        if name not in columns:
            message = (
                f"`{name}` stands nowhere under `columns:`{nearest(name, columns)}"
            )
            self._report(place, message)

    def _suppressed(self) -> Iterator[tuple[str, Mapping]]:
        section = self._section("suppressed")
        for cell, node in section.values.items() if section else ():
            if isinstance(node, Mapping):
                yield cell, node
            else:
                message = f"`{cell}` takes what it means, as in "
                message += "{quantifier: at-most, upperBound: 4}"
                self._report(node.place, message)

    def _holed(self, name: str) -> Holed | None:
        section = self._section(name)
        try:
            return holed(section) if section is not None else None
        except Unbalanced as error:
            self._report(self.node.keys[name], str(error))
        return None

    def _check_holes(self, made: TableMapping) -> None:
        """Report holes that nothing fills."""
        own = {"row", *(("each", "value", "cell") if made.each else ())}
        known = own.union(*made.each.values())
        for column in made.columns.values():
            known.update(holes_of(column))
        for section in (made.entities, made.claims):
            for hole, place in section.holes() if section else ():
                if hole not in known:
                    message = f"`{{{hole}}}` is filled by no column under `columns:`"
                    self._report(place, message + nearest(hole, known))
