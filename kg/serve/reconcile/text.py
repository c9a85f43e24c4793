"""Names made comparable: case, accents, punctuation, letter variants, other scripts."""

from __future__ import annotations

import re
from unicodedata import category, normalize

from anyascii import anyascii

from kg.ask.things import encodable

LONGEST = 400
"""Characters of a name that are compared; nothing is told apart only beyond them."""

_INITIALS = re.compile(r"\b([^\W\d_]) (?=[^\W\d_]\b)")
_ARTICLE = re.compile(r"^the (?=.)")
_GAP = re.compile(r"[^a-z0-9]+")
_NUMBER = re.compile(r"\d+")
_DROPPED = dict.fromkeys([0x27, 0x60, 0xB4, 0x2B9, 0x2BC, 0x2018, 0x2019, 0x640])
"""Apostrophes, and the stroke that only stretches an Arabic word."""

_MARKS = dict.fromkeys([*range(0x300, 0x370), *range(0x64B, 0x656), 0x670])
_LETTERS = {0x64A: "\u06cc", 0x649: "\u06cc", 0x643: "\u06a9", 0x629: "\u0647"}
"""Arabic yeh, kaf and teh marbuta as Persian has them."""


def normalise(name: str) -> str:
    """Return a name as words in small letters, one space between them.

    Accents of Latin, Greek and Cyrillic letters go, and Arabic vowel signs; Arabic and
    Persian forms of one letter are one. Signs that carry a vowel, as in Devanagari,
    stay. ``U.N.`` and ``U. N.`` are ``un``, and an article ``the`` before a name is no
    part of it.
    """
    text = encodable(name[:LONGEST]).replace("&", " and ").translate(_DROPPED)
    if text.isascii():
        text = text.lower()
    else:
        text = normalize("NFKD", text).casefold().translate(_MARKS)
        text = normalize("NFC", text).translate(_LETTERS)
    if text.isascii():
        text = _GAP.sub(" ", text).strip()
    else:
        text = " ".join("".join(map(_letter, text)).split())
    return _ARTICLE.sub("", _INITIALS.sub(r"\1", text))


def transliterate(normal: str) -> str:
    """Return a normalised name in Latin letters, or "" where that changes nothing."""
    if normal.isascii():
        return ""
    latin = normalise(anyascii(normal))
    return "" if latin == normal else latin


def numbers(normal: str) -> frozenset[str]:
    """Return the numbers in a normalised name: a year, a resolution, a district."""
    return frozenset(_NUMBER.findall(normal))


def _letter(char: str) -> str:
    kind = category(char)
    if kind[0] in "LMN":
        return char
    return "" if kind == "Cf" else " "
