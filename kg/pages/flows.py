"""The page of whatever is counted, flows first: its figures, held together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kg.ask.questions import asked_period
from kg.figures.figure import Days
from kg.figures.view.model import FiguresView
from kg.pages.answering import AnswersAbout
from kg.pages.drawing import TimeAxis
from kg.pages.figures import FigureBlocks, days_of
from kg.pages.library import Library
from kg.pages.render import DATES, ON, Page
from kg.pages.things import thing_page


def flow_page(
    library: Library, answers: AnswersAbout, iri: str, on: str | None = None
) -> Page:
    """Return the page of a flow, a population or anything else with figures.

    With ``on`` only figures of days that may be among those of that day, month or year
    are on it. Raises :class:`BadArgument` for what is none.
    """
    page = thing_page(library, answers, iri)
    page.template, page.dates = "flow", DATES
    view = library.figures(iri)
    if on is not None:
        view = on_days(view, asked_days(on))
    page.shown |= counted(library, view) | {"on": on or ""}
    return page


def asked_days(on: str) -> Days:
    """Return the days of a day, month or year; raises :class:`BadArgument`."""
    asked = asked_period(ON, on)
    return Days(asked.start, asked.end)


def on_days(view: FiguresView, days: Days) -> FiguresView:
    """Return a view with the figures alone whose days may be among some."""
    sections = []
    for section in view.sections:
        rows = tuple(r for r in section.rows if r.figure.period.overlaps(days))
        kept = {row.figure.claim for row in rows}
        sections.append(
            replace(
                section,
                rows=rows,
                groups=tuple(
                    g for g in section.groups if g.scope.period.overlaps(days)
                ),
                derived=tuple(
                    d for d in section.derived if d.scope.period.overlaps(days)
                ),
                voices=tuple(v for v in section.voices if v.row.figure.claim in kept),
            )
        )
    odd = tuple(
        each
        for each in view.contradictions
        if all(figure.period.overlaps(days) for figure in each.figures)
    )
    kept_sections = tuple(section for section in sections if section.rows)
    return replace(view, sections=kept_sections, contradictions=odd)


def counted(library: Library, view: FiguresView) -> dict[str, Any]:
    """Return what shows the figures of a view: charts, and what is at odds.

    What lies in it, or contains it, is on a time line of its own.
    """
    asked = [row for s in view.sections if s.role == "asked" for row in s.rows]
    own, wide = TimeAxis(*days_of(asked)), TimeAxis(*days_of(view.rows))
    inside, around = (FigureBlocks(library, view, axis) for axis in (own, wide))
    return {
        "axis": own,
        "wide": wide,
        "blocks": inside.blocks(),
        "parts": around.blocks(("part",)),
        "wholes": around.blocks(("whole",)),
        "at_odds": inside.at_odds(),
    }
