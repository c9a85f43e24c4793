"""The page of whatever is counted, flows first: its figures, held together."""

from __future__ import annotations

from typing import Any

from kg.figures.view.model import FiguresView
from kg.pages.answering import AnswersAbout
from kg.pages.drawing import TimeAxis
from kg.pages.figures import FigureBlocks, days_of
from kg.pages.library import Library
from kg.pages.render import Page
from kg.pages.things import thing_page


def flow_page(library: Library, answers: AnswersAbout, iri: str) -> Page:
    """Return the page of a flow, a population or anything else with figures."""
    page = thing_page(library, answers, iri)
    page.template = "flow"
    page.shown |= counted(library, library.figures(iri))
    return page


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
