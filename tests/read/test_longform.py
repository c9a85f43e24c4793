"""Numbers beside the words of an amount are those of the words, or are left alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kg.names import SCHEMES
from kg.read.longform import at_odds, bare_rate
from kg.read.values import number

AGREE: list[tuple[str, dict[str, Any]]] = [
    ("more than 3,000", {"lowerBound": 3000, "quantifier": "more-than"}),
    ("more than 3,000", {"lowerBound": 3000, "lowerBoundInclusive": False}),
    ("67,000", {"value": 67000, "quantifier": "exact"}),
    ("67,000", {"value": 67000, "quantifier": "about"}),
    ("between 10 and 20", {"lowerBound": 10, "upperBound": 20}),
    ("less than 500", {"lowerBound": 0, "upperBound": 500}),
    ("fell by 12,000", {"value": 12000, "changeDirection": "decrease"}),
    # rounded further, or in another unit
    ("a third", {"value": "33.3", "unit": "percent"}),
    ("a third", {"value": 33, "unit": "percent"}),
    ("a third", {"value": "0.333", "unit": "ratio"}),
    ("half", {"value": 500, "unit": "person"}),
    # the reader's own bounds of a rough number
    ("about 3", {"value": 3, "lowerBound": "2.5", "upperBound": "3.5"}),
    ("about 9,000", {"lowerBound": 8500, "upperBound": 9500}),
    ("nearly 40,000", {"lowerBound": 36000, "upperBound": 40000}),
    # no number of their own, or not understood
    ("dozens", {"lowerBound": 20, "upperBound": 99}),
    ("< 5", {"upperBound": 4, "quantifier": "suppressed"}),
    ("closer to 1.2 million", {"value": 1300000}),
    ("unchanged", {"value": 7}),
    ("more than 3,000", {}),
    ("30 a day", {"value": 30, "perTime": "day"}),
    ("3 per 1,000", {"value": 3, "perNumber": 1000}),
    ("3 for each 1,000 or so", {"value": 3, "perNumber": 1000}),
]
DIFFER: list[tuple[str, dict[str, Any], str]] = [
    ("1,900 a month", {"value": 1900}, "quantityText"),
    ("3 per 1,000", {"value": 3}, "quantityText"),
    ("30 a day", {"value": 30, "perTime": "week"}, "perTime"),
    ("3 per 1,000", {"value": 3, "perNumber": 100}, "perNumber"),
    ("more than 3,000", {"lowerBound": 5000}, "lowerBound"),
    ("more than 3,000", {"upperBound": 3000}, "upperBound"),
    ("more than 3,000", {"lowerBound": 3000, "upperBound": 4000}, "upperBound"),
    (
        "more than 3,000",
        {"lowerBound": 3000, "lowerBoundInclusive": True},
        "lowerBoundInclusive",
    ),
    ("67,000", {"lowerBound": 67000, "quantifier": "at-least"}, "lowerBound"),
    ("3.2 million", {"value": "3.2"}, "value"),
    ("a third", {"value": 34, "unit": "percent"}, "value"),
    ("2.5 per cent", {"value": 3, "unit": "percent"}, "value"),
    ("between 10 and 20", {"lowerBound": 10}, "quantityText"),
    ("about 9,000", {"lowerBound": 9500, "upperBound": 9900}, "lowerBound"),
    ("about 9,000", {"lowerBound": 8500, "upperBound": 8900}, "upperBound"),
    ("fell by 12", {"value": 12, "changeDirection": "increase"}, "changeDirection"),
    ("\u20ac3 million", {"value": 3000000, "currency": "USD"}, "currency"),
]


def figure(words: str, terms: dict[str, Any]) -> dict[str, Any]:
    """Return a figure as reading leaves it: codes are IRIs, decimals are typed."""
    node: dict[str, Any] = {"quantityText": words}
    for name, value in terms.items():
        if name in ("quantifier", "unit", "changeDirection"):
            node[name] = f"{SCHEMES}{name}/{value}"
        elif name == "perTime":
            node[name] = f"{SCHEMES}time-span/{value}"
        elif isinstance(value, str) and name != "currency":
            node[name] = number(Decimal(value))
        else:
            node[name] = value
    return node


@pytest.mark.parametrize(("words", "terms"), AGREE)
def test_numbers_of_the_words_pass(words: str, terms: dict[str, Any]) -> None:
    """What agrees passes, and so does what cannot be compared."""
    assert at_odds(figure(words, terms)) is None


@pytest.mark.parametrize(("words", "terms", "name"), DIFFER)
def test_other_numbers_are_named(words: str, terms: dict[str, Any], name: str) -> None:
    """The first term that differs is named, with what the words give."""
    found = at_odds(figure(words, terms))

    assert found is not None
    assert found[0] == name
    assert found[1].startswith(f"the words `{words}` give `")


def test_several_numbers_are_left_to_the_shapes() -> None:
    assert at_odds(figure("more than 3,000", {"lowerBound": [3000, 4000]})) is None


@pytest.mark.parametrize(
    ("words", "bare"),
    [("1,900", True), ("1,900 a month", False), ("some lorries a month", False)],
)
def test_the_words_of_a_rate_say_what_it_is_per(words: str, bare: bool) -> None:
    """A number alone would be told as a total wherever words are shown."""
    wrong = bare_rate({"quantityText": words, "value": 1900, "perTime": "month"})

    assert bool(wrong) == bare
    assert bare_rate({"quantityText": words, "value": 1900}) is None
