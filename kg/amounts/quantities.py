"""One quantity of a phrase: a number with its unit or currency, or a share in words.

A share is read in per cent and kept to four decimals: ``two thirds``, ``one in three``,
``5 out of 6``. In words it is an approximation; of two numbers in digits, of a hundred
or more, it was counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from kg.amounts.conventions import NO_COUNTS
from kg.amounts.currencies import CODES, SHARED_SIGNS, SIGNS
from kg.amounts.numerals import SHOWN, Numeral, NumeralReader
from kg.amounts.words import Lexicon, NotUnderstood, Phrases, any_of

_LARGEST = 10**15
"""More than anybody counts, in any currency; numbers in digits end there, too."""

_LARGEST_SHARE = 100_000
"""No report has a hundred thousand per cent: such a figure is a count."""

_SHARES = {"percent": "percentage", "ratio": "ratio"}
_YEAR = re.compile(r"(1[89]|20|21)\d\d")
_COUNTED = 100
"""Of so many or more, a part in digits was counted; "2 of 3" is a way of speaking."""

_PLACES = Decimal("0.0001")
"""A third is kept as 33.3333 per cent: finer than any report, and a short number."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed; ``share`` tells that it was a part of a whole in words.

    ``vague`` tells that the words are an approximation, ``rounded`` that a share has
    more decimals than are kept; ``scale``, ``top`` and ``step`` are its numeral's.
    """

    value: Decimal
    unit: str | None = None
    currency: str | None = None
    share: bool = False
    vague: bool = False
    rounded: bool = False
    scale: int = 1
    top: int = 1
    step: Decimal | None = None


class QuantityReader:
    """Reads the quantities of a language.

    ``whole`` tells that what is counted is whole: no 2.5 families, but for a rate.
    """

    def __init__(self, words: Lexicon, *, whole: bool = True) -> None:
        self.words = words
        self.whole = whole
        self.numerals = NumeralReader(words)

    def read(self, text: str) -> Quantity:
        """Read a quantity from end to end; raise :class:`NotUnderstood` if it is none.

        What is shown is what is left, or what stands before the number.
        """
        if share := self.share(text):
            return share
        prefix, bare = self._currency_before(text)
        number = self.numerals.read(bare)
        if number is None:
            raise NotUnderstood(
                self._after_fraction(text) or self._before_number(bare) or text
            )
        if number.value >= _LARGEST:
            raise NotUnderstood(bare[:SHOWN], "it is more than anybody counts")
        unit, currency, rest = self._unit(number)
        if rest or (prefix and unit):
            after = self._after_fraction(text) if number.scale == 1 else ""
            raise NotUnderstood(after or rest or number.rest)
        if prefix:
            unit, currency = "money", prefix
        quantity = Quantity(
            number.value,
            unit,
            currency,
            vague=number.vague,
            scale=number.scale,
            top=number.top,
            step=number.step,
        )
        self.check(quantity, bare)
        return quantity

    def check(self, quantity: Quantity, text: str) -> None:
        """Refuse a number that cannot be one of its unit."""
        value, unit = quantity.value, quantity.unit
        if unit in _SHARES and value >= _LARGEST_SHARE:
            raise NotUnderstood(text, f"it is more than any {_SHARES[unit]}")
        if self.whole and unit not in NO_COUNTS and value % 1:
            raise NotUnderstood(text, f"it counts no whole number of unit `{unit}`")

    def counted(self, rest: str) -> tuple[str | None, str | None, str]:
        """Return unit and currency that a noun gives, and what stands after it."""
        of = self._of.match(rest)
        bare = rest[of.end() :] if of else rest.removeprefix(" ")
        if (noun := self._nouns.at(bare)) and bare != rest:
            return self.words.units[noun], None, bare[len(noun) :]
        if name := self._names.at(bare):
            return "money", self._code(name), bare[len(name) :]
        return None, None, rest

    def is_unit(self, noun: str) -> bool:
        """Tell whether words are a unit from end to end."""
        unit, _, rest = self.counted(noun)
        return unit is not None and not rest

    def share(self, text: str) -> Quantity | None:
        """Read a share from end to end; ``None`` if it is none."""
        if text in self.words.fractions:
            part, whole = map(Decimal, self.words.fractions[text])
            return _share(part, whole, text)
        return self._among(text)

    def refuse_among(self, text: str) -> None:
        """Refuse ``one in three`` as the size of a change."""
        if self._among(text) is not None:
            why = "it is part of a whole and no size of a change"
            raise NotUnderstood(text, why)

    @cached_property
    def _nouns(self) -> Phrases:
        return Phrases(self.words.units)

    @cached_property
    def _names(self) -> Phrases:
        words = self.words
        return Phrases([*words.money, *words.shared, *SIGNS, *SHARED_SIGNS, *CODES])

    @cached_property
    def _of(self) -> re.Pattern[str]:
        """What a noun may have before it, but in English, where it is no amount."""
        english = self.words.name == "English"
        return re.compile("(?!)" if english else rf"(?:{self.words.of}) ?")

    @cached_property
    def _percent(self) -> re.Pattern[str]:
        phrases = self.words.percent.split("|")
        names = any_of(phrase for phrase in phrases if phrase != "%")
        return re.compile(rf" ?%| ?(?:{names})(?!\w)")

    @cached_property
    def _fraction(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{any_of(self.words.fractions)})(?!\w)")

    @cached_property
    def _start(self) -> re.Pattern[str]:
        return re.compile(rf"[\u20ac\u00a3]?\d|(?:{any_of(self.words.small)})\b")

    def _currency_before(self, text: str) -> tuple[str | None, str]:
        match = _BEFORE.match(text)
        if match is None:
            return None, text
        return self._code(match["name"]), text[match.end() :]

    def _code(self, name: str) -> str:
        if why := {**self.words.shared, **SHARED_SIGNS}.get(name):
            raise NotUnderstood(name, f"{why} would say")
        return name if name in CODES else {**SIGNS, **self.words.money}[name]

    def _after_fraction(self, text: str) -> str:
        """Return what stands after a fraction at the front of a phrase, if one does."""
        match = self._fraction.match(text)
        return text[match.end() :] if match else ""

    def _among(self, text: str) -> Quantity | None:
        """Read ``5 out of 6``, ``one in three``; a year after ``in`` is none of it."""
        match = re.search(self.words.among, text)
        if match is None:
            return None
        before, after = text[: match.start()], text[match.end() :]
        part, whole = self.numerals.read(before), self.numerals.read(after)
        if part is None or part.rest or whole is None:
            return None
        if whole.rest:
            if not part.value <= whole.value:
                return None
            raise NotUnderstood(whole.rest)
        _check_share(part.value, whole.value, text)
        if match["word"] in ("in", "of") and _YEAR.fullmatch(after):
            raise NotUnderstood(text[match.start() :], "a year goes to `period`")
        digits = re.fullmatch(r"[\d,' .]+", before + after)
        counted = digits and match["word"] != "in" and whole.value >= _COUNTED
        return _share(part.value, whole.value, text, vague=not counted)

    def _unit(self, number: Numeral) -> tuple[str | None, str | None, str]:
        if match := self._percent.match(number.rest):
            return "percent", None, number.rest[match.end() :]
        if match := _RATIO.match(number.rest):
            _check_ratio(number, match["word"])
            return "ratio", None, number.rest[match.end() :]
        return self.counted(number.rest)

    def _before_number(self, text: str) -> str:
        """Return the words before the first that begins a number, if any do."""
        tokens = text.split(" ")
        for place, token in enumerate(tokens):
            if self._start.match(token):
                return " ".join(tokens[:place])
        return ""


_RATIO = re.compile(r" (?P<word>fold|times)(?!\w)")
_BEFORE = re.compile(
    rf"(?P<name>{any_of([*SIGNS, *SHARED_SIGNS, *CODES])})(?![a-z]) ?(?=[\da-z])"
)


def _check_ratio(number: Numeral, word: str) -> None:
    if number.value in (0, 1):
        raise NotUnderstood("", "a ratio is of more than one to one")
    if word == "times" and not number.value % 1:
        raise NotUnderstood("", "it may count occasions; `five-fold` is clear")


def _check_share(part: Decimal, whole: Decimal, text: str) -> None:
    if not whole:
        raise NotUnderstood(text, "nothing is part of 0")
    if part % 1 or whole % 1:
        raise NotUnderstood(text, "a share is of whole numbers")


def _share(part: Decimal, whole: Decimal, text: str, *, vague: bool = True) -> Quantity:
    if part > whole:
        raise NotUnderstood(text, "a part is not above its whole")
    percent = part * 100 / whole
    value = percent.quantize(_PLACES)
    if abs(value - percent) * 1_000 > percent:
        raise NotUnderstood(text, "it is too small a share to write in per cent")
    return Quantity(value, "percent", None, True, vague, value != percent)
