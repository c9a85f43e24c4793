"""Networks in graphology's JSON, which its ``Graph.from`` reads.

Attributes have the names by which sigma draws: ``label``, ``x``, ``y``, ``size`` and
``color``. Names that sigma gives another meaning, such as ``type``, are left to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO, Any

from kg.ask.network.model import Column, Network, Spell
from kg.export.network.columns import edge_columns, node_columns, timed_names
from kg.export.network.drawing import Drawing
from kg.export.network.jsonfile import array, inline, records, write_parts

_RESERVED = (
    *("x", "y", "z", "size", "color", "type", "hidden", "forcelabel", "zindex"),
    *("highlighted", "labelcolor", "spells"),
)
_OPTIONS = {"type": "directed", "multi": True, "allowSelfLoops": True}


def write_graphology(
    network: Network, out: IO[bytes], drawing: Drawing | None = None
) -> None:
    """Write a network, with positions, sizes and colours if it is drawn.

    ``spells`` are pairs of days, and a timed column has triples with the value third;
    a day is ``null`` where that end is open.
    """
    write_parts(_parts(network, drawing), out)


def _parts(network: Network, drawing: Drawing | None) -> Iterator[str]:
    attributes = {
        "name": network.view,
        "title": network.title,
        "description": network.description,
        **({"notes": network.notes} if network.notes else {}),
    }
    yield f'{{"attributes":{inline(attributes)},\n"options":{inline(_OPTIONS)},\n'
    yield '"nodes":'
    yield from array(_nodes(network, drawing))
    yield ',\n"edges":'
    yield from array(_edges(network, drawing))
    yield "}\n"


def _nodes(network: Network, drawing: Drawing | None) -> Iterator[dict[str, Any]]:
    nodes = network.nodes
    columns = node_columns(nodes, _RESERVED)
    if drawing is not None:
        colours = Column("color", "color", "string", drawing.colours)
        columns += [*drawing.places, colours]
    rows = zip(
        nodes.ids, records(columns), _spells(nodes.spells, len(nodes)), strict=True
    )
    for id_, record, spells in rows:
        yield {"key": id_, "attributes": {**record, **spells}}


def _edges(network: Network, drawing: Drawing | None) -> Iterator[dict[str, Any]]:
    edges = network.edges
    columns = edge_columns(edges, _RESERVED)
    if drawing is not None:
        columns.append(Column("color", "color", "string", drawing.edge_colours))
        if drawing.thickness:
            columns.append(Column("size", "size", "double", drawing.thickness))
    rows = zip(
        edges.ids,
        edges.sources,
        edges.targets,
        records(columns),
        _spells(edges.spells, len(edges)),
        _timed(network, columns),
        strict=True,
    )
    for id_, source, target, record, spells, timed in rows:
        attributes = {**record, **spells, **timed}
        yield {"key": id_, "source": source, "target": target, "attributes": attributes}


def _spells(
    spells: Sequence[Sequence[Spell]] | None, size: int
) -> Iterator[dict[str, Any]]:
    for each in [()] * size if spells is None else spells:
        yield {"spells": each} if each else {}


def _timed(network: Network, columns: Sequence[Column]) -> Iterator[dict[str, Any]]:
    edges = network.edges
    names = timed_names(edges.timed, [*_RESERVED, *(c.name for c in columns)])
    for row in range(len(edges)):
        values = [column.values[row] for column in edges.timed]
        yield {n: v for n, v in zip(names, values, strict=True) if v}
