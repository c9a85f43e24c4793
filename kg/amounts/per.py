"""What a rate is per, as its words give it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Per:
    """What a rate is per: a stretch of time, so many of a unit, or both.

    ``time`` is a code of ``time-span``, ``unit`` one of ``unit``, and ``kind`` one of
    ``rate-kind``; ``None`` where the words do not say it.
    """

    time: str | None = None
    number: Decimal | None = None
    unit: str | None = None
    kind: str | None = None
