"""One quantity of a phrase: a number with its unit, its currency, or as a share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.amounts.currencies import currency_after, currency_before
from kg.amounts.digits import SHOWN, NotUnderstood
from kg.amounts.numerals import OF_TEN, SMALL, read_numeral
from kg.amounts.scales import Numeral
from kg.amounts.shares import after_fraction, read_share

_REGULAR = (
    "household crossing case application encounter death attack removal document item "
    "displacement"
)
_NOUNS = {
    **dict.fromkeys(["person", "persons", "people"], "person"),
    **dict.fromkeys(["individual", "individuals"], "person"),
    **{"family": "family", "families": "family", "hh": "household", "hhs": "household"},
    **{f"{unit}{plural}": unit for unit in _REGULAR.split() for plural in ("", "s")},
}
_NOUN = re.compile(rf" (?P<noun>{'|'.join(sorted(_NOUNS, key=len, reverse=True))})\b")
_PER_CENT = re.compile(r" ?%| per ?cent(?!\w)| pct(?!\w)")
_RATIO = re.compile(r" (?P<word>fold|times)(?!\w)")
_START = re.compile(rf"[\u20ac\u00a3]?\d|(?:{'|'.join([*SMALL, *OF_TEN])})\b")
_LARGEST = 10**15
"""More than anybody counts, in any currency; numbers in digits end there, too."""

_LARGEST_SHARE = 100_000
"""No report has a hundred thousand per cent: such a figure is a count."""

_SHARES = {"percent": "percentage", "ratio": "ratio"}
_NO_COUNTS = (None, "percent", "ratio", "money")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed; ``share`` tells that it was a part of a whole in words.

    ``vague`` tells that the words are an approximation, ``rounded`` that a share has
    more decimals than are kept; ``scale`` and ``top`` are those of its numeral.
    """

    value: Decimal
    unit: str | None = None
    currency: str | None = None
    share: bool = False
    vague: bool = False
    rounded: bool = False
    scale: int = 1
    top: int = 1


def read_quantity(words: str) -> Quantity:
    """Read a quantity from end to end; raise :class:`NotUnderstood` at what is left."""
    if share := read_share(words):
        return Quantity(share.value, "percent", None, True, share.vague, share.rounded)
    prefix, bare = currency_before(words)
    number = read_numeral(bare)
    if number is None:
        raise NotUnderstood(after_fraction(words) or _before_number(bare) or words)
    if number.value >= _LARGEST:
        raise NotUnderstood(bare[:SHOWN], "it is more than anybody counts")
    unit, currency, rest = _unit(number)
    if rest or (prefix and unit):
        after = after_fraction(words) if number.scale == 1 else ""
        raise NotUnderstood(after or rest or number.rest)
    if prefix:
        unit, currency = "money", prefix
    scale, top, vague = number.scale, number.top, number.vague
    quantity = Quantity(number.value, unit, currency, vague=vague, scale=scale, top=top)
    check_unit(quantity, bare)
    return quantity


def check_unit(quantity: Quantity, words: str) -> None:
    """Refuse a number that cannot be one of its unit."""
    value, unit = quantity.value, quantity.unit
    if unit in _SHARES and value >= _LARGEST_SHARE:
        raise NotUnderstood(words, f"it is more than any {_SHARES[unit]}")
    if unit not in _NO_COUNTS and value % 1:
        raise NotUnderstood(words, f"it counts no whole number of unit `{unit}`")


def counted(rest: str) -> tuple[str | None, str | None, str]:
    """Return unit and currency that a noun gives, and what stands after it."""
    if noun := _NOUN.match(rest):
        return _NOUNS[noun["noun"]], None, rest[noun.end() :]
    currency, after = currency_after(rest)
    return ("money", currency, after) if currency else (None, None, rest)


def is_unit(noun: str) -> bool:
    """Tell whether words are a unit from end to end."""
    unit, _, rest = counted(noun)
    return unit is not None and not rest


def _unit(number: Numeral) -> tuple[str | None, str | None, str]:
    if match := _PER_CENT.match(number.rest):
        return "percent", None, number.rest[match.end() :]
    if match := _RATIO.match(number.rest):
        _check_ratio(number, match["word"])
        return "ratio", None, number.rest[match.end() :]
    return counted(number.rest)


def _check_ratio(number: Numeral, word: str) -> None:
    if number.value in (0, 1):
        raise NotUnderstood("", "a ratio is of more than one to one")
    if word == "times" and not number.value % 1:
        raise NotUnderstood("", "it may count occasions; `five-fold` is clear")


def _before_number(words: str) -> str:
    """Return the words before the first that begins a number, if any do."""
    tokens = words.split(" ")
    for place, token in enumerate(tokens):
        if _START.match(token):
            return " ".join(tokens[:place])
    return ""
