"""Draws a figure: its period, bar, printed number, and arrows where an end is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg.export.plot.axes import Frame
from kg.export.plot.marks import Mark

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

_SHAFT = 1.6  # of an arrow, in points
_BAR, _WIDE_BAR = 3, 7  # points; the wide one is for bars that are thin
_PALE, _EDGE = 0.1, 0.55
"""How opaque the area of a period and its edge are: several may lie on each other."""

_HEADS = {(0, 1): "^", (0, -1): "v", (1, 0): ">", (-1, 0): "<"}

_Point = tuple[float, float]


def draw(frame: Frame, mark: Mark, at: float, aside: float) -> None:
    """Draw a figure, its bar ``at`` points along.

    The line of its days is ``aside`` points up, so that it hides no other; all that
    stands for a number is where the number is.
    """
    pen = _Pen(frame, mark)
    pen.band()
    pen.period(aside)
    pen.bar(at)
    pen.arrows(at)
    pen.printed(at)


class _Pen:
    """Draws the parts of one figure, each findable in an SVG by its number."""

    def __init__(self, frame: Frame, mark: Mark) -> None:
        self.frame, self.mark = frame, mark
        self.style = "-" if mark.figure.stands else ":"
        self.number = mark.notes[0]

    def band(self) -> None:
        """Draw what the number usually means, over all its days."""
        from matplotlib.patches import Rectangle

        mark = self.mark
        if mark.band is None:
            return
        low, high = mark.band
        thin = self._up(high) - self._up(low) < _THIN
        band = Rectangle(
            (mark.start, low),
            mark.end - mark.start,
            high - low,
            facecolor=(mark.colour, _PALE),
            edgecolor=(mark.colour, _EDGE),
            linewidth=_LINE if thin else _FINE,
            linestyle=self.style,
            gid=f"band-{self.number}",
        )
        self.frame.axes.add_patch(band)

    def period(self, aside: float) -> None:
        """Draw which days are counted, and that the first or last is not given."""
        mark = self.mark
        left, up = self.frame.points(mark.start, mark.level)
        right, _ = self.frame.points(mark.end, mark.level)
        lined = mark.point is not None or mark.band is None
        up += aside * lined
        if mark.fuzzy:
            reach = [self.frame.points(day, mark.level)[0] for day in mark.reach]
            self._line([(x, up) for x in reach], "fuzzy", lw=_LINE, ls=_DASHES)
        if lined and not (mark.fuzzy and mark.reach == (mark.start, mark.end)):
            caps = "|" if right - left > _SHORT and not mark.fuzzy else ""
            ends = [(left, up), (right, up)]
            self._line(ends, "period", lw=_LINE, marker=caps, ms=5)  # caps of 5 points
        for open_, x, way in zip(mark.sides, (left, right), (-1, 1), strict=True):
            if open_:
                self._arrow((x, up), (way, 0), "open")

    def bar(self, at: float) -> None:
        """Draw what the number usually means."""
        if self.mark.band is not None:
            path = [(at, self._up(end)) for end in self.mark.band]
            thin = path[1][1] - path[0][1] < _THIN
            wide = _WIDE_BAR if thin else _BAR
            self._line(path, "bar", lw=wide, solid_capstyle="butt")

    def arrows(self, at: float) -> None:
        """Draw that there is no upper or no lower bound."""
        low, high = self.mark.low, self.mark.high
        if high is None and low is not None:
            up = self._up(low)
            self._arrow((at, up), (0, 1), "arrow")
        elif low is None and high is not None:
            up = self._up(high)
            self._arrow((at, up), (0, -1), "arrow")

    def printed(self, at: float) -> None:
        """Mark the number that is printed."""
        if self.mark.point is not None:
            face = self.mark.colour if self.mark.figure.stands else "white"
            about = {"marker": "o", "ms": _HEAD, "mfc": face, "ls": ""}
            self._line([(at, self._up(self.mark.point))], "mark", **about)

    def _line(self, path: Sequence[_Point], part: str, **how: Any) -> None:
        xs, ys = zip(*(self.frame.data(*point) for point in path), strict=True)
        given = {"color": self.mark.colour, "ls": self.style, **how}
        gid = f"{part}-{self.number}"
        self.frame.axes.plot(xs, ys, gid=gid, **given)

    def _arrow(self, tail: _Point, way: tuple[int, int], part: str) -> None:
        """Draw an arrow from a point; its head is hollow where the bar is dotted."""
        tip = (tail[0] + way[0] * ARROW, tail[1] + way[1] * ARROW)
        neck = (tip[0] - way[0] * _HEAD, tip[1] - way[1] * _HEAD)
        face = self.mark.colour if self.mark.figure.stands else "white"
        self._line([tail, neck], part, lw=_SHAFT, solid_capstyle="butt")
        middle = ((tip[0] + neck[0]) / 2, (tip[1] + neck[1]) / 2)
        self._line(
            [middle], f"{part}-head", marker=_HEADS[way], ms=_HEAD, mfc=face, ls=""
        )

    def _up(self, number: float) -> float:
        return self.frame.points(self.mark.start, number)[1]
