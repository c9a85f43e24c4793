"""JSON written item by item: a document need not fit into memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def inline(value: Any) -> str:
    """Return a value as JSON on one line; ``ValueError`` if it is not finite."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def array(items: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the parts of an array with one item a line."""
    separator = "\n"
    yield "["
    for item in items:
        yield f"{separator}{inline(item)}"
        separator = ",\n"
    yield "\n]"
