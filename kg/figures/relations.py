"""Relations between figures: each holds, fails, or nobody can tell.

*Holds* means that the figures as printed bear the relation out, *fails* that it is
impossible even with the loosest reading of the words. The arithmetic is always shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kg.figures.conventions import Reading
from kg.figures.figure import Figure, Period
from kg.figures.interval import Interval, exactly
from kg.figures.total import Total

HOLDS, FAILS, CANNOT_TELL = "holds", "fails", "cannot tell"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation and its verdict.

    ``kind`` is one of ``part-whole``, ``ratio``, ``difference``, ``ordering``,
    ``share`` or ``rank``; ``subject`` is the figure that states or includes, ``others``
    are those it is held against.
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
    assert whole.reading is not None
    stated = whole.reading
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
    elif stated.printed.high is None and stated.usual.contains(_from(parts.printed)):
        verdict, reason = HOLDS, "the parts alone bear the whole out"
    elif covered and _meets(parts, stated):
        verdict, reason = HOLDS, "the parts cover the whole and meet it"
    elif covered:
        reason = "the parts cover the whole, but their sum is not known closely enough"
    elif _at_most(parts.usual, stated.usual):
        verdict, reason = HOLDS, "the parts leave room within the whole"
        shown += f"; left over {_left(stated.printed, parts.printed)}"
    return Relation("part-whole", whole, parts.figures, verdict, reason, shown)


def _terms(parts: Total) -> str:
    return " + ".join(figure.text or "?" for figure in parts.figures)


def _from(interval: Interval) -> Interval:
    """Return what a whole can be that contains parts of this size."""
    return Interval(interval.low, None, interval.low_open)


def _above(interval: Interval, other: Interval) -> bool:
    """Tell whether every number of an interval lies above all of another."""
    return not interval.empty and not _from(interval).meets(other)


def _at_most(interval: Interval, other: Interval) -> bool:
    """Tell whether no number of an interval lies above any of another."""
    if interval.high is None or other.low is None:
        return False
    return interval.high <= other.low


def _meets(parts: Total, stated: Reading) -> bool:
    if stated.usual.contains(parts.printed):
        return True
    return parts.usual.high is not None and parts.usual.contains(stated.printed)


def _left(whole: Interval, parts: Interval) -> str:
    return str(Interval(Fraction(0)) & (whole - parts))


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
    found = [_changed(stated, n, b) for n, b in _pairs(now.reading, base.reading)]
    shown = _shown(stated, now, base, found[0])
    verdict, reason = _against(found, stated.reading)
    return Relation(kind, stated, others, verdict, reason, shown)


def _kind_of_change(stated: Figure) -> str:
    if stated.reading is None:
        return "ordering"
    ratio = stated.series.unit in ("ratio", "percent")
    return "ratio" if ratio else "difference"


def _pairs(now: Reading, base: Reading) -> list[tuple[Interval, Interval]]:
    """Return both figures as printed, as usually read and at the loosest."""
    return [
        (now.printed, base.printed),
        (now.usual, base.usual),
        (now.loosest, base.loosest),
    ]


def _changed(stated: Figure, now: Interval, base: Interval) -> Interval:
    """Return the change between two figures in the unit that a change is stated in."""
    unit, fell = stated.series.unit, stated.direction == "decrease"
    if unit == "ratio":
        return quotient(base, now) if fell else quotient(now, base)
    if unit == "percent":
        rest = quotient(now, base)
        change = exactly(1) - rest if fell else rest - exactly(1)
        return scaled(change, 100)
    return base - now if fell else now - base


def quotient(top: Interval, bottom: Interval) -> Interval:
    """Divide two counts; what may be nothing divides to anything from the least up."""
    if bottom.low is None or bottom.low < 0 or bottom.high == 0:
        return Interval(Fraction(0))
    if bottom.low == 0 and not bottom.low_open:
        bottom = Interval(Fraction(0), bottom.high, True, bottom.high_open)
    return top * bottom.inverse()


def scaled(interval: Interval, factor: int) -> Interval:
    """Multiply an interval by a number above 0."""
    return Interval(
        None if interval.low is None else interval.low * factor,
        None if interval.high is None else interval.high * factor,
        interval.low_open,
        interval.high_open,
    )


def _shown(stated: Figure, now: Figure, base: Figure, found: Interval) -> str:
    a, b = now.text or "?", base.text or "?"
    fell = stated.direction == "decrease"
    first, second = (b, a) if fell else (a, b)
    if stated.series.unit == "ratio":
        return f"{first} / {second} {found}; stated {stated.text}"
    if stated.series.unit == "percent":
        return f"({first} - {second}) / {b} x 100 {found}; stated {stated.text}"
    return f"{first} - {second} {found}; stated {stated.text}"


def _against(found: Sequence[Interval], stated: Reading) -> tuple[str, str]:
    """Hold what figures give against what is stated, reading by reading."""
    printed, usual, loosest = found
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
    sign = {"increase": ">", "decrease": "<", "unchanged": "="}
    said = sign.get(stated.direction, "?")
    found = [_order(n, b) for n, b in _pairs(now.reading, base.reading)]
    shown = f"{now.text or '?'} against {base.text or '?'}: stated {said}"
    verdict, reason = CANNOT_TELL, "the figures allow it and allow otherwise"
    if said == "=" and now.reading == base.reading and now.reading.printed.point:
        verdict, reason = HOLDS, "the figures are the same"
    elif said != "?" and found[1] == said:
        verdict, reason = HOLDS, "the figures bear it out"
    elif said != "?" and found[2] not in ("?", said) and said not in found[2]:
        verdict, reason = FAILS, "the figures go the other way"
    return Relation("ordering", stated, (now, base), verdict, reason, shown)


def _order(a: Interval, b: Interval) -> str:
    """Return how two numbers are ordered for certain: ``<``, ``>``, ``=`` or ``?``."""
    if a.point is not None and a == b:
        return "="
    if not _from(a).meets(b):
        return ">"
    return "<" if not _from(b).meets(a) else "?"


def share(stated: Figure, part: Figure, whole: Figure) -> Relation:
    """Hold a stated share, in per cent or as a ratio, against part and whole."""
    assert stated.reading is not None
    assert part.reading is not None
    assert whole.reading is not None
    factor = 100 if stated.series.unit == "percent" else 1
    found = [
        scaled(quotient(p, w), factor) for p, w in _pairs(part.reading, whole.reading)
    ]
    shown = f"{part.text} / {whole.text} {found[0]}; stated {stated.text}"
    verdict, reason = _against(found, stated.reading)
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
        return _order(other.reading.loosest, now.reading.loosest) == sign
    return _order(other.reading.printed, now.reading.printed) == sign


def _behind(stated: Figure, other: Figure, now: Figure) -> bool:
    assert other.reading is not None
    assert now.reading is not None
    sign = ">" if stated.rank_direction == "lowest" else "<"
    return _order(other.reading.usual, now.reading.usual) == sign


def _named(stated: Figure) -> str:
    return f"{stated.rank_direction or 'rank'} {stated.rank or ''}".strip()


def _spanned(stated: Figure, now: Figure, others: Sequence[Figure]) -> bool:
    """Tell whether figures cover every day of the span that is ranked over."""
    span = stated.baseline
    if span is None or span.days is None:
        return False
    return covers(span, [now.period, *(f.period for f in others)])


def covers(whole: Period, parts: Sequence[Period]) -> bool:
    """Tell whether periods leave no day of a whole out."""
    if whole.start is None or whole.end is None:
        return False
    day = whole.start.toordinal()
    for part in sorted(parts, key=lambda p: (p.start is not None, p.start)):
        if part.start is None or part.end is None or part.start.toordinal() > day:
            return False
        day = max(day, part.end.toordinal() + 1)
    return day > whole.end.toordinal()
