"""A view run over a graph: rows of its queries become a network."""

from __future__ import annotations

from datetime import date

from kg.ask.endpoint import Endpoint
from kg.ask.network.elements import edges_of, nodes_of
from kg.ask.network.model import Network
from kg.ask.network.parts import kept
from kg.ask.network.points import POINT, without_point
from kg.ask.network.rows import Rows, read_rows
from kg.ask.network.times import ALWAYS, Window
from kg.ask.network.views import View


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

    ``as_of`` is the day of which the graph is, if of one. ``within`` leaves out what
    has times and none in the window, and counts only what lies in it. ``base`` is the
    base IRI of the project. Raises :class:`InputErrors` where a query cannot be run or
    lacks a column, or edges name nodes that the view does not have. Times of what the
    view does not have are left out.
    """
    rows = read_rows(endpoint, view, base=base, language=language, within=within)
    network = Network(
        view.name,
        view.title,
        _described(view, as_of, within),
        nodes_of(rows),
        edges_of(endpoint, rows),
        view.colours,
        _unplaced(rows),
    )
    return _without(network, rows, within)


def _unplaced(rows: Rows) -> dict[str, str]:
    """Return by id why places have no point on a map."""
    ids = [rows.ids[iri] for (iri,) in rows.nodes.values]
    return {
        id_: why
        for name, type_ in rows.nodes.types.items()
        if type_ == POINT
        for id_, why in without_point(ids, rows.nodes.column(name)).items()
    }


def _without(network: Network, rows: Rows, within: Window) -> Network:
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


def _described(view: View, as_of: date | None, within: Window) -> str:
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
