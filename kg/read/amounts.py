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
    **dict.fromkeys(["a", "an", "one"], 1),
    **{"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8},
    **{"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12},
}
_SCALES = {
    **{"hundred": 100, "thousand": 1_000, "k": 1_000, "lakh": 100_000},
    **dict.fromkeys(["million", "mn", "m"], 10**6),
    **dict.fromkeys(["crore"], 10**7),
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
}
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


_LEAD = re.compile(rf"(?P<phrase>{_any_of(_QUANTIFIER_OF)})\s+(?:an? )?")
_GROUPED = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d+"
_NUMBER = re.compile(
    rf"(?:(?P<digits>(?:{_GROUPED})(?:\.\d+)?)|(?P<half>half an?)"
    rf"|(?P<word>{_any_of(_NUMBERS)}))"
    rf"(?:\s?(?P<scale>{_any_of(_SCALES)})s?)?"
    r"(?P<after>\s?%|\s?per\s?cent|[- ]?fold|\s?times)?(?![\w,.]*\w)"
)
_UNIT_AFTER = {"%": "percent", "percent": "percent", "fold": "ratio", "times": "ratio"}


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
    if words.startswith("between ") or " to " in words or "\u2013" in words:
        return _range(text, words)
    return _single(text, words)


def _single(text: str, words: str) -> Amount:
    lead = _LEAD.match(words)
    quantifier = _QUANTIFIER_OF[lead["phrase"]] if lead else "unqualified"
    rest = words[lead.end() :] if lead else words
    number, unit = _number(rest, text)
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


def _range(text: str, words: str) -> Amount:
    parts = re.split(r" and | to |\s?\u2013\s?", words.removeprefix("between "))
    if len(parts) != 2:
        raise ValueError(f"`{text}`: a range has two ends, as in `between 10 and 20`")
    low_words, high_words = (part.strip() for part in parts)
    if (scale := _scale_of(high_words)) and _scale_of(low_words) is None:
        low_words += f" {scale}"  # "10 to 20 thousand" scales both ends
    (low, unit_low), (high, unit_high) = (
        _number(part, text) for part in (low_words, high_words)
    )
    if low > high:
        raise ValueError(
            f"`{text}`: the lower bound {low:,f} is above the upper {high:,f}"
        )
    return Amount(text, "between", lower=low, upper=high, unit=unit_low or unit_high)


def _scale_of(words: str) -> str | None:
    match = _NUMBER.match(words)
    return match["scale"] if match else None


def _number(words: str, whole: str) -> tuple[Decimal, str | None]:
    if words.strip() in _FOLDS:
        return Decimal(_FOLDS[words.strip()]), "ratio"
    match = _NUMBER.match(words.strip())
    rest = words.strip()[match.end() :] if match else words
    if match is None or rest.strip():
        raise ValueError(
            f"the amount `{whole}` is not understood at `{rest.strip() or words}`; "
            "write it as `67,000`, `more than 3,000`, `1.3 million`, "
            "`between 10 and 20` or `hundreds of thousands`"
        )
    if match["digits"]:
        number = Decimal(re.sub(r"[,\s\u00a0\u202f]", "", match["digits"]))
    else:
        number = Decimal("0.5") if match["half"] else Decimal(_NUMBERS[match["word"]])
    number *= _SCALES.get(match["scale"] or "", 1)
    after = re.sub(r"[\s-]", "", match["after"] or "")
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
