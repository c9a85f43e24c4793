"""Where a name stands in a text, to the letter: what is right before and after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

_W = r"\w\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0966-\u0dff"
"""Letters, digits and the signs of vowels, which are no letters for :mod:`re`."""

_PREVIOUS = re.compile(rf"([^\W_](?:[{_W}'\u2019.-]*[{_W}])?\.?)[ \u00a0]$")
_FOLLOWING = re.compile(rf"[ \u00a0]([^\W_](?:[{_W}'\u2019-]*[{_W}])?)")
_BEGINS = re.compile(r"(?:^|[.!?:;\u2026\n\"\u201c\u201d\u00ab\u00bb(\u2014-])\s*$")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
)
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese: no spaces are between words."""

_WORDS, _LETTERS = 3, 6
"""Words, or letters where no spaces are, of a longer name on either side, at most."""

_BEFORE = re.compile(rf"(?:[{_W}'\u2019-]+[ \u00a0]){{0,{_WORDS}}}$")
_AFTER = re.compile(rf"(?:[ \u00a0][{_W}'\u2019-]+){{0,{_WORDS}}}")
_LETTERS_BEFORE = re.compile(rf"\w{{0,{_LETTERS}}}$")
_LETTERS_AFTER = re.compile(rf"\w{{0,{_LETTERS}}}")


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a name in a text, which it cuts in two."""

    before: str
    name: str
    after: str

    @property
    def previous(self) -> str:
        """The word before the name, with only a space between, or ""."""
        match = _PREVIOUS.search(self.before)
        return match[1] if match else ""

    @property
    def following(self) -> str:
        """The word after the name, with only a space between, or ""."""
        match = _FOLLOWING.match(self.after)
        return match[1] if match else ""

    @property
    def opens(self) -> bool:
        """Tell whether the word before the name, or the name, begins a sentence."""
        rest = self.before.rstrip()
        return bool(_BEGINS.search(rest[: len(rest) - len(self.previous)]))

    @property
    def spaced(self) -> bool:
        """Tell whether the name is written in a script that has spaces."""
        return not _UNSPACED.search(self.name)

    def longer(self) -> Iterator[str]:
        """Yield pieces of the text that hold the name and more, as longer names do."""
        if self.spaced:
            before = _parts(_BEFORE, self.before, r"\S+\s")
            after = _parts(_AFTER, self.after, r"\s\S+")
        else:
            before = _parts(_LETTERS_BEFORE, self.before, r"\w")
            after = _parts(_LETTERS_AFTER, self.after, r"\w")
        for one, two in product(range(len(before) + 1), range(len(after) + 1)):
            if one or two:
                left = "".join(before[len(before) - one :])
                yield left + self.name + "".join(after[:two])


def _parts(pattern: re.Pattern[str], text: str, part: str) -> list[str]:
    match = (
        pattern.search(text) if pattern.pattern.endswith("$") else pattern.match(text)
    )
    return re.findall(part, match[0]) if match else []


def spots(name: str, context: str) -> list[Spot]:
    """Return the places where a name stands in a text, as whole words."""
    first, last = (
        "" if not c.isalnum() else rf"(?<![{_W}])" for c in (name[:1], name[-1:])
    )
    edges = (first, rf"(?![{_W}])" if last else "")
    if _UNSPACED.search(name):
        edges = ("", "")
    pattern = re.compile(edges[0] + re.escape(name) + edges[1])
    return [
        Spot(context[: m.start()], m[0], context[m.end() :])
        for m in pattern.finditer(context)
    ]
