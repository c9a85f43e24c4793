"""Two figures side by side: whether they speak of one number, and can both be true.

The verdicts are those of an information officer's desk. *Agrees* and *refines* are
only said where the figures meet as usually read, *conflicts* only where they are apart
even at the loosest; what lies between is *cannot tell*.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kg.amounts.interval import Interval
from kg.figures.codes import UNKNOWN
from kg.figures.comparable import bridge
from kg.figures.figure import Figure, Series
from kg.figures.movements import moved_otherwise
from kg.names import local_name

VERDICTS = (
    "agrees",
    "refines",
    "revises",
    "conflicts",
    "cannot tell",
    "not comparable",
)
"""The verdicts on a pair of figures, from most to least settled."""


_NARROW = Fraction(3, 2)
"""An overlap agrees on a number if its ends are no further apart than this."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdict on two figures: *first* refines, revises or conflicts with *second*.

    ``reason`` shows the arithmetic, or what differs. ``one_voice`` tells that both go
    back to one originator, so that they are no confirmation of each other.
    """

    first: Figure
    second: Figure
    verdict: str
    reason: str
    one_voice: bool = False


def compare(a: Figure, b: Figure) -> Comparison:
    """Return the verdict on two figures."""
    first, second = _ordered(a, b)
    if reason := difference(first, second):
        return Comparison(first, second, "not comparable", reason)
    return judge(first, second)


def judge(a: Figure, b: Figure) -> Comparison:
    """Return the verdict on two figures that are known to speak of one number."""
    first, second, verdict, reason = _verdict(*_ordered(a, b))
    if known := bridge(a.series):
        reason += f"; {known}"
    if a.disputed_by or b.disputed_by:
        names = sorted({local_name(by) for f in (a, b) for by in f.disputed_by})
        reason += f"; disputed by {', '.join(names)}"
    return Comparison(first, second, verdict, reason, same_voice(a, b))


def _ordered(a: Figure, b: Figure) -> tuple[Figure, Figure]:
    first, second = sorted((a, b), key=lambda f: (f.published is None, f.claim))
    return first, second


def difference(a: Figure, b: Figure) -> str:
    """Return why two figures do not speak of one number, or ``""`` if they do.

    Two changes do if they are of one thing between the same two periods, two shares if
    they are of one group, which is named, in one whole, and two rates if they are per
    the same, in the same period.
    """
    for figure in (a, b):
        if not figure.counted:
            name = local_name(figure.claim)
            return f"{name} is {figure.manner}, not put forward as a count"
    if not (a.level and b.level) and not _of_one_kind(a, b):
        figure = b if a.level else a
        kind = figure.series.kind
        what = f"a {kind}" if kind not in ("flow", "stock") else "no number"
        return f"{local_name(figure.claim)} gives {what}, not how many"
    return (
        _other_series(a, b)
        or _other_base(a, b)
        or _other_period(a, b)
        or _other_coercion(a, b)
        or _other_instalment(a, b)
    )


def _of_one_kind(a: Figure, b: Figure) -> bool:
    """Tell whether two changes have one base, or two shares one whole."""
    if a.series.kind != b.series.kind:
        return False
    if a.series.kind == "rate":
        return bool(a.reading and b.reading)
    if a.series.kind == "share":
        named = a.series.measures != a.whole or a.scope.coercion != UNKNOWN
        return a.share_of == b.share_of and named and bool(a.reading and b.reading)
    based = bool(a.compared_to) and a.compared_to == b.compared_to
    return a.series.kind == "change" and (
        based or (a.baseline is not None and a.baseline == b.baseline)
    )


def _other_series(a: Figure, b: Figure) -> str:
    one, other = a.series, b.series
    if one.measures != other.measures:
        names = sorted({local_name(one.measures), local_name(other.measures)})
        return f"they measure different things: {' and '.join(names)}"
    for what, x, y in (
        ("stock and flow", one.kind, other.kind),
        ("different units", one.unit, other.unit),
        ("different currencies", one.currency, other.currency),
        ("different stages of the transfer", one.stage, other.stage),
        ("different methods of counting", one.method, other.method),
        ("different coverage", one.coverage, other.coverage),
        ("no two payments", one.worth or "money", other.worth or "money"),
    ):
        if x != y:
            none = "all of it" if what == "different coverage" else "none"
            return f"{what}: {x or none} and {y or none}"
    if one.by_itself != other.by_itself:
        return apart_words(one, other)
    if one.kind != "change" and not a.series.settled:
        return "what was counted is not settled"
    return moved_otherwise(a, b)


def apart_words(one: Series, other: Series) -> str:
    """Return why two series that agree in all they tell are no one series."""
    if one.coverage and other.coverage:
        return f"which places are covered is not told: {one.coverage}"
    return "a source says that they are not comparable"


def _other_base(a: Figure, b: Figure) -> str:
    """Return why two rates are not of one base; ``""`` for other figures."""
    if a.per != b.per:
        return f"rates of different bases: {a.per} and {b.per}"
    if a.per is not None and None in (a.period.start, b.period.start):
        return "rates of which it is not said since when"
    return ""


def _other_period(a: Figure, b: Figure) -> str:
    one, other = a.period, b.period
    if one.same_days(other):
        return ""
    spans = f"{one} and {other}"
    if a.series.kind == "stock":
        return f"different dates: {spans}"
    if one.within(other) or other.within(one):
        return f"one period is a part of the other: {spans}"
    if one.overlaps(other):
        return f"the periods overlap and are not the same: {spans}"
    return f"different periods: {spans}"


def _other_coercion(a: Figure, b: Figure) -> str:
    if a.scope.coercion == b.scope.coercion:
        return ""
    codes = sorted({a.scope.coercion, b.scope.coercion})
    return f"different coercion: {' and '.join(codes)}"


def _other_instalment(a: Figure, b: Figure) -> str:
    if a.scope.instalment == b.scope.instalment:
        return ""
    if a.scope.leaves_out(b.scope):
        return "instalments: neither counts what the other does"
    return "an instalment and a figure for the whole"


def _verdict(a: Figure, b: Figure) -> tuple[Figure, Figure, str, str]:
    for new, old in ((a, b), (b, a)):
        if old.claim in new.revises:
            return new, old, "revises", f"{new.text} in place of {old.text}"
    if a.reading is None or b.reading is None or a.direction != b.direction:
        return _directions(a, b)
    one, other = a.reading.usual, b.reading.usual
    if (a.hidden or b.hidden) and a.number.loosest.meets(b.number.loosest):
        return a, b, "cannot tell", "a number that is hidden confirms nothing"
    if one.meets(other):
        return _compatible(a, b, one, other)
    both = f"{one} against {other}"
    for new, old in ((a, b), (b, a)):
        if _replaces(new, old):
            return new, old, "revises", f"{both}, later by the same claimant"
    if a.reading.loosest.meets(b.reading.loosest):
        return a, b, "cannot tell", f"{both}, and the words may be loose"
    if a.approximate or b.approximate:
        return a, b, "cannot tell", f"{both}, and a period is only roughly given"
    return a, b, "conflicts", both


def _directions(a: Figure, b: Figure) -> tuple[Figure, Figure, str, str]:
    """Return the verdict on two changes of which one gives a direction alone."""
    both = f"{a.direction or 'a change'} and {b.direction or 'a change'}"
    if "" in (a.direction, b.direction):
        return a, b, "cannot tell", both
    if a.direction != b.direction:
        return a, b, "conflicts", both
    if (a.reading is None) == (b.reading is None):
        return a, b, "agrees", f"both {a.direction}"
    finer, other = (b, a) if a.reading is None else (a, b)
    return finer, other, "refines", f"{finer.text} gives the {finer.direction}"


def _compatible(
    a: Figure, b: Figure, one: Interval, other: Interval
) -> tuple[Figure, Figure, str, str]:
    """Return the verdict on two figures that can both be true."""
    if one == other:
        return a, b, "agrees", f"both {one}"
    for inner, outer, fine, wide in ((a, b, one, other), (b, a, other, one)):
        if wide.contains(fine):
            return inner, outer, "refines", f"{fine} lies within {wide}"
    both = one & other
    if _only_brush(a, b):
        return a, b, "cannot tell", f"they meet at the edge only: {both}"
    if both.low is None or both.high is None or both.high > both.low * _NARROW:
        return a, b, "cannot tell", f"both can be true, neither supports it: {both}"
    return a, b, "agrees", f"both can be true: {both}"


def _replaces(new: Figure, old: Figure) -> bool:
    """Tell whether a figure takes the place of another of the same claimant.

    What is told later does, and a reprint is told when its original was. What others
    quote does not replace what the claimant itself has published.
    """
    if new.speaker != old.speaker or (old.narrated and not new.narrated):
        return False
    first, second = old.first_published, new.first_published
    return second is not None and (first is None or second > first)


def _only_brush(a: Figure, b: Figure) -> bool:
    """Tell whether two numbers meet only where one is taken to be further off."""
    if a.number.printed.point is None or b.number.printed.point is None:
        return False
    near = a.number.usual.contains(b.number.printed)
    return not (near and b.number.usual.contains(a.number.printed))


def same_voice(a: Figure, b: Figure) -> bool:
    """Tell whether two claims go back to one originator.

    They do if one restates the other, if they have the same claimant, or if one of
    them has no named source and two documents go back to the same one.
    """
    if b.claim in a.restates or a.claim in b.restates:
        return True
    mine, its = ({f.claimant, *f.possible_claimants, *f.joint} for f in (a, b))
    if mine & its:
        return True
    unnamed = (a.narrated or b.narrated) and a.document != b.document
    return unnamed and bool(a.originators & b.originators)


def voices(figures: Iterable[Figure]) -> list[tuple[Figure, ...]]:
    """Group figures by originator: ten outlets of one wire story are one voice."""
    groups: list[list[Figure]] = []
    for figure in figures:
        mine = [g for g in groups if any(same_voice(figure, f) for f in g)]
        groups = [g for g in groups if g not in mine]
        groups.append([f for g in mine for f in g] + [figure])
    ordered = (sorted(group, key=lambda f: f.claim) for group in groups)
    return sorted(map(tuple, ordered), key=lambda group: group[0].claim)


def superseded(figures: Sequence[Figure]) -> frozenset[str]:
    """Return the claims that a later one of the same claimant and scope revises.

    Only pairs are looked at that can be revisions: what is said to revise, and what is
    apart and not told at the same time.
    """
    by_claim = {figure.claim: figure for figure in figures}
    pairs = [
        (figure, by_claim[old])
        for figure in figures
        for old in sorted(figure.revises)
        if old in by_claim
    ]
    numbers = [figure for figure in figures if figure.reading is not None]
    if len({figure.first_published for figure in numbers}) > 1:
        pairs += (
            (a, b)
            for a, b in disjoint(numbers)
            if a.first_published != b.first_published
        )
    return frozenset(
        comparison.second.claim
        for a, b in pairs
        if (comparison := compare(a, b)).verdict == "revises"
    )


def disjoint(figures: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Return the pairs whose usual readings have no number in common, in order.

    All of the figures have numbers. Of thousands that agree no pair is looked at.
    """
    lowest = [(f.number.usual.low, i) for i, f in enumerate(figures)]
    known = sorted((low, i) for low, i in lowest if low is not None)
    lows = [low for low, _ in known]
    pairs = []
    for i, figure in enumerate(figures):
        usual = figure.number.usual
        if usual.high is None:
            continue
        for _, j in known[bisect_left(lows, usual.high) :]:
            if usual.below(figures[j].number.usual):
                pairs.append((min(i, j), max(i, j)))
    return [(figures[i], figures[j]) for i, j in sorted(set(pairs))]
