"""Words of a denial, and when they are none: requests are rejected as well."""

from __future__ import annotations

import re

from kg.draft.lexicon import Phrase
from kg.draft.passage import DraftSentence
from kg.draft.wording import Wording

_ABOUT = Wording(
    "truth.about",
    r"\s+(?:as\b|(?:(?:all|any|such|both|the|a|an|this|that|these|those|its|his|her|"
    r"their)\s+)?(?:[^\W\d][\w'\u2019-]*\s+){0,2}?(?:it|that|them|this|these|those|reports?|"
    r"claims?|accusations?|allegations?|charges?|suggestions?|talk|criticism|figures?|"
    r"findings?|numbers?|rumou?rs?|estimates?|statements?|account|idea|notion|version|"
    r"tolls?|assertions?|count)\b)",
)
"""Behind `rejected` and the like, what can be untrue; applications are turned down."""

_TURNED_DOWN = Wording(
    "truth.turned_down",
    r"reject(?:ed|s|ing)|dismiss(?:ed|es)|refute[ds]|dispute[ds]|contradicted",
)
_APPLIED = Wording("truth.applied", r"\b(?:applications?|appeals?|requests?|bids?)\b")
_BY_ITSELF = Wording("truth.by_itself", r"\s*(?:[,.;]|$|by\b)")


_THAN = Wording("truth.than", r"\b(?:than|as)\s+$", re.IGNORECASE)
"""Before a word that only compares, and by which nobody says anything."""


_SURE = Wording("truth.sure", r"", re.IGNORECASE)
"""Where none of these words stands, nobody asserts anything: no verb is known."""

_LISTED = Wording("truth.listed", r"(?!)", re.IGNORECASE)
"""A line of a list without a verb: `38 400 ménages déplacés depuis mars`."""


def is_put_forward(sentence: DraftSentence) -> bool:
    """Tell whether a word makes sure that a sentence tells what is so."""
    text, language = sentence.passage.text, sentence.language
    sure = _SURE[language].search(text, sentence.start, sentence.end)
    sure = sure or _LISTED[language].match(text, sentence.start, sentence.end)
    return sure is not None


def is_of_truth(text: str, cue: Phrase, language: str) -> bool:
    """Tell whether `rejected` and the like are of what somebody said."""
    word = text[cue.start : cue.end].casefold()
    than = _THAN[language].search(text[max(0, cue.start - 6) : cue.start])
    if than and word.endswith("ed"):
        return False  # `smaller than claimed`
    if not _TURNED_DOWN[language].fullmatch(word):
        return True
    behind = text[cue.end : cue.end + 60]
    if _BY_ITSELF[language].match(behind):
        return not _APPLIED[language].search(text[max(0, cue.start - 60) : cue.start])
    return _ABOUT[language].match(behind) is not None
