"""Coverage: every sentence of a text, and the claims drawn from it or why none was."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from operator import itemgetter

import sentencex

from kg.errors import BadArgument, UnknownName, nearest
from kg.read.reading import Reading
from kg.read.texts import Texts

_GAP = re.compile(r"\n\r?\n[\r\n]*")
"""Empty lines; a repeated group would keep a note of each line."""

_MOST = 100_000
"""Sentences of a text: three times as many as a Bible has."""

_LONGEST = 2_000_000
"""Characters without an empty line between: sentencex took up to 350 bytes for each."""

_ENDS = (
    r"""\.["'\u201d\u2019)]*\s+(?=["'\u201c\u2018\u00bf\u00a1(]*[A-Z\u00c0-\u00de])"""
)
_NO_NUMBER = r"(?![IVXLC]{2,}\b|[VX]\b)"
_UNCUT = {
    "en": re.compile(rf"\b(?:May|ill|me|no){_ENDS}{_NO_NUMBER}"),
    "es": re.compile(rf"\b(?:mar|no){_ENDS}{_NO_NUMBER}"),
}
"""Words that sentencex takes for abbreviations wherever they end a sentence: what
`Ms Linde said` behind `closed in May.` would be said by whoever spoke before."""

_TITLE = re.compile(r"\b(?:M[rs]|Mrs|Dr|Prof|Gov|Sen|Rep|Gen|Col|Lt)\.\s*\Z")
"""Titles at which sentencex ends a sentence here and there: `to Ms. Karr`."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its characters (half open), its claims, or the reason for none."""

    start: int
    end: int
    text: str
    claims: tuple[str, ...]
    reason: str | None

    @property
    def covered(self) -> bool:
        """Whether the sentence has a claim, or a reason for having none."""
        return bool(self.claims or self.reason)

    def to_dict(self) -> dict[str, str | int | None]:
        """Return the sentence as JSON values, its claims in one string."""
        return {
            "start": self.start,
            "end": self.end,
            "claims": " ".join(self.claims),
            "reason": self.reason,
            "text": self.text,
        }


def coverage(
    reading: Reading, document: str, texts: Texts, language: str
) -> list[Sentence]:
    """Return the sentences of a document's text with the claims that overlap each.

    Raises :class:`UnknownName` for an unknown document, and where no text is at hand.
    """
    if document not in reading.documents:
        hint = nearest(document, reading.documents)
        raise UnknownName(f"no document is called `{document}`{hint}")
    text = texts.get(document)
    if text is None:
        folder = texts.folder or "texts"
        place = f"{folder}/{document}.txt"
        message = f"the text of `{document}` is not at hand; put it at {place} or name "
        raise BadArgument("texts", f"{message}its folder with {{}}")
    about = reading.documents[document]
    if max((len(words) for _, words in _paragraphs(text)), default=0) > _LONGEST:
        raise _too_much(document, f"a paragraph of more than {_LONGEST:,} characters")
    bounds = list(islice(sentence_bounds(text, language), _MOST + 1))
    if len(bounds) > _MOST:
        raise _too_much(document, f"more than {_MOST:,} sentences")
    claims: dict[int, list[str]] = defaultdict(list)
    for key, span in about.spans.items():
        for number in _met(bounds, span):
            claims[number].append(key)
    reasons: dict[int, str] = {}
    for uncovered in about.uncovered:
        for number in _met(bounds, (uncovered.start, uncovered.end)):
            reasons.setdefault(number, uncovered.reason)
    return [
        Sentence(
            start=start,
            end=end,
            text=text[start:end],
            claims=tuple(claims.get(number, ())),
            reason=reasons.get(number),
        )
        for number, (start, end) in enumerate(bounds)
    ]


def _met(bounds: list[tuple[int, int]], span: tuple[int, int]) -> range:
    """Return the numbers of the sentences, one behind the other, that a span meets."""
    first = bisect_right(bounds, span[0], key=itemgetter(1))
    return range(first, max(first, bisect_left(bounds, span[1], key=itemgetter(0))))


def _too_much(document: str, what: str) -> BadArgument:
    message = f"the text of `{document}` in the folder of {{}} has {what}"
    return BadArgument("texts", message)


def sentence_bounds(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of sentences, without the white space around them.

    Each paragraph is cut by itself: sentencex makes an object of every empty line.
    """
    uncut = _UNCUT.get(language.partition("-")[0])
    for begin, paragraph in _paragraphs(text):
        first = 0
        for part in sentencex.get_sentence_boundaries(language, paragraph):
            end = part["end_index"]
            cuts = uncut.finditer(paragraph, part["start_index"], end) if uncut else ()
            for last in (*(cut.end() for cut in cuts), end):
                words = paragraph[first:last]
                if _TITLE.search(words) and last < len(paragraph):
                    continue
                start = begin + first + len(words) - len(words.lstrip())
                first = last
                if words.strip():
                    yield start, start + len(words.strip())


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield what stands between empty lines, each with where it begins."""
    begin = 0
    ends = (gap.span() for gap in _GAP.finditer(text))
    for end, after in chain(ends, [(len(text), len(text))]):
        paragraph = text[begin:end].lstrip()
        if paragraph:
            yield end - len(paragraph), paragraph.rstrip()
        begin = after
