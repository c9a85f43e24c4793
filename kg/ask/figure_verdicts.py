"""The strongest thing to say of each figure, knowing everything else that is said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from kg.figures.compare import Comparison, voices
from kg.figures.figure import COUNTED, Figure
from kg.figures.reconcile import Reconciliation
from kg.figures.relations import Relation
from kg.names import local_name

ONE_VOICE = "one voice"
"""The verdict on a row of claims that nobody else speaks beside."""

_STRONGEST = ("conflicts", "revises", "agrees", "refines", "refined", "cannot tell")
"""Verdicts on one figure, from the most to the least worth knowing."""


@dataclass(frozen=True, slots=True)
class Row:
    """A figure and its verdict.

    ``verdict`` is one of the verdicts on a pair; ``refined`` and ``replaced`` where
    ``against`` is the one that does so; ``alone``, ``disputed``, or the modality of
    what is no count (``planned``). A change, share or rank has the verdict of its
    ``relation``. ``together`` are the claims that it cannot be true together with,
    where that is not the verdict on a pair. ``one_voice`` tells that the two figures
    go back to one originator.
    """

    figure: Figure
    verdict: str
    against: Figure | None = None
    reason: str = ""
    one_voice: bool = False
    together: tuple[Figure, ...] = ()
    relation: Relation | None = None

    @property
    def others(self) -> tuple[Figure, ...]:
        """The figures that the verdict is about, beside its own."""
        return self.together if self.against is None else (self.against,)


@dataclass(frozen=True, slots=True)
class Told:
    """A row as it is told to people: once, however many claims say the same.

    ``figures`` are claims of one voice that say the same of the same scope; the verdict
    of ``row`` is the strongest on any of them, beside all other claims.
    """

    row: Row
    figures: tuple[Figure, ...]


class Verdicts:
    """Makes rows of figures."""

    def __init__(self, found: Reconciliation, relations: Iterable[Relation]) -> None:
        self._pairs: dict[str, list[Comparison]] = {}
        for group in found.groups:
            for pair in group.comparisons():
                self._pairs.setdefault(pair.first.claim, []).append(pair)
                self._pairs.setdefault(pair.second.claim, []).append(pair)
        self._stated = {r.subject.claim: r for r in relations if not r.subject.level}
        self._at_odds: dict[str, tuple[Figure, ...]] = {}
        for contradiction in found.contradictions:
            for figure in contradiction.figures:
                others = (f for f in contradiction.figures if f.claim != figure.claim)
                self._at_odds.setdefault(figure.claim, tuple(others))

    def told(self, figures: Sequence[Figure]) -> tuple[Told, ...]:
        """Return figures as rows, those that say the same with one voice as one."""
        alike: dict[object, list[Figure]] = {}
        for figure in figures:
            alike.setdefault(_said(figure), []).append(figure)
        same = {}
        for members in alike.values():
            for voice in voices(members) if len(members) > 1 else [tuple(members)]:
                same[voice[0].claim] = voice
        return tuple(self._told(same[f.claim]) for f in figures if f.claim in same)

    def _told(self, same: tuple[Figure, ...]) -> Told:
        if len(same) == 1:
            return Told(self.row(same[0]), same)
        claims = {figure.claim for figure in same}
        best = min((self.row(f, beside=claims) for f in same), key=_strength)
        if best.verdict == "alone":
            best = replace(best, verdict=ONE_VOICE)
        return Told(replace(best, figure=same[0]), same)

    def row(self, figure: Figure, *, beside: Collection[str] = ()) -> Row:
        """Return a figure with its verdict; claims of ``beside`` are not looked at."""
        if figure.modality not in COUNTED:
            return Row(figure, figure.modality)
        if figure.revised:
            return self._replaced(figure)
        if figure.disputed_by:
            by = ", ".join(map(local_name, figure.disputed_by))
            return Row(figure, "disputed", reason=f"by {by}")
        row = self._stated_row(figure) or self._strongest(figure, beside)
        others = self._at_odds.get(figure.claim)
        if others and row.verdict != "conflicts":
            names = ", ".join(local_name(f.claim) for f in others)
            reason = f"cannot be true together with {names}"
            return Row(figure, "conflicts", reason=reason, together=others)
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
        reason = relation.reason
        return Row(figure, relation.verdict, reason=reason, relation=relation)

    def _strongest(self, figure: Figure, beside: Collection[str]) -> Row:
        found = []
        for pair in self._pairs.get(figure.claim, ()):
            mine = pair.first.claim == figure.claim
            other = pair.second if mine else pair.first
            verdict = pair.verdict
            if verdict == "refines" and not mine:
                verdict = "refined"
            counts = verdict == "revises" or not other.revised
            if counts and other.claim not in beside:
                found.append(Row(figure, verdict, other, pair.reason, pair.one_voice))
        return min(found, key=_weight) if found else Row(figure, "alone")


def _said(figure: Figure) -> object:
    """Return what a figure says, and whether it stands: equal for what is the same."""
    said = None if figure.reading is None else figure.reading.usual
    change = figure.direction, figure.baseline, figure.compared_to
    ranked = figure.share_of, figure.rank, figure.rank_direction
    status = figure.modality, figure.revised, bool(figure.disputed_by)
    return figure.scope, figure.approximate, said, change, ranked, status


def _strength(row: Row) -> int:
    known = row.verdict in _STRONGEST
    return _STRONGEST.index(row.verdict) if known else len(_STRONGEST)


def _weight(row: Row) -> tuple[bool, int, bool, str]:
    """Rank what is said of a figure: a disputed one is a poor witness."""
    other = row.against
    assert other is not None
    poor = bool(other.disputed_by) and row.verdict != "revises"
    return poor, _STRONGEST.index(row.verdict), row.one_voice, other.claim
