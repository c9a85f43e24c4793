"""Amounts as reports print them, read as intervals.

Nothing is guessed: a phrase that does not parse from end to end is refused, and the
part that was not understood is shown. Conventions: "more than" is a strict lower
bound; a bare figure is a point as printed, its rounding unknown; "hundreds of
thousands" means at least two hundred thousand and fewer than a million; "millions"
at least two million, with no upper bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

_NUMBERS = {
    **{"a": 1, "an": 1, "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4},
    **{"five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10},
    **{"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15},
    **{"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19},
    **{"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60},
    **{"seventy": 70, "eighty": 80, "ninety": 90},
}
_SCALES = {
    **{"dozen": 12, "hundred": 100, "thousand": 1_000, "k": 1_000},
    **{"hundred thousand": 100_000, "lakh": 100_000, "crore": 10**7},
    **dict.fromkeys(["million", "mn", "m"], 10**6),
    **dict.fromkeys(["billion", "bn"], 10**9),
}
_QUANTIFIERS = {
    "more-than": ["more than", "over", "above", "upwards of", "in excess of"],
    "at-least": ["at least", "no fewer than", "no less than", "a minimum of"],
    "less-than": ["less than", "fewer than", "under", "below"],
    "at-most": ["at most", "up to", "no more than", "as many as", "a maximum of"],
    "nearly": ["nearly", "almost", "close to", "just under"],
    "about": ["about", "around", "approximately", "roughly", "circa", "some"],
    "exact": ["exactly", "precisely"],
}
_QUANTIFIER_OF = {
    phrase: code for code, phrases in _QUANTIFIERS.items() for phrase in phrases
} | {"just over": "more-than", "an estimated": "about"}
_ORDERS = {
    "dozens": (24, None),
    "hundreds": (200, None),
    "thousands": (2_000, None),
    "tens of thousands": (20_000, 100_000),
    "hundreds of thousands": (200_000, 1_000_000),
    "millions": (2_000_000, None),
    "tens of millions": (20_000_000, 100_000_000),
}
_FOLDS = {"doubled": 2, "twofold": 2, "tripled": 3, "threefold": 3, "quadrupled": 4}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_LEAD = re.compile(rf"(?P<phrase>{_any_of(_QUANTIFIER_OF)}) ")
_RANGE = re.compile(r" to | ?\u2013 ?|(?<=\d) ?- ?(?=\d)")
_GROUPED = r"\d{1,3}(?P<sep>[, '])\d{3}(?:(?P=sep)\d{3})*|\d{1,2}(?:,\d{2})+,\d{3}|\d+"
_NUMBER = re.compile(
    rf"(?:(?P<digits>(?:{_GROUPED})(?:\.\d{{1,9}})?)|(?P<half>half an?)"
    rf"|(?P<word>{_any_of(_NUMBERS)}))"
    rf"(?: ?(?:(?P<scale>{_any_of(_SCALES)})|(?P<plural>lakh|crore|(?:m|b)illion)s))?"
    r"(?P<after> ?%| ?per ?cent|[- ]?fold| ?times)?(?![\w,.]*\w)"
)
_UNIT_AFTER = {"%": "percent", "percent": "percent", "fold": "ratio", "times": "ratio"}
_LARGEST = 10**15


@dataclass(frozen=True, slots=True)
class Amount:
    """An interval: ``value`` is a printed point, ``None`` means no such bound.

    ``quantifier`` is a code of the scheme of that name; ``unit`` is ``ratio`` or
    ``percent`` where the words say so, else ``None``.
    """

    text: str
    quantifier: str
    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    lower_inclusive: bool = True
    upper_inclusive: bool = True
    unit: str | None = None


def parse_amount(text: str) -> Amount:
    """Read an amount such as ``more than 135,000``; raise ``ValueError`` if unclear."""
    words = " ".join(text.replace("\u2019", "'").split()).casefold()
    if words in _ORDERS:
        low, high = _ORDERS[words]
        return _bounds(text, "order-of-magnitude", Decimal(low), _decimal(high), False)
    if words in ("some", "several", "a few", "an unknown number"):
        return _bounds(text, "some", Decimal(1), None)
    if lead := _LEAD.match(words):
        return _single(text, _QUANTIFIER_OF[lead["phrase"]], words[lead.end() :])
    if words.startswith("between "):
        return _range(text, words.removeprefix("between ").split(" and "))
    if _RANGE.search(words):
        return _range(text, _RANGE.split(words.removeprefix("from ")))
    return _single(text, "unqualified", words)


def _single(text: str, quantifier: str, words: str) -> Amount:
    fold = _FOLDS.get(words)
    number, unit = (Decimal(fold), "ratio") if fold else _number(words, text)
    one_sided = {
        "more-than": (number, None, False, True),
        "at-least": (number, None, True, True),
        "less-than": (None, number, True, False),
        "nearly": (None, number, True, False),
        "at-most": (None, number, True, True),
    }
    if quantifier not in one_sided:
        return Amount(text, quantifier, value=number, unit=unit)
    low, high, low_in, high_in = one_sided[quantifier]
    return Amount(
        text,
        quantifier,
        lower=low,
        upper=high,
        lower_inclusive=low_in,
        upper_inclusive=high_in,
        unit=unit,
    )


def _range(text: str, ends: list[str]) -> Amount:
    if len(ends) != 2:
        raise ValueError(f"`{text}`: a range has two ends, as in `between 10 and 20`")
    (low, unit_low), (high, unit_high) = (_number(end, text) for end in ends)
    if low < 1_000 and _scale(ends[0]) == 1:
        low *= _scale(ends[1])  # "10 to 20 thousand" scales both ends
    if unit_low and unit_low != unit_high:
        raise ValueError(f"`{text}`: the two ends of a range have the same unit")
    if low > high:
        message = f"the lower bound {low:,.16g} is above the upper {high:,.16g}"
        raise ValueError(f"`{text}`: {message}")
    return Amount(text, "between", lower=low, upper=high, unit=unit_high)


def _scale(words: str) -> int:
    match = _NUMBER.match(words)
    assert match is not None
    return _SCALES.get(match["scale"] or match["plural"] or "", 1)


def _number(words: str, whole: str) -> tuple[Decimal, str | None]:
    match = _NUMBER.match(words)
    rest = words[match.end() :] if match else words
    if match is None or rest:
        raise ValueError(
            f"the amount `{whole}` is not understood at `{rest.strip() or words}`; "
            "write it as `67,000`, `more than 3,000`, `1.3 million`, `70 per cent`, "
            "`between 10 and 20` or `hundreds of thousands`: what is counted goes to "
            "`unit`, a currency to `currency`; `kg terms amount` shows the long form"
        )
    bare = not match["scale"] and not match["after"]
    if bare and re.search(r"\.\d{3}$", match["digits"] or ""):
        point = match["digits"]
        raise ValueError(f"`{point}` could be {point.replace('.', ',')}; write that")
    if match["digits"]:
        number = Decimal(re.sub(r"[, ']", "", match["digits"]))
    else:
        number = Decimal("0.5") if match["half"] else Decimal(_NUMBERS[match["word"]])
    number *= _scale(words)
    if number >= _LARGEST:
        raise ValueError(f"`{whole}` is more than anybody counts")
    after = re.sub("[ -]", "", match["after"] or "")
    return number, _UNIT_AFTER.get(after)


def _bounds(
    text: str,
    quantifier: str,
    low: Decimal,
    high: Decimal | None,
    upper_inclusive: bool = True,
) -> Amount:
    return Amount(
        text, quantifier, lower=low, upper=high, upper_inclusive=upper_inclusive
    )


def _decimal(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(number)
