"""The picture as a whole: what goes into it, and how it gets into a file."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import StoreError, UnknownName
from kg.export.plot.colours import colours_of
from kg.export.plot.marks import YEARS, drawable, marks_of
from kg.export.plot.sheet import Panel, draw_sheet
from kg.figures.figure import Figure
from kg.figures.view.model import FiguresView
from kg.held import beside

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

SUFFIXES = (".svg", ".png", ".pdf")
MOST_PANELS = 100
"""Of more panels a picture is longer than programs open."""

_MISSING = "drawing needs matplotlib: python -m pip install 'apf-kg[plot]'"
_DENSITY = 144
"""Dots per inch of a PNG: two for a point, as on screens of high resolution."""

_MOST_DOTS = 60_000
"""Matplotlib's own renderer takes pictures of less than 65,536 dots a side."""


def plot_figures(view: FiguresView, path: Path) -> None:
    """Draw the counts of a view to an SVG, PNG or PDF file, one panel per series.

    Each figure lies over its true period: a bar for what it usually means, a dot at the
    number that is printed, arrows where an end is open, and the number of its citation.
    Raises :class:`UnknownName` for another suffix or where there is nothing to draw,
    and :class:`StoreError` when the file cannot be written or matplotlib is not
    installed; no half file is left.
    """
    _check(path)
    counts = [row.figure for row in view.rows if row.figure.level]
    if not counts:
        raise UnknownName(view.why_empty or "there is no count to draw")
    with _drawing():
        panels, left_out = _panels(view)
        canvas = draw_sheet(view, panels, left_out)
        _write(_bytes(canvas, path.suffix.lower().removeprefix(".")), path)


def _check(path: Path) -> None:
    known = ", ".join(SUFFIXES)
    if not path.name:
        raise UnknownName(
            f"a picture needs the name of a file, ending in one of {known}"
        )
    if os.path.isdir(path):  # a name that is too long is no error here
        raise UnknownName(
            f"`{path}` is a folder: name a file, ending in one of {known}"
        )
    if path.suffix.lower() not in SUFFIXES:
        raise UnknownName(f"`{path}`: a picture ends in one of {known}")


@contextmanager
def _drawing() -> Iterator[None]:
    """Let matplotlib draw by its own defaults, whatever the user's settings are."""
    try:
        import matplotlib
    except ImportError:
        raise StoreError(_MISSING) from None
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams["svg.hashsalt"] = "kg"
        matplotlib.rcParams["svg.fonttype"] = "none"
        matplotlib.rcParams["text.parse_math"] = False
        yield


def _panels(view: FiguresView) -> tuple[list[Panel], list[Figure]]:
    """Return what each panel shows, and the figures that cannot be drawn."""
    rows = [(section, row.figure) for section in view.sections for row in section.rows]
    counts = [(section, figure) for section, figure in rows if figure.level]
    left_out = [figure for _, figure in counts if not drawable(figure)]
    shown = [(section, figure) for section, figure in counts if drawable(figure)]
    if not shown:
        years = f"the years {YEARS[0]} to {YEARS[1]}"
        raise UnknownName(f"no figure can be drawn: a picture needs a date in {years}")
    colours = colours_of(figure.claimant for _, figure in shown)
    panels = []
    for section in view.sections:
        marks = marks_of(view, [f for s, f in shown if s is section], colours)
        if marks:
            panels.append(Panel(section, tuple(marks)))
    if len(panels) > MOST_PANELS:
        many = f"{len(panels):,} panels, and a picture holds {MOST_PANELS}"
        raise UnknownName(f"these figures need {many}: name one flow or population")
    return panels, left_out


def _bytes(canvas: Canvas, kind: str) -> bytes:
    dates = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}
    data = io.BytesIO()
    density = min(_DENSITY, _MOST_DOTS / canvas.get_figheight())
    canvas.savefig(data, format=kind, metadata=dates.get(kind), dpi=density)
    return data.getvalue()


def _write(data: bytes, path: Path) -> None:
    """Put a file in its place at once; what was there stays if that fails."""
    try:
        with beside(path) as part:
            part.write_bytes(data)
            os.chmod(part, 0o644)
            os.replace(part, path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(f"{path} cannot be written: {reason}") from None
