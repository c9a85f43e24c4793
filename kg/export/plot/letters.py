"""How wide words are, by the font that pictures are drawn with."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import east_asian_width

HIGH = 1.22
"""From line to line of a label, in sizes of its letters."""

_MEASURED = 100.0  # points: widths grow with the size of letters


def width(words: str, size: float, *, bold: bool = False) -> float:
    """Return how wide words are, in points, at a size of letters in points.

    Measured letter by letter in DejaVu Sans, which comes with matplotlib; Han, kana and
    Hangul are as wide as they are high. An SVG leaves it to whoever shows it to take
    that font, or one of about its width, or a narrower one.
    """
    return sum(_wide(letter, bold) for letter in words) * size


@lru_cache(maxsize=8192)  # more letters than one picture has
def _wide(letter: str, bold: bool) -> float:
    """Return how wide a letter is, in sizes of letters."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    if east_asian_width(letter) in ("W", "F"):
        return 1.0
    weight = "bold" if bold else "normal"
    font = FontProperties(family="DejaVu Sans", size=_MEASURED, weight=weight)
    wide, _, _ = text_to_path.get_text_width_height_descent(letter, font, ismath=False)
    return float(wide) / _MEASURED


def wrapped(words: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """Return words as lines of a width in points; what is longer alone is cut."""
    lines: list[str] = []
    for word in filter(None, words.split(" ")):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines += _cut(word, room, size, bold)
    return lines


def _cut(word: str, room: float, size: float, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size, bold=bold) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces
