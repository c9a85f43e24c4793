"""Numerals in digits and in words, read from the front of a phrase.

Words follow the English of reports: ``twelve hundred``, ``one million two hundred
thousand``, ``two and a half``. A scale may follow either: ``1.3 million``, ``5 lakh``,
``half a million``, and a lower one may be added, as in ``1 lakh 35 thousand``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from kg.amounts.digits import (
    NotUnderstood,
    read_digits,
    refuse_three_decimals,
    value_of,
)
from kg.amounts.scales import (
    PARTS,
    POWERS,
    SCALES,
    Numeral,
    scaled,
    with_part,
    with_part_of_power,
)

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen"
_TEENS = "fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL = {word: n for n, word in enumerate(f"{_UNITS} {_TEENS}".split())}
"""The words for whole numbers below twenty."""

DIGIT = "|".join(list(SMALL)[1:10])
"""A pattern of the words for one to nine."""

OF_TEN = {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
"""The words for twenty to ninety."""

_WORDED = re.compile(rf" (?:dozen|hundred|{'|'.join(POWERS)})(?!\w)")
_POWER = re.compile(rf" (?P<power>{'|'.join(POWERS)})(?!\w)")
_PART = re.compile(
    r"(?:a |one )?(?P<part>half|(?<!one )quarter|three quarters)(?: of a| a)?"
    rf" (?P<scale>dozen|hundred|{'|'.join(POWERS)})(?!\w)"
)
_SINGLE = re.compile(r"(?:a )?single(?!\w)")
_UNITED = re.compile(r" ?%| per ?cent(?!\w)| pct(?!\w)| fold(?!\w)| times(?!\w)")


def read_numeral(words: str) -> Numeral | None:
    """Read the number at the front of a phrase in small letters.

    ``None`` if there is none; :class:`NotUnderstood` if it could be two.
    """
    if part := _PART.match(words):
        scale = SCALES[part["scale"]]
        value = Decimal(PARTS[part["part"]]) * scale
        return Numeral(value, words[part.end() :], scale, scale, vague=True)
    if single := _SINGLE.match(words):
        return Numeral(Decimal(1), words[single.end() :])
    return _digits(words) if words[:1].isdecimal() else _words(words)


def _digits(words: str) -> Numeral | None:
    read = read_digits(words)
    if read is None:
        return None
    digits, rest = read
    number = scaled(with_part(Numeral(value_of(digits), rest)))
    number = _with_lower(with_part_of_power(number))
    if number.rest[:1].isalnum():
        return None
    if number.scale == 1 and not _UNITED.match(number.rest):
        refuse_three_decimals(digits)
    return number


def _with_lower(number: Numeral) -> Numeral:
    """Add what follows in a lower scale: ``1 lakh 35 thousand``."""
    last = number.scale
    while last in POWERS.values() and re.match(r" \d", number.rest):
        read = read_digits(number.rest[1:])
        lower = read and scaled(Numeral(value_of(read[0]), read[1]))
        if not lower or lower.scale not in POWERS.values():
            break
        if not 0 < lower.value < last or number.value % last:
            break
        last, value = lower.scale, number.value + lower.value
        number = replace(number, value=value, rest=lower.rest, scale=0)
    return number


def _words(words: str) -> Numeral | None:
    """Read a number in words, as far as they go: scales go down."""
    total, last, rest = None, 0, words
    while (part := _below_thousand(rest)) is not None:
        power = _POWER.match(part.rest)
        factor = POWERS[power["power"]] if power and part.value else 1
        if total and (factor >= last or not part.value):
            break
        if factor > 1 and part.value >= 1_000:
            raise NotUnderstood(part.rest, "the number has two scales")
        rest = part.rest[power.end() :] if power and factor > 1 else part.rest
        value = part.value * factor
        if total is None:
            top = max(factor, part.top if factor == 1 else 1)
            total = Numeral(value, rest, factor * part.scale, top)
        else:
            total = Numeral(total.value + value, rest, 0, total.top)
        last = factor
        tail = re.match(" (?:and )?", rest)
        if factor == 1 or tail is None:
            break
        rest = rest[tail.end() :]
    return _ended(total) if total else None


def _ended(number: Numeral) -> Numeral:
    """Add a half, or a scale of digits such as ``mn``, to a number in words."""
    if number.top > 100:
        return with_part_of_power(number)
    number = with_part(number)
    return number if number.scale == 100 else with_part_of_power(scaled(number))


def _below_thousand(words: str) -> Numeral | None:
    """Read ``one hundred and fifty``, ``twelve hundred``, ``a hundred``, ``seven``."""
    small = _below_hundred(words)
    if small is None or not small.value:
        return small
    hundred = re.match(r" hundred(?!\w)", small.rest)
    if hundred is None:
        article = re.match(r"a\b", words)
        return None if article and not _WORDED.match(small.rest) else small
    hundreds = Numeral(small.value * 100, small.rest[hundred.end() :], 100, 100)
    tail = re.match(r" (?:and )?", hundreds.rest)
    more = _below_hundred(hundreds.rest[tail.end() :], article=False) if tail else None
    if more is None or not more.value:
        return hundreds
    return Numeral(hundreds.value + more.value, more.rest, 0, 100)


def _below_hundred(words: str, *, article: bool = True) -> Numeral | None:
    match = re.match(r"([a-z]+)(?: ([a-z]+))?(?!\w)", words)
    if match is None:
        return None
    first, second = match[1], match[2]
    rest = words[len(first) :]
    if first in OF_TEN:
        digit = SMALL.get(second or "", 0)
        if 1 <= digit <= 9:
            return Numeral(Decimal(OF_TEN[first] + digit), words[match.end() :])
        return Numeral(Decimal(OF_TEN[first]), rest)
    if article and first == "a":
        return Numeral(Decimal(1), rest)
    return Numeral(Decimal(SMALL[first]), rest) if first in SMALL else None
