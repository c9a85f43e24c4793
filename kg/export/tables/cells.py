"""Cells of tables, each made of the values that a node has for a property."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

import pyoxigraph as ox

from kg.export.tables.lookups import Lookups, Values
from kg.names import local_name
from kg.read.files import ExportFailed

Cell = str | int | Decimal | date | bool | None
"""A cell; ``None`` is empty: nothing is stated."""

APART: Final = " | "
"""Between several words in one cell. Ids and IRIs have no spaces, and take one."""

Where = tuple[str, str]
"""The column and the node that a cell is made of, for an error."""


def _ids(of: Lookups, values: Values, where: Where) -> Cell:
    return " ".join(local_name(value.value) for value in values)


def _iris(of: Lookups, values: Values, where: Where) -> Cell:
    nodes = [value.value for value in values if isinstance(value, ox.NamedNode)]
    return " ".join(nodes) or None


def _labels(of: Lookups, values: Values, where: Where) -> Cell:
    return APART.join(
        of.label(v.value) if isinstance(v, ox.NamedNode) else v.value for v in values
    )


def _text(of: Lookups, values: Values, where: Where) -> Cell:
    return APART.join(of.words(values)) or None


def _one(values: Values, where: Where) -> str:
    if len(values) > 1:
        column, node = where
        listed = ", ".join(value.value for value in values)
        raise ExportFailed(
            f"`{node}` has several values for `{column}`, where one can be "
            f"reckoned with: {listed}"
        )
    return values[0].value


def _number(of: Lookups, values: Values, where: Where) -> Cell:
    return _read(Decimal, _one(values, where), where, "number")


def _integer(of: Lookups, values: Values, where: Where) -> Cell:
    return _read(int, _one(values, where), where, "whole number")


def _date(of: Lookups, values: Values, where: Where) -> Cell:
    return _read(date.fromisoformat, _one(values, where), where, "day after year 0")


def _read(make: Callable[[str], Cell], text: str, where: Where, what: str) -> Cell:
    try:
        return make(text)
    except (ValueError, InvalidOperation):
        column, node = where
        message = f"`{node}`: `{column}` is `{text}`, and no {what}"
        raise ExportFailed(message) from None


def _boolean(of: Lookups, values: Values, where: Where) -> Cell:
    return _one(values, where) in ("true", "1")


Make = Callable[[Lookups, Values, Where], Cell]

MAKE: Final[dict[str, Make]] = {
    "id": _ids,
    "iri": _iris,
    "label": _labels,
    "text": _text,
    "number": _number,
    "integer": _integer,
    "date": _date,
    "boolean": _boolean,
}
"""What makes a cell of each kind."""
