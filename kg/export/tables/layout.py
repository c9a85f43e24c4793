"""Which tables there are, and their columns: read from ``columns.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal

Stored = Literal["text", "integer", "number", "date", "boolean"]
"""What the cells of a column are, in every form of the tables."""

_STORED: Final[dict[str, Stored]] = {
    "integer": "integer",
    "number": "number",
    "date": "date",
    "boolean": "boolean",
}


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """A column: its name, its kind and path as ``columns.toml`` explains them."""

    name: str
    kind: str
    path: tuple[str, ...]
    words: str

    @property
    def stored(self) -> Stored:
        """What its cells are."""
        return _STORED.get(self.kind, "text")


@dataclass(frozen=True, slots=True)
class TableLayout:
    """A table: its name, its columns in order, and what a row is."""

    name: str
    words: str
    columns: tuple[ColumnLayout, ...]

    @property
    def header(self) -> list[str]:
        """The names of its columns."""
        return [column.name for column in self.columns]


@cache
def layouts() -> dict[str, TableLayout]:
    """Return the tables by name, in the order in which they are written.

    The last one, ``columns``, holds what is known of all columns: it is written beside
    the others, so that no folder of tables is without its key.
    """
    text = files(__package__).joinpath("columns.toml").read_text("utf-8")
    tables = {name: _table(name, about) for name, about in tomllib.loads(text).items()}
    tables["columns"] = TableLayout(
        "columns",
        "The key: a row for each column of the other tables.",
        tuple(
            ColumnLayout(name, "text", (), words)
            for name, words in (
                ("table", "Name of the table."),
                ("column", "Name of the column."),
                ("type", "`text`, `integer`, `number`, `date` or `boolean`."),
                ("property", "Where it comes from: a path of properties of the graph."),
                ("meaning", "What it says. Empty: the IRI of the column before."),
            )
        ),
    )
    return tables


def _table(name: str, about: dict[str, object]) -> TableLayout:
    columns = about["columns"]
    assert isinstance(columns, dict)
    return TableLayout(
        name,
        str(about["words"]),
        tuple(
            ColumnLayout(column, kind, tuple(path.split("/")) if path else (), words)
            for column, (kind, path, words) in columns.items()
        ),
    )


def column_rows() -> list[tuple[str | None, ...]]:
    """Return the rows of the table ``columns``."""
    return [
        (
            table.name,
            column.name,
            column.stored,
            None if column.kind == "made" else "/".join(column.path) or None,
            column.words or None,
        )
        for table in layouts().values()
        if table.name != "columns"
        for column in table.columns
    ]
