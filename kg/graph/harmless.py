"""Others' letters on a terminal or a page: none steers it, or turns what is beside it.

Either lays a line out by the bidirectional algorithm (UAX 9), in which a name that
runs from right to left takes numbers and brackets beside it along: what stands in the
next column seems to stand in another.
"""

from __future__ import annotations

import re

_STEERING = dict.fromkeys(
    n
    for first, last in (
        (0, 8),
        (11, 31),
        (127, 159),
        (0x202A, 0x202E),
        (0x2066, 0x2069),
    )
    for n in range(first, last + 1)
)
"""Control characters, but for tabs and ends of lines, and those of the bidirectional
algorithm (UAX 9) by which what follows is overridden, embedded or isolated."""

_RIGHT = (
    "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff"
)
"""Where letters run from right to left, by the defaults of the algorithm for blocks,
with their marks and digits, and the mark that counts as such a letter."""

_WORD = rf"[{_RIGHT}](?:[{_RIGHT}\u200c\u200d\u2019'-]*[{_RIGHT}])?"
_BETWEEN = r"[,.;!?…]*[ ](?:[0-9][0-9.,]*%?[ ])?"
_RUN = re.compile(
    rf"(?<=[“«])[^“”«»\n]*[{_RIGHT}][^“”«»\n]*|{_WORD}(?:{_BETWEEN}{_WORD})*"
)
"""A quoted passage, or words with no more between them than a sentence has. A colon, a
bracket or a second space may be ours: a list of names with numbers stays in order."""


def harmless_text(text: str, *, isolate: bool) -> str:
    """Return a line, or part of one, without what would steer whatever shows it.

    With ``isolate``, what runs from right to left stands between U+2068 and U+2069, so
    that it is laid out by itself.
    """
    plain = text.translate(_STEERING)
    if not isolate or plain.isascii():
        return plain
    return _RUN.sub("\u2068\\g<0>\u2069", plain)
