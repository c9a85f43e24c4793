"""Where the table of a mapping is, and how it is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.read.table.opened import OpenTable, filled_down
from kg.read.table.parts import open_parts
from kg.read.table.rows import form_of, open_table


@dataclass(frozen=True, slots=True)
class TableFile:
    """Where a table is and how it is written; ``digest`` is "" if none is given.

    A ``file`` that ends in "/" is a folder of parts.
    ``url`` is where it is published, or "".
    ``missing`` are cells that say that nothing is reported, ``without`` those of
    measures that make no claim. ``revises`` is the document that is the edition before.
    ``header`` is the number of the row in which the names of columns stand, of a table
    as it is printed: with a title above, and notes below. It is 0 for any other table.
    Names over ``name_rows`` rows are put together.
    An empty cell of a column to ``fill`` has what stands above it, as in merged cells.
    """

    file: str = ""
    form: str = ""
    digest: str = ""
    delimiter: str = ""
    encoding: str = "utf-8"
    missing: frozenset[str] = frozenset({""})
    without: frozenset[str] = frozenset()
    url: str = ""
    revises: str = ""
    sheet: str = ""
    header: int = 0
    name_rows: int = 1
    fill: tuple[str, ...] = ()

    def open(self, path: Path) -> AbstractContextManager[OpenTable]:
        """Open the table, which lies there, whole; see :func:`open_table`."""
        return (
            open_parts(path, self.open_part) if self.in_parts else self.open_part(path)
        )

    @property
    def in_parts(self) -> bool:
        """Whether it is a folder of parts."""
        return self.file.endswith("/")

    @contextmanager
    def open_part(self, path: Path) -> Iterator[OpenTable]:
        """Open one file of the table, of which there may be several."""
        with open_table(
            path,
            self.form or form_of(path.name) or "csv",
            delimiter=self.delimiter,
            encoding=self.encoding,
            sheet=self.sheet,
            header=self.header,
            name_rows=self.name_rows,
        ) as table:
            yield filled_down(table, self.fill) if self.fill else table
