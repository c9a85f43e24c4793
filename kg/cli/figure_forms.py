"""Figures for programs: JSON with everything, named as the ontology names it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from kg.amounts.interval import Interval
from kg.ask.citations import Citation
from kg.ask.explain import Explanation
from kg.ask.figure_rows import Row, Section
from kg.ask.figure_words import derived_id
from kg.ask.figures import FiguresView
from kg.errors import KgError
from kg.figures.compare import Comparison
from kg.figures.derive import Derived
from kg.figures.figure import Figure, Period, Scope
from kg.figures.reconcile import Group
from kg.figures.relations import Relation
from kg.figures.total import NotAddable, Total
from kg.names import local_name


def figures_json(view: FiguresView, *, pairs: bool) -> dict[str, Any]:
    """Return all that is known of figures as JSON."""
    data: dict[str, Any] = {
        "thing": view.thing and view.thing.id,
        "as_of": view.as_of and view.as_of.isoformat(),
        "sections": [_section(view, section) for section in view.sections],
        "contradictions": [_ids(c.figures) for c in view.contradictions],
    }
    if pairs:
        data["pairs"] = [pair_json(pair) for pair in view.pairs()]
    data["claims"] = [claim_json(c) for c in view.citations.values()]
    data["why_empty"] = view.why_empty
    return data


def _section(view: FiguresView, section: Section) -> dict[str, Any]:
    series = section.series
    counted = None
    if series is not None:
        counted = {
            "kind": series.kind,
            "unit": series.unit,
            "currency": series.currency or None,
            "stage": series.stage or None,
        }
    return {
        "thing": local_name(section.measures),
        "label": str(view.things[section.measures]),
        "role": section.role,
        "series": counted,
        "figures": [_row(view, row) for row in section.rows],
        "groups": [_group(group) for group in section.groups],
        "relations": [relation_json(relation) for relation in section.relations],
        "derived": [derived_json(derived) for derived in section.derived],
    }


def _row(view: FiguresView, row: Row) -> dict[str, Any]:
    return {
        **figure_json(row.figure),
        "verdict": code(row.verdict),
        "against": _ids(row.others),
        "reason": row.reason or None,
        "oneVoice": row.one_voice,
        "note": view.notes([row.figure])[0],
    }


def figure_json(figure: Figure) -> dict[str, Any]:
    """Return a figure as JSON: its scope and its three readings."""
    reading = figure.reading
    return {
        "claim": local_name(figure.claim),
        "iri": figure.claim,
        "measures": local_name(figure.series.measures),
        "kind": figure.series.kind,
        "unit": figure.series.unit,
        "currency": figure.series.currency or None,
        "stage": figure.series.stage or None,
        **scope_json(figure.scope),
        "approximate": figure.approximate,
        "quantityText": figure.text,
        "quantifier": figure.quantifier or None,
        "printed": reading and interval_json(reading.printed),
        "usual": reading and interval_json(reading.usual),
        "loosest": reading and interval_json(reading.loosest),
        "changeDirection": figure.direction or None,
        "baseline": figure.baseline and period_json(figure.baseline),
        "comparedTo": local_name(figure.compared_to) or None,
        "shareOf": local_name(figure.share_of) or None,
        "rank": figure.rank,
        "rankDirection": figure.rank_direction or None,
        "claimant": local_name(figure.claimant),
        "possibleClaimant": sorted(map(local_name, figure.possible_claimants)),
        "modality": figure.modality,
        "movementType": figure.movement or None,
        "document": local_name(figure.document),
        "originators": sorted(map(local_name, figure.originators)),
        "stands": figure.stands,
        "replaced": figure.revised,
        "disputed_by": list(map(local_name, figure.disputed_by)),
        "revises": sorted(map(local_name, figure.revises)),
        "restates": sorted(map(local_name, figure.restates)),
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        **scope_json(group.scope),
        "claims": _ids(group.figures),
        "allowed": group.allowed and interval_json(group.allowed),
        "tightest": group.tightest and interval_json(group.tightest),
        "loose": group.loose,
        "voices": [_ids(voice) for voice in group.voices],
        "comparisons": [pair_json(pair) for pair in group.comparisons()],
    }


def pair_json(pair: Comparison) -> dict[str, Any]:
    """Return the verdict on a pair as JSON."""
    return {
        "first": local_name(pair.first.claim),
        "second": local_name(pair.second.claim),
        "verdict": code(pair.verdict),
        "reason": pair.reason,
        "oneVoice": pair.one_voice,
    }


def relation_json(relation: Relation) -> dict[str, Any]:
    """Return a relation as JSON: verdict, reason and arithmetic."""
    return {
        "kind": relation.kind,
        "claim": local_name(relation.subject.claim),
        "others": _ids(relation.others),
        "verdict": code(relation.verdict),
        "reason": relation.reason,
        "arithmetic": relation.arithmetic,
    }


def derived_json(derived: Derived) -> dict[str, Any]:
    """Return a bound that follows as JSON: rule, inputs and steps."""
    return {
        "claim": derived_id(derived),
        "rule": derived.rule,
        "inputs": _ids(derived.inputs),
        "measures": local_name(derived.scope.series.measures),
        "unit": derived.scope.series.unit,
        **scope_json(derived.scope),
        "bound": interval_json(derived.bound),
        "steps": list(derived.steps),
        "note": derived.note or None,
    }


def scope_json(scope: Scope) -> dict[str, Any]:
    """Return a period and a coercion as JSON."""
    return {"period": period_json(scope.period), "coercion": scope.coercion}


def period_json(period: Period) -> dict[str, Any]:
    """Return a period as JSON; ``assumed`` tells that the source gives no end."""
    start, end = period.start, period.end
    return {
        "start": start and start.isoformat(),
        "end": end and end.isoformat(),
        "assumed": period.assumed,
    }


def interval_json(interval: Interval) -> dict[str, Any]:
    """Return an interval as JSON; ``null`` means no such bound."""
    low, high = interval.low, interval.high
    return {
        "lowerBound": number_json(low),
        "lowerBoundInclusive": None if low is None else not interval.low_open,
        "upperBound": number_json(high),
        "upperBoundInclusive": None if high is None else not interval.high_open,
    }


def total_json(total: Total) -> dict[str, Any]:
    """Return a sum as JSON."""
    return {
        "quantityText": str(total.printed),
        "unit": total.unit,
        "printed": interval_json(total.printed),
        "usual": interval_json(total.usual),
        "claims": _ids(total.figures),
        "notes": list(total.notes),
    }


def refused_json(error: KgError) -> dict[str, Any]:
    """Return as JSON why there is no sum, and which pair of claims is in the way."""
    pair: list[Figure | None] = []
    if isinstance(error, NotAddable):
        pair = [error.first, error.second]
    reason = error.reason if isinstance(error, NotAddable) else str(error)
    return {"refused": reason, "claims": _ids(f for f in pair if f is not None)}


def explanation_json(found: Explanation) -> dict[str, Any]:
    """Return an explanation as JSON; steps refer to the notes by number, from 1."""
    return {
        "claim": claim_json(found.citation),
        "rule": found.rule or None,
        "steps": list(found.steps),
        "inputs": [claim_json(citation) for citation in found.inputs],
        "mentioned": [claim_json(citation) for citation in found.mentioned],
    }


def claim_json(citation: Citation) -> dict[str, Any]:
    """Return a citation as JSON; what is derived has no document."""
    return {**citation.to_dict(), "document": citation.document.id or None}


def code(verdict: str) -> str:
    """Return a verdict as the ontology writes it: ``cannot-tell``."""
    return verdict.replace(" ", "-")


def number_json(value: Fraction | int | None) -> int | float | None:
    """Return a number: whole ones in full, others as near as a float comes."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)


def _ids(figures: Iterable[Figure]) -> list[str]:
    return [local_name(figure.claim) for figure in figures]
