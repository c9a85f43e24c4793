"""A text in portions, each of which is one question to a model.

Portions are whole sentences, and whole paragraphs as far as these are short. What has
no number is not asked about: nothing could be drafted of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from kg.draft.passage import DraftSentence, DraftText

LENGTH = 2_000
"""Characters of a portion: some 500 tokens, which with the 2,500 of instructions and an
answer are within the 4,096 that servers on laptops start with."""

_BEFORE = 4
"""Sentences before a portion that come with it: whom a pronoun means stands there."""

LONGEST = 8_000
"""Characters of a sentence beyond which it is a table or a list: not asked about."""


@dataclass(frozen=True, slots=True)
class Portion:
    """Sentences, by their numbers in the text from 1, and those before them."""

    sentences: dict[int, DraftSentence]
    before: tuple[DraftSentence, ...] = ()

    @property
    def start(self) -> int:
        """Where it begins."""
        return next(iter(self.sentences.values())).start

    @property
    def end(self) -> int:
        """Where it ends."""
        return next(reversed(self.sentences.values())).end

    @property
    def first(self) -> int:
        """Where the sentences before it begin."""
        return self.before[0].start if self.before else self.start

    @property
    def as_data(self) -> str:
        """The portion as JSON, in which no word of the text can end what is quoted."""
        data = {
            "before": [_line(sentence) for sentence in self.before],
            "sentences": [
                {"sentence": number, "text": _line(sentence)}
                for number, sentence in self.sentences.items()
            ],
        }
        return json.dumps(data, ensure_ascii=False)


def portions(passage: DraftText) -> Iterator[Portion]:
    """Yield the portions of a text that have numbers, in its order."""
    sentences = passage.sentences
    for numbers in _cut(passage):
        part = {number: sentences[number - 1] for number in numbers}
        if any(sentence.numbers for sentence in part.values()):
            first = numbers[0] - 1
            before = sentences[max(0, first - _BEFORE) : first]
            yield Portion(part, tuple(s for s in before if _length(s) <= LENGTH))


def too_long(passage: DraftText) -> Iterator[DraftSentence]:
    """Yield the sentences with numbers that are too long to be asked about."""
    for sentence in passage.sentences:
        if _length(sentence) > LONGEST and sentence.numbers:
            yield sentence


def _cut(passage: DraftText) -> Iterator[list[int]]:
    """Yield the numbers of the sentences of each portion."""
    numbered = [
        (number, sentence)
        for number, sentence in enumerate(passage.sentences, 1)
        if _length(sentence) <= LONGEST
    ]
    part, size = list[int](), 0
    for _, group in groupby(numbered, lambda pair: passage.paragraph(pair[1].start)):
        paragraph = list(group)
        if part and size + sum(_length(s) for _, s in paragraph) > LENGTH:
            yield part
            part, size = [], 0
        for number, sentence in paragraph:
            if part and size + _length(sentence) > LENGTH:
                yield part
                part, size = [], 0
            part.append(number)
            size += _length(sentence)
    if part:
        yield part


def _length(sentence: DraftSentence) -> int:
    return sentence.end - sentence.start


def _line(sentence: DraftSentence) -> str:
    return " ".join(sentence.text.split())
