"""A view on a page: drawn and in words, with the manner of every edge."""

from __future__ import annotations

import io
import re
from collections import Counter
from itertools import combinations
from math import dist

import networkx as nx

from kg.ask.network.model import Edges, Network, Nodes
from kg.export.network.drawing import Drawing
from kg.pages.book import Pages
from kg.pages.networks import drawn, network_data
from tests.pages.conftest import parsed, words

VIEW = "network/actors-policies-populations"


def test_what_is_drawn_is_in_words(book: Pages) -> None:
    """A thing has a shape and an entry, an edge a line and an entry at both ends."""
    network = book.graph.view("actors-policies-populations")
    root = parsed(book.html(VIEW))
    (drawing,) = root.find_class("drawing")
    (listed,) = root.find_class("in-words")
    lines = [e.get("data-edge") for e in drawing.iter("g") if e.get("data-edge")]
    entries = Counter(
        e.get("data-edge") for e in listed.iter("li") if e.get("data-edge")
    )
    loops = sum(
        s == t
        for s, t in zip(network.edges.sources, network.edges.targets, strict=True)
    )

    assert len(lines) == len(network.edges)
    assert entries.total() == 2 * len(network.edges) - loops
    assert {li.get("data-node") for li in listed.iter("li")} - {None} == {
        *network.nodes.ids
    }
    assert all(label in words(listed) for label in network.nodes.labels)


def test_a_manner_is_a_gap_in_the_line_and_a_word(demo: Pages) -> None:
    """What is asserted is a whole line; else the legend and the list say how it is."""
    network = demo.graph.view("actors-policies-populations")
    (modality,) = (c for c in network.edges.columns if c.name == "modality")
    (disputed,) = (c for c in network.edges.columns if c.name == "disputed")
    root = parsed(demo.html(VIEW))
    looks = {
        int(e.get("data-edge", "")): e.get("data-look")
        for e in root.iter("g")
        if e.get("data-edge")
    }

    asserted = {
        i
        for i, manner in enumerate(modality.values)
        if manner in (None, "asserted", "presupposed") and not disputed.values[i]
    }
    assert {i for i, look in looks.items() if look == "as asserted"} == asserted
    assert len(asserted) < len(looks), "the graph has something that is not asserted"
    legend = {e.get("data-look-of") for e in root.iter("li")} - {None}
    assert legend == {*looks.values()}


def test_no_line_lies_on_another_nor_beneath_its_node() -> None:
    """Edges between the same two are bent by and by, whichever way they lead.

    However wide the drawing is, and with it the lines: those here are of ten millions.
    """
    ends = ["ab", "ba", "ab", "ba", "ab", "ab", "aa", "aa", "aa"]
    ids = [str(n) for n in range(len(ends))]
    edges = Edges(ids, [e[0] for e in ends], [e[1] for e in ends], ids, ids)
    nodes = Nodes(["a", "b", "c"], ["A", "B", "C"], [""] * 3)
    for wide in (1_000.0, 9_800.0):
        drawing = Drawing(
            *([0.0, 700.0, wide], [0.0, 0.0, 0.0], [100.0, 4.0, 4.0]),
            *(["#000000"] * 3, ["#000000"] * len(ends), [8.0] * len(ends)),
        )
        view = drawn(Network("v", "t", "", nodes, edges), drawing, {})
        middles = [_middle(edge.path) for edge in view.edges]
        thick = max(edge.wide for edge in view.edges)
        assert min(dist(*two) for two in combinations(middles, 2)) > 1.2 * thick
        assert min(dist(middle, (0.0, 0.0)) for middle in middles) > 100 + thick / 2


def _middle(path: str) -> tuple[float, float]:
    """Return where half of a curve lies, by the weights that Bernstein gives points."""
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", path)]
    points = list(zip(numbers[::2], numbers[1::2], strict=True))
    weights = {3: (0.25, 0.5, 0.25), 4: (0.125, 0.375, 0.375, 0.125)}[len(points)]
    x, y = (
        sum(w * p[axis] for w, p in zip(weights, points, strict=True))
        for axis in (0, 1)
    )
    return x, y


def test_lines_are_as_thick_as_what_is_known(book: Pages) -> None:
    """The thinnest where nothing is; and the page says how to read that."""
    network = book.graph.view("flows")
    (thick,) = (c for c in network.edges.columns if c.name == "display_weight")
    root = parsed(book.html("network/flows"))
    wide = {
        int(g.get("data-edge", "")): float(next(g.iter("path")).get("stroke-width", ""))
        for g in root.iter("g")
        if g.get("data-edge")
    }
    in_order = sorted(wide, key=lambda n: float(str(thick.values[n])))
    assert len({*wide.values()}) > 3
    assert [wide[n] for n in in_order] == sorted(wide.values())
    assert "Edges: thickness (display weight) is no number" in words(root)
    assert "Edges: thickness" not in words(parsed(book.html("network/claims")))


def test_the_files_beside_it_are_the_same_view(book: Pages) -> None:
    """GEXF for Gephi has the nodes of the page, where they are drawn."""
    data = network_data(book.library, "flows", "gexf")
    network = nx.read_gexf(io.BytesIO(data), version="1.2draft")
    root = parsed(book.html("network/flows"))
    drawn = {g.get("data-node") for g in root.iter("g")} - {None}

    assert {*network.nodes} == drawn
    assert book.html("network/nothing") is None
