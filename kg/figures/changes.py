"""Stated changes, shares and ranks, held against the figures they are of."""

from __future__ import annotations

from collections.abc import Sequence

from kg.amounts.conventions import FigureReading
from kg.amounts.interval import Interval, exactly, order, quotient, scaled
from kg.figures.figure import Figure
from kg.figures.relations import CANNOT_TELL, FAILS, HOLDS, Relation, covers


def change(
    stated: Figure, now: Figure | None, base: Figure | None, *, total: bool = False
) -> Relation:
    """Hold a stated change against the figures before and after it.

    An increase by a ratio is new over old, a decrease old over new; per cent are of the
    old figure. Without a number only the direction is held against them.
    """
    others = tuple(f for f in (now, base) if f is not None)
    kind = _kind_of_change(stated)
    if now is None or base is None or now.reading is None or base.reading is None:
        missing = "before" if now is not None and now.reading is not None else "after"
        reason = f"there is no figure from {missing} it"
        return Relation(kind, stated, others, CANNOT_TELL, reason, stated.text)
    if kind == "ordering":
        return _ordering(stated, now, base)
    changes = [_changed(stated, n, b) for n, b in pairs_of(now.reading, base.reading)]
    shown = _shown(stated, now, base, changes[0])
    verdict, reason = against(changes, stated.number)
    return Relation(kind, stated, others, verdict, reason, shown)


def _kind_of_change(stated: Figure) -> str:
    if stated.reading is None:
        return "ordering"
    return "ratio" if stated.series.about_unit.relative else "difference"


def pairs_of(
    now: FigureReading, base: FigureReading
) -> list[tuple[Interval, Interval]]:
    """Return both figures as printed, as usually read and at the loosest."""
    return [
        (now.printed, base.printed),
        (now.usual, base.usual),
        (now.loosest, base.loosest),
    ]


def _changed(stated: Figure, now: Interval, base: Interval) -> Interval:
    """Return the change between two figures in the unit that a change is stated in."""
    unit, fell = stated.series.about_unit, stated.direction == "decrease"
    if unit.fold:
        return quotient(base, now) if fell else quotient(now, base)
    if unit.whole:
        rest = quotient(now, base)
        change = exactly(1) - rest if fell else rest - exactly(1)
        return scaled(change, unit.whole)
    return base - now if fell else now - base


def _shown(stated: Figure, now: Figure, base: Figure, change: Interval) -> str:
    a, b = now.text or "?", base.text or "?"
    fell = stated.direction == "decrease"
    first, second = (b, a) if fell else (a, b)
    unit = stated.series.about_unit
    if unit.fold:
        return f"{first} / {second} {change}; stated {stated.text}"
    if unit.whole:
        shown = f"({first} - {second}) / {b} x {unit.whole}"
        return f"{shown} {change}; stated {stated.text}"
    return f"{first} - {second} {change}; stated {stated.text}"


def against(given: Sequence[Interval], stated: FigureReading) -> tuple[str, str]:
    """Hold what figures give against what is stated, reading by reading."""
    printed, usual, loosest = given
    if not loosest.meets(stated.loosest):
        return FAILS, "the figures rule it out"
    if not usual.meets(stated.usual):
        return CANNOT_TELL, "a gap that may come from rounding or loose words"
    if stated.usual.contains(printed):
        return HOLDS, "the figures bear it out"
    bounded = usual.high is not None and usual.low is not None
    both_ends = stated.printed.high is not None and stated.printed.low
    if bounded and both_ends and usual.contains(stated.printed):
        return HOLDS, "the figures, as rounded, bear it out"
    return CANNOT_TELL, "the figures allow it and allow otherwise"


def _ordering(stated: Figure, now: Figure, base: Figure) -> Relation:
    signs = {"increase": ">", "decrease": "<", "unchanged": "="}
    sign = signs.get(stated.direction, "?")
    orders = [order(n, b) for n, b in pairs_of(now.number, base.number)]
    shown = f"{now.text or '?'} against {base.text or '?'}: stated {sign}"
    verdict, reason = CANNOT_TELL, "the figures allow it and allow otherwise"
    if sign == "=" and now.number == base.number and now.number.printed.point:
        verdict, reason = HOLDS, "the figures are the same"
    elif sign != "?" and orders[1] == sign:
        verdict, reason = HOLDS, "the figures bear it out"
    elif sign != "?" and orders[2] not in ("?", sign) and sign not in orders[2]:
        verdict, reason = FAILS, "the figures go the other way"
    return Relation("ordering", stated, (now, base), verdict, reason, shown)


def share(stated: Figure, part: Figure, whole: Figure) -> Relation:
    """Hold a stated share, in per cent or as a ratio, against part and whole."""
    factor = stated.series.about_unit.whole or 1
    shares = [
        scaled(quotient(p, w), factor) for p, w in pairs_of(part.number, whole.number)
    ]
    shown = f"{part.text} / {whole.text} {shares[0]}; stated {stated.text}"
    verdict, reason = against(shares, stated.number)
    return Relation("share", stated, (part, whole), verdict, reason, shown)


def rank(stated: Figure, now: Figure | None, others: Sequence[Figure]) -> Relation:
    """Hold "the highest in a decade" against figures for the other periods.

    It fails as soon as more figures lie beyond than the rank allows, and holds if the
    figures for every other period of the span are known and none lies beyond.
    """
    place = stated.rank or 1
    if now is None or now.reading is None:
        reason = "there is no figure for the period that is ranked"
        return Relation("rank", stated, (), CANNOT_TELL, reason, _named(stated))
    sign, back = "<>" if stated.rank_direction == "lowest" else "><"
    readings = [(f, f.reading) for f in others if f.reading is not None]
    held = tuple(f for f, _ in readings)
    beyond = [f for f, r in readings if order(r.loosest, now.reading.loosest) == sign]
    behind = [f for f, r in readings if order(r.usual, now.reading.usual) == back]
    shown = f"{now.text} against {', '.join(f.text for f in held) or 'nothing'}"
    verdict, reason = CANNOT_TELL, "not every period of the span has a figure"
    if len(beyond) >= place:
        held = tuple(beyond)
        names = ", ".join(f"{f.text} in {f.period}" for f in held)
        verdict, reason = FAILS, f"beyond it: {names}"
    elif len(beyond) == place - 1 and _spanned(stated, now, held):
        if all(f in beyond or f in behind for f in held):
            verdict, reason = HOLDS, "no other period of the span lies beyond it"
        else:
            reason = "some figures of the span are not known closely enough"
    return Relation("rank", stated, (now, *held), verdict, reason, shown)


def _named(stated: Figure) -> str:
    return f"{stated.rank_direction or 'rank'} {stated.rank or ''}".strip()


def _spanned(stated: Figure, now: Figure, others: Sequence[Figure]) -> bool:
    """Tell whether figures cover every day of the span that is ranked over."""
    span = stated.baseline
    if span is None or span.days is None:
        return False
    return covers(span, [now.period, *(f.period for f in others)])
