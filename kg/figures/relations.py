"""Relations between figures: each holds, fails, or nobody can tell.

*Holds* means that the figures as printed bear the relation out, *fails* that it is
impossible even with the loosest reading of the words. The arithmetic is always shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kg.amounts.conventions import FigureReading
from kg.amounts.interval import Interval
from kg.figures.figure import Days, Figure
from kg.figures.total import Total

HOLDS, FAILS, CANNOT_TELL = "holds", "fails", "cannot tell"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation and its verdict.

    ``kind`` is one of ``part-whole``, ``ratio``, ``difference``, ``ordering``,
    ``share``, ``rank`` or ``rate``; ``subject`` is the figure that states or includes,
    ``others`` are those it is held against.
    """

    kind: str
    subject: Figure
    others: tuple[Figure, ...]
    verdict: str
    reason: str
    arithmetic: str


def part_whole(whole: Figure, parts: Total, *, covered: bool) -> Relation:
    """Hold a figure against the sum of its parts.

    ``covered`` tells that the parts leave no day of the whole out; then they must meet
    it, otherwise they may only not exceed it.
    """
    stated = whole.number
    narrower = any(f.scope.coercion != whole.scope.coercion for f in parts.figures)
    covered = covered and not narrower
    sum_ = "sum " if len(parts.figures) > 1 else ""
    shown = f"{_terms(parts)}: {sum_}{parts.printed}; whole {stated.printed}"
    verdict, reason = CANNOT_TELL, "the parts do not settle it"
    if _above(parts.loosest, stated.loosest):
        verdict, reason = FAILS, "the parts add up to more than the whole"
    elif covered and not parts.loosest.meets(stated.loosest):
        verdict, reason = FAILS, "the parts cover the whole and add up to less"
    elif whole.approximate or any(f.approximate for f in parts.figures):
        reason = "a period is only roughly given"
    elif _above(parts.usual, stated.usual) or (
        covered and not parts.usual.meets(stated.usual)
    ):
        reason = "a gap that may come from rounding or loose words"
    elif stated.printed.high is None and stated.usual.contains(parts.printed.upwards):
        verdict, reason = HOLDS, "the parts alone bear the whole out"
    elif covered and _meets(parts, stated):
        verdict, reason = HOLDS, "the parts cover the whole and meet it"
    elif covered:
        reason = "the parts cover the whole, but their sum is not known closely enough"
    elif _at_most(parts.usual, stated.usual) and _vague(whole, parts):
        verdict = HOLDS
        reason = "no more than the whole; what the words leave open allows no remainder"
    elif _at_most(parts.usual, stated.usual):
        verdict, reason = HOLDS, "the parts leave room within the whole"
        shown += f"; left over {_left(stated.printed, parts.printed)}"
    return Relation("part-whole", whole, parts.figures, verdict, reason, shown)


def _vague(whole: Figure, parts: Total) -> bool:
    return any(figure.ambiguous for figure in (whole, *parts.figures))


def _terms(parts: Total) -> str:
    return " + ".join(figure.text or "?" for figure in parts.figures)


def _above(interval: Interval, other: Interval) -> bool:
    """Tell whether every number of an interval lies above all of another."""
    return not interval.empty and not interval.upwards.meets(other)


def _at_most(interval: Interval, other: Interval) -> bool:
    """Tell whether no number of an interval lies above any of another."""
    if interval.high is None or other.low is None:
        return False
    return interval.high <= other.low


def _meets(parts: Total, stated: FigureReading) -> bool:
    if stated.usual.contains(parts.printed):
        return True
    return parts.usual.high is not None and parts.usual.contains(stated.printed)


def _left(whole: Interval, parts: Interval) -> str:
    return str(Interval(Fraction(0)) & (whole - parts))


def covers(whole: Days, parts: Sequence[Days]) -> bool:
    """Tell whether periods leave no day of a whole out."""
    if whole.start is None or whole.end is None:
        return False
    day = whole.start.toordinal()
    for part in sorted(parts, key=lambda p: (p.start is not None, p.start)):
        if part.start is None or part.end is None or part.start.toordinal() > day:
            return False
        day = max(day, part.end.toordinal() + 1)
    return day > whole.end.toordinal()
