"""Rows of answers as plain values, to be compared with those worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import kg


def answered(
    graph: kg.KnowledgeGraph, question: str, columns: Iterable[str], **given: Any
) -> list[tuple[Any, ...]]:
    """Ask a question; return some columns of its rows, ``None`` for an empty cell."""
    names = tuple(columns)
    rows = graph.ask(question, **given).to_dicts()
    return [
        tuple(None if row[name] in (None, "") else row[name] for name in names)
        for row in rows
    ]
