"""Whether a verb of saying ends what is said, or begins it.

`300 left, the office said on Monday` is said before the verb, `On Monday, the office
said 300 left` behind it. Only the words around the verb and who does it can tell.
"""

from __future__ import annotations

import re

from kg.draft.lexicon import words
from kg.draft.wording import Wording

_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|march|april|may|june|july|aug(?:ust|\.)?|"
    r"sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_DATE = Wording(
    "scope.date",
    rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?\b|"
    rf"\b\d{{1,2}}\s+{_MONTH}(?:\s+\d{{4}})?|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_FIGURE = Wording(
    "scope.figure", r"\d|\b(?:hundreds?|thousands?|millions?|dozens?)\b", re.I
)
_STOPS = re.compile(r"[,;\u2014\u2013(]|\s-\s")
_MARKS = " .!?\"'\u201d\u2019\u00bb)"
_CLOSED = ('"', "'", "\u201d", "\u2019", "\u00bb")
_DASHES = ("\u2014", "\u2013")
_TELLS = ("told", "tells", "informed", "telling")
"""Verbs that have behind them to whom something is said."""

_MOST_WORDS = 16
"""Words behind a verb that only say when, where and to whom, at the most."""

_IN_ITS = ("in", "on", "at", "during", "via", "through")
_WHEN_IT = ("as", "when", "while", "after", "before", "since", "although", "though")
_IS = frozenset(("is", "are", "was", "were", "has", "have", "had", "will", "would"))
_ELIDED = Wording("scope.elided", r"(?!)", re.IGNORECASE)
"""An article before a name, whose apostrophe closes no quotation: `L'ONG Veille`."""

_AS = Wording("scope.as", r",\s+as$")
"""Between what is said and who says so: `, as the senate admitted`."""

_AGO = Wording("scope.ago", r"a\s+\w+\s+(?:earlier|later|ago)\b", re.IGNORECASE)


def is_at_an_end(verb: str, rest: str, language: str) -> bool:
    """Tell whether nothing is said in the words behind a verb of saying."""
    stop = _STOPS.search(rest)
    tail = rest if stop is None else rest[: stop.start()]
    tail = _DATE[language].sub(" ", tail.strip(_MARKS))
    if _FIGURE[language].search(tail):
        return False
    behind = tail.casefold().split()
    if not behind:
        return True
    rest_of_it = behind[2:] if behind[0] in _IN_ITS else behind  # `said in its update`
    if len(behind) > _MOST_WORDS or not words(language, "tells").isdisjoint(rest_of_it):
        return False
    first = behind[0].rstrip(".")
    begins = words(language, "adjunct")
    return verb.casefold().startswith(_TELLS) or first in begins or first[-2:] == "ly"


def is_opening(before: str, language: str) -> bool:
    """Tell whether words before a speaker only say when or where: `On Monday,`."""
    head = before.strip().rstrip(",").strip()
    if _FIGURE[language].search(_DATE[language].sub(" ", head)) or "," in head:
        return False
    opening = head.casefold().split()
    while opening[:1] and opening[0] in ("but", "and", "so", "yet"):
        opening = opening[1:]
    if not opening or opening[:2] in (["at", "least"], ["at", "most"]):
        return not opening
    if opening[0] not in _WHEN_IT and not _IS.isdisjoint(opening):
        return False
    if opening[0] in words(language, "adjunct") | words(language, "opening"):
        return True
    return _AGO[language].match(head) is not None or opening[0][-2:] == "ly"


def is_behind(before: str, verb: str, rest: str, language: str) -> bool:
    """Tell whether what is said stands before a speaker and a verb of saying.

    ``before`` are the words of the sentence before the speaker, ``rest`` those behind
    the verb.
    """
    head = before.rstrip()
    closed = head.rstrip(",").rstrip()[-1:] in _CLOSED
    if closed and _ELIDED[language].search(head) is None:
        return True  # `"We left", she told reporters in Tarn, by telephone`
    if _AS[language].search(head):  # `300 had none, as the senate admitted in May`
        return not _FIGURE[language].search(_DATE[language].sub(" ", rest))
    if head[-1:] != "," and head[-1:] not in _DASHES:
        return False
    return not is_opening(head, language) and is_at_an_end(verb, rest, language)
