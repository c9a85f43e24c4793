"""Headers that speak of years which are none of the calendar."""

from __future__ import annotations

import re

from kg.match.names import plain

_FISCAL = re.compile(r"\b(?:fy|fiscal|exercice)(?=[ 0-9]|$)")


_MARK = re.compile(
    r"(?<=[0-9])\s*(?:\s(?:[pre]|[0-9])/?|\((?:[pre]|[0-9])\)|\*+|[\u00b9\u00b2\u00b3]+)$"
)


def unmarked(header: str) -> str:
    """Return a header without the mark of a note: ``jun-24 p/`` is provisional."""
    return _MARK.sub("", header)


def is_fiscal(header: str) -> bool:
    """Whether a header speaks of fiscal years, which begin in months of their own."""
    return _FISCAL.search(plain(header)) is not None
