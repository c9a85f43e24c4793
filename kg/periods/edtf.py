"""Periods written in EDTF (ISO 8601-2, levels 0 and 1), as bounds that compare.

A year is its first to its last day; ``..`` is open and gives no bound. Seasons are
those of the north, three months each; winter begins in the December of its year.
Parsing is the ``edtf`` library's, but for dates in plain ISO form, of which it takes 42
milliseconds each; what cannot be read is refused, and shown.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

FORMS = "2025, 2025-04, 2025-04-30, 2025-04-01/2025-06-02, 2025-04/.. or 2023~"
_PART = re.compile(
    r"(?P<year>\d{4}|\d{3}X)(-(?P<season>2[1-4])|-(?P<month>[01]\d)(-(?P<day>\d\d))?)?"
    r"(?P<mark>[~?%])?",
    re.ASCII,
)
_OPEN = ("..", "")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day (``None`` where open or unknown) and how precise they are.

    ``precision`` is a code of the scheme ``date-precision``; an interval is as precise
    as its less precise end.
    """

    edtf: str
    start: date | None
    end: date | None
    precision: str
    approximate: bool


_ORDER = ("day", "month", "season", "year", "decade", "unknown")


def parse_period(text: str) -> Period:
    """Read an EDTF date or interval; raise ``ValueError`` saying what was not read."""
    parts = text.strip().split("/")
    if len(parts) > 2:
        raise ValueError(f"`{text}` has more than one `/`; write {FORMS}")
    if all(part in _OPEN for part in parts):
        raise ValueError(f"`{text}` has no date in it; write {FORMS}")
    read = [_part(part, text) for part in parts]
    start, end = read[0][0], read[-1][1]
    if start and end and end < start:
        raise ValueError(f"`{text}` ends before it starts")
    return Period(
        edtf=text.strip(),
        start=start,
        end=end,
        precision=max((r[2] for r in read), key=_ORDER.index),
        approximate=any(part[-1:] in ("~", "?", "%") for part in parts),
    )


@lru_cache(maxsize=4096)
def _part(part: str, whole: str) -> tuple[date | None, date | None, str]:
    if part in _OPEN:
        return None, None, "day"
    match = _PART.fullmatch(part)
    try:
        if not match or part.startswith("0000"):
            raise ValueError
        first, last = _iso(match) or _edtf(part)
        if match["season"] == "24":
            last = date(last.year + 1, 3, 1) - timedelta(days=1)
    except ValueError:
        where = "" if part == whole.strip() else f" in `{whole}`"
        raise ValueError(f"`{part}`{where} is no date; write {FORMS}") from None
    return first, last, _precision(match)


def _iso(match: re.Match[str]) -> tuple[date, date] | None:
    """Return first and last day of a plain ISO date, ``None`` for any other form."""
    if match["mark"] or match["season"] or not match["year"].isdigit():
        return None
    year, month, day = (int(match[part] or 0) for part in ("year", "month", "day"))
    if day or match["day"]:
        return date(year, month, day), date(year, month, day)
    if match["month"]:
        first = date(year, month, 1)
        return first, first.replace(day=monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def _edtf(part: str) -> tuple[date, date]:
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(part)
        first, last = parsed.lower_strict(), parsed.upper_strict()
        return date(*first[:3]), date(*last[:3])
    except (EDTFParseException, TypeError, AttributeError) as error:
        raise ValueError from error


def _precision(match: re.Match[str]) -> str:
    for precision in ("day", "month", "season"):
        if match[precision]:
            return precision
    return "year" if match["year"].isdigit() else "decade"
