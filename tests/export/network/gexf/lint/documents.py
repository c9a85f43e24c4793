"""GEXF written for a test: a graph of two nodes, with what the test is about."""

from __future__ import annotations

from kg.export.network.gexf.lint import lint

_ROOT = (
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" '
    'version="1.3">'
)
_B = '<node id="b" label="B"><viz:position x="1" y="0"/></node>'


def document(
    *,
    graph: str = "",
    columns: str = "",
    node: str = "",
    inside: str = "",
    edges: str = "",
) -> bytes:
    """Return a document: attributes of <graph> and of node a, what is inside of it."""
    a = f'<node id="a" label="A" {node}><viz:position x="-1" y="0"/>{inside}</node>'
    return (
        f"{_ROOT}<graph {graph}>{columns}<nodes>{a}{_B}</nodes>"
        f"<edges>{edges}</edges></graph></gexf>"
    ).encode()


def column(type_: str, *, mode: str = "static", class_: str = "node") -> str:
    """Return a block of one column, called c."""
    attribute = f'<attribute id="c" title="C" type="{type_}"/>'
    return f'<attributes class="{class_}" mode="{mode}">{attribute}</attributes>'


def broken(text: bytes) -> list[str]:
    """Return the names of the checks that a document breaks, in order of lines."""
    return [finding.check for finding in lint(text)]
