"""Amounts at length: the numbers beside the words are those of the words.

Nothing is checked where the words do not read as an amount, name no number of their
own ("dozens"), or are in per cent where the figure is in something else. How precise
a number is may be known from elsewhere, so another quantifier with the same numbers
passes.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kg.names import local_name
from kg.read.shortforms import Terms, amount_terms

_NUMBERS = ("value", "lowerBound", "upperBound")
_FLAGS = ("lowerBoundInclusive", "upperBoundInclusive")
_OF_RATES = ("perTime", "perNumber")
"""What makes a number a rate: words that say so are of no total."""

_TERMS = (*_NUMBERS, *_FLAGS, "changeDirection", "currency", *_OF_RATES)
_WITHOUT_NUMBER = ("order-of-magnitude", "some")
_ROUGH = ("about", "nearly")
_RELATIVE = ("percent", "ratio")
_FRACTION_PLACES = -4
"""The exponent of a fraction in words, which is rounded when read."""


def at_odds(node: Terms, language: str = "en") -> tuple[str, str] | None:
    """Return the term of a figure that contradicts its words, and why, if one does.

    ``language`` is that of the document in which the words stand.
    """
    words = node.get("quantityText")
    if not isinstance(words, str) or not any(name in node for name in _NUMBERS):
        return None
    if _is_printed(words, node):
        return None
    try:
        read = amount_terms(words, language)
    except ValueError:
        return None
    if not _comparable(read, node):
        return None
    wrong = [name for name in _TERMS if _differs(name, read, node)]
    if not wrong:
        return None
    written = [name for name in wrong if name in node]
    term = written[0] if written else "quantityText"
    return term, _message(words, read, node, (written or wrong)[0])


def bare_rate(node: Terms, language: str = "en") -> str | None:
    """Return what is wrong with the words of a rate that do not say what it is per.

    Whoever reads them alone would take the number for a total.
    """
    words = node.get("quantityText")
    given = [name for name in _OF_RATES if name in node]
    if not given or not isinstance(words, str):
        return None
    try:
        read = amount_terms(words, language)
    except ValueError:
        return None
    if any(name in read for name in _OF_RATES):
        return None
    return (
        f"the words `{words}` do not say what the rate is per, and read like a total: "
        "write them with it, as in `1,900 a month` or `3 per 1,000`"
    )


def _is_printed(words: str, node: Terms) -> bool:
    """Tell whether words are the digits of the number: what most cells of tables are.

    Reading them as words would take most of the time that a table takes.
    """
    bounded = "lowerBound" in node or "upperBound" in node
    return not bounded and words == str(node.get("value"))


def _comparable(read: Terms, node: Terms) -> bool:
    """Tell whether words and figure count in the same way."""
    if not any(name in read for name in _NUMBERS):
        return False
    suppressed = _code(node, "quantifier") == "suppressed"
    if suppressed or read["quantifier"] in _WITHOUT_NUMBER:
        return False
    unit = read.get("unit")
    return unit not in _RELATIVE or unit == _code(node, "unit")


def _differs(name: str, read: Terms, node: Terms) -> bool:
    if name in _OF_RATES and name in read and name not in node:
        return True
    if name == "perNumber" and name in read:
        return _number(node[name]) not in (None, _number(read[name]))
    if name in _NUMBERS:
        return _number_differs(name, read, node)
    if name not in node or name not in read:
        return False
    if name in _FLAGS:
        bounded = name.removesuffix("Inclusive") in node
        return bounded and bool(node[name] != read[name])
    return _code(node, name) != str(read[name])


def _number_differs(name: str, read: Terms, node: Terms) -> bool:
    if name not in node:
        bounded = "lowerBound" in node or "upperBound" in node
        spread = name == "value" and bounded and read["quantifier"] in _ROUGH
        return name in read and not spread
    written = _number(node[name])
    if written is None:
        return False
    if (number := _number(read.get(name))) is None:
        return not _fits(name, written, read)
    return not _same(written, number)


def _fits(name: str, written: Decimal, read: Terms) -> bool:
    """Tell whether a bound that the words do not give goes with what they give."""
    if name == "lowerBound" and written == 0:
        return True
    point = _number(read.get("value", read.get("upperBound")))
    if read["quantifier"] not in _ROUGH or name == "value" or point is None:
        return False
    return written <= point if name == "lowerBound" else point <= written


def _same(written: Decimal, read: Decimal) -> bool:
    """Compare, letting who writes a third in per cent round it further."""
    if written == read:
        return True
    # half a unit of the last place that was written
    rounded = read.as_tuple().exponent == _FRACTION_PLACES
    return rounded and abs(written - read) <= Decimal(5).scaleb(_last(written) - 1)


def _last(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _number(value: Any) -> Decimal | None:
    """Return a JSON-LD number; ``None`` for several, which a shape objects to."""
    if isinstance(value, dict):
        return Decimal(str(value["@value"]))
    return Decimal(value) if isinstance(value, int) else None


def _code(node: Terms, name: str) -> str:
    value = node.get(name)
    return local_name(value) if isinstance(value, str) else ""


def _message(words: str, read: Terms, node: Terms, name: str) -> str:
    given = ", ".join(
        f"`{term}: {_shown(read[term])}`"
        for term in _TERMS
        if term in read and (term == name or read[term] is not True)
    )
    fault = f"`{name}` is missing"
    if name in _OF_RATES:
        fault += ", so that a rate would count as a total"
    if name in node:
        fault = f"`{name}: {_shown(node[name])}` says otherwise"
    return (
        f"the words `{words}` give {given}; {fault}: correct one, or write only "
        f"`amount: {words}`"
    )


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return local_name(value)
    number = _number(value)
    return str(value) if number is None else f"{number:f}"
