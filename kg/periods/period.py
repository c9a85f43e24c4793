"""A period: days between which something starts and ends, and how precise they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from kg.periods.words import words

BOUNDS: Final = ("earliestStart", "latestStart", "earliestEnd", "latestEnd")
"""The terms of the four bounds, in the order of :class:`Bounds`."""


class Bounds(NamedTuple):
    """First and last day between which a period starts, and between which it ends.

    ``None`` where that is open or unknown.
    """

    earliest_start: date | None
    latest_start: date | None
    earliest_end: date | None
    latest_end: date | None


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day as named (``None`` where open or unknown), and how precise.

    ``precision`` is a code of the scheme ``date-precision``; an interval is as precise
    as its less precise end. ``within`` are the bounds of what happened some time in the
    period, ``filling`` those of what took all of it: ``None`` where it is some time
    between two dates, which nothing fills. Its text is the period in words.
    """

    edtf: str
    start: date | None
    end: date | None
    precision: str
    approximate: bool
    within: Bounds
    filling: Bounds | None

    def __str__(self) -> str:
        return words(self.edtf)
