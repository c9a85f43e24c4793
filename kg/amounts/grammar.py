"""The grammar of amounts: what stands around a number, and what it makes of it.

A level is a number with a unit, with words before and after it that limit it; a range
of two; or words without a number that tell its order. Which phrases may stand where is
the table of the language; nothing else here is of one language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from kg.amounts.amount import Amount
from kg.amounts.orders import OrderReader
from kg.amounts.quantities import Quantity, QuantityReader
from kg.amounts.ranges import Ends, RangeReader
from kg.amounts.words import Lexicon, NotUnderstood, Phrases, any_of, listed

_ONE_SIDED = {
    "more-than": ("lower", False),
    "at-least": ("lower", True),
    "less-than": ("upper", False),
    "nearly": ("upper", False),
    "at-most": ("upper", True),
}
"""Which bound a number is after a word that limits it, and whether it is included."""

_LOWER, _UPPER = ("more-than", "at-least"), ("less-than", "at-most")
_NEUTRAL = (None, "unqualified", "total")
_TWICE = "it is limited twice; write what the source means"


@dataclass(frozen=True, slots=True)
class Limit:
    """What the words around a number say of it: a code, and whether it is hedged.

    ``code`` is one of the list ``quantifier``, ``None`` where nothing is said.
    """

    code: str | None = None
    hedged: bool = False

    @property
    def neutral(self) -> bool:
        """Whether it limits nothing."""
        return self.code in _NEUTRAL


class LevelReader:
    """Reads the amounts of a language that are no changes.

    ``whole`` tells that what is counted is whole, which rates are not.
    """

    def __init__(self, words: Lexicon, *, whole: bool = True) -> None:
        self.words = words
        self.quantities = QuantityReader(words, whole=whole)
        self.orders = OrderReader(words, self.quantities)
        self.ranges = RangeReader(words, self.quantities, self.limit_before)

    def read(self, text: str) -> Amount:
        """Read a level from end to end; raise :class:`NotUnderstood` if it is none."""
        text = self._tails.sub("", text)
        if not self._limit_after(text)[0] and (amount := self.orders.read(text)):
            return amount
        if ends := self.ranges.limits(text):
            return self._ranged(ends)
        limit, inner = self.limit_before(text)
        after, number, noun = self._limit_after(inner)
        if not after and (amount := self._rough(limit, inner)):
            return amount
        if match := self._tolerance.fullmatch(inner):
            return self._tolerated(limit, match["number"], match["by"])
        if after:
            limit = _together(limit, after, text)
            if amount := self._rough(limit, number):
                return self.with_noun(amount, noun)
            if ends := self.ranges.read(limit.code, number):
                if not limit.neutral:
                    raise NotUnderstood(text, _TWICE)
                return self.with_noun(self._ranged(ends), noun)
            return self.with_noun(_single(limit, self.quantities.read(number)), noun)
        about = limit.neutral or limit.code == "about"
        if about and (ends := self.ranges.read(limit.code, inner)):
            return self._ranged(ends)
        return _single(limit, self.quantities.read(inner))

    def limit_before(self, text: str) -> tuple[Limit, str]:
        """Return what a phrase begins with, and the rest of the phrase.

        What says nothing (``a total of``) may stand before what limits, or after it,
        and a limit may be of a number that is only about known. Two limits are refused.
        """
        limit, rest = Limit(), text
        while lead := self._lead_of(rest):
            code = self._leads[lead]
            rest = rest[len(lead) :].removeprefix(" ")
            if code == "total":
                limit = limit if limit.code else Limit("total")
            elif limit.neutral:
                limit = Limit(code)
            elif code == "estimated" and limit.code not in ("exact", "estimated"):
                continue
            elif code == "about" and limit.code in (*_LOWER, *_UPPER):
                limit = replace(limit, hedged=True)
            else:
                raise NotUnderstood(text, _TWICE)
        return (Limit("about") if limit.code == "estimated" else limit), rest

    def with_noun(self, amount: Amount, noun: str) -> Amount:
        """Give the unit after ``2,000 fewer people`` to the amount before it."""
        if not noun:
            return amount
        unit, currency, _ = self.quantities.counted(noun)
        if amount.unit is not None:
            raise NotUnderstood(noun)
        for number in amount.numbers:
            self.quantities.check(Quantity(number, unit), noun)
        return replace(amount, unit=unit, currency=currency)

    @cached_property
    def _tails(self) -> re.Pattern[str]:
        return re.compile(rf"(?<=.),? (?:{any_of(self.words.tails.split('|'))})$")

    @cached_property
    def _leads(self) -> dict[str, str]:
        return listed(self.words.leads)

    @cached_property
    def _lead_phrases(self) -> Phrases:
        return Phrases(self._leads)

    def _lead_of(self, text: str) -> str | None:
        """Return the lead of a phrase; after a word a space and something follow."""
        lead = self._lead_phrases.at(text)
        rest = text[len(lead) :] if lead else ""
        spaced = rest.startswith(" ") or not (lead and lead[-1].isalpha())
        return lead if rest.strip() and spaced else None

    @cached_property
    def _followers(self) -> dict[str, str]:
        return listed(self.words.followers)

    @cached_property
    def _follower(self) -> re.Pattern[str]:
        words = any_of(phrase for phrase in self._followers if phrase[-1].isalpha())
        signs = any_of(phrase for phrase in self._followers if not phrase[-1].isalpha())
        return re.compile(
            rf"(?P<number>.+?),? ?(?P<phrase>(?<![^\W\d_])(?:{words})|{signs})"
            r"(?P<noun> .+)?"
        )

    @cached_property
    def _tolerance(self) -> re.Pattern[str]:
        within = self.words.tolerance or "(?!)"
        return re.compile(rf"(?P<number>.+?),? ?(?<![^\W\d_])(?:{within}) ?(?P<by>.+)")

    def _limit_after(self, text: str) -> tuple[str | None, str, str]:
        """Return what follows a number, the number, and a unit after both."""
        match = self._follower.fullmatch(text)
        noun = (match["noun"] or "") if match else ""
        if match is None or (noun and not self.quantities.is_unit(noun)):
            return None, text, ""
        return self._followers[match["phrase"]], match["number"], noun

    def _rough(self, limit: Limit, text: str) -> Amount | None:
        """Read an order of magnitude that is limited; ``None`` if it is no order.

        An upper bound ends where the order does, and a lower one begins where it does,
        if that is as good as a number: ``several hundred``, not ``hundreds``.
        """
        if limit.code == "nearly" and text in self.words.every.split("|"):
            all_ = Amount("", "nearly", upper=Decimal(100), unit="percent")
            return replace(all_, upper_inclusive=False)
        if limit.code in ("more-than", "nearly", "exact"):
            return None
        order = self.orders.read(text)
        if order is None or order.value is not None:
            return None
        if limit.neutral or limit.code == "about":
            return order
        if limit.code == "at-least":
            if order.quantifier != "some" and not self.orders.counts(text):
                raise NotUnderstood("", _TWICE)
            return replace(
                order, quantifier="at-least", upper=None, upper_inclusive=True
            )
        if order.upper is None:
            return None
        return replace(order, quantifier=limit.code, lower=None)

    def _tolerated(self, limit: Limit, number: str, by: str) -> Amount:
        """Read ``3,000, give or take 200``."""
        if not (limit.neutral or limit.code == "about"):
            raise NotUnderstood(by, _TWICE)
        middle, open_ends = self.quantities.read(number), False
        if order := self.orders.read(by):
            if order.upper is None:
                raise NotUnderstood(by)
            off, open_ends = Quantity(order.upper, order.unit, order.currency), True
        else:
            off = self.quantities.read(by)
        if off.unit == "percent" and middle.unit != "percent":
            off = replace(off, value=middle.value * off.value / 100, unit=None)
        if middle.unit is None:
            middle = replace(middle, unit=off.unit, currency=off.currency)
        if off.unit not in (None, middle.unit):
            raise NotUnderstood(by)
        low = replace(middle, value=max(middle.value - off.value, Decimal(0)))
        high = replace(middle, value=middle.value + off.value)
        about = limit.code == "about"
        return self._ranged(Ends(low, high, open_ends, open_ends, about=about))

    def _ranged(self, ends: Ends) -> Amount:
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


def _together(before: Limit, after: str, text: str) -> Limit:
    """Put together what stands before a number and what stands after it."""
    if after == "unqualified":
        return before
    if before.neutral:
        return Limit("at-least" if after == "counting" else after)
    if after == "counting" and before.code in _LOWER:
        return before
    if after == "counting" and before.code == "about":
        return Limit("at-least", hedged=True)
    if before.code == "about" and after in (*_LOWER, *_UPPER):
        return Limit(after, hedged=True)
    if before.code in (*_LOWER, *_UPPER) and after == "about":
        return replace(before, hedged=True)
    if before.code == after == "about":
        return before
    why = "it is limited twice, before and after the number"
    raise NotUnderstood(text, why)


def _single(limit: Limit, number: Quantity) -> Amount:
    """Make an amount of one number; some words for one are an approximation."""
    code = "unqualified" if limit.neutral else str(limit.code)
    if number.vague and code == "unqualified":
        code = "about"
    if number.rounded and code == "exact":
        raise NotUnderstood("", "it has no exact figure in per cent")
    quantifier = "about" if limit.hedged else code
    amount = Amount("", quantifier, unit=number.unit, currency=number.currency)
    if code not in _ONE_SIDED:
        step = number.step if code == "unqualified" else None
        return replace(amount, value=number.value, rounded_to=step)
    side, inclusive = _ONE_SIDED[code]
    if side == "lower":
        included = inclusive or limit.hedged
        return replace(amount, lower=number.value, lower_inclusive=included)
    if not number.value and not inclusive:
        raise NotUnderstood("", "nothing is less than 0")
    included = inclusive or limit.hedged
    return replace(amount, upper=number.value, upper_inclusive=included)
