"""Room for labels: near their marks, on no other label, on no mark, and on the sheet.

Every place of a grid is tried for each label, and the best is taken: near its own mark
and nearer to it than to any other, where little lies beneath. Then each label is tried
again with all others in place, until none moves. It is the same on every machine.

adjustText (MIT) pushes labels away from each other until its time is up: two runs need
not give the same bytes, and labels may still lie on each other. It needs SciPy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.export.plot.boxes import Box, crossed, distance, shared, touched, wider

if TYPE_CHECKING:
    from kg.export.plot.boxes import Array

GAP = 2.0
"""Points left free around a label, and between it and its mark."""

_STEP = (9.0, 4.5)
"""Points from one place of the grid to the next, along and up."""

_OWN, _REACH = 10.0, 250.0
"""Points around a mark that are for its own label, and how far that is at most."""

_BENEATH = 0.2
"""How bad a square point of a line beneath a label is; a point of distance is 1."""

_CLOSER = 1.5
"""How bad each point is by which another mark is closer to a label than its own."""

_CROSSED, _THROUGH, _OVER = 60.0, 400.0, 25.0
"""How bad a line to a label is that crosses another such, a label, or a mark; found by
looking at pictures, and only their order matters."""

_NEAREST = 1000
"""So many of the best places are looked at first, and all only if they are taken."""

_CHUNK, _BEST = 8, 80
"""So many of the places that are good by themselves are held against the lines at a
time, and at most."""

_EVEN = 6
"""Decimals of how bad places are, beyond which they are the same."""

_ROUNDS, _AGAIN = 3, 6
"""How often others make room, and how often all are tried again each time, at most."""

_NONE, _DEAR = 10_000.0, 25.0
"""How bad it is to have no room, and from when on others make room for a label."""

_POOR = 180.0
"""How bad a label is on average from when on another order is tried."""

_NEAR = 90.0
"""Points to the side within which marks crowd each other; up and down half of it."""

_MANY = 40
"""More labels are placed once, in a coarser grid: all else takes many seconds."""

_HELPED = 15
"""For so many labels, those with the worst places, others make room."""

_TRIED, _APART, _MOVED = 6, 9, 3
"""So many places are tried for such a label, each so many places worse than the last,
and so many others move at most."""

_ALONG = 12
"""Points of a line to a label at which it is looked what it crosses."""


@dataclass(frozen=True)
class LabelWanted:
    """The sizes that a label may have, and the box and the middle of its mark."""

    sizes: tuple[tuple[float, float], ...]
    head: Box
    anchor: tuple[float, float]


def rooms_of(
    wanted: Sequence[LabelWanted],
    lines: Sequence[Box],
    size: tuple[float, float],
    *,
    blocked: Sequence[Box] = (),
    scale: float = 1.0,
) -> list[Box | None]:
    """Return a box for each label within a width and height, ``None`` without room.

    ``lines`` are boxes that may lie beneath labels if need be, ``blocked`` such as may
    not, no more than marks; ``scale`` is how much larger all is than on a screen. Right
    beside a mark only its own label stands, or one whose own mark is no farther: nobody
    takes it for that of another.
    """
    if not wanted:
        return []
    boxes = [label.head for label in wanted], lines, blocked
    search = _Search(wanted, boxes, size, scale)
    search.settle(search.crowded())
    if search.total > _POOR * len(wanted):
        other = _Search(wanted, boxes, size, scale)
        other.settle(other.leftmost())
        search = min(search, other, key=lambda each: each.total)
    return [None if box is None else _as_box(box) for box in search.placed]


def _as_box(box: Array) -> Box:
    left, low, right, high = map(float, box)
    return left, low, right, high


def leader(
    box: Box, label: LabelWanted
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the two ends of the line from a mark to its label."""
    x, y = label.anchor
    end = min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])
    return (x, y), end


class _Search:
    """Labels that are being placed, and what is in their way."""

    def __init__(
        self,
        wanted: Sequence[LabelWanted],
        boxes: tuple[Sequence[Box], ...],
        size: tuple[float, float],
        scale: float,
    ) -> None:
        import numpy as np

        heads, lines, blocked = boxes
        self.wanted, self.size, self.scale = wanted, size, scale
        self.coarse = scale if len(wanted) <= _MANY else 2 * scale
        self.placed: list[Array | None] = [None] * len(wanted)
        self.joins: list[Array | None] = [None] * len(wanted)
        self.costs = [_NONE] * len(wanted)
        self.heads = np.array(heads).reshape(-1, 4)
        self.blocked = np.array([*heads, *blocked]).reshape(-1, 4)
        self.lines = np.array(lines).reshape(-1, 4)
        self.along = np.linspace(0, 1, _ALONG)[None, :, None]
        self._tried: dict[int, tuple[Array, Array]] = {}

    @property
    def total(self) -> float:
        """How bad all places are together."""
        return sum(map(self.cost, range(len(self.wanted))))

    def crowded(self) -> list[int]:
        """Return labels in an order: the more marks are near one, the earlier."""
        middles = [label.anchor for label in self.wanted]

        def near(n: int) -> int:
            x, y = middles[n]
            return sum(
                abs(x - a) < _NEAR and abs(y - b) < _NEAR / 2 for a, b in middles
            )

        return sorted(range(len(middles)), key=lambda n: (-near(n), n))

    def leftmost(self) -> list[int]:
        """Return labels from left to right."""
        return sorted(range(len(self.wanted)), key=lambda n: self.wanted[n].anchor)

    def settle(self, order: Sequence[int]) -> None:
        """Place labels one by one, and again until none moves."""
        for n in order:
            self.place(n)
        for _ in range(_ROUNDS if len(order) <= _MANY else 0):
            costs = {n: self.cost(n) for n in self._rest(order)}
            dearest = sorted(order, key=lambda n: -costs[n])
            dear = [n for n in dearest[:_HELPED] if costs[n] > _DEAR]
            if not sum(self.make_room(n) for n in dear):  # all of them, not any
                break
        self._rest(order)

    def _rest(self, order: Sequence[int]) -> Sequence[int]:
        """Place labels again until none moves, or often enough; return the order."""
        for _ in range(_AGAIN if len(order) <= _MANY else 1):
            if not sum(self.place(n) for n in order):
                break
        return order

    def place(self, n: int) -> bool:
        """Put a label where it is best, and tell whether it moved."""
        import numpy as np

        before, self.placed[n] = self.placed[n], None
        self.costs[n] = _NONE
        boxes, costs = self._alone(n)
        others = self._boxes(self._others())
        for kept in (_NEAREST, len(boxes)):
            free = np.arange(min(kept, len(boxes)))
            if len(others) and len(free):
                taken = shared(wider(boxes[free], GAP), others).any(axis=1)
                free = free[~taken]
            if len(free):
                least = self._least(n, free[:_BEST])
                self._put(n, boxes[least], float(costs[least]))
                return before is None or bool((before != self.placed[n]).any())
        return before is not None

    def _least(self, n: int, free: Array) -> int:
        """Return which of some places, the best first, is the best with its line.

        A place that is worse by itself than another with its line is not looked at.
        """
        import numpy as np

        boxes, costs = self._alone(n)
        least, known = int(free[0]), float("inf")
        for first in range(0, len(free), _CHUNK):
            some = free[first : first + _CHUNK]
            if costs[some[0]] >= known:
                break
            lined = (costs[some] + self._crossing(n, boxes[some])).round(_EVEN)
            best = int(np.argmin(lined))
            if lined[best] < known:
                least, known = int(some[best]), float(lined[best])
        return least

    def make_room(self, n: int) -> bool:
        """Try to put a label where others are, and those elsewhere.

        It stays so if all of them are better off together; tells whether it did.
        """
        boxes, costs = self._alone(n)
        known = self.cost(n)
        near = slice(None, _TRIED * _APART, _APART)
        for box, cost in zip(boxes[near], costs[near], strict=True):
            if cost >= known:
                return False
            there = [m for m in self._others() if m != n]
            taken = shared(wider(box[None], GAP), self._boxes(there))[0] > 0
            away = [m for m, taken_ in zip(there, taken, strict=True) if taken_]
            if len(away) > _MOVED:
                continue
            before = list(self.placed), list(self.costs), list(self.joins)
            moved = (n, *away)
            total = sum(map(self.cost, moved))
            for m in away:
                self.placed[m] = None
            self._put(n, box, float(cost))
            for m in away:
                self.place(m)
            if sum(map(self.cost, moved)) < total - 1:
                return True
            self.placed, self.costs, self.joins = before
        return False

    def _alone(self, n: int) -> tuple[Array, Array]:
        """Return all places for a label, the best first, and how bad each is."""
        import numpy as np

        if n in self._tried:
            return self._tried[n]
        label = self.wanted[n]
        boxes = np.concatenate([self._grid_of(label.head, s) for s in label.sizes])
        free = shared(wider(boxes, GAP / 2), self.blocked).sum(axis=1) == 0
        boxes = boxes[free]
        own = distance(boxes, np.array([label.head]))[:, 0]
        costs = own + _BENEATH * shared(boxes, self.lines).sum(axis=1)
        if len(self.heads) > 1:
            rest = distance(boxes, np.delete(self.heads, n, axis=0)).min(axis=1)
            costs = costs + _CLOSER * np.maximum(own + GAP - rest, 0)
            kept = (rest >= _OWN * self.scale) | (own <= rest)
            boxes, costs = boxes[kept], costs[kept]
        middle = (boxes[:, 1] + boxes[:, 3]) / 2
        costs = costs + 0.02 * np.abs(middle - label.anchor[1])
        costs = costs.round(_EVEN)  # or a machine's last digit would choose
        order = np.argsort(costs, kind="stable")
        self._tried[n] = boxes[order], costs[order]
        return self._tried[n]

    def _grid_of(self, head: Box, size: tuple[float, float]) -> Array:
        """Return boxes of a size all over the sheet, from right beside a mark out."""
        import numpy as np

        xs, ys = (self._grid(a, head, size[a], self.size[a]) for a in (0, 1))
        left, low = (grid.ravel() for grid in np.meshgrid(xs, ys))
        return np.stack([left, low, left + size[0], low + size[1]], axis=1)

    def _grid(self, axis: int, head: Box, size: float, most: float) -> Array:
        import numpy as np

        step, low, high = _STEP[axis] * self.coarse, head[axis], head[axis + 2]
        middle, far = (low + high - size) / 2, _REACH * self.scale
        first, last = max(GAP, low - size - far), min(most - size - GAP, high + far)
        after = np.arange(high + GAP, most - size - GAP, step)
        before = np.arange(low - GAP - size, GAP, -step)
        inside = (
            np.arange(middle, high + GAP, step),
            np.arange(middle, low - size, -step),
        )
        every = np.concatenate([*inside, after, before])
        every = every[(every >= first) & (every <= last)]
        return np.unique(every.round(2))

    def cost(self, n: int) -> float:
        """Return how bad the place of a label is, with all others where they are."""
        box = self.placed[n]
        if box is None:
            return _NONE
        return self.costs[n] + float(self._crossing(n, box[None])[0])

    def _put(self, n: int, box: Array, cost: float) -> None:
        self.placed[n], self.costs[n] = box, cost
        self.joins[n] = self._paths(n, box[None])[0]

    def _others(self) -> list[int]:
        """Return which labels have a place."""
        return [m for m, other in enumerate(self.placed) if other is not None]

    def _boxes(self, labels: Sequence[int]) -> Array:
        import numpy as np

        return np.array([self.placed[m] for m in labels]).reshape(-1, 4)

    def _crossing(self, n: int, boxes: Array) -> Array:
        """Return, by place, how bad the lines to a label are, and those beneath it."""
        import numpy as np

        paths = self._paths(n, boxes)
        rest = np.delete(self.heads, n, axis=0)
        cost: Array = _OVER * touched(paths, rest).sum(axis=1)
        others = [m for m in self._others() if m != n]
        if not others:
            return cost
        lines = np.array([self.joins[m] for m in others])
        cost = cost + _THROUGH * touched(paths, self._boxes(others)).sum(axis=1)
        cost = cost + _THROUGH * touched(lines, boxes).sum(axis=0)
        cost = cost + _CROSSED * crossed(paths, lines).sum(axis=1)
        return cost

    def _paths(self, n: int, boxes: Array) -> Array:
        """Return the points of the lines from a mark to places for its label."""
        import numpy as np

        start = np.array(self.wanted[n].anchor)
        ends = np.minimum(np.maximum(start, boxes[:, :2]), boxes[:, 2:])
        paths: Array = start + (ends[:, None, :] - start) * self.along
        return paths
