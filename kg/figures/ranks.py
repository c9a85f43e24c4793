"""Stated ranks, such as the highest in a decade, held against the other periods."""

from __future__ import annotations

from collections.abc import Sequence

from kg.amounts.interval import order
from kg.figures.figure import Figure
from kg.figures.relations import CANNOT_TELL, FAILS, HOLDS, Relation, covers


def rank(stated: Figure, now: Figure | None, others: Sequence[Figure]) -> Relation:
    """Hold "the highest in a decade" against figures for the other periods.

    It fails as soon as more figures lie beyond than the rank allows, and holds if the
    figures for every other period of the span are known and none lies beyond.
    """
    place = stated.rank or 1
    if now is None or now.reading is None:
        reason = "there is no figure for the period that is ranked"
        return Relation("rank", stated, (), CANNOT_TELL, reason, _named(stated))
    held = tuple(f for f in others if f.reading is not None)
    beyond = [f for f in held if _beyond(stated, f, now, loose=True)]
    shown = f"{now.text} against {', '.join(f.text for f in held) or 'nothing'}"
    verdict, reason = CANNOT_TELL, "not every period of the span has a figure"
    if len(beyond) >= place:
        held = tuple(beyond)
        names = ", ".join(f"{f.text} in {f.period}" for f in held)
        verdict, reason = FAILS, f"beyond it: {names}"
    elif len(beyond) == place - 1 and _spanned(stated, now, held):
        rest = [f for f in held if f not in beyond]
        if all(_behind(stated, f, now) for f in rest):
            verdict, reason = HOLDS, "no other period of the span lies beyond it"
        else:
            reason = "some figures of the span are not known closely enough"
    return Relation("rank", stated, (now, *held), verdict, reason, shown)


def _beyond(stated: Figure, other: Figure, now: Figure, *, loose: bool) -> bool:
    assert other.reading is not None
    assert now.reading is not None
    sign = "<" if stated.rank_direction == "lowest" else ">"
    if loose:
        return order(other.reading.loosest, now.reading.loosest) == sign
    return order(other.reading.printed, now.reading.printed) == sign


def _behind(stated: Figure, other: Figure, now: Figure) -> bool:
    assert other.reading is not None
    assert now.reading is not None
    sign = ">" if stated.rank_direction == "lowest" else "<"
    return order(other.reading.usual, now.reading.usual) == sign


def _named(stated: Figure) -> str:
    return f"{stated.rank_direction or 'rank'} {stated.rank or ''}".strip()


def _spanned(stated: Figure, now: Figure, others: Sequence[Figure]) -> bool:
    """Tell whether figures cover every day of the span that is ranked over."""
    span = stated.baseline
    if span is None or span.days is None:
        return False
    return covers(span, [now.period, *(f.period for f in others)])
