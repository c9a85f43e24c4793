"""The days that a report is of, as its head or its first mention of them says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kg.draft.dates import When, dates_in
from kg.draft.wording import Wording

_NAMED = Wording(
    "reporting.named",
    r"reporting period|period covered|covers the period",
    re.IGNORECASE,
)
_REPORT = Wording(
    "reporting.report",
    r"\b(?:report|update|bulletin|sitrep|snapshot|overview|dashboard|factsheet|highlights|"
    r"tracking|weekly|monthly|quarterly|figures|situation|period|covering|covers|week)\b",
    re.IGNORECASE,
)
"""In the head of a text, what reports on the days that stand beside it."""

_AS_OF = Wording(
    "reporting.as_of",
    r"\b(?:as (?:of|at)|up to|cut-off(?: date)?:?|(?:last )?updated:?(?: on)?)\s*$",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"\d[\d.,]*\d\d|\d,\d")
_DIGIT = re.compile(r"\d")
_LINES, _LONGEST = 6, 160
"""Lines that may be the head, and the characters that each has at most."""

_LONGEST_MENTION = 60


def reported_days(text: str, published: date, language: str = "en") -> str:
    """Return the days that a text reports on, as EDTF, or "" where it says none.

    ``../2024-07-21`` are those of figures as of a day.
    """
    for match in _NAMED[language].finditer(text):
        end = text.find("\n", match.end())
        stop = len(text) if end < 0 else end
        stop = min(stop, match.end() + _LONGEST_MENTION)
        for when in dates_in(text, match.end(), stop, published, language):
            if "/" in when.edtf:
                return when.edtf
    lines = list(_head(text))
    if not any(_REPORT[language].search(text, *line) for line in lines):
        return ""
    for start, end in lines:
        whens = dates_in(text, start, end, published, language)
        label = text[start : whens[0].start] + text[whens[0].end : end] if whens else ""
        if _COUNTS.search(label):
            continue  # `Over the past week, 20,706 returned` is no head
        if len(whens) != 1 or whens[0].open:
            continue
        if days := _days(text, start, whens[0], published, language):
            return days
    return ""


def _head(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines above the first that is a sentence."""
    start, lines = 0, 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            lines += 1
            long = len(line) > _LONGEST or line.rstrip()[-1:] in (".", "?", "!")
            if long or lines > _LINES:
                return
            yield start, end
        start = end + 1


def _days(text: str, start: int, when: When, published: date, language: str) -> str:
    """Return the days that a date in the head stands for, or ""."""
    if not when.edtf[:1].isdigit():
        return ""
    last = when.last
    if when.first is None or last is None or last > published:
        return ""
    if when.edtf.count("-") == 2 and "/" not in when.edtf:
        begins = when.words.casefold().startswith(("as of", "as at"))
        digit = _DIGIT.search(text, when.start, when.end)  # `Situation au 22 février`
        until = when.start if digit is None else digit.start()
        if begins or _AS_OF[language].search(text, start, until):
            return f"../{when.edtf}"
        return ""
    return when.edtf if "/" in when.edtf else ""
