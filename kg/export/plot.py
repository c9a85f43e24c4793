"""A picture of figures: intervals on a time axis, one colour per claimant."""

from __future__ import annotations

import io
import os
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.ask.figures import FiguresView
from kg.errors import StoreError, UnknownName
from kg.figures.figure import Figure
from kg.names import local_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SUFFIXES = (".svg", ".png", ".pdf")
_MISSING = "drawing needs matplotlib: python -m pip install 'apf-kg[plot]'"
_COLOURS = (
    *("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"),
    *("#882255", "#999933", "#44AA99", "#332288", "#AA4499", "#661100", "#888888"),
)
"""Colours that colour-blind readers can tell apart (Okabe and Ito; Paul Tol)."""


def plot_figures(view: FiguresView, path: Path) -> None:
    """Draw the counts of a view to an SVG, PNG or PDF file, one panel per series.

    Bars run from the lowest to the highest that a figure usually means, arrows mark an
    end that is open. Raises :class:`UnknownName` for another suffix or where there is
    nothing to draw, and :class:`StoreError` when the file cannot be written or
    matplotlib is not installed; no half file is left.
    """
    if path.suffix.lower() not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        raise UnknownName(f"`{path}`: a picture ends in one of {known}")
    panels = [
        (section, counts)
        for section in view.sections
        if section.series is not None
        and (counts := [r.figure for r in section.rows if r.figure.level])
    ]
    if not panels:
        raise UnknownName(view.why_empty or "there is no count to draw")
    try:
        import matplotlib
        from matplotlib.figure import Figure as Canvas
    except ImportError:
        raise StoreError(_MISSING) from None
    claimants = sorted({f.claimant for _, counts in panels for f in counts})
    colours = {c: _COLOURS[i % len(_COLOURS)] for i, c in enumerate(claimants)}
    with matplotlib.rc_context({"svg.hashsalt": "kg", "svg.fonttype": "none"}):
        canvas = Canvas(figsize=(10, 3.6 * len(panels) + 0.8), layout="constrained")
        axes = canvas.subplots(len(panels), squeeze=False)[:, 0]
        for panel, (section, counts) in zip(axes, panels, strict=True):
            _panel(panel, counts, colours)
            panel.set_title(str(view.things[section.measures]), loc="left")
            unit = section.series.unit if section.series else ""
            panel.set_ylabel(
                f"{unit} ({section.series.kind if section.series else ''})"
            )
        handles = [
            canvas.axes[0].plot(
                [], [], color=colours[c], lw=4, label=str(view.things[c])
            )
            for c in claimants
        ]
        canvas.legend(
            handles=[h[0] for h in handles],
            loc="outside lower center",
            ncols=2,
            fontsize=8,
        )
        _save(canvas, path)


def _panel(panel: Axes, counts: list[Figure], colours: dict[str, str]) -> None:
    ends = [
        float(end)
        for f in counts
        if f.reading is not None
        for end in (f.reading.usual.low, f.reading.usual.high)
        if end is not None
    ]
    top = max(ends, default=1.0) * 1.15 or 1.0
    drawn = {
        (f.claimant, f.period, str(f.reading and f.reading.usual), f.stands): f
        for f in reversed(counts)
    }
    for number, figure in enumerate(reversed(drawn.values())):
        _bar(panel, figure, colours[figure.claimant], top, number)
    panel.set_ylim(0, top)
    panel.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    panel.grid(axis="y", alpha=0.3)


def _bar(panel: Any, figure: Figure, colour: str, top: float, number: int) -> None:
    """Draw one figure over the days of its period, a little aside of its neighbours."""
    assert figure.reading is not None
    start, end = figure.period.start, figure.period.end
    day = end or start or date.min
    start = start or day
    width = (day - start).days
    middle = start + timedelta(days=width // 2) + timedelta(hours=0)
    x = middle + timedelta(days=(number % 5 - 2) * max(1, width // 12))
    usual = figure.reading.usual
    low = 0.0 if usual.low is None else float(usual.low)
    high = low if usual.high is None else float(usual.high)
    style = "-" if figure.stands else ":"
    if usual.high is None:
        tip = min(top, low + top / 10)
        panel.annotate(
            "",
            xy=(x, tip),
            xytext=(x, low),
            arrowprops={"arrowstyle": "->", "color": colour, "linestyle": style},
        )
    panel.plot([start, day], [low, low], color=colour, lw=1, alpha=0.5)
    panel.plot([x, x], [low, high], color=colour, lw=2.5, linestyle=style)
    panel.plot([x], [low], marker="o", ms=4, color=colour)
    label = local_name(figure.claim).rsplit(".", 1)[-1]
    panel.annotate(label, (x, low), textcoords="offset points", xytext=(4, 4), size=7)


def _save(canvas: Any, path: Path) -> None:
    kind = path.suffix.lower().removeprefix(".")
    dates = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}
    data = io.BytesIO()
    canvas.savefig(data, format=kind, metadata=dates.get(kind))
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(data.getvalue())
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise StoreError(f"{path} cannot be written: {reason}") from None
