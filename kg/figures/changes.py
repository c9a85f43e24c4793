"""Stated changes, directions and shares, held against the figures they are of."""

from __future__ import annotations

from collections.abc import Sequence

from kg.amounts.conventions import FigureReading
from kg.amounts.interval import Interval, exactly, order, quotient, scaled
from kg.figures.figure import Figure
from kg.figures.relations import CANNOT_TELL, FAILS, HOLDS, Relation


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
    assert stated.reading is not None
    changes = [_changed(stated, n, b) for n, b in _pairs(now.reading, base.reading)]
    shown = _shown(stated, now, base, changes[0])
    verdict, reason = _against(changes, stated.reading)
    return Relation(kind, stated, others, verdict, reason, shown)


def _kind_of_change(stated: Figure) -> str:
    if stated.reading is None:
        return "ordering"
    return "ratio" if stated.series.about_unit.relative else "difference"


def _pairs(now: FigureReading, base: FigureReading) -> list[tuple[Interval, Interval]]:
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


def _against(given: Sequence[Interval], stated: FigureReading) -> tuple[str, str]:
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
    assert now.reading is not None
    assert base.reading is not None
    signs = {"increase": ">", "decrease": "<", "unchanged": "="}
    sign = signs.get(stated.direction, "?")
    orders = [order(n, b) for n, b in _pairs(now.reading, base.reading)]
    shown = f"{now.text or '?'} against {base.text or '?'}: stated {sign}"
    verdict, reason = CANNOT_TELL, "the figures allow it and allow otherwise"
    if sign == "=" and now.reading == base.reading and now.reading.printed.point:
        verdict, reason = HOLDS, "the figures are the same"
    elif sign != "?" and orders[1] == sign:
        verdict, reason = HOLDS, "the figures bear it out"
    elif sign != "?" and orders[2] not in ("?", sign) and sign not in orders[2]:
        verdict, reason = FAILS, "the figures go the other way"
    return Relation("ordering", stated, (now, base), verdict, reason, shown)


def share(stated: Figure, part: Figure, whole: Figure) -> Relation:
    """Hold a stated share, in per cent or as a ratio, against part and whole."""
    assert stated.reading is not None
    assert part.reading is not None
    assert whole.reading is not None
    factor = stated.series.about_unit.whole or 1
    shares = [
        scaled(quotient(p, w), factor) for p, w in _pairs(part.reading, whole.reading)
    ]
    shown = f"{part.text} / {whole.text} {shares[0]}; stated {stated.text}"
    verdict, reason = _against(shares, stated.reading)
    return Relation("share", stated, (part, whole), verdict, reason, shown)
