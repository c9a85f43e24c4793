"""The sheet of paper: panels one below the other, and what explains them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from kg.export.plot.axes import Frame, set_days, set_numbers
from kg.export.plot.legend import LegendEntry, captions, entries
from kg.export.plot.marks import Mark
from kg.export.plot.pen import draw
from kg.export.plot.places import SIZE, places_of
from kg.figures.figure import Figure
from kg.figures.view.model import FiguresView, Section
from kg.figures.view.words import section_title, view_title

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

_INCH = 72  # points
WIDTH = 10.0 * _INCH
"""Ten inches: a landscape page between its margins, and what most screens show."""

_LEFT, _RIGHT, _EDGE = 78.0, 18.0, 14.0
"""Margins in points: numbers such as "1.2 million" stand at the left of a frame."""

_HEAD, _TITLE, _TEXT = 13.0, 11.0, 8.0
"""Points of the letters of the heading, of a panel's title and of all else."""

_LINE, _TICKS, _GAP = 1.35, 30.0, 16.0
"""From line to line, in sizes of letters; points below a frame, and between panels."""

_BELOW_TITLE = 4  # points
_LOW, _HIGH, _EACH = 170.0, 340.0, 6.0
"""Points of height of a panel: at least, at most, for each figure after the fourth."""

_PER_LINE = 150
"""Letters of the size of text that fit on a line of the sheet."""

_SWATCH, _AFTER_SWATCH = 14, 20
"""Points: how wide a block of colour is, and where the name beside it begins."""

_GROUND = {"facecolor": "white", "alpha": 0.75, "pad": 0.4, "linewidth": 0}
"""What is behind a label: so opaque that it can be read over lines that still show."""

_INK, _FAINT = "#222222", "#666666"


@dataclass(frozen=True)
class Panel:
    """A section and the marks of its figures."""

    section: Section
    marks: tuple[Mark, ...]

    @property
    def height(self) -> float:
        """How high its frame is, in points: higher for many figures, up to a limit."""
        return min(_HIGH, _LOW + _EACH * max(0, len(self.marks) - 4))  # four fit


class _Sheet:
    """A sheet that is written from the top; it knows how far down it is."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        self.canvas, self.height, self.down = canvas, height, _EDGE

    def text(self, words: str, size: float, *, left: float = _EDGE, **how: Any) -> None:
        """Write one line."""
        x, y = left / WIDTH, 1 - self.down / self.height
        self.canvas.text(x, y, words, size=size, va="top", **{"color": _INK, **how})
        self.down += size * _LINE

    def frame(self, height: float) -> Frame:
        """Add a panel of a height."""
        width = WIDTH - _LEFT - _RIGHT
        self.down += height
        bottom = 1 - self.down / self.height
        share = (_LEFT / WIDTH, bottom, width / WIDTH, height / self.height)
        axes = self.canvas.add_axes(share)
        axes.grid(axis="y", alpha=0.3, linewidth=0.6)  # fainter than what is drawn
        axes.set_axisbelow(True)
        axes.tick_params(labelsize=_TEXT, colors=_INK)
        axes.spines[["top", "right"]].set_visible(False)
        self.down += _TICKS
        return Frame(axes, width, height)

    def swatch(self, colour: str, left: float) -> None:
        """Paint a small block of colour before the line that comes next."""
        from matplotlib.patches import Rectangle

        bottom = 1 - (self.down + _TEXT - 0.5) / self.height  # half a point inside
        size = (_SWATCH / WIDTH, (_TEXT - 1) / self.height)
        block = Rectangle(
            (left / WIDTH, bottom), *size, color=colour, lw=0, gid="swatch"
        )
        self.canvas.add_artist(block)


def draw_sheet(
    view: FiguresView, panels: Sequence[Panel], left_out: Sequence[Figure]
) -> Canvas:
    """Return a picture of panels, with its title, legend and captions."""
    from matplotlib.figure import Figure as Canvas

    marks = [mark for panel in panels for mark in panel.marks]
    legend = _columns(entries(view, marks))
    below = [
        line
        for caption in captions(view, marks, left_out)
        for line in _wrap(caption, _TEXT)
    ]
    titles = [_wrap(section_title(view, panel.section), _TITLE) for panel in panels]
    head = _wrap(view_title(view), _HEAD)
    height = 2 * _EDGE + len(head) * _HEAD * _LINE + _GAP
    height += sum(len(title) * _TITLE * _LINE for title in titles)
    height += sum(panel.height + _BELOW_TITLE + _TICKS + _GAP for panel in panels)
    height += (sum(map(_rows, legend)) + len(below)) * _TEXT * _LINE + _GAP / 2
    canvas = Canvas(figsize=(WIDTH / _INCH, height / _INCH), dpi=_INCH)
    sheet = _Sheet(canvas, height)
    for line in head:
        sheet.text(line, _HEAD, weight="bold")
    for title, panel in zip(titles, panels, strict=True):
        sheet.down += _GAP
        for line in title:
            sheet.text(line, _TITLE)
        sheet.down += _BELOW_TITLE
        _fill(sheet.frame(panel.height), panel.marks)
    sheet.down += _GAP
    _explain(sheet, legend, below)
    return canvas


def _fill(frame: Frame, marks: Sequence[Mark]) -> None:
    """Draw marks in a frame, and their labels where they can be read."""
    set_days(frame, [day for mark in marks for day in mark.reach])
    ends = [n for m in marks for n in (m.low, m.high, m.point) if n is not None]
    falling = [m.high for m in marks if m.low is None and m.high is not None]
    set_numbers(frame, ends, falling)
    for mark, place in zip(marks, places_of(frame, marks), strict=True):
        draw(frame, mark, place.at, place.aside)
        x, y = frame.data(*place.label)
        text = frame.axes.text(x, y, mark.label, size=SIZE, color=_INK, va="bottom")
        text.set(bbox=_GROUND, zorder=4)  # above lines (2) and other text (3)


def _explain(
    sheet: _Sheet, legend: Sequence[Sequence[LegendEntry]], below: Sequence[str]
) -> None:
    """Write who has which colour, in two columns, and the captions."""
    for row in legend:
        top = sheet.down
        for column, entry in enumerate(row):
            sheet.down = top
            left = _EDGE + column * (WIDTH - 2 * _EDGE) / 2
            sheet.swatch(entry.colour, left)
            for line in entry.lines:
                sheet.text(line, _TEXT, left=left + _AFTER_SWATCH)
        sheet.down = top + _rows(row) * _TEXT * _LINE
    sheet.down += _GAP / 2
    for line in below:
        sheet.text(line, _TEXT, color=_FAINT)


def _columns(legend: Sequence[LegendEntry]) -> list[Sequence[LegendEntry]]:
    return [legend[n : n + 2] for n in range(0, len(legend), 2)]


def _rows(row: Sequence[LegendEntry]) -> int:
    return max(len(entry.lines) for entry in row)


def _wrap(words: str, size: float) -> list[str]:
    return wrap(words, int(_PER_LINE * _TEXT / size)) or [""]
