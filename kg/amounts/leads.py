"""The words before and after a number that limit it."""

from __future__ import annotations

import re

from kg.amounts.digits import NotUnderstood, any_of
from kg.amounts.quantities import is_unit

_LITTLE = ("slightly", "a little", "a bit")
_MUCH = ("far", "much", "considerably")
_TOTALS = [
    *("a total of", "total of", "a combined total of", "combined total of"),
    *("totalling", "totaling", "a record"),
]
_LEADS = {
    "more-than": [
        *("more than", "over", "above", "upwards of", "upward of", "in excess of"),
        *("just over", "just above", "well over", "well above", ">"),
        *("exceeding", "surpassing", "greater than", "higher than", "north of"),
        *(f"{much} more than" for much in (*_MUCH, *_LITTLE)),
        *(f"{little} {word}" for little in _LITTLE for word in ("over", "above")),
    ],
    "at-least": [
        *("at least", "at the very least", "no fewer than", "no less than"),
        *("not fewer than", "not less than", "a minimum of", "minimum of", "minimum"),
        *("min.", ">=", "\u2265"),
    ],
    "less-than": [
        *("less than", "fewer than", "lower than", "smaller than", "under", "below"),
        *("well under", "well below", "<"),
        *(f"{much} {word} than" for much in _MUCH for word in ("fewer", "less")),
    ],
    "at-most": [
        *("at most", "at the most", "up to", "no more than", "not more than"),
        *("no greater than", "not exceeding", "as much as", "as high as"),
        *("as many as", "perhaps as many as", "possibly as many as"),
        *("a maximum of", "maximum of", "maximum", "max.", "<=", "\u2264"),
    ],
    "nearly": [
        *("nearly", "almost", "just under", "just below", "approaching", "not quite"),
        *("just shy of", "just short of", "nearing", "close on"),
        *(f"{little} {word} than" for little in _LITTLE for word in ("less", "fewer")),
        *(f"{little} {word}" for little in _LITTLE for word in ("under", "below")),
    ],
    "about": [
        *("about", "just about", "around", "approximately", "approx", "approx."),
        *("roughly", "circa", "ca.", "c.", "some", "more or less", "close to"),
        *("in the region of", "in the order of", "on the order of", "of the order of"),
        *("~", "\u2248"),
    ],
    "estimated": ["an estimated", "estimated", "est."],
    "exact": ["exactly", "precisely"],
    "unqualified": ["only", "just", "a mere", *_TOTALS],
}
_CODES = {phrase: code for code, phrases in _LEADS.items() for phrase in phrases}
_LEAST = dict.fromkeys(
    [
        *("or more", "or over", "or above", "and more", "and above", "+", "plus"),
        *("at least", "at the very least"),
    ],
    "at-least",
)
_MOST = dict.fromkeys(
    ["or fewer", "or less", "at most", "at the most", "or under", "or below"], "at-most"
)
_FOLLOWERS = _LEAST | _MOST | dict.fromkeys(["or so", "odd"], "about")


_WORDS = [phrase for phrase in _CODES if phrase[-1].isalpha()]
_SYMBOLS = [phrase for phrase in _CODES if not phrase[-1].isalpha()]
_LEAD = re.compile(rf"(?P<phrase>(?:{any_of(_WORDS)})(?= )|{any_of(_SYMBOLS)}) ?(?=\S)")
_FOLLOWER = re.compile(
    rf"(?P<number>.+?) ?(?<![a-z])(?P<phrase>{any_of(_FOLLOWERS)})(?P<noun> .+)?"
)


def lead_of(words: str) -> tuple[str | None, str]:
    """Return the quantifier that a phrase begins with, and the rest of the phrase.

    What says nothing (``a total of``) may stand before a lead that does, and it or
    ``an estimated`` after one: both limit nothing. Two leads that both say something
    are refused.
    """
    leading, rest = _first(words)
    code = _CODES[leading] if leading else None
    second, after = _first(rest)
    while leading and second:
        if code == "unqualified" and second not in _TOTALS:
            code = _CODES[second]
        elif second not in _TOTALS and not _may_be_estimated(code, second):
            raise NotUnderstood(
                words, "it is limited twice; write what the source means"
            )
        rest = after
        second, after = _first(rest)
    return ("about" if code == "estimated" else code), rest


def _first(words: str) -> tuple[str | None, str]:
    match = _LEAD.match(words)
    return (match["phrase"], words[match.end() :]) if match else (None, words)


def _may_be_estimated(code: str | None, second: str) -> bool:
    """Tell whether ``an estimated`` goes with the limit before it."""
    return _CODES[second] == "estimated" and code not in ("exact", "estimated")


def follower_of(words: str) -> tuple[str | None, str, str]:
    """Return the quantifier after a number, the number, and a unit after both."""
    match = _FOLLOWER.fullmatch(words)
    if match is None or (match["noun"] and not is_unit(match["noun"])):
        return None, words, ""
    return _FOLLOWERS[match["phrase"]], match["number"], match["noun"] or ""
