"""The counts of edges as columns: over all, and period by period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from kg.ask.endpoint import Endpoint
from kg.ask.figures import measured_by, selecting
from kg.ask.network.counts import UNKNOWN, Counted, EdgeCounts
from kg.ask.network.gather import Key
from kg.ask.network.model import Column, TimedColumn
from kg.ask.network.rows import Rows
from kg.figures.load import load_figures, load_related
from kg.figures.reconcile import reconcile


def counted_edges(endpoint: Endpoint, rows: Rows, keys: Sequence[Key]) -> list[Counted]:
    """Return what the figures of each edge amount to; nothing if there are none."""
    if not rows.times.claims:
        return []
    select = selecting(endpoint)
    claims = sorted({c for some in rows.times.claims.values() for c in some})
    measured = measured_by(select, claims)
    figures = load_figures(select, things=measured)
    counts = EdgeCounts(reconcile(figures, load_related(select)))
    nothing = Counted((), UNKNOWN)
    return [
        counts.of(rows.times.claims[key]) if key in rows.times.claims else nothing
        for key in keys
    ]


def count_columns(counted: Sequence[Counted]) -> list[Column]:
    """Return what the counts over all amount to, beside their weights."""
    if not counted:
        return []
    totals = [c.total for c in counted]
    return [
        Column("count_status", "count status", "string", [c.status for c in totals]),
        Column("weight_low", "weight low", "double", [c.low for c in totals]),
        Column("weight_high", "weight high", "double", [c.high for c in totals]),
    ]


def timed_weights(counted: Sequence[Counted]) -> Iterable[TimedColumn]:
    """Yield the weight and its bounds period by period."""
    if not any(c.periods for c in counted):
        return
    for name, title, type_, field in (
        ("weight", "weight", "double", "weight"),
        ("period_low", "weight low in the period", "double", "low"),
        ("period_high", "weight high in the period", "double", "high"),
        ("period_status", "count status in the period", "string", "status"),
    ):
        yield TimedColumn(
            name,
            title,
            type_,
            [
                [
                    (_iso(period.start), _iso(period.end), value)
                    for period, count in c.periods
                    if (value := getattr(count, field)) is not None
                ]
                for c in counted
            ],
        )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
