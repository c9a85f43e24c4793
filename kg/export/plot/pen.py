"""Draws a figure: its period, bar, printed number, and arrows where an end is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg.export.plot.axes import Frame
from kg.export.plot.marks import Mark

ARROW = 20.0
"""How long arrows are, in points."""

_THIN, _SHORT, _HEAD = 3.0, 9.0, 5.5
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
            facecolor=(mark.colour, 0.1),
            edgecolor=(mark.colour, 0.55),
            linewidth=1.2 if thin else 0.8,
            linestyle=self.style,
            gid=f"band-{self.number}",
        )
        self.frame.axes.add_patch(band)

    def period(self, aside: float) -> None:
        """Draw which days are counted, and that the first or last is not given."""
        mark = self.mark
        left, up = self.frame.points(mark.start, mark.level)
        right, _ = self.frame.points(mark.end, mark.level)
        if mark.point is not None or mark.band is None:
            up += aside
            caps = "|" if right - left > _SHORT else ""
            self._line([(left, up), (right, up)], "period", lw=1.2, marker=caps, ms=5)
        for open_, x, way in zip(mark.sides, (left, right), (-1, 1), strict=True):
            if open_:
                self._arrow((x, up), (way, 0), "open")

    def bar(self, at: float) -> None:
        """Draw what the number usually means."""
        if self.mark.band is not None:
            path = [(at, self._up(end)) for end in self.mark.band]
            thin = path[1][1] - path[0][1] < _THIN
            wide = 7 if thin else 3
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
            about = {"marker": "o", "ms": 5.5, "mfc": face, "ls": ""}
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
        self._line([tail, neck], part, lw=1.6, solid_capstyle="butt")
        middle = ((tip[0] + neck[0]) / 2, (tip[1] + neck[1]) / 2)
        self._line(
            [middle], f"{part}-head", marker=_HEADS[way], ms=_HEAD, mfc=face, ls=""
        )

    def _up(self, number: float) -> float:
        return self.frame.points(self.mark.start, number)[1]
