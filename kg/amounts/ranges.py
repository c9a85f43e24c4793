"""Two numbers of a phrase, from one to the other.

``10 to 20 thousand`` scales both ends, but ``10 to 20,000`` may or may not: it is
refused where the low end can be meant in thousands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from kg.amounts.quantities import Quantity, QuantityReader
from kg.amounts.words import Lexicon, NotUnderstood

_BEFORE_DIGIT = r"[\d\u20ac\u00a3\u20b9\u20ba\u20b4]|[a-z]{1,2}\$|[A-Z]{3}"
_DASH = rf" ?\u2013 ?|(?<=[\w%])(?:-| - )(?={_BEFORE_DIGIT})"
_LOWER = {"more-than": True, "at-least": False}
_UPPER = {"less-than": True, "at-most": False}
_SHORT = 1_000
"""What is below may be short for thousands: the 10 of ``10 to 20 thousand``."""

_IN_FULL = "write both ends of the range in full"

Before = Callable[[str], tuple[Any, str]]
"""Takes what limits a number off the front of a phrase."""


@dataclass(frozen=True, slots=True)
class Ends:
    """The two ends of a range; an open end does not belong to it."""

    low: Quantity
    high: Quantity
    low_open: bool = False
    high_open: bool = False
    about: bool = False


class RangeReader:
    """Reads the ranges of a language."""

    def __init__(
        self, words: Lexicon, quantities: QuantityReader, limit_before: Before
    ) -> None:
        self.words = words
        self.quantities = quantities
        self.limit_before = limit_before

    def read(self, lead: str | None, text: str) -> Ends | None:
        """Read a range, bare or after ``about``; ``None`` if it is one number."""
        for before, between in self.words.between:
            if match := re.match(before, text):
                return self._between(lead, text[match.end() :], between)
        ends = self._or.split(text)
        if len(ends) == 1:
            return None
        limit, ends[0] = self.limit_before(ends[0])
        return self._range(_one_lead(lead, limit.code, text), *_two(ends), text)

    def limits(self, text: str) -> Ends | None:
        """Read ``more than 300 but fewer than 500``; ``None`` if it is none."""
        for before, _ in self.words.between:
            if start := re.match(before, text):
                text = text[start.end() :]
        for match in self._joint.finditer(text):
            first, low = self.limit_before(text[: match.start()])
            second, high = self.limit_before(text[match.end() :])
            if first.code in _UPPER and second.code in _LOWER:
                first, second, low, high = second, first, high, low
            upper_alone = first.code is None and second.code == "at-most"
            if upper_alone and not self._is_quantity(low):
                continue  # the "up" of "up to as many as 500"
            if (first.code in _LOWER or upper_alone) and second.code in _UPPER:
                hedged = first.hedged or second.hedged
                ends = self._range("about" if hedged else None, low, high, text)
                opens = _LOWER.get(first.code, False), _UPPER[second.code]
                if any(opens) and ends.low.value == ends.high.value:
                    raise NotUnderstood(text, "nothing lies between the two")
                return replace(ends, low_open=opens[0], high_open=opens[1])
        return None

    def _is_quantity(self, text: str) -> bool:
        try:
            self.quantities.read(text)
        except NotUnderstood:
            return False
        return True

    @cached_property
    def _to(self) -> re.Pattern[str]:
        return re.compile(rf" (?:{self.words.to}) |{_DASH}")

    @cached_property
    def _or(self) -> re.Pattern[str]:
        words = f"{self.words.to}|{self.words.either}"
        return re.compile(rf",? (?:{self.words.perhaps}) | (?:{words}) |{_DASH}")

    @cached_property
    def _joint(self) -> re.Pattern[str]:
        return re.compile(rf",? (?:{self.words.limits}) ")

    def _between(self, lead: str | None, text: str, between: str) -> Ends:
        """Read the ends of ``between one hundred and fifty and two hundred``."""
        limit, text = self.limit_before(text)
        lead = _one_lead(lead, limit.code, text)
        parts = list(re.finditer(between, text))
        if not parts:
            return self._range(lead, *_two(self._to.split(text)), text)
        splits = [(text[: m.start()], text[m.end() :]) for m in parts]
        if len(splits) == 1:
            return self._range(lead, *splits[0], text)
        ranges = []
        for split in splits:
            try:
                ranges.append(self._range(lead, *split, text))
            except NotUnderstood:
                continue
        if len(ranges) != 1:
            raise NotUnderstood(text, "which `and` parts the two ends? write digits")
        return ranges[0]

    def _range(self, lead: str | None, start: str, end: str, text: str) -> Ends:
        """Read the two ends of a range; ``text`` is both, to be shown."""
        low, high = self.quantities.read(start), self.quantities.read(end)
        # "10 families to 20 thousand": what has its noun is written in full
        money_first = low.unit == "money" and start[:1] not in "0123456789"
        in_full = low.unit is not None and not money_first
        if low.unit not in (None, "percent", "ratio") and high.unit is None:
            high = replace(high, unit=low.unit, currency=low.currency)
        if low.value and low.value < _SHORT and not in_full:
            low = _scaled(low, high, text)
        low = _united(low, high, text)
        self.quantities.check(low, start)
        self.quantities.check(high, end)
        if low.value > high.value:
            limits = f"{low.value:,.16g} is above the upper {high.value:,.16g}"
            raise NotUnderstood(start, f"the lower bound {limits}")
        return Ends(low, high, about=lead == "about")


def _one_lead(lead: str | None, first: str | None, text: str) -> str | None:
    if first is None:
        return lead
    if lead is not None or first != "about":
        raise NotUnderstood(text, "a range is limited by its two ends already")
    return first


def _two(ends: list[str]) -> tuple[str, str]:
    if len(ends) != 2:
        part = " ".join(ends)
        raise NotUnderstood(part, "a range has two ends, as in `between 10 and 20`")
    return ends[0], ends[1]


def _scaled(low: Quantity, high: Quantity, text: str) -> Quantity:
    """Scale the low end of ``10 to 20 thousand``, but not of ``10 to 20,000``."""
    bare, value = low.scale == 1, low.value * high.scale
    if bare and high.scale > 1 and low.value < min(_SHORT, high.scale):
        if value > high.value:
            raise NotUnderstood(text, _IN_FULL)
        return replace(low, value=value)
    added = bare and not high.scale and high.top >= _SHORT
    if added or _short_of(low, high):
        raise NotUnderstood(text, _IN_FULL)
    return low


def _short_of(low: Quantity, high: Quantity) -> bool:
    """Tell whether the low end may be meant in the thousands of the high one."""
    thousands = high.scale == 1 and high.value % _SHORT == 0
    times = _SHORT if thousands else high.top
    return low.top < times and low.value * times < high.value


def _united(low: Quantity, high: Quantity, text: str) -> Quantity:
    """Give the low end of a range the unit that stands at the high one."""
    if low.unit is None and not high.share:
        return replace(low, unit=high.unit, currency=high.currency)
    if (low.unit, low.currency) != (high.unit, high.currency):
        raise NotUnderstood(text, "the two ends of a range have the same unit")
    return low
