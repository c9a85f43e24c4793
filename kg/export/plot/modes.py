"""What a picture is for, a screen, social media or print, and its sizes."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import UnknownName, nearest

_INCH = 72.0  # points


@dataclass(frozen=True)
class Mode:
    """Sizes of a picture, in points (1/72 inch).

    ``head``, ``title``, ``text`` and ``label`` are sizes of letters; ``left`` is the
    room for the numbers of an axis and ``beside`` that for labels at the right of it,
    each as wide as ``column`` at most. ``low`` and ``high`` are the least and the
    greatest height of a panel. ``sheets`` are the heights that a sheet may have, none
    for as high as is needed. ``ink`` leaves out all colours but black and greys.
    """

    name: str
    width: float
    head: float
    title: float
    text: float
    label: float
    left: float
    beside: float
    column: float
    low: float
    high: float
    sheets: tuple[float, ...] = ()
    ink: bool = False
    density: float = 144.0

    @property
    def scale(self) -> float:
        """How much larger lines and marks are than on a screen."""
        return self.label / SCREEN.label

    def sheet(self, needed: float) -> float:
        """Return the height of a sheet that has room for what is needed."""
        return next((h for h in self.sheets if h >= needed - 0.5), needed)


SCREEN = Mode(
    "screen",
    width=11 * _INCH,
    head=13.0,
    title=11.0,
    text=8.0,
    label=7.5,
    left=66.0,
    beside=176.0,
    column=164.0,
    low=150.0,
    high=760.0,
)
"""Eleven inches: what most screens show, and a landscape page holds."""

SOCIAL = Mode(
    "social",
    width=900.0,
    head=24.0,
    title=15.0,
    text=11.5,
    label=13.0,
    left=96.0,
    beside=262.0,
    column=250.0,
    low=200.0,
    high=900.0,
    sheets=(506.25, 900.0, 1125.0),
    density=96.0,
)
"""1,200 pixels wide and 675 high, as cards of links are; a square, or the tallest that
feeds do not cut (four to five), where more is to be written."""

PRINT = Mode(
    "print",
    width=482.0,
    head=10.0,
    title=9.0,
    text=7.0,
    label=7.0,
    left=52.0,
    beside=128.0,
    column=122.0,
    low=130.0,
    high=600.0,
    ink=True,
    density=300.0,
)
"""170 mm: what A4 has between its margins, in letters of seven points and more."""

MODES = {mode.name: mode for mode in (SCREEN, SOCIAL, PRINT)}


def mode_of(name: str) -> Mode:
    """Return a mode by its name; raises :class:`UnknownName` for what is none."""
    if name not in MODES:
        known = ", ".join(MODES)
        hint = nearest(name, MODES)
        raise UnknownName(f"`{name}`: a picture is for one of {known}{hint}")
    return MODES[name]
