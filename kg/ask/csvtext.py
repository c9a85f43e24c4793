"""Rows as CSV, the same wherever they are written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.ask.answers import Answer


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return CSV with a header, lines ended by CR LF as RFC 4180 has it.

    Truth values are ``true`` and ``false``, as in RDF and JSON; what is ``None`` is an
    empty cell, and several values stand in one cell with spaces between them.
    """
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns)
    writer.writeheader()
    writer.writerows({name: _cell(row.get(name)) for name in columns} for row in rows)
    return buffer.getvalue()


def answer_csv(answer: Answer) -> str:
    """Return an answer as CSV; after its columns, where it stands in sources."""
    rows = answer.to_dicts()
    for row, cells in zip(rows, answer.rows, strict=True):
        cited = [answer.claims[n - 1] for n in answer.notes(cells)]
        row["citations"] = " | ".join(map(str, cited))
        urls = dict.fromkeys(citation.url for citation in cited if citation.url)
        row.setdefault("url", " ".join(urls))
    columns = dict.fromkeys([*answer.columns, "citations", "url"])
    return csv_text(list(columns), rows)


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return " ".join(map(str, value))
    return value
