"""Pieces of an entry's triples, each made once for all rows that fill it alike.

What a row says of a place, a period or a number, another row says, too. So the ordinary
reader reads each filling of each piece of an entry once, and its triples are put beside
those of the other pieces as text. Nothing is read here in a way of its own: a piece is
what the ordinary reader made of it, or the row is left to that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

import pyoxigraph as ox

from kg.read.table.holes import Words

SUBJECT, CONTENT = "\0", "\1"
"""Stand in pieces for the thing that is described, and for what a claim says: no text
of a graph has these, for they are written as escapes."""

MOST_KEPT = 200_000
"""Fillings of one piece that are kept, each some 500 bytes; from there on they are made
again. Numbers of people have some 40,000 in 650,000 rows of UNHCR's."""

Cells = Sequence[str | None]
"""What a row fills holes with, in the order of a plan."""

_ESCAPED = re.compile('[\0-\x1f"\\\\\x7f\ufffe\uffff]')


class Odd(Exception):
    """A row, or a mapping, that is left to the ordinary reader."""


@dataclass(slots=True)
class Piece:
    """What one filling says: its triples, and what other rows are held against it by.

    ``node`` is what was read, as JSON-LD, where that may be asked for, ``refers`` the
    IRIs of the things it names, and ``ties`` the triples by which it ties its thing to
    them. ``within`` and ``chained`` are as in :class:`PartThing`, and ``label`` is the
    text if it is that of a name. ``met`` is by whom what it names was noted last.
    """

    text: str
    node: Mapping[str, Any] = field(default_factory=dict)
    refers: tuple[str, ...] = ()
    ties: str = ""
    number: tuple[int, int] | None = None
    days: tuple[str, str] | None = None
    thing: str = ""
    sign: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    chained: tuple[str, ...] = ()
    label: str = ""
    met: object = None


_NOTHING = Piece("")
"""What a hole alone says that has nothing."""


class Format:
    """Words with holes, to be filled with the cells of a row.

    ``at`` is where in a row each hole is filled from, ``fixed`` what fills the others,
    and ``renamed`` what is written for some words once they are filled.
    """

    def __init__(
        self,
        words: Words | None,
        text: str,
        at: Mapping[str, int],
        fixed: Mapping[str, str | None],
        renamed: Mapping[str, str],
    ) -> None:
        holes = () if words is None else words.holes
        pieces = (text,) if words is None else words.pieces[::2]
        self.alone = words is not None and words.one_hole
        self.holes = tuple(at[hole] for hole in holes if hole not in fixed)
        written = [pieces[0].replace("%", "%%")]
        for hole, piece in zip(holes, pieces[1:], strict=True):
            given = fixed.get(hole, "") if hole in fixed else None
            if hole in fixed and given is None:
                raise Odd
            written.append("%s" if given is None else given.replace("%", "%%"))
            written.append(piece.replace("%", "%%"))
        self._format, self._renamed = "".join(written), renamed
        self._get = getter(self.holes)
        self._last: tuple[str | None, ...] | None = None
        self._text: str | None = None

    @property
    def same(self) -> tuple[object, ...]:
        """What it has in common with those that fill every row alike."""
        return self._format, self.holes, self.alone

    def fill(self, cells: Cells) -> str | None:
        """Return the words filled; ``None`` where a hole alone has nothing.

        Raises :class:`Odd` where one among other words has nothing.
        """
        text = self.unchanged(cells)
        if self._renamed and text is not None:
            return self._renamed.get(text, text)
        return text

    def unchanged(self, cells: Cells) -> str | None:
        """Return the words filled, whatever is written for them.

        An id is asked for several times in a row, and is made once.
        """
        if (got := self._get(cells)) == self._last:
            return self._text
        if None not in got:
            text = self._format % got
        elif self.alone:
            text = None
        else:
            raise Odd
        self._last, self._text = got, text
        return text


class Memo:
    """A piece with holes: made by ``make`` for each filling, and kept."""

    def __init__(
        self, holes: Sequence[int], make: Callable[[Cells], Piece | None]
    ) -> None:
        self.holes, self._make = tuple(holes), make
        self._get = getter(self.holes)
        self._kept: dict[tuple[str | None, ...], Piece | None] = {}

    def of(self, cells: Cells) -> Piece:
        """Return the piece that a row fills; raise :class:`Odd` if it is amiss."""
        key = self._get(cells)
        try:
            piece = self._kept[key]
        except KeyError:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            piece = self._kept[key] = self._make(cells)
        if piece is None:
            raise Odd
        return piece


class NamedPiece:
    """A thing that is named by its id, of which ``make`` makes a piece, and is kept."""

    def __init__(self, format: Format, make: Callable[[str], Piece | None]) -> None:
        self.format, self._make = format, make
        self._kept: dict[str, Piece] = {}

    def of(self, cells: Cells) -> Piece:
        """Return the piece that a row fills; raise :class:`Odd` if it is amiss."""
        id = self.format.fill(cells)
        if id is None:
            return _NOTHING
        if (piece := self._kept.get(id)) is None:
            if (made := self._make(id)) is None:
                raise Odd
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            piece = self._kept[id] = made
        return piece


class TextPiece:
    """A text, or a whole number, that hardly two rows have in common: made each time.

    It is what the ordinary reader makes of such a value: without the spaces around it,
    in the language of the document if the term is for words of a language.
    """

    def __init__(self, term: str, format: Format, ending: str, *, node: str) -> None:
        self.term, self.format, self.ending = term, format, ending
        self._line = f'{node} <{term}> "'
        self._whole = f"{node} <{term}> "

    def of(self, cells: Cells) -> str:
        """Return the triple, or nothing where nothing is reported."""
        text = self.format.fill(cells)
        if text is None:
            return ""
        if not (text := text.strip()):
            raise Odd
        if _ESCAPED.search(text) is None:
            return f'{self._line}{text}"{self.ending} .\n'
        plain = str(ox.Literal(text))
        return f"{self._whole}{plain}{self.ending} .\n"


def getter(holes: Sequence[int]) -> Callable[[Cells], tuple[str | None, ...]]:
    """Return a function that takes some cells out of a row."""
    if len(holes) > 1:
        return itemgetter(*holes)
    if holes:
        only = holes[0]
        return lambda cells: (cells[only],)
    return lambda cells: ()
