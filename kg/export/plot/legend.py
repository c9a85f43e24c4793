"""What stands below the panels: who has which colour, and what the marks mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from kg.export.plot.marks import YEARS, Mark
from kg.figures.figure import Figure
from kg.figures.view.model import FiguresView
from kg.figures.view.words import note_marks

_PER_LINE = 68
"""Letters of a name in one of two columns, at the size of the legend."""


@dataclass(frozen=True)
class LegendEntry:
    """A claimant's name, in lines, and colour."""

    lines: tuple[str, ...]
    colour: str


def entries(view: FiguresView, marks: Sequence[Mark]) -> list[LegendEntry]:
    """Return the claimants in the order of their names."""
    colours = {mark.figure.claimant: mark.colour for mark in marks}
    named = sorted((_name(view, claimant), c) for claimant, c in colours.items())
    return [LegendEntry(tuple(wrap(name, _PER_LINE)), colour) for name, colour in named]


def captions(
    view: FiguresView, marks: Sequence[Mark], left_out: Sequence[Figure]
) -> Iterator[str]:
    """Yield what explains the marks that are there, and what is not certain or not."""
    yield " \u00b7 ".join(_meanings(marks))
    doubtful: dict[tuple[str, ...], list[Figure]] = {}
    for figure in (figure for mark in marks for figure in mark.figures):
        if figure.possible_claimants:
            said_by = (figure.claimant, *sorted(figure.possible_claimants))
            doubtful.setdefault(said_by, []).append(figure)
    for said_by, figures in doubtful.items():
        names = " or ".join(_name(view, claimant) for claimant in said_by)
        yield f"{note_marks(view.notes(figures))}: {names}; the text does not say which"
    if left_out:
        notes = note_marks(view.notes(left_out))
        years = f"the years {YEARS[0]} to {YEARS[1]}"
        yield f"not drawn: {notes}, without a date in {years}"


def _meanings(marks: Sequence[Mark]) -> Iterator[str]:
    if any(mark.band for mark in marks):
        yield "bar: the range that the words usually mean"
    if any(mark.point is not None for mark in marks):
        yield "dot: the number as printed"
    if any(mark.high is None or mark.low is None for mark in marks):
        yield "arrow up or down: no bound on that side"
    yield "thin line or pale area: the days counted"
    if any(mark.fuzzy for mark in marks):
        yield "dashed: only about, or on some day of it"
    if any(any(mark.sides) for mark in marks):
        yield "arrow to the side: no first or last day is given"
    if any(not mark.figure.stands for mark in marks):
        yield "dotted: disputed, replaced or not put forward as a count"
    if any(mark.undated for mark in marks):
        yield "undated: drawn at the day of publication"
    yield "[n]: citation n of the table"


def _name(view: FiguresView, claimant: str) -> str:
    return str(view.things[claimant]) if claimant in view.things else "nobody"
