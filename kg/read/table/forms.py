"""The entries of a section of a mapping, as forms that rows fill."""

from __future__ import annotations

from dataclasses import dataclass

from kg.read.table.holes import Empty, Filling, Holed, Words
from kg.read.table.mapping import TableMapping


@dataclass(frozen=True, slots=True)
class EntryForm:
    """One entry with holes: its key, its node, and the holes of both."""

    key: str
    words: Words | None
    form: Holed
    holes: tuple[str, ...]

    def unchanged_key(self, filling: Filling) -> str:
        """Return the key as its holes are filled, whatever is written for it."""
        filled = None if self.words is None else self.words.fill(filling.texts)
        return self.key if filled is None else filled

    def key_of(self, filling: Filling) -> str:
        """Return the key with its holes filled; raise :class:`Empty`."""
        if self.words is None:
            return self.key
        if (key := filling.text(self.words)) is None:
            raise Empty(self.words.holes[0], self.words.place)
        return key


OF_A_MEASURE = ("each", "value", "cell")
"""Holes of any measure: the name of its column, its number, and that as printed."""


class EntryForms:
    """The entries of a section: those of a row, and those of each of its measures.

    An entry with holes that only some measures give is made for those.
    """

    def __init__(self, section: Holed | None, mapping: TableMapping) -> None:
        given = {name: {*OF_A_MEASURE, *own} for name, own in mapping.each.items()}
        anywhere = set().union(*given.values())
        self._of: dict[str, list[EntryForm]] = {"": [], **{name: [] for name in given}}
        self.holes: set[str] = set()
        for key, words, _, form in section.entries if section else ():
            holes = [*(words.holes if words else ()), *(h for h, _ in form.holes())]
            entry = EntryForm(key, words, form, tuple(dict.fromkeys(holes)))
            self.holes.update(holes)
            own = anywhere.intersection(holes)
            for measure, names in {"": set[str](), **given}.items():
                if own <= names and bool(own) is bool(measure):
                    self._of[measure].append(entry)

    def of(self, measure: str = "") -> list[EntryForm]:
        """Return those that are made for a measure, or for "" once for each row."""
        return self._of[measure]
