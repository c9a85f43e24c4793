"""JSON written item by item: a document need not fit into memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isfinite
from typing import IO, Any

from kg.ask.network.model import Cell, Column


def write_parts(parts: Iterable[str], out: IO[bytes]) -> None:
    """Write a document; what Unicode has no character for becomes ``?``."""
    out.writelines(part.encode("utf-8", "replace") for part in parts)


def inline(value: Any) -> str:
    """Return a value as JSON on one line; ``ValueError`` if it is not finite."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def array(items: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the parts of an array with one item a line."""
    separator = "\n"
    yield "["
    for item in items:
        yield f"{separator}{inline(item)}"
        separator = ",\n"
    yield "\n]"


def records(columns: Sequence[Column]) -> Iterator[dict[str, Cell]]:
    """Yield what is known of each node or edge, by name.

    A cell is left out where there is nothing to say and where JSON has no number for
    it. What is in a column of doubles is a float, so that readers see one type.
    """
    names = [column.name for column in columns]
    doubles = [column.type == "double" for column in columns]
    for row in zip(*(column.values for column in columns), strict=True):
        cells = zip(names, doubles, row, strict=True)
        yield {
            name: float(cell) if double else cell
            for name, double, cell in cells
            if cell is not None and not (isinstance(cell, float) and not isfinite(cell))
        }
