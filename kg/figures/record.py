"""What follows from figures, as triples in graphs of their own.

Derived bounds are claims of ``modality: derived`` that name their rule and inputs, and
verdicts are comparisons: neither is mixed with what a source said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain
from typing import Any

import pyoxigraph as ox

from kg.amounts.interval import Interval, Number
from kg.figures.codes import UNKNOWN
from kg.figures.comparable import JOINED
from kg.figures.compare import Comparison, compare, disjoint
from kg.figures.derived import RULES, Derived
from kg.figures.figure import Days, Figure, Scope
from kg.figures.reconcile import Contradiction, Group, Reconciliation
from kg.figures.relations import Relation
from kg.figures.tabled import worth_noting
from kg.names import BASE, ONTOLOGY, RDF, RDFS, SCHEMES, XSD, local_name
from kg.periods.edtf import parse_period
from kg.periods.period import BOUNDS

ALL_PAIRS = 30
"""Of larger groups only the pairs that do not simply agree are written down."""

_DIGEST = 16
"""Hexadecimal digits in the address of a comparison; nobody types it, and there may be
hundreds of thousands, which 64 bits tell apart."""

_TYPE, _LABEL, _XSD = str(RDF.type), str(RDFS.label), str(XSD)
KG = f"{BASE}id/actor/kg"
"""The claimant of what is derived: this software."""


def derived_quads(bounds: Iterable[Derived], base: str) -> Iterator[ox.Quad]:
    """Yield derived bounds as claims; ``base`` is that of the project's things."""
    for derived in bounds:
        yield from _quads(f"{base}graph/derived-claims", _claim(derived, base))


def kg_quads(base: str) -> Iterator[ox.Quad]:
    """Yield who claims what is derived."""
    triples: list[tuple[str, str, Any]] = [
        (KG, _TYPE, _term("SoftwareAgent")),
        (KG, _LABEL, ox.Literal("kg", language="en")),
    ]
    yield from _quads(f"{base}graph/derived-claims", triples)


def comparison_quads(known: Reconciliation, base: str) -> Iterator[ox.Quad]:
    """Yield the verdicts on pairs, relations and contradictions.

    Of figures that all stand in one table only those are told that do not fit.
    """
    graph = f"{base}graph/comparisons"
    for group in known.groups:
        for comparison in _noted(group):
            yield from _quads(graph, _comparison(comparison, base))
    for relation in known.noted:
        yield from _quads(graph, _relation(relation, base))
    for contradiction in known.contradictions:
        yield from _quads(graph, _contradiction(contradiction, base))


def _noted(group: Group) -> Iterator[Comparison]:
    for pair in _pairs(group):
        if worth_noting(pair.verdict, (pair.first, pair.second)):
            yield pair


def _pairs(group: Group) -> Iterator[Comparison]:
    if len(group.figures) <= ALL_PAIRS:
        yield from group.comparisons()
        return
    pairs = {(a.claim, b.claim): (a, b) for a, b in disjoint(group.figures)}
    for i, figure in enumerate(group.figures):
        if figure.revises:
            before = ((a, figure) for a in group.figures[:i])
            after = ((figure, b) for b in group.figures[i + 1 :])
            pairs |= {(a.claim, b.claim): (a, b) for a, b in chain(before, after)}
    for a, b in pairs.values():
        yield compare(a, b)


def _claim(derived: Derived, base: str) -> Iterator[tuple[str, str, Any]]:
    claim = f"{base}id/claim/derived.{derived.key}"
    observation = f"{base}id/observation/derived.{derived.key}"
    about: list[tuple[str, Any]] = [
        ("claimant", ox.NamedNode(KG)),
        ("modality", _code("modality", "derived")),
        ("attribution", _code("attribution", "computation")),
        ("content", ox.NamedNode(observation)),
        ("derivationRule", _typed(f"{RULES}{derived.rule}", "anyURI")),
        ("summary", ox.Literal(summary(derived), language="en")),
        *(("derivedFromClaim", ox.NamedNode(f.claim)) for f in derived.inputs),
    ]
    if derived.note:
        about.append(("note", ox.Literal(derived.note, language="en")))
    yield claim, _TYPE, _term("Claim")
    yield from ((claim, ONTOLOGY + name, value) for name, value in about)
    kind = derived.scope.series.kind.title()
    yield observation, _TYPE, _term(f"{kind}Observation")
    for name, value in _observation(derived.scope, derived.bound):
        yield observation, ONTOLOGY + name, value


def summary(derived: Derived) -> str:
    """Return what a derived bound says, in a sentence."""
    scope = derived.scope
    unit = {"person": "persons", "family": "families"}.get(scope.series.unit)
    counted = unit or f"{scope.series.unit}s"
    return (
        f"{local_name(scope.series.measures)}, {scope.period}: {derived.bound} "
        f"{counted}, by {derived.rule}."
    )


def _observation(scope: Scope, bound: Interval) -> Iterator[tuple[str, Any]]:
    series = scope.series
    yield "measures", ox.NamedNode(series.measures)
    yield "unit", ox.NamedNode(series.about_unit.iri)
    yield "quantityText", ox.Literal(str(bound))
    yield "quantifier", _code("quantifier", _quantifier(bound))
    if series.currency:
        yield "currency", ox.Literal(series.currency)
    if series.stage:
        yield "transferStage", _code("transfer-stage", series.stage)
    if series.coverage:
        yield "coverageText", ox.Literal(series.coverage)
    if series.method and JOINED not in series.method:
        yield "countingMethod", _code("counting-method", series.method)
    if scope.coercion != UNKNOWN:
        yield "coercion", ox.NamedNode(scope.about_coercion.iri)
    yield from _period(scope.series.kind, scope.period)
    if bound.point is not None:
        yield "value", _number(bound.point)
        return
    for name, end, is_open in (
        ("lowerBound", bound.low, bound.low_open),
        ("upperBound", bound.high, bound.high_open),
    ):
        if end is not None:
            yield name, _number(end)
            inclusive = "false" if is_open else "true"
            yield f"{name}Inclusive", _typed(inclusive, "boolean")


def _period(kind: str, days: Days) -> Iterator[tuple[str, Any]]:
    if not days.edtf:
        return
    period = parse_period(days.edtf)
    yield "edtf", ox.Literal(period.edtf)
    yield "datePrecision", _code("date-precision", period.precision)
    if period.approximate:
        yield "approximate", _typed("true", "boolean")
    bounds = period.within if kind == "stock" else period.filling or period.within
    for name, day in zip(BOUNDS, bounds, strict=True):
        if day is not None:
            yield name, _typed(day.isoformat(), "date")


def _quantifier(bound: Interval) -> str:
    if bound.point is not None:
        return "exact"
    if bound.low is None:
        return "less-than" if bound.high_open else "at-most"
    if bound.high is None:
        return "more-than" if bound.low_open else "at-least"
    return "between"


def _comparison(comparison: Comparison, base: str) -> Iterator[tuple[str, str, Any]]:
    extra = [("oneVoice", _typed("true", "boolean"))] if comparison.one_voice else []
    yield from _node(
        base,
        "same-scope",
        (comparison.first, comparison.second),
        comparison.verdict,
        [("verdictReason", ox.Literal(comparison.reason)), *extra],
    )


def _relation(relation: Relation, base: str) -> Iterator[tuple[str, str, Any]]:
    yield from _node(
        base,
        relation.kind,
        (relation.subject, *relation.others),
        relation.verdict,
        [
            ("verdictReason", ox.Literal(relation.reason)),
            ("arithmetic", ox.Literal(relation.arithmetic)),
        ],
    )


def _contradiction(
    contradiction: Contradiction, base: str
) -> Iterator[tuple[str, str, Any]]:
    reason = "these claims cannot all be true; without any one of them they can"
    about = [("verdictReason", ox.Literal(reason))]
    yield from _node(base, "contradiction", contradiction.figures, "conflicts", about)


def _node(
    base: str,
    kind: str,
    figures: Iterable[Figure],
    verdict: str,
    about: Iterable[tuple[str, Any]],
) -> Iterator[tuple[str, str, Any]]:
    first, *others = figures
    names = "\n".join([kind, first.claim, *(f.claim for f in others)])
    digest = hashlib.sha256(names.encode()).hexdigest()[:_DIGEST]
    node = f"{base}id/comparison/{kind}-{digest}"
    yield node, _TYPE, _term("Comparison")
    for name, value in [
        ("comparisonKind", _code("comparison-kind", kind)),
        ("verdict", _code("verdict", verdict.replace(" ", "-"))),
        ("comparesClaim", ox.NamedNode(first.claim)),
        *(("comparedWithClaim", ox.NamedNode(f.claim)) for f in others),
        *about,
    ]:
        yield node, ONTOLOGY + name, value


def _quads(graph: str, triples: Iterable[tuple[str, str, Any]]) -> Iterator[ox.Quad]:
    name = ox.NamedNode(graph)
    for s, p, o in triples:
        yield ox.Quad(ox.NamedNode(s), ox.NamedNode(p), o, name)


def _term(name: str) -> ox.NamedNode:
    return ox.NamedNode(ONTOLOGY + name)


def _code(scheme: str, code: str) -> ox.NamedNode:
    return ox.NamedNode(f"{SCHEMES}{scheme}/{code}")


def _typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(_XSD + datatype))


def _number(value: Number) -> ox.Literal:
    """Return a canonical integer, or a decimal of at most 18 places."""
    if value.denominator == 1:
        return _typed(str(value.numerator), "integer")
    places = Decimal(value.numerator) / Decimal(value.denominator)
    return _typed(f"{places:.18f}".rstrip("0"), "decimal")
