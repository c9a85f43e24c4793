"""The counts of edges as columns: over all, and period by period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from kg.ask.endpoint import Endpoint
from kg.ask.figures import measured_by, selecting
from kg.ask.network.counts import UNKNOWN, Counted, EdgeCounts
from kg.ask.network.gather import Key
from kg.ask.network.model import Column, TimedColumn
from kg.ask.network.nested import Parallel, counted_in, without_weight
from kg.ask.network.rows import Rows
from kg.figures.codes import PREFIXES, Select
from kg.figures.figure import Days
from kg.figures.load import load_figures, load_related
from kg.figures.reconcile import reconcile
from kg.names import local_name

_FLOW_DAYS = """SELECT ?flow ?p ?day WHERE {
  VALUES ?p { apf:latestStart apf:earliestEnd } ?flow ?p ?day .
  FILTER EXISTS { ?figure apf:measures ?flow . } }"""
"""The periods of flows, as they are named: a flow fills its own."""


def counted_edges(
    endpoint: Endpoint, rows: Rows, keys: Sequence[Key]
) -> tuple[list[Counted], dict[Key, Key]]:
    """Return what the figures of each edge amount to; nothing if there are none.

    And by the edge those of which the people are counted by a parallel edge, too, with
    that one: such an edge has no weight of its own.
    """
    if not rows.times.claims:
        return [], {}
    select = selecting(endpoint)
    claims = sorted({c for some in rows.times.claims.values() for c in some})
    measured = measured_by(select, claims)
    figures = load_figures(select, things=measured)
    related = load_related(select, measured)
    counts, flow_days = EdgeCounts(reconcile(figures, related)), _flow_days(select)
    looked_at = Days(rows.within.start, rows.within.end)
    counted, edges = [], []
    for key in keys:
        own = rows.times.claims.get(key, [])
        series = counts.series(own)
        flows = {one.measures for one in series}
        period = flow_days.get(min(flows)) if len(flows) == 1 else None
        amount = counts.of(own, period, looked_at) if own else Counted((), UNKNOWN)
        counted.append(amount)
        edges += [Parallel(key, one, period or amount.days) for one in series]
    wider = counted_in(edges, related)
    both = zip(keys, counted, strict=True)
    return [without_weight(c) if k in wider else c for k, c in both], wider


def _flow_days(select: Select) -> dict[str, Days]:
    ends: dict[str, dict[str, date]] = {}
    for flow, p, day in select(PREFIXES + _FLOW_DAYS):
        ends.setdefault(str(flow), {})[local_name(p)] = date.fromisoformat(str(day))
    return {
        flow: Days(of.get("latestStart"), of.get("earliestEnd"))
        for flow, of in ends.items()
    }


def count_columns(
    counted: Sequence[Counted], wider: Sequence[str | None]
) -> list[Column]:
    """Return what the counts over all amount to, beside their weights.

    ``wider`` are the kinds of the edges by which the same people are counted, too.
    """
    if not counted:
        return []
    totals = [c.total for c in counted]
    days = [c.days or Days(None, None) for c in counted]
    return [
        Column("count_status", "count status", "string", [c.status for c in totals]),
        Column("weight_low", "weight low", "double", [c.low for c in totals]),
        Column("weight_high", "weight high", "double", [c.high for c in totals]),
        *(
            Column(name, name.replace("_", " "), "string", values)
            for name, values in (
                ("count_first_day", [_iso(d.start) for d in days]),
                ("count_last_day", [_iso(d.end) for d in days]),
                ("count_coercion", [c.coercion or None for c in counted]),
                ("counted_in", wider),
            )
        ),
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
