"""One quantity of a phrase: a number with its unit, its currency, or as a share.

Shares in words (``two thirds``, ``one in three``) are read in per cent, rounded to four
decimals; nobody who writes them counts more closely.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.read.currencies import currency_after, currency_before
from kg.read.numerals import SMALL, NotUnderstood, Numeral, read_numeral

_NOUNS = {
    **dict.fromkeys(["person", "persons", "people"], "person"),
    **dict.fromkeys(["individual", "individuals"], "person"),
    **{"family": "family", "families": "family"},
    **{
        f"{unit}{plural}": unit
        for unit in ("household", "crossing", "case", "application", "encounter")
        for plural in ("", "s")
    },
    **{
        f"{unit}{plural}": unit
        for unit in ("death", "attack", "removal", "document")
        for plural in ("", "s")
    },
}
_NOUN = re.compile(rf" (?P<noun>{'|'.join(sorted(_NOUNS, key=len, reverse=True))})\b")
_PER_CENT = re.compile(r" ?%| per ?cent(?!\w)")
_RATIO = re.compile(r" (fold|times)(?!\w)")
_PARTS = {
    **{"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7},
    **{"eighth": 8, "ninth": 9, "tenth": 10},
}
_FRACTION = re.compile(
    rf"(?:(?P<count>an?|{'|'.join(list(SMALL)[1:10])}) )?"
    rf"(?P<part>{'|'.join(_PARTS)})(?P<plural>s)?"
)
_AMONG = re.compile(r" (?P<word>out of|in|of)(?: every)? ")
_YEAR = re.compile(r"(1[89]|20|21)\d\d")
_PLACES = Decimal("0.0001")
_LARGEST = 10**15


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed; ``share`` tells that it was a fraction in words.

    ``rounded`` tells that the fraction has more decimals than are kept; ``scale`` is
    what multiplied the number last (1: nothing; 0: several were added up).
    """

    value: Decimal
    unit: str | None = None
    currency: str | None = None
    share: bool = False
    rounded: bool = False
    scale: int = 1


def read_quantity(words: str) -> Quantity:
    """Read a quantity from end to end; raise :class:`NotUnderstood` at what is left."""
    if (share := _fraction(words) or _among(words)) is not None:
        return share
    prefix, bare = currency_before(words)
    number = read_numeral(bare)
    if number is None:
        raise NotUnderstood(words)
    if number.value >= _LARGEST:
        raise NotUnderstood(bare[:40], "it is more than anybody counts")
    unit, currency, rest = _unit(number)
    if rest or (prefix and unit):
        raise NotUnderstood(rest or number.rest)
    if prefix:
        unit, currency = "money", prefix
    return Quantity(number.value, unit, currency, scale=number.scale)


def counted(rest: str) -> tuple[str | None, str | None, str]:
    """Return unit and currency that a noun gives, and what stands after it."""
    if noun := _NOUN.match(rest):
        return _NOUNS[noun["noun"]], None, rest[noun.end() :]
    currency, after = currency_after(rest)
    return ("money", currency, after) if currency else (None, None, rest)


def _unit(number: Numeral) -> tuple[str | None, str | None, str]:
    for pattern, unit in ((_PER_CENT, "percent"), (_RATIO, "ratio")):
        if match := pattern.match(number.rest):
            return unit, None, number.rest[match.end() :]
    return counted(number.rest)


def _fraction(words: str) -> Quantity | None:
    match = _FRACTION.fullmatch(words)
    if match is None:
        return None
    count = SMALL.get(match["count"] or "", 1)
    parts = _PARTS[match["part"]]
    singular = match["count"] is not None or match["part"] == "half"
    if count >= parts or bool(match["plural"]) != (count > 1) or not singular:
        return None
    return _share(Decimal(count), Decimal(parts), words)


def _among(words: str) -> Quantity | None:
    """Read ``5 out of 6``, ``one in three``; a year after ``in`` is none of it."""
    match = _AMONG.search(words)
    if match is None:
        return None
    ends = [read_numeral(w) for w in (words[: match.start()], words[match.end() :])]
    if any(end is None or end.rest for end in ends):
        return None
    part, whole = (end.value for end in ends if end is not None)
    if match["word"] == "in" and _YEAR.fullmatch(words[match.end() :]):
        raise NotUnderstood(words[match.start() :], "a year goes to `period`")
    if part > whole or not whole:
        raise NotUnderstood(words, "a part is not above its whole")
    return _share(part, whole, words)


def _share(part: Decimal, whole: Decimal, words: str) -> Quantity:
    percent = part * 100 / whole
    value = percent.quantize(_PLACES)
    if abs(value - percent) * 1_000 > percent:
        raise NotUnderstood(words, "it is too small a share to write in per cent")
    return Quantity(value, "percent", share=True, rounded=value != percent)
