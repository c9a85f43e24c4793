"""Figures in rows, each with the strongest thing to say of it; rows in sections."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kg.figures.compare import Comparison
from kg.figures.derive import Derived
from kg.figures.figure import COUNTED, Figure, Series
from kg.figures.reconcile import Group, Reconciliation
from kg.figures.relations import Relation
from kg.names import local_name

_STRONGEST = ("conflicts", "revises", "agrees", "refines", "refined", "cannot tell")
"""Verdicts on one figure, from the most to the least worth knowing."""


@dataclass(frozen=True, slots=True)
class Row:
    """A figure and its verdict.

    ``verdict`` is one of the verdicts on a pair; ``refined`` and ``replaced`` where
    ``against`` is the one that does so; ``alone``, ``disputed``, or the modality of
    what is no count (``planned``). A change, share or rank has the verdict of its
    relation. ``one_voice`` tells that the two figures go back to one originator.
    """

    figure: Figure
    verdict: str
    against: Figure | None = None
    reason: str = ""
    one_voice: bool = False


@dataclass(frozen=True)
class Section:
    """The rows of one series, in order of time, and what follows from them.

    ``series`` is ``None`` where they are the changes, shares and ranks of ``measures``.
    ``role`` tells what the series is to what was asked about: ``asked``, a ``part`` of
    it, the ``whole`` around it, or ``beside`` it.
    """

    measures: str
    series: Series | None
    role: str
    rows: tuple[Row, ...]
    groups: tuple[Group, ...]
    relations: tuple[Relation, ...]
    derived: tuple[Derived, ...]


def sections_of(
    found: Reconciliation,
    shown: Collection[str],
    asked: Collection[str],
    bounds: Iterable[Derived],
    iri: str | None,
) -> tuple[Section, ...]:
    """Put the figures that are shown into sections, those asked about first."""
    relations = list(found.relations())
    rows = _Rows(found, relations)
    members: dict[tuple[str, Series | None], list[Figure]] = {}
    for figure in found.figures:
        if figure.claim in shown:
            members.setdefault(_key(figure), []).append(figure)
    groups = [g for g in found.groups if any(f.claim in shown for f in g.figures)]
    made = [
        Section(
            measures,
            series,
            _role(found, figures, asked, iri),
            tuple(rows.row(figure) for figure in sorted(figures, key=_time)),
            tuple(g for g in groups if g.scope.series == series),
            tuple(r for r in relations if _told_with(r, figures, shown)),
            tuple(d for d in bounds if d.scope.series == series),
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


class _Rows:
    """Makes rows, knowing everything else that is said."""

    def __init__(self, found: Reconciliation, relations: Iterable[Relation]) -> None:
        self._pairs: dict[str, list[Comparison]] = {}
        for group in found.groups:
            for pair in group.comparisons():
                self._pairs.setdefault(pair.first.claim, []).append(pair)
                self._pairs.setdefault(pair.second.claim, []).append(pair)
        self._stated = {r.subject.claim: r for r in relations if not r.subject.level}
        self._at_odds: dict[str, list[Figure]] = {}
        for contradiction in found.contradictions:
            for figure in contradiction.figures:
                others = [f for f in contradiction.figures if f.claim != figure.claim]
                self._at_odds.setdefault(figure.claim, others)

    def row(self, figure: Figure) -> Row:
        if figure.modality not in COUNTED:
            return Row(figure, figure.modality)
        if figure.revised:
            return self._replaced(figure)
        if figure.disputed_by:
            by = ", ".join(map(local_name, figure.disputed_by))
            return Row(figure, "disputed", reason=f"by {by}")
        row = self._stated_row(figure) or self._strongest(figure)
        others = self._at_odds.get(figure.claim)
        if others and row.verdict != "conflicts":
            names = ", ".join(local_name(f.claim) for f in others)
            reason = f"cannot be true together with {names}"
            return Row(figure, "conflicts", reason=reason)
        return row

    def _replaced(self, figure: Figure) -> Row:
        for pair in self._pairs.get(figure.claim, ()):
            if pair.verdict == "revises" and pair.second.claim == figure.claim:
                return Row(figure, "replaced", pair.first, pair.reason, pair.one_voice)
        return Row(figure, "replaced")

    def _stated_row(self, figure: Figure) -> Row | None:
        relation = self._stated.get(figure.claim)
        if relation is None:
            return None
        return Row(figure, relation.verdict, reason=relation.reason)

    def _strongest(self, figure: Figure) -> Row:
        found = []
        for pair in self._pairs.get(figure.claim, ()):
            mine = pair.first.claim == figure.claim
            other = pair.second if mine else pair.first
            verdict = pair.verdict
            if verdict == "refines" and not mine:
                verdict = "refined"
            if verdict == "revises" or not other.revised:
                found.append(Row(figure, verdict, other, pair.reason, pair.one_voice))
        return min(found, key=_weight) if found else Row(figure, "alone")


def _weight(row: Row) -> tuple[bool, int, bool, str]:
    """Rank what is said of a figure: a disputed one is a poor witness."""
    other = row.against
    assert other is not None
    poor = bool(other.disputed_by) and row.verdict != "revises"
    return poor, _STRONGEST.index(row.verdict), row.one_voice, other.claim
