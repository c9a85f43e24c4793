"""Forms of verbs by which a text tells what is to come, or what is only said.

French and Spanish say so by an ending, English by a word, which is a cue like others.
"""

from __future__ import annotations

import re

from kg.draft.lexicon import Phrase
from kg.draft.passage import DraftText
from kg.draft.saying import Saying
from kg.draft.wording import Wording

OUTLOOK = ("planned", "predicted", "threatened", "concern")
"""Manners of what is still to come."""

_FUTURE = Wording("tenses.future", r"(?!)")
_CONDITIONAL = Wording("tenses.conditional", r"(?!)")
"""Forms of verbs by which languages tell what is to come, or what is only said."""
_HAVE_DONE = Wording("tenses.have_done", r"(?!)")
_PAST_SPEECH = Wording("tenses.past_speech", r"(?!)")
"""What others have done, as is said, and verbs of saying in the past."""

_CONDITION = Wording("tenses.condition", r"(?!)", re.IGNORECASE)
"""What parts a plan from what would be if: `si l'aide cesse, 300 devront partir`."""

_BY_ITSELF = Wording("tenses.by_itself", r"(?!)")
"""Forms of what nobody does who plans: it is foreseen."""

_WOULD_HAVE_TO = Wording("tenses.would_have_to", r"\b(?P<would>would)\s+have\s+to\b")
"""What nobody did yet, though it looks like `would have left`."""

BY_ITSELF = Wording(
    "manner.by_itself",
    r"\s+(?:also\s+|then\s+|soon\s+|have\s+to\s+)?(?:flee|die|starve|need|lose|face|suffer|seek|"
    r"arrive|cross|drown|be\s+(?:displaced|homeless|affected|uprooted|hungry|left|without|gone|"
    r"on|in|at|forced|trapped|stranded|cut|killed|dead|living|facing|born|exposed))\b",
    re.IGNORECASE,
)
"""Behind `will`, what nobody does who plans: it is foreseen."""

WOULD_DO = Wording(
    "manner.would_do",
    r"would\s+(?:also\s+|soon\s+|then\s+|now\s+)?(?:start\s+|begin\s+)?(?:be\s+)?(?:deport|expel|"
    r"evict|remov|return|send|sent|mov|transfer|relocat|resettl|repatriat|fly|flown|tak|hous|"
    r"releas|admit|bus|accept|receiv|welcom|bring|brought|evacuat|readmit|let\s)[a-z]*\b",
    re.IGNORECASE,
)
"""What somebody says would be done is planned: `it would deport 300 people`."""


def tense_cues(
    passage: DraftText, start: int, end: int, cues: list[Phrase]
) -> list[Phrase]:
    """Return the forms of verbs between two characters, but for those in ``cues``."""
    taken, text, result = {cue.start for cue in cues}, passage.text, list[Phrase]()
    for match in _WOULD_HAVE_TO[passage.language].finditer(text, start, end):
        result.append(Phrase(*match.span("would"), "predicted"))
    for pattern, code in ((_FUTURE, "planned"), (_CONDITIONAL, "tentative")):
        for match in pattern[passage.language].finditer(text, start, end):
            if match.start() not in taken:
                result.append(Phrase(*match.span(), code))
    return result


def _is_conditional(passage: DraftText, cue: Phrase) -> bool:
    """Tell whether a form in the future stands under a condition in its sentence."""
    sentence = passage.sentence_at(cue.start)
    return (
        _CONDITION[passage.language].search(passage.text, sentence.start, sentence.end)
        is not None
    )


def of_tense(passage: DraftText, saying: Saying | None, cue: Phrase) -> Phrase:
    """Return a form of a verb in the manner of who says it, or of what is foreseen.

    `a annoncé que 300 personnes seraient expulsées` is a plan, and what somebody warns
    of, or what happens by itself, is foreseen.
    """
    text, language = passage.text, passage.language
    warned = saying is not None and saying.cue.code == "predicted"
    if saying is not None and warned and cue.code == "planned":
        return saying.cue if saying.governs(cue.start) else cue
    ahead = _FUTURE[language].fullmatch(text, cue.start, cue.end)
    if ahead and cue.code == "planned" and _is_conditional(passage, cue):
        return Phrase(cue.start, cue.end, "predicted")
    if ahead and cue.code == "planned":
        if saying is not None and saying.cue.code in OUTLOOK:
            return saying.cue
        foreseen = _BY_ITSELF[language].match(text, cue.start)
        return Phrase(cue.start, cue.end, "predicted") if foreseen else cue
    only_said = _CONDITIONAL[language].match(text, cue.start)
    if not only_said or cue.code != "tentative" or saying is None:
        return cue
    if saying.cue.code in OUTLOOK:
        return saying.cue
    done = _HAVE_DONE[language].match(text, cue.start)
    past = _PAST_SPEECH[language].search(text, saying.cue.start, saying.cue.end)
    if past and not done and saying.governs(cue.start):
        return Phrase(cue.start, cue.end, "planned")
    return cue
