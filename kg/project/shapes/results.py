"""What a SHACL engine says, in the words of neither."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.errors import KgError
from kg.rdf import Node


@dataclass(frozen=True, slots=True)
class Result:
    """One result of a validation report, as SHACL names its parts.

    ``shape`` is the shape that raised it and ``component`` the IRI of the constraint
    component. ``path`` is the IRI of the property that values were reached by, ``None``
    where there is no path or it is more than one property. ``messages`` has all texts
    of the result, none of them chosen.
    """

    focus: Node
    shape: Node
    component: str
    severity: str
    path: str | None = None
    value: Node | None = None
    messages: tuple[str, ...] = ()


Engine = Callable[[str, str], list[Result]]
"""Validates data against shapes, both in N-Triples; results are in no order.

Raises :class:`CannotRun` when the shapes are broken.
"""


class CannotRun(KgError):
    """An engine gave up on a shapes graph, in its own words."""
