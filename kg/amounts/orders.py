"""Amounts without a number: ``dozens``, ``hundreds of thousands``, ``several hundred``.

A plural begins at two of its kind and ends below ten: ``hundreds`` is 200 or more, and
fewer than 1,000. ``None`` and ``most`` say as much as a number, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.amounts.digits import NotUnderstood, any_of
from kg.amounts.quantities import counted, is_unit
from kg.amounts.scales import POWERS

_POWERS = {"hundred": 100, "hundred thousand": 100_000} | POWERS
_SINGLES = {
    f"{times}{power}s": factor * count
    for power, count in _POWERS.items()
    if not power.startswith("hundred")
    for times, factor in (("", 1), ("tens of ", 10), ("hundreds of ", 100))
} | {"hundreds": 100, "dozens": 12}
# two of a kind or more, and fewer than ten of it; dozens and tens are below a hundred,
# and so are scores (of twenty); lakhs are below a crore, and crores below a hundred
_PLURALS = {name: (2 * count, 10 * count) for name, count in _SINGLES.items()} | {
    **{"a handful": (2, 10), "tens": (20, 100), "dozens": (24, 100)},
    **dict.fromkeys(["lakhs", "lacs"], (200_000, 10**7)),
    **{"scores": (40, 100), "crores": (2 * 10**7, 10**9)},
}
_COUNTS = _POWERS | _SINGLES | {"dozen": 12}
_LEAST = {"some": 1, "a few": 2, "several": 3}


_PLURAL = re.compile(rf"(?P<order>{any_of(_PLURALS)})(?: of(?P<noun> .+))?")
_TIMES = re.compile(
    r"(?P<times>several|a few|a couple(?: of)?) "
    rf"(?P<power>{any_of(_COUNTS)})(?:(?<=s) of(?= ))?(?P<noun> .+)?"
)
_COUPLE = re.compile(r"a couple(?:(?: of)?(?P<noun> .+))?")
_SOME = re.compile(
    rf"(?:(?P<least>{any_of(_LEAST)})|an unknown number(?: of(?= ))?)(?P<noun> .+)?"
)
_NONE = re.compile(r"none|no one|nobody|nil|zero|(?:no|zero|nil)(?P<noun> .+)")
_MOST = ("most", "the majority", "a majority")


@dataclass(frozen=True, slots=True)
class Order:
    """What words say that have no number in them; a point where they name one.

    ``times`` tells that a word such as ``several`` counts the power, so that the lower
    bound is as good as a number.
    """

    quantifier: str
    lower: Decimal | None = None
    upper: Decimal | None = None
    value: Decimal | None = None
    unit: str | None = None
    currency: str | None = None
    times: bool = False


def order_of(words: str) -> Order | None:
    """Read an amount that has no number in it; ``None`` if there is one.

    Raises :class:`NotUnderstood` where it is of something that is no unit.
    """
    if match := _PLURAL.fullmatch(words):
        low, high = _PLURALS[match["order"]]
        return _of(_between(low, high), match["noun"] or "")
    if match := _TIMES.fullmatch(words):
        order = _times(match["times"], _COUNTS[match["power"]])
        return _of(order, match["noun"] or "")
    if match := _COUPLE.fullmatch(words):
        return _of(Order("about", value=Decimal(2)), match["noun"] or "")
    match = _SOME.fullmatch(words)
    if match is None or (match["noun"] and counted(match["noun"])[0] is None):
        return None
    least = _LEAST.get(match["least"] or "", 1)
    return _of(Order("some", Decimal(least)), match["noun"] or "")


def none_or_most(words: str) -> Order | None:
    """Read ``nobody``, which is 0, and ``most``, which is more than half."""
    if words in _MOST:
        return Order("more-than", Decimal(50), unit="percent")
    match = _NONE.fullmatch(words)
    if match is None or (match["noun"] and not is_unit(match["noun"])):
        return None
    return _of(Order("exact", value=Decimal(0)), match["noun"] or "")


def _times(words: str, count: int) -> Order:
    """Read ``several hundred``; a few may be two, several are three or more."""
    if words.startswith("a couple"):
        return Order("about", value=Decimal(2 * count))
    order = _between(_LEAST[words] * count, 100 if count == 12 else 10 * count)
    return replace(order, times=True)


def _between(low: int, high: int) -> Order:
    return Order("order-of-magnitude", Decimal(low), Decimal(high))


def _of(order: Order, noun: str) -> Order:
    if not noun:
        return order
    unit, currency, rest = counted(noun)
    if unit is None or rest:
        raise NotUnderstood(rest or noun)
    return replace(order, unit=unit, currency=currency)
