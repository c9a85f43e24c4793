"""Holes of a mapping: ``{column}`` in its words, filled from the cells of a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.errors import Place
from kg.read.nodes import Mapping as Keys
from kg.read.nodes import Node, Scalar, Sequence

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


class Unbalanced(ValueError):
    """A brace that opens no hole, nor closes one."""


class Empty(Exception):
    """A hole in the midst of words for which its row has nothing."""

    def __init__(self, hole: str, place: Place) -> None:
        self.hole, self.place = hole, place
        super().__init__(hole)


@dataclass(frozen=True, slots=True)
class Words:
    """Words with holes: texts, and the names of holes between them, by turns."""

    place: Place
    pieces: tuple[str, ...]

    @property
    def holes(self) -> tuple[str, ...]:
        """The names of the holes, in order."""
        return self.pieces[1::2]

    @property
    def one_hole(self) -> bool:
        """Whether this is one hole, and nothing else."""
        return len(self.pieces) == 3 and not (self.pieces[0] or self.pieces[2])

    def fill(self, cells: Mapping[str, str | None]) -> str | None:
        """Return the words with their holes filled.

        What is one hole alone is ``None`` where that has nothing; nothing in the midst
        of words is :class:`Empty`.
        """
        if self.one_hole:
            return cells[self.pieces[1]]
        words = [self.pieces[0]]
        for hole, text in zip(self.pieces[1::2], self.pieces[2::2], strict=True):
            if (filled := cells[hole]) is None:
                raise Empty(hole, self.place)
            words += (filled, text)
        return "".join(words)


def words_of(text: str, place: Place) -> Words | None:
    """Return words with holes, or ``None`` for words that have neither hole nor brace.

    ``{{`` and ``}}`` are braces that mean themselves. Raises :class:`Unbalanced`.
    """
    pieces, start = [""], 0
    for match in _PIECE.finditer(text):
        pieces[-1] += text[start : match.start()]
        start = match.end()
        if match[0] in ("{{", "}}"):
            pieces[-1] += match[0][0]
        elif match[1] is None:
            raise Unbalanced(
                f"`{match[0]}` without its other; a brace that is meant is doubled"
            )
        else:
            pieces += [match[1].strip(), ""]
    pieces[-1] += text[start:]
    return Words(place, tuple(pieces)) if start else None


@dataclass(frozen=True, slots=True)
class Holed:
    """A node with holes: ``keys`` have them, too, and ``fixed`` is what has none."""

    node: Node
    words: Words | None = None
    items: tuple[Holed, ...] = ()
    entries: tuple[tuple[str, Words | None, Place, Holed], ...] = ()
    fixed: bool = False

    def holes(self) -> Iterator[tuple[str, Place]]:
        """Yield the names of all holes, and where they stand."""
        if self.words is not None:
            yield from ((hole, self.words.place) for hole in self.words.holes)
        for item in self.items:
            yield from item.holes()
        for _, key, place, value in self.entries:
            yield from ((hole, place) for hole in (key.holes if key else ()))
            yield from value.holes()


def holed(node: Node) -> Holed:
    """Find the holes of a node, once for all rows. Raises :class:`Unbalanced`."""
    if isinstance(node, Scalar):
        words = words_of(node.text, node.place)
        return Holed(node, words, fixed=words is None)
    if isinstance(node, Sequence):
        items = tuple(map(holed, node.items))
        return Holed(node, items=items, fixed=all(item.fixed for item in items))
    entries = tuple(
        (key, words_of(key, node.keys[key]), node.keys[key], holed(value))
        for key, value in node.values.items()
    )
    fixed = all(words is None and value.fixed for _, words, _, value in entries)
    return Holed(node, entries=entries, fixed=fixed)


@dataclass(frozen=True, slots=True)
class Filling:
    """What fills the holes of one row: texts by name, and the cell each came from.

    ``renamed`` are ids that are written for others. ``file`` and ``line`` are where the
    row stands, and ``columns`` the column of each hole.
    """

    texts: Mapping[str, str | None]
    columns: Mapping[str, str]
    renamed: Mapping[str, str]
    file: str
    line: int

    def beside(
        self, own: Mapping[str, str | None], columns: Mapping[str, str]
    ) -> Filling:
        """Return this with what fills the holes of one measure of the row."""
        texts = {**self.texts, **own}
        return Filling(texts, columns, self.renamed, self.file, self.line)

    def place(self, words: Words) -> Place:
        """Return the cell that words were filled from."""
        column = next((self.columns[h] for h in words.holes if h in self.columns), "")
        return Place(self.file, self.line, column)

    def text(self, words: Words) -> str | None:
        """Fill words, and return the id that is written for them, if one is."""
        filled = words.fill(self.texts)
        return filled if filled is None else self.renamed.get(filled, filled)

    def node(self, form: Holed) -> Node | None:
        """Fill a node; ``None`` if it is a hole for which there is nothing.

        What it holds and is nothing is left out. Raises :class:`Empty`.
        """
        if form.fixed:
            return form.node
        if form.words is not None:
            text = self.text(form.words)
            place = self.place(form.words)
            return None if text is None else Scalar(place, text, plain=False)
        if form.items:
            items = [self.node(item) for item in form.items]
            place = Place(self.file, self.line)
            return Sequence(place, [item for item in items if item is not None])
        return self._mapping(form)

    def _mapping(self, form: Holed) -> Keys:
        filled = Keys(Place(self.file, self.line))
        for key, words, place, value in form.entries:
            if (node := self.node(value)) is None:
                continue
            name = key if words is None else self.text(words)
            assert name is not None or words is not None
            if name is None:
                raise Empty(words.holes[0] if words else "", place)
            filled.values[name] = node
            filled.keys[name] = place if value.fixed and words is None else node.place
        return filled
