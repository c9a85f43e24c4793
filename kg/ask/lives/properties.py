"""The properties of nodes as text, as days and as periods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from kg.ask.endpoint import Endpoint
from kg.ask.nodes import terms_of
from kg.periods.edtf import parse_period
from kg.periods.period import BOUNDS, Bounds, Period

Properties = Mapping[str, list[str]]
"""The values of a node as text, in order, by the local names of its properties."""


def properties_of(
    endpoint: Endpoint, iris: Iterable[str], names: Iterable[str]
) -> dict[str, dict[str, list[str]]]:
    """Return the values of terms of the ontology, by node; sorted, each once."""
    return {
        node: {name: sorted(set(map(str, terms))) for name, terms in about.items()}
        for node, about in terms_of(endpoint, iris, names).items()
    }


def first(of: Properties, name: str) -> str:
    """Return the first value of a property, ``""`` where there is none."""
    return next(iter(of.get(name, ())), "")


def day(of: Properties, name: str) -> date | None:
    """Return a property as a day, ``None`` where it is none."""
    try:
        return date.fromisoformat(first(of, name))
    except ValueError:
        return None


def bounds(of: Properties) -> Bounds:
    """Return the four bounds of a node."""
    return Bounds(*(day(of, name) for name in BOUNDS))


def period(of: Properties) -> Period | None:
    """Return the date of a node as written, if it has one that can be read."""
    try:
        return parse_period(first(of, "edtf"))
    except ValueError:
        return None
