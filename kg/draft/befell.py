"""What befell those who are counted: deaths and injuries, whoever it is."""

from __future__ import annotations

import re

from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftText
from kg.draft.wording import Wording

_AFTER = (
    r"\s+(?:more\s+|others\s+)?(?:of\s+(?:them|whom|these|those)\s+)?"
    r"(?:(?:have|has|had|were|was|may|are|is)\s+)?(?:been\s+|have\s+)?"
)
BEFELL = {
    "death": (
        Wording("befell.killed", r"\b(?:killed|killing|kills|kill)\s+$", re.I),
        Wording(
            "befell.died",
            rf"{_AFTER}(?:died|dead|perished|drowned|killed)\b",
            re.IGNORECASE,
        ),
    ),
    "injury": (
        Wording(
            "befell.wounded",
            r"\b(?:injured|injuring|wounded|wounding|hurt)\s+$",
            re.IGNORECASE,
        ),
        Wording("befell.hurt", rf"{_AFTER}(?:injured|wounded|hurt)\b", re.I),
    ),
}
"""What is counted by verbs, before or behind a number without a noun."""


def befell(passage: DraftText, clause: Clause, number: Number, end: int) -> str:
    """Return the unit of what befell them, as in `two of them died`, `killed 12`.

    ``end`` is where the noun ends that is counted. The unit is "" where nothing did.
    """
    text = passage.text
    for unit, (before, behind) in BEFELL.items():
        if behind[passage.language].match(text, end, clause.end):
            return unit
        if before[passage.language].search(text[clause.start : number.start]):
            return unit
    return ""
