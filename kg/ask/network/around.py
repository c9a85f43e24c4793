"""The part of a network around some of its nodes."""

from __future__ import annotations

from collections.abc import Collection

from kg.ask.network.model import Network, kept


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
