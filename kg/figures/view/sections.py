"""Figures put into sections, those asked about first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from kg.figures.derived import Derived
from kg.figures.figure import Figure, Series
from kg.figures.reconcile import Reconciliation
from kg.figures.relations import Relation
from kg.figures.view.model import Section
from kg.figures.view.verdicts import Verdicts

_ROLES = ("asked", "part", "whole", "beside")
"""What a series is to what was asked about, in the order of the sections."""


def sections_of(
    known: Reconciliation,
    shown: Collection[str],
    asked: Collection[str],
    bounds: Sequence[Derived],
    iri: str | None,
) -> tuple[Section, ...]:
    """Put the figures that are shown into sections.

    ``shown`` and ``asked`` are claims, ``bounds`` what follows from all figures, and
    ``iri`` is that of the thing asked about, if it is one.
    """
    relations = list(known.relations())
    verdicts = Verdicts(known, relations)
    members: dict[tuple[str, Series | None], list[Figure]] = {}
    for figure in known.figures:
        if figure.claim in shown:
            members.setdefault(_key(figure), []).append(figure)
    groups = [g for g in known.groups if any(f.claim in shown for f in g.figures)]
    sections = []
    for (measures, series), same in members.items():
        figures = sorted(same, key=_time)
        section = Section(
            measures,
            series,
            _role(known, figures, asked, iri),
            tuple(verdicts.row(figure) for figure in figures),
            tuple(g for g in groups if g.scope.series == series),
            tuple(r for r in relations if _belongs(r, figures, shown)),
            tuple(d for d in bounds if d.scope.series == series),
            verdicts.voices(figures),
        )
        sections.append(section)
    return tuple(sorted(sections, key=_place))


def _key(figure: Figure) -> tuple[str, Series | None]:
    counts = figure.series.kind in ("flow", "stock")
    return figure.series.measures, figure.series if counts else None


def _time(figure: Figure) -> tuple[date, date, str, str]:
    period, coercion = figure.period, figure.scope.coercion
    return period.start or date.min, period.end or date.max, coercion, figure.claim


def _belongs(
    relation: Relation, figures: Sequence[Figure], shown: Collection[str]
) -> bool:
    """Tell whether a relation goes with figures: its subject, or else the others."""
    claims = {figure.claim for figure in figures}
    if relation.subject.claim in shown:
        return relation.subject.claim in claims
    return any(figure.claim in claims for figure in relation.others)


def _role(
    known: Reconciliation,
    figures: Sequence[Figure],
    asked: Collection[str],
    iri: str | None,
) -> str:
    measures = figures[0].series.measures
    if any(figure.claim in asked for figure in figures):
        return "asked"
    if iri and known.related.contains(iri, measures):
        return "part"
    return "whole" if iri and known.related.contains(measures, iri) else "beside"


def _place(section: Section) -> tuple[int, str, bool, str]:
    rank, unsorted = _ROLES.index(section.role), section.series is None
    return rank, section.measures, unsorted, str(section.series)
