"""Where the words of a text begin and end, so that no passage cuts one in two.

A rough reading of Unicode's word boundaries (UAX #29): letters, digits and their marks
in a row are a word, and so are digits with a separator between them ("1,200"). What is
joined to a word by an apostrophe or a hyphen may stand apart from it.
"""

from __future__ import annotations

import unicodedata

_UNSPACED = (
    *("CJK", "HANGUL", "HIRAGANA", "IDEOGRAPHIC", "KATAKANA", "KHMER", "LAO"),
    *("MYANMAR", "TAI", "THAI", "TIBETAN", "YI"),
)
"""How Unicode names the letters of scripts that put no space between words, and of
Korean, which puts none before its particles: where a word ends there takes grammar."""

_SEPARATORS = frozenset(".,'\u2019\u066b\u066c\u00a0\u202f")
"""What stands inside a number (the decimal and thousands separators of CLDR)."""


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a passage's half-open characters, widened to the words that it cuts.

    >>> whole_words("more than 1,200 left", 3, 13)
    (0, 15)
    """
    while _inside(text, start):
        start -= 1
    while _inside(text, end):
        end += 1
    return start, end


def word_at(text: str, at: int) -> str:
    """Return the word that a position cuts in two, or nothing where it cuts none."""
    start, end = whole_words(text, at, at)
    return text[start:end]


def _inside(text: str, at: int) -> bool:
    """Tell whether a position is within a word."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before in _SEPARATORS:
        return after.isdigit() and text[max(0, at - 2)].isdigit()
    if after in _SEPARATORS:
        return before.isdigit() and text[at + 1 : at + 2].isdigit()
    if unicodedata.category(after).startswith("M"):
        return not before.isspace()
    return _joins(before) and _joins(after)


def _joins(character: str) -> bool:
    """Tell whether a character is written together with the rest of its word."""
    if character.isalnum():
        return not unicodedata.name(character, "").startswith(_UNSPACED)
    return unicodedata.category(character).startswith("M")
