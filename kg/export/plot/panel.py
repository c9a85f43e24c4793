"""A panel: what it shows of one series, how high it is, and where its labels stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING

from kg.export.plot.axes import NOTE, Frame, set_days, set_numbers
from kg.export.plot.boxes import Box
from kg.export.plot.colours import Look
from kg.export.plot.labels import Label
from kg.export.plot.marks import Mark
from kg.export.plot.modes import Mode
from kg.export.plot.places import Placement, places_of
from kg.export.plot.room import LabelWanted, leader, rooms_of
from kg.export.plot.steps import Rise
from kg.figures.view.model import Section

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Ends = tuple[tuple[float, float], tuple[float, float]]
"""Where a line begins and ends, in points from the lower left of a panel."""

_STRIP = 64.0
"""Points of the strip for what has no date: some bars beside each other."""

_EACH, _SHARE = 7.0, 0.36
"""Points of height for each mark, and how much of it labels may fill at first."""

_FAR = 52.0
"""Points from a mark to its label, on average, from which on a panel is made higher."""

_HIGHER = 1.5


@dataclass(frozen=True)
class Panel:
    """A section with its marks, what joins them, and what is written at each.

    Each mark has a label in several forms, the widest first. ``sources`` are named once
    for all marks of a look whose labels name none.
    """

    section: Section
    marks: tuple[Mark, ...]
    labels: tuple[tuple[Label, ...], ...]
    steps: tuple[Rise, ...] = ()
    pairs: tuple[tuple[Mark, Mark], ...] = ()
    sources: tuple[tuple[Look, str], ...] = ()


@dataclass(frozen=True)
class Laid:
    """A panel with its height in points, and a box for each label that has room.

    ``labels`` are those forms of them that fit.
    """

    panel: Panel
    height: float
    boxes: tuple[Box | None, ...]
    labels: tuple[Label, ...]

    @property
    def complete(self) -> bool:
        """Whether every label has room."""
        return None not in self.boxes


def lay(panel: Panel, mode: Mode) -> Laid:
    """Return a panel as low as its labels have room in, or as high as may be."""
    paper = mode.width - mode.left
    needed = sum((each[0].width + 8) * (each[0].height + 6) for each in panel.labels)
    least = mode.low + _EACH * mode.scale * max(0, len(panel.marks) - 4)
    height = min(mode.high, max(least, needed / _SHARE / paper))
    while True:
        laid, far = try_height(panel, mode, height)
        if height >= mode.high or (laid.complete and far <= _FAR * mode.scale):
            return laid
        height = min(mode.high, height * _HIGHER)


def try_height(panel: Panel, mode: Mode, height: float) -> tuple[Laid, float]:
    """Return a panel of a height, and how far labels are from marks on average."""
    from matplotlib.figure import Figure as Canvas

    wide = frame_width(mode)
    canvas = Canvas(figsize=(wide / 72, height / 72), dpi=72)
    frame = framed(canvas.add_axes((0, 0, 1, 1)), panel.marks, mode, height)
    places = places_of(frame, panel.marks)
    wanted = wanted_of(frame, panel, places)
    lines = [box for place in places for box in place.lines]
    lines += [box for step in panel.steps for box in _step_boxes(frame, step)]
    signs = [
        _sign_box(ends, mode) for ends, sign in joined(frame, panel, places) if sign
    ]
    if frame.axes.get_yscale() != "linear":  # its name stands in the upper left
        note = NOTE * mode.scale
        signs.append((0.0, height - 2 * note, 11 * note, height))
    size = wide + mode.beside, height
    boxes = rooms_of(wanted, lines, size, blocked=signs, scale=mode.scale)
    far = [
        hypot(end[0] - start[0], end[1] - start[1])
        for box, label in zip(boxes, wanted, strict=True)
        if box is not None
        for start, end in [leader(box, label)]
    ]
    labels = tuple(map(_fitting, panel.labels, boxes))
    return Laid(panel, height, tuple(boxes), labels), sum(far) / max(1, len(far))


def _fitting(labels: Sequence[Label], box: Box | None) -> Label:
    """Return the form of a label that a box is for."""
    if box is None:
        return labels[0]
    wide, high = box[2] - box[0], box[3] - box[1]
    return min(
        labels, key=lambda each: abs(each.width - wide) + abs(each.height - high)
    )


def frame_width(mode: Mode) -> float:
    """Return how wide the frame of a panel is; labels may stand at its right, too."""
    return mode.width - mode.left - mode.beside


def framed(axes: Axes, marks: Sequence[Mark], mode: Mode, height: float) -> Frame:
    """Return the frame of a panel, with its axes over all days and numbers of marks."""
    beside = 0.0 if all(mark.dated for mark in marks) else _STRIP * mode.scale
    dated = [day for mark in marks for day in mark.reach or ()]
    beside = beside if dated or not beside else frame_width(mode)
    frame = Frame(axes, frame_width(mode), height, mode.scale, beside)
    set_days(frame, dated)
    ends = [n for m in marks for n in (m.low, m.high, m.point) if n is not None]
    falling = [m.high for m in marks if m.low is None and m.high is not None]
    set_numbers(frame, ends, falling)
    return frame


def wanted_of(
    frame: Frame, panel: Panel, places: Sequence[Placement]
) -> list[LabelWanted]:
    """Return the sizes of labels, and the marks that they belong to."""
    return [
        LabelWanted(
            tuple((label.width, label.height) for label in labels),
            place.head,
            (place.at, frame.points(mark.start, mark.level)[1]),
        )
        for mark, labels, place in zip(panel.marks, panel.labels, places, strict=True)
    ]


def joined(
    frame: Frame, panel: Panel, places: Sequence[Placement]
) -> list[tuple[Ends, bool]]:
    """Return the ends of lines between what cannot both be true, where the gap begins.

    One of the lines that hang together has a sign: the middle one of them.
    """
    at = {mark.name: place.at for mark, place in zip(panel.marks, places, strict=True)}

    def end(mark: Mark, bound: float | None) -> tuple[float, float]:
        level = mark.level if bound is None else bound
        return at[mark.name], frame.points(mark.start, level)[1]

    together: dict[int, list[Ends]] = {}
    for n, (low, high) in zip(_hanging(panel.pairs), panel.pairs, strict=True):
        together.setdefault(n, []).append((end(low, low.high), end(high, high.low)))
    return [
        (ends, n == len(lines) // 2)
        for lines in (sorted(lines) for lines in together.values())
        for n, ends in enumerate(lines)
    ]


def _hanging(pairs: Sequence[tuple[Mark, Mark]]) -> list[int]:
    """Return a number for each pair, one for all that share a mark."""
    parts: list[set[str]] = []
    for low, high in pairs:
        own = {low.name, high.name}
        own = own.union(*(part for part in parts if part & own))
        parts = [part for part in parts if not part & own] + [own]
    return [next(n for n, p in enumerate(parts) if low.name in p) for low, _ in pairs]


def _sign_box(ends: Ends, mode: Mode) -> Box:
    """Return what the sign in the middle of a line covers."""
    (a, b), (c, d) = ends
    x, y, half = (a + c) / 2, (b + d) / 2, 0.6 * mode.label
    return x - half, y - half, x + half, y + half


def _step_boxes(frame: Frame, step: Rise) -> tuple[Box, Box]:
    x, y = frame.points(step.before.end, step.before.level)
    along, up = frame.points(step.after.end, step.after.level)
    return (x, y - 1.5, along, y + 1.5), (along - 1.5, y, along + 1.5, up)
