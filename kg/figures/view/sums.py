"""A sum in a notebook: its terms, and what they add up to as bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.figures.view.amounts import amount_words, span, when
from kg.figures.view.bounds import bound_number, interval_record
from kg.graph.notebook import (
    APART,
    data_frame,
    labels,
    line_html,
    list_html,
    notes_html,
    table_html,
    title_html,
    words_html,
)
from kg.names import local_name

if TYPE_CHECKING:
    import pandas

    from kg.figures.figure import Figure
    from kg.figures.total import Total

_COLUMNS = (
    *("part", "claim", "claimIri", "claimant", "claimantIri", "jointClaimants"),
    *("possibleClaimants", "measures", "measuresIri", "unit", "period", "start"),
    *("end", "endAssumed", "amount", "usual", "value"),
    *("lowerBound", "lowerBoundInclusive", "upperBound", "upperBoundInclusive"),
    *("document", "documentIri", "published", "url", "notes"),
)
_DAYS = ("start", "end", "published")


def total_frame(total: Total) -> pandas.DataFrame:
    """Return the terms of a sum, a row each, and the sum as the last row."""
    rows = [_term(total, figure) for figure in total.figures]
    return data_frame([*rows, _sum(total)], _COLUMNS, days=_DAYS)


def _term(total: Total, figure: Figure) -> dict[str, Any]:
    reading, citation = figure.reading, total.citations.get(figure.claim)
    return {
        "part": "term",
        "claim": local_name(figure.claim),
        "claimIri": figure.claim,
        "claimant": _label(total, figure.claimant),
        "claimantIri": figure.claimant,
        "jointClaimants": citation and labels(citation.joint_claimants),
        "possibleClaimants": citation and labels(citation.possible_claimants),
        "measures": _label(total, figure.series.measures),
        "measuresIri": figure.series.measures,
        "unit": figure.series.unit,
        "period": span(figure.period, approximate=figure.approximate),
        "start": figure.period.start,
        "end": figure.period.end,
        "endAssumed": figure.period.assumed,
        "amount": amount_words(figure),
        "usual": reading and str(reading.usual),
        "value": reading and bound_number(reading.printed.point),
        **(interval_record(reading.usual) if reading else {}),
        "document": citation and citation.document.label,
        "documentIri": figure.document or None,
        "published": figure.published,
        "url": citation and citation.url,
    }


def _sum(total: Total) -> dict[str, Any]:
    """Return the last row; a sum has no days of its own, as there may be gaps."""
    measured = dict.fromkeys(figure.series.measures for figure in total.figures)
    return {
        "part": "sum",
        "measures": APART.join(_label(total, iri) for iri in measured),
        "measuresIri": " ".join(measured),
        "unit": total.unit,
        "amount": str(total.printed),
        "usual": str(total.usual),
        "value": bound_number(total.printed.point),
        **interval_record(total.usual),
        "notes": "; ".join(total.notes) or None,
    }


def _label(total: Total, iri: str) -> str:
    thing = total.things.get(iri)
    return thing.label if thing is not None else local_name(iri)


def _who(total: Total, figure: Figure) -> str:
    """Return who gives a figure, alone or with others, and who else it may be."""
    citation = total.citations.get(figure.claim)
    return citation.who if citation else _label(total, figure.claimant)


def total_html(total: Total) -> str:
    """Return the terms and the sum as a table, with what to keep in mind."""
    rows = [
        [
            _label(total, figure.series.measures),
            when(figure),
            amount_words(figure),
            str(figure.reading.usual) if figure.reading else "",
            _who(total, figure),
            f"[{n}]" if total.citations else local_name(figure.claim),
        ]
        for n, figure in enumerate(total.figures, 1)
    ]
    rows.append(["sum", "", str(total.printed), str(total.usual), "", ""])
    heads = ("", "period", "amount", "as usually read", "claimant", "claim")
    table = table_html(heads, (map(words_html, row) for row in rows))
    cited = (
        total.citations[f.claim] for f in total.figures if f.claim in total.citations
    )
    about = f"{total.printed} ({total.unit})"
    notes = list_html(map(words_html, total.notes))
    aside = line_html("To keep in mind:") + notes if notes else ""
    return title_html(about) + table + aside + notes_html(cited)
