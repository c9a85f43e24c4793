"""Words that a text has, but written otherwise: where they are, and what differs.

Whoever copies a quote out of a page, a PDF or a word processor seldom gets the
characters that the text is made of. A quote stays what the text has, character by
character; this only helps the person who looks for the difference.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_SHAPES = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc`\u00b4", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
}
_HIDDEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_PIECE = 1 << 16  # characters that are folded at a time, and looked through for one
_SPACES = re.compile("  +")
_SPACE = "white space (no-break spaces, line breaks)"


def _compatible(character: str) -> str:
    """Return what a ligature, wide or raised character stands for, as NFKC has it."""
    if character.isspace() or character in _SHAPES:
        return character
    return unicodedata.normalize("NFKC", character)


_FOLDS: dict[str, Callable[[str], str]] = {
    "the case of letters": str.casefold,
    "characters that nobody sees (soft hyphens, joiners)": lambda c: (
        "" if c in _HIDDEN else c
    ),
    "ligatures, or characters of another width": _compatible,
    "the shape of quotes and dashes": lambda c: _SHAPES.get(c, c),
    _SPACE: lambda c: " " if c.isspace() else c,
    "how accents are encoded (Unicode's NFC or NFD)": lambda c: unicodedata.normalize(
        "NFD", c
    ),
}
"""What two writings of one word may differ in, and how the difference goes away."""


@dataclass(frozen=True, slots=True)
class Near:
    """Where a text has words written otherwise: half-open characters, and how."""

    start: int
    end: int
    how: tuple[str, ...]

    def __str__(self) -> str:
        return f"[{self.start}, {self.end}], and differs in {' and '.join(self.how)}"


def near(text: str, words: str) -> Near | None:
    """Return the first place where a text has words but for how they are written."""
    needed = tuple(_FOLDS)
    if (span := _span(text, words, needed)) is None:
        return None
    for kind in _FOLDS:  # what makes no difference is not told
        fewer = tuple(k for k in needed if k != kind)
        needed = fewer if _span(text, words, fewer) == span else needed
    return Near(*span, needed) if needed else None


def _span(text: str, words: str, kinds: Iterable[str]) -> tuple[int, int] | None:
    """Return where a text has words once both are folded."""
    folded, wanted = _Folded(text, kinds), _Folded(words, kinds).letters.strip()
    if not wanted:
        return None
    letters = folded.letters
    start = letters.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if not unicodedata.combining(letters[end : end + 1] or " "):
            return folded.place(start), folded.place(end - 1) + 1
        start = letters.find(wanted, start + 1)
    return None


class _Folded:
    """A text folded piece by piece: no list is as long as it, for it may be a book's.

    Several spaces are as one, where white space is folded.
    """

    def __init__(self, text: str, kinds: Iterable[str]) -> None:
        kinds = tuple(kinds)
        self._text, self._one = text, _SPACE in kinds
        self._table = {ord(character): character for character in set(text)}
        for kind in kinds:
            fold = _FOLDS[kind]
            self._table = {
                c: "".join(map(fold, folded)) for c, folded in self._table.items()
            }
        pieces, self._starts, last = [], [0], ""
        for at in range(0, len(text), _PIECE):
            piece = self._fold(text[at : at + _PIECE], last)
            pieces.append(piece)
            self._starts.append(self._starts[-1] + len(piece))
            last = piece[-1:] or last
        self.letters = "".join(pieces)

    def _fold(self, text: str, before: str) -> str:
        """Fold a piece of the text behind a letter."""
        piece = text.translate(self._table)
        if not self._one:
            return piece
        piece = _SPACES.sub(" ", piece)
        return piece.removeprefix(" ") if before == " " else piece

    def place(self, letter: int) -> int:
        """Return which character of the text a letter comes from."""
        number = bisect_right(self._starts, letter) - 1
        at, count = number * _PIECE, self._starts[number]
        last = self.letters[count - 1 : count]
        for character in self._text[at : at + _PIECE]:
            letters = self._fold(character, last)
            count, last = count + len(letters), letters[-1:] or last
            if count > letter:
                break
            at += 1
        return at
