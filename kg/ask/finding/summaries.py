"""Claims whose summaries have the words that are looked for, or words like them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from kg.ask.finding.entries import searched
from kg.match.words import alike, asked_words, words_like

WORTH, LEAST = 0.6, 0.5
"""What a claim is worth that has all words, less than a thing that is called by them;
the share of the words that it has at least. Set by hand."""

_LOOKED_AT = 500
"""Claims that are compared word by word: those with most and rarest words (BM25)."""


def find_claims(db: sqlite3.Connection, words: str) -> dict[int, float]:
    """Return the numbers of claims whose summaries have words, with how well, up to 1.

    Of two that have them as well, the first is that of fewer words.
    """
    asked = asked_words(words)
    vocabulary = [row[0] for row in db.execute("SELECT term FROM vocabulary")]
    either = [f'"{like}"' for word in asked for like in words_like(word, vocabulary)]
    if not either:
        return {}
    query = (
        "SELECT num, label FROM entry JOIN (SELECT rowid AS hit FROM summary "
        "WHERE summary MATCH ? ORDER BY rank, rowid LIMIT ?) ON num = hit"
    )
    scores = {}
    for number, label in db.execute(query, (" OR ".join(either), _LOOKED_AT)):
        own = searched(label).split()
        share = covered(asked, own)
        if share >= LEAST:
            scores[number] = WORTH * share - min(len(own), 100) / 10_000
    return scores


def covered(asked: Sequence[str], words: Sequence[str]) -> float:
    """Return which share of the words that are looked for stands among others."""
    known = set(words)
    best = (max((alike(word, other) for other in known), default=0.0) for word in asked)
    return sum(best) / len(asked)
