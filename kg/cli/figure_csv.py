"""Figures as CSV: a line for each figure, or for each pair."""

from __future__ import annotations

from typing import Any

from kg.ask.citations import Citation
from kg.ask.figure_rows import Row
from kg.ask.figure_words import amount_words, span
from kg.ask.figures import FiguresView
from kg.cli.figure_forms import code, interval_json, number_json, period_json
from kg.cli.output import print_csv
from kg.figures.figure import Figure
from kg.names import local_name

_COLUMNS = [
    *("measures", "kind", "unit", "period", "claim", "claimant", "amount", "usual"),
    *("verdict", "against", "reason", "oneVoice"),
    *("lowerBound", "lowerBoundInclusive", "upperBound", "upperBoundInclusive"),
    *("value", "coercion", "start", "end", "document", "published", "modality"),
    *("place", "stands"),
]
_PAIRS = ["first", "second", "verdict", "reason", "oneVoice"]


def print_figures_csv(view: FiguresView, *, pairs: bool) -> None:
    """Print figures, or the verdict on every pair of figures of one thing."""
    if pairs:
        print_csv(_PAIRS, map(_plain, _pairs(view)))
    else:
        print_csv(_COLUMNS, (_plain(_line(view, row)) for row in view.rows))


def _pairs(view: FiguresView) -> list[dict[str, Any]]:
    return [
        {
            "first": local_name(pair.first.claim),
            "second": local_name(pair.second.claim),
            "verdict": code(pair.verdict),
            "reason": pair.reason,
            "oneVoice": pair.one_voice,
        }
        for pair in view.pairs()
    ]


def _line(view: FiguresView, row: Row) -> dict[str, Any]:
    figure = row.figure
    period = period_json(figure.period)
    return {
        "measures": local_name(figure.series.measures),
        "kind": figure.series.kind,
        "unit": figure.series.unit,
        "period": span(figure.period, approximate=figure.approximate),
        "claim": local_name(figure.claim),
        "claimant": local_name(figure.claimant),
        "amount": amount_words(figure),
        "verdict": code(row.verdict),
        "against": " ".join(local_name(other.claim) for other in row.others),
        "reason": row.reason,
        "oneVoice": row.one_voice,
        **_readings(figure),
        "coercion": figure.scope.coercion,
        "start": period["start"],
        "end": period["end"],
        "document": local_name(figure.document),
        "published": figure.published and figure.published.isoformat(),
        "modality": figure.modality,
        "place": _place(view.citations.get(figure.claim)),
        "stands": figure.stands,
    }


def _readings(figure: Figure) -> dict[str, Any]:
    """Return what was printed, if it is one number, and the bounds as usually read."""
    reading = figure.reading
    if reading is None:
        return {}
    value = number_json(reading.printed.point)
    return {"usual": str(reading.usual), "value": value, **interval_json(reading.usual)}


def _place(citation: Citation | None) -> str:
    """Return the first character and the one after the last, if they are known."""
    if citation is None or citation.start is None:
        return ""
    return f"{citation.start}-{citation.end}"


def _plain(line: dict[str, Any]) -> dict[str, Any]:
    """Write truth values as the ontology does."""
    return {
        name: str(value).lower() if isinstance(value, bool) else value
        for name, value in line.items()
    }
