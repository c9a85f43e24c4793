"""Two editions of one table or report: which figures differ, and by how much.

A claim of the one is that of the other which has its key. What is not reported is no
nought: a figure that came or went is told as that, whatever number it had.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kg.amounts.interval import Number
from kg.figures.figure import Figure
from kg.names import local_name

CHANGES = ("revised", "recast", "added", "withdrawn")
"""What may become of a figure: it has another number; what has its key counts something
else, or in another unit or period, or is put forward in another manner or by somebody
else; the new edition alone has it; the old one alone."""

_PER_CENT = 100


@dataclass(frozen=True, slots=True)
class Revision:
    """A figure that is not alike in two editions.

    ``change`` is one of :data:`CHANGES`, ``thing`` the IRI of what is counted,
    ``movement`` the code of the movement that the words tell, and ``before`` and
    ``after`` what is printed, ``None`` where nothing is. ``difference`` is by how many
    it grew and ``per_cent`` that in hundredths of what it was, where both are one
    number. ``note`` says what a nought that came or went is not, and in which manner it
    is put forward if not as true.
    """

    change: str
    key: str
    thing: str
    period: str
    before: str | None
    after: str | None
    movement: str = ""
    difference: Number | None = None
    per_cent: Fraction | None = None
    note: str = ""

    def to_dict(self, labels: Mapping[str, str]) -> dict[str, Any]:
        """Return JSON values; ``labels`` are those of what is counted, by IRI."""
        share = self.per_cent
        return {
            "change": self.change,
            "figure": self.key,
            "movementType": self.movement or None,
            "measures": labels.get(self.thing, local_name(self.thing)),
            "period": self.period,
            "before": self.before,
            "after": self.after,
            "difference": _json_number(self.difference),
            "perCent": None if share is None else round(float(share), 1),
            "note": self.note or None,
        }


def _json_number(number: Number | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == int(number) else float(number)


def compare_editions(
    old: str, new: str, figures: Iterable[Figure]
) -> tuple[list[Revision], int]:
    """Compare the figures of two documents, given by their IRIs.

    Returns what differs, by keys, and how many figures are the same.
    """
    of: dict[str, dict[str, Figure]] = {old: {}, new: {}}
    for figure in figures:
        if figure.document in of:
            key = local_name(figure.claim).partition(".")[2]
            of[figure.document][key] = figure
    revisions, same = [], 0
    for key in sorted({*of[old], *of[new]}):
        before, after = of[old].get(key), of[new].get(key)
        if before and after and _said(before) == _said(after):
            same += 1
        else:
            revisions.append(_revision(key, before, after))
    return revisions, same


def _said(figure: Figure) -> tuple[object, ...]:
    about = (
        *(figure.scope, figure.quantifier, figure.direction, figure.rank),
        *(figure.manner, figure.claimant, figure.possible_claimants),
    )
    return *about, figure.reading, figure.text if figure.reading is None else ""


def _revision(key: str, before: Figure | None, after: Figure | None) -> Revision:
    shown = after or before
    assert shown is not None
    was, now = _point(before), _point(after)
    difference = share = None
    if before is None or after is None:
        change = "withdrawn" if after is None else "added"
        note = ""
        if 0 in (was, now):
            note = "0, where nothing was reported"
            note = note if after else "nothing reported, where it was 0"
        note = "; ".join(filter(None, (_manner(shown), note)))
    elif before.scope != after.scope or _voice(before) != _voice(after):
        change, note = "recast", _recast(before, after)
    else:
        change, note = "revised", _manner(after)
        if was is not None and now is not None:
            difference = now - was
            share = Fraction(difference) / Fraction(was) * _PER_CENT if was else None
    return Revision(
        change,
        key,
        shown.series.measures,
        str(shown.period),
        _printed(before),
        _printed(after),
        shown.movement,
        difference,
        share,
        note,
    )


def _manner(figure: Figure) -> str:
    """Say how a figure is put forward, where that is not simply as true."""
    return "" if figure.manner == "asserted" else figure.manner


def _voice(figure: Figure) -> tuple[object, ...]:
    return figure.manner, figure.claimant, figure.possible_claimants


def _recast(before: Figure, after: Figure) -> str:
    """Say what else it counts than before."""
    pairs = (
        (local_name(before.series.measures), local_name(after.series.measures)),
        (before.series.unit, after.series.unit),
        (str(before.period), str(after.period)),
        (before.manner, after.manner),
        (local_name(before.claimant), local_name(after.claimant)),
    )
    others = [f"{a} before, {b} now" for a, b in pairs if a != b]
    return "; ".join(others) or "counted otherwise"


def _point(figure: Figure | None) -> Number | None:
    if figure is None or figure.reading is None:
        return None
    return figure.reading.printed.point


def _printed(figure: Figure | None) -> str | None:
    if figure is None:
        return None
    if figure.reading is None:
        return figure.text
    point = figure.reading.printed.point
    return f"{point:,}" if isinstance(point, int) else str(figure.reading.printed)
