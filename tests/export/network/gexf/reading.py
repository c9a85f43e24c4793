"""A written file, read by nobody's code but a parser of XML, networkx and lxml."""

from __future__ import annotations

import io
import re
from math import isfinite
from typing import Any

import networkx as nx
from lxml import etree

from kg.ask.network.model import Column, Network
from kg.export.network.drawing import Drawing
from kg.export.network.gexf.writer import write_gexf

GEXF = "{http://gexf.net/1.3}"
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Elements = dict[str, dict[str, Any]]
"""What is said of nodes or edges, by their ids and the names of columns."""


def gexf(
    network: Network, drawing: Drawing | None = None, profile: str = "gephi"
) -> bytes:
    out = io.BytesIO()
    write_gexf(network, out, drawing, profile=profile)
    return out.getvalue()


def xml(value: Any) -> Any:
    """Return a cell as XML can hold it."""
    return NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value


def parsed(written: bytes) -> etree._Element:
    return etree.fromstring(written)


def valid(schema: etree.XMLSchema, written: bytes) -> bool:
    """Tell whether a file is valid, but for the schema's one known defect.

    It puts what belongs to ``viz`` into the namespace of GEXF itself.
    """
    viz, plain = (
        b'xmlns:viz="http://gexf.net/1.3/viz"',
        b'xmlns:viz="http://gexf.net/1.3"',
    )
    assert written.count(viz) == 1
    document = etree.fromstring(written.replace(viz, plain))
    return schema.validate(document)


def declared(written: bytes, cls: str, at: int = -1) -> dict[str, tuple[str, str]]:
    """Return title and type by id, of the last block of a class or of another."""
    blocks = parsed(written).findall(f".//{GEXF}attributes[@class='{cls}']")
    if not blocks:
        return {}
    return {
        a.get("id", ""): (a.get("title", ""), a.get("type", "")) for a in blocks[at]
    }


def by_networkx(written: bytes) -> tuple[Elements, Elements, Any]:
    """Return nodes, edges with their ``ends``, and the graph that networkx reads.

    networkx names what it finds by titles; here it is by ids, as far as these differ.
    """
    graph = nx.read_gexf(io.BytesIO(written), node_type=str)
    names = {
        cls: {title: id_ for id_, (title, _) in declared(written, cls).items()}
        for cls in ("node", "edge")
    }
    nodes = {
        id_: {names["node"].get(title, title): cell for title, cell in data.items()}
        for id_, data in graph.nodes(data=True)
    }
    edges = {
        data["id"]: {
            "ends": (source, target),
            **{names["edge"].get(t, t): cell for t, cell in data.items() if t != "id"},
        }
        for source, target, data in graph.edges(data=True)
    }
    return nodes, edges, graph


def cells(columns: dict[str, Any], row: int) -> dict[str, Any]:
    """Return what a file has to say of a row.

    Left out is what Gephi takes for nothing, or for something else: empty texts, and
    numbers that are not finite.
    """
    found = {name: xml(values[row]) for name, values in columns.items()}
    return {name: cell for name, cell in found.items() if _said(cell)}


def _said(cell: Any) -> bool:
    if isinstance(cell, float):
        return isfinite(cell)
    return cell not in (None, "")


def own(columns: tuple[Column, ...]) -> dict[str, Any]:
    return {column.name: column.values for column in columns}


def nodes_of(network: Network, columns: dict[str, Any] | None = None) -> Elements:
    """Return what is to be read of the nodes, their times left out."""
    nodes = network.nodes
    labels = [label or id_ for label, id_ in zip(nodes.labels, nodes.ids, strict=True)]
    all_ = {"label": labels, "group": nodes.groups, **(columns or own(nodes.columns))}
    return {xml(id_): cells(all_, row) for row, id_ in enumerate(nodes.ids)}


def edges_of(
    network: Network, columns: dict[str, Any] | None = None, *, weights: bool = True
) -> Elements:
    """Return what is to be read of the edges, their times left out."""
    edges = network.edges
    all_ = own(edges.columns) if columns is None else columns
    found = {}
    for row, id_ in enumerate(edges.ids):
        ends = (xml(edges.sources[row]), xml(edges.targets[row]))
        found[xml(id_)] = {
            "ends": ends,
            "label": xml(edges.labels[row]),
            **cells(all_, row),
        }
        weight = edges.weights[row] if edges.weights is not None and weights else None
        if weight and isfinite(weight):
            found[xml(id_)]["weight"] = float(weight)
    return found
