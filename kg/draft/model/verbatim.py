"""Where words stand in a text, letter by letter.

But for white space and the shape of quotation marks, in which models are careless, and
which change no word: what a draft holds is cut out of the text, and not of an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

Span = tuple[int, int]
"""Half-open characters of a text."""

_SINGLE, _DOUBLE = "'\u2018\u2019\u02bc", '"\u201c\u201d\u201e'


def stands(words: str, text: str, start: int, end: int) -> list[Span]:
    """Return where whole words stand between two characters of a text."""
    parts = words.split()
    if not parts or sum(map(len, parts)) > end - start:
        return []
    before = r"(?<!\w)" if parts[0][0].isalnum() else ""
    after = r"(?!\w)" if parts[-1][-1].isalnum() else ""
    pattern = before + r"\s+".join(map(_pattern, parts)) + after
    return [match.span() for match in re.compile(pattern).finditer(text, start, end)]


def nearest_to(place: int, spans: Iterable[Span]) -> Span | None:
    """Return the span nearest to a character, of two as near the one before it."""
    return min(spans, key=lambda s: (_far(place, s), s), default=None)


def meets(one: Span, other: Span) -> bool:
    """Tell whether two spans have a character in common."""
    return one[0] < other[1] and other[0] < one[1]


def _far(place: int, span: Span) -> int:
    return max(span[0] - place, place - span[1], 0)


def _pattern(part: str) -> str:
    letters = []
    for letter in part:
        alike = next((a for a in (_SINGLE, _DOUBLE) if letter in a), "")
        letters.append(f"[{alike}]" if alike else re.escape(letter))
    return "".join(letters)
