"""Where bars and lines of days stand in a panel, so that none hides another.

A bar stands anywhere within its true period, or a few points beside a short one; that
of a running count at its last day. Of all such places the one that covers the least is
taken, figure by figure, the ones with the least room first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.export.plot.axes import Frame
from kg.export.plot.boxes import Box
from kg.export.plot.marks import CLAIM, Mark
from kg.export.plot.pen import ARROW

_UNDER = 2.0
"""How bad a square point is that two bars share, where five points aside of the middle
of its days are 1."""

_HALF = 4.0
"""Half the room of a bar with its dot, in points."""

_AWAY = 20.0
"""How bad a point of distance from its own days is for a bar: it may lie beside them
only if it would hide another."""

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


@dataclass(frozen=True)
class Placement:
    """Where a bar stands, how far its figure is moved up, and what both cover.

    ``head`` is the box of the bar with its mark and arrow, ``lines`` those of its days.
    """

    at: float
    aside: float
    head: Box
    lines: tuple[Box, ...]


def places_of(frame: Frame, marks: Sequence[Mark]) -> list[Placement]:
    """Return the place of each mark."""
    asides = _asides(frame, marks)
    placed: dict[int, Placement] = {}
    heads: list[Box] = []
    narrow = sorted(range(len(marks)), key=lambda n: _room(marks[n]))
    for n in narrow:
        best: tuple[float, float, Box] | None = None
        for far, at in _stands(frame, marks[n]):
            box = _head(frame, marks[n], at)
            cost = far + _UNDER * sum(_shared(box, other) for other in heads)
            if best is None or cost < best[0]:
                best = cost, at, box
        assert best is not None
        heads.append(best[2])
        lines = tuple(_lines(frame, marks[n], asides[n]))
        placed[n] = Placement(best[1], asides[n], best[2], lines)
    return [placed[n] for n in range(len(marks))]


def _room(mark: Mark) -> tuple[bool, float]:
    """Return how freely a bar can be placed: bounds give way to claims."""
    return mark.kind != CLAIM, 0.0 if mark.running else mark.end - mark.start


def _shared(a: Box, b: Box) -> float:
    """Return the area that two boxes share."""
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def _asides(frame: Frame, marks: Sequence[Mark]) -> list[float]:
    """Return how far each line of days is moved, so that none hides another."""
    taken: list[tuple[float, float, float]] = []
    asides = []
    for mark in marks:
        left, up = frame.points(mark.start, mark.level)
        right, _ = frame.points(mark.end, mark.level)
        near = [y for x, end, y in taken if x < right and left < end]
        free = (a for a in _ASIDE if all(abs(up + a - y) >= _CLEAR for y in near))
        lined = mark.dated and (mark.point is not None or mark.band is None)
        asides.append(next(free, 0.0) if lined else 0.0)
        if lined:
            taken.append((left, right, up + asides[-1]))
    return asides


def _stands(frame: Frame, mark: Mark) -> Iterator[tuple[float, float]]:
    """Yield how bad it is to have the bar where, from the middle of the period out.

    Beside a period that is too short for it a bar stands only if it would hide another.
    """
    if not mark.dated:
        half = frame.beside / 2 - 2 * _HALF
        yield from ((abs(aside), frame.strip + aside) for aside in _spread(half))
        return
    left, right = (frame.points(x, 0)[0] for x in (mark.start, mark.end))
    if mark.running:
        one = frame.scale  # rather into its days than out of them
        yield from ((abs(far) * _AWAY, right - far * one) for far in _BESIDE)
        return
    middle, room = (left + right) / 2, (right - left) / 2 - _HALF
    if room < 2 * _HALF:
        yield from ((abs(aside) * _AWAY, middle + aside) for aside in _BESIDE)
        return
    for aside in _spread(room):
        yield abs(aside) / 5, middle + aside


def _spread(room: float) -> Iterator[float]:
    """Yield places from a middle out, as far as there is room to each side."""
    step = max(2 * _HALF + 2, 2 * room / _TRIES)
    yield 0.0
    for n in range(1, int(max(room, 0.0) / step) + 1):
        yield n * step
        yield -n * step


def _head(frame: Frame, mark: Mark, at: float) -> Box:
    """Return what a figure's bar, arrow and mark cover."""
    ends = [end for end in (mark.low, mark.high, mark.point) if end is not None]
    ups = [frame.points(mark.start, end)[1] for end in ends or [0.0]]
    arrow, half = ARROW * frame.scale, _HALF * frame.scale
    high = max(ups) + (arrow if mark.high is None else half)
    low = min(ups) - (arrow if mark.low is None else half)
    return at - half, low, at + half, high


def _lines(frame: Frame, mark: Mark, aside: float) -> Iterator[Box]:
    """Yield what the lines of a period cover, with its arrows."""
    if mark.reach is None:
        return
    left, up = frame.points(mark.reach[0], mark.level)
    right, _ = frame.points(mark.reach[1], mark.level)
    left -= ARROW * frame.scale * mark.sides[0]
    right += ARROW * frame.scale * mark.sides[1]
    levels = [frame.points(mark.start, end)[1] for end in mark.band or ()]
    if mark.point is not None or mark.band is None or any(mark.sides) or mark.fuzzy:
        levels.append(up + aside)
    for level in levels:
        yield left, level - _LINE, right, level + _LINE
