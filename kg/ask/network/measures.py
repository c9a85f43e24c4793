"""Centralities and communities of a network, as columns of its nodes.

Computed by networkx on whole numbers for names, and seeded, so that the order of a
hash decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.ask.network.model import Cell, Column, Network
from kg.errors import UnknownName, nearest

if TYPE_CHECKING:
    import networkx as nx

_SEED = 1
"""Any number will do; another one gives other communities, and other bytes."""

_SAMPLE = 500
"""Betweenness is estimated from so many nodes where there are more."""

_DIGITS = 9
"""Digits kept: the last ones of a sum depend on the order of its terms."""

_Values = Mapping[int, float]


def _communities(graph: nx.DiGraph[int]) -> _Values:
    """Return communities, numbered from 1 by size and then by their first node."""
    import networkx as nx

    communities = nx.community.louvain_communities(graph.to_undirected(), seed=_SEED)
    ordered = sorted(communities, key=lambda some: (-len(some), min(some)))
    return {node: float(n) for n, some in enumerate(ordered, 1) for node in some}


def _pagerank(graph: nx.DiGraph[int]) -> _Values:
    """Return PageRank; networkx would need all of SciPy for it."""
    import rustworkx as rx

    same = rx.PyDiGraph()
    same.add_nodes_from(range(len(graph)))
    same.add_edges_from_no_data(list(graph.edges()))
    return dict(rx.pagerank(same)) if len(graph) else {}


def _betweenness(graph: nx.DiGraph[int]) -> _Values:
    import networkx as nx

    sample = _SAMPLE if len(graph) > _SAMPLE else None
    return nx.betweenness_centrality(graph, k=sample, seed=_SEED)


def _closeness(graph: nx.DiGraph[int]) -> _Values:
    import networkx as nx

    return nx.closeness_centrality(graph)


MEASURES: dict[str, Callable[[nx.DiGraph[int]], _Values]] = {
    "degree": lambda graph: dict(graph.degree()),
    "in_degree": lambda graph: dict(graph.in_degree()),
    "out_degree": lambda graph: dict(graph.out_degree()),
    "betweenness": _betweenness,
    "closeness": _closeness,
    "pagerank": _pagerank,
    "community": _communities,
}
"""Measures by name. They see who is joined with whom and in which direction, and
neither the kinds of edges nor their weights."""

_WHOLE = frozenset({"degree", "in_degree", "out_degree", "community"})


def measured(network: Network, names: Iterable[str]) -> Network:
    """Return the network with a node column for each measure.

    Raises :class:`UnknownName` with the nearest one for what is no measure.
    """
    wanted = list(dict.fromkeys(names))
    for name in wanted:
        if name not in MEASURES:
            hint = nearest(name, MEASURES) or f"; there are {', '.join(MEASURES)}"
            raise UnknownName(f"no measure is called `{name}`{hint}")
    if not wanted:
        return network
    nodes = network.nodes
    graph = _plain(network)
    columns = [_column(name, MEASURES[name](graph), len(nodes)) for name in wanted]
    own = [c for c in nodes.columns if c.name not in wanted]
    return replace(network, nodes=replace(nodes, columns=(*own, *columns)))


def _plain(network: Network) -> nx.DiGraph[int]:
    """Return who is joined with whom, each pair once in each direction."""
    import networkx as nx

    index = {id_: i for i, id_ in enumerate(network.nodes.ids)}
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(index)))
    edges = network.edges
    pairs = zip(edges.sources, edges.targets, strict=True)
    graph.add_edges_from((index[s], index[t]) for s, t in pairs)
    return graph


def _column(name: str, values: _Values, count: int) -> Column:
    title = name.replace("_", " ")
    if name in _WHOLE:
        whole: list[Cell | None] = [int(values[i]) for i in range(count)]
        return Column(name, title, "integer", whole)
    rounded: list[Cell | None] = [round(values[i], _DIGITS) for i in range(count)]
    return Column(name, title, "double", rounded)
