"""Figures for programs: JSON with everything, CSV in rows.

Names are those of the ontology; truth values are JSON's, and so are missing ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.figures.base import RateBase
from kg.figures.compare import Comparison
from kg.figures.derived import Derived
from kg.figures.figure import Days, Figure, Scope, Series
from kg.figures.reconcile import Group
from kg.figures.relations import Relation
from kg.figures.total import NotAddable, Subtotal, Total
from kg.figures.view.bounds import bound_number
from kg.figures.view.bounds import interval_record as interval_record
from kg.figures.view.words import amount_words, derived_id, span
from kg.graph.cited import Citation
from kg.names import local_name

if TYPE_CHECKING:
    from kg.figures.view.model import FigureRow, FiguresView, Section

Record = dict[str, Any]

COLUMNS = (
    *("measures", "kind", "unit", "period", "claim", "claimant", "amount", "usual"),
    *("verdict", "against", "reason", "oneVoice"),
    *("lowerBound", "lowerBoundInclusive", "upperBound", "upperBoundInclusive"),
    *("value", "coercion", "start", "end", "document", "published", "modality"),
    *("place", "stands", "url"),
)
"""The columns of figures in rows."""

PAIR_COLUMNS = ("first", "second", "verdict", "reason", "oneVoice")
"""The columns of pairs of figures in rows."""


def view_record(view: FiguresView, *, pairs: bool = False) -> Record:
    """Return all that is known of figures, with the verdict on every ``pairs``."""
    return {
        "thing": view.thing and view.thing.id,
        "asOf": view.as_of and view.as_of.isoformat(),
        "sections": [_section(view, section) for section in view.sections],
        "contradictions": [_ids(c.figures) for c in view.contradictions],
        **({"pairs": list(pair_rows(view))} if pairs else {}),
        "claims": [citation.to_dict() for citation in view.citations.values()],
        "whyEmpty": view.why_empty,
        **({"about": [thing.id for thing in view.about]} if view.about else {}),
    }


def figure_rows(view: FiguresView) -> Iterator[Record]:
    """Yield the figures of a view as rows of ``COLUMNS``."""
    for row in view.rows:
        figure = row.figure
        period = _period(figure.period)
        citation = view.citations.get(figure.claim)
        yield {
            "measures": local_name(figure.series.measures),
            "kind": figure.series.kind,
            "unit": figure.series.unit,
            "period": span(figure.period, approximate=figure.approximate),
            "claim": local_name(figure.claim),
            "claimant": local_name(figure.claimant),
            "amount": amount_words(figure),
            "verdict": _code(row.verdict),
            "against": _ids(row.others),
            "reason": row.reason,
            "oneVoice": row.one_voice,
            **_usual(figure),
            "coercion": figure.scope.coercion,
            "start": period["start"],
            "end": period["end"],
            "document": local_name(figure.document),
            "published": figure.published and figure.published.isoformat(),
            "modality": figure.modality,
            "place": _place(citation),
            "stands": figure.stands,
            "url": citation and citation.url,
        }


def _usual(figure: Figure) -> Record:
    """Return what was printed, if it is one number, and the bounds as usually read."""
    reading = figure.reading
    if reading is None:
        return {}
    value = bound_number(reading.printed.point)
    ends = interval_record(reading.usual)
    return {"usual": str(reading.usual), "value": value, **ends}


def _place(citation: Citation | None) -> str:
    """Return the first character and the one after the last, if they are known."""
    if citation is None or citation.start is None:
        return ""
    return f"{citation.start}-{citation.end}"


def pair_rows(view: FiguresView) -> Iterator[Record]:
    """Yield the verdict on every pair of figures of one thing."""
    yield from map(_pair, view.pairs())


def _section(view: FiguresView, section: Section) -> Record:
    series = section.series
    return {
        "thing": local_name(section.measures),
        "label": str(view.things[section.measures]),
        "role": section.role,
        "series": series and _series(series),
        "figures": [_row(view, row) for row in section.rows],
        "groups": [_group(group) for group in section.groups],
        "relations": [_relation(relation) for relation in section.relations],
        "derived": [_derived(derived) for derived in section.derived],
    }


def _row(view: FiguresView, row: FigureRow) -> Record:
    return {
        **_figure(row.figure),
        "verdict": _code(row.verdict),
        "against": _ids(row.others),
        "reason": row.reason or None,
        "oneVoice": row.one_voice,
        "note": view.numbers[row.figure.claim],
    }


def _figure(figure: Figure) -> Record:
    """Return a figure: its scope and its three readings."""
    reading = figure.reading
    return {
        "claim": local_name(figure.claim),
        "iri": figure.claim,
        "measures": local_name(figure.series.measures),
        **_series(figure.series),
        **_scope(figure.scope),
        "approximate": figure.approximate,
        "quantityText": figure.text,
        "quantifier": figure.quantifier or None,
        "printed": reading and interval_record(reading.printed),
        "usual": reading and interval_record(reading.usual),
        "loosest": reading and interval_record(reading.loosest),
        "changeDirection": figure.direction or None,
        "baseline": figure.baseline and _period(figure.baseline),
        "comparedTo": local_name(figure.compared_to) or None,
        "shareOf": local_name(figure.share_of) or None,
        "tranche": figure.tranche or None,
        "rank": figure.rank,
        "rankDirection": figure.rank_direction or None,
        **_per(figure.per or RateBase()),
        "claimant": local_name(figure.claimant),
        "jointClaimant": sorted(map(local_name, figure.joint)),
        "possibleClaimant": sorted(map(local_name, figure.possible_claimants)),
        "modality": figure.modality,
        "condition": figure.condition or None,
        "movementType": figure.movement or None,
        "document": local_name(figure.document),
        "originators": sorted(map(local_name, figure.originators)),
        "stands": figure.stands,
        "replaced": figure.revised,
        "disputedBy": list(map(local_name, figure.disputed_by)),
        "revises": sorted(map(local_name, figure.revises)),
        "restates": sorted(map(local_name, figure.restates)),
        "inAdditionTo": sorted(map(local_name, figure.in_addition_to)),
    }


def _per(per: RateBase) -> Record:
    return {
        "perTime": local_name(per.span.iri) if per.span else None,
        "perNumber": bound_number(per.many),
        "perUnit": per.unit or None,
        "perThing": local_name(per.thing) or None,
        "rateKind": per.kind or None,
    }


def _group(group: Group) -> Record:
    return {
        **_scope(group.scope),
        "claims": _ids(group.figures),
        "allowed": group.allowed and interval_record(group.allowed),
        "tightest": group.tightest and interval_record(group.tightest),
        "loose": group.loose,
        "voices": [_ids(voice) for voice in group.voices],
        "comparisons": [_pair(pair) for pair in group.comparisons()],
    }


def _pair(pair: Comparison) -> Record:
    return {
        "first": local_name(pair.first.claim),
        "second": local_name(pair.second.claim),
        "verdict": _code(pair.verdict),
        "reason": pair.reason,
        "oneVoice": pair.one_voice,
    }


def _relation(relation: Relation) -> Record:
    return {
        "kind": relation.kind,
        "claim": local_name(relation.subject.claim),
        "others": _ids(relation.others),
        "verdict": _code(relation.verdict),
        "reason": relation.reason,
        "arithmetic": relation.arithmetic,
    }


def _derived(derived: Derived) -> Record:
    return {
        "claim": derived_id(derived),
        "rule": derived.rule,
        "inputs": _ids(derived.inputs),
        "measures": local_name(derived.scope.series.measures),
        "unit": derived.scope.series.unit,
        **_scope(derived.scope),
        "bound": interval_record(derived.bound),
        "steps": list(derived.steps),
        "note": derived.note or None,
    }


def _series(series: Series) -> Record:
    return {
        "kind": series.kind,
        "unit": series.unit,
        "currency": series.currency or None,
        "stage": series.stage or None,
        "method": series.method or None,
        "worth": series.worth or None,
        "movementType": series.movement or None,
        "coverage": series.coverage or None,
    }


def _scope(scope: Scope) -> Record:
    instalment = local_name(scope.instalment) or None
    period, coercion = _period(scope.period), scope.coercion
    return {"period": period, "coercion": coercion, "instalment": instalment}


def _period(period: Days) -> Record:
    """Return a period as written, and the days that are reckoned with.

    ``assumed`` tells that the source gives no end.
    """
    start, end = period.start, period.end
    return {
        "edtf": span(period),
        "start": start and start.isoformat(),
        "end": end and end.isoformat(),
        "assumed": period.assumed,
    }


def total_record(total: Total) -> Record:
    """Return a sum with its terms and notes."""
    return {
        "quantityText": str(total.printed),
        "unit": total.unit,
        "printed": interval_record(total.printed),
        "usual": interval_record(total.usual),
        "claims": _ids(total.figures),
        "notes": list(total.notes),
    }


def subtotal_record(subtotal: Subtotal) -> Record:
    """Return the sum of one claimant in one unit, or why there is none."""
    first, sum_ = subtotal.figures[0], subtotal.total
    instead = {"refused": subtotal.refused, "claims": _ids(subtotal.figures)}
    return {
        "claimant": local_name(first.claimant),
        "jointClaimant": sorted(map(local_name, first.joint)),
        **_series(first.series),
        **(instead if sum_ is None else total_record(sum_)),
    }


def refusal_record(error: KgError) -> Record:
    """Return why there is no sum, and which pair of claims is in the way."""
    if not isinstance(error, NotAddable):
        return {"refused": str(error), "claims": []}
    pair = (f for f in (error.first, error.second) if f is not None)
    return {"refused": error.reason, "claims": _ids(pair)}


def _code(verdict: str) -> str:
    """Return a verdict as the ontology writes it: ``cannot-tell``."""
    return verdict.replace(" ", "-")


def _ids(figures: Iterable[Figure]) -> list[str]:
    return [local_name(figure.claim) for figure in figures]
