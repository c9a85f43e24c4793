"""A view run over a graph: rows of its queries become a network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rdflib import XSD, Literal

from kg.ask.citations import cite
from kg.ask.endpoint import Endpoint
from kg.ask.figures import measured_by, selecting
from kg.ask.network.cells import group_name, own_columns
from kg.ask.network.claimed import claim_columns, listed
from kg.ask.network.counts import UNKNOWN, Counted, Counts
from kg.ask.network.gather import Gathered, Key, gather, run
from kg.ask.network.ids import kind_names, short_ids
from kg.ask.network.model import Column, Edges, Network, Nodes, Spell, TimedColumn, kept
from kg.ask.network.times import ALWAYS, Times, Window, ends, joined, read_times
from kg.ask.network.views import View
from kg.ask.things import Thing, label_rank, label_things
from kg.errors import UnknownName
from kg.figures.load import load_figures, load_related
from kg.figures.reconcile import reconcile
from kg.read.texts import Texts

_EDGE = ("source", "kind", "target")
_NAMED = ("thing", "concept")


@dataclass
class _Rows:
    """What the queries of a view gave, and the names of all that is in it."""

    view: View
    nodes: Gathered
    edges: Gathered
    times: Times
    things: Mapping[str, Thing]
    ids: Mapping[str, str]
    as_of: date | None
    language: str


def project_view(
    endpoint: Endpoint,
    view: View,
    *,
    base: str,
    language: str = "en",
    as_of: date | None = None,
    within: Window = ALWAYS,
) -> Network:
    """Run a view's queries and return the network.

    ``as_of`` leaves out what was published later; ``within`` leaves out what has times
    and none in the window, and counts only what lies in it. ``base`` is the base IRI
    of the project. Raises :class:`InputErrors` where a query cannot be run or lacks a
    column, or edges name nodes that the view does not have, and :class:`UnknownName`
    for ``as_of`` where no query has a place for it. Times of what the view does not
    have are left out.
    """
    if as_of is not None and not any("asOf" in f.slots for f in view.files):
        raise UnknownName(
            f"the view `{view.name}` cannot be asked as of a day: none of its queries "
            "has `VALUES ?asOf { UNDEF }`"
        )
    rows = _read(endpoint, view, base, language, as_of, within)
    network = Network(
        view.name,
        view.title,
        _told(view, as_of, within),
        _nodes(rows),
        _edges(endpoint, rows),
        view.colours,
    )
    return _without(network, rows, within)


def _read(
    endpoint: Endpoint,
    view: View,
    base: str,
    language: str,
    as_of: date | None,
    within: Window,
) -> _Rows:
    day = Literal(as_of.isoformat(), datatype=XSD.date) if as_of else None
    slots = {"asOf": day.n3()} if day is not None else {}
    nodes = gather(run(endpoint, view.nodes, slots), view.nodes, ("node",))
    edges = gather(run(endpoint, view.edges, slots), view.edges, _EDGE)
    times = Times()
    if view.times is not None:
        table = run(endpoint, view.times, slots)
        times = read_times(table, within, view.times)
    _all_there(view, nodes, edges)
    named = {kind for _, kind, _ in edges.values}
    named |= nodes.iris(_NAMED) | edges.iris(_NAMED)
    named |= {p for some in times.precisions.values() for p in some}
    all_ = [*(iri for (iri,) in nodes.values), *_iris(named)]
    things = label_things(endpoint, all_, language)
    ids = short_ids([iri for (iri,) in nodes.values], base)
    return _Rows(view, nodes, edges, times, things, ids, as_of, language)


def _all_there(view: View, nodes: Gathered, edges: Gathered) -> None:
    ends = {end for source, _, target in edges.values for end in (source, target)}
    missing = sorted(end for end in ends if (end,) not in nodes.values)
    if missing:
        count = "a node" if len(missing) == 1 else f"{len(missing)} nodes"
        raise view.edges.refused(
            f"its edges name {count} that nodes.rq does not select, "
            f"such as {missing[0]}"
        )


def _nodes(rows: _Rows) -> Nodes:
    given = _spoken(rows.nodes, rows.language)
    iris = [iri for (iri,) in rows.nodes.values]
    labels = [
        label[0] if label else str(rows.things[iri])
        for label, iri in zip(given, iris, strict=True)
    ]
    spells, dates = _timed(rows, list(rows.nodes.values))
    return Nodes(
        [rows.ids[iri] for iri in iris],
        labels,
        list(map(group_name, rows.nodes.column("group"))),
        (
            Column("iri", "IRI", "string", iris),
            *own_columns(rows.nodes, rows.things, "nodes"),
            *dates,
        ),
        spells,
    )


def _edges(endpoint: Endpoint, rows: _Rows) -> Edges:
    keys = list(rows.edges.values)
    kinds = kind_names({kind for _, kind, _ in keys})
    ends_ = [(rows.ids[s], kinds[k], rows.ids[t]) for s, k, t in keys]
    claims = [list(map(str, some)) for some in rows.edges.column("claim")]
    spells, dates = _timed(rows, keys)
    columns = [*own_columns(rows.edges, rows.things, "edges"), *dates]
    if "claim" in rows.edges.types:
        iris = [c for some in claims for c in some]
        cited = cite(endpoint, iris, Texts(None), rows.language, as_of=rows.as_of)
        columns += claim_columns(claims, {c.claim.iri: c for c in cited})
    counted = _counted(endpoint, rows, keys)
    return Edges(
        ["|".join(ends) for ends in ends_],
        [source for source, _, _ in ends_],
        [target for _, _, target in ends_],
        [kind for _, kind, _ in ends_],
        _labels(rows, keys, kinds),
        [c.total.weight for c in counted] if counted else None,
        (*columns, *_count_columns(counted)),
        spells,
        tuple(_weights(counted, rows)),
    )


def _labels(rows: _Rows, keys: Sequence[Key], kinds: Mapping[str, str]) -> list[str]:
    given = _spoken(rows.edges, rows.language)
    return [
        listed(label) or _kind(kind, rows.things, kinds)
        for label, (_, kind, _) in zip(given, keys, strict=True)
    ]


def _spoken(rows: Gathered, language: str) -> list[list[str]]:
    """Return the labels that a query gives, in the language that is spoken if any."""
    found = []
    for labels in rows.column("label"):
        ranks = [label_rank(label, language) for label in labels]
        best = min(ranks, default=0)
        found.append([str(x) for x, r in zip(labels, ranks, strict=True) if r == best])
    return found


def _kind(kind: str, things: Mapping[str, Thing], kinds: Mapping[str, str]) -> str:
    return str(things[kind]) if kind in things else kinds[kind]


def _timed(
    rows: _Rows, keys: Sequence[Key]
) -> tuple[list[tuple[Spell, ...]] | None, list[Column]]:
    """Return spells per element, and the columns that tell of them."""
    found = [rows.times.spells.get(key, ()) for key in keys]
    if not any(found):
        return None, []
    outer = [ends(some) if some else (None, None) for some in found]
    precisions = [sorted(rows.times.precisions.get(key, ())) for key in keys]
    columns = [
        Column("first_day", "first day", "string", [first for first, _ in outer]),
        Column("last_day", "last day", "string", [last for _, last in outer]),
    ]
    if any(precisions):
        names = [[str(rows.things.get(p, p)) for p in some] for some in precisions]
        values = list(map(listed, names))
        columns.append(Column("date_precision", "date precision", "string", values))
    return [joined(some) for some in found], columns


def _counted(endpoint: Endpoint, rows: _Rows, keys: Sequence[Key]) -> list[Counted]:
    """Return what the figures of each edge amount to; nothing if there are none."""
    if not rows.times.claims:
        return []
    select = selecting(endpoint)
    claims = sorted({c for some in rows.times.claims.values() for c in some})
    measured = measured_by(select, claims)
    figures = load_figures(select, things=measured, as_of=rows.as_of)
    counts = Counts(reconcile(figures, load_related(select)))
    nothing = Counted((), UNKNOWN)
    return [
        counts.of(rows.times.claims[key]) if key in rows.times.claims else nothing
        for key in keys
    ]


def _count_columns(counted: Sequence[Counted]) -> list[Column]:
    if not counted:
        return []
    totals = [c.total for c in counted]
    return [
        Column("count_status", "count status", "string", [c.status for c in totals]),
        Column("weight_low", "weight low", "double", [c.low for c in totals]),
        Column("weight_high", "weight high", "double", [c.high for c in totals]),
    ]


def _weights(counted: Sequence[Counted], rows: _Rows) -> Iterable[TimedColumn]:
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


def _without(network: Network, rows: _Rows, within: Window) -> Network:
    """Leave out what is not there in the window, and nodes that have no edge then."""
    nodes, edges = network.nodes, network.edges
    gone = {
        rows.ids[key[0]]
        for key in rows.times.outside
        if key[0] in rows.ids and len(key) == 1
    }
    stays = [
        key not in rows.times.outside and s not in gone and t not in gone
        for key, s, t in zip(
            rows.edges.values, edges.sources, edges.targets, strict=True
        )
    ]
    joined_ = {
        end
        for s, t, stay in zip(edges.sources, edges.targets, stays, strict=True)
        if stay
        for end in (s, t)
    }
    isolated = bool(rows.view.nodes.header.get("isolated", True)) and within.open
    marks = [i not in gone and (isolated or i in joined_) for i in nodes.ids]
    return kept(network, marks, stays)


def _told(view: View, as_of: date | None, within: Window) -> str:
    parts = [view.description]
    if as_of is not None:
        parts.append(f"Only what was published by {as_of.isoformat()}.")
    if not within.open:
        parts.append(f"Only {_days(within)}; what has no date is shown too.")
    return " ".join(filter(None, parts))


def _days(within: Window) -> str:
    if within.start == within.end:
        return f"what is of {within.start}"
    return f"what touches the days from {within.start or '..'} to {within.end or '..'}"


def _iris(names: Iterable[str]) -> list[str]:
    return [n for n in names if n.startswith(("http://", "https://", "urn:"))]


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
