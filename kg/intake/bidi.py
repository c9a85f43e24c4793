"""Lines as they are drawn, from the left, put into the order in which they are read.

PDFium turns some words of a line from right to left, and leaves others, and brackets,
ranges and signs beside numbers, as they are drawn. So such lines are put together anew:
letters by where they stand, spaces by the gaps, and then what Unicode's bidirectional
algorithm (UAX 9) does to a line is undone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.intake.plain import RAISED

_NUMBER = re.compile(
    r"\d+(?:[.,:/\u066b\u066c]\d+)*|[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+"
)
_MIRRORED = str.maketrans("()[]{}<>\u00ab\u00bb", ")(][}{><\u00bb\u00ab")
_PAIRS = ("()", "[]", "{}", "\u00ab\u00bb")
_RIGHT = ("R", "AL")
_GAP = 0.24
"""Heights of a line between what is drawn of two words: 0.29 and more in lines of seven
languages that a browser printed, and 0.2 at most between letters of one word (2026)."""

_RAISED = 0.12
"""By how much of the height of a line the number of a note stands higher, at least."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with the sides of what is drawn of it, its base line and its height.

    All in points, as far as the font of the file tells.
    """

    character: str
    left: float
    right: float
    base: float
    height: float


def has_right(text: str) -> bool:
    """Tell whether anything in a text is read from right to left."""
    return any(unicodedata.bidirectional(c) in _RIGHT for c in set(text))


def runs_leftward(text: str) -> bool:
    """Tell whether most letters of a text are read from right to left."""
    kinds = [unicodedata.bidirectional(c) for c in text]
    return sum(kind in _RIGHT for kind in kinds) > kinds.count("L")


def read_line(glyphs: Iterable[Glyph], *, leftward: bool = False) -> str:
    """Return the glyphs of a line as a text in the order in which it is read.

    It begins on the right if most of its letters are read from there, and with
    ``leftward`` in any case, as on a page of such lines.
    """
    letters, marks = list[Glyph](), list[Glyph]()
    for glyph in glyphs:
        if not glyph.character.isspace():
            mark = unicodedata.bidirectional(glyph.character) == "NSM"
            (marks if mark else letters).append(glyph)
    letters.sort(key=lambda glyph: glyph.left + glyph.right)
    leftward = leftward or runs_leftward("".join(g.character for g in letters))
    drawn = _spaced(_with_notes(_marked(letters, marks)))
    return _read(_facing(drawn), leftward)


def _marked(letters: list[Glyph], marks: list[Glyph]) -> list[Glyph]:
    """Put marks, such as those of vowels, to the letters that they stand on."""
    letters = list(letters)
    for mark in marks if letters else ():
        middle = mark.left + mark.right
        near = min(
            range(len(letters)),
            key=lambda n: abs(letters[n].left + letters[n].right - middle),
        )
        own = letters[near]
        letters[near] = replace(own, character=own.character + mark.character)
    return letters


def _with_notes(letters: list[Glyph]) -> list[Glyph]:
    """Tell the number of a note, which is raised, from a word or figure beside it."""
    bases = sorted(glyph.base for glyph in letters)
    level = bases[len(bases) // 2] if bases else 0.0
    return [
        replace(glyph, character=glyph.character.translate(RAISED))
        if glyph.base - level > _RAISED * glyph.height
        else glyph
        for glyph in letters
    ]


def _spaced(letters: list[Glyph]) -> list[str]:
    """Return what is drawn from the left, with a space wherever there is a gap."""
    drawn, end = list[str](), None
    height = max((glyph.height for glyph in letters), default=0.0)
    for glyph in letters:
        if end is not None and glyph.left - end > _GAP * height:
            drawn.append(" ")
        drawn.append(glyph.character)
        end = glyph.right if end is None else max(end, glyph.right)
    return drawn


def _facing(drawn: list[str]) -> list[str]:
    """Let brackets face each other, as they are drawn: PDFium turns some of them."""
    drawn = list(drawn)
    for pair in _PAIRS:
        places = [n for n, part in enumerate(drawn) if part in pair]
        turned = [drawn[n].translate(_MIRRORED) for n in places]
        if not _balanced([drawn[n] for n in places], pair) and _balanced(turned, pair):
            for n, part in zip(places, turned, strict=True):
                drawn[n] = part
    return drawn


def _balanced(brackets: list[str], pair: str) -> bool:
    depth = 0
    for bracket in brackets:
        depth += 1 if bracket == pair[0] else -1
        if depth < 0:
            return False
    return depth == 0


def _read(drawn: list[str], leftward: bool) -> str:
    """Undo what the bidirectional algorithm did to a line."""
    kinds = [unicodedata.bidirectional(part[0]) for part in drawn]
    if leftward:
        runs = _runs(kinds, ("L",), ("L", "EN", "AN"))
        return "".join(
            "".join(drawn[start:end]) if kept else _turned(drawn[start:end])
            for start, end, kept in reversed(runs)
        )
    runs = _runs(kinds, _RIGHT, _RIGHT)
    return "".join(
        _turned(drawn[start:end]) if turned else "".join(drawn[start:end])
        for start, end, turned in runs
    )


def _runs(
    kinds: list[str], first: tuple[str, ...], last: tuple[str, ...]
) -> list[tuple[int, int, bool]]:
    """Divide a line into runs from one kind to another, and what is between them."""
    against = _RIGHT if first == ("L",) else ("L",)
    runs, at = list[tuple[int, int, bool]](), 0
    while at < len(kinds):
        start = next((n for n in range(at, len(kinds)) if kinds[n] in first), None)
        if start is None:
            break
        end = start + 1
        for n in range(start + 1, len(kinds)):
            if kinds[n] in against:
                break
            end = n + 1 if kinds[n] in last else end
        runs += [(at, start, False)] * (start > at) + [(start, end, True)]
        at = end
    return runs + [(at, len(kinds), False)] * (at < len(kinds))


def _turned(drawn: list[str]) -> str:
    """Return what is drawn from the left as read from the right, but for numbers."""
    parts, at, flat = list[str](), 0, "".join(part[0] for part in drawn)
    while at < len(drawn):
        match = _NUMBER.match(flat, at)
        end = match.end() if match else at + 1
        parts.append("".join(drawn[at:end]).translate(_MIRRORED))
        at = end
    return "".join(reversed(parts))
