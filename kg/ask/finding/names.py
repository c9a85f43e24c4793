"""Things whose names have the words that are looked for, or words like them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

from kg.match.candidates import named
from kg.match.letters import SAME, NameKind, letters, worth
from kg.match.name_index import NameIndex
from kg.match.names import normal, plain
from kg.match.spellings import initials
from kg.match.words import alike, asked_words

_ALIKE = 0.75
"""Whole names less alike are others; set by hand, as are the next."""

_LEAST = 0.5
"""Of the words that are looked for, a name has at least half."""

_PART, _WHOLE = 0.6, 0.25
"""What a name is worth that has all the words, and how much more if it has no others:
less than one that is equal, or is another spelling."""

_LATIN = 0.99
"""What a name in other letters is worth: one in the same letters comes first."""

_CONSONANTS, _FEWEST = 0.8, 3
"""What a name of the same consonants is worth, and how many they are at least."""

_VOWELS = re.compile("[aeiouwy]")

_BEGUN = 200
"""Words of names that one word may be the beginning of, at most."""


class ByName:
    """Finds the things of a list by their names."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        rows = db.execute("SELECT form, num, how FROM name ORDER BY rowid").fetchall()
        kinds = tuple(NameKind)
        self._index = NameIndex((form, num, kinds[how]) for form, num, how in rows)
        self._initials: dict[str, list[int]] = {}
        for form, num, how in rows:
            if how < NameKind.LATIN and (short := initials(form)):
                self._initials.setdefault(short, []).append(num)

    def find(self, words: str) -> dict[int, float]:
        """Return the numbers of things that words may name, with how well, up to 1."""
        scores = {
            number: candidate.name
            for number, candidate in named(self._index, words).items()
            if candidate.equal or candidate.spelled or candidate.name >= _ALIKE
        }
        if not normal(words).isascii():
            scores = {**self._by_consonants(words), **scores}
        for asked in dict.fromkeys(filter(None, (normal(words), plain(words)))):
            for thing in self._initials.get(asked.replace(" ", ""), ()):
                scores[thing] = max(scores.get(thing, 0.0), worth(SAME, NameKind.LATIN))
            for thing, score in self._by_words(asked_words(asked)).items():
                scores[thing] = max(scores.get(thing, 0.0), score)
        return scores

    def _by_consonants(self, words: str) -> dict[int, float]:
        """Return things with a name that has all words, vowels left out.

        Scripts such as Arabic do not write most, nor do their romanisations.
        """
        asked = [bare for word in plain(words).split() if (bare := _bare(word))]
        scores: dict[int, float] = {}
        for number, name in enumerate(self._index.names) if asked else ():
            own = [_bare(word) for word in name.split()] if name.isascii() else []
            if set(asked) <= set(own):
                for thing, _ in self._index.owners(number):
                    score = _CONSONANTS * (1 + len(asked) / len(own)) / 2
                    scores[thing] = max(scores.get(thing, 0.0), score)
        return scores

    def matched(self, number: int, words: str) -> str | None:
        """Return the name of a thing by which words find it, if it is not its label."""
        query = "SELECT form, shown FROM name WHERE num = ? ORDER BY how, rowid"
        asked = {normal(words): 1.0, plain(words): _LATIN}
        best: tuple[float, str | None] = (0.0, None)
        for form, shown in self._db.execute(query, (number,)):
            for own, share in asked.items():
                score = share * max(
                    letters(own, form), _covering(own.split(), form.split())
                )
                if score > best[0]:
                    best = score, shown
        return best[1]

    def _by_words(self, asked: Sequence[str]) -> dict[int, float]:
        """Return things with a name that has most of the words, or words like them."""
        numbers = {*self._index.like(" ".join(asked))}
        for word in asked:
            numbers.update(self._index.word_beginning(word, _BEGUN))
        scores: dict[int, float] = {}
        for number in sorted(numbers):
            score = _covering(asked, self._index.names[number].split())
            for thing, _ in self._index.owners(number) if score else ():
                scores[thing] = max(scores.get(thing, 0.0), score)
        return scores


def _bare(word: str) -> str:
    """Return the consonants of a word, or "" where they are too few to tell."""
    consonants = _VOWELS.sub("", word)
    return consonants if len(consonants) >= _FEWEST else ""


def _covering(asked: Sequence[str], words: Sequence[str]) -> float:
    """Return what a name of some words is worth to whoever looks for others."""
    if not asked or not words:
        return 0.0
    best = [max((alike(word, other) for other in words), default=0.0) for word in asked]
    share = sum(best) / len(asked)
    if share < _LEAST:
        return 0.0
    return share * (_PART + _WHOLE * min(1.0, sum(map(bool, best)) / len(words)))
