"""Amounts without a number: ``dozens``, ``hundreds of thousands``, ``several hundred``.

``None`` and ``most`` say as much as a number, too.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from kg.amounts.amount import Amount
from kg.amounts.quantities import QuantityReader
from kg.amounts.words import Lexicon, NotUnderstood, Phrases

_DOZEN, _HUNDRED = 12, 100


class OrderReader:
    """Reads what a language says in place of numbers."""

    def __init__(self, words: Lexicon, quantities: QuantityReader) -> None:
        self.words = words
        self.quantities = quantities
        self._plurals, self._several = Phrases(words.plurals), Phrases(words.several)
        self._counts, self._some = Phrases(words.counts), Phrases(words.some)
        self._noes = Phrases(words.no.split("|"))
        self._before = re.compile(rf"^(?:{words.within})")
        self._of = re.compile(rf"(?:{words.of}) ?|(?= )")

    def read(self, text: str) -> Amount | None:
        """Read an amount that has no number in it; ``None`` if there is one.

        Raises :class:`NotUnderstood` where it is of something that is no unit.
        """
        if times := self._times(text):
            return self._counted(_between(*times[:2]), times[2])
        if span := self._span(text):
            return self._counted(_between(*span[:2]), span[2])
        least = self._some.at(text)
        noun = None if least is None else self._noun(text[len(least) :])
        if least is None or noun is None or (noun and not self._known(noun)):
            return None
        some = Amount("", "some", lower=Decimal(self.words.some[least]))
        return self._counted(some, noun)

    def counts(self, text: str) -> bool:
        """Tell whether it counts powers, so that its lower bound is a number."""
        return self._times(text) is not None

    def nothing_or_most(self, text: str) -> Amount | None:
        """Read ``nobody``, which is 0, and ``most``, which is more than half."""
        if text in self.words.most.split("|"):
            half = Amount("", "more-than", lower=Decimal(50), unit="percent")
            return replace(half, lower_inclusive=False)
        if text in self.words.minority.split("|"):
            half = Amount("", "less-than", upper=Decimal(50), unit="percent")
            return replace(half, upper_inclusive=False)
        nobody = Amount("", "exact", value=Decimal(0))
        if text in self.words.nobody.split("|"):
            return nobody
        no = self._noes.at(text)
        noun = text[len(no) :] if no else ""
        if not no or not self.quantities.is_unit(noun):
            return None
        return self._counted(nobody, noun[1:])

    def _noun(self, rest: str) -> str | None:
        """Return the noun that ends a phrase, "" for none, ``None`` if it is no end."""
        of = self._of.match(rest)
        if not rest or of is None:
            return None if rest else ""
        return rest[of.end() :].removeprefix(" ") or None

    def _times(self, text: str) -> tuple[int, int, str] | None:
        """Read ``several hundred``: bounds, and the noun; few dozens are no hundred."""
        text = self._before.sub("", text, count=1)
        times = self._several.at(text)
        power = times and self._counts.at(text[len(times) + 1 :])
        if not times or not power:
            return None
        noun = self._noun(text[len(times) + 1 + len(power) :])
        count = self.words.counts[power]
        high = _HUNDRED if count == _DOZEN else 10 * count
        low = self.words.several[times] * count
        return None if noun is None else (low, high, noun)

    def _span(self, text: str) -> tuple[int, int, str] | None:
        """Read ``thousands``, and ``hundreds, if not thousands``."""
        if order := self._order(text):
            return *self.words.plurals[order[0]], order[1]
        for joint in self._either.finditer(text):
            first = text[: joint.start()]
            # tens, if not hundreds, of thousands
            last = self._order(text[joint.end() :].replace(", ", " ", 1))
            if last is None:
                continue
            low, high = self.words.plurals[last[0]]
            power = "".join(last[0].partition(" of ")[1:])
            for words in (first + power, first):
                order = self._order(words)
                span = self.words.plurals[order[0]] if order else None
                if order and span and not order[1] and span[0] < low:
                    return span[0], high, last[1]
        return None

    def _order(self, text: str) -> tuple[str, str] | None:
        """Return a plural and the noun after it; ``None`` if it is anything else."""
        text = self._before.sub("", text, count=1)
        order = self._plurals.at(text)
        rest = text[len(order) :] if order else ""
        if order is None or (rest and not re.match(self.words.of, rest)):
            return None
        noun = self._noun(rest)
        return None if noun is None else (order, noun)

    @cached_property
    def _either(self) -> re.Pattern[str]:
        return re.compile(rf",? (?:{self.words.perhaps}) ")

    def _known(self, noun: str) -> bool:
        return self.quantities.counted(f" {noun}")[0] is not None

    def _counted(self, order: Amount, noun: str) -> Amount:
        if not noun:
            return order
        unit, currency, rest = self.quantities.counted(f" {noun}")
        if unit is None or rest:
            raise NotUnderstood(rest or noun)
        return replace(order, unit=unit, currency=currency)


def _between(low: int, high: int) -> Amount:
    order = Amount("", "order-of-magnitude", lower=Decimal(low), upper=Decimal(high))
    return replace(order, upper_inclusive=False)
