"""Names made comparable: letters, spellings, romanisations, abbreviations.

Two forms of a name are compared. :func:`plain` is what a careful typist would call the
same name: letters in ASCII (AnyAscii), case, accents and punctuation gone. Its
:func:`fold` is what a careful reader would: the spellings that one Arabic, Persian or
Cyrillic name has in Latin letters (Taleban and Taliban, Hizbollah and Hezbollah) come
out equal, as do British and American ones, and *UN* and *United Nations*.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_DOTTED = re.compile(r"\b(?:\w\.){2,}(?:\w\b)?")
_POSSESSIVE = re.compile(r"(?<=\w)['\u2019]s\b")
_APOSTROPHE = re.compile("['\u2018\u2019\u02bb\u02bc`\u00b4]")
_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset({"the", "a", "an", "al", "el", "ul"})
_SMALL = frozenset(
    {*_ARTICLES, "of", "for", "and", "in", "on", "to", "de", "des", "del", "da", "do"}
    | {"du", "la", "le", "les", "los", "y", "et", "e", "i", "und", "der", "die"}
)
_LONG = {
    "un": "united nations",
    "us": "united states",
    "usa": "united states",
    "uk": "united kingdom",
    "rep": "republic",
    "dem": "democratic",
    "fed": "federal",
    "dept": "department",
    "govt": "government",
    "gov": "government",
    "intl": "international",
    "min": "ministry",
    "st": "saint",
}
_MANY_WORDS = 1 << 18
_SPELLINGS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"is(?=(?:e|ed|er|ing|ation|ations)$)", "iz"),
        (r"our(?=$|s$|er$)", "or"),
        (r"tre$", "ter"),
        (r"ence$", "ense"),
        (r"programme", "program"),
    )
)
_SOUNDS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        ("ph", "f"),
        ("q|ck|c(?=[aou])", "k"),
        ("kh", "h"),
        ("gh", "g"),
        ("dh", "d"),
        ("ou|oo|o", "u"),
        ("y|j(?=$)|ee|e", "i"),
        (r"([a-z])\1+", r"\1"),
        ("iu$", "i"),
        ("h$", ""),
    )
)


@lru_cache(1 << 14)
def plain(name: str) -> str:
    """Return a name in ASCII, lower case, words apart by one space.

    Dots of abbreviations and a possessive *'s* go: ``U.N.`` is ``un``.
    """
    if not name.isascii():
        name = unicodedata.normalize("NFKC", name)
    if "." in name:
        name = _DOTTED.sub(lambda found: found[0].replace(".", ""), name)
    if _APOSTROPHE.search(name):
        name = _APOSTROPHE.sub("", _POSSESSIVE.sub("", name))
    if not name.isascii():
        name = anyascii(name)
    return " ".join(_WORD.findall(name.lower()))


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name, abbreviations written out, articles left out."""
    said = plain(name).split()
    if not _LONG.keys().isdisjoint(said):
        said = " ".join(_LONG.get(word, word) for word in said).split()
    kept = [word for word in said if word not in _ARTICLES] or said
    return tuple(map(_american, kept))


@lru_cache(_MANY_WORDS)
def _american(word: str) -> str:
    if len(word) > 4:
        for pattern, spelling in _SPELLINGS:
            word = pattern.sub(spelling, word)
    return word


@lru_cache(_MANY_WORDS)
def sound(word: str) -> str:
    """Return a word as one romanisation of it: ``hezbollah`` is ``hizbula``."""
    if len(word) < 4 or not word.isalpha():
        return word
    for pattern, letters in _SOUNDS:
        word = pattern.sub(letters, word)
    return word


@lru_cache(1 << 14)
def fold(name: str) -> str:
    """Return the key that names of one thing in different spellings share."""
    return " ".join(map(sound, words(name)))


@lru_cache(1 << 14)
def content(name: str) -> tuple[str, ...]:
    """Return the words that carry meaning, folded and in order of the alphabet."""
    folded = [sound(word) for word in words(name)]
    kept = [word for word in folded if word not in _SMALL] or folded
    return tuple(sorted(kept))


def initials(name: str) -> str:
    """Return the first letters of a name of three words or more, else ``""``.

    Words such as *of* do not count. ``United Nations Children's Fund`` is ``uncf``.
    """
    kept = [word for word in plain(name).split() if word not in _SMALL]
    return "".join(word[0] for word in kept) if len(kept) > 2 else ""


def of_people(name: str) -> str:
    """Return what a people is called without *people*, as Wikidata has it, or ""."""
    return name[: -len(" people")] if name.endswith(" people") else ""


def singular(name: str) -> str:
    """Return the singular of an English plural, as far as its last letters tell."""
    name = name.strip()
    return name[:-3] + "y" if name.endswith("ies") else name.removesuffix("s")


def is_acronym(name: str) -> bool:
    """Whether a name is written as an acronym: ``USCIS``, ``U.N.``, ``PoR``."""
    letters = [c for c in name if c.isalpha()]
    return (
        2 <= len(letters) <= 8
        and " " not in name.strip()
        and sum(c.isupper() for c in letters) * 2 > len(letters)
    )
