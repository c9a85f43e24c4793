"""Edges that lie on each other, led through nodes of their own.

Gephi draws every edge as a straight line, or as one bow, so that of several edges
between the same two nodes only the one that is drawn last is seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from kg.ask.network.model import Column, Edges, Network, Nodes, TimedColumn

EDGE_NODE = "one of several edges"
"""The group of such nodes."""

_COLOUR = "#bbbbbb"
_SAYS = (
    "Each of several edges between the same two nodes is led through its own node, "
    "so that none hides another. Its halves are one edge: add nothing of both."
)

T = TypeVar("T")


def with_edge_nodes(network: Network) -> Network:
    """Return a network in which no two edges join the same two nodes.

    Of several that do, whichever way they point, each becomes a node with its label,
    and two edges with its kind and all its columns, which lead there and on from there.
    """
    edges = network.edges
    pairs = [frozenset(ends) for ends in zip(edges.sources, edges.targets, strict=True)]
    many = Counter(pairs)
    led = [i for i, pair in enumerate(pairs) if many[pair] > 1]
    if not led:
        return network
    return replace(
        network,
        description=f"{network.description} {_SAYS}".strip(),
        nodes=_nodes(network, led),
        edges=_edges(edges, led),
        colours={EDGE_NODE: _COLOUR, **network.colours},
    )


def _nodes(network: Network, led: Sequence[int]) -> Nodes:
    """Return the nodes, and one for each edge that is led through one."""
    nodes, edges = network.nodes, network.edges
    more = len(led)
    spells = nodes.spells
    if spells is None and edges.spells is not None:
        spells = [()] * len(nodes)
    if spells is not None:
        own = edges.spells
        spells = [*spells, *(own[i] if own is not None else () for i in led)]
    return replace(
        nodes,
        ids=[*nodes.ids, *(_id(edges.ids[i]) for i in led)],
        labels=[*nodes.labels, *(edges.labels[i] for i in led)],
        groups=[*nodes.groups, *[EDGE_NODE] * more],
        columns=tuple(
            replace(column, values=[*column.values, *[None] * more])
            for column in nodes.columns
        ),
        spells=spells,
    )


def _edges(edges: Edges, led: Sequence[int]) -> Edges:
    """Return the edges, those that are led through a node in two halves."""
    through = set(led)
    rows = [(i, half) for i in range(len(edges)) for half in _halves(i in through)]

    def taken(values: Sequence[T]) -> list[T]:
        return [values[i] for i, _ in rows]

    return replace(
        edges,
        ids=[edges.ids[i] + (half and f" ({half})") for i, half in rows],
        sources=[
            _id(edges.ids[i]) if half == _ON else edges.sources[i] for i, half in rows
        ],
        targets=[
            _id(edges.ids[i]) if half == _TO else edges.targets[i] for i, half in rows
        ],
        kinds=taken(edges.kinds),
        labels=taken(edges.labels),
        weights=None if edges.weights is None else taken(edges.weights),
        columns=tuple(_taken(column, rows) for column in edges.columns),
        spells=None if edges.spells is None else taken(edges.spells),
        timed=tuple(_timed(column, rows) for column in edges.timed),
    )


_TO, _ON = "first half", "second half"


def _halves(through: bool) -> tuple[str, ...]:
    return (_TO, _ON) if through else ("",)


def _id(edge: str) -> str:
    return f"edge/{edge}"


def _taken(column: Column, rows: Sequence[tuple[int, str]]) -> Column:
    return replace(column, values=[column.values[i] for i, _ in rows])


def _timed(column: TimedColumn, rows: Sequence[tuple[int, str]]) -> TimedColumn:
    return replace(column, values=[column.values[i] for i, _ in rows])
