"""The lives of all policies as one table: a row for each span of status."""

from __future__ import annotations

import csv
import io
import json
from typing import IO, TYPE_CHECKING, Any

from kg.ask.lives.model import SPAN_COLUMNS
from kg.ask.lives.spans import read_spans
from kg.ask.questions import asked_period
from kg.read.delimited import harmless
from kg.read.texts import Texts

if TYPE_CHECKING:
    from datetime import date

    from kg.ask.knowledge import KnowledgeGraph

_DELIMITERS = {"csv": ",", "tsv": "\t"}


def export_spans(
    graph: KnowledgeGraph, to: IO[bytes], *, form: str, on: date | str | None = None
) -> None:
    """Write the spans of all policies as ``csv``, ``tsv`` or ``json``.

    Rows are those of :meth:`TimelineSpan.to_dict`, by policy, part and time. With
    ``on``, a day, month or year, only spans that are possible then, and how certain
    they are. Raises :class:`BadArgument` for what is none of these.
    """
    asked = None if on is None else asked_period("on", on)
    language = graph.project.language
    spans = read_spans(graph.endpoint, None, asked, Texts(None), language)
    rows = [span.to_dict() for span in spans if asked is None or span.certainty]
    if form == "json":
        text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    else:
        text = _table(rows, _DELIMITERS[form])
    to.write(text.encode("utf-8", "replace"))


def _table(rows: list[dict[str, Any]], delimiter: str) -> str:
    """Return rows with a header, lines ended by CR LF as RFC 4180 has it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow(SPAN_COLUMNS)
    for row in rows:
        writer.writerow(_cell(row[name]) for name in SPAN_COLUMNS)
    return buffer.getvalue()


def _cell(value: object) -> object:
    """Return a cell that no spreadsheet runs; truth values are as in RDF and JSON."""
    if isinstance(value, bool):
        return str(value).lower()
    return harmless(value) if isinstance(value, str) else value
