"""What is no amount though a number stands in it, with the reason."""

from __future__ import annotations

import re

from kg.amounts.digits import NotUnderstood
from kg.amounts.numerals import OF_TEN, SMALL

_COUNTS = [
    *("dozens?", "hundreds?", "thousands?", "lakhs?", "lacs?", "millions?", "crores?"),
    *("billions?", "tens", "scores", "several", "few", "couple", "handful", "some"),
]
_NUMBER = re.compile(rf"\d|\b(?:{'|'.join([*SMALL, *OF_TEN, *_COUNTS])})\b")
_TIME = "minute|hour|day|night|week|fortnight|month|year|decade"
_WITHIN = "".join(
    f"(?<! {word})" for word in ("in", "within", "over", "for", "during", "after")
)
_RATE = re.compile(
    rf"(?P<before>.+?)(?P<rate>{_WITHIN} (?:an?|each|every) (?:{_TIME})"
    r"| every quarter| per (?!cent\b).+| ?/ ?[a-z].*"
    r"| (?:daily|weekly|monthly|yearly|annually))"
)
_SIGN = re.compile(r"[+\u2212-] ?\d.*")
_SLASH = re.compile(r"(?<!\d)\d+ ?/ ?\d+")
_FURTHER = re.compile(r"(?P<word>another|an? further|an? additional) (?P<rest>.+)")

FURTHER = (
    "it may be further ones of the same count, or a change; write the change as "
    "`rose by 2,000`"
)
"""Why ``2,000 more`` and ``another 2,000`` are refused."""


def refuse_other(words: str) -> None:
    """Refuse a rate, a sign, a fraction in digits, and what is further to another."""
    match = _RATE.fullmatch(words)
    if match and _NUMBER.search(match["before"]):
        why = "a rate cannot be written as an amount; give the count of a period"
        raise NotUnderstood(match["rate"], why)
    if _SIGN.fullmatch(words):
        why = "a sign is not read; write a change as `rose by 5` or `fell by 5`"
        raise NotUnderstood(words, why)
    if match := _SLASH.search(words):
        why = "write it in words, as in `three quarters`"
        raise NotUnderstood(match[0], why)
    match = _FURTHER.fullmatch(words)
    if match and _NUMBER.search(match["rest"]):
        raise NotUnderstood(match["word"], FURTHER)
