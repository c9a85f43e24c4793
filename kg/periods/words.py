"""Periods in words: as precise as they were written, and no more."""

from __future__ import annotations

import re

_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_MARKS = {"~": "around ", "?": "perhaps ", "%": "perhaps around "}
_BETWEEN = re.compile(r"\[[\dX-]{0,10}[~?%]?\.\.[\dX-]{0,10}[~?%]?\]")
_PERIOD = re.compile(r"(?:[\dX-]{4,10}[~?%]?|\.\.)?(?:/(?:[\dX-]{4,10}[~?%]?|\.\.)?)?")


def words(edtf: str) -> str:
    """Return ``around 2024-03`` for ``2024-03~``; what is no EDTF returns unchanged.

    What has no end is "since" its start, what has no start "by" its end. A winter that
    begins in the December of 2025 is "winter 2025/26".
    """
    if _BETWEEN.fullmatch(edtf):
        first, _, last = edtf[1:-1].partition("..")
        if first and last:
            return f"some time between {_date(first)} and {_date(last)}"
        return f"not before {_date(first)}" if first else f"by {_date(last)}"
    first, _, last = edtf.partition("/")
    if not _PERIOD.fullmatch(edtf):
        return edtf
    if "/" not in edtf:
        return _date(first)
    if first in ("..", ""):
        return f"by {_date(last)}"
    if last in ("..", ""):
        return f"since {_date(first)}"
    return f"{_date(first)} to {_date(last)}"


def _date(text: str) -> str:
    mark = _MARKS.get(text[-1:], "")
    text = text.rstrip("~?%")
    year, _, rest = text.partition("-")
    if rest == "24":
        text = f"winter {year}/{(int(year) + 1) % 100:02}"
    elif rest in _SEASONS:
        text = f"{_SEASONS[rest]} {year}"
    elif year.endswith("X"):
        text = f"{year[:-1]}0s"
    return mark + text
