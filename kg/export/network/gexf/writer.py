"""GEXF 1.3, streamed from columns; equal networks give equal bytes.

What Gephi's importer makes of each construct decides how it is written here, and
``kg lint`` checks it. Timed columns are declared twice, dynamic and then static: Gephi
keeps the first declaration, and readers that know no time (graphology) only look at the
last block, which so declares every column. networkx's writer is no choice: it fails on
``None``, dates and lists, writes what is not well-formed, and stamps today's date.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import IO, TypeVar

from kg.ask.network.model import Column, Network, Nodes, TimedColumn
from kg.export.network.columns import distinct
from kg.export.network.drawing import Drawing, channels
from kg.export.network.gexf.columns import (
    Run,
    attribute,
    attvalue,
    gexf_type,
    spelled,
    timed_attvalue,
    weight,
)
from kg.export.network.gexf.static import snapshot
from kg.export.network.legend import counted, described
from kg.export.network.xmltext import content, within_quotes

PROFILES = ("gephi", "gephi-lite")
"""With times, for Gephi; and static, for Gephi Lite and whatever reads no times."""

C = TypeVar("C", Column, TimedColumn)

_RUN = 1_000
"""Rows that share a template, whose cost is then nothing, and lie in memory at once."""

_DRAWN = ("viz", "x", "y", "z", "size", "color", "shape", "thickness")
_BOTH = ("id", "label", "timeset", "start", "end", "spells", *_DRAWN)
_NODE = (*_BOTH, "pid", "parents")
_EDGE = (*_BOTH, "source", "target", "kind", "weight", "networkx_key")
"""Names that Gephi, networkx or graphology give a meaning of their own."""

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

    Memory does not grow with the number of rows. ``profile`` is one of
    :data:`PROFILES`.
    """
    kinds: tuple[Column, ...] = ()
    if profile == "gephi-lite":
        network = snapshot(network)
        kinds = (Column("kind", "kind", "string", network.edges.kinds),)
    thick = profile == "gephi-lite"  # Gephi does not read it, as kg lint says
    for text in _document(_renamed(network, kinds), drawing, thick):
        out.write(text.encode("utf-8"))


def _document(network: Network, drawing: Drawing | None, thick: bool) -> Iterator[str]:
    nodes, edges = network.nodes, network.edges
    yield _HEAD
    yield "<meta><creator>kg</creator>"
    yield f"<description>{content(described(network, drawing))}</description></meta>\n"
    yield '<graph defaultedgetype="directed" idtype="string"'
    if network.timed:
        yield ' mode="dynamic" timeformat="date" timerepresentation="interval"'
        yield ' timezone="UTC"'
    yield ">\n"
    yield from _attributes("node", nodes.columns, ())
    yield from _attributes("edge", edges.columns, edges.timed)
    yield "<nodes>\n"
    yield from _nodes(network, drawing)
    yield "</nodes>\n<edges>\n"
    yield from _edges(network, drawing, thick)
    yield "</edges>\n</graph>\n</gexf>\n"


def _renamed(network: Network, kinds: tuple[Column, ...]) -> Network:
    """Return a network with groups and ``kinds`` as columns, and all columns distinct.

    Gephi tells columns apart by their names, networkx by their titles.
    """
    nodes, edges = network.nodes, network.edges
    groups = Column("group", "group", "string", nodes.groups)
    timed = [c for c in edges.timed if c.name == "weight"]
    rest = _named([c for c in edges.timed if c.name != "weight"], _EDGE)
    taken = (*_EDGE, *(column.name for column in rest))
    titles = (*_EDGE, *(column.title for column in rest))
    return replace(
        network,
        nodes=replace(
            nodes, columns=(groups, *_named(nodes.columns, (*_NODE, "group")))
        ),
        edges=replace(
            edges,
            columns=(*kinds, *_named(edges.columns, taken, titles)),
            timed=(*timed, *rest),
        ),
    )


def _named(
    columns: Sequence[C], names: Sequence[str], titles: Sequence[str] | None = None
) -> list[C]:
    """Return columns with names and titles of their own, none that is taken.

    Each is on one line, and without spaces around it, which Gephi would lose.
    """
    own = distinct((" ".join(column.name.split()) for column in columns), names)
    shown = distinct(
        (" ".join(column.title.split()) for column in columns), titles or names
    )
    return [
        replace(column, name=name, title=title)
        for column, name, title in zip(columns, own, shown, strict=True)
    ]


def _attributes(
    cls: str, columns: Sequence[Column], timed: Sequence[TimedColumn]
) -> Iterator[str]:
    if timed:
        yield f'<attributes class="{cls}" mode="dynamic">\n'
        yield from (_attribute(column) for column in timed)
        yield "</attributes>\n"
    if columns or timed:
        yield f'<attributes class="{cls}" mode="static">\n'
        yield from (_attribute(column) for column in columns)
        yield from (_attribute(column) for column in timed)
        yield "</attributes>\n"


def _attribute(column: Column | TimedColumn) -> str:
    name, title = within_quotes(column.name), within_quotes(column.title)
    type_ = gexf_type(column)
    return f'<attribute id="{name}" title="{title}" type="{type_}"/>\n'


def _nodes(network: Network, drawing: Drawing | None) -> Iterator[str]:
    nodes = network.nodes
    for rows in _runs(len(nodes)):
        head = [
            attribute("id", nodes.ids[rows]),
            attribute("label", _labels(nodes, rows)),
        ]
        parts = _attvalues(nodes.columns, (), rows)
        if nodes.spells is not None:
            parts.append(spelled(nodes.spells, rows))
        if drawing is not None:
            parts += _looks(drawing, rows)
        yield _elements("node", head, parts)


def _labels(nodes: Nodes, rows: slice) -> list[str]:
    """Return labels; a node without one would be nameless, so it shows its id."""
    both = zip(nodes.labels[rows], nodes.ids[rows], strict=True)
    return [label or id_ for label, id_ in both]


def _edges(network: Network, drawing: Drawing | None, thick: bool) -> Iterator[str]:
    edges = network.edges
    dynamic = any(column.name == "weight" for column in edges.timed)
    for rows in _runs(len(edges)):
        head = [
            attribute("id", edges.ids[rows]),
            attribute("source", edges.sources[rows]),
            attribute("target", edges.targets[rows]),
            attribute("kind", edges.kinds[rows]),
            attribute("label", edges.labels[rows]),
        ]
        if edges.weights is not None and not dynamic:
            head.append(weight(edges.weights, rows))
        parts = _attvalues(edges.columns, edges.timed, rows)
        if edges.spells is not None:
            parts.append(spelled(edges.spells, rows))
        if drawing is not None:
            parts.append(Run("%s", list(map(_colour, drawing.edge_colours[rows]))))
            if thick and counted(drawing):
                parts.append(
                    Run('<viz:thickness value="%s"/>', drawing.thickness[rows])
                )
        yield _elements("edge", head, parts)


def _runs(count: int) -> Iterator[slice]:
    return (slice(i, min(i + _RUN, count)) for i in range(0, count, _RUN))


def _attvalues(
    columns: Sequence[Column], timed: Sequence[TimedColumn], rows: slice
) -> list[Run]:
    """Return the attvalues, in their element where a row has any."""
    runs = [attvalue(column, rows) for column in columns]
    runs += [timed_attvalue(column, rows) for column in timed]
    if not runs:
        return []
    before, after = "<attvalues>", "</attvalues>"
    if any(run.template != "%s" for run in runs):  # then no row is without
        runs[0] = Run(before + runs[0].template, runs[0].values)
        last = runs[-1]
        runs[-1] = Run(last.template + after, last.values)
        return runs
    cells = zip(*(run.values for run in runs), strict=True)
    joined = ("".join(map(str, row)) for row in cells)
    return [Run("%s", [f"{before}{row}{after}" if row else "" for row in joined])]


def _elements(tag: str, head: Sequence[Run], parts: Sequence[Run]) -> str:
    inside = "".join(run.template for run in parts)
    template = f"<{tag}{''.join(run.template for run in head)}>{inside}</{tag}>\n"
    rows = zip(*(run.values for run in (*head, *parts)), strict=True)
    return "".join(map(template.__mod__, rows))


def _looks(drawing: Drawing, rows: slice) -> list[Run]:
    return [
        Run('<viz:size value="%s"/>', drawing.sizes[rows]),
        Run('<viz:position x="%s" ', drawing.x[rows]),
        Run('y="%s" z="0.0"/>', drawing.y[rows]),
        Run("%s", list(map(_colour, drawing.colours[rows]))),
    ]


@cache
def _colour(colour: str) -> str:
    r, g, b = channels(colour)
    return f'<viz:color r="{r}" g="{g}" b="{b}"/>'
