"""Views as pages: a drawing that needs no script, its legend, and all of it in words.

Positions and colours are those of the files for Gephi. Whatever does not simply stand
is drawn with gaps, and said in words beside it.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import hypot

from kg.ask.network.cells import BETWEEN
from kg.ask.network.model import Cell, Column, Network
from kg.ask.network.scale import THINNEST
from kg.export.forms import write_network
from kg.export.network.drawing import Drawing
from kg.export.network.legend import SCALE, counted
from kg.graph.cited import is_followed
from kg.pages.library import Library
from kg.pages.manners import ASSERTED, PARTLY, look_of
from kg.pages.render import Page

NETWORK = "network/"
"""The first part of the addresses of views."""

NETWORK_FORMS = {"gexf": "gexf", "json": "graphology"}
"""The forms beside the page of a view, by the endings of their files."""

SHAPES = ("circle", "square", "diamond", "triangle", "hexagon", "flag")
"""Shapes of nodes by what they are; of more kinds than these some share one."""

_WIDE, _HIGH = 0.52, 1.25
"""Width of a letter and height of a line, in heights of a letter, as fonts are."""

_LETTERS = 34
"""Letters of a name that are drawn; all of it is in the list (by eye)."""

_ROOM = 140.0
"""Room around the drawing for names, in the units of the layout (by eye)."""

_BOW = 1.4
"""How far apart edges between the same two nodes are bent, in heights of a letter:
twice as far as the thickest is wide."""

_SHORT = 0.33
"""How far before a node a line ends, so that its tip is seen, in the same (by eye)."""

_LINE, _THICKER = 0.16, 0.08
"""How wide the thinnest edge is, and how much wider each step of the display weight
makes it, in heights of a letter (by eye)."""

_LETTER = 85
"""So many letters are as high as the drawing is wide: 13 px on a desk (by eye)."""

_LEAST = 12.0
"""The radius of the smallest discs, so that their shapes can be told (by eye)."""

Disc = tuple[float, float, float]
"""A place and a radius."""

MOST = 1_500
"""Nodes of a drawing at most: browsers move that many shapes smoothly; the files have
the whole."""


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A node: where it is, how it looks, and the edges that begin or end there."""

    id: str
    iri: str
    label: str
    group: str
    shape: str
    colour: str
    x: float
    y: float
    r: float
    named: bool
    edges: list[DrawnEdge] = field(default_factory=list, repr=False, compare=False)

    @property
    def short(self) -> str:
        """The name as it is drawn."""
        whole = self.label
        return whole if len(whole) <= _LETTERS else f"{whole[: _LETTERS - 1]}…"


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """An edge: its line, what it says, in what manner, and on which days."""

    n: int
    source: DrawnNode
    target: DrawnNode
    kind: str
    label: str
    manner: str
    look: str
    colour: str
    path: str
    wide: float
    days: tuple[str, str]
    claims: Sequence[str]
    summaries: str


@dataclass(frozen=True, slots=True)
class DrawnView:
    """A view as a page shows it; ``box`` is the part of the plane that is drawn."""

    name: str
    title: str
    description: str
    nodes: Sequence[DrawnNode]
    edges: Sequence[DrawnEdge]
    box: tuple[float, float, float, float]
    letter: float
    groups: Sequence[tuple[str, str, str, int]]
    kinds: Sequence[tuple[str, str, int]]
    looks: Sequence[tuple[str, int]]
    timed: bool
    size: tuple[int, int]
    scale: str


def networks_page(library: Library) -> Page:
    """Return the page of all views."""
    views = sorted(library.graph.views.items())
    return Page("networks", "Networks", {"views": views})


def network_page(library: Library, name: str) -> Page:
    """Return the page of a view, drawn and in words."""
    network, drawing = library.drawn_view(name)
    view = drawn(network, drawing, standings(library, network))
    return Page("network", network.title, {"view": view, "outline": outline})


def network_data(library: Library, name: str, ending: str) -> bytes:
    """Return a view in the form of ``NETWORK_FORMS`` that an ending of it means."""
    out = io.BytesIO()
    network, drawing = library.drawn_view(name)
    write_network(network, out, form=NETWORK_FORMS[ending], drawing=drawing)
    return out.getvalue()


def standings(library: Library, network: Network) -> dict[str, str]:
    """Return the standing of the claims behind the edges of a network, by IRI."""
    listed = _column(network.edges.columns, "claim_iris", len(network.edges))
    claims = {iri for cell in listed for iri in claims_of(cell)}
    return library.standings(claims)


def claims_of(cell: Cell | None) -> list[str]:
    """Return the IRIs of the claims that a cell lists; that there are more is none."""
    return [iri for iri in str(cell or "").split(BETWEEN) if is_followed(iri)]


def drawn(network: Network, drawing: Drawing, standing: Mapping[str, str]) -> DrawnView:
    """Return what a page shows of a network; all in words, and in the drawing some.

    ``standing`` is that of the claims behind edges, by IRI.
    """
    nodes = _nodes(network, drawing)
    by_id = {node.id: node for node in nodes}
    box = _box([(node.x, node.y, node.r) for node in nodes])
    edges = _edges(network, drawing, by_id, standing, _letter(box))
    for edge in edges:
        edge.source.edges.append(edge)
        if edge.target is not edge.source:
            edge.target.edges.append(edge)
    groups = Counter(node.group for node in nodes)
    looks = {node.group: node for node in nodes}
    kinds = Counter(edge.kind for edge in edges)
    colours = {edge.kind: edge.colour for edge in edges}
    return DrawnView(
        network.view,
        network.title,
        network.description,
        sorted(nodes, key=lambda node: (node.label.casefold(), node.id)),
        edges,
        box,
        _letter(box),
        [(g, looks[g].shape, looks[g].colour, n) for g, n in sorted(groups.items())],
        [(kind, colours[kind], n) for kind, n in sorted(kinds.items())],
        sorted(Counter(edge.look for edge in edges).items()),
        any(any(edge.days) for edge in edges),
        (len(network.nodes), len(network.edges)),
        SCALE if counted(drawing) else "",
    )


def _nodes(network: Network, drawing: Drawing) -> list[DrawnNode]:
    nodes = network.nodes
    iris = _column(nodes.columns, "iri", len(nodes))
    largest = sorted(range(len(nodes)), key=lambda i: (-drawing.sizes[i], i))
    shown = sorted(largest[:MOST])
    letter = _letter(_box([_disc(drawing, i) for i in shown]))
    named = _with_room(network, drawing, largest[:MOST], letter)
    shapes = {g: SHAPES[i % len(SHAPES)] for i, g in enumerate(sorted({*nodes.groups}))}
    return [
        DrawnNode(
            nodes.ids[i],
            str(iris[i] or ""),
            nodes.labels[i],
            nodes.groups[i],
            shapes[nodes.groups[i]],
            drawing.colours[i],
            *_disc(drawing, i),
            i in named,
        )
        for i in shown
    ]


def _disc(drawing: Drawing, i: int) -> Disc:
    """Return where a node is: upwards in files, downwards on a page; and no -0."""
    return drawing.x[i], -drawing.y[i] + 0.0, max(drawing.sizes[i], _LEAST)


def _with_room(
    network: Network, drawing: Drawing, nodes: Sequence[int], letter: float
) -> set[int]:
    """Return the nodes whose names fit beside those of larger ones."""
    taken: list[tuple[float, float, float]] = []
    named = set()
    for i in nodes:
        x, y, r = _disc(drawing, i)
        y += r + letter
        half = min(len(network.nodes.labels[i]), _LETTERS) * letter * _WIDE / 2
        if not any(
            abs(x - other) < half + wide and abs(y - line) < letter * _HIGH
            for other, line, wide in taken
        ):
            taken.append((x, y, half))
            named.add(i)
    return named


def _letter(box: tuple[float, float, float, float]) -> float:
    return round(max(box[2] / _LETTER, 16.0), 1)  # 16: not above the smallest discs


def _edges(
    network: Network,
    drawing: Drawing,
    nodes: dict[str, DrawnNode],
    standing: Mapping[str, str],
    letter: float,
) -> list[DrawnEdge]:
    edges, count = network.edges, len(network.edges)
    columns = {
        name: _column(edges.columns, name, count)
        for name in ("modality", "disputed", "first_day", "last_day", "claim_iris")
    }
    summaries = _column(edges.columns, "summaries", count)
    thickness = drawing.thickness or [THINNEST] * count
    beside: Counter[frozenset[str]] = Counter()
    made = []
    for i in range(count):
        source, target = nodes.get(edges.sources[i]), nodes.get(edges.targets[i])
        if source is None or target is None:
            continue
        pair = frozenset((source.id, target.id))
        manner = str(columns["modality"][i] or "")
        claims = claims_of(columns["claim_iris"][i])
        look = look_of(standing.get(claim, "") for claim in claims)
        if look == ASSERTED and columns["disputed"][i]:
            look = PARTLY  # by a claim beyond those that a cell lists
        path = _path(source, target, beside[pair], letter)
        beside[pair] += 1
        wide = round((_LINE + _THICKER * (thickness[i] - THINNEST)) * letter, 2)
        days = str(columns["first_day"][i] or ""), str(columns["last_day"][i] or "")
        made.append(
            DrawnEdge(
                *(i, source, target, edges.kinds[i], edges.labels[i], manner, look),
                *(drawing.edge_colours[i], path, wide, days),
                claims,
                str(summaries[i] or ""),
            )
        )
    return made


def _column(columns: Sequence[Column], name: str, size: int) -> Sequence[Cell | None]:
    named = (column.values for column in columns if column.name == name)
    return next(named, [None] * size)


def _path(source: DrawnNode, target: DrawnNode, turn: int, letter: float) -> str:
    """Return a line from rim to rim, bent aside where others join the same two.

    To which side it is bent does not depend on which way it leads: else two that lead
    to and fro would lie on each other.
    """
    dx, dy = target.x - source.x, target.y - source.y
    far, bow, short = hypot(dx, dy), _BOW * letter, _SHORT * letter
    if far == 0:
        away = source.r + bow * (turn + 1)
        left, top, right = source.x - away, source.y - away, source.x + away
        x1, y1 = _rim(source, left, top, source.r)
        x2, y2 = _rim(source, right, top, source.r + short)
        bent = f"{left:.1f} {top:.1f} {right:.1f} {top:.1f}"
        return f"M{x1:.1f} {y1:.1f}C{bent} {x2:.1f} {y2:.1f}"
    aside = bow * ((turn + 1) // 2) * (-1 if turn % 2 else 1) * 2 / far
    aside = aside if source.id < target.id else -aside
    cx = (source.x + target.x) / 2 - dy * aside
    cy = (source.y + target.y) / 2 + dx * aside
    x1, y1 = _rim(source, cx, cy, source.r)
    x2, y2 = _rim(target, cx, cy, target.r + short)
    return f"M{x1:.1f} {y1:.1f}Q{cx:.1f} {cy:.1f} {x2:.1f} {y2:.1f}"


def _rim(node: DrawnNode, x: float, y: float, away: float) -> tuple[float, float]:
    """Return the point that is so far away from a node towards another."""
    far = hypot(x - node.x, y - node.y) or 1.0
    return node.x + (x - node.x) / far * away, node.y + (y - node.y) / far * away


def _box(discs: Sequence[Disc]) -> tuple[float, float, float, float]:
    if not discs:
        return 0.0, 0.0, 100.0, 100.0
    left = min(x - r for x, _, r in discs) - _ROOM
    top = min(y - r for _, y, r in discs) - _ROOM / 2
    right = max(x + r for x, _, r in discs) + _ROOM
    bottom = max(y + r for _, y, r in discs) + _ROOM / 2
    return left, top, right - left, bottom - top


def outline(shape: str, x: float, y: float, r: float) -> str:
    """Return the outline of a node as the path of an SVG."""
    corners = {
        "square": [(-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)],
        "diamond": [(0, -1.1), (1.1, 0), (0, 1.1), (-1.1, 0)],
        "triangle": [(0, -1.1), (1.05, 0.75), (-1.05, 0.75)],
        "hexagon": [
            *((-1, 0), (-0.5, -0.87), (0.5, -0.87)),
            *((1, 0), (0.5, 0.87), (-0.5, 0.87)),
        ],
        "flag": [(-1, -0.7), (1, -0.7), (0.5, 0), (1, 0.7), (-1, 0.7)],
    }
    if shape not in corners:
        arc = f"a{r:g} {r:g} 0 1 0"
        return f"M{x - r:g} {y:g}{arc} {2 * r:g} 0{arc} {-2 * r:g} 0z"
    points = (f"{x + dx * r:.1f} {y + dy * r:.1f}" for dx, dy in corners[shape])
    return f"M{'L'.join(points)}z"
