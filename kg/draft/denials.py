"""What is denied without a figure: no rule can write it, so it is listed.

A number that a text itself calls wrong in the next sentence is somebody else's claim,
and one that whoever gave it calls wrong is no draft. Where another calls it wrong the
claim stays. That it is denied is listed in any case.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.draft.figures import Draft, Unplaced
from kg.draft.naming import NOBODY, SOMEBODY
from kg.draft.passage import DraftSentence, DraftText
from kg.draft.speakers import Speakers
from kg.draft.wording import Wording

WITHOUT_FIGURE = "denied, and no figure: write what is denied, and who denies it"
CALLED_WRONG = "called wrong in the next sentence by who gave it: write what holds"

_WRONG = Wording(
    "denials.wrong",
    r"\b(?:it|that|this|which|(?:the|that|this|these|those|his|her|its|their|both)"
    r"\s(?:[\w-]+\s)?(?:figure|number|count|total|claim|statement|estimate|report|tally|"
    r"post)s?)\s(?:is|are|was|were|has\sbeen|had\sbeen|turned\sout\sto\sbe|proved)\s"
    r"(?:(?:simply|plainly|flatly|completely|entirely|wholly|just|also|all)\s)?"
    r"(?:wrong|false|untrue|incorrect|inaccurate|mistaken|misleading|a\slie|lies|made\sup|"
    r"invented|fake|nonsense|baseless|not\s(?:true|right|correct|accurate))\b",
    re.IGNORECASE,
)
"""Words of a sentence that take back what the one before has told."""


def without_denied(
    passage: DraftText, speakers: Speakers, drafts: list[Draft]
) -> tuple[list[Draft], list[Unplaced]]:
    """Return the drafts that the next sentence leaves standing, and what is listed."""
    standing, listed = list(drafts), list[Unplaced]()
    before: DraftSentence | None = None
    for sentence in passage.sentences:
        wrong = not sentence.numbers and _WRONG[passage.language].search(sentence.text)
        cues = [s.cue for s in speakers.sayings(sentence) if s.cue.code == "denied"]
        if cues and not sentence.numbers:
            clause = sentence.clause(cues[0].start)
            listed.append(Unplaced(clause.start, clause.end, WITHOUT_FIGURE))
        elif wrong:
            listed.append(Unplaced(sentence.start, sentence.end, WITHOUT_FIGURE))
        if wrong and before is not None:
            by = speakers.of(sentence, sentence.start + wrong.start())
            denier = NOBODY if by is None else by.speaker
            taken_back = [
                draft
                for draft in standing
                if before.start <= draft.number.start < before.end
                and draft.speaker == denier
            ]
            for draft in taken_back:
                index = standing.index(draft)
                standing[index : index + 1] = (
                    [replace(draft, speaker=SOMEBODY)] if denier == NOBODY else []
                )
                if denier != NOBODY:
                    listed.append(Unplaced(draft.start, draft.end, CALLED_WRONG))
        before = sentence
    return standing, listed
