"""Networks read back as plain dictionaries, so that a test can say what it expects."""

from __future__ import annotations

from typing import Any

from kg.ask.network.model import Column, Network

Edge = tuple[str, str, str]


def nodes(network: Network) -> dict[str, dict[str, Any]]:
    """Return what is known of each node, by id; cells that say nothing are left out."""
    found = network.nodes
    assert len(set(found.ids)) == len(found)
    return {
        id_: {
            "label": found.labels[i],
            "group": found.groups[i],
            "spells": tuple(found.spells[i]) if found.spells else (),
            **_cells(found.columns, i),
        }
        for i, id_ in enumerate(found.ids)
    }


def edges(network: Network) -> dict[Edge, dict[str, Any]]:
    """Return what is known of each edge, by source, kind and target: never two."""
    found = network.edges
    keys = list(zip(found.sources, found.kinds, found.targets, strict=True))
    assert len(set(keys)) == len(set(found.ids)) == len(found)
    return {
        key: {
            "label": found.labels[i],
            "spells": tuple(found.spells[i]) if found.spells else (),
            **({"weight": found.weights[i]} if found.weights else {}),
            **_cells(found.columns, i),
        }
        for i, key in enumerate(keys)
    }


def periods(network: Network, edge: Edge, name: str = "weight") -> list[Any]:
    """Return the values of a column that holds for a time, of one edge."""
    column = next(c for c in network.edges.timed if c.name == name)
    return list(column.values[list(edges(network)).index(edge)])


def listed(cell: object) -> set[str]:
    """Return the values of a cell that lists several."""
    return set(str(cell).split(" | ")) if cell else set()


def _cells(columns: tuple[Column, ...], i: int) -> dict[str, Any]:
    return {c.name: c.values[i] for c in columns if c.values[i] is not None}
