"""Of several edges between two nodes each can be led through a node of its own."""

from __future__ import annotations

from collections import Counter

import kg
from kg.ask.network.edgenodes import EDGE_NODE, with_edge_nodes
from kg.ask.network.model import Column, Edges, Network, Nodes, TimedColumn

NETWORK = Network(
    "v",
    "t",
    "Moves.",
    Nodes(["a", "b", "c"], ["A", "B", "C"], ["place"] * 3),
    Edges(
        ["1", "2", "3", "4"],
        ["a", "b", "a", "c"],
        ["b", "a", "c", "c"],
        ["out", "back", "out", "within"],
        ["Out", "Back", "Out", "Within"],
        [5.0, None, 7.0, 1.0],
        (Column("claims", "claims", "string", ["F1", "F2", "F3", "F4"]),),
        [[("2025-04-01", None)], [], [], []],
        (TimedColumn("n", "n", "double", [[(None, None, 5.0)], [], [], []]),),
    ),
)


def test_edges_to_and_fro_are_led_through_nodes() -> None:
    """Both ways between a and b; the only edge to c, and a loop, stay as they are."""
    network = with_edge_nodes(NETWORK)
    nodes, edges = network.nodes, network.edges

    assert list(zip(nodes.ids, nodes.labels, nodes.groups, strict=True))[3:] == [
        ("edge/1", "Out", EDGE_NODE),
        ("edge/2", "Back", EDGE_NODE),
    ]
    assert list(zip(edges.sources, edges.kinds, edges.targets, strict=True)) == [
        ("a", "out", "edge/1"),
        ("edge/1", "out", "b"),
        ("b", "back", "edge/2"),
        ("edge/2", "back", "a"),
        ("a", "out", "c"),
        ("c", "within", "c"),
    ]
    assert edges.ids[:2] == ["1 (first half)", "1 (second half)"]
    assert len(set(edges.ids)) == len(edges)


def test_both_halves_say_all_that_the_edge_says() -> None:
    """Weights, columns and times; and that nothing of them is to be added."""
    network = with_edge_nodes(NETWORK)
    edges = network.edges

    assert edges.weights == [5.0, 5.0, None, None, 7.0, 1.0]
    assert edges.columns[0].values == ["F1", "F1", "F2", "F2", "F3", "F4"]
    assert edges.spells is not None
    assert edges.spells[:3] == [[("2025-04-01", None)]] * 2 + [[]]
    assert edges.timed[0].values[1] == [(None, None, 5.0)]
    assert network.nodes.spells == [(), (), (), [("2025-04-01", None)], []]
    assert "add nothing of both" in network.description


def test_without_several_edges_nothing_changes() -> None:
    alone = Network("v", "t", "", NETWORK.nodes, Edges(["1"], ["a"], ["b"], [""], [""]))
    assert with_edge_nodes(alone) is alone


def test_of_every_view_no_two_edges_hide_each_other(article: kg.KnowledgeGraph) -> None:
    """Whichever way they point, no two join the same two nodes; and claims are kept."""
    for name in article.views:
        before, after = article.view(name), article.view(name, edge_nodes=True)
        ends = after.edges.sources, after.edges.targets, after.edges.ids
        between = {
            (frozenset((s, t)), id_.partition(" (")[0])
            for s, t, id_ in zip(*ends, strict=True)
        }
        assert set(Counter(pair for pair, _ in between).values()) == {1}
        assert set(before.nodes.ids) <= set(after.nodes.ids)
        assert len(set(after.nodes.ids)) == len(after.nodes)
        assert {*before.edges.kinds} == {*after.edges.kinds}
    assert EDGE_NODE in article.view("flows", edge_nodes=True).nodes.groups
