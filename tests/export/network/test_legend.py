"""The legend says in words what colours and thickness mean."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.ask.network.model import Edges, Network, Nodes
from kg.export.network.drawing import PALETTE, Drawing
from kg.export.network.legend import BY_WEIGHT, SCALE, colour_name, described

NETWORK = Network(
    "v",
    "Moves",
    "Who moves.",
    Nodes(["a", "b"], ["A", "B"], ["place", "flow"]),
    Edges(
        *(["1", "2", "3"], ["a", "a", "b"], ["b", "b", "a"]),
        *(["left", "said (denied)", "left"], ["", "", ""]),
    ),
)
DRAWING = Drawing(
    *([0.0, 1.0], [0.0, 1.0], [4.0, 4.0], ["#0072b2", "#999999"]),
    *(["#d55e00", "#d62728", "#d55e00"], [1.0, 4.0, 1.0]),
)


def test_colours_of_nodes_and_edges_and_the_scale_are_in_the_description() -> None:
    """In the order of names, each colour with its word, whatever the order of rows."""
    assert described(NETWORK, DRAWING) == (
        "Moves. Who moves. Colours of nodes: "
        "flow #999999 (grey), place #0072b2 (blue). Colours of edges: "
        "left #d55e00 (orange-red), said (denied) #d62728 (red). "
        f"Edges: {SCALE}. {BY_WEIGHT}."
    )
    assert described(NETWORK, None) == "Moves. Who moves."


def test_a_network_that_counts_nobody_says_so() -> None:
    plain = replace(DRAWING, thickness=[1.0, 1.0, 1.0])
    assert described(NETWORK, plain).endswith(
        "Edges: thickness (display weight) is 1, as nothing is counted."
    )


def test_of_many_kinds_the_rest_is_counted() -> None:
    kinds = [f"k{n:03}" for n in range(70)]
    ends = ["a"] * 70
    network = replace(NETWORK, edges=Edges(kinds, ends, ends, kinds, kinds))
    words = described(network, replace(DRAWING, edge_colours=["#000000"] * 70))
    assert "k059 #000000 (black), and 10 more." in words
    assert "k060" not in words


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        *(("#0072b2", "blue"), ("#0070b0", "blue"), ("#ff0000", "red")),
        *(("#00ff00", "green"), ("#fefefe", "white"), ("#101010", "black")),
        *(("#7f9fb5", "grey-blue"), ("#ffff00", "yellow")),
    ],
)
def test_a_colour_has_the_name_of_what_looks_like_it(colour: str, name: str) -> None:
    assert colour_name(colour) == name


def test_colours_of_the_palette_have_different_names() -> None:
    """Nobody reads of two kinds of the same blue that are drawn in two."""
    assert len({colour_name(colour) for colour in PALETTE}) == len(PALETTE)
