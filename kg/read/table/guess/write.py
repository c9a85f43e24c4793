"""Lines of YAML, written as a person writes them."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping

from kg.read.table.guess.words import word_set

_CODE, _KEPT = re.compile("`[^`]*`"), "\0"  # what is to be copied stays in one line
WIDTH = 88
LOOK = "LOOK: "
"""Begins what is open, so that nobody has to read everything to find it."""

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:[ /()-]+[A-Za-z0-9_()]+)*")
_WORDS = word_set("y n yes no true false on off null")
"""What YAML takes for something else than a text."""


def quoted(text: str) -> str:
    """Return a text as YAML reads it, in quotes where it must."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS:
        return text
    safe = text.isprintable()
    return json.dumps(text, ensure_ascii=not safe)


def flow(of: Mapping[str, str]) -> str:
    """Return a mapping in one line."""
    inside = ", ".join(f"{quoted(key)}: {quoted(value)}" for key, value in of.items())
    return f"{{{inside}}}"


def comment(text: str, indent: int = 0) -> list[str]:
    """Return a comment in as many lines as it needs."""
    start = " " * indent + "# "
    text = "".join(c if c.isprintable() else "\ufffd" for c in text)
    whole = _CODE.sub(lambda match: match[0].replace(" ", _KEPT), text)
    lines = textwrap.wrap(
        whole,
        WIDTH,
        initial_indent=start,
        subsequent_indent=start,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_KEPT, " ") for line in lines]


def look(text: str, indent: int = 0) -> list[str]:
    """Return a comment about something that is open."""
    return comment(LOOK + text, indent)
