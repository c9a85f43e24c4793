"""Parts of a network: what is marked, and what lies around some of its nodes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields, replace
from itertools import compress
from typing import Any, TypeVar

from kg.ask.network.model import Edges, Network, Nodes

Rows = TypeVar("Rows", Nodes, Edges)


def kept(network: Network, nodes: Sequence[bool], edges: Sequence[bool]) -> Network:
    """Return the part of a network whose nodes and edges are marked.

    Edges to nodes that are left out must not be marked.
    """
    return replace(
        network,
        nodes=_marked(network.nodes, nodes),
        edges=_marked(network.edges, edges),
    )


def _marked(rows: Rows, marks: Sequence[bool]) -> Rows:
    """Return the marked rows of every list and every column."""
    some: dict[str, Any] = {}
    for field in fields(rows):
        values = getattr(rows, field.name)
        if field.name in ("columns", "timed"):
            some[field.name] = tuple(
                replace(column, values=list(compress(column.values, marks)))
                for column in values
            )
        elif values is not None:
            some[field.name] = list(compress(values, marks))
    return replace(rows, **some)


def around(network: Network, centres: Collection[str], hops: int) -> Network:
    """Return what lies within ``hops`` steps of some nodes, whichever way edges point.

    Edges between nodes that are reached are kept, also those not walked along.
    """
    edges = network.edges
    reached = set(centres)
    front = reached
    for _ in range(hops):
        near = set()
        for source, target in zip(edges.sources, edges.targets, strict=True):
            if source in front:
                near.add(target)
            if target in front:
                near.add(source)
        front = near - reached
        if not front:
            break
        reached |= front
    return kept(
        network,
        [i in reached for i in network.nodes.ids],
        [
            s in reached and t in reached
            for s, t in zip(edges.sources, edges.targets, strict=True)
        ],
    )
