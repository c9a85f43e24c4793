"""Figures put into sections, those asked about first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from kg.figures.derived import Derived
from kg.figures.figure import Figure, Series
from kg.figures.reconcile import Group, Reconciliation
from kg.figures.relations import Relation
from kg.figures.view.model import Section
from kg.figures.view.verdicts import Verdicts

_ROLES = ("asked", "part", "whole", "beside")
"""What a series is to what was asked about, in the order of the sections."""

_Key = tuple[str, Series | None]
"""What tells a section: the thing that is measured, and the series that counts it."""


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
    members: dict[_Key, list[Figure]] = {}
    for figure in known.figures:
        if figure.claim in shown:
            members.setdefault(_key(figure), []).append(figure)
    groups = defaultdict[Series | None, list[Group]](list)
    follows = defaultdict[Series | None, list[Derived]](list)
    for group in known.groups:
        if any(figure.claim in shown for figure in group.figures):
            groups[group.scope.series].append(group)
    for bound in bounds:
        follows[bound.scope.series].append(bound)
    related = _by_section(relations, members)
    sections = []
    for (measures, series), same in members.items():
        figures = sorted(same, key=_time)
        section = Section(
            measures,
            series,
            _role(known, figures, asked, iri),
            tuple(verdicts.row(figure) for figure in figures),
            tuple(groups.get(series, ())),
            tuple(related[measures, series]),
            tuple(follows.get(series, ())),
            verdicts.voices(figures),
        )
        sections.append(section)
    return tuple(sorted(sections, key=_place))


def _key(figure: Figure) -> _Key:
    counts = figure.series.kind in ("flow", "stock")
    return figure.series.measures, figure.series if counts else None


def _time(figure: Figure) -> tuple[date, date, str, str]:
    period, coercion = figure.period, figure.scope.coercion
    return period.start or date.min, period.end or date.max, coercion, figure.claim


def _by_section(
    relations: Iterable[Relation], members: Mapping[_Key, Iterable[Figure]]
) -> dict[_Key, list[Relation]]:
    """Return the relations that go with each section: by their subject, or the others.

    Among millions of figures, each relation is looked at once.
    """
    sections = {f.claim: key for key, figures in members.items() for f in figures}
    beside: dict[_Key, list[Relation]] = {key: [] for key in members}
    for relation in relations:
        if (key := sections.get(relation.subject.claim)) is not None:
            beside[key].append(relation)
            continue
        others = [sections[f.claim] for f in relation.others if f.claim in sections]
        for key in dict.fromkeys(others):
            beside[key].append(relation)
    return beside


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
