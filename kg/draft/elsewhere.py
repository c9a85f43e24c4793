"""Which words of doubt in a sentence are of something else than a number."""

from __future__ import annotations

import re

from kg.draft.lexicon import Phrase
from kg.draft.numbers import Number
from kg.draft.passage import DraftSentence
from kg.draft.wording import Wording

WHOEVER = ("denied", "alleged", "threatened")
"""Manners that are of all that a clause says."""

HAPPENED = Wording(
    "elsewhere.happened",
    r"\b(?:was|were|had|has|have|sent|left|fled|took|gave|drove|threw|let|put|held|made|"
    r"lost|paid|brought|caught|saw|led|followed|after|since|began|caused|"
    r"[a-z]{2,}ed)\b",
    re.IGNORECASE,
)
_MEANT = Wording(
    "elsewhere.meant",
    r"(?:intend|want|hope|wish|expect|fear|plan)(?:s|ed|d|ned)?\b",
    re.I,
)
"""What people have in mind, of whom a share is told."""

_AND = Wording("elsewhere.and", r",|\band\b")
_BECAUSE = Wording(
    "elsewhere.because",
    r"\b(?:after|because|before|until|despite|following|amid|as|who|which|where|what|how)\s",
    re.IGNORECASE,
)
_ASIDE = Wording("elsewhere.aside", r",\s+(?:which|who|where|whose)\b[^,]*$")
_LED_TO = Wording(
    "elsewhere.led_to",
    r"\b(?:led|prompted|forced|caused|drove|made)\s+(?:[\w-]+\s+){0,2}$",
)
_OWN_VERB = Wording(
    "elsewhere.own_verb", r"\b(?:has|have|had|was|were|did)\b", re.IGNORECASE
)

_ADDS = Wording(
    "elsewhere.adds", r"[,;]|\b(?:and|but|who|which|that|after|since|until|while)\b"
)
_HOLDING = Wording("elsewhere.holding", r"[a-z]+ing\b")
_MODAL = Wording("elsewhere.modal", r"\b(?:will|would|could|may|might)\b.*$")


def adds(between: str, language: str) -> bool:
    """Tell whether what stands behind the words of a deed is added to it.

    `held, and would be returned` adds something, `holding cards will leave` does not,
    nor does `with a decision on return would be deported`.
    """
    own = _HOLDING[language].match(between) or _MODAL[language].search(between)
    return own is None or _ADDS[language].search(between) is not None


_CALLED = Wording(
    "elsewhere.called",
    r"(?:\s(?!(?:was|were|is|are|have|has|had|who|been)\b)[\w-]+){0,4}\s"
    r"(?=(?:suspected|accused|convicted)\sof\s)",
    re.IGNORECASE,
)
"""Behind a number, what those are called whom something else befell."""

_PERHAPS = Wording("elsewhere.perhaps", r"perhaps|possibly|probably|maybe", re.I)
"""What is right before the number that it is of: `perhaps 300 left, and 40 came`."""

_GOES_AGAINST = Wording("elsewhere.goes_against", r";\s+(?!that\b|nor\b|and\b|or\b)")
"""Between a denial and what is told against it: `denies that; two children were`."""

_DENIES = Wording("elsewhere.denies", r"\b(?:rejects|rejected)\b")
_ELSE_SAID = Wording("elsewhere.else_said", r";[^;]*\bthat\b")
_MAYBE_NOW = Wording(
    "elsewhere.maybe_now",
    r"(?:could|may|might)\s+(?:still\s+|now\s+|already\s+)?be\s+[^.;]*?\b(?:right\s+now|now|"
    r"still|currently|already|at\s+(?:the\s+moment|present)|under\s+the\s+rubble)\b",
    re.IGNORECASE,
)
"""What is perhaps so, and is not to come: `could be stuck there right now`."""


def is_maybe_now(sentence: DraftSentence, cue: Phrase) -> bool:
    """Tell whether a modal verb is of what may be so already."""
    pattern = _MAYBE_NOW[sentence.language]
    return pattern.match(sentence.passage.text, cue.start, sentence.end) is not None


def is_of_else(sentence: DraftSentence, cue: Phrase, number: Number) -> bool:
    """Tell whether a cue is of something that a number is no part of.

    `300 left after the threat`; `Teln, which plans more, sent 300`; `the plan to
    close the camp led 300 to leave`. A charge or denial is of all that is told.
    """
    text = sentence.passage.text
    if cue.code in ("alleged", "denied"):
        if cue.end < number.start and _GOES_AGAINST[sentence.language].search(
            text, cue.end, number.start
        ):
            return _DENIES[sentence.language].search(
                text, sentence.start, cue.end
            ) is not None and not _ELSE_SAID[sentence.language].search(
                text, cue.end, number.start
            )
        called = _CALLED[sentence.language].match(text, number.end, sentence.end)
        return called is not None and called.end() == cue.start
    if number.amount.unit == "percent" and _MEANT[sentence.passage.language].match(
        text, cue.start
    ):
        parted = any(cue.end <= n.start < number.start for n in sentence.numbers)
        return parted or cue.start >= number.end  # `27 per cent intend to return`
    if number.amount.unit == "money" and text.startswith("earmarked", cue.start):
        return True
    if cue.start >= number.end:
        rest = text[number.end : cue.start]
        if number.amount.currency is not None and " for " in rest:
            return True  # what money is for is another thing
        clause = sentence.clause(number.start)
        done = HAPPENED[sentence.passage.language].search(
            text, clause.start, number.start
        )
        if (
            done
            and cue.code not in WHOEVER
            and _AND[sentence.passage.language].search(rest)
        ):
            return True  # `sent 300 back in May, and wants to send more`
        return (
            _BECAUSE[sentence.passage.language].search(text, number.end, cue.start)
            is not None
        )
    perhaps = _PERHAPS[sentence.language].fullmatch(text, cue.start, cue.end)
    if perhaps and any(0 <= n.start - cue.end <= 1 for n in sentence.numbers):
        return not 0 <= number.start - cue.end <= 1
    between = text[cue.end : number.start]
    if ";" in between and cue.code not in WHOEVER:
        return True
    clause = sentence.clause(number.start)
    if cue.code not in WHOEVER and cue.end <= clause.start:
        own = text[clause.start : number.start]
        if (
            _OWN_VERB[sentence.passage.language].search(own)
            and text[cue.end : clause.start].rstrip()[-1:] == ","
        ):
            return True  # `plans more, and Congress has approved 300`
    aside = (
        _ASIDE[sentence.passage.language].search(text[sentence.start : cue.start])
        is not None
    )
    return (aside and "," in between) or _LED_TO[sentence.passage.language].search(
        between
    ) is not None
