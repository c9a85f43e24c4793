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
from fractions import Fraction

from kg.amounts.changes import Change, read_change
from kg.amounts.conventions import FigureReading, read_figure
from kg.amounts.digits import NotUnderstood
from kg.amounts.leads import follower_of, lead_of
from kg.amounts.orders import Order, none_or_most, order_of
from kg.amounts.quantities import Quantity, check_unit, counted, read_quantity
from kg.amounts.ranges import Ends, ends_of, limits_of
from kg.amounts.refusals import FURTHER, refuse_other
from kg.amounts.shares import refuse_among
from kg.amounts.wording import as_typed, ways_to_read

_FORMS = (
    "write it as `67,000`, `more than 3,000`, `1.3 million`, `70 per cent`, "
    "`between 10 and 20` or `hundreds of thousands`; what else is counted goes to "
    "`unit`; `kg terms amount` shows the long form"
)
_ONE_SIDED = {
    "more-than": ("lower", False),
    "at-least": ("lower", True),
    "less-than": ("upper", False),
    "nearly": ("upper", False),
    "at-most": ("upper", True),
}
_IN_TOTAL = re.compile("(?<=.) (?:in total|altogether)$")


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

    def reading(
        self, unit: str | None = None, *, share: bool = False
    ) -> FigureReading | None:
        """Read it three ways, as figures are; ``None`` where it has no number.

        ``unit`` is that of the figure, where the words name none; a ``share`` is of a
        whole, and no reading of it goes above that.
        """
        value, lower, upper = (
            None if number is None else Fraction(number)
            for number in (self.value, self.lower, self.upper)
        )
        return read_figure(
            self.quantifier,
            value=value,
            lower=lower,
            upper=upper,
            lower_inclusive=self.lower_inclusive,
            upper_inclusive=self.upper_inclusive,
            unit=unit or self.unit,
            share=share,
        )


def parse_amount(text: str) -> Amount:
    """Read an amount such as ``more than 135,000``; raise ``ValueError`` if unclear."""
    try:
        amount = _one_of(ways_to_read(text))
    except NotUnderstood as error:
        part = as_typed(text, error.part) if error.part else " ".join(text.split())
        why = f": {error.why}" if error.why else f"; {_FORMS}"
        message = f"the amount `{text}` is not understood at `{part}`{why}"
        raise ValueError(message) from None
    return replace(amount, text=text)


def _one_of(ways: list[str]) -> Amount:
    """Read a phrase in the one way in which it can be read."""
    amounts, errors = [], []
    for words in ways:
        try:
            amounts.append(_read(words))
        except NotUnderstood as error:
            errors.append(error)
    if len(amounts) > 1:
        why = "a hyphen in it may join one number or part two; write `to` or a space"
        raise NotUnderstood("", why)
    if not amounts:
        raise errors[0]
    return amounts[0]


def _read(words: str) -> Amount:
    refuse_other(words)
    if order := none_or_most(words):
        return _ordered(order)
    change = read_change(words)
    return _plain(words) if change is None else _changed(change, words)


def _changed(change: Change, words: str) -> Amount:
    """Read the amount inside the words of a change."""
    if change.amount is None:
        return Amount(words, None, direction=change.direction)
    refuse_among(lead_of(change.amount)[1])
    amount = _with_noun(_plain(change.amount), change.noun)
    if change.more and amount.unit != "percent":
        raise NotUnderstood(words, FURTHER)
    if change.halving and amount.quantifier not in ("about", "exact"):
        raise NotUnderstood(words, "write it as a fall, as in `fell by more than half`")
    if amount.unit == "ratio" and any(number < 1 for number in amount.numbers):
        raise NotUnderstood(words, "less than one time as many is no such change")
    if change.direction == "decrease" and amount.unit == "percent":
        _check_fall(amount, words)
    return replace(amount, direction=change.direction)


def _check_fall(amount: Amount, words: str) -> None:
    beyond = amount.lower == 100 and not amount.lower_inclusive
    if beyond or any(number > 100 for number in amount.numbers):
        raise NotUnderstood(words, "nothing falls by more than 100 per cent")


def _with_noun(amount: Amount, noun: str) -> Amount:
    """Give the unit after ``2,000 fewer people`` to the amount before it."""
    if not noun:
        return amount
    unit, currency, _ = counted(noun)
    if amount.unit is not None:
        raise NotUnderstood(noun)
    for number in amount.numbers:
        check_unit(Quantity(number, unit), noun)
    return replace(amount, unit=unit, currency=currency)


def _plain(words: str) -> Amount:
    """Read an amount without words of change."""
    words = _IN_TOTAL.sub("", words)
    if order := order_of(words):
        return _ordered(order)
    if limits := limits_of(words):
        return _ranged(limits)
    lead, inner = lead_of(words)
    if lead in ("unqualified", "at-least") and (order := order_of(inner)):
        return _ordered(order, lead)
    code, inner, noun = follower_of(inner)
    if code and lead not in (None, "unqualified"):
        raise NotUnderstood(words, "it is limited twice, before and after the number")
    if code:
        return _with_noun(_single(code, read_quantity(inner)), noun)
    if lead in (None, "unqualified", "about") and (ends := ends_of(lead, inner)):
        return _ranged(ends)
    return _single(lead or "unqualified", read_quantity(inner))


def _ordered(order: Order, lead: str | None = None) -> Amount:
    """Make an amount of words without a number, bare or after a lead."""
    if lead == "at-least":
        if not order.times:
            raise NotUnderstood("", "it is limited twice; write what the source means")
        order = replace(order, quantifier=lead, upper=None)
    return Amount(
        "",
        order.quantifier,
        value=order.value,
        lower=order.lower,
        upper=order.upper,
        lower_inclusive=order.quantifier != "more-than",
        upper_inclusive=order.upper is None,
        unit=order.unit,
        currency=order.currency,
    )


def _single(code: str, number: Quantity) -> Amount:
    """Make an amount of one number; some words for one are an approximation."""
    if number.vague and code == "unqualified":
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


def _ranged(ends: Ends) -> Amount:
    """Make an amount of two numbers."""
    return Amount(
        "",
        "about" if ends.about else "between",
        lower=ends.low.value,
        upper=ends.high.value,
        lower_inclusive=not ends.low_open,
        upper_inclusive=not ends.high_open,
        unit=ends.high.unit,
        currency=ends.high.currency,
    )
