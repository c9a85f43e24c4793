"""The nodes and edges of a network, made from the rows of a view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.ask.citations import cite
from kg.ask.endpoint import Endpoint
from kg.ask.network.cells import claim_columns, group_name, listed, own_columns
from kg.ask.network.gather import Gathered, Key
from kg.ask.network.model import Column, Edges, Nodes, Spell
from kg.ask.network.rows import Rows, kind_names
from kg.ask.network.scale import display_column
from kg.ask.network.times import ends, joined
from kg.ask.network.weights import count_columns, counted_edges, timed_weights
from kg.ask.things import Thing, label_rank
from kg.periods.edtf import parse_period
from kg.read.texts import Texts


def nodes_of(rows: Rows) -> Nodes:
    """Return the nodes, in the order of their IRIs."""
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


def edges_of(endpoint: Endpoint, rows: Rows) -> Edges:
    """Return the edges, in the order of sources, kinds and targets."""
    keys = list(rows.edges.values)
    kinds = kind_names({kind for _, kind, _ in keys})
    ends_ = [(rows.ids[s], kinds[k], rows.ids[t]) for s, k, t in keys]
    claims = [list(map(str, some)) for some in rows.edges.column("claim")]
    spells, dates = _timed(rows, keys)
    columns = [*own_columns(rows.edges, rows.things, "edges"), *dates]
    if "claim" in rows.edges.types:
        iris = [c for some in claims for c in some]
        cited = cite(endpoint, iris, Texts(None), rows.language)
        columns += claim_columns(claims, {c.claim.iri: c for c in cited})
    counted, wider = counted_edges(endpoint, rows, keys)
    inside = [kinds[wider[key][1]] if key in wider else None for key in keys]
    return Edges(
        ["|".join(ends) for ends in ends_],
        [source for source, _, _ in ends_],
        [target for _, _, target in ends_],
        [kind for _, kind, _ in ends_],
        _labels(rows, keys, kinds),
        [c.total.weight for c in counted] if counted else None,
        (
            *columns,
            *count_columns(counted, inside),
            display_column([c.total for c in counted], len(keys)),
        ),
        spells,
        tuple(timed_weights(counted)),
    )


def _labels(rows: Rows, keys: Sequence[Key], kinds: Mapping[str, str]) -> list[str]:
    given = _spoken(rows.edges, rows.language)
    return [
        listed(label) or _kind(kind, rows.things, kinds)
        for label, (_, kind, _) in zip(given, keys, strict=True)
    ]


def _spoken(rows: Gathered, language: str) -> list[list[str]]:
    """Return the labels that a query gives, in the language that is spoken if any."""
    labelled = []
    for labels in rows.column("label"):
        ranks = [label_rank(label, language) for label in labels]
        best = min(ranks, default=0)
        labelled.append(
            [str(x) for x, r in zip(labels, ranks, strict=True) if r == best]
        )
    return labelled


def _kind(kind: str, things: Mapping[str, Thing], kinds: Mapping[str, str]) -> str:
    return str(things[kind]) if kind in things else kinds[kind]


def _timed(
    rows: Rows, keys: Sequence[Key]
) -> tuple[list[tuple[Spell, ...]] | None, list[Column]]:
    """Return spells per element, and the columns that tell of them."""
    spells = [rows.times.spells.get(key, ()) for key in keys]
    if not any(spells):
        return None, []
    outer = [ends(some) for some in spells]
    periods = [sorted(rows.times.periods.get(key, ())) for key in keys]
    precisions = [_precisions(rows, key) for key in keys]
    columns = [
        Column("first_day", "first day", "string", [first for first, _ in outer]),
        Column("last_day", "last day", "string", [last for _, last in outer]),
    ]
    if any(periods):
        columns.append(Column("period", "period", "string", list(map(listed, periods))))
    if any(precisions):
        values = list(map(listed, precisions))
        columns.append(Column("date_precision", "date precision", "string", values))
    return [joined(some) for some in spells], columns


def _precisions(rows: Rows, key: Key) -> list[str]:
    """Return how finely the times of an element are known: full days may mislead."""
    given = sorted(rows.times.precisions.get(key, ()))
    if given:
        return [str(rows.things.get(p, p)) for p in given]
    return sorted({_precision(period) for period in rows.times.periods.get(key, ())})


def _precision(edtf: str) -> str:
    try:
        period = parse_period(edtf)
    except ValueError:
        return "unknown"
    return period.precision + ", approximate" * period.approximate
