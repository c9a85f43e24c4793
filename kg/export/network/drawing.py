"""How a network looks: where its nodes are, how large, in which colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import cycle
from math import sqrt

from kg.ask.network.model import Column, Network
from kg.ask.network.scale import thicknesses

_SMALLEST, _LARGEST = 4.0, 100.0
"""Gephi scales sizes, and positions with them, unless they span just this."""

PALETTE = (
    *("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"),
    *("#8b6f47", "#7a5195", "#ef5675", "#2f9599", "#a05d56", "#6b8e23"),
    *("#332288", "#117733", "#999933", "#882255", "#ddcc77", "#661100"),
)
"""The colours of Okabe and Ito (2008), told apart by all eyes, and more; the last of
them are of Paul Tol (2021)."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Positions, sizes and ``#rrggbb`` colours, one per node or edge, in their order.

    Sizes are radii: between 4 and 100, or all 4. The positions lie around the origin.
    ``thickness`` is the display weight of each edge; empty, nothing is said of it.
    """

    x: Sequence[float]
    y: Sequence[float]
    sizes: Sequence[float]
    colours: Sequence[str]
    edge_colours: Sequence[str]
    thickness: Sequence[float] = ()

    @property
    def places(self) -> list[Column]:
        """Positions and sizes as columns, by the names that Gephi and sigma have."""
        return [
            Column("x", "x", "double", self.x),
            Column("y", "y", "double", self.y),
            Column("size", "size", "double", self.sizes),
        ]


def draw(network: Network) -> Drawing:
    """Return a drawing: colours by group and kind, sizes by the number of edges."""
    from kg.export.network.layout import layout

    nodes, edges = network.nodes, network.edges
    index = {id_: i for i, id_ in enumerate(nodes.ids)}
    pairs = [
        (index[s], index[t]) for s, t in zip(edges.sources, edges.targets, strict=True)
    ]
    sizes = sizes_of(len(nodes), pairs)
    labels = [label or id_ for label, id_ in zip(nodes.labels, nodes.ids, strict=True)]
    points = layout(len(nodes), pairs, sizes, labels)
    groups = legend(nodes.groups, network)
    kinds = legend(edges.kinds, network)
    return Drawing(
        [x for x, _ in points],
        [y for _, y in points],
        sizes,
        [groups[group] for group in nodes.groups],
        [kinds[kind] for kind in edges.kinds],
        thicknesses(edges.columns, len(edges)),
    )


def sizes_of(count: int, pairs: Iterable[tuple[int, int]]) -> list[float]:
    """Return radii whose areas grow with the number of edges at a node."""
    degrees = Counter(end for pair in pairs for end in pair)
    roots = [sqrt(degrees[i]) for i in range(count)]
    low, high = min(roots, default=0.0), max(roots, default=0.0)
    if low == high:
        return [_SMALLEST] * count
    span = (_LARGEST - _SMALLEST) / (high - low)
    sizes = [round(_SMALLEST + (root - low) * span, 2) for root in roots]
    return [min(size, _LARGEST) for size in sizes]


@cache
def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of ``#rrggbb``, from 0 to 255."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def unlikeness(a: str, b: str) -> int:
    """Return how unlike two colours look, from 0, by weights of red, green and blue."""
    red, green, blue = (x - y for x, y in zip(channels(a), channels(b), strict=True))
    # Riemersma's "Colour metric", at low red
    return 2 * red * red + 4 * green * green + 3 * blue * blue


def legend(names: Iterable[str], network: Network) -> dict[str, str]:
    """Return a colour by name: the view's, else the next of the palette that is free.

    A kind that a view names without its manner, as in ``adoptedBy`` for ``adoptedBy
    (alleged)``, lends its colour.
    """
    given = network.colours
    free = cycle([c for c in PALETTE if c not in given.values()] or PALETTE)
    colours: dict[str, str] = {}
    for name in sorted(set(names)):
        plain = name.partition(" (")[0]
        colours[name] = given.get(name) or given.get(plain) or next(free)
    return colours
