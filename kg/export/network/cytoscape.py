"""Networks in the JSON of Cytoscape, the desktop program, and of Cytoscape.js.

Its tables hold texts, numbers and lists of either, but no lists of lists: each spell is
an ISO 8601 interval, and a timed column is two lists of one length, times and values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO, Any

from kg.ask.network.model import Column, Edges, Network, Nodes
from kg.export.network.columns import ListColumn, edge_columns, node_columns, time_lists
from kg.export.network.drawing import Drawing
from kg.export.network.jsonfile import array, inline, records, write_parts

_RESERVED = (
    *("id", "name", "value", "key", "parent", "source", "target", "interaction"),
    *("suid", "selected", "shared name", "shared_name", "shared interaction"),
    *("size", "color", "spells"),
)


def write_cytoscape(
    network: Network, out: IO[bytes], drawing: Drawing | None = None
) -> None:
    """Write a network, with positions, sizes and colours if it is drawn.

    Positions are mirrored, because in Cytoscape ``y`` grows downwards. ``value`` of a
    node and ``key`` of an edge repeat the id, by which networkx knows them.
    """
    write_parts(_parts(network, drawing), out)


def _parts(network: Network, drawing: Drawing | None) -> Iterator[str]:
    data = {
        "name": network.title,
        "view": network.view,
        "description": network.description,
        **({"notes": network.notes} if network.notes else {}),
    }
    yield '{"format_version":"1.0","generated_by":"kg","directed":true,'
    if drawing is not None:
        yield '"layout":{"name":"preset"},'
    yield f'"multigraph":true,"data":{inline(data)},\n"elements":{{"nodes":'
    yield from array(_nodes(network.nodes, drawing))
    yield ',\n"edges":'
    yield from array(_edges(network.edges, drawing))
    yield "}}\n"


def _nodes(nodes: Nodes, drawing: Drawing | None) -> Iterator[dict[str, Any]]:
    columns = node_columns(nodes, _RESERVED)
    if drawing is not None:
        columns.append(Column("size", "size", "double", drawing.sizes))
        columns.append(Column("color", "color", "string", drawing.colours))
    rows = zip(
        nodes.ids,
        nodes.labels,
        records(columns),
        _lists(time_lists(nodes.spells, (), ()), len(nodes)),
        _places(nodes, drawing),
        strict=True,
    )
    for id_, label, record, lists, place in rows:
        fixed = {"id": id_, "value": id_, "name": label}
        yield {"data": {**fixed, **record, **lists}, **place}


def _edges(edges: Edges, drawing: Drawing | None) -> Iterator[dict[str, Any]]:
    columns = edge_columns(edges, _RESERVED)
    if drawing is not None:
        columns.append(Column("color", "color", "string", drawing.edge_colours))
    taken = [*_RESERVED, *(column.name for column in columns)]
    rows = zip(
        edges.ids,
        edges.sources,
        edges.targets,
        edges.kinds,
        records(columns),
        _lists(time_lists(edges.spells, edges.timed, taken), len(edges)),
        strict=True,
    )
    for id_, source, target, kind, record, lists in rows:
        ends = {"id": id_, "key": id_, "source": source, "target": target}
        yield {"data": {**ends, "interaction": kind, **record, **lists}}


def _lists(columns: Sequence[ListColumn], size: int) -> Iterator[dict[str, Any]]:
    """Yield the lists of each row by name; without empty ones, which have no type."""
    names = [column.name for column in columns]
    rows = zip(*(column.values for column in columns), strict=True)
    for row in rows if columns else [()] * size:
        yield {n: items for n, items in zip(names, row, strict=True) if items}


def _places(nodes: Nodes, drawing: Drawing | None) -> Iterator[dict[str, Any]]:
    if drawing is None:
        yield from ({} for _ in nodes.ids)
        return
    for x, y in zip(drawing.x, drawing.y, strict=True):
        yield {"position": {"x": float(x), "y": 0.0 - float(y)}}
