"""Patterns of words in each language: English beside the rule, others in files of data.

A rule has its English with it, where it is read. What the same rule goes by in another
language stands in ``words/LANGUAGE.toml``, by the rule's name; a language that has
nothing there has no such words, and the pattern is met by nothing.
"""

from __future__ import annotations

import re
from functools import cache

from kg.draft.lexicon import tables

_NEVER = re.compile(r"(?!)")
_SPACE = re.compile(" ([*?])?")
_FRAGMENT = re.compile(r"@([a-z-]+)@")

NAMES: set[str] = set()
"""The names of all patterns, which no file of data may have others beside."""


class Wording:
    """A pattern of words, of one language at a time: ``_WHO["fr"].search(text)``."""

    def __init__(
        self, name: str, english: str, flags: re.RegexFlag = re.NOFLAG
    ) -> None:
        self.name, self.flags = name, flags
        self._english = re.compile(english, flags)
        NAMES.add(name)

    def __getitem__(self, language: str) -> re.Pattern[str]:
        """Return the pattern in a language that has rules, by its primary tag."""
        if language == "en":
            return self._english
        return _pattern(language, self.name, self.flags)


@cache
def _pattern(language: str, name: str, flags: re.RegexFlag) -> re.Pattern[str]:
    module, _, rule = name.partition(".")
    written = tables()[language]["patterns"].get(module, {}).get(rule)
    if written is None:
        return _NEVER
    return re.compile(spelled_out(written, language), flags)


def spelled_out(pattern: str, language: str) -> str:
    """Return a pattern of a file with its fragments, ``@month@``, put in.

    A space stands for any white space, ``" ?"`` for that or none.
    """
    fragments: dict[str, str] = tables()[language]["fragments"]
    while (match := _FRAGMENT.search(pattern)) is not None:
        part = f"(?:{fragments[match[1]]})"
        pattern = pattern[: match.start()] + part + pattern[match.end() :]
    return _SPACE.sub(lambda m: r"\s*" if m[1] else r"\s+", pattern)
