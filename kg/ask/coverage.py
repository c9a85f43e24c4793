"""Coverage: every sentence of a text, and the claims drawn from it or why none was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sentencex

from kg.errors import BadArgument, UnknownName, nearest
from kg.read.sources import Reading
from kg.read.texts import Texts


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
    return [
        Sentence(
            start=start,
            end=end,
            text=text[start:end],
            claims=tuple(
                key for key, (s, e) in about.spans.items() if s < end and start < e
            ),
            reason=next(
                (u.reason for u in about.uncovered if u.start < end and start < u.end),
                None,
            ),
        )
        for start, end in _sentences(text, language)
    ]


def _sentences(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of sentences, without the white space around them."""
    for part in sentencex.get_sentence_boundaries(language, text):
        words = text[part["start_index"] : part["end_index"]]
        start = part["start_index"] + len(words) - len(words.lstrip())
        if words.strip():
            yield start, start + len(words.strip())
