"""How much room a label takes as Gephi draws it, whichever font it has.

Gephi 0.11 writes labels in Arial Bold of 32 points, in its middle size 1.05 times as
large, around the middle of the node (TextManager, ScaledSizeMode, VizConfig). Where
there is no Arial another font is taken, of which DejaVu Sans Bold is the widest: its
widths are the ones here, or Arial's where those are larger. No font needs to be there.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from unicodedata import category, east_asian_width, normalize

SIZE = 32 * 1.05
"""The height of letters, in the units of the layout."""

_LINE = 1.2
"""The height of a line, in heights of a letter; that of DejaVu Sans is 1.164."""

_WIDTHS = (
    (0.36, " ijl'"),
    (0.39, "/\\|,.I"),
    (0.46, "!()[]:;-f"),
    (0.53, 'tr`"*'),
    (0.62, "_?zcs"),
    (0.70, "LxvykaeoEFTJ$0123456789"),
    (0.74, "SbdghnpquYZCP{}"),
    (0.86, "AKVXBRUDGHNOQ#+<=>^~"),
    (1.12, "mwMW@%&"),
    (1.40, "ЖШЩЮЫЉЊسشصضښڛڜڝڞ"),
)
"""Widths of letters, in their height."""

_OTHER = 1.2
"""The width of a letter that is not listed; Chinese ones are 1.0 wide."""

_LETTERS = {letter: wide for wide, letters in _WIDTHS for letter in letters}

_WIDEST = 3_000.0
"""More room than this no label gets: some 130 letters. Its ends may be covered."""

Box = tuple[float, float]
"""Half the width and half the height of what is drawn around a point."""


def width(text: str, size: float = SIZE) -> float:
    """Return how wide a line of text is at most, for letters of a size."""
    return size * sum(map(_width, normalize("NFD", text)))


@lru_cache(4096)
def _width(letter: str) -> float:
    if category(letter) in ("Mn", "Me", "Cf", "Cc"):
        return 0.0  # nothing of its own
    wide = _LETTERS.get(letter, _OTHER)
    return max(wide, 1.0) if east_asian_width(letter) in "WF" else wide


def boxes_of(labels: Sequence[str], sizes: Sequence[float]) -> list[Box]:
    """Return the room of nodes with their labels; ``sizes`` are radii."""
    return [
        (max(radius, min(width(label), _WIDEST) / 2), max(radius, SIZE * _LINE / 2))
        for label, radius in zip(labels, sizes, strict=True)
    ]
