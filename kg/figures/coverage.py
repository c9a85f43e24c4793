"""How much of what is measured a figure covers: all of it, named places, or some.

A figure for a part is no figure for the whole. Two that cover the same named places are
of one series; where only the number of places is told, nobody knows which they are, so
that the figure is comparable with those of the same report and period alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.figures.figure import Scope
from kg.figures.queries import Node, first
from kg.names import local_name


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a figure covers, in ``words``; ``""`` for all of what it measures.

    ``named`` tells that the words say which places are in it.
    """

    words: str = ""
    named: bool = True


def coverage(node: Node) -> Coverage:
    """Return what an observation covers, from what is said of it."""
    inside, outside = node.get("coversPlace", []), node.get("leavesOutPlace", [])
    parts = [
        f"{word} {_names(places)}"
        for word, places in (("only", inside), ("without", outside))
        if places
    ]
    more = _untold(node, len(inside), len(outside))
    return Coverage(", ".join([*parts, *more]), named=not more)


def _untold(node: Node, inside: int, outside: int) -> list[str]:
    """Return the words for a part of which nobody says which places are in it.

    So many are ``inside`` or ``outside`` by name. What the source says beside a number
    narrows it further, unless it gives that number again.
    """
    text = first(node, "coverageText")
    reporting, in_all = first(node, "placesReporting"), first(node, "placesInAll")
    known = reporting in ("", in_all) or reporting == str(inside or "")
    if in_all and outside and reporting:
        known = known or int(reporting) + outside == int(in_all)
    if known or reporting in text.split():
        return [text] if text else []
    of = f" of {in_all}" if in_all else ""
    return [f"{reporting}{of} places", *([text] if text else [])]


def with_coverage(scope: Scope, known: Coverage, originators: Iterable[str]) -> Scope:
    """Return a scope with its coverage; ``originators`` are the reports it is from."""
    if not known.words:
        return scope
    single = ""
    if not known.named:
        single = " ".join([*sorted(originators), scope.period.edtf])
    series = replace(scope.series, coverage=known.words, by_itself=single)
    return replace(scope, series=series)


def _names(places: Iterable[str]) -> str:
    return ", ".join(sorted(map(local_name, places)))
