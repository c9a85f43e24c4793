"""Short forms of facts files: one small function each, from words to terms.

Each returns ``{term: JSON-LD value}`` and raises ``ValueError`` with a message for the
person who typed the words. Tables use the same functions.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from kg.amounts.per import Per
from kg.periods.edtf import parse_period
from kg.periods.period import BOUNDS, Bounds, Period
from kg.read.values import number

Terms = dict[str, Any]

_KEPT = 4096
"""Periods that are read once, however often they are written: the months and years of a
table are a few hundred. Nobody changes what is returned."""


def amount_terms(text: str, language: str = "en", own: str = "") -> Terms:
    """``more than 3,000`` → quantifier, bounds or value, and the words themselves.

    ``language`` is the document's, and ``own`` the coder's, if it may be either.
    """
    from kg.amounts.phrase import parse_amount  # its grammar takes long to compile

    amount = parse_amount(text, language, own)
    if amount.quantifier is None:  # unchanged: no figure, so nothing is said of one
        return {"changeDirection": amount.direction}
    terms: Terms = {"quantityText": text, "quantifier": amount.quantifier}
    if amount.value is not None:
        terms["value"] = number(amount.value)
    if amount.rounded_to is not None:
        terms["roundedTo"] = number(amount.rounded_to)
    if amount.lower is not None:
        terms["lowerBound"] = number(amount.lower)
        terms["lowerBoundInclusive"] = amount.lower_inclusive
    if amount.upper is not None:
        terms["upperBound"] = number(amount.upper)
        terms["upperBoundInclusive"] = amount.upper_inclusive
    if amount.unit is not None:
        terms["unit"] = amount.unit
    if amount.currency is not None:
        terms["currency"] = amount.currency
    if amount.direction is not None:
        terms["changeDirection"] = amount.direction
    return terms | (_rate_terms(amount.per) if amount.per else {})


def _rate_terms(per: Per) -> Terms:
    """Return what a rate is per, as terms: ``perTime: month`` of ``a month``."""
    known = {"perTime": per.time, "perUnit": per.unit, "rateKind": per.kind}
    terms: Terms = {name: code for name, code in known.items() if code is not None}
    if per.number is not None:
        terms["perNumber"] = number(per.number)
    return terms


@lru_cache(maxsize=_KEPT)
def period_terms(text: str) -> Terms:
    """``2025-04/..`` → bounds of its first and last day, precision, EDTF as written."""
    period = parse_period(text)
    return _dated(period, period.within)


@lru_cache(maxsize=_KEPT)
def filled_period_terms(text: str) -> Terms:
    """``2025-04`` → what ``period_terms`` gives, of what takes the whole period."""
    period = parse_period(text)
    if period.filling is None:
        first, _, last = period.edtf[1:-1].partition("..")
        raise ValueError(
            f"`{text}` is some time between two dates, but what is counted or lasts "
            f"fills its period; write {first or '..'}/{last or '..'}"
        )
    return _dated(period, period.filling)


def _dated(period: Period, bounds: Bounds) -> Terms:
    terms: Terms = {"edtf": period.edtf, "datePrecision": period.precision}
    for name, day in zip(BOUNDS, bounds, strict=True):
        if day is not None:
            terms[name] = day.isoformat()
    if period.approximate:
        terms["approximate"] = True
    return terms


def baseline_terms(text: str) -> Terms:
    """``2025-04`` → first and last day of the period a change is measured against."""
    period = parse_period(text)
    terms: Terms = {}
    if period.start:
        terms["baselineStart"] = period.start.isoformat()
    if period.end:
        terms["baselineEnd"] = period.end.isoformat()
    return terms


SHORT_FORMS: dict[str, Callable[[str], Terms]] = {
    "amount": amount_terms,
    "baseline": baseline_terms,
    "period": period_terms,
}
"""Short forms that take one value, by the key they are written under. A ``period`` is
``filled_period_terms`` of a class whose things fill theirs."""
