"""JSON: graphology, Cytoscape.js and networkx find every node, edge and cell in it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

import networkx as nx
import pytest

from kg.ask.network.model import Column, Edges, Network, Nodes
from kg.export.network.cytoscape import write_cytoscape
from kg.export.network.drawing import Drawing
from kg.export.network.graphology import write_graphology
from tests.export.network.conftest import NodeReader

Writer = Callable[[Network, IO[bytes], Drawing | None], None]

WRITERS: dict[str, Writer] = {
    "graphology": write_graphology,
    "cytoscape": write_cytoscape,
}
DAYS = {
    "start": ["2025-04-01", None, "2025-05-01", None, None, "2024-02-29", "2025-01-01"],
    "end": ["2025-06-02", "2025-04-30", None, None, None, "2024-02-29", None],
}
EDGE_DAYS = {
    "start": [None, "2025-04-01", None, "2025-05-01", "2025-04-01"],
    "end": [None, "2025-06-02", "2025-05-31", None, "2025-06-30"],
}


def write(form: str, network: Network, drawing: Drawing | None = None) -> bytes:
    out = io.BytesIO()
    WRITERS[form](network, out, drawing)
    return out.getvalue()


def rows(columns: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the cells of each row that say something."""
    return [
        {name: v for name, v in zip(columns, row, strict=True) if v not in (None, [])}
        for row in zip(*columns.values(), strict=True)
    ]


def node_rows(network: Network, drawing: Drawing) -> list[dict[str, Any]]:
    nodes = network.nodes
    own = {column.name: column.values for column in nodes.columns}
    own["size_"], own["size"] = own.pop("size"), drawing.sizes
    drawn = {"color": drawing.colours}
    return rows({"label": nodes.labels, "group": nodes.groups, **own, **DAYS, **drawn})


def edge_rows(network: Network, drawing: Drawing) -> list[dict[str, Any]]:
    edges = network.edges
    fixed = {"kind": edges.kinds, "label": edges.labels, "weight": edges.weights}
    own = {"weight_": edges.columns[0].values, "count": edges.columns[1].values}
    return rows({**fixed, **own, **EDGE_DAYS, "color": drawing.edge_colours})


def test_graphology_reads_every_cell(
    nasty: Network, drawing: Drawing, node_reader: NodeReader, tmp_path: Path
) -> None:
    """``Graph.from`` finds what was there, with times as lists of days and values."""
    path = tmp_path / "nasty.json"
    path.write_bytes(write("graphology", nasty, drawing))
    read = node_reader("graphology", path)
    nodes, edges = node_rows(nasty, drawing), edge_rows(nasty, drawing)
    for row, node in enumerate(nodes):
        node |= {"x": drawing.x[row], "y": drawing.y[row], "Type_": node.pop("Type")}
        if spells := (nasty.nodes.spells or [])[row]:
            node["spells"] = [list(spell) for spell in spells]
    for row, edge in enumerate(edges):
        if spells := (nasty.edges.spells or [])[row]:
            edge["spells"] = [list(spell) for spell in spells]
        for name, column in zip(("weights", "status"), nasty.edges.timed, strict=True):
            if column.values[row]:
                edge[name] = [list(value) for value in column.values[row]]
    ends = zip(nasty.edges.ids, nasty.edges.sources, nasty.edges.targets, strict=True)
    assert (read["order"], read["size"]) == (7, 5)
    assert read["attributes"]["description"] == nasty.description
    assert read["nodes"] == [list(n) for n in zip(nasty.nodes.ids, nodes, strict=True)]
    assert read["edges"] == [[*end, edges[row]] for row, end in enumerate(ends)]


@pytest.mark.parametrize(
    ("form", "part"), [("graphology", "attributes"), ("cytoscape", "data")]
)
def test_places_without_a_point_are_told_of(
    form: str, part: str, nasty: Network, drawing: Drawing
) -> None:
    told = replace(nasty, unplaced={nasty.nodes.ids[0]: "no code"})
    notes = json.loads(write(form, told, drawing))[part]["notes"]
    assert notes.startswith("Without a point on the map: ")
    assert "(no code)" in notes


@pytest.fixture(scope="module")
def cytoscape(nasty: Network, drawing: Drawing) -> tuple[list[Any], list[Any]]:
    """Return what Cytoscape's readers ought to find at nodes and edges."""
    nodes, edges = node_rows(nasty, drawing), edge_rows(nasty, drawing)
    for id_, node in zip(nasty.nodes.ids, nodes, strict=True):
        node |= {"id": id_, "value": id_, "name": node["label"]}
    spells = ["2025-04-01/2025-04-30", "2025-06-01/2025-06-02"]
    nodes[0]["spells"] = spells
    nodes[1]["spells"] = ["../2025-04-30"]
    nodes[2]["spells"] = ["2025-05-01/.."]
    nodes[3]["spells"] = ["../.."]
    nodes[5]["spells"] = ["2024-02-29/2024-02-29"]
    nodes[6]["spells"] = ["2025-01-01/2025-01-31", "2025-03-01/.."]
    for row, edge in enumerate(edges):
        edge |= {"id": nasty.edges.ids[row], "key": nasty.edges.ids[row]}
        edge |= {"source": nasty.edges.sources[row], "interaction": edge["kind"]}
        edge["target"] = nasty.edges.targets[row]
    edges[1]["spells"] = ["2025-04-01/2025-06-02"]
    edges[2]["spells"] = ["../2025-05-31"]
    edges[3]["spells"] = ["2025-05-01/.."]
    edges[4]["spells"] = ["2025-04-01/2025-04-30", "2025-06-01/2025-06-30"]
    months = ["2025-04-01/2025-04-30", "2025-05-01/2025-05-31", spells[1]]
    edges[1] |= {"weights_times": months, "weights_values": [135000.0, 67000.0, 3000.0]}
    edges[2] |= {"weights_times": ["../2025-05-31"], "weights_values": [1.5]}
    edges[4] |= {"weights_times": ["2025-06-01/.."], "weights_values": [2.0]}
    edges[0]["status_times"] = ["2025-04-01/2025-04-30"]
    edges[0]["status_values"] = ['in "force"; [really], \\o/']
    return nodes, edges


def test_cytoscape_reads_every_cell(
    nasty: Network,
    drawing: Drawing,
    cytoscape: tuple[list[Any], list[Any]],
    node_reader: NodeReader,
    tmp_path: Path,
) -> None:
    """Cytoscape.js finds what was there, each node at its place."""
    path = tmp_path / "nasty.cyjs"
    path.write_bytes(write("cytoscape", nasty, drawing))
    read = node_reader("cytoscape", path)
    nodes, edges = cytoscape
    places = [{"x": x, "y": -y} for x, y in zip(drawing.x, drawing.y, strict=True)]
    assert [node[1].pop("position") for node in read["nodes"]] == places
    assert [node[1] for node in read["nodes"]] == nodes
    assert [edge[3] for edge in read["edges"]] == edges
    assert read["attributes"]["name"] == nasty.title


def test_networkx_reads_cytoscape(
    nasty: Network, drawing: Drawing, cytoscape: tuple[list[Any], list[Any]]
) -> None:
    """A second reader finds the same, with parallel edges by their ids."""
    graph: Any = nx.cytoscape_graph(json.loads(write("cytoscape", nasty, drawing)))
    nodes, edges = cytoscape
    assert [data for _, data in graph.nodes(data=True)] == nodes
    found = {key: data for _, _, key, data in graph.edges(keys=True, data=True)}
    assert found == dict(zip(nasty.edges.ids, edges, strict=True))
    assert graph.is_directed()


@pytest.mark.parametrize("form", WRITERS)
def test_an_empty_network_is_read(
    form: str, empty: Network, node_reader: NodeReader, tmp_path: Path
) -> None:
    """A network with nothing in it is a graph with nothing in it."""
    path = tmp_path / "empty.json"
    path.write_bytes(write(form, empty))
    assert node_reader(form, path)["order"] == 0


@pytest.mark.parametrize("form", WRITERS)
def test_what_json_has_no_number_for_is_left_out(form: str) -> None:
    """A number beyond all numbers is not there, and the file is JSON."""
    column = Column("n", "n", "double", [float("inf"), float("nan"), 1])
    nodes = Nodes([*"abc"], [*"abc"], [*"abc"], (column,))
    network = Network("v", "t", "d", nodes, Edges([], [], [], [], []))
    text = write(form, network).decode()
    assert text.count('"n":') == 1
    assert '"n":1.0' in text
