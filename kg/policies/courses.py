"""The courses that a policy's life may have taken, over all orders of its steps.

The dates of steps leave days, and often their order, open. A *course* is a set of steps
that may have happened by some day and how the policy stands after them; it is possible
from the first day on which its last step can be, to the day before the first of the
others must. Where dates leave the order of two steps open, ``follows`` in the ontology
may decide it: an injunction is lifted after it was granted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from kg.policies.automaton import OVER, PolicyState, State
from kg.policies.steps import ALWAYS, FINAL, NEVER, DayRange, Step

MOST = 4_000
"""Courses of one life that are walked through: twelve steps of one year, in any order.
Where there are more, every status is possible at any time and none is certain."""

Follows = Mapping[str, frozenset[str]]
"""The kinds of step that come before one of a kind."""

Course = tuple[int, PolicyState]
"""The steps that have happened, as the bits of a number, and how matters stand."""


class OwnLife(NamedTuple):
    """What a policy went through by itself: its steps, and its stated end if any."""

    steps: Sequence[Step]
    until: Step | None = None


@dataclass
class Walk:
    """All courses of a life, each with the first day on which it is possible."""

    steps: Sequence[Step]
    before: Sequence[frozenset[int]]
    start: PolicyState
    first: dict[Course, int] = field(default_factory=dict)
    ways: dict[Course, set[tuple[Course, int]]] = field(
        default_factory=lambda: defaultdict(set)
    )
    """From which courses one is reached, and by which step."""

    def run(self) -> bool:
        """Walk through the courses, shorter ones first; tell whether all were."""
        layer = {(0, self.start)}
        self.first[0, self.start] = ALWAYS
        while layer:
            following: set[Course] = set()
            for course in _ordered(layer):
                following |= self._follow(course)
            if len(self.first) > MOST:
                return False
            layer = following
        return True

    def _follow(self, course: Course) -> set[Course]:
        mask, state = course
        rest = self.left(mask)
        reached = set()
        latest = sorted(self.steps[i].days.last for i in rest)
        for i in rest:
            step = self.steps[i]
            day = max(self.first[course], step.days.first)
            bound = (
                latest[0]
                if step.days.last != latest[0]
                else (latest[1:2] or [NEVER])[0]
            )
            if day > step.days.last or day > bound:
                continue  # it, or another, must have happened earlier
            if any(not mask >> j & 1 for j in self.before[i]):
                continue
            next_ = mask | 1 << i, self._after(state, i)
            self.first[next_] = min(day, self.first.get(next_, day))
            self.ways[next_].add((course, i))
            reached.add(next_)
        return reached

    def _after(self, state: PolicyState, i: int) -> PolicyState:
        step = self.steps[i]
        if step.kind == OVER:
            (begun,) = self.before[i] or {_until(step.of)}
            return state.over(begun)
        return state.after(step, i)

    def left(self, mask: int) -> list[int]:
        """Return the numbers of the steps that a course has still before it."""
        return [i for i in range(len(self.steps)) if not mask >> i & 1]

    def days(self, course: Course) -> DayRange:
        """Return the days on which a course is possible."""
        ends = [self.steps[i].days.last - 1 for i in self.left(course[0])]
        return DayRange(self.first[course], min(ends, default=NEVER))


def _ordered(layer: set[Course]) -> Iterable[Course]:
    """Return courses in one order; as a rule there is one, and its name takes long."""
    if len(layer) == 1:
        return layer
    return sorted(layer, key=lambda course: (course[0], str(course[1])))


def walk_of(lives: Sequence[OwnLife], follows: Follows) -> Walk:
    """Return a walk whose steps include the ends that steps and policies state.

    The first of ``lives`` is the policy's own, the others are of what it is part of.
    """
    all_: list[Step] = []
    before: list[frozenset[int]] = []
    for of, life in enumerate(lives):
        first, steps = len(all_), [replace(step, of=of) for step in life.steps]
        all_ += steps
        before += [
            frozenset(first + i for i in earlier) for earlier in orders(steps, follows)
        ]
        for i, step in enumerate(steps, first):
            if step.end is not None and step.status:
                all_.append(_over(step))
                before.append(frozenset({i}))
        if life.until is not None:
            all_.append(_over(replace(life.until, of=of)))
            before.append(frozenset())
    for j, i in _after_parts(all_, follows):
        before[j] |= {i}
    days = [step.days for step in all_]
    for _ in all_:  # a chain of steps is as long as there are steps, at most
        for j, earlier in enumerate(before):
            for i in earlier:
                days[j] = DayRange(max(days[j].first, days[i].first), days[j].last)
                days[i] = DayRange(days[i].first, min(days[i].last, days[j].last))
    dated = [replace(step, days=d) for step, d in zip(all_, days, strict=True)]
    own, *wholes = (
        State(until=None if life.until is None else _until(of))
        for of, life in enumerate(lives)
    )
    return Walk(dated, before, PolicyState(own, tuple(wholes)))


def _until(of: int) -> int:
    """Return the number by which a policy's stated end is known: no step has it."""
    return -1 - of


def _over(step: Step) -> Step:
    """Return the step by which what has a stated end ends: on the day after."""
    assert step.end is not None
    days = DayRange(min(step.end.first + 1, NEVER), min(step.end.last + 1, NEVER))
    return replace(step, kind=OVER, status="", days=days, end=None)


def _after_parts(steps: Sequence[Step], follows: Follows) -> list[tuple[int, int]]:
    """Return which end of a whole comes after which beginning of the part.

    What began when the whole had ended would not be stopped by its end; where dates
    leave the order open, who tells of both means that the part stopped with the whole.
    """
    own = [i for i, step in enumerate(steps) if step.of == 0]
    kinds = Counter(steps[i].kind for i in own)
    return [
        (j, i)
        for j, end in enumerate(steps)
        if end.of and end.status in FINAL
        for i in own
        if kinds[steps[i].kind] == 1
        and steps[i].kind in follows.get(end.kind, frozenset())
        and steps[i].days.first <= end.days.last
    ]


def orders(steps: Sequence[Step], follows: Follows) -> list[frozenset[int]]:
    """Return for each step those that came before it, as the ontology has it.

    Only where a kind occurs once: which of two suspensions a resumption ended is for
    the dates to say. Dates that say the contrary win.
    """
    by_kind = defaultdict(list)
    for i, step in enumerate(steps):
        by_kind[step.kind].append(i)
    once = {kind: numbers[0] for kind, numbers in by_kind.items() if len(numbers) == 1}
    return [
        frozenset(
            once[kind]
            for kind in follows.get(step.kind, frozenset())
            if kind in once
            and once.get(step.kind) == j
            and steps[once[kind]].days.first <= step.days.last
        )
        for j, step in enumerate(steps)
    ]
