"""Boxes moved apart until none covers another, as labels need it.

First they push each other; what is jammed then goes to the nearest place that is free.
Gephi's own *Label Adjust* only pushes, and would have to be run by hand; PRISM (Gansner
and Hu 2010) is in no library that is small and free of the GPL.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from math import ceil, floor, sqrt

from kg.export.network.labels import Box
from kg.export.network.overlaps import Point

_ROUNDS = 20
"""Rounds of pushing: in the shipped views more of them move little."""

_AIRY = 0.4
"""A share that leaves most labels near the place that the layout gave them (by eye)."""

_MARGIN = 4.0
"""Room left around a box, so that rounding closes no gap."""

_STEP = 24.0
"""How finely free places are looked for: half a line of a label."""

_REACH = 40
"""So many steps to each side; then the same with steps that are twice as large."""

_SIDE = 2 * _REACH + 1

Placed = tuple[float, float, float, float]
"""A place with half the width and half the height of what is there."""


def spaced(
    points: Sequence[Point], boxes: Sequence[Box], filled: float = _AIRY
) -> list[Point]:
    """Return positions at which no box covers another.

    ``filled`` is the share of the room around the points that boxes may fill at first:
    points that are closer are spread.
    """
    if not points:
        return []
    boxes = [(wide + _MARGIN, high + _MARGIN) for wide, high in boxes]
    scale = _scale(points, boxes, filled)
    xs, ys = [x * scale for x, _ in points], [y * scale for _, y in points]
    for _ in range(_ROUNDS):
        if not _round(xs, ys, boxes):
            return list(zip(xs, ys, strict=True))
    return _settled(xs, ys, boxes)


def _scale(points: Sequence[Point], boxes: Sequence[Box], filled: float) -> float:
    """Return how much to spread points at first, so that there is room between them."""
    room = 1.0
    for axis, halves in zip(
        zip(*points, strict=True), zip(*boxes, strict=True), strict=True
    ):
        both = list(zip(axis, halves, strict=True))
        room *= max(at + half for at, half in both) - min(
            at - half for at, half in both
        )
    needed = sum(4 * wide * high for wide, high in boxes) / filled
    return max(1.0, sqrt(needed / room))


def _round(xs: list[float], ys: list[float], boxes: Sequence[Box]) -> bool:
    """Push once what overlaps, the way that is shorter; tell whether anything did."""
    moved = False
    for a, b in _close(xs, ys, boxes):
        right = boxes[a][0] + boxes[b][0] - abs(xs[b] - xs[a])
        up = boxes[a][1] + boxes[b][1] - abs(ys[b] - ys[a])
        if right <= 0 or up <= 0:
            continue
        moved = True
        if right < up:
            _push(xs, a, b, right)
        else:
            _push(ys, a, b, up)
    return moved


def _push(axis: list[float], a: int, b: int, far: float) -> None:
    way = far / 2 if axis[b] >= axis[a] else -far / 2
    axis[a] -= way
    axis[b] += way


def _close(
    xs: Sequence[float], ys: Sequence[float], boxes: Sequence[Box]
) -> Iterator[tuple[int, int]]:
    """Yield pairs that may overlap, in order: those that share a cell of a grid."""
    cell = _cell(boxes)
    cells: dict[tuple[int, int], list[int]] = {}
    pairs: set[tuple[int, int]] = set()
    for i, (x, y, box) in enumerate(zip(xs, ys, boxes, strict=True)):
        for key in _covered((x, y), box, cell):
            there = cells.setdefault(key, [])
            pairs.update((other, i) for other in there)
            there.append(i)
    yield from sorted(pairs)


def _cell(boxes: Sequence[Box]) -> Box:
    """Return the width and height of cells: those of an average box."""
    wide = 2 * sum(w for w, _ in boxes) / len(boxes)
    return wide, 2 * sum(h for _, h in boxes) / len(boxes)


def _covered(point: Point, box: Box, cell: Box) -> Iterator[tuple[int, int]]:
    """Yield the cells that a box lies in."""
    (x, y), (w, h) = point, box
    rows = range(int((y - h) // cell[1]), int((y + h) // cell[1]) + 1)
    for column in range(int((x - w) // cell[0]), int((x + w) // cell[0]) + 1):
        for row in rows:
            yield column, row


def _settled(
    xs: Sequence[float], ys: Sequence[float], boxes: Sequence[Box]
) -> list[Point]:
    """Return the nearest free place of each box, the largest first."""
    points = list(zip(xs, ys, strict=True))
    placed: list[Placed] = []
    for i in sorted(range(len(boxes)), key=lambda i: (-boxes[i][0] * boxes[i][1], i)):
        points[i] = _nearest(points[i], boxes[i], placed)
        placed.append((*points[i], *boxes[i]))
    return points


def _nearest(point: Point, box: Box, placed: Sequence[Placed]) -> Point:
    """Return the nearest place at which a box covers none that is placed."""
    (x, y), (w, h) = point, box
    step = _STEP
    while True:
        taken = bytearray(_SIDE * _SIDE)
        far = _REACH * step
        for a, b, c, d in placed:
            across, up, wide, high = a - x, b - y, w + c, h + d
            if abs(across) < far + wide and abs(up) < far + high:
                first, end = _covered_steps(across, wide, step)
                row = b"\1" * (end - first)
                for n in range(*_covered_steps(up, high, step)):
                    taken[n * _SIDE + first : n * _SIDE + end] = row
        for n in _nearest_first():
            if not taken[n]:
                up, across = divmod(n, _SIDE)
                return x + (across - _REACH) * step, y + (up - _REACH) * step
        step *= 2


def _covered_steps(middle: float, half: float, step: float) -> tuple[int, int]:
    """Return the first step that lies within a stretch, and the first one beyond."""
    first = floor((middle - half) / step) + 1
    end = ceil((middle + half) / step)
    return max(first + _REACH, 0), min(end + _REACH, _SIDE)


@cache
def _nearest_first() -> list[int]:
    """Return places of the grid, row by row from below, the shortest ways first."""
    reach = range(-_REACH, _REACH + 1)
    ways = ((across, up) for across in reach for up in reach)
    return [
        (up + _REACH) * _SIDE + across + _REACH
        for across, up in sorted(ways, key=lambda way: (way[0] ** 2 + way[1] ** 2, way))
    ]
