"""The days that a graph is about, between which a server lets its readers choose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.names import APF
from kg.pages.front import days
from kg.pages.library import Library

_YEARS = 20
"""Years before the last day that a slider reaches: a day is a day on it, and what began
in another century would leave no room for this one. Any day can be typed."""


@dataclass(frozen=True, slots=True)
class DaySpan:
    """The first and last day on which documents were published, and things were so.

    All are as in ISO 8601, ``""`` where there are none.
    """

    known_from: str
    known_to: str
    so_from: str
    so_to: str


def day_span(library: Library) -> DaySpan:
    """Return the days of a graph."""
    known_from, known_to = days(library)
    query = (
        "SELECT (MIN(?first) AS ?a) WHERE { "
        f"{{ ?x <{APF.spanOf}> ?of }} UNION {{ ?x <{APF.measures}> ?of }} "
        f"?x <{APF.earliestStart}> ?first }}"
    )
    ((first,),) = library.rows(query)
    if not known_to or first is None:
        return DaySpan(known_from, known_to, known_from, known_to)
    least = date(max(int(known_to[:4]) - _YEARS, 1), 1, 1).isoformat()
    so_from = min(max(str(first), least), known_to)
    return DaySpan(known_from, known_to, so_from, known_to)
