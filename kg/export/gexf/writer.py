"""GEXF 1.3, streamed from columns; equal networks give equal bytes.

What Gephi's importer makes of each construct decides how it is written here, and
``kg lint`` checks it. Timed columns are declared twice, dynamic and then static: Gephi
keeps the first declaration, and readers that know no time (graphology) only look at the
last block, which so declares every column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import IO

from kg.ask.network.model import Column, Network, TimedColumn
from kg.export.gexf.columns import (
    Parts,
    attvalues,
    gexf_type,
    plain,
    quoted,
    spelled,
)
from kg.export.gexf.static import snapshot
from kg.export.network.drawing import Drawing, legend
from kg.export.xml_text import escape

PROFILES = ("gephi", "gephi-lite")
"""With times, for Gephi; and static, for Gephi Lite and whatever reads no times."""

_CHUNK = 2_000
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
"""


def write_gexf(
    network: Network,
    out: IO[bytes],
    drawing: Drawing | None = None,
    *,
    profile: str = "gephi",
) -> None:
    """Write a network; without a drawing whoever opens it lays it out.

    Memory grows with the longest row, not with their number. ``profile`` is one of
    :data:`PROFILES`.
    """
    if profile == "gephi-lite":
        network = snapshot(network)
    text = _document(network, drawing)
    while some := list(islice(text, 64)):
        out.write("".join(some).encode("utf-8"))


def _document(network: Network, drawing: Drawing | None) -> Iterator[str]:
    nodes = replace(
        network.nodes,
        columns=(
            Column("group", "group", "string", network.nodes.groups),
            *network.nodes.columns,
        ),
    )
    network = replace(network, nodes=nodes)
    yield _HEAD
    yield f"<meta><creator>kg</creator><description>{_about(network)}</description></meta>\n"
    yield '<graph defaultedgetype="directed" idtype="string"'
    if network.timed:
        yield ' mode="dynamic" timeformat="date" timerepresentation="interval"'
        yield ' timezone="UTC"'
    yield ">\n"
    yield from _attributes("node", nodes.columns, ())
    yield from _attributes("edge", network.edges.columns, network.edges.timed)
    yield "<nodes>\n"
    yield from _nodes(network, drawing)
    yield "</nodes>\n<edges>\n"
    yield from _edges(network, drawing)
    yield "</edges>\n</graph>\n</gexf>\n"


def _about(network: Network) -> str:
    """Return title, description and legend, for Gephi's graph description."""
    groups = legend(network.nodes.groups, network)
    colours = ", ".join(f"{name} {colour}" for name, colour in groups.items())
    parts = [f"{network.title}.", network.description]
    parts += [f"Colours of nodes: {colours}."] if colours else []
    return escape(" ".join(filter(None, parts)))


def _attributes(
    cls: str, columns: Sequence[Column], timed: Sequence[TimedColumn]
) -> Iterator[str]:
    if timed:
        yield f'<attributes class="{cls}" mode="dynamic">\n'
        yield from (_attribute(column) for column in timed)
        yield "</attributes>\n"
    if columns or timed:
        yield f'<attributes class="{cls}" mode="static">\n'
        yield from (_attribute(column) for column in (*columns, *timed))
        yield "</attributes>\n"


def _attribute(column: Column | TimedColumn) -> str:
    name, title = escape(column.name), escape(column.title)
    type_ = gexf_type(column)
    return f'<attribute id="{name}" title="{title}" type="{type_}"/>\n'


def _nodes(network: Network, drawing: Drawing | None) -> Iterator[str]:
    nodes = network.nodes
    heads = _heads("node", (("id", nodes.ids), ("label", nodes.labels)))
    parts = [attvalues(nodes.columns, ()), spelled(nodes.spells, len(nodes))]
    if drawing is not None:
        parts.append(_looks(drawing))
    return _elements("node", heads, parts)


def _edges(network: Network, drawing: Drawing | None) -> Iterator[str]:
    edges = network.edges
    named = (
        ("id", edges.ids),
        ("source", edges.sources),
        ("target", edges.targets),
        ("kind", edges.kinds),
        ("label", edges.labels),
    )
    heads = _heads("edge", named)
    if edges.weights is not None and all(c.name != "weight" for c in edges.timed):
        heads = map("".join, zip(heads, _weights(edges.weights), strict=True))
    parts = [attvalues(edges.columns, edges.timed), spelled(edges.spells, len(edges))]
    if drawing is not None:
        parts.append(map(_colour, drawing.edge_colours))
    return _elements("edge", heads, parts)


def _heads(tag: str, named: Iterable[tuple[str, Sequence[str]]]) -> Iterator[str]:
    """Yield the start tags of elements, without their ends."""
    columns = [quoted(f' {name}="', values) for name, values in named]
    start = f"<{tag}"
    return (start + "".join(cells) for cells in zip(*columns, strict=True))


def _weights(weights: Sequence[float | None]) -> Iterator[str]:
    """Yield weights; Gephi drops an edge of weight 0, so that one has none."""
    return (f' weight="{plain(w)}"' if w else "" for w in weights)


def _elements(tag: str, heads: Iterator[str], parts: Sequence[Parts]) -> Iterator[str]:
    ending = f"</{tag}>\n"
    rows = zip(heads, *parts, strict=True)
    while some := list(islice(rows, _CHUNK)):
        yield "".join(
            f"{head}>{inside}{ending}" if (inside := "".join(rest)) else f"{head}/>\n"
            for head, *rest in some
        )


def _looks(drawing: Drawing) -> Iterator[str]:
    for x, y, size, colour in zip(
        drawing.x, drawing.y, drawing.sizes, drawing.colours, strict=True
    ):
        yield (
            f'<viz:size value="{size}"/><viz:position x="{x}" y="{y}" z="0.0"/>'
            f"{_colour(colour)}"
        )


@cache
def _colour(colour: str) -> str:
    r, g, b = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f'<viz:color r="{r}" g="{g}" b="{b}"/>'
