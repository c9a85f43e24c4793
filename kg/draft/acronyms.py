"""Short names that a text gives by itself: `the River Relief Network (RRN)`."""

from __future__ import annotations

import re

_WORD = r"[A-Z][\w'\u2019-]+"
_GIVEN = re.compile(
    rf"(?<![\w'\u2019-])(?P<name>{_WORD}(?:\s(?:{_WORD}|of|for|and|the|de|du|des|on|in|to|&)){{1,10}})"
    r"\s\((?P<short>[A-Z][A-Za-z]{0,2}[A-Z]{1,7})\)"
)


def acronyms_in(text: str) -> dict[str, str]:
    """Return the long names of a text by the short ones that it gives them.

    A short name has the initials of the long one, in their order.
    """
    result: dict[str, str] = {}
    for match in _GIVEN.finditer(text):
        words = match["name"].split()
        for first in range(len(words) - 1):
            name = words[first:]
            if name[0][0].isupper() and _has_initials(name, match["short"]):
                result.setdefault(match["short"], " ".join(name))
    return result


def _has_initials(name: list[str], short: str) -> bool:
    """Tell whether a short name is made of the capitals of a long one."""
    capitals = [word[0] for word in name if word[0].isupper()]
    letters = [letter for letter in short if letter.isupper()]
    return letters == capitals or letters == [word[0].upper() for word in name]
