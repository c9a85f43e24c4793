"""Words that a text has, but written otherwise: where they are, and what differs.

Whoever copies a quote out of a page, a PDF or a word processor seldom gets the
characters that the text is made of. A quote stays what the text has, character by
character; this only helps the person who looks for the difference.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_SHAPES = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc`\u00b4", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
}
_HIDDEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
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
    (letters, places), (wanted, _) = _folded(text, kinds), _folded(words, kinds)
    if not (wanted := wanted.strip()):
        return None
    start = letters.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if not unicodedata.combining(letters[end : end + 1] or " "):
            return places[start], places[end - 1] + 1
        start = letters.find(wanted, start + 1)
    return None


def _folded(text: str, kinds: Iterable[str]) -> tuple[str, list[int]]:
    """Return a text folded, and for each of its characters where it was."""
    table = {character: character for character in set(text)}
    for kind in kinds:
        fold = _FOLDS[kind]
        table = {c: "".join(map(fold, folded)) for c, folded in table.items()}
    letters: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        for letter in table[character]:
            if letter == " " and _SPACE in kinds and letters[-1:] == [" "]:
                continue  # several spaces are as one
            letters.append(letter)
            places.append(at)
    return "".join(letters), places
