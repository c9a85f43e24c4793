"""Where words that somebody selected in a browser stand in a text.

A browser counts UTF-16 units, in which an emoji has two, and may hand over words in
other characters than the text has. Positions cross that border here, and nowhere else.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from kg.errors import KgError
from kg.read.wording import near

_BEYOND = 0xFFFF
"""The last character that UTF-16 has in one unit."""

_HALVES = re.compile("^[\udc00-\udfff]|[\ud800-\udbff]$")
"""What is left of characters that a selection cuts in two."""

_JOINED = frozenset("\u200d\ufe0e\ufe0f")
"""The joiner of emoji, and what chooses between two pictures of one."""


class NotSelected(KgError):
    """What was selected is not in the text; the message says what is expected."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Selection:
    """Words as a browser has them, and where: half-open UTF-16 units."""

    words: str
    start: int
    end: int


class Units:
    """A text whose characters are counted as a browser does, and back again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._wide = [n for n, letter in enumerate(text) if ord(letter) > _BEYOND]
        self._halves = [place + n + 1 for n, place in enumerate(self._wide)]

    def units(self, place: int) -> int:
        """Return how many units stand before a character."""
        return place + bisect_left(self._wide, place)

    def place(self, units: int, *, end: bool = False) -> int:
        """Return the character that begins, or ends, at so many units.

        In the middle of one, it is the one whose middle that is, as a whole.
        """
        before = bisect_right(self._halves, units)
        halved = before > 0 and self._halves[before - 1] == units
        return units - before + (1 if halved and end else 0)

    def located(self, selection: Selection) -> tuple[int, int]:
        """Return the half-open characters of what was selected.

        Letters are whole with their marks, and white space around the words is left
        out. Where the text has other words there, they are looked for, the nearest
        first. Raises :class:`NotSelected` where it does not have them.
        """
        text, words = self.text, _HALVES.sub("", selection.words)
        start, end = self.place(selection.start), self.place(selection.end, end=True)
        if not words.strip():
            raise NotSelected("no words are selected")
        if text[start:end] != words and words not in text[start:end]:
            start, end = self._sought(words, start)
        while 0 < start < len(text) and _continues(text, start):
            start -= 1
        while end < len(text) and _continues(text, end):
            end += 1
        taken = text[start:end]
        start += len(taken) - len(taken.lstrip())
        return start, start + len(taken.strip())

    def _sought(self, words: str, start: int) -> tuple[int, int]:
        places, at = list[int](), self.text.find(words)
        while at >= 0:
            places.append(at)
            at = self.text.find(words, at + 1)
        if places:
            first = min(places, key=lambda place: abs(place - start))
            return first, first + len(words)
        if (other := near(self.text, words)) is not None:
            return other.start, other.end
        raise NotSelected("these words are not in the text; select them again")


def _continues(text: str, place: int) -> bool:
    """Tell whether a character belongs to the one before it."""
    letter = text[place]
    joined = letter in _JOINED or text[place - 1] == "\u200d"
    return joined or unicodedata.combining(letter) != 0
