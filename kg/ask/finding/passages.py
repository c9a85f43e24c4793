"""Sentences of the texts at hand that have the words that are looked for."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.ask.finding.summaries import LEAST
from kg.match.names import normal
from kg.match.words import BEGINNING, asked_words, words_like
from kg.read.texts import Texts, mismatch

_WORTH = 0.5
"""What a sentence is worth that has all words: less than a claim, which somebody drew
from one."""

_OF_ONE = 3
"""Sentences of one document that are shown, at most."""

_MARK = "\u0300"
"""What stands for every accent that a text has apart from its letter."""

_WORD = re.compile(rf"[^\W_][^\W_{_MARK}]*")
_END = re.compile(r"(?<=[.!?])\s+(?=[^\Wa-z])|[\u061f\u06d4\u0964\u3002]|\n+")
"""Where sentences end; after *Mr.* one too many, which costs nothing here."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a document, and how well it has the words, up to 1.

    ``start`` and ``end`` count characters of the text, half open.
    """

    document: str
    start: int
    end: int
    words: str
    score: float


class _Folding(dict[int, str]):
    """Each letter as one letter of its normal form, so that places stay the same."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        form = _MARK if unicodedata.category(char) == "Mn" else normal(char)
        folded = self[code] = form if len(form) == 1 else char.lower()[:1]
        return folded


_FOLDING = _Folding()


def find_passages(
    texts: Texts, documents: Mapping[str, str | None], words: str
) -> list[Passage]:
    """Return the sentences of documents that have words, the best first.

    ``documents`` has digests by id; a text that has another is not the document's.
    """
    known = {
        document: text
        for document, digest in documents.items()
        if (text := texts.get(document))
        and not (digest and mismatch(text, digest, None))
    }
    folded = {document: text.translate(_FOLDING) for document, text in known.items()}
    patterns = [_pattern(word, folded.values()) for word in asked_words(words)]
    passages = [
        passage
        for document, text in known.items()
        for passage in _best(document, text, folded[document], patterns)
    ]
    return sorted(passages, key=lambda p: (-p.score, p.document, p.start))


def _pattern(word: str, texts: Collection[str]) -> re.Pattern[str]:
    """Return what matches a word where one begins so, else those spelt like it."""
    begun = _matching([word])
    if any(begun.search(text) for text in texts):
        return begun
    vocabulary = {known for text in texts for known in _WORD.findall(text)}
    return _matching(words_like(word, vocabulary) or [word])


def _matching(words: Iterable[str]) -> re.Pattern[str]:
    """Return what matches words and those that they begin, accents or not."""
    inside = rf"[\w{_MARK}]"
    spelt = "|".join(
        f"{_MARK}*".join(map(re.escape, word))
        + (f"{inside}*" if len(word) >= BEGINNING else f"{_MARK}*(?!{inside})")
        for word in words
    )
    return re.compile(f"(?<!{inside})(?:{spelt})")


def _best(
    document: str, text: str, folded: str, patterns: Sequence[re.Pattern[str]]
) -> list[Passage]:
    """Return the sentences of one text with most of the words."""
    hits: dict[int, set[int]] = defaultdict(set)
    starts = [0, *(end.end() for end in _END.finditer(text))]
    for number, pattern in enumerate(patterns):
        for match in pattern.finditer(folded):
            hits[bisect_right(starts, match.start()) - 1].add(number)
    passages = []
    for sentence, known in hits.items():
        share = len(known) / len(patterns)
        if share >= LEAST:
            start = starts[sentence]
            end = starts[sentence + 1] if sentence + 1 < len(starts) else len(text)
            start = end - len(text[start:end].lstrip())
            words = text[start:end].rstrip()
            score = _WORTH * share
            passages.append(Passage(document, start, start + len(words), words, score))
    return sorted(passages, key=lambda p: (-p.score, p.start))[:_OF_ONE]
