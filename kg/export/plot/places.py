"""Where bars and labels go in a panel, so that they can be told apart.

A bar stands anywhere within its true period, or a few points beside a short one; its
label next to it. Of all such places the one that covers the least is taken, figure by
figure, the ones with the least room first.

adjustText (MIT) would place the labels alone, where this places bars with them. On the
15 panels of the shipped figures neither leaves two labels on each other; adjustText
takes 3.5 s for it and this 0.1 s, needs SciPy (113 MB), and stops by the clock, so that
two runs need not give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.export.plot.axes import Frame
from kg.export.plot.marks import Mark
from kg.export.plot.pen import ARROW

if TYPE_CHECKING:
    import numpy as np

SIZE = 7.0
"""Points of the letters of a label, the smallest that can be read in print."""

_HIGH, _WIDE = SIZE * 1.25, SIZE * 0.62
"""A line of DejaVu Sans is so high; its digits and brackets are on average so wide."""

_HALF = 4.0
"""Half the room of a bar with its dot, in points."""

_BARS, _LABELS, _OUTSIDE = 10.0, 20.0, 60.0
"""How bad it is to cover a bar, a label, or to be cut off, where a thin line is 1;
found by trying on the shipped figures, and only their order matters."""

_AWAY = 20.0
"""How bad a point of distance from its own days is for a bar: it may lie beside them
only if it would hide another."""

_UNDER = 4
"""How much worse it is where a bar covers something than where a label does."""

_ASIDE = (0.0, 1.8, -1.8, 3.6, -3.6)
"""Points up or down at which a line of days may lie; lines are 1.2 points wide."""

_BESIDE = (0.0, 3.0, -3.0, 5.5, -5.5, 8.0, -8.0)
"""Points to the side at which a bar of a short period may stand; a bar is 3 wide."""

_TRIES = 15
"""Places that are tried for a bar within a long period."""

_CLEAR = 1.6
"""Points from line to line at which two are seen to be two."""

_LINE = 1.5
"""Half the room of a line of days, in points."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Placement:
    """Where a bar stands, how far its figure is moved up, and its label."""

    at: float
    aside: float
    label: tuple[float, float]


@dataclass
class _Covered:
    """What lies on the panel already: boxes and how bad it is to cover them."""

    frame: Frame
    boxes: list[Box] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    _array: Any = None

    def add(self, box: Box, weight: float, owner: int) -> None:
        self.boxes.append(box)
        self.weights.append(weight)
        self.owners.append(owner)
        self._array = None

    def cost(self, box: Box, owner: int = -1) -> float:
        """Return how much of others a box would cover, and how far it is cut off."""
        import numpy as np

        if self._array is None:
            arrays = (self.boxes, self.weights, self.owners)
            self._array = tuple(map(np.array, arrays))
        boxes, weights, owners = self._array
        inside = _inside(box, self.frame)
        cut = _OUTSIDE * ((box[2] - box[0]) * (box[3] - box[1]) - inside)
        if not self.boxes:
            return cut
        wide = np.minimum(boxes[:, 2], box[2]) - np.maximum(boxes[:, 0], box[0])
        high = np.minimum(boxes[:, 3], box[3]) - np.maximum(boxes[:, 1], box[1])
        area: np.ndarray[Any, Any] = np.clip(wide, 0, None) * np.clip(high, 0, None)
        return cut + float((area * weights * (owners != owner)).sum())


def _inside(box: Box, frame: Frame) -> float:
    wide = min(box[2], frame.width - 2) - max(box[0], 2.0)
    high = min(box[3], frame.height - 2) - max(box[1], 2.0)
    return max(0.0, wide) * max(0.0, high)


def places_of(frame: Frame, marks: Sequence[Mark]) -> list[Placement]:
    """Return the place of each mark."""
    asides = _asides(frame, marks)
    covered = _Covered(frame)
    for n, mark in enumerate(marks):
        for box in _lines(frame, mark, asides[n]):
            covered.add(box, 1.0, n)
    placed: dict[int, Placement] = {}
    narrow = sorted(range(len(marks)), key=lambda n: marks[n].end - marks[n].start)
    for n in narrow:
        at, bar, label = _best(frame, marks[n], covered, n)
        covered.add(bar, _BARS, n)
        covered.add(label, _LABELS, n)
        placed[n] = Placement(at, asides[n], label[:2])
    return [placed[n] for n in range(len(marks))]


def _best(
    frame: Frame, mark: Mark, covered: _Covered, owner: int
) -> tuple[float, Box, Box]:
    """Return where the bar stands, and what it and the label cover."""
    best, least = None, float("inf")
    wide = len(mark.label) * _WIDE
    for far, at in _stands(frame, mark):
        bar = _bar(frame, mark, at)
        cost = covered.cost(bar, owner) * _UNDER + far
        if cost >= least:
            continue
        for rank, (x, y) in enumerate(_beside(frame, mark, bar, wide)):
            label = (x, y, x + wide, y + _HIGH)
            total = cost + rank + covered.cost(label)
            if total < least:
                best, least = (at, bar, label), total
    assert best is not None
    return best


def _asides(frame: Frame, marks: Sequence[Mark]) -> list[float]:
    """Return how far each line of days is moved, so that none hides another."""
    taken: list[tuple[float, float, float]] = []
    asides = []
    for mark in marks:
        left, up = frame.points(mark.start, mark.level)
        right, _ = frame.points(mark.end, mark.level)
        near = [y for x, end, y in taken if x < right and left < end]
        free = (a for a in _ASIDE if all(abs(up + a - y) >= _CLEAR for y in near))
        lined = mark.point is not None or mark.band is None
        asides.append(next(free, 0.0) if lined else 0.0)
        if lined:
            taken.append((left, right, up + asides[-1]))
    return asides


def _stands(frame: Frame, mark: Mark) -> Iterator[tuple[float, float]]:
    """Yield how bad it is to have the bar where, from the middle of the period out.

    Beside a period that is too short for it a bar stands only if it would hide another.
    """
    left, right = (frame.points(x, 0)[0] for x in (mark.start, mark.end))
    middle, room = (left + right) / 2, (right - left) / 2 - _HALF
    if room < 2 * _HALF:
        yield from ((abs(aside) * _AWAY, middle + aside) for aside in _BESIDE)
        return
    step = max(2 * _HALF + 2, 2 * room / _TRIES)
    yield 0.0, middle
    for n in range(1, int(room / step) + 1):
        yield 2.0 * n, middle + n * step
        yield 2.0 * n + 1, middle - n * step


def _bar(frame: Frame, mark: Mark, at: float) -> Box:
    """Return what a figure's bar, arrow and mark cover."""
    ends = [end for end in (mark.low, mark.high, mark.point) if end is not None]
    ups = [frame.points(mark.start, end)[1] for end in ends]
    high = max(ups) + (ARROW if mark.high is None else 3)
    low = min(ups) - (ARROW if mark.low is None else 3)
    return at - _HALF, low, at + _HALF, high


def _beside(
    frame: Frame, mark: Mark, bar: Box, wide: float
) -> Iterator[tuple[float, float]]:
    """Yield where the label may begin, its best places first."""
    up = frame.points(mark.start, mark.level)[1]
    left, low, right, high = bar
    middle = (left + right - wide) / 2
    for y in (up + 2, up - _HIGH - 2):
        yield right, y
        yield left - wide, y
    yield middle, high + 1
    yield middle, low - _HIGH - 1
    for y in (high - _HIGH, low):
        yield right, y
        yield left - wide, y


def _lines(frame: Frame, mark: Mark, aside: float) -> Iterator[Box]:
    """Yield what the lines of a period cover, with its arrows."""
    left, up = frame.points(mark.reach[0], mark.level)
    right, _ = frame.points(mark.reach[1], mark.level)
    left -= ARROW * mark.sides[0]
    right += ARROW * mark.sides[1]
    levels = [frame.points(mark.start, end)[1] for end in mark.band or ()]
    if mark.point is not None or mark.band is None or any(mark.sides) or mark.fuzzy:
        levels.append(up + aside)
    for level in levels:
        yield left, level - _LINE, right, level + _LINE
