"""The page of movements: a table, bands from origin to destination, and a map."""

from __future__ import annotations

from typing import Any

from kg.ask.csvtext import csv_text
from kg.names import ONTOLOGY
from kg.pages.answering import taken_by
from kg.pages.library import Library
from kg.pages.moves import MovementRow, movement_rows
from kg.pages.render import DATES, Page
from kg.pages.sankey import sankeys

MOVEMENTS = "movements"
"""The address of the page."""

LISTED = 500
"""Rows of the table at most: a megabyte or so. The CSV has all."""

_VIEW = "flows"
"""The view that is a network of movements, where a project has it."""


def movements_page(library: Library, on: str | None = None) -> Page:
    """Return the page of all movements between places; ``on`` as of their days.

    Raises :class:`BadArgument` for what is no day, month or year.
    """
    rows = movement_rows(library, on)
    related = library.figures(None).reconciliation.related
    drawings = sankeys(rows, related)
    shown = {
        "rows": rows[:LISTED],
        "count": len(rows),
        "flows": len({row.flow.iri for row in rows}),
        "drawings": drawings,
        "drawn": {band.row.key for drawing in drawings for band in drawing.bands},
        "mapped": any(row.origin.iso3 or row.destination.iso3 for row in rows),
        "on": on or "",
        "views": [(n, v.title) for n, v in library.graph.views.items() if n == _VIEW],
        "questions": taken_by(library, f"{ONTOLOGY}origin"),
    }
    return Page(MOVEMENTS, "Movements", shown, dates=DATES)


def movements_csv(library: Library) -> str:
    """Return all movements with their latest figures as CSV."""
    columns = (
        *("flow", "label", "origin", "origin_iso3", "destination", "destination_iso3"),
        *("figure", "low", "high", "unit", "days", "claimant", "manner", "verdict"),
        *("claim", "source"),
    )
    return csv_text(columns, map(_record, movement_rows(library)))


def _record(row: MovementRow) -> dict[str, Any]:
    interval, line, card = row.interval, row.line, row.card
    return {
        "flow": row.flow.iri,
        "label": row.flow.label,
        "origin": row.origin.words,
        "origin_iso3": row.origin.iso3,
        "destination": row.destination.words,
        "destination_iso3": row.destination.iso3,
        "figure": line and line.words,
        "low": interval and interval.low,
        "high": interval and interval.high,
        "unit": row.counts,
        "days": row.figure and row.figure.period.edtf,
        "claimant": line and line.claimant.label,
        "manner": card and card.manner,
        "verdict": line and line.verdict,
        "claim": card and card.iri,
        "source": card and card.citation.link,
    }
