"""What befell those who are counted: deaths and injuries, whoever it is."""

from __future__ import annotations

import re

from kg.draft.numbers import Number
from kg.draft.passage import Clause, DraftText
from kg.draft.wording import Wording

_AFTER = (
    r"(?:,\s[^,;.]{2,50},)?"
    r"\s+(?:more\s+|others\s+)?(?:of\s+(?:them|whom|these|those)\s+)?"
    r"(?:(?:have|has|had|were|was|may|are|is)\s+)?(?:been\s+|have\s+)?"
)
BEFELL = {
    "death": (
        Wording("befell.killed", r"\b(?:killed|killing|kills|kill)\s+$", re.I),
        Wording(
            "befell.died",
            rf"{_AFTER}(?:died|dead|perished|drowned|killed|"
            r"(?:lost|lose|losing)\s+(?:their|his|her)\s+li(?:ves|fe)|found\s+dead|shot\s+dead|"
            r"burned\s+to\s+death|frozen?\s+to\s+death)\b",
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


_LIVED = Wording(
    "befell.lived",
    r"\s+(?:more\s+|others\s+|people\s+)?(?:of\s+(?:them|whom|these|those)\s+)?"
    r"(?:(?:have|has|had|were|was|are|is|remain|remained)\s+)?(?:also\s+|still\s+|been\s+)*"
    r"(?:survived|rescued|saved|missing|unaccounted|pulled|picked|brought|found\s+alive|alive|"
    r"treated|hospitali[sz]ed|arrested|detained|taken)\b",
    re.IGNORECASE,
)
"""Behind a number of those who lived, whomever the figure before counts as dead."""


def lived(passage: DraftText, clause: Clause, number: Number) -> bool:
    """Tell whether those counted lived, or are only missing: `28 were rescued`."""
    match = _LIVED[passage.language].match(passage.text, number.end, clause.end)
    return match is not None


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


_CAUGHT = Wording(
    "befell.caught",
    r"\b(?:rescued|saved|intercepted|arrested|detained|deported|expelled|evacuated|relocated|"
    r"admitted|hosted|sheltered|released|interviewed|apprehended|picked\sup|pulled\sout|"
    r"brought\sashore)\s(?:(?:about|around|some|only|just|another|a\sfurther|over|nearly)\s)*$",
    re.IGNORECASE,
)
"""Before a number, what is done to people alone, whatever was counted before."""


def is_caught(passage: DraftText, clause: Clause, number: Number) -> bool:
    """Tell whether a verb before a number is of what is done to people alone."""
    head = passage.text[clause.start : number.start]
    return _CAUGHT[passage.language].search(head) is not None


_HARMED = Wording(
    "befell.harmed",
    r"(?:\s(?!(?:and|or|of|in|on|at)\b)[a-z-]+){1,3}?\s(?:were|was|(?:have|had|has)\sbeen)\s"
    r"(?:also\s|later\s)?(?:(?P<dead>killed|shot\sdead|drowned)|injured|hurt|wounded)\b",
)
"""Behind a number, who it is that something befell: `nine guards were hurt`."""


def harmed(passage: DraftText, clause: Clause, number: Number) -> str:
    """Return the unit of what befell those whom a noun names that is none of people."""
    match = _HARMED[passage.language].match(passage.text, number.end, clause.end)
    if match is None:
        return ""
    return "death" if match["dead"] else "injury"
