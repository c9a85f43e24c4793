"""What a rate is per, as a graph gives it: a stretch of time, or so many of a base."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kg.amounts.interval import number
from kg.figures.codes import TimeSpan
from kg.names import local_name


@dataclass(frozen=True, slots=True)
class RateBase:
    """What a rate is per.

    ``span`` is the stretch of time, ``None`` if it is per none; ``many`` is of how many
    of the ``unit`` it states a number, which are counted of ``thing``, an IRI, ``""``
    where that is not said. ``kind`` is ``average``, ``peak``, or ``""``.
    """

    span: TimeSpan | None = None
    many: Fraction | None = None
    unit: str = ""
    thing: str = ""
    kind: str = ""

    @property
    def peak(self) -> bool:
        """Whether it is of the one stretch of time that had most."""
        return self.kind == "peak"

    def __str__(self) -> str:
        parts = []
        if self.many is not None:
            unit = f" {self.unit}" if self.unit else ""
            parts.append(f"per {number(self.many)}{unit}")
        if self.span is not None:
            parts.append(f"per {local_name(self.span.iri)}")
        return " ".join([*parts, *([f"({self.kind})"] if self.kind else [])])
