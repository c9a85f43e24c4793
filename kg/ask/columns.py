"""The columns of a question: what it selects, and of which type each is.

A name means one thing in all questions, so that its last word tells the type: a
``targetClaim`` is a claim, and so is a ``claim``. A header says it of other names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_NAMES = {
    "claim": "claim",
    "claims": "claims",
    "boolean": "over official",
    "concept": "certainty code coercion modality stage standing status step tool unit",
    "date": "from known published until",
    "number": "bound value",
    "period": "closed period reopened since spoken",
    "string": "denial reason summary term text title words",
    "thing": "act actor affects by claimant country crossing document donor flow kind "
    "money nationality object people place policy population recipient relation role "
    "source subject target thing via",
}
_TYPES = {word: type_ for type_, words in _NAMES.items() for word in words.split()}
_LAST_WORD = re.compile(r"[A-Z]?[a-z0-9]*$")
_SELECT = re.compile(r"\bSELECT\b(?:\s+(?:DISTINCT|REDUCED)\b)?", re.IGNORECASE)
_SELECTED = re.compile(r"[()]|\bAS\s+\?(\w+)|[?$](\w+)|(?:\bWHERE\b|\{)", re.IGNORECASE)


def projected(text: str) -> list[str]:
    """Return the variables that a query selects, in order; none for ``*``."""
    plain = re.sub(r"(?m)^\s*#.*$", "", text)
    if (start := _SELECT.search(plain)) is None:
        return []
    names, depth = [], 0
    for token in _SELECTED.finditer(plain, start.end()):
        if token[0] in "()":
            depth += 1 if token[0] == "(" else -1
        elif (name := token[1]) or (depth == 0 and (name := token[2])):
            names.append(name)
        elif depth == 0 and not token[2]:
            break
    return names


def column_types(header: Mapping[str, Any], text: str) -> dict[str, str | None]:
    """Return the type of each column, as the header or the name says it.

    ``None`` where neither does. The header may also list what is not selected.
    """
    listed = header if isinstance(header, dict) else {}
    names = projected(text)
    types = {name: listed.get(name) or _type(name) for name in names}
    return {**types, **{n: t for n, t in listed.items() if n not in types}}


def _type(name: str) -> str | None:
    last = _LAST_WORD.search(name)
    return _TYPES.get(last[0].lower()) if last else None
