"""How well the cells of a column fit a type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kg.errors import Place
from kg.read.table.columns import TableColumn

NOWHERE = Place("", 1)
"""The place of a column that no mapping has."""

MOST_SLIPS = 0.1
"""Of the cells, up to which those that do not fit may be slips."""


@dataclass(frozen=True)
class TypeFit:
    """A type with its settings, and how many cells fit it.

    ``others`` are the cells that do not fit, ``doubts`` what is open about it, and
    ``slips`` the share of cells that may not fit, and yet it is this type.
    """

    kind: str
    cells: int
    others: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    slips: float = MOST_SLIPS


def fit(
    kind: str,
    cells: Counter[str],
    read: Callable[[str], object],
    settings: Mapping[str, str] | None = None,
    doubts: tuple[str, ...] = (),
) -> TypeFit:
    """Return how many cells a reader takes, which raises ``ValueError`` for others."""
    others = tuple(cell for cell in cells if not _takes(read, cell))
    count = cells.total() - sum(cells[cell] for cell in others)
    return TypeFit(kind, count, others, settings or {}, doubts)


def typed(kind: str, cells: Counter[str], **settings: str) -> TypeFit:
    """Return how many cells a column of a type and its settings reads."""
    form, thousands = settings.get("format", ""), settings.get("thousands", "")
    column = TableColumn("", NOWHERE, kind, thousands=thousands, form=form)
    return fit(kind, cells, column.read, settings)


def _takes(read: Callable[[str], object], cell: str) -> bool:
    try:
        return bool(read(cell))
    except ValueError:
        return False
