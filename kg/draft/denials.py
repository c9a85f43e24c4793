"""What is denied without a figure: no rule can write it, so it is listed.

A number that a text itself calls wrong, or cannot confirm, is somebody else's claim;
one that whoever gave it calls wrong, or corrects, is no draft. Where another does, the
claim stays. That it is denied is listed in any case.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.draft.figures import Draft, Unplaced
from kg.draft.naming import NOBODY, SOMEBODY, DraftSpeaker
from kg.draft.passage import DraftSentence, DraftText
from kg.draft.speakers import Speakers
from kg.draft.wording import Wording

WITHOUT_FIGURE = "denied, and no figure: write what is denied, and who denies it"
TAKEN_BACK = "taken back in the next sentence by who gave it: write what holds"

_FIGURES = (
    r"(?:figure|number|count|total|claim|statement|estimate|report|tally|toll|post)s?"
)
_WRONG = Wording(
    "denials.wrong",
    r"\b(?:it|that|this|which|(?:the|that|this|these|those|his|her|its|their|both)"
    rf"\s(?:[\w-]+\s)?{_FIGURES})\s"
    r"(?:is|are|was|were|has\sbeen|had\sbeen|turned\sout\sto\sbe|proved)\s"
    r"(?:(?:simply|plainly|flatly|completely|entirely|wholly|just|also|all)\s)?"
    r"(?:wrong|false|untrue|incorrect|inaccurate|mistaken|misleading|a\slie|lies|made\sup|"
    r"invented|fake|nonsense|baseless|not\s(?:true|right|correct|accurate))\b"
    r"(?!\s(?:to|that|for|of|if|when)\b)",
    re.IGNORECASE,
)
"""Words of a sentence that call wrong what the one before has told; `it is wrong to
send them back` does not."""

_CORRECTED = Wording(
    "denials.corrected",
    r"\b(?:corrected|revised|retracted|withdrew|withdrawn|took\sback)\s"
    rf"(?:the|its|his|her|their|that|this)\s(?:[\w-]+\s)?{_FIGURES}\b",
    re.IGNORECASE,
)
_UNCONFIRMED = Wording(
    "denials.unconfirmed",
    rf"\b(?:it|that|this|which|(?:the|that|this)\s(?:[\w-]+\s)?{_FIGURES})\s"
    r"(?:could|can)(?:not|\snot)\s(?:yet\s|immediately\s)?be\s(?:independently\s)?"
    r"(?:verified|confirmed|checked)\b",
    re.IGNORECASE,
)
"""Words by which a text does not put forward itself what it tells, or has told."""

_PRONOUN = Wording("denials.pronoun", r"(?:It|He|She|They)\b")
"""How a sentence begins that is of whoever spoke last."""


def without_denied(
    passage: DraftText, speakers: Speakers, drafts: list[Draft]
) -> tuple[list[Draft], list[Unplaced]]:
    """Return the drafts that the next sentence leaves standing, and what is listed."""
    standing, listed = list(drafts), list[Unplaced]()
    before: DraftSentence | None = None
    for sentence in passage.sentences:
        cues = [s.cue for s in speakers.sayings(sentence) if s.cue.code == "denied"]
        wrong = _called_wrong(sentence)
        if cues and not sentence.numbers:
            clause = sentence.clause(cues[0].start)
            listed.append(Unplaced(clause.start, clause.end, WITHOUT_FIGURE))
        elif wrong is not None and not sentence.numbers:
            listed.append(Unplaced(sentence.start, sentence.end, WITHOUT_FIGURE))
        if _UNCONFIRMED[passage.language].search(sentence.text):
            for place in filter(None, (before, sentence)):
                standing = _after(standing, place, NOBODY, listed)
        if before is not None:
            if wrong is not None:
                by = speakers.of(sentence, sentence.start + wrong)
                denier = NOBODY if by is None else by.speaker
                standing = _after(standing, before, denier, listed)
            elif (who := _corrector(sentence, before, standing)) is not None:
                standing = _after(standing, before, who, listed)
                standing = [
                    replace(draft, speaker=who)
                    if draft.speaker == NOBODY and _is_in(draft, sentence)
                    else draft
                    for draft in standing
                ]
        before = sentence
    return standing, listed


def _called_wrong(sentence: DraftSentence) -> int | None:
    """Return where a sentence calls wrong what was told before, ahead of any number."""
    match = _WRONG[sentence.language].search(sentence.text)
    first = min((n.start for n in sentence.numbers), default=sentence.end)
    ahead = match is not None and sentence.start + match.start() < first
    return match.start() if match is not None and ahead else None


def _corrector(
    sentence: DraftSentence, before: DraftSentence, drafts: list[Draft]
) -> DraftSpeaker | None:
    """Return who corrects in a sentence what was theirs in the one before."""
    match = _CORRECTED[sentence.language].search(sentence.text)
    if match is None:
        return None
    own = [d.speaker for d in drafts if _is_in(d, before) and d.speaker != NOBODY]
    if _PRONOUN[sentence.language].match(sentence.text):
        return own[-1] if own else None
    head = sentence.text[: match.start()].casefold()
    names = {who: who.id.removeprefix("new: ").casefold() for who in own}
    return next((who for who, name in names.items() if name in head), None)


def _after(
    drafts: list[Draft],
    before: DraftSentence,
    denier: DraftSpeaker,
    listed: list[Unplaced],
) -> list[Draft]:
    """Return drafts after somebody took back what was theirs in a sentence.

    What is the text's own is then somebody's, and all else is listed.
    """
    left = list[Draft]()
    for draft in drafts:
        if not _is_in(draft, before) or draft.speaker != denier:
            left.append(draft)
        elif denier == NOBODY:
            left.append(replace(draft, speaker=SOMEBODY))
        else:
            listed.append(Unplaced(draft.start, draft.end, TAKEN_BACK))
    return left


def _is_in(draft: Draft, sentence: DraftSentence) -> bool:
    return sentence.start <= draft.number.start < sentence.end
