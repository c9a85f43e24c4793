"""Draws a number: its period, bar, printed mark, and arrows where an end is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg.export.plot.axes import Frame
from kg.export.plot.marks import CLAIM, DERIVED, Mark
from kg.export.plot.steps import Rise

ARROW = 20.0
"""How long arrows are, in points."""

_THIN = 3.0
"""Points of height below which a bar is drawn wider, to be seen at all."""

_SHORT = 9.0
"""Points below which the caps of a line would be all that one sees of it."""

_HEAD = 5.5
"""Points across of a dot and of an arrow's head: larger than a line, and no more."""

_LINE, _FINE = 1.2, 0.8
"""Widths of lines in points: of what one reads, and of what lies behind it."""

_DASHES = (0, (4, 2))
"""Strokes and gaps, in widths of a line, of days that are only about right."""

_BROKEN = (0, (3, 2))
"""Strokes and gaps of a bound that no source prints."""

_SHAFT = 1.6  # of an arrow, in points
_BAR, _WIDE_BAR = 3, 7  # points; the wide one is for bars that are thin
_PALE, _EDGE = 0.1, 0.55
"""How opaque the area of a period and its edge are: several may lie on each other."""

_RUNNING = 0.35
"""How opaque the days of a running count are: its steps and its last day tell more."""

_HEADS = {(0, 1): "^", (0, -1): "v", (1, 0): ">", (-1, 0): "<"}

_Point = tuple[float, float]


def draw(frame: Frame, mark: Mark, at: float, aside: float) -> None:
    """Draw a number, its bar ``at`` points along.

    The line of its days is ``aside`` points up, so that it hides no other; all that
    stands for a number is where the number is.
    """
    pen = _Pen(frame, mark)
    if mark.dated:
        pen.band()
        pen.period(aside)
    pen.bar(at)
    pen.arrows(at)
    pen.printed(at)


def draw_step(frame: Frame, step: Rise) -> None:
    """Draw that a count runs on: level up to the next last day, and then up."""
    pen = _Pen(frame, step.after)
    (x, y), (along, up) = (
        frame.points(mark.end, mark.level) for mark in (step.before, step.after)
    )
    how = {"lw": _LINE * frame.scale, "ls": "-", "solid_joinstyle": "miter"}
    pen.line([(x, y), (along, y), (along, up)], "step", **how)


class _Pen:
    """Draws the parts of one number, each findable in an SVG by its name."""

    def __init__(self, frame: Frame, mark: Mark) -> None:
        self.frame, self.mark = frame, mark
        self.style: Any = "-" if mark.stands else ":"
        if mark.kind == DERIVED:
            self.style = _BROKEN
        self.scale, self.colour = frame.scale, mark.look.colour
        self.face = self.colour if mark.stands and mark.kind == CLAIM else "white"

    def band(self) -> None:
        """Draw what the number usually means, over all its days."""
        from matplotlib.patches import Rectangle

        mark, claim = self.mark, self.mark.kind == CLAIM
        explained = mark.point is not None or not claim  # by a line, or by its label
        if mark.band is None or (mark.running and explained):
            return
        low, high = mark.band
        thin = self._up(high) - self._up(low) < _THIN
        band = Rectangle(
            (mark.start, low),
            mark.end - mark.start,
            high - low,
            facecolor=(self.colour, _PALE if claim else 0.0),
            edgecolor=(self.colour, 0.0 if mark.running else _EDGE),
            linewidth=(_LINE if thin else _FINE) * self.scale,
            linestyle=self.style,
            gid=f"band-{mark.name}",
        )
        self.frame.axes.add_patch(band)

    def period(self, aside: float) -> None:
        """Draw which days are counted, and that the first or last is not given."""
        mark = self.mark
        left, up = self.frame.points(mark.start, mark.level)
        right, _ = self.frame.points(mark.end, mark.level)
        lined = mark.point is not None or mark.band is None
        up += aside * lined
        wide = _LINE * self.scale
        if mark.fuzzy:
            reach = [self.frame.points(day, mark.level)[0] for day in mark.reach or ()]
            self.line([(x, up) for x in reach], "fuzzy", lw=wide, ls=_DASHES)
        if lined and not (mark.fuzzy and mark.reach == (mark.start, mark.end)):
            caps = "|" if right - left > _SHORT and not mark.fuzzy else ""
            ends, size = [(left, up), (right, up)], 5 * self.scale  # caps of 5 points
            faint = _RUNNING if mark.running and mark.stands else 1.0
            self.line(ends, "period", lw=wide, marker=caps, ms=size, alpha=faint)
        for open_, x, way in zip(mark.sides, (left, right), (-1, 1), strict=True):
            if open_:
                self._arrow((x, up), (way, 0), "open")

    def bar(self, at: float) -> None:
        """Draw what the number usually means."""
        if self.mark.band is None:
            return
        path = [(at, self._up(end)) for end in self.mark.band]
        thin = path[1][1] - path[0][1] < _THIN
        wide = (_WIDE_BAR if thin else _BAR) * self.scale
        if self.mark.kind != CLAIM:  # between two caps, as of no printed number
            cap = {"marker": "_", "ms": _HEAD * 1.6 * self.scale, "mew": _LINE}
            self.line(path, "bar", lw=_LINE * self.scale, **cap)
        else:
            self.line(path, "bar", lw=wide, solid_capstyle="butt")

    def arrows(self, at: float) -> None:
        """Draw that there is no upper or no lower bound."""
        low, high = self.mark.low, self.mark.high
        if high is None and low is not None:
            self._arrow((at, self._up(low)), (0, 1), "arrow")
        elif low is None and high is not None:
            self._arrow((at, self._up(high)), (0, -1), "arrow")

    def printed(self, at: float) -> None:
        """Mark the number that is printed."""
        mark = self.mark
        if mark.point is not None:
            size = _HEAD * self.scale * (1.5 if mark.look.shape == "*" else 1.0)
            how = {"marker": mark.look.shape, "ms": size, "mfc": self.face, "ls": ""}
            self.line([(at, self._up(mark.point))], "mark", **how)

    def line(self, path: Sequence[_Point], part: str, **how: Any) -> None:
        """Draw a line through points of the panel."""
        xs, ys = zip(*(self.frame.data(*point) for point in path), strict=True)
        given = {"color": self.colour, "ls": self.style, **how}
        gid = f"{part}-{self.mark.name}"
        self.frame.axes.plot(xs, ys, gid=gid, **given)

    def _arrow(self, tail: _Point, way: tuple[int, int], part: str) -> None:
        """Draw an arrow from a point; its head is hollow where the bar is dotted."""
        long, head = ARROW * self.scale, _HEAD * self.scale
        tip = (tail[0] + way[0] * long, tail[1] + way[1] * long)
        neck = (tip[0] - way[0] * head, tip[1] - way[1] * head)
        shaft = _SHAFT * self.scale
        self.line([tail, neck], part, lw=shaft, solid_capstyle="butt")
        middle = ((tip[0] + neck[0]) / 2, (tip[1] + neck[1]) / 2)
        how = {"marker": _HEADS[way], "ms": head, "mfc": self.face, "ls": ""}
        self.line([middle], f"{part}-head", **how)

    def _up(self, number: float) -> float:
        return self.frame.points(self.mark.start, number)[1]
