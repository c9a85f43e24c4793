"""Figures as a DataFrame, for whoever goes on with pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.figures.view.records import COLUMNS, figure_rows
from kg.graph.notebook import data_frame, labels

if TYPE_CHECKING:
    import pandas

    from kg.figures.view.model import FiguresView

_THINGS = ("measures", "claimant")
_ADDED = (
    *("measuresIri", "claimantIri", "claimIri", "documentIri", "documentTitle"),
    *("jointClaimants", "possibleClaimants", "endAssumed"),
)
_DAYS = ("start", "end", "published")


def figures_frame(view: FiguresView) -> pandas.DataFrame:
    """Return the figures of a view, a row each, as ``kg figures --format csv`` does.

    But ``measures`` and ``claimant`` are labels, and days are dates; IRIs, the title of
    the document, who else gives the figure or may have given it, and whether the end of
    the period is assumed stand at the end. Where a
    source says nothing, a cell is missing, and never 0.
    """
    rows = []
    for row, record in zip(view.rows, figure_rows(view), strict=True):
        figure = row.figure
        iris = figure.series.measures, figure.claimant
        for name, iri in zip(_THINGS, iris, strict=True):
            if (thing := view.things.get(iri)) is not None:
                record[name] = thing.label
            record[f"{name}Iri"] = iri
        citation = view.citations.get(figure.claim)
        record["claimIri"] = figure.claim
        record["documentIri"] = figure.document or None
        record["documentTitle"] = citation and citation.document.label
        record["jointClaimants"] = citation and labels(citation.joint_claimants)
        record["possibleClaimants"] = citation and labels(citation.possible_claimants)
        record["endAssumed"] = figure.period.assumed
        rows.append(record)
    return data_frame(rows, [*COLUMNS, *_ADDED], days=_DAYS)
