"""Two numbers of a phrase, from one to the other.

``10 to 20 thousand`` scales both ends, but ``10 to 20,000`` may or may not: it is
refused where the low end can be meant in thousands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.amounts.currencies import currency_before
from kg.amounts.digits import NotUnderstood
from kg.amounts.leads import lead_of
from kg.amounts.quantities import Quantity, check_unit, read_quantity

_BEFORE_DIGIT = r"[\d\u20ac\u00a3\u20b9\u20ba\u20b4]|[a-z]{1,2}\$|[A-Z]{3}"
_TO = re.compile(rf" to | ?\u2013 ?|(?<=[\w%])(?:-| - )(?={_BEFORE_DIGIT})")
_OR = re.compile(rf"{_TO.pattern}| or ")
_BETWEEN = re.compile(r"(?:(?:anywhere|somewhere) )?between ")
_LIMITS = re.compile(r" (?:but|and) ")
_LOWER = {"more-than": True, "at-least": False}
_UPPER = {"less-than": True, "at-most": False}
_SHORT = 1_000
"""What is below may be short for thousands: the 10 of ``10 to 20 thousand``."""

_IN_FULL = "write both ends of the range in full"


@dataclass(frozen=True, slots=True)
class Ends:
    """The two ends of a range; an open end does not belong to it."""

    low: Quantity
    high: Quantity
    low_open: bool = False
    high_open: bool = False
    about: bool = False


def ends_of(lead: str | None, words: str) -> Ends | None:
    """Read a range, bare or after ``about``; ``None`` if it is one number."""
    if match := _BETWEEN.match(words):
        return _between(lead, words[match.end() :])
    start = words.removeprefix("from ")
    ends = (_OR if start == words else _TO).split(start)
    if len(ends) == 1 and start == words:
        return None
    first, ends[0] = lead_of(ends[0])
    return _range(_one_lead(lead, first, words), *_two(ends), words)


def limits_of(words: str) -> Ends | None:
    """Read ``more than 300 but fewer than 500``; ``None`` if it is nothing like it."""
    for match in _LIMITS.finditer(words):
        first, low = lead_of(words[: match.start()])
        second, high = lead_of(words[match.end() :])
        if first in _LOWER and second in _UPPER:
            ends = _range(None, low, high, words)
            opens = _LOWER[first], _UPPER[second]
            if any(opens) and ends.low.value == ends.high.value:
                raise NotUnderstood(words, "nothing lies between the two")
            return replace(ends, low_open=opens[0], high_open=opens[1])
    return None


def _between(lead: str | None, words: str) -> Ends:
    """Read the ends of ``between one hundred and fifty and two hundred``."""
    first, words = lead_of(words)
    lead = _one_lead(lead, first, words)
    ands = list(re.finditer(" and ", words))
    if not ands:
        return _range(lead, *_two(_TO.split(words)), words)
    splits = [(words[: m.start()], words[m.end() :]) for m in ands]
    if len(splits) == 1:
        return _range(lead, *splits[0], words)
    ranges = []
    for split in splits:
        try:
            ranges.append(_range(lead, *split, words))
        except NotUnderstood:
            continue
    if len(ranges) != 1:
        raise NotUnderstood(words, "which `and` parts the two ends? write digits")
    return ranges[0]


def _one_lead(lead: str | None, first: str | None, words: str) -> str | None:
    if first is None:
        return lead
    if lead is not None or first != "about":
        raise NotUnderstood(words, "a range is limited by its two ends already")
    return first


def _two(ends: list[str]) -> tuple[str, str]:
    if len(ends) != 2:
        part = " ".join(ends)
        raise NotUnderstood(part, "a range has two ends, as in `between 10 and 20`")
    return ends[0], ends[1]


def _range(lead: str | None, start: str, end: str, words: str) -> Ends:
    """Read the two ends of a range; ``words`` are both, to be shown."""
    low, high = read_quantity(start), read_quantity(end)
    # "10 families to 20 thousand": what has its noun is written in full
    in_full = low.unit is not None and currency_before(start)[0] is None
    if low.unit not in (None, "percent", "ratio") and high.unit is None:
        high = replace(high, unit=low.unit, currency=low.currency)
    if low.value and low.value < _SHORT and not in_full:
        low = _scaled(low, high, words)
    low = _united(low, high, words)
    check_unit(low, start)
    check_unit(high, end)
    if low.value > high.value:
        limits = f"{low.value:,.16g} is above the upper {high.value:,.16g}"
        raise NotUnderstood(start, f"the lower bound {limits}")
    return Ends(low, high, about=lead == "about")


def _scaled(low: Quantity, high: Quantity, words: str) -> Quantity:
    """Scale the low end of ``10 to 20 thousand``, but not of ``10 to 20,000``."""
    bare, value = low.scale == 1, low.value * high.scale
    if bare and high.scale > 1 and low.value < min(_SHORT, high.scale):
        if value > high.value:
            raise NotUnderstood(words, _IN_FULL)
        return replace(low, value=value)
    added = bare and not high.scale and high.top >= _SHORT
    if added or _short_of(low, high):
        raise NotUnderstood(words, _IN_FULL)
    return low


def _short_of(low: Quantity, high: Quantity) -> bool:
    """Tell whether the low end may be meant in the thousands of the high one."""
    thousands = high.scale == 1 and high.value % _SHORT == 0
    times = _SHORT if thousands else high.top
    return low.top < times and low.value * times < high.value


def _united(low: Quantity, high: Quantity, words: str) -> Quantity:
    """Give the low end of a range the unit that stands at the high one."""
    if low.unit is None and not high.share:
        return replace(low, unit=high.unit, currency=high.currency)
    if (low.unit, low.currency) != (high.unit, high.currency):
        raise NotUnderstood(words, "the two ends of a range have the same unit")
    return low
