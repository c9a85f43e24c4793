"""Periods in words: as precise as they were written, and no more."""

from __future__ import annotations

from datetime import date

from kg.periods.edtf import parse_period

_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_MARKS = {"~": "around ", "?": "perhaps ", "%": "perhaps around "}


def words(edtf: str) -> str:
    """Return ``around 2024-03`` for ``2024-03~``; what is no EDTF returns unchanged."""
    try:
        parse_period(edtf)
    except ValueError:
        return edtf
    first, _, last = edtf.strip().partition("/")
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
    if rest == "24":  # begins in the December of its year, and ends in the next
        text = f"winter {year}/{int(year) % 100 + 1:02}"
    elif rest in _SEASONS:
        text = f"{_SEASONS[rest]} {year}"
    elif year.endswith("X"):
        text = f"{year[:-1]}0s"
    return mark + text


def as_edtf(first: date | None, last: date | None) -> str:
    """Write days in EDTF, whole months and years as such; ``None`` is an open end."""
    starts, ends = _forms(first), _forms(last)
    for start, end in zip(starts, ends, strict=True):
        named = start if start == end else f"{start}/{end}"
        try:
            read = parse_period(named)
        except ValueError:
            continue
        if (read.start, read.end) == (first, last):
            return named
    raise ValueError("a period needs a first or a last day that is before no other")


def _forms(day: date | None) -> tuple[str, str, str]:
    if day is None:
        return ("..",) * 3
    text = day.isoformat()
    return text[:4], text[:7], text
