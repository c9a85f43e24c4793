"""Headers that speak of years which are none of the calendar."""

from __future__ import annotations

import re

from kg.match.names import plain

_FISCAL = re.compile(r"\b(?:fy|fiscal|exercice)(?=[ 0-9]|$)")


def is_fiscal(header: str) -> bool:
    """Whether a header speaks of fiscal years, which begin in months of their own."""
    return _FISCAL.search(plain(header)) is not None
