"""What a number is multiplied by: ``5 lakh``, ``1.3 million``, ``two and a half``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.amounts.digits import NotUnderstood

POWERS = {
    **{"thousand": 1_000, "lakh": 100_000, "lac": 100_000, "million": 10**6},
    **{"crore": 10**7, "billion": 10**9},
}
"""Powers by name: those of English, in which a billion is 10**9, and of South Asia."""

_LESSER = {
    **{"dozen": 12, "hundred": 100, "thousand": 1_000, "k": 1_000},
    **{"hundred thousand": 100_000},
}
SCALES = {
    **_LESSER,
    **POWERS,
    **dict.fromkeys(["millions", "mln", "mn", "m"], 10**6),
    **dict.fromkeys(["billions", "bn"], 10**9),
    **{"lakhs": 100_000, "lacs": 100_000, "crores": 10**7},
}
"""What a number may be multiplied by, as written."""

PARTS = {"half": "0.5", "quarter": "0.25", "three quarters": "0.75"}
_SCALE = re.compile(
    rf" ?(?P<scale>{'|'.join(sorted(SCALES, key=len, reverse=True))})(?!\w)"
)
_AND_PART = re.compile(r" and (?:a )?(?P<part>half|quarter|three quarters)(?!\w)")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number, how it was scaled, and what stands after it.

    ``scale`` is the last multiplier (1 without one), 0 where several were added up, as
    in ``one million two hundred thousand``; ``top`` is the largest power named.
    ``vague`` tells that the words are an approximation: ``half a million``.
    """

    value: Decimal
    rest: str
    scale: int = 1
    top: int = 1
    vague: bool = False


def with_part(number: Numeral) -> Numeral:
    """Add ``and a half`` where it follows."""
    match = _AND_PART.match(number.rest)
    if match is None:
        return number
    if number.value >= 100 or number.value % 1:
        why = f"`{match[0].strip()}` follows a whole number below 100"
        raise NotUnderstood(match[0], why)
    value = number.value + Decimal(PARTS[match["part"]])
    return replace(number, value=value, rest=number.rest[match.end() :])


def with_part_of_power(number: Numeral) -> Numeral:
    """Add the half of ``a million and a half``, which is half a million."""
    match = _AND_PART.match(number.rest)
    if match is None or number.scale not in POWERS.values():
        return number
    count = number.value / number.scale
    clear = count == 1 or number.scale > 1_000  # not "twenty thousand and a half"
    if count >= 100 or count % 1 or not clear:
        return number
    value = number.value + number.scale * Decimal(PARTS[match["part"]])
    return replace(number, value=value, rest=number.rest[match.end() :], scale=0)


def scaled(number: Numeral) -> Numeral:
    """Multiply a number by the scale that follows it, if one does."""
    match = _SCALE.match(number.rest)
    if match is None:
        return number
    name = match["scale"]
    limit = 100 if name.startswith("hundred") else 1_000
    if number.value >= limit and name in _LESSER:
        raise NotUnderstood(name, "the number has two scales")
    scale = SCALES[name]
    top = 1_000 if name == "hundred thousand" else scale
    rest = number.rest[match.end() :]
    return Numeral(number.value * scale, rest, scale, top, vague=name == "dozen")
