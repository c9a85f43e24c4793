"""Figures in rows, each with the strongest thing to say of it; rows in sections."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kg.ask.figure_verdicts import Row, Told, Verdicts
from kg.figures.derive import Derived
from kg.figures.figure import Figure, Series
from kg.figures.reconcile import Group, Reconciliation
from kg.figures.relations import Relation

__all__ = ["Row", "Section", "Told", "sections_of"]


@dataclass(frozen=True)
class Section:
    """The rows of one series, in order of time, and what follows from them.

    ``series`` is ``None`` where they are the changes, shares and ranks of ``measures``.
    ``role`` tells what the series is to what was asked about: ``asked``, a ``part`` of
    it, the ``whole`` around it, or ``beside`` it. ``told`` are the rows as people are
    told them, what one voice says again left out.
    """

    measures: str
    series: Series | None
    role: str
    rows: tuple[Row, ...]
    groups: tuple[Group, ...]
    relations: tuple[Relation, ...]
    derived: tuple[Derived, ...]
    told: tuple[Told, ...]


def sections_of(
    found: Reconciliation,
    shown: Collection[str],
    asked: Collection[str],
    bounds: Iterable[Derived],
    iri: str | None,
) -> tuple[Section, ...]:
    """Put the figures that are shown into sections, those asked about first."""
    relations = list(found.relations())
    verdicts = Verdicts(found, relations)
    members: dict[tuple[str, Series | None], list[Figure]] = {}
    for figure in found.figures:
        if figure.claim in shown:
            members.setdefault(_key(figure), []).append(figure)
    members = {key: sorted(same, key=_time) for key, same in members.items()}
    groups = [g for g in found.groups if any(f.claim in shown for f in g.figures)]
    made = [
        Section(
            measures,
            series,
            _role(found, figures, asked, iri),
            tuple(verdicts.row(figure) for figure in figures),
            tuple(g for g in groups if g.scope.series == series),
            tuple(r for r in relations if _told_with(r, figures, shown)),
            tuple(d for d in bounds if d.scope.series == series),
            verdicts.told(figures),
        )
        for (measures, series), figures in members.items()
    ]
    return tuple(sorted(made, key=_place))


def _key(figure: Figure) -> tuple[str, Series | None]:
    counts = figure.series.kind in ("flow", "stock")
    return figure.series.measures, figure.series if counts else None


def _time(figure: Figure) -> tuple[date, date, str, str]:
    period, coercion = figure.period, figure.scope.coercion
    return period.start or date.min, period.end or date.max, coercion, figure.claim


def _told_with(
    relation: Relation, figures: Sequence[Figure], shown: Collection[str]
) -> bool:
    """Tell whether a relation is told with its subject, or else with the others."""
    claims = {figure.claim for figure in figures}
    if relation.subject.claim in shown:
        return relation.subject.claim in claims
    return any(figure.claim in claims for figure in relation.others)


def _role(
    found: Reconciliation,
    figures: Sequence[Figure],
    asked: Collection[str],
    iri: str | None,
) -> str:
    measures = figures[0].series.measures
    if any(figure.claim in asked for figure in figures):
        return "asked"
    if iri and found.related.contains(iri, measures):
        return "part"
    return "whole" if iri and found.related.contains(measures, iri) else "beside"


def _place(section: Section) -> tuple[int, str, bool, str]:
    rank = ("asked", "part", "whole", "beside").index(section.role)
    return rank, section.measures, section.series is None, str(section.series)
