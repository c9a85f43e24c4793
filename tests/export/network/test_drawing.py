"""How networks look: sizes by the number of edges, colours by the view or a palette."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.ask.network.model import Edges, Network, Nodes
from kg.export.network.drawing import PALETTE, draw, legend, sizes_of


def network(
    groups: list[str],
    edges: list[tuple[int, str, int]],
    colours: dict[str, str] | None = None,
) -> Network:
    """Return nodes called by their number, and edges of some kinds."""
    ids = [str(number) for number in range(len(groups))]
    kinds = [kind for _, kind, _ in edges]
    return Network(
        "v",
        "t",
        "d",
        Nodes(ids, ids, groups),
        Edges(
            [f"{s}|{kind}|{t}" for s, kind, t in edges],
            [str(s) for s, _, _ in edges],
            [str(t) for _, _, t in edges],
            kinds,
            kinds,
        ),
        colours or {},
    )


@pytest.mark.parametrize(
    ("count", "pairs", "sizes"),
    [
        (0, [], []),
        (1, [], [4.0]),
        (2, [(0, 1)], [4.0, 4.0]),
        (3, [(0, 1), (0, 2), (0, 0)], [100.0, 4.0, 4.0]),
        # The square roots of 0, 1 and 4 are 0, 1 and 2: half way is 52.
        (4, [(0, 1), (0, 2), (0, 2), (0, 1)], [100.0, 71.88, 71.88, 4.0]),
        (3, [(0, 1)], [100.0, 100.0, 4.0]),
        (
            7,
            [(0, 1), (0, 2), (0, 3), (0, 4)],
            [100.0, 52.0, 52.0, 52.0, 52.0, 4.0, 4.0],
        ),
    ],
)
def test_areas_grow_with_the_number_of_edges(
    count: int, pairs: list[tuple[int, int]], sizes: list[float]
) -> None:
    """The smallest is 4 and the largest 100, or all are 4; a loop has two ends."""
    assert sizes_of(count, pairs) == sizes


def test_every_node_and_edge_is_drawn() -> None:
    """Everything has a place, a size and a colour."""
    found = draw(network(["a", "b", "a"], [(0, "k", 1), (0, "k", 0)]))
    assert len(found.x) == len(found.y) == 3
    assert found.sizes == [100.0, 59.43, 4.0]  # the square roots of 3, 1 and 0
    assert found.colours == [PALETTE[0], PALETTE[1], PALETTE[0]]
    assert found.edge_colours == [PALETTE[0]] * 2


def test_nothing_is_drawn_of_nothing() -> None:
    """A network without nodes has a drawing without any."""
    found = draw(network([], []))
    assert [found.x, found.y, found.sizes, found.colours, found.edge_colours] == [
        []
    ] * 5


def test_the_colours_of_the_view_are_used() -> None:
    """Groups and kinds have the colours that the view gives them."""
    given = {"place": "#111111", "left": "#222222", "unused": "#333333"}
    found = draw(network(["place", "flow"], [(0, "left", 1), (1, "came", 0)], given))
    assert found.colours == ["#111111", PALETTE[0]]
    assert found.edge_colours == ["#222222", PALETTE[0]]


def test_a_manner_takes_the_colour_of_the_plain_kind() -> None:
    """Unless it has one of its own, what is alleged is coloured as what is asserted."""
    given = {"targets": "#111111", "targets (denied)": "#222222"}
    kinds = ["targets", "targets (alleged)", "targets (denied)", "target (alleged)"]
    assert legend(kinds, network([], [], given)) == {
        "targets": "#111111",
        "targets (alleged)": "#111111",
        "targets (denied)": "#222222",
        "target (alleged)": PALETTE[0],
    }


def test_colours_differ_as_long_as_the_palette_lasts() -> None:
    """Also from those that the view gives, whatever names stand between."""
    assert len(set(PALETTE)) == len(PALETTE)
    given = {f"b{n:02}": f"#0000{n:02}" for n in range(20)} | {"c": PALETTE[3]}
    names = ["a", *given, *(f"d{n:02}" for n in range(len(PALETTE) - 2))]
    found = legend(names, network([], [], given))
    assert len(set(found.values())) == len(names)
    assert found["a"] == PALETTE[0]


def test_after_the_palette_it_begins_again() -> None:
    """More groups than colours still have one each."""
    names = [f"g{n:02}" for n in range(len(PALETTE) + 1)]
    found = legend(names, network([], []))
    assert list(found.values()) == [*PALETTE, PALETTE[0]]
    used_up = {f"x{n}": colour for n, colour in enumerate(PALETTE)}
    assert legend(["a"], network([], [], used_up)) == {"a": PALETTE[0]}


def test_names_have_the_same_colours_whatever_their_order() -> None:
    """Colours go by name, so that filtered views resemble each other."""
    plain = network([], [])
    assert legend(["b", "a", "b"], plain) == legend(["a", "b"], plain)


def test_views_that_are_shipped_name_their_colours(article: Path, root: Path) -> None:
    """No group of the article's graph takes its colour from the palette."""
    graph = kg.open(article, project=root)
    for name in graph.views:
        found = graph.view(name)
        assert set(found.nodes.groups) <= set(found.colours), name


def test_kinds_of_edges_have_colours_of_their_own(article: Path, root: Path) -> None:
    """In each view that is shipped, but for the manners of one kind."""
    graph = kg.open(article, project=root)
    for name in ("claims", "evidence", "flows"):
        kinds = legend(graph.view(name).edges.kinds, graph.view(name))
        assert len(set(kinds.values())) == len(kinds), name
