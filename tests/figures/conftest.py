"""Figures made from the words of a report, without a graph around them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from kg.amounts.per import Per
from kg.amounts.phrase import parse_amount
from kg.figures.base import RateBase
from kg.figures.codes import SPAN, shipped_codes
from kg.figures.figure import Days, Figure, Scope, Series
from kg.periods.edtf import parse_period

Make = Callable[..., Figure]


def period(text: str) -> Days:
    read = parse_period(text)
    return Days(read.start, read.end)


def base_of(per: Per, thing: str) -> RateBase:
    span = shipped_codes().span(f"{SPAN}{per.time}") if per.time else None
    many = None if per.number is None else Fraction(per.number)
    return RateBase(span, many, per.unit or "", thing, per.kind or "")


def make_figure(
    claim: str, words: str = "", when: str = "2025-04", **about: Any
) -> Figure:
    """Make a figure of an amount, a period in EDTF, and what else differs.

    A rate is per what its words say; ``per_thing`` is what its base is counted of.
    ``measures``, ``kind``, ``unit``, ``currency``, ``stage``, ``method`` and
    ``coercion`` are of the scope; all others are fields of the figure. A figure is its
    ministry's, first told on 1 July 2025, unless said otherwise.
    """
    series = {
        "measures": about.pop("measures", "returns"),
        "kind": about.pop("kind", "flow"),
        "unit": about.pop("unit", "person"),
        "currency": about.pop("currency", ""),
        "stage": about.pop("stage", ""),
        "method": about.pop("method", ""),
        "worth": about.pop("worth", ""),
    }
    reading = None
    if words:
        amount = parse_amount(words)
        about.setdefault("quantifier", amount.quantifier)
        reading = amount.reading(series["unit"])
        if amount.per is not None:
            series["kind"] = "rate"
            about["per"] = base_of(amount.per, about.pop("per_thing", ""))
    about.setdefault("claimant", "ministry")
    about.setdefault("published", date(2025, 7, 1))
    about.setdefault("first_published", about["published"])
    if isinstance(about.get("baseline"), str):
        about["baseline"] = period(about["baseline"])
    scope = Scope(Series(**series), period(when), about.pop("coercion", "unknown"))
    return Figure(claim, f"o-{claim}", scope, reading, text=words, **about)


@pytest.fixture(scope="session")
def figure() -> Make:
    """Return the maker of figures."""
    return make_figure
