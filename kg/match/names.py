"""Names made comparable, letter by letter.

A name has three forms, each coarser than the one before. :func:`normal` is what a
careful typist would call the same name: case, accents, punctuation and *the* gone,
letters of one script alike, and each script its own. :func:`plain` is that in ASCII
(AnyAscii), so that names in two scripts can be held beside each other. The third is
:func:`kg.match.spellings.fold`.

No library does this: rapidfuzz's ``default_process`` and ICU's transforms know letters,
but neither articles, possessives nor initials.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

LONGEST = 400
"""Characters of a name that are compared: the longest of the 99,602 names that links
are measured on has 208."""

_KEPT = 1 << 14
"""Names whose forms are kept: a mention is held against some hundred names, again and
again; an index is read once, and each name of it seldom twice."""

_POSSESSIVE = re.compile(r"(?<=\w)['\u2019][sS]\b")
_APOSTROPHES = "'`\u00b4\u02b9\u02bb\u02bc\u02be\u02bf\u2018\u2019\u0640\u05f3"

_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_DROPPED = dict.fromkeys(map(ord, _APOSTROPHES))
"""Apostrophes and what stands for them, and the stroke that stretches Arabic words."""

_MARKS = dict.fromkeys([*range(0x300, 0x370), *range(0x64B, 0x656), 0x670, 0x93C])
"""Combining accents (the Unicode block), Arabic vowel signs and dagger alif, nukta."""

_ARABIC = {0x64A: "\u06cc", 0x649: "\u06cc", 0x643: "\u06a9", 0x629: "\u0647"}
"""Arabic yeh, kaf and teh marbuta as Persian has them."""

_LATIN = re.compile(
    "[\u00aa\u00ba\u00c0-\u02af\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff]+"
)
"""Latin letters beyond ASCII: accents go, \u0142 and \u00f8 are l and o."""

_UNICASE = re.compile(
    "[\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f\u13a0-\u13ff\uab70-\uabbf]+"
)
"""Georgian and Cherokee: Unicode pairs their letters, nobody begins a name so."""

_GAP = re.compile(r"[^a-z0-9]+")
_INITIALS = re.compile(r"\b([^\W\d_]) (?=[^\W\d_]\b)")

_ARTICLE = re.compile(r"\bthe (?=.)|(?<=.) the$")


@lru_cache(_KEPT)
def normal(name: str) -> str:
    """Return a name as words in small letters, one space between them.

    Signs that carry a vowel, as in Devanagari, stay. ``U.N.`` and ``U N`` are ``un``,
    ``&`` is ``and``, and neither a possessive *'s* nor *the* is part of a name.
    """
    text = name[:LONGEST].replace("&", " and ")
    if _APOSTROPHE.search(text):
        text = _POSSESSIVE.sub("", text).translate(_DROPPED)
    if text.isascii():
        text = _GAP.sub(" ", text.lower()).strip()
    else:
        text = unicodedata.normalize("NFKD", text).casefold().translate(_MARKS)
        text = unicodedata.normalize("NFC", text).translate(_ARABIC)
        text = _LATIN.sub(lambda letters: anyascii(letters[0]).lower(), text)
        text = " ".join("".join(map(_letter, text)).split())
    text = _INITIALS.sub(r"\1", text)
    return _ARTICLE.sub("", text) if "the" in text else text


def _letter(char: str) -> str:
    kind = unicodedata.category(char)
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    if kind[0] in "LMN":
        return char
    return "" if kind == "Cf" else " "


def forms(name: str) -> tuple[str, ...]:
    """Return the normal form, and that of whoever writes *Womens* for *Women's*."""
    both = [normal(name)]
    if _APOSTROPHE.search(name):
        both.append(normal(name.translate(_DROPPED)))
    return tuple(dict.fromkeys(filter(None, both)))


@lru_cache(_KEPT)
def plain(name: str) -> str:
    """Return the normal form in ASCII; other scripts in Latin letters."""
    form = normal(name)
    if form.isascii():
        return form
    return normal(anyascii(unicodedata.normalize("NFKC", name[:LONGEST])))


def has_case(name: str) -> bool:
    """Tell whether a name has letters that could be capitals: Arabic has none."""
    cased = _cased(name)
    return cased.lower() != cased.upper()


def is_small(name: str) -> bool:
    """Tell whether a name could have capitals and has none, as a common noun."""
    return _cased(name).islower()


def _cased(name: str) -> str:
    return name if name.isascii() else _UNICASE.sub("", name)


@lru_cache(_KEPT)
def is_acronym(name: str) -> bool:
    """Tell whether a name is written as an acronym: ``USCIS``, ``U.N.``, ``PoR``.

    From two letters to eight (``UNCTAD``, ``UNMISS`` and seldom more), mostly capitals.
    """
    letters = [c for c in _cased(name) if c.isalpha()]
    return (
        2 <= len(letters) <= 8  # see above
        and " " not in name.strip()
        and sum(c.isupper() for c in letters) * 2 > len(letters)
    )
