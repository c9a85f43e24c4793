"""Networks as GraphML 1.0, the form that most tools for graphs read.

GraphML knows no times: of those only the first and last day are kept, as text. Keys
have the names by which Gephi finds labels, positions, sizes and colours. networkx's own
writer wants a second copy of the network in memory, and fails on ``None`` and on
characters that XML cannot hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO

from kg.ask.network.model import Cell, Column, Network
from kg.export.network.cells import integer_type, words
from kg.export.network.columns import edge_columns, node_columns
from kg.export.network.drawing import Drawing, channels
from kg.export.network.xmltext import attribute, content

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
         xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
         xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns \
http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_DRAWN = ("x", "y", "z", "xpos", "ypos", "zpos", "size", "r", "g", "b", "color")
_NODE_NAMES = ("id", "nodelabel", *_DRAWN)
_EDGE_NAMES = ("id", "source", "target", "edgelabel", "edge weight", *_DRAWN)
"""Names that Gephi or networkx give a meaning of their own."""


def write_graphml(
    network: Network, out: IO[bytes], drawing: Drawing | None = None
) -> None:
    """Write a network, with positions, sizes and colours if it is drawn.

    Nodes and edges keep their ids. Characters that XML cannot hold become U+FFFD.
    """
    out.writelines(line.encode() for line in _lines(network, drawing))


def _lines(network: Network, drawing: Drawing | None) -> Iterator[str]:
    nodes = node_columns(network.nodes, _NODE_NAMES)
    edges = edge_columns(network.edges, _EDGE_NAMES)
    if drawing is not None:
        nodes += drawing.places + _colours(drawing.colours)
        edges += _colours(drawing.edge_colours)
    yield _HEAD
    yield from _keys("node", nodes)
    yield from _keys("edge", edges)
    yield f'<graph id={attribute(network.view)} edgedefault="directed">\n'
    parts = network.title, network.description, network.notes
    description = "\n".join(parts).strip()
    yield f"<desc>{content(description)}</desc>\n"
    yield from _nodes(network, nodes)
    yield from _edges(network, edges)
    yield "</graph>\n</graphml>\n"


def _colours(colours: Sequence[str]) -> list[Column]:
    parts = list(map(channels, colours))
    return [
        Column(name, name, "integer", [rgb[n] for rgb in parts])
        for n, name in enumerate("rgb")
    ]


def _keys(owner: str, columns: Sequence[Column]) -> Iterator[str]:
    for number, column in enumerate(columns):
        type_ = column.type
        if type_ == "integer":
            type_ = integer_type(column.values, ("int", "long"))
        name = f'attr.name={attribute(column.name)} attr.type="{type_}"'
        desc = f"<desc>{content(column.title)}</desc>"
        yield f'<key id="{owner[0]}{number}" for="{owner}" {name}>{desc}</key>\n'


def _nodes(network: Network, columns: Sequence[Column]) -> Iterator[str]:
    rows = zip(*(column.values for column in columns), strict=True)
    for id_, row in zip(network.nodes.ids, rows, strict=True):
        yield f"<node id={attribute(id_)}>{_data('n', row)}</node>\n"


def _edges(network: Network, columns: Sequence[Column]) -> Iterator[str]:
    """Yield the edges; ``label`` is where Gephi looks for the kind of an edge.

    Without it Gephi adds up edges of different kinds between the same nodes.
    """
    edges = network.edges
    rows = zip(*(column.values for column in columns), strict=True)
    ends = zip(edges.ids, edges.sources, edges.targets, edges.kinds, rows, strict=True)
    for id_, source, target, kind, row in ends:
        yield (
            f"<edge id={attribute(id_)} source={attribute(source)}"
            f" target={attribute(target)} label={attribute(kind)}>"
            f"{_data('e', row)}</edge>\n"
        )


def _data(prefix: str, row: Sequence[Cell | None]) -> str:
    return "".join(
        f'<data key="{prefix}{number}">{content(words(cell))}</data>'
        for number, cell in enumerate(row)
        if cell is not None
    )
