"""Single words that are, begin or are spelt like one that is looked for."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from kg.match.names import normal
from kg.match.spellings import SMALL

_BEGUN, _SLIP = 0.9, 0.9
"""What a word is worth that goes on after the one looked for, and, times the share of
equal letters, one with a slip. Set by hand; only their order matters."""

BEGINNING, _MISSPELT, _CLOSE = 3, 4, 80
"""Letters that the beginning of a word has, and a word that may be misspelt, at least;
how many letters of 100 are equal then: one slip in five letters, two in ten."""

_MOST = 50
"""Words that one may be the beginning or a spelling of, at most."""


def asked_words(words: str) -> list[str]:
    """Return the words to look for: in normal form, once each, without small ones."""
    known = dict.fromkeys(normal(words).split())
    return [word for word in known if word not in SMALL] or list(known)


def alike(asked: str, word: str) -> float:
    """Return how well a word is the one that is looked for, from 0 to 1."""
    if word == asked:
        return 1.0
    if len(asked) >= BEGINNING and word.startswith(asked):
        return _BEGUN
    if min(len(asked), len(word)) < _MISSPELT:
        return 0.0
    return _SLIP * fuzz.ratio(asked, word, score_cutoff=_CLOSE) / 100


def words_like(asked: str, vocabulary: Iterable[str]) -> dict[str, float]:
    """Return the known words that are one looked for, or like it, the best first."""
    known = list(vocabulary)
    begun = len(asked) >= BEGINNING
    words = {
        word for word in known if word == asked or (begun and word.startswith(asked))
    }
    if len(asked) >= _MISSPELT:
        hits = process.extract(
            asked, known, scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=_MOST
        )
        words |= {hit[0] for hit in hits}
    scores = {word: score for word in words if (score := alike(asked, word))}
    best = sorted(scores.items(), key=lambda item: (-item[1], len(item[0]), item[0]))
    return dict(best[:_MOST])
