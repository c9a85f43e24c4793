"""What rules see of a number, from which a model can take nothing.

A threat, a denial or a charge that rules see stays one, whatever a model makes of it.
Where rules only lack a word, such as a noun that they know, a model may have it.
"""

from __future__ import annotations

from dataclasses import replace

from kg.draft.figures import Draft, FigureDrafter
from kg.draft.manner import Manner
from kg.draft.naming import DraftSpeaker
from kg.draft.numbers import Number
from kg.draft.passage import DraftSentence, DraftText
from kg.draft.quoting import speaker_of
from kg.draft.speakers import Speakers

OVERCOME = frozenset(
    (
        "no noun says what is counted",
        "no word says what they did, or where they were",
    )
)
"""Reasons for which rules draft nothing, and a model may: it knows more words."""


class Guard:
    """The figures of a text as rules read them, and what they see of each number."""

    def __init__(self, passage: DraftText, speakers: Speakers) -> None:
        self.figures = FigureDrafter(passage, speakers)
        self.figures.run()
        self._drafts = {(d.number.start, d.number.end): d for d in self.figures.drafts}

    def draft(self, number: Number) -> Draft | None:
        """Return what rules draft of a number."""
        return self._drafts.get((number.start, number.end))

    def reason(self, number: Number) -> str:
        """Return the reason for which rules draft no number there, "" for none."""
        if self.draft(number) is not None:
            return ""
        reasons = [
            left.reason
            for left in self.figures.unplaced
            if left.start <= number.start < left.end and left.reason not in OVERCOME
        ]
        return next(iter(reasons), "")

    def manner(self, sentence: DraftSentence, number: Number) -> Manner:
        """Return the manner of a number; where it is no draft, with the reason."""
        if (draft := self.draft(number)) is not None:
            return replace(draft.manner, left="")  # `none of them` negates nothing
        return self.figures.manner_of(sentence, number)[1]

    def speaker(self, sentence: DraftSentence, number: Number) -> DraftSpeaker:
        """Return who says a number; where nobody is quoted or named, nobody."""
        if (draft := self.draft(number)) is not None:
            return draft.speaker
        saying, _ = self.figures.manner_of(sentence, number)
        return speaker_of(self.figures.speakers, sentence, [number.start], saying)
