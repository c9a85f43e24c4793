"""The strongest thing to say of each figure, knowing everything else that is said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from kg.figures.compare import Comparison, voices
from kg.figures.figure import Figure
from kg.figures.reconcile import Reconciliation
from kg.figures.relations import Relation
from kg.figures.view.model import FigureRow, VoiceRow
from kg.names import local_name

ONE_VOICE = "one voice"
"""The verdict on a row of claims that nobody else speaks beside."""

NO_NUMBER = "no number"
"""The verdict on what a source does not report, or hides without any bound."""

_STRONGEST = ("conflicts", "revises", "agrees", "refines", "refined", "cannot tell")
"""Verdicts on one figure, from the most to the least worth knowing."""


class Verdicts:
    """Makes rows of figures."""

    def __init__(self, known: Reconciliation, relations: Iterable[Relation]) -> None:
        self._pairs: dict[str, list[Comparison]] = {}
        for group in known.groups:
            for pair in group.comparisons():
                self._pairs.setdefault(pair.first.claim, []).append(pair)
                self._pairs.setdefault(pair.second.claim, []).append(pair)
        self._stated = {r.subject.claim: r for r in relations if not r.subject.level}
        self._at_odds: dict[str, tuple[Figure, ...]] = {}
        for contradiction in known.contradictions:
            for figure in contradiction.figures:
                others = (f for f in contradiction.figures if f.claim != figure.claim)
                self._at_odds.setdefault(figure.claim, tuple(others))

    def voices(self, figures: Sequence[Figure]) -> tuple[VoiceRow, ...]:
        """Return figures as rows, those that say the same with one voice as one."""
        alike: dict[object, list[Figure]] = {}
        for figure in figures:
            alike.setdefault(_content(figure), []).append(figure)
        same = {}
        for members in alike.values():
            for voice in voices(members) if len(members) > 1 else [tuple(members)]:
                same[voice[0].claim] = voice
        return tuple(self._voice(same[f.claim]) for f in figures if f.claim in same)

    def _voice(self, same: tuple[Figure, ...]) -> VoiceRow:
        if len(same) == 1:
            return VoiceRow(self.row(same[0]), same)
        claims = {figure.claim for figure in same}
        best = min((self.row(f, beside=claims) for f in same), key=_strength)
        if best.verdict == "alone":
            best = replace(best, verdict=ONE_VOICE)
        return VoiceRow(replace(best, figure=same[0]), same)

    def row(self, figure: Figure, *, beside: Collection[str] = ()) -> FigureRow:
        """Return a figure with its verdict; claims of ``beside`` are not looked at."""
        if not figure.counted:
            return FigureRow(figure, figure.manner, reason=figure.condition)
        if figure.revised:
            return self._replaced(figure)
        if figure.disputed_by:
            by = ", ".join(map(local_name, figure.disputed_by))
            return FigureRow(figure, "disputed", reason=f"by {by}")
        if relation := self._stated.get(figure.claim):
            reason = relation.reason
            row = FigureRow(figure, relation.verdict, reason=reason, relation=relation)
        else:
            row = self._strongest(figure, beside)
        others = self._at_odds.get(figure.claim)
        if others and row.verdict != "conflicts":
            names = ", ".join(local_name(f.claim) for f in others)
            reason = f"cannot be true together with {names}"
            return FigureRow(figure, "conflicts", reason=reason, together=others)
        return row

    def _replaced(self, figure: Figure) -> FigureRow:
        for pair in self._pairs.get(figure.claim, ()):
            if pair.verdict == "revises" and pair.second.claim == figure.claim:
                return _row(figure, "replaced", pair.first, pair)
        return FigureRow(figure, "replaced")

    def _strongest(self, figure: Figure, beside: Collection[str]) -> FigureRow:
        rows = []
        for pair in self._pairs.get(figure.claim, ()):
            mine = pair.first.claim == figure.claim
            other = pair.second if mine else pair.first
            verdict = pair.verdict
            if verdict == "refines" and not mine:
                verdict = "refined"
            counts = verdict == "revises" or not other.revised
            if counts and other.claim not in beside:
                rows.append(_row(figure, verdict, other, pair))
        lonely = "instalment" if figure.scope.instalment else "alone"
        if figure.reading is None and figure.series.kind in ("flow", "stock"):
            lonely = NO_NUMBER
        return min(rows, key=_weight) if rows else FigureRow(figure, lonely)


def _row(figure: Figure, verdict: str, other: Figure, pair: Comparison) -> FigureRow:
    return FigureRow(figure, verdict, other, pair.reason, pair.one_voice)


def _content(figure: Figure) -> object:
    """Return what a figure says, and whether it stands: equal for what is the same."""
    usual = None if figure.reading is None else figure.reading.usual
    change = figure.direction, figure.baseline, figure.compared_to
    ranked = figure.share_of, figure.rank, figure.rank_direction, figure.per
    status = figure.manner, figure.revised, bool(figure.disputed_by)
    return figure.scope, figure.approximate, usual, change, ranked, status


def _strength(row: FigureRow) -> int:
    known = row.verdict in _STRONGEST
    return _STRONGEST.index(row.verdict) if known else len(_STRONGEST)


def _weight(row: FigureRow) -> tuple[bool, int, bool, str]:
    """Rank what is said of a figure: a disputed one is a poor witness."""
    other = row.against
    assert other is not None
    poor = bool(other.disputed_by) and row.verdict != "revises"
    return poor, _STRONGEST.index(row.verdict), row.one_voice, other.claim
