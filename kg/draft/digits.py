"""Digits that count nothing: of a name, of a note, of an item of a list."""

from __future__ import annotations

import re

_GLUED = re.compile(
    r"(?:[^\W\d_][-\u2010\u2011]|[^\W\d_][.,;)\"\u201d]|[a-z]|(?<![A-Z])[A-Z]|[A-Z]{4}|=|\d[:/])\Z"
    r"(?<!\bRs)(?<!\bRs\.)"
)
"""What stands right before digits that count nothing; `USD5m` and `Rs500` do."""

_OF_THREAD = re.compile(r"[.!?:)\u201d\"\u2026]\s\Z")
"""What stands before the number of a message in one line: `… numbers. 2/ In May`."""

_MESSAGE = re.compile(r"\d{1,2}/(?:\d{1,2})?(?=\s+[A-Z\u00c0-\u00de])")
_ITEM = re.compile(r"\d{1,2}(?:[.)/]|\s?/\s?\d{1,2}\b)(?=\s)")


def is_an_item(text: str, start: int) -> bool:
    """Tell whether digits number an item: `3/ Lakeland hosts`, `2. Update`."""
    begins = text[text.rfind("\n", 0, start) + 1 : start]
    if _OF_THREAD.search(text, max(0, start - 2), start):
        return _MESSAGE.match(text, start) is not None
    item = _ITEM.match(text, start)
    return not begins.strip(" \t(") and item is not None


def is_of_a_word(text: str, start: int, end: int) -> bool:
    """Tell whether digits are of a name, of a note behind a word, or of a ratio.

    As in `COVID-19`, `Borno State7`, `shelters.10`, `(n=226)`, `50:50` and `3/4`.
    """
    if not text[start].isdigit():
        return False
    before = text[max(start - 12, 0) : start]
    if re.search(r"\b(?:La|El|Calle|Ruta|Avenida|Rue)\s\Z", before):
        return True  # `a trail called La 80`
    if re.search(r"(?:19|20)\d\d[/\u2013-]\Z", before):
        return True  # `the year 2026/27`
    ratio = re.match(r"[:/]\d", text[end : end + 2])
    return ratio is not None or _GLUED.search(before) is not None
