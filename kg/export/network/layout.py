"""Where the nodes are: a seeded layout, centred and scaled as Gephi leaves it alone.

Each connected part is laid out by force (Fruchterman and Reingold 1991, by rustworkx),
parts are set side by side, and what would cover each other is pushed apart: discs, and
then the boxes that labels take in Gephi.
No layout of rustworkx or networkx knows the sizes of discs and stays quick: networkx's
``forceatlas2_layout`` takes 25 s for 2,000 nodes; igraph's licence is the GPL.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import sqrt
from operator import add, sub

import rustworkx as rx

from kg.export.network.boxes import spaced
from kg.export.network.labels import Box, boxes_of
from kg.export.network.overlaps import Point, without_overlaps

Pairs = Sequence[tuple[int, int]]

_SEED = 1
"""Any number will do; another one gives another picture, and other bytes."""

_CORE = 2_000
"""Of a larger part only so many nodes are laid out by force: its cost is quadratic."""

_STEPS = 100
"""Twice what rustworkx and networkx take by default: a layout is made once and kept."""

_LOOSE = 2.5
"""How much longer than the discs in a row the side of the square they get is."""

_GAP = 50.0
"""Room left around a disc, in the units of the layout."""

_AIRY = 1_500.0
"""Further room that all discs share: where they are few, their labels get more."""

_WIDER = 1.2
"""How much wider than high the picture is: screens are, and rows never quite fill."""

_BETWEEN = 4
"""Gaps between two parts that are not connected, so that one sees two."""

_LIMIT = 4_900.0
"""Gephi pulls in what lies further out than 5,000."""

_FULL = 0.35
"""Labels that fill more than this share of what Gephi leaves alone are not kept apart:
boxes of so many sizes leave twice as much empty (tried with random ones)."""

_CLOSE = 0.8
"""How much of that they get before they push each other to where there is room."""

_GRAIN = 4
"""Coordinates are whole multiples of a quarter, so that their sum is exactly zero."""


def layout(
    count: int, pairs: Pairs, sizes: Sequence[float], labels: Sequence[str] = ()
) -> list[Point]:
    """Return a position per node; ``pairs`` are the nodes that edges join, by index.

    The centroid is the origin to the last digit and no coordinate is beyond 5,000:
    Gephi shifts and scales everything else on opening. ``sizes`` are radii. With
    ``labels``, none covers another, nor another's disc, if there is room for them all.
    The same input gives the same positions.
    """
    near = _neighbours(count, pairs)
    gap = _GAP + _AIRY / (count + 3)
    parts = [
        _spread(members, _laid_out(members, near), sizes, gap)
        for members in _parts(near)
    ]
    boxes = boxes_of(labels, sizes) if labels else []
    if boxes and _area(boxes) < _FULL * (2 * _LIMIT) ** 2:
        points = _side_by_side([_labelled(p, boxes) for p in parts], boxes, count)
        if (far := _far(points)) > _LIMIT:  # then they stand as close as they must
            scale = _CLOSE * _LIMIT / far
            points = spaced([(x * scale, y * scale) for x, y in points], boxes, 1.0)
        if _far(points) <= _LIMIT:
            return _centred(points)
    return _centred(_side_by_side(parts, [], count))


def _neighbours(count: int, pairs: Pairs) -> list[list[int]]:
    near: list[set[int]] = [set() for _ in range(count)]
    for a, b in pairs:
        if a != b:
            near[a].add(b)
            near[b].add(a)
    return [sorted(some) for some in near]


def _parts(near: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the connected parts, the largest first."""
    seen = [False] * len(near)
    parts = []
    for start in range(len(near)):
        if seen[start]:
            continue
        seen[start] = True
        part = [start]
        for node in part:
            for other in near[node]:
                if not seen[other]:
                    seen[other] = True
                    part.append(other)
        parts.append(sorted(part))
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _laid_out(members: list[int], near: Sequence[Sequence[int]]) -> dict[int, Point]:
    """Lay out a connected part in a square of side 2 around the origin."""
    if len(members) == 1:
        return {members[0]: (0.0, 0.0)}
    core = members
    if len(members) > _CORE:
        core = sorted(members, key=lambda n: (-len(near[n]), n))[:_CORE]
    index = {node: i for i, node in enumerate(core)}
    graph = rx.PyGraph()
    graph.add_nodes_from(range(len(core)))
    graph.add_edges_from_no_data(
        [
            (i, index[other])
            for node, i in index.items()
            for other in near[node]
            if index.get(other, -1) > i
        ]
    )
    positions = rx.spring_layout(graph, num_iter=_STEPS, seed=_SEED)
    placed = {
        node: (float(positions[i][0]), float(positions[i][1]))
        for node, i in index.items()
    }
    return _around(placed, members, near) if len(core) < len(members) else placed


def _around(
    placed: dict[int, Point], members: list[int], near: Sequence[Sequence[int]]
) -> dict[int, Point]:
    """Place the other nodes on spirals around a neighbour that has a place."""
    turns: Counter[int] = Counter()
    queue = list(placed)
    for node in queue:
        for other in near[node]:
            if other not in placed:
                turns[node] += 1
                placed[other] = _on_spiral(placed[node], turns[node], len(members))
                queue.append(other)
    rest = (n for n in members if n not in placed)
    for i, node in enumerate(rest, 1):
        placed[node] = _on_spiral((0.0, 0.0), i, len(members))
    return placed


_TURN = (-0.7373688780783197, 0.6754902942615238)
"""Cosine and sine of the golden angle."""


_TURNS = 512
"""After so many turns a spiral begins anew, further out: nobody sees that, and placing
the neighbours of a hub stays linear in their number."""


def _on_spiral(centre: Point, step: int, count: int) -> Point:
    cos, sin = 1.0, 0.0
    for _ in range(step % _TURNS):
        cos, sin = cos * _TURN[0] - sin * _TURN[1], cos * _TURN[1] + sin * _TURN[0]
    away = sqrt(step) / sqrt(count)
    return centre[0] + away * cos, centre[1] + away * sin


def _spread(
    members: list[int],
    placed: dict[int, Point],
    sizes: Sequence[float],
    gap: float,
) -> dict[int, Point]:
    """Scale a part so that its discs have room, and push apart those that touch."""
    side = sqrt(sum((sizes[n] + gap) ** 2 for n in members)) * _LOOSE
    xs, ys = zip(*placed.values(), strict=True)
    wide = max(max(xs) - min(xs), max(ys) - min(ys)) or 1.0
    scale = side / wide
    points = [(placed[n][0] * scale, placed[n][1] * scale) for n in members]
    radii = [sizes[n] + gap / 2 for n in members]
    return dict(zip(members, without_overlaps(points, radii), strict=True))


def _area(boxes: Sequence[Box]) -> float:
    return sum(4 * wide * high for wide, high in boxes)


def _far(points: Sequence[Point]) -> float:
    """Return how far a coordinate is from the centroid at most."""
    far = 0.0
    for axis in ([x for x, _ in points], [y for _, y in points]):
        centre = sum(axis) / len(axis)
        far = max(far, max(axis) - centre, centre - min(axis))
    return far


def _labelled(placed: dict[int, Point], boxes: Sequence[Box]) -> dict[int, Point]:
    """Push apart nodes whose labels, or a label and a disc, cover each other."""
    free = spaced(list(placed.values()), [boxes[n] for n in placed])
    return dict(zip(placed, free, strict=True))


def _side_by_side(
    parts: Sequence[dict[int, Point]], boxes: Sequence[Box], count: int
) -> list[Point]:
    """Set parts in rows from top left, the largest first."""
    points: list[Point] = [(0.0, 0.0)] * count
    around = [_box(part, boxes) for part in parts]
    area = sum((right - left) * (top - bottom) for left, bottom, right, top in around)
    row = max([sqrt(area) * _WIDER, *(right - left for left, _, right, _ in around)])
    x = y = tall = 0.0
    for part, (left, bottom, right, top) in zip(parts, around, strict=True):
        if x > 0 and x + right - left > row:
            x, y, tall = 0.0, y - tall, 0.0
        for node, (px, py) in part.items():
            points[node] = x + px - left, y + py - top
        x += right - left
        tall = max(tall, top - bottom)
    return points


def _box(
    part: dict[int, Point], boxes: Sequence[Box]
) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of a part, with room around it."""
    if boxes:
        room = _GAP
        wide, high = zip(*(boxes[node] for node in part), strict=True)
    else:
        room = _BETWEEN * _GAP
        wide = high = (0.0,) * len(part)
    xs, ys = zip(*part.values(), strict=True)
    return (
        min(map(sub, xs, wide)) - room,
        min(map(sub, ys, high)) - room,
        max(map(add, xs, wide)) + room,
        max(map(add, ys, high)) + room,
    )


def _centred(points: Sequence[Point]) -> list[Point]:
    if not points:
        return []
    xs, ys = (_zero_sum(list(axis)) for axis in zip(*points, strict=True))
    far = max(map(abs, (*xs, *ys)))
    if far > _LIMIT:
        scale = _LIMIT / far
        xs, ys = (_zero_sum([c * scale for c in axis]) for axis in (xs, ys))
    return list(zip(xs, ys, strict=True))


def _zero_sum(axis: list[float]) -> list[float]:
    """Return coordinates on the grain whose sum is exactly zero."""
    centre = sum(axis) / len(axis)
    grains = [round((c - centre) * _GRAIN) for c in axis]
    left = sum(grains)
    each, more = divmod(abs(left), len(grains))
    sign = -1 if left > 0 else 1
    return [
        (g + sign * (each + (1 if i < more else 0))) / _GRAIN
        for i, g in enumerate(grains)
    ]
