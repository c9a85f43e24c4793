"""What a language says of amounts: a table of phrases for each place in the grammar.

The grammar is one for every language, and so is what a place means; a language gives
the phrases that may stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module


class NotUnderstood(ValueError):
    """A part of a phrase that has no reading, or two; ``why`` may say which."""

    def __init__(self, part: str, why: str = "") -> None:
        super().__init__(part, why)
        self.part = part.strip()
        self.why = why


def any_of(phrases: Iterable[str]) -> str:
    """Return a pattern of any of some phrases, the longest first."""
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))


class Phrases:
    """Phrases of which the longest at the front of a text is looked up."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for phrase in sorted(filter(None, phrases), key=len, reverse=True):
            self._by_first.setdefault(phrase[0], []).append(phrase)

    def at(self, text: str) -> str | None:
        """Return the longest phrase that a text begins with, up to the end of a word.

        ``None`` if it begins with none.
        """
        for phrase in self._by_first.get(text[:1], ()):
            if text.startswith(phrase):
                after = text[len(phrase) : len(phrase) + 1]
                if not (after.isalnum() and phrase[-1].isalnum()):
                    return phrase
        return None


def listed(phrases: Mapping[str, str]) -> dict[str, str]:
    """Return what each of the phrases that are listed under a code stands for."""
    return {
        phrase: code for code, line in phrases.items() for phrase in line.split("|")
    }


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The phrases of a language, by their place in the grammar.

    They are in small letters, with ``'`` for every apostrophe and a space for a hyphen;
    a string holds several, parted by ``|``. A place that a language leaves empty has
    nothing to stand in it.
    """

    name: str
    """The language, in English."""
    groups: str
    """The signs that group thousands, as a pattern; ``point`` starts decimals."""
    point: str
    leads: Mapping[str, str]
    """What limits a number before it, by what it says; ``followers`` after it."""
    followers: Mapping[str, str]
    tails: str
    """What may end a phrase and says nothing of the number."""
    small: Mapping[str, int]
    """Numbers below a thousand that are one word, or always said so."""
    hundred: str
    powers: Mapping[str, int]
    """What a number in words or digits is multiplied by; ``scales`` one in digits."""
    scales: Mapping[str, int]
    alone: str
    """Powers that need no "one" before them."""
    rough: Mapping[str, int]
    """Names of numbers that are an approximation."""
    parts: Mapping[str, str]
    """Parts of a power, said before it; ``and_parts`` are added after a number."""
    and_parts: Mapping[str, str]
    joint: str
    """What joins the words of one number."""
    plurals: Mapping[str, tuple[int, int]]
    """Orders of magnitude, from the first number up to below the second."""
    several: Mapping[str, int]
    """How many of a power there are at the least; ``counts`` are such powers."""
    counts: Mapping[str, int]
    some: Mapping[str, int]
    """How many there are at the least, where no number is said."""
    nobody: str
    no: str
    """What says zero alone, and what says it of a noun."""
    most: str
    minority: str
    every: str
    """More than half, less than half, and all of what is counted."""
    fractions: Mapping[str, tuple[int, int]]
    among: str
    """What stands between a part and its whole, as a pattern."""
    percent: str
    of: str
    """What stands between an order of magnitude and its noun, as a pattern."""
    within: str
    """What may stand before an order, and ``perhaps`` between two, as patterns."""
    perhaps: str
    between: tuple[tuple[str, str], ...]
    """What stands before a range and between its ends, as patterns."""
    to: str
    either: str
    """What stands between two ends that have nothing before them, as patterns."""
    limits: str
    units: Mapping[str, str]
    money: Mapping[str, str]
    """Names of one currency; ``shared`` are those of several, with what would say."""
    shared: Mapping[str, str]
    up: str = ""
    down: str = ""
    """Verbs of change; ``rises`` and ``falls`` are nouns before the amount."""
    rises: str = ""
    falls: str = ""
    folds: Mapping[str, int] = field(default_factory=dict)
    """Whole changes to so many times what was; ``halved`` those to half."""
    halved: str = ""
    unchanged: str = ""
    more: str = ""
    fewer: str = ""
    """What stands behind a share that is more or less: ``15 % de plus``. English has
    its own rule, for it says so of numbers of people, too."""
    by: str = ""
    """What may stand between a verb of change and its amount, as a pattern, ``rise_of``
    after a noun of change, ``article`` before it; ``half`` what halves leave."""
    rise_of: str = ""
    article: str = ""
    half: str = ""
    fold: str = ""
    single: str = ""
    tolerance: str = ""
    """What stands before by how much a number may be off, as a pattern."""
    further: str = ""
    """What says that others were counted before, and stands before a number."""
    rates: Mapping[str, str] = field(default_factory=dict)
    """What stands after a number that is per day, month and so on, by the code;
    ``rate_kinds`` are patterns of what makes it an average or a peak, before and after.
    """
    rate_kinds: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    drop: str = ""
    """What is left out before digits, as a pattern: an article."""
    indian: bool = False
    """Whether digits may be grouped as in India."""


_ALEF, _YA = "\u0627", "\u064a"
_ALEFS = str.maketrans(
    {"\u0623": _ALEF, "\u0625": _ALEF, "\u0622": _ALEF, "\u0649": _YA, "\u0640": ""}
)
_VOWELS = re.compile("[\u064b-\u0652\u0670]")


def bare_arabic(text: str) -> str:
    """Return Arabic without vowel signs, and with one form of alef and of ya."""
    return _VOWELS.sub("", text).translate(_ALEFS)


LANGUAGES = ("en", "fr", "es", "ar")
"""Languages whose words are read; in another one the words are taken for English."""

ARABIC_DIGITS = ("ar", "fa", "ur", "ps", "prs", "ckb")
"""Languages in whose documents the digits of Arabic script may stand."""


def primary(language: str) -> str:
    """Return a language without its region: ``fr`` of ``fr-CA``."""
    return language.partition("-")[0].casefold()


@cache
def words_of(language: str) -> Lexicon:
    """Return the table of a language that has one, by its primary tag."""
    module = import_module(f"kg.amounts.languages.{language}")
    words: Lexicon = module.WORDS
    return words
