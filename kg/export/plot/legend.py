"""What stands below the panels: who has which colour, and what the marks mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.export.plot.colours import Look
from kg.export.plot.labels import ShortNames, isolated, when_words
from kg.export.plot.marks import CLAIM, DERIVED, IMPLIED, TOGETHER, YEARS, Mark
from kg.export.plot.panel import Panel
from kg.figures.figure import Figure
from kg.figures.view.model import FiguresView
from kg.figures.view.words import amount_words

_MEANINGS = {
    "bar": ("bar: the range that the words usually mean", "bar: what the words mean"),
    "mark": ("dot or other mark: the number as printed", "mark: the number as printed"),
    "arrow": ("arrow up or down: no bound on that side", "arrow: no bound there"),
    "colour": ("colour behind a label: its claimant's", "colour behind: whose it is"),
    "line": ("thin line or pale area: the days counted", "line: the days counted"),
    "steps": (
        "steps: what one claimant counts from one day on, each number at the last day "
        "that it counts; what lies between is not known",
        "steps: a count that runs on; what lies between is not known",
    ),
    "dashed": (
        "dashed: only about, or on some day of it",
        "dashed: about, or some day of it",
    ),
    "aside": (
        "arrow to the side: no first or last day is given",
        "arrow aside: no such day given",
    ),
    "dotted": (
        "dotted, hollow: disputed, replaced or not put forward as a count; the label "
        "says which",
        "hollow: disputed, replaced or no count",
    ),
    "bracket": (
        "grey bracket: what all claims on a number allow together, or what the figures "
        "around it leave",
        "bracket: what all claims on a number allow",
    ),
    "broken": (
        "broken grey: a bound that follows from others, printed nowhere",
        "broken: follows from others, printed nowhere",
    ),
    "odd": (
        "\u2260 and dotted lines: these cannot both be true",
        "\u2260: cannot both be true",
    ),
    "or": (
        "(or \u2026): the text does not say which of them claims it",
        "(or \u2026): the text does not say which",
    ),
    "undated": (
        "no date: the source gives none, so it stands beside the axis",
        "no date: the source gives none",
    ),
}
"""What marks mean: in full, and where there is little room."""


@dataclass(frozen=True)
class LegendEntry:
    """A claimant's name and how it is drawn."""

    name: str
    look: Look


def entries(view: FiguresView, marks: Iterable[Mark]) -> list[LegendEntry]:
    """Return the claimants in the order of their names."""
    looks = {mark.figure.claimant: mark.look for mark in marks if mark.kind == CLAIM}
    named = sorted((_name(view, claimant), look) for claimant, look in looks.items())
    return [LegendEntry(name, look) for name, look in named]


def captions(
    view: FiguresView,
    names: ShortNames,
    panels: Sequence[Panel],
    left_out: Sequence[Figure],
) -> Iterator[str]:
    """Yield what explains the marks that are there, and what is not certain or not."""
    yield " \u00b7 ".join(meanings(panels))
    if left_out:
        years = f"the years {YEARS[0]} to {YEARS[1]}"
        yield f"not drawn: {named(view, names, left_out)}, without a date in {years}"


def short_names(names: ShortNames) -> str:
    """Return what the abbreviations mean that a picture has."""
    return " \u00b7 ".join(
        f"{short}: {isolated(name)}" for short, name in sorted(names.used.items())
    )


def named(view: FiguresView, names: ShortNames, figures: Iterable[Figure]) -> str:
    """Return figures in words, each with its days and who gives it."""
    return "; ".join(
        f"{isolated(amount_words(figure))}, {when_words(figure)} "
        f"({names.claimants(view.citations[figure.claim])})"
        for figure in figures
    )


def meanings(panels: Sequence[Panel], *, brief: bool = False) -> Iterator[str]:
    """Yield what marks mean, of those that are there; ``brief`` in fewer words."""
    every = [mark for panel in panels for mark in panel.marks]
    marks = [mark for mark in every if mark.kind == CLAIM]
    kinds = {mark.kind for mark in every}
    there = {
        "bar": any(mark.band for mark in marks),
        "mark": any(mark.point is not None for mark in marks),
        "arrow": any(mark.high is None or mark.low is None for mark in every),
        "colour": len({mark.look.colour for mark in marks}) > 1,
        "line": any(mark.dated for mark in every),
        "steps": any(panel.steps for panel in panels),
        "dashed": any(mark.fuzzy for mark in every),
        "aside": any(any(mark.sides) for mark in every),
        "dotted": any(not mark.stands for mark in marks),
        "bracket": bool(kinds & {TOGETHER, IMPLIED}),
        "broken": DERIVED in kinds,
        "odd": any(panel.pairs for panel in panels),
        "or": any(mark.figure.possible_claimants for mark in marks),
        "undated": any(not mark.dated for mark in every),
    }
    for name, (long, short) in _MEANINGS.items():
        if there[name]:
            yield short if brief else long


def _name(view: FiguresView, claimant: str) -> str:
    return str(view.things[claimant]) if claimant in view.things else "nobody"
