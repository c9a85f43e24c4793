"""Amounts as reports print them, read as intervals.

Nothing is guessed: a phrase that does not parse from end to end is refused, and the
part that was not understood is shown. What is read is what the words say: "more than"
is a strict lower bound, a bare figure the point as printed, "hundreds of thousands" at
least two hundred thousand and fewer than a million. How far such a figure may have been
rounded is not settled here. ``docs/amounts.md`` lists the phrases.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.read.changes import Change, read_change
from kg.read.currencies import fold_case
from kg.read.leads import follower_of, lead_of, refuse_rate
from kg.read.numerals import NotUnderstood
from kg.read.orders import order_of
from kg.read.quantities import Quantity, read_quantity

_FORMS = (
    "write it as `67,000`, `more than 3,000`, `1.3 million`, `70 per cent`, "
    "`between 10 and 20` or `hundreds of thousands`; what else is counted goes to "
    "`unit`; `kg terms amount` shows the long form"
)
_RANGE = re.compile(r" to | ?\u2013 ?|(?<=[\d%]) ?- ?(?=\d)")
_HYPHEN = re.compile(r"(?<=\w)-(?=[a-z])")
_GLUED = re.compile(r"(?<=\w)(?=fold\b)|(?<=\d)(?=per ?cent\b|times\b)")
_ONE_SIDED = {
    "more-than": ("lower", False),
    "at-least": ("lower", True),
    "less-than": ("upper", False),
    "nearly": ("upper", False),
    "at-most": ("upper", True),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """An interval: ``value`` is a printed point, ``None`` means no such bound.

    ``quantifier`` and ``direction`` are codes of the schemes ``quantifier`` and
    ``change-direction``, ``unit`` one of ``unit``, and ``currency`` an ISO 4217 code;
    each ``None`` where the words do not say it. Only what is ``unchanged`` has neither
    a number nor a quantifier.
    """

    text: str
    quantifier: str | None
    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    lower_inclusive: bool = True
    upper_inclusive: bool = True
    unit: str | None = None
    currency: str | None = None
    direction: str | None = None

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """Lower bound, value and upper bound, as far as there are any."""
        known = (self.lower, self.value, self.upper)
        return tuple(number for number in known if number is not None)


def parse_amount(text: str) -> Amount:
    """Read an amount such as ``more than 135,000``; raise ``ValueError`` if unclear."""
    words = " ".join(fold_case(text.replace("\u2019", "'")).split())
    words = _GLUED.sub(" ", _HYPHEN.sub(" ", words)).replace("  ", " ")
    try:
        refuse_rate(words)
        change = read_change(words)
        amount = _plain(words) if change is None else _changed(change, words)
    except NotUnderstood as error:
        part = error.part if error.part and error.part in words else words
        why = f": {error.why}" if error.why else f"; {_FORMS}"
        message = f"the amount `{text}` is not understood at `{part}`{why}"
        raise ValueError(message) from None
    return replace(amount, text=text)


def _changed(change: Change, words: str) -> Amount:
    """Read the amount inside the words of a change."""
    if change.amount is None:
        return Amount(words, None, direction=change.direction)
    amount = _plain(change.amount)
    if change.halving and amount.quantifier not in ("about", "exact"):
        raise NotUnderstood(words, "write it as a fall, as in `fell by more than half`")
    if amount.unit == "ratio" and any(number < 1 for number in amount.numbers):
        raise NotUnderstood(words, "less than one time as many is no such change")
    return replace(amount, direction=change.direction)


def _plain(words: str) -> Amount:
    if order := order_of(words):
        return Amount(
            words,
            order.quantifier,
            value=order.value,
            lower=order.lower,
            upper=order.upper,
            upper_inclusive=order.upper is None,
            unit=order.unit,
            currency=order.currency,
        )
    lead, inner = lead_of(words)
    code, inner = follower_of(inner)
    if code and lead not in (None, "unqualified"):
        raise NotUnderstood(words, "it is limited twice, before and after the number")
    if code or lead not in (None, "unqualified", "about"):
        return _single(code or lead or "", read_quantity(inner))
    return _points(lead, inner)


def _points(lead: str | None, words: str) -> Amount:
    """Read one number or two, bare or after ``about``."""
    if words.startswith("between "):
        return _between(lead, words.removeprefix("between "))
    ends = _RANGE.split(words.removeprefix("from "))
    if len(ends) == 1 and not words.startswith("from "):
        return _single(lead or "unqualified", read_quantity(words))
    first, ends[0] = lead_of(ends[0])
    return _range(_one_lead(lead, first, words), *_two(ends))


def _between(lead: str | None, words: str) -> Amount:
    """Read the ends of ``between one hundred and fifty and two hundred``."""
    first, words = lead_of(words)
    lead = _one_lead(lead, first, words)
    splits = [
        (words[: m.start()], words[m.end() :]) for m in re.finditer(" and ", words)
    ]
    if len(splits) < 2:
        return _range(lead, *_two(words.split(" and ")))
    found = []
    for split in splits:
        try:
            found.append(_range(lead, *split))
        except NotUnderstood:
            continue
    if len(found) != 1:
        raise NotUnderstood(words, "which `and` parts the two ends? write digits")
    return found[0]


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


def _single(code: str, number: Quantity) -> Amount:
    """Make an amount of one number; a share in words is an approximation."""
    if number.share and code == "unqualified":
        code = "about"
    if number.rounded and code == "exact":
        raise NotUnderstood("", "it has no exact figure in per cent")
    amount = Amount("", code, unit=number.unit, currency=number.currency)
    if code not in _ONE_SIDED:
        return replace(amount, value=number.value)
    side, inclusive = _ONE_SIDED[code]
    if side == "lower":
        return replace(amount, lower=number.value, lower_inclusive=inclusive)
    if not number.value and not inclusive:
        raise NotUnderstood("", "nothing is less than 0")
    return replace(amount, upper=number.value, upper_inclusive=inclusive)


def _range(lead: str | None, start: str, end: str) -> Amount:
    low, high = read_quantity(start), read_quantity(end)
    if low.currency and high.unit is None:  # "€3 to 4 million"
        high = replace(high, unit=low.unit, currency=low.currency)
    low = _like(low, high, f"{start} to {end}")
    if low.value > high.value:
        limits = f"{low.value:,.16g} is above the upper {high.value:,.16g}"
        raise NotUnderstood(f"{start}", f"the lower bound {limits}")
    code = "about" if lead == "about" else "between"
    unit, currency = high.unit, high.currency
    return Amount("", code, None, low.value, high.value, unit=unit, currency=currency)


def _like(low: Quantity, high: Quantity, words: str) -> Quantity:
    """Give the lower end of a range the scale and unit that stand at the upper one."""
    limit = min(1_000, high.scale or 1_000)
    if low.value < limit and low.scale == 1 and high.scale != 1:
        value = low.value * high.scale  # "10 to 20 thousand" scales both ends
        if not high.scale or value > high.value:
            raise NotUnderstood(words, "write both ends of the range in full")
        low = replace(low, value=value)
    if low.unit is None and not high.share:
        return replace(low, unit=high.unit, currency=high.currency)
    if (low.unit, low.currency) != (high.unit, high.currency):
        raise NotUnderstood(words, "the two ends of a range have the same unit")
    return low
