"""The words before and after a number that limit it, and those that make it a rate."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.read.numerals import NotUnderstood
from kg.read.quantities import counted

_LEADS = {
    "more-than": [
        *("more than", "over", "above", "upwards of", "in excess of", "just over"),
        *("just above", "well over", "well above", "far more than", ">"),
    ],
    "at-least": [
        *("at least", "no fewer than", "no less than", "not fewer than"),
        *("not less than", "a minimum of", "minimum of", ">=", "≥"),
    ],
    "less-than": [
        *("less than", "fewer than", "under", "below", "well under", "well below"),
        *("far fewer than", "far less than", "<"),
    ],
    "at-most": [
        *("at most", "up to", "no more than", "not more than", "as many as"),
        *("as much as", "as high as", "a maximum of", "maximum of", "<=", "≤"),
    ],
    "nearly": [
        *("nearly", "almost", "close to", "just under", "just below", "approaching"),
        "not quite",
    ],
    "about": [
        *("about", "just about", "around", "approximately", "roughly", "circa"),
        *("some", "an estimated", "estimated", "in the region of"),
        *("in the order of", "~"),
    ],
    "exact": ["exactly", "precisely"],
    "unqualified": ["only", "just", "a total of", "total of", "a mere"],
}
_CODES = {phrase: code for code, phrases in _LEADS.items() for phrase in phrases}
_FOLLOWERS = {
    **dict.fromkeys(["or more", "or over", "+"], "at-least"),
    **dict.fromkeys(["or fewer", "or less"], "at-most"),
    **dict.fromkeys(["or so", "odd"], "about"),
}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_SYMBOLS = [phrase for phrase in _CODES if not phrase[0].isalpha()]
_WORDS = [phrase for phrase in _CODES if phrase[0].isalpha()]
_LEAD = re.compile(
    rf"(?P<phrase>(?:{_any_of(_WORDS)})(?= )|{_any_of(_SYMBOLS)}) ?(?=\S)"
)
_FOLLOWER = re.compile(
    rf"(?P<number>.+?) ?(?<![a-z])(?P<phrase>{_any_of(_FOLLOWERS)})(?P<noun> .+)?"
)
_TIME = "minute|hour|day|night|week|fortnight|month|year|decade"
_RATE = re.compile(
    rf".+?(?P<rate>(?<! in) (?:an?|each|every) (?:{_TIME})| every quarter"
    r"| per (?!cent\b).+| ?/ ?[a-z].*| (?:daily|weekly|monthly|yearly|annually))"
)


def lead_of(words: str) -> tuple[str | None, str]:
    """Return the quantifier that a phrase begins with, and the rest of the phrase.

    What says nothing (``a total of``) may stand before a lead that does; two leads that
    both say something are left for the number to be refused.
    """
    match = _LEAD.match(words)
    if match is None:
        return None, words
    code, rest = _CODES[match["phrase"]], words[match.end() :]
    second = _LEAD.match(rest)
    if second and code == "unqualified":
        return _CODES[second["phrase"]], rest[second.end() :]
    if second:
        raise NotUnderstood(words, "it is limited twice; write what the source means")
    return code, rest


def follower_of(words: str) -> tuple[str | None, str]:
    """Return the quantifier that follows a number, and the phrase without it."""
    match = _FOLLOWER.fullmatch(words)
    if match is None or (match["noun"] and not _is_unit(match["noun"])):
        return None, words
    return _FOLLOWERS[match["phrase"]], match["number"] + (match["noun"] or "")


def _is_unit(noun: str) -> bool:
    unit, _, rest = counted(noun)
    return unit is not None and not rest


def refuse_rate(words: str) -> None:
    """Refuse so many a week: an amount has no unit of time."""
    if match := _RATE.fullmatch(words):
        why = "a rate cannot be written as an amount; give the count of a period"
        raise NotUnderstood(match["rate"], why)
