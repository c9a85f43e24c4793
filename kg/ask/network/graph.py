"""A network as a networkx graph, for whoever wants to compute with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import networkx as nx

from kg.ask.network.model import Cell, Column, Network, Spell
from kg.ask.network.times import ends


def to_networkx(network: Network) -> nx.MultiDiGraph[str]:
    """Return the network as a ``MultiDiGraph``.

    Nodes are keyed by their ids, edges by their kind. Attributes are ``str``, ``int``,
    ``float`` or ``bool``, and left out where there is nothing to say, so that every
    writer of networkx takes them; dates are ISO strings, ``start`` and ``end`` the
    first and last day. The graph's own attributes are ``name`` and ``description``.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        name=network.title, description=network.description, view=network.view
    )
    nodes, edges = network.nodes, network.edges
    rows = _rows(nodes.columns, nodes.spells, len(nodes))
    for id_, label, group, cells in zip(
        nodes.ids, nodes.labels, nodes.groups, rows, strict=True
    ):
        graph.add_node(id_)
        graph.nodes[id_].update({"label": label, "group": group, **cells})
    rows = _rows(edges.columns, edges.spells, len(edges))
    weights = edges.weights or [None] * len(edges)
    for source, target, kind, label, weight, cells in zip(
        edges.sources,
        edges.targets,
        edges.kinds,
        edges.labels,
        weights,
        rows,
        strict=True,
    ):
        graph.add_edge(source, target, kind)
        known = {} if weight is None else {"weight": weight}
        about = graph.edges[source, target, kind]
        about.update({"kind": kind, "label": label, **cells, **known})
    return graph


def _rows(
    columns: Sequence[Column], spells: Sequence[Sequence[Spell]] | None, count: int
) -> Iterator[dict[str, Cell]]:
    """Yield per element what is known of it."""
    for i in range(count):
        cells = {
            column.name: value
            for column in columns
            if (value := column.values[i]) is not None
        }
        if spells is not None and spells[i]:
            outer = zip(("start", "end"), ends(spells[i]), strict=True)
            cells |= {name: day for name, day in outer if day is not None}
        yield cells
