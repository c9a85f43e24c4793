"""A view on a page: drawn and in words, with the manner of every edge."""

from __future__ import annotations

import io
from collections import Counter

import networkx as nx

from kg.pages.book import Pages
from kg.pages.networks import network_data
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


def test_the_files_beside_it_are_the_same_view(book: Pages) -> None:
    """GEXF for Gephi has the nodes of the page, where they are drawn."""
    data = network_data(book.library, "flows", "gexf")
    network = nx.read_gexf(io.BytesIO(data), version="1.2draft")
    root = parsed(book.html("network/flows"))
    drawn = {g.get("data-node") for g in root.iter("g")} - {None}

    assert {*network.nodes} == drawn
    assert book.html("network/nothing") is None
