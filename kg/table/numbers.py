"""Figures that are printed as plain numbers: one is read, and others are as it is.

The ordinary reader makes of a whole number that is printed as such what it makes of any
other: its digits, as a value and as the words of the source. So it reads one, and the
digits of others stand in the place of its own. Whatever is more than that (words,
bounds, rates, grouped digits, what a publisher hides) it reads each time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.read.table.holes import Holed
from kg.table.fragments import Cells, Piece, getter

_PLAIN = re.compile("[1-9][0-9]{0,14}")
"""Numbers as a reader writes them, none so long that it may not be read as one."""

_SAMPLE = "907150231"
"""The number that is read. It is no year, no bound, and not a round number."""

_HOLES = {"value": "value", "quantityText": "cell"}
"""Which hole alone stands for the number, and which for how it is printed."""

_ALIKE = frozenset((*_HOLES, "quantifier", "unit", "currency"))
"""Terms that are read in one way beside every plain number."""


def are_plain(terms: Iterable[tuple[str, Holed]]) -> bool:
    """Tell whether terms of a figure are a number, and what goes with any number."""
    given = dict(terms)
    return _ALIKE.issuperset(given) and all(
        name in given and _is_hole(given[name], hole) for name, hole in _HOLES.items()
    )


def _is_hole(form: Holed, name: str) -> bool:
    words = form.words
    return words is not None and words.one_hole and words.holes == (name,)


class PlainNumbers:
    """Makes the pieces of figures, of plain numbers without reading each.

    ``make`` reads a figure out of the cells of a row. ``value`` and ``cell`` are where
    the number, and how it is printed, stand among these, ``others`` what else it is
    filled from, and ``hidden`` numbers that mean something else.
    """

    def __init__(
        self,
        make: Callable[[Cells], Piece | None],
        value: int,
        cell: int,
        others: Sequence[int],
        hidden: Container[str],
    ) -> None:
        self._make, self._value, self._cell = make, value, cell
        self._others, self._hidden = getter(others), hidden
        self._patterns: dict[tuple[str | None, ...], _Pattern | None] = {}

    def of(self, cells: Cells) -> Piece | None:
        """Return the piece that a row fills; ``None`` where something is amiss."""
        number = cells[self._value]
        if number is None or number != cells[self._cell] or number in self._hidden:
            return self._make(cells)
        key = self._others(cells)
        if key not in self._patterns:
            self._patterns[key] = self._read(cells)
        pattern = self._patterns[key]
        if pattern is None or not _PLAIN.fullmatch(number):
            return self._make(cells)
        return pattern.of(number)

    def _read(self, cells: Cells) -> _Pattern | None:
        """Return what all figures have in common that are filled from these cells."""
        if _SAMPLE in self._hidden:
            return None
        sample = list(cells)
        sample[self._value] = sample[self._cell] = _SAMPLE
        piece = self._make(sample)
        if piece is None or piece.number not in (None, (int(_SAMPLE),) * 2):
            return None
        texts, places = piece.text.split(_SAMPLE), 0
        for value in piece.node.values():
            places += _filled(value, "0") != value
        return _Pattern(piece, texts) if len(texts) == places + 1 else None


@dataclass(frozen=True, slots=True)
class _Pattern:
    """The piece of the sample, and its text without the number."""

    sample: Piece
    texts: list[str]

    def of(self, number: str) -> Piece:
        """Return the piece of another number."""
        its = self.sample
        both = None if its.number is None else (int(number), int(number))
        text = number.join(self.texts)
        return Piece(text, {}, its.refers, "", both, its.days, its.thing, its.sign)


def _filled(value: Any, number: str) -> Any:
    """Return a value of JSON-LD with a number in the place of the sample."""
    if value == int(_SAMPLE):
        return int(number)
    if isinstance(value, Mapping):
        return {name: _filled(each, number) for name, each in value.items()}
    return number if value == _SAMPLE else value
