"""GraphML: networkx and graphology find every node, edge and cell in it."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
from hypothesis import given, settings

from kg.ask.network.model import Column, Edges, Network, Nodes
from kg.export.network.drawing import Drawing
from kg.export.network.graphml import write_graphml
from tests.export.network.conftest import NodeReader
from tests.export.network.generated import networks

XMLNS = "{http://graphml.graphdrawing.org/xmlns}"
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def xml(value: Any) -> Any:
    """Return a cell as XML can hold it."""
    return NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value


def graphml(network: Network, drawing: Drawing | None = None) -> bytes:
    out = io.BytesIO()
    write_graphml(network, out, drawing)
    return out.getvalue()


def parsed(written: bytes) -> Any:
    return nx.parse_graphml(
        written.decode(), node_type=str, edge_key_type=str, force_multigraph=True
    )


def said(columns: dict[str, Any], row: int) -> dict[str, Any]:
    """Return the cells of a row that say something."""
    cells = {name: xml(values[row]) for name, values in columns.items()}
    return {name: cell for name, cell in cells.items() if cell is not None}


def node_cells(network: Network) -> dict[str, Any]:
    nodes = network.nodes
    own = {column.name: column.values for column in nodes.columns}
    return {"label": nodes.labels, "group": nodes.groups, **own}


def edge_cells(network: Network) -> dict[str, Any]:
    edges = network.edges
    own = {column.name: column.values for column in edges.columns}
    fixed = {"kind": edges.kinds, "label": edges.labels}
    if edges.weights is not None:
        fixed["weight"] = edges.weights  # type: ignore[assignment]
    return {**fixed, **own}


NASTY_NODES = {
    "start": ["2025-04-01", None, "2025-05-01", None, None, "2024-02-29", "2025-01-01"],
    "end": ["2025-06-02", "2025-04-30", None, None, None, "2024-02-29", None],
}
NASTY_EDGES = {
    "start": [None, "2025-04-01", None, "2025-05-01", "2025-04-01"],
    "end": [None, "2025-06-02", "2025-05-31", None, "2025-06-30"],
}


def nasty_nodes(network: Network) -> dict[str, Any]:
    """Return what is said of the nodes of ``nasty``; ``size`` is a name of Gephi's."""
    cells = node_cells(network)
    cells["size_"] = cells.pop("size")
    return {**cells, **NASTY_NODES}


def nasty_edges(network: Network) -> dict[str, Any]:
    """Return what is said of the edges of ``nasty``; there is a weight already."""
    cells = {**edge_cells(network), "weight": network.edges.weights}
    return {**cells, "weight_": network.edges.columns[0].values, **NASTY_EDGES}


def test_networkx_reads_every_cell(nasty: Network) -> None:
    """Texts, numbers, truth values, gaps and ends of spells come back as they were."""
    graph = parsed(graphml(nasty))
    nodes, edges = nasty_nodes(nasty), nasty_edges(nasty)
    assert graph.is_directed()
    assert dict(graph.nodes(data=True)) == {
        id_: said(nodes, row) for row, id_ in enumerate(nasty.nodes.ids)
    }
    ends = zip(nasty.edges.sources, nasty.edges.targets, nasty.edges.ids, strict=True)
    assert {tuple(edge[:3]): edge[3] for edge in graph.edges(keys=True, data=True)} == {
        end: said(edges, row) for row, end in enumerate(ends)
    }
    about = xml(f"{nasty.title}\n{nasty.description}")
    assert (
        ElementTree.fromstring(graphml(nasty)).findtext(f"{XMLNS}graph/{XMLNS}desc")
        == about
    )


def test_types_are_declared(nasty: Network) -> None:
    """A key says of what type its values are: ``long`` where 32 bits are too few."""
    text = graphml(nasty).decode()
    found = dict(re.findall(r'attr\.name="(\w+)" attr\.type="(\w+)"', text))
    assert found["people"] == found["count"] == "long"
    assert (found["share"], found["weight"]) == ("double", "double")
    assert (found["sure"], found["formula"]) == ("boolean", "string")


def test_a_drawing_is_kept(nasty: Network, drawing: Drawing) -> None:
    """Positions, sizes and colours have the names that Gephi gives them."""
    graph = parsed(graphml(nasty, drawing))
    second = graph.nodes[nasty.nodes.ids[1]]
    assert [second[name] for name in "xyrgb"] == [-1.5, 7.5, 255, 128, 1]
    assert second["size"] == 100.0
    first = graph.edges["a", nasty.nodes.ids[1], "e1"]
    assert [first[name] for name in "rgb"] == [0xAB, 0xCD, 0xEF]


def test_kinds_are_where_gephi_looks(nasty: Network) -> None:
    """Gephi takes an edge's XML attribute ``label`` for its kind."""
    assert ' label="flow; forced">' in graphml(nasty).decode()


def test_graphology_reads_every_cell(
    nasty: Network, drawing: Drawing, node_reader: NodeReader, tmp_path: Path
) -> None:
    """A second reader, in its strict mode, finds the same."""
    path = tmp_path / "nasty.graphml"
    path.write_bytes(graphml(nasty, drawing))
    read = node_reader("graphml", path)
    nodes, edges = nasty_nodes(nasty), nasty_edges(nasty)
    nodes |= {"x": drawing.x, "y": drawing.y, "size": drawing.sizes}
    nodes["color"], edges["color"] = drawing.colours, drawing.edge_colours
    assert (read["order"], read["size"]) == (7, 5)
    assert read["nodes"] == [
        [id_, said(nodes, row)] for row, id_ in enumerate(nasty.nodes.ids)
    ]
    assert {edge[0]: edge[3] for edge in read["edges"]} == {
        id_: said(edges, row) for row, id_ in enumerate(nasty.edges.ids)
    }


def test_an_empty_network_is_read(
    empty: Network, node_reader: NodeReader, tmp_path: Path
) -> None:
    """A network with nothing in it is a graph with nothing in it."""
    path = tmp_path / "empty.graphml"
    path.write_bytes(graphml(empty))
    assert parsed(path.read_bytes()).number_of_nodes() == 0
    assert node_reader("graphml", path)["order"] == 0


def test_what_is_not_finite_is_read() -> None:
    """Numbers beyond all numbers have names that Python, Java and JavaScript share."""
    column = Column("n", "n", "double", [float("inf"), float("-inf"), float("nan")])
    nodes = Nodes(["a", "b", "c"], [*"abc"], [*"abc"], (column,))
    network = Network("v", "t", "d", nodes, Edges([], [], [], [], []))
    text = graphml(network).decode()
    assert re.findall(r"(\w*.Infinity|NaN)<", text) == [">Infinity", "-Infinity", "NaN"]


@settings(max_examples=100, deadline=None)
@given(networks())
def test_any_network_comes_back(network: Network) -> None:
    """Whatever a network holds, networkx finds it again."""
    graph = parsed(graphml(network))
    nodes, edges = node_cells(network), edge_cells(network)
    assert dict(graph.nodes(data=True)) == {
        id_: said(nodes, row) for row, id_ in enumerate(network.nodes.ids)
    }
    assert {key: data for _, _, key, data in graph.edges(keys=True, data=True)} == {
        id_: said(edges, row) for row, id_ in enumerate(network.edges.ids)
    }
