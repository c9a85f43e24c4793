"""Numerals in digits and in words, read from the front of a phrase.

Digits are grouped by threes or as in India; words follow the English of reports:
``twelve hundred``, ``one million two hundred thousand``, ``two and a half``. A scale
may follow either: ``1.3 million``, ``5 lakh``, ``half a million``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen"
_TEENS = "fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL = {word: n for n, word in enumerate(f"{_UNITS} {_TEENS}".split())}
"""The words for whole numbers below twenty."""

_OF_TEN = {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
_POWERS = {
    **{"thousand": 1_000, "lakh": 100_000, "million": 10**6},
    **{"crore": 10**7, "billion": 10**9},
}
_LESSER = {
    **{"dozen": 12, "hundred": 100, "thousand": 1_000, "k": 1_000},
    **{"hundred thousand": 100_000},
}
SCALES = {
    **_LESSER,
    **_POWERS,
    **dict.fromkeys(["millions", "mln", "mn", "m"], 10**6),
    **dict.fromkeys(["billions", "bn"], 10**9),
    **{"lakhs": 100_000, "crores": 10**7},
}
"""What a number may be multiplied by, as written."""

_PARTS = {"half": "0.5", "quarter": "0.25", "three quarters": "0.75"}
_GROUPED = r"\d{1,3}(?P<sep>[, '])\d{3}(?:(?P=sep)\d{3})*|\d{1,2}(?:,\d{2})+,\d{3}|\d+"
_DIGITS = re.compile(rf"(?P<digits>(?:{_GROUPED})(?:\.\d{{1,9}})?)(?![,.]*\d)")
_SCALE = re.compile(
    rf" ?(?P<scale>{'|'.join(sorted(SCALES, key=len, reverse=True))})(?!\w)"
)
_PART = re.compile(
    r"(?:an? |one )?(?P<part>half|(?<!one )quarter|three quarters)(?: of an?| an?)?"
    rf" (?P<scale>dozen|hundred|{'|'.join(_POWERS)})(?!\w)"
)
_AND_PART = re.compile(r" and (?:an? )?(?P<part>half|quarter|three quarters)(?!\w)")
_COMMA = re.compile(r"\d+(?:,\d+)+(?!\d)")
_UNITED = re.compile(r" ?%| per ?cent(?!\w)| fold(?!\w)| times(?!\w)")


class NotUnderstood(ValueError):
    """A part of a phrase that has no reading, or two; ``why`` may say which."""

    def __init__(self, part: str, why: str = "") -> None:
        super().__init__(part, why)
        self.part = part.strip()
        self.why = why


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number, how it was scaled, and what stands after it.

    ``scale`` is the last multiplier (1 without one), 0 where several were added up, as
    in ``one million two hundred thousand``.
    """

    value: Decimal
    rest: str
    scale: int = 1


def read_numeral(words: str) -> Numeral | None:
    """Read the number at the front of a phrase in small letters.

    ``None`` if there is none; :class:`NotUnderstood` if it could be two.
    """
    if part := _PART.match(words):
        scale = SCALES[part["scale"]]
        value = Decimal(_PARTS[part["part"]]) * scale
        return Numeral(value, words[part.end() :], scale)
    return _digits(words) if words[:1].isdecimal() else _words(words)


def _digits(words: str) -> Numeral | None:
    match = _DIGITS.match(words)
    if match is None:
        if _COMMA.match(words):
            why = "a comma groups thousands (2,500), a point starts decimals (2.5)"
            raise NotUnderstood(words, why)
        return None
    digits = match["digits"]
    value = Decimal(re.sub(r"[, ']", "", digits))
    found = _scaled(_with_part(Numeral(value, words[match.end() :])))
    if found.rest[:1].isalnum():
        return None
    bare = found.scale == 1 and not _UNITED.match(found.rest)
    if bare and re.search(r"\.\d{3}$", digits):
        why = f"it could be {digits.replace('.', ',')}; write that"
        raise NotUnderstood(digits, why)
    return found


def _with_part(number: Numeral) -> Numeral:
    """Add ``and a half`` where it follows."""
    match = _AND_PART.match(number.rest)
    if match is None:
        return number
    value = number.value + Decimal(_PARTS[match["part"]])
    return replace(number, value=value, rest=number.rest[match.end() :])


def _scaled(number: Numeral) -> Numeral:
    """Multiply a number by the scale that follows it, if one does."""
    match = _SCALE.match(number.rest)
    if match is None:
        return number
    if number.value >= 1_000 and match["scale"] in _LESSER:
        raise NotUnderstood(match["scale"], "the number has two scales")
    scale = SCALES[match["scale"]]
    return Numeral(number.value * scale, number.rest[match.end() :], scale)


def _words(words: str) -> Numeral | None:
    """Read a number in words, as far as they go: scales go down."""
    found, last, rest = None, 0, words
    while (part := _below_thousand(rest)) is not None:
        power = re.match(rf" ({'|'.join(_POWERS)})(?!\w)", part.rest)
        factor = _POWERS[power[1]] if power and part.value else 1
        if found and (factor >= last or not part.value):
            break
        if factor > 1 and part.value >= 1_000:
            raise NotUnderstood(part.rest, "the number has two scales")
        rest = part.rest[power.end() :] if power and factor > 1 else part.rest
        value = part.value * factor
        if found is None:
            found = Numeral(value, rest, factor * part.scale)
        else:
            found = Numeral(found.value + value, rest, 0)
        last = factor
        tail = re.match(" (?:and )?", rest)
        if factor == 1 or tail is None:
            break
        rest = rest[tail.end() :]
    return _scaled(_with_part(found)) if found and found.scale == 1 else found


def _below_thousand(words: str) -> Numeral | None:
    """Read ``one hundred and fifty``, ``twelve hundred``, ``a hundred``, ``seven``."""
    small = _below_hundred(words)
    if small is None or not small.value:
        return small
    hundred = re.match(r" hundred(?!\w)", small.rest)
    if hundred is None:
        article = re.match(r"an?\b", words)
        return None if article and not _SCALE.match(small.rest) else small
    hundreds = Numeral(small.value * 100, small.rest[hundred.end() :], 100)
    tail = re.match(r" (?:and )?", hundreds.rest)
    more = _below_hundred(hundreds.rest[tail.end() :], article=False) if tail else None
    if more is None or not more.value:
        return hundreds
    return Numeral(hundreds.value + more.value, more.rest)


def _below_hundred(words: str, *, article: bool = True) -> Numeral | None:
    match = re.match(r"([a-z]+)(?: ([a-z]+))?(?!\w)", words)
    if match is None:
        return None
    first, second = match[1], match[2]
    rest = words[len(first) :]
    if first in _OF_TEN:
        digit = SMALL.get(second or "", 0)
        if 1 <= digit <= 9:
            return Numeral(Decimal(_OF_TEN[first] + digit), words[match.end() :])
        return Numeral(Decimal(_OF_TEN[first]), rest)
    if article and first in ("a", "an"):
        return Numeral(Decimal(1), rest)
    return Numeral(Decimal(SMALL[first]), rest) if first in SMALL else None
