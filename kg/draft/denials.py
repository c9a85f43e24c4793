"""Denials that have no figure: what is denied no rule can write, so they are listed."""

from __future__ import annotations

from kg.draft.figures import Unplaced
from kg.draft.passage import DraftText
from kg.draft.speakers import Speakers

WITHOUT_FIGURE = "denied, and no figure: write what is denied, and who denies it"


def denials_in(passage: DraftText, speakers: Speakers) -> list[Unplaced]:
    """Return the clauses of a text in which somebody denies what is no figure."""
    result = []
    for sentence in passage.sentences:
        cues = [s.cue for s in speakers.sayings(sentence) if s.cue.code == "denied"]
        if cues and not sentence.numbers:
            clause = sentence.clause(cues[0].start)
            result.append(Unplaced(clause.start, clause.end, WITHOUT_FIGURE))
    return result
