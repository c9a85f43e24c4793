"""Units that do not stand behind a number: before its brackets, or what a clause is of.

`Egyptians (7,960)` counts Egyptians, and of `Detections fell to 2,350` the number is of
what fell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.draft.befell import befell
from kg.draft.numbers import Number
from kg.draft.passage import Clause, words_between
from kg.draft.wording import Wording

if TYPE_CHECKING:
    from kg.draft.counted import Counting

_OPENS = re.compile(
    r"(?P<noun>[^\W\d_][\w'\u2019-]*)\s*(?:\(|:|\s[\u2013\u2014-])\s*"
    r"(?:(?:about|around|some|nearly|over|n\s?=)\s?)?\Z"
)
"""Before a number in brackets, or behind a colon, the noun that it counts."""

ADJECTIVE = re.compile(
    r"\s(?!hundred\b)[a-z-]{2,}(?:ed|ing|ent|ant|al|ic|ous|ive|ian|ful|less|able|ile|"
    r"old|young)\s$"
)
"""Before `and` or `or`, an adjective, so that the noun is still to come."""

GO = frozenset(("leave", "cross", "arrive", "flee", "enter", "depart", "come"))
"""What people do of whom only the number stands before: `a further 150 leave`."""

PLAIN_VERBS = frozenset(
    (
        "live",
        "remain",
        "need",
        "stay",
        "sleep",
        "work",
        "depend",
        "still",
        "now",
        "also",
    )
)
"""Words behind a people that make it no adjective: `600 Sudanese live there`."""

_CLOSES = re.compile(r"\s*(?:[);,.]|\Z|and\b|or\s+[\d.,]+\s?(?:%|per\s?cent))")
PEOPLES = Wording(
    "beside.peoples",
    r"[A-Z][a-z]+(?:ns|is|ese|ish|ians|ans|ards|ks|bs|ds|gs)",
)
"""How the names of peoples end, where they stand before a number in brackets."""

_REACHED = Wording(
    "beside.reached",
    r"\b(?:from|to|at|of|was|were|is|are|reached|totalled|totaled|numbered|exceeded|hit|"
    r"topped|surpassed|passed|averaged)\s+(?:(?:just|only|a\stotal\sof|a\srecord)\s+)?$",
    re.IGNORECASE,
)
"""Before a number that its clause's subject comes to: `detections fell to 2,350`."""

_SUBJECT_WITHIN = 9
"""Words of a clause among which the noun stands that it is about."""


def unit_beside(counting: Counting, clause: Clause, number: Number) -> str:
    """Return the unit of what a number counts that has no noun behind it, or ""."""
    return (
        _in_brackets(counting, number)
        or _of_subject(counting, clause, number)
        or _befallen(counting, clause, number)
    )


def _befallen(counting: Counting, clause: Clause, number: Number) -> str:
    """Return what befell a few whom no noun names: `hirió a otros cuatro en Tarn`."""
    if counting.language == "en":
        return ""
    after = words_between(counting.passage.text, number.end, clause.end)
    word = next(iter(after), "")
    if word and word not in counting.function | counting.ends_noun:
        return ""
    return befell(counting.passage, clause, number, number.end)


def _in_brackets(counting: Counting, number: Number) -> str:
    """Return the unit of the noun before brackets: `Egyptians (7,960)`."""
    text, language = counting.passage.text, counting.language
    opens = _OPENS.search(text, max(0, number.start - 60), number.start)
    if opens is None or not _CLOSES.match(text, number.end):
        return ""
    noun = opens["noun"]
    if unit := counting.unit_of(noun.casefold()):
        return unit
    if counting.is_people(*opens.span("noun")):
        return "person"
    return "person" if PEOPLES[language].fullmatch(noun) else ""


def _of_subject(counting: Counting, clause: Clause, number: Number) -> str:
    """Return the unit of what a clause is about: `Detections fell to 2,350`.

    Nouns of units alone: what people did or were is read elsewhere.
    """
    head = counting.passage.text[clause.start : number.start]
    if not _REACHED[counting.language].search(head):
        return ""
    if not counting.is_bare(number, clause.end):
        return ""
    unit = subject_of(counting, clause, number)
    return "" if unit == "person" and not _NEWCOMERS.search(head) else unit


_FIGURE = re.compile(r"^(?:this|that|the)\s(?:figure|number|total|toll)\b", re.I)
_NEWCOMERS = re.compile(r"\b[a-z]+(?:als|ees|grants|seekers|births)\b", re.IGNORECASE)


def subject_of(counting: Counting, clause: Clause, number: Number) -> str:
    """Return the unit of the first noun of a clause that has one, or ""."""
    head = counting.passage.text[clause.start : number.start]
    for word in head.casefold().split()[:_SUBJECT_WITHIN]:
        unit = counting.unit_of(word.strip(",()"))
        if unit in ("money", "percent", "ratio", "unspecified"):
            return ""
        if unit:
            return unit
    return "person" if _FIGURE.search(head) else ""


_AFTER_A_NAME = re.compile(r"\b[A-Z][a-z]+\s\(\Z")
_SHARE_OF = Wording("beside.share_of", r"\s+(?:of\s)?", re.IGNORECASE)


def is_of_people(counting: Counting, number: Number, clause: Clause) -> bool:
    """Tell whether a share is of those whom a noun names: `of new applicants`."""
    text = counting.passage.text
    if _AFTER_A_NAME.search(text, 0, number.start):
        return True  # `Sudanese (33%)`
    of = _SHARE_OF[counting.language].match(text, number.end, clause.end)
    if of is None:
        return False
    nouns = list(words_between(text, of.end(), clause.end))[:3]
    return any(counting.unit_of(noun) in _ALIVE for noun in nouns)


_ALIVE = ("person", "family", "household")
