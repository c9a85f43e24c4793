"""The picture as a whole: what goes into it, and how it gets into a file."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import StoreError, UnknownName
from kg.export.plot.alternative import alternative, with_alternative
from kg.export.plot.compose import compose, laid_out
from kg.export.plot.modes import Mode, mode_of
from kg.export.plot.sheet import draw_sheet
from kg.figures.view.model import FiguresView
from kg.held import beside

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

SUFFIXES = (".svg", ".png", ".pdf", ".txt")
_MISSING = "drawing needs matplotlib: python -m pip install 'apf-kg[plot]'"
_MOST_DOTS = 60_000
"""Matplotlib's own renderer takes pictures of less than 65,536 dots a side."""


def plot_figures(view: FiguresView, path: Path, purpose: str = "screen") -> None:
    """Draw the counts of a view to an SVG, PNG or PDF file, one panel per series.

    Each figure lies over its true period: a bar for what it usually means, a mark at
    the number that is printed, arrows where an end is open; beside it stand the number
    in the words of its source, who gives it, and where. ``purpose`` is ``screen``,
    ``social`` or ``print``. All that it shows is in the file in sentences, too; a TXT
    file has only these. Raises :class:`UnknownName` for another suffix or purpose, or
    where there is nothing to draw, and :class:`StoreError` when the file cannot be
    written or matplotlib is not installed; no half file is left.
    """
    _check(path)
    mode = mode_of(purpose)
    kind = path.suffix.lower().removeprefix(".")
    with drawing():
        composed = compose(view, mode)
        page, panels = laid_out(composed)
        words = alternative(composed)
        if kind == "txt":
            _write(f"{page.head}\n\n{words}\n".encode(), path)
            return
        canvas = draw_sheet(page, panels, mode)
        data = _bytes(canvas, kind, mode, (page.head, words))
        if kind == "svg":
            data = with_alternative(data.decode(), page.head, words).encode()
        _write(data, path)


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
def drawing() -> Iterator[None]:
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


def _bytes(canvas: Canvas, kind: str, mode: Mode, words: tuple[str, str]) -> bytes:
    """Return a file of a kind, with a title and a description where it has room."""
    title, description = words
    about: dict[str, dict[str, str | None]] = {
        "svg": {"Date": None},
        "pdf": {"CreationDate": None, "Title": title, "Subject": description},
        "png": {"Title": title, "Description": description},
    }
    data = io.BytesIO()
    density = min(mode.density, _MOST_DOTS / canvas.get_figheight())
    canvas.savefig(data, format=kind, metadata=about[kind], dpi=density)
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
