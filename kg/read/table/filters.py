"""Which rows of a table are read."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import Place


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cells of a column its rows must have, or must not have."""

    column: str
    place: Place
    cells: frozenset[str]
    others: bool = False

    def keeps(self, cell: str) -> bool:
        """Tell whether a row with this cell is read."""
        return (cell in self.cells) is not self.others
