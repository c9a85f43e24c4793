"""The sheet of paper: panels one below the other, and what explains them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.export.network.drawing import channels
from kg.export.plot.axes import Frame
from kg.export.plot.boxes import Box
from kg.export.plot.colours import Look
from kg.export.plot.labels import Label
from kg.export.plot.legend import LegendEntry
from kg.export.plot.letters import HIGH, width, wrapped
from kg.export.plot.marks import BOUNDS, CLAIM, Mark
from kg.export.plot.modes import Mode
from kg.export.plot.panel import Laid, frame_width, framed, joined, wanted_of
from kg.export.plot.pen import draw, draw_step
from kg.export.plot.places import places_of
from kg.export.plot.room import LabelWanted, leader

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

_INCH = 72  # points
_EDGE = 14.0
"""Points from the edge of the sheet to what is on it."""

_LINE, _TICKS, _GAP = 1.35, 30.0, 14.0
"""From line to line, in sizes of letters; points below a frame, and between panels."""

_BELOW_TITLE = 4  # points
_AFTER_SWATCH = 1.8
"""From the left of a mark in the legend to the name beside it, in sizes of letters."""

_COLUMNS = 2
"""So many names of claimants stand beside each other."""

_TINT = 0.14
"""How much of a claimant's colour is behind a label, in parts of 1."""

_THREAD: dict[str, Any] = {"color": "#8a8a8a", "lw": 0.6, "zorder": 2.4}
"""The line from a mark to its label: in nobody's colour, or it would seem a number."""

_LEADER = 5.0
"""Points between a mark and its label from which on a line joins them."""

_INK, _FAINT, _ODD = "#222222", "#595959", "#222222"


@dataclass(frozen=True)
class Surround:
    """What is written on a sheet around its panels.

    ``head`` is its heading, ``titles`` those of its panels, ``sources`` what is named
    once for many labels of each, ``legend`` who has which colour, and ``below`` the
    lines that explain it.
    """

    head: str
    titles: tuple[str, ...]
    sources: tuple[tuple[tuple[Look, str], ...], ...]
    legend: tuple[LegendEntry, ...] = ()
    below: tuple[str, ...] = ()

    def lines(self, mode: Mode) -> tuple[list[str], list[list[str]], list[str]]:
        """Return the heading, the titles and the explanations as lines of a sheet."""
        room = mode.width - 2 * _EDGE
        return (
            wrapped(self.head, room, mode.head, bold=True),
            [wrapped(title, room, mode.title) or [""] for title in self.titles],
            [line for each in self.below for line in wrapped(each, room, mode.text)],
        )

    def around(self, mode: Mode) -> float:
        """Return how high all is but the frames of the panels, in points."""
        head, titles, below = self.lines(mode)
        rows = sum(_rows(row, mode) for row in _columns(self.legend)) + len(below)
        for look, source in (pair for pairs in self.sources for pair in pairs):
            rows += _rows([LegendEntry(_unnamed(source), look)], mode, columns=1)
        each = _BELOW_TITLE + _ticks(mode) + _GAP
        lines = len(head) * mode.head + sum(map(len, titles)) * mode.title
        return (
            2 * _EDGE
            + (lines + rows * mode.text) * _LINE
            + len(titles) * each
            + 1.5 * _GAP
        )


@dataclass
class _Sheet:
    """A sheet that is written from the top; it knows how far down it is."""

    canvas: Canvas
    mode: Mode
    height: float
    down: float = field(default=_EDGE)

    def write(self, x: float, down: float, words: str, size: float, **how: Any) -> None:
        """Write words at a place, in points from the upper left."""
        at = x / self.mode.width, 1 - down / self.height
        self.canvas.text(*at, words, size=size, **{"color": _INK, "va": "top", **how})

    def line(self, words: str, size: float, **how: Any) -> None:
        """Write one line below the last."""
        self.write(_EDGE, self.down, words, size, **how)
        self.down += size * _LINE

    def entries(self, row: Sequence[LegendEntry], columns: int = _COLUMNS) -> None:
        """Write names beside each other, each with the mark of a claimant before it."""
        top, size = self.down, self.mode.text
        for column, entry in enumerate(row):
            self.down = top
            left = _EDGE + column * (self.mode.width - 2 * _EDGE) / columns
            middle = (left + size / 2, self.down + size * 0.5)
            about: dict[str, Any] = {"marker": entry.look.shape, "ms": size * 0.75}
            about["color"] = entry.look.colour
            self.join(middle, middle, ls="", gid="swatch", **about)
            for line in _name_lines(entry, self.mode, columns):
                self.write(left + size * _AFTER_SWATCH, self.down, line, size)
                self.down += size * _LINE
        self.down = top + _rows(row, self.mode, columns=columns) * size * _LINE

    def join(self, a: tuple[float, float], b: tuple[float, float], **how: Any) -> None:
        """Draw a line between places, in points from the upper left."""
        from matplotlib.lines import Line2D

        xs, ys = zip(a, b, strict=True)
        across = [x / self.mode.width for x in xs]
        up = [1 - y / self.height for y in ys]
        self.canvas.add_artist(Line2D(across, up, **how))

    def frame(self, marks: Sequence[Mark], height: float) -> Frame:
        """Add the frame of a panel of a height."""
        mode = self.mode
        self.down += height
        place = mode.left / mode.width, 1 - self.down / self.height
        size = frame_width(mode) / mode.width, height / self.height
        axes = self.canvas.add_axes((*place, *size))
        axes.grid(axis="y", alpha=0.3, linewidth=0.6)  # fainter than what is drawn
        axes.set_axisbelow(True)
        axes.tick_params(labelsize=mode.text, colors=_INK)
        axes.spines[["top", "right"]].set_visible(False)
        return framed(axes, marks, mode, height)


def draw_sheet(page: Surround, panels: Sequence[Laid], mode: Mode) -> Canvas:
    """Return a picture of panels, with what is written around them."""
    from matplotlib.figure import Figure as Canvas

    head, titles, below = page.lines(mode)
    height = page.around(mode) + sum(panel.height for panel in panels)
    height = max(height, mode.sheet(height))
    canvas = Canvas(figsize=(mode.width / _INCH, height / _INCH), dpi=_INCH)
    sheet = _Sheet(canvas, mode, height)
    for line in head:
        sheet.line(line, mode.head, weight="bold")
    for title, sources, laid in zip(titles, page.sources, panels, strict=True):
        sheet.down += _GAP
        for line in title:
            sheet.line(line, mode.title)
        for look, source in sources:
            sheet.entries([LegendEntry(_unnamed(source), look)], columns=1)
        sheet.down += _BELOW_TITLE
        _fill(sheet, laid)
    sheet.down += _GAP
    _explain(sheet, page.legend)
    for line in below:
        sheet.line(line, mode.text, color=_FAINT)
    return canvas


def _fill(sheet: _Sheet, laid: Laid) -> None:
    """Draw the marks of a panel, what joins them, and their labels."""
    panel, mode = laid.panel, sheet.mode
    frame = sheet.frame(panel.marks, laid.height)
    foot = sheet.down
    places = places_of(frame, panel.marks)
    for step in panel.steps:
        draw_step(frame, step)
    for mark, place in zip(panel.marks, places, strict=True):
        draw(frame, mark, place.at, place.aside)
    for ends, sign in joined(frame, panel, places):
        a, b = ((mode.left + x, foot - y) for x, y in ends)
        _odd(sheet, a, b, sign=sign)
    wanted = wanted_of(frame, panel, places)
    for n, (mark, box) in enumerate(zip(panel.marks, laid.boxes, strict=True)):
        if box is not None:
            _label(sheet, foot, mark, laid.labels[n], (box, wanted[n]))
    sheet.down += _ticks(mode)


def _odd(
    sheet: _Sheet, a: tuple[float, float], b: tuple[float, float], *, sign: bool
) -> None:
    """Draw that two numbers cannot both be true, with a ``sign`` on the line."""
    size = sheet.mode.label
    how: dict[str, Any] = {"color": _ODD, "lw": 0.9, "ls": (0, (1, 1.5)), "zorder": 2.5}
    sheet.join(a, b, gid="odd", **how)
    if not sign:
        return
    middle = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
    ground = {"boxstyle": "circle,pad=0.12", "fc": "white", "ec": _ODD, "lw": 0.8}
    about: dict[str, Any] = {
        "ha": "center",
        "va": "center",
        "weight": "bold",
        "zorder": 3.5,
    }
    sheet.write(*middle, "\u2260", size, bbox=ground, gid="odd-sign", **about)


def _label(
    sheet: _Sheet, foot: float, mark: Mark, label: Label, at: tuple[Box, LabelWanted]
) -> None:
    """Write a label in its box, and join it to its mark."""
    from matplotlib.patches import Rectangle

    (box, wanted), mode = at, sheet.mode
    left, right = mode.left + box[0], mode.left + box[2]
    place = left / mode.width, 1 - (foot - box[1]) / sheet.height
    size = (box[2] - box[0]) / mode.width, (box[3] - box[1]) / sheet.height
    ground = Rectangle(place, *size, zorder=2.6, gid="ground", **_ground(mark, mode))
    sheet.canvas.add_artist(ground)
    start, end = leader(box, wanted)
    if abs(start[0] - end[0]) + abs(start[1] - end[1]) > _LEADER * mode.scale:
        ends = [(mode.left + x, foot - y) for x, y in (start, end)]
        sheet.join(*ends, gid=f"leader-{mark.name}", **_THREAD)
    ink = _INK if mark.kind == CLAIM else BOUNDS
    leftward = (box[0] + box[2]) / 2 < wanted.anchor[0]  # its lines end at its mark
    side = label.indent / 2
    for n, line in enumerate(label.lines):
        x = right - side - label.wide(line) if leftward else left + side
        y = foot - box[3] + (n + 0.8) * label.size * HIGH  # letters stand on this line
        for words, bold in line:
            lettered = words.lstrip()
            wide = width(words, label.size, bold=bold)
            x += wide - width(lettered, label.size, bold=bold)
            weight = "bold" if bold else "normal"
            how: dict[str, Any] = {"va": "baseline", "weight": weight, "color": ink}
            gid = f"label-{mark.name}"
            sheet.write(x, y, lettered, label.size, gid=gid, zorder=3, **how)
            x += width(lettered, label.size, bold=bold)


def _ground(mark: Mark, mode: Mode) -> dict[str, Any]:
    """Return what is behind a label: a breath of the colour of its claimant.

    It is so opaque that words can be read over lines that still show. What does not
    stand has an edge in its place.
    """
    if mark.kind != CLAIM or (mode.ink and mark.stands):
        return {"facecolor": "white", "alpha": 0.8, "linewidth": 0}
    colour = mark.look.colour
    if not mark.stands:
        edge = {"edgecolor": colour, "linewidth": 0.6, "linestyle": ":"}
        return {"facecolor": "white", "alpha": 0.85, **edge}
    return {"facecolor": _pale(colour), "alpha": 0.88, "linewidth": 0}


def _pale(colour: str) -> str:
    """Return a colour as it is on white paper, hardly there."""
    mixed = (255 - (255 - part) * _TINT for part in channels(colour))
    return "#" + "".join(f"{round(part):02x}" for part in mixed)


def _explain(sheet: _Sheet, legend: Sequence[LegendEntry]) -> None:
    """Write who has which colour and mark, in columns."""
    for row in _columns(legend):
        sheet.entries(row)
    sheet.down += _GAP / 2


def _unnamed(source: str) -> str:
    return f"wherever nobody is named: {source}"


def _rows(row: Sequence[LegendEntry], mode: Mode, *, columns: int = _COLUMNS) -> int:
    """Return how many lines names beside each other take."""
    return max(len(_name_lines(entry, mode, columns)) for entry in row)


def _name_lines(entry: LegendEntry, mode: Mode, columns: int) -> list[str]:
    room = (mode.width - 2 * _EDGE) / columns - (_AFTER_SWATCH + 1) * mode.text
    return wrapped(entry.name, room, mode.text) or [""]


def _columns(legend: Sequence[LegendEntry]) -> list[Sequence[LegendEntry]]:
    return [legend[n : n + _COLUMNS] for n in range(0, len(legend), _COLUMNS)]


def _ticks(mode: Mode) -> float:
    return _TICKS * mode.text / 8  # two lines below a frame, at the size of a screen
