"""Shares in words, read in per cent: ``two thirds``, ``one in three``, ``5 out of 6``.

They are rounded to four decimals. A share in words is an approximation; one of two
numbers in digits, of a hundred or more, was counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.amounts.digits import NotUnderstood
from kg.amounts.numerals import SMALL, read_numeral

# into how many parts each word divides a whole
_PARTS = {
    **{"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7},
    **{"eighth": 8, "ninth": 9, "tenth": 10},
}
_FRACTION = re.compile(
    rf"(?:(?P<count>an?|{'|'.join(list(SMALL)[1:10])}) )?"
    rf"(?P<part>{'|'.join(_PARTS)})(?P<plural>s)?(?!\w)"
)
_AMONG = re.compile(r" (?P<word>out of|in|of)(?: every)? ")
_YEAR = re.compile(r"(1[89]|20|21)\d\d")
_COUNTED = 100
"""Of so many or more, a part in digits was counted; "2 of 3" is a way of speaking."""

_PLACES = Decimal("0.0001")
"""A third is kept as 33.3333 per cent: finer than any report, and a short number."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share in per cent; ``rounded`` tells that it has more decimals than are kept.

    ``vague`` tells that the words are an approximation.
    """

    value: Decimal
    rounded: bool
    vague: bool = True


def read_share(words: str) -> Share | None:
    """Read a share from end to end; ``None`` if it is none."""
    share, rest = _fraction(words)
    return share if share and not rest else _among(words)


def after_fraction(words: str) -> str:
    """Return what stands after a fraction at the front of a phrase, if one does."""
    share, rest = _fraction(words)
    return rest if share else ""


def refuse_among(words: str) -> None:
    """Refuse ``one in three`` as the size of a change."""
    if _among(words) is not None:
        why = "it is part of a whole and no size of a change"
        raise NotUnderstood(words, why)


def _fraction(words: str) -> tuple[Share | None, str]:
    match = _FRACTION.match(words)
    if match is None:
        return None, words
    count = SMALL.get(match["count"] or "", 1)
    parts = _PARTS[match["part"]]
    article = "an" if parts == 8 else "a"
    named = match["count"] is not None or match["part"] == "half"
    if match["count"] in ("a", "an") and match["count"] != article:
        return None, words
    if count >= parts or bool(match["plural"]) != (count > 1) or not named:
        return None, words
    share = _share(Decimal(count), Decimal(parts), match[0])
    return share, words[match.end() :]


def _among(words: str) -> Share | None:
    """Read ``5 out of 6``, ``one in three``; a year after ``in`` is none of it."""
    match = _AMONG.search(words)
    if match is None:
        return None
    before, after = words[: match.start()], words[match.end() :]
    part, whole = read_numeral(before), read_numeral(after)
    if part is None or part.rest or whole is None:
        return None
    if whole.rest:
        if not part.value <= whole.value:
            return None
        raise NotUnderstood(whole.rest)
    if match["word"] != "out of" and _YEAR.fullmatch(after):
        raise NotUnderstood(words[match.start() :], "a year goes to `period`")
    if not whole.value:
        raise NotUnderstood(words, "nothing is part of 0")
    if part.value % 1 or whole.value % 1:
        raise NotUnderstood(words, "a share is of whole numbers")
    if part.value > whole.value:
        raise NotUnderstood(words, "a part is not above its whole")
    digits = re.fullmatch(r"[\d,' .]+", before + after)
    counted = digits and match["word"] != "in" and whole.value >= _COUNTED
    return _share(part.value, whole.value, words, vague=not counted)


def _share(part: Decimal, whole: Decimal, words: str, *, vague: bool = True) -> Share:
    percent = part * 100 / whole
    value = percent.quantize(_PLACES)
    if abs(value - percent) * 1_000 > percent:
        raise NotUnderstood(words, "it is too small a share to write in per cent")
    return Share(value, value != percent, vague)
