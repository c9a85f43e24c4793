"""The days of a figure in words: what nobody gives is not made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.figures.figure import Days
from kg.pages.figures import days_words
from tests.figures.conftest import make_figure

DAY = date(2026, 8, 12)


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("../2026-08-12", "no date given, published 12 August 2026"),
        ("2026-01-01/2026-08-12", "since 1 January 2026, no end given, published 12"),
    ],
)
def test_a_figure_without_days_says_so(edtf: str, words: str) -> None:
    """Its end is assumed to be the day of publication, and no source gave it."""
    start = None if edtf.startswith("..") else date(2026, 1, 1)
    days = Days(start, DAY, True, edtf)
    figure = make_figure("rate", "2,000 a month", published=DAY)
    scope = replace(figure.scope, period=days)
    assert days_words(replace(figure, scope=scope)).startswith(words)
