"""The steps of a policy's life, and which of them are one step that several tell of.

Days are ordinals (:meth:`datetime.date.toordinal`), so that before and after every date
there are numbers, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

ALWAYS, NEVER = 0, 4_000_000
"""Before the first day of year 1 and after the last of 9999, which is 3,652,059."""

_ONCE = frozenset({"adopted", "started", "revoked", "annulled", "lapsed", "ended"})
"""Steps that happen once, unless something undoes them in between."""


LASTING = frozenset({"started", "resumed", "suspended", "enjoined"})
"""Kinds of step that begin what lasts: `from February to April` is how long. Of any
other the two dates leave open when it was, as in `extended between May and July`."""

_PAUSES = {"resumed": "suspended", "injunction-lifted": "enjoined"}
"""The steps that end a pause, and the step that begins it."""

_STOPS = frozenset({"suspended", "enjoined", "revoked", "lapsed"})
"""The statuses that a resumption may undo."""

FINAL = frozenset({"revoked", "lapsed"})
"""The statuses of an end. A plan for one is a stated end."""


@dataclass(frozen=True, slots=True)
class DayRange:
    """A day that lies somewhere between two, both included."""

    first: int = ALWAYS
    last: int = NEVER

    def meets(self, other: DayRange) -> bool:
        """Whether there is a day that both may be."""
        return self.first <= other.last and other.first <= self.last

    def __and__(self, other: DayRange) -> DayRange:
        return DayRange(max(self.first, other.first), min(self.last, other.last))

    def __or__(self, other: DayRange) -> DayRange:
        return DayRange(min(self.first, other.first), max(self.last, other.last))


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to a policy: what kind, when, and on whose word.

    ``kind`` is a code of ``policy-event`` and ``status`` the code of ``policy-status``
    in which it results, ``""`` for none. ``end`` is the last day of what it brought
    about, where one is stated: of a suspension its own last day, of a start that of the
    policy. ``edtf`` is the date as written. ``of`` is 0 where the policy itself took
    the step, and else the number of the policy that it is part of, counted from 1.
    """

    kind: str
    status: str
    days: DayRange
    end: DayRange | None = None
    claims: frozenset[str] = frozenset()
    claimants: frozenset[str] = frozenset()
    event: str | None = None
    edtf: str = ""
    of: int = 0


def happened(
    first: int, latest_start: int, latest_end: int, *, known: int, lasts: bool
) -> DayRange:
    """Return when something happened; nobody asserts later what is still to come.

    What ``lasts`` begins on one of the first days of its period, and the rest happens
    on some day from its first to its last. ``known`` is when it was published.
    """
    last = latest_start if lasts else latest_end
    if last == NEVER:
        last = latest_start
    return DayRange(first, min(last, known) if first <= known else last)


def merge(steps: Iterable[Step]) -> list[Step]:
    """Return each step once, however many claims tell of it.

    Steps of one kind whose days meet are one, on the days that all of them leave; the
    more precise is read first. Of what happens once, two that do not meet and that
    different claimants tell are one, too, on a day somewhere between: they contradict
    each other on when it was. One claimant who tells two tells of two.
    """
    merged: list[Step] = []
    for step in sorted(steps, key=_precise_first):
        for i, other in enumerate(merged):
            if _is_one(step, other):
                merged[i] = _one(other, step, other.days & step.days)
                break
        else:
            merged.append(step)
    return _reconciled(merged)


def _precise_first(step: Step) -> tuple[int, int, str, list[str]]:
    days = step.days
    return days.last - days.first, days.first, step.kind, sorted(step.claims)


def _is_one(a: Step, b: Step) -> bool:
    ends_meet = a.end is None or b.end is None or a.end.meets(b.end)
    return a.kind == b.kind and a.days.meets(b.days) and ends_meet


def _one(a: Step, b: Step, days: DayRange) -> Step:
    end = a.end & b.end if a.end and b.end else a.end or b.end
    claims, claimants = a.claims | b.claims, a.claimants | b.claimants
    return replace(a, days=days, end=end, claims=claims, claimants=claimants)


def _reconciled(steps: list[Step]) -> list[Step]:
    """Join what contradicts itself only on when something happened."""
    result: list[Step] = []
    for step in sorted(steps, key=lambda s: (s.days.first, s.kind, sorted(s.claims))):
        for i, other in enumerate(result):
            if _contradict(other, step, steps):
                result[i] = _one(other, step, other.days | step.days)
                break
        else:
            result.append(step)
    return result


def _contradict(a: Step, b: Step, steps: list[Step]) -> bool:
    if a.kind != b.kind or a.kind not in _ONCE or a.claimants & b.claimants:
        return False
    between = a.days | b.days
    return not any(s.status != a.status and s.days.meets(between) for s in steps)


def with_pauses(steps: Sequence[Step], above: Sequence[Step] = ()) -> list[Step]:
    """Return steps with the pauses that others imply: what is resumed had been paused.

    Where no source reports before it what could be undone, there was a pause on some
    days between the step before and the resumption, or the lifting of an injunction.
    ``above`` are steps of what the policy is part of, which may be what was undone.
    """
    implied = []
    for step in steps:
        if (pause := _PAUSES.get(step.kind)) is None:
            continue
        earlier = (s for s in (*steps, *above) if s.days.first <= step.days.last)
        if any(s.status in _STOPS for s in earlier):
            continue
        begun = [s.days.first for s in steps if s.days.last < step.days.first]
        days = DayRange(max(begun, default=ALWAYS), step.days.last)
        made = replace(step, kind=pause, status=pause, days=days)
        implied.append(replace(made, event=None, edtf=""))
    return [*steps, *implied]
