"""Amounts without a number: ``dozens``, ``hundreds of thousands``, ``several hundred``.

A plural begins at two of its kind and ends below ten: ``hundreds`` is 200 or more, and
fewer than 1,000.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.read.numerals import NotUnderstood
from kg.read.quantities import counted

_POWERS = {
    **{"hundred": 100, "thousand": 1_000, "hundred thousand": 100_000},
    **{"lakh": 100_000, "million": 10**6, "crore": 10**7, "billion": 10**9},
}
_PLURALS = {
    f"{times}{power}s": (2 * factor * count, 10 * factor * count)
    for power, count in _POWERS.items()
    if not power.startswith("hundred")
    for times, factor in (("", 1), ("tens of ", 10), ("hundreds of ", 100))
} | {
    **{"a handful": (2, 10), "tens": (20, 100), "dozens": (24, 100)},
    **{"scores": (40, 100), "hundreds": (200, 1_000)},
    **{"lakhs": (200_000, 10**7), "crores": (2 * 10**7, 10**9)},
}
_ANY = ("some", "several", "a few", "an unknown number")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_PLURAL = re.compile(rf"(?P<order>{_any_of(_PLURALS)})(?: of(?P<noun> .+))?")
_TIMES = re.compile(
    r"(?P<times>several|a few|a couple(?: of)?) "
    rf"(?P<power>{_any_of(_POWERS)}|dozen)(?P<noun> .+)?"
)
_SOME = re.compile(rf"(?P<any>{_any_of(_ANY)})(?: of)?(?P<noun> .+)?")


@dataclass(frozen=True, slots=True)
class Order:
    """What words say that have no number in them; a point only for ``a couple of``."""

    quantifier: str
    lower: Decimal | None = None
    upper: Decimal | None = None
    value: Decimal | None = None
    unit: str | None = None
    currency: str | None = None


def order_of(words: str) -> Order | None:
    """Read an amount that has no number in it; ``None`` if there is one.

    Raises :class:`NotUnderstood` where it is of something that is no unit.
    """
    if match := _PLURAL.fullmatch(words):
        low, high = _PLURALS[match["order"]]
        return _of(_between(low, high), match["noun"] or "")
    if match := _TIMES.fullmatch(words):
        count = 12 if match["power"] == "dozen" else _POWERS[match["power"]]
        return _of(_times(match["times"], count), match["noun"] or "")
    match = _SOME.fullmatch(words)
    if match is None or (match["noun"] and counted(match["noun"])[0] is None):
        return None
    return _of(Order("some", Decimal(1)), match["noun"] or "")


def _times(words: str, count: int) -> Order:
    """Read ``several hundred``; a few may be two, several are three or more."""
    if words.startswith("a couple"):
        return Order("about", value=Decimal(2 * count))
    low = (3 if words == "several" else 2) * count
    return _between(low, 100 if count == 12 else 10 * count)


def _between(low: int, high: int) -> Order:
    return Order("order-of-magnitude", Decimal(low), Decimal(high))


def _of(order: Order, noun: str) -> Order:
    if not noun:
        return order
    unit, currency, rest = counted(noun)
    if unit is None or rest:
        raise NotUnderstood(rest or noun)
    return replace(order, unit=unit, currency=currency)
