"""The life of a policy: which status is possible when, over all orders of its steps.

The dates of steps leave days, and often their order, open. A *course* is a set of steps
that may have happened by some day and how the policy stands after them; a course is
possible from the first day on which its last step can be, to the day before the first
of the others must. All courses that the dates allow are walked through, so a status is
certain on the days on which every possible course shows it, and possible on the days on
which one does. Where dates leave the order of two steps open, ``follows`` in the
ontology may decide it: an injunction is lifted after it was granted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kg.policies.automaton import OVER, PAST, State
from kg.policies.steps import ALWAYS, NEVER, DayRange, Step

MOST = 4_000
"""Courses of one life that are walked through: twelve steps of one year, in any order.
Where there are more, every status is possible at any time and none is certain."""

Follows = Mapping[str, frozenset[str]]
"""The kinds of step that come before one of a kind."""

_Course = tuple[int, State]
"""The steps that have happened, as the bits of a number, and how matters stand."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a life: its status, and when it is possible and when certain.

    ``certain`` is ``None`` where it is on no day. ``opening`` is the step that begins
    it, ``None`` where another span ends by itself; ``claims`` are those it rests on.
    ``disputed`` tells that it is less certain because a source disputes a step.
    """

    status: str
    possible: DayRange
    certain: DayRange | None
    opening: Step | None
    claims: frozenset[str]
    disputed: bool = False


@dataclass
class _Walk:
    """All courses of a life, each with the first day on which it is possible."""

    steps: Sequence[Step]
    before: Sequence[frozenset[int]]
    start: State
    first: dict[_Course, int] = field(default_factory=dict)
    ways: dict[_Course, set[tuple[_Course, int]]] = field(
        default_factory=lambda: defaultdict(set)
    )
    """From which courses one is reached, and by which step."""

    def run(self) -> bool:
        """Walk through the courses, shorter ones first; tell whether all were."""
        layer = {(0, self.start)}
        self.first[0, self.start] = ALWAYS
        while layer:
            following: set[_Course] = set()
            for course in sorted(layer, key=lambda c: (c[0], str(c[1]))):
                following |= self._follow(course)
            if len(self.first) > MOST:
                return False
            layer = following
        return True

    def _follow(self, course: _Course) -> set[_Course]:
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

    def _after(self, state: State, i: int) -> State:
        step = self.steps[i]
        if step.kind == OVER:
            (begun,) = self.before[i] or {-1}
            return state.over(begun)
        return state.after(step, i)

    def left(self, mask: int) -> list[int]:
        """Return the numbers of the steps that a course has still before it."""
        return [i for i in range(len(self.steps)) if not mask >> i & 1]

    def days(self, course: _Course) -> DayRange:
        """Return the days on which a course is possible."""
        ends = [self.steps[i].days.last - 1 for i in self.left(course[0])]
        return DayRange(self.first[course], min(ends, default=NEVER))


def spans(steps: Sequence[Step], follows: Follows, until: Step | None) -> list[Span]:
    """Return the spans of a life, in order of time.

    ``until`` carries the stated end of the whole policy, if there is one. The first
    span is that of the days before anything happened only where a step has no first
    day; it has no status, and is left out.
    """
    walk = _walk(steps, follows, until)
    if not walk.run():
        return _anything(walk.steps)
    courses = {c: d for c in walk.first if (d := walk.days(c)).first <= d.last}
    shown = _statuses(courses)
    result = []
    for group in _groups(walk, courses):
        status = group[0][1].status
        if status:
            result += _spans_of(walk, group, courses, shown)
    return sorted(result, key=lambda s: (s.possible.first, s.possible.last, s.status))


def _walk(steps: Sequence[Step], follows: Follows, until: Step | None) -> _Walk:
    """Return a walk whose steps include the ends that steps and the policy state."""
    all_, before = list(steps), _orders(steps, follows)
    for i, step in enumerate(steps):
        if step.end is not None and step.status:
            all_.append(_over(step))
            before.append(frozenset({i}))
    if until is not None:
        all_.append(_over(until))
        before.append(frozenset())
    days = [step.days for step in all_]
    for _ in all_:  # a chain of steps is as long as there are steps, at most
        for j, earlier in enumerate(before):
            for i in earlier:
                days[j] = DayRange(max(days[j].first, days[i].first), days[j].last)
                days[i] = DayRange(days[i].first, min(days[i].last, days[j].last))
    dated = [replace(step, days=d) for step, d in zip(all_, days, strict=True)]
    return _Walk(dated, before, State(until=None if until is None else -1))


def _over(step: Step) -> Step:
    """Return the step by which what has a stated end ends: on the day after."""
    assert step.end is not None
    days = DayRange(min(step.end.first + 1, NEVER), min(step.end.last + 1, NEVER))
    return replace(step, kind=OVER, status="", days=days, end=None)


def _orders(steps: Sequence[Step], follows: Follows) -> list[frozenset[int]]:
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


def _statuses(
    courses: Mapping[_Course, DayRange],
) -> list[tuple[DayRange, frozenset[str]]]:
    """Return stretches of days, and which statuses are possible throughout each."""
    edges = sorted(
        {d.first for d in courses.values()} | {d.last + 1 for d in courses.values()}
    )
    return [
        (
            DayRange(first, after - 1),
            frozenset(
                course[1].status
                for course, days in courses.items()
                if days.first <= first and after - 1 <= days.last
            ),
        )
        for first, after in pairwise(edges)
    ]


def _groups(
    walk: _Walk, courses: Mapping[_Course, DayRange]
) -> Iterator[list[_Course]]:
    """Yield courses of one status that lead into each other without another between."""
    parent = {course: course for course in walk.first}

    def root(course: _Course) -> _Course:
        while parent[course] != course:
            course = parent[course]
        return course

    for course, ways in walk.ways.items():
        for origin, _ in ways:
            if origin[1].status == course[1].status:
                parent[root(course)] = root(origin)
    groups = defaultdict(list)
    for course in walk.first:
        groups[root(course)].append(course)
    for group in groups.values():
        if any(course in courses for course in group):
            yield group


def _spans_of(
    walk: _Walk,
    group: Sequence[_Course],
    courses: Mapping[_Course, DayRange],
    shown: Sequence[tuple[DayRange, frozenset[str]]],
) -> list[Span]:
    """Return the spans of courses that lead into each other: one, unless it is broken.

    It is broken where it is certain, then only possible, then certain again.
    """
    status = group[0][1].status
    possible = [courses[course] for course in group if course in courses]
    whole = DayRange(min(d.first for d in possible), max(d.last for d in possible))
    certain = [
        days
        for days, statuses in shown
        if statuses == {status}
        and whole.first <= days.first
        and days.last <= whole.last
    ]
    runs = _joined(certain)
    entered = {
        (i, courses[course].first)
        for course in group
        if course in courses
        for origin, i in walk.ways.get(course, ())
    }
    opening = _opening(walk, group)
    steps = [walk.steps[i] for i, _ in sorted(entered)]
    claims = frozenset(claim for step in steps for claim in step.claims)
    made = Span(status, whole, None, opening, claims)
    if not runs:
        return [made]
    firsts = [whole.first, *(run.last + 1 for run in runs[:-1])]
    lasts = [*(run.first - 1 for run in runs[1:]), whole.last]
    return [
        replace(made, possible=DayRange(first, last), certain=run)
        for first, last, run in zip(firsts, lasts, runs, strict=True)
    ]


def _opening(walk: _Walk, group: Sequence[_Course]) -> Step | None:
    """Return the step by which a status is entered first, if it is a step at all."""
    entries = [
        (walk.first[course], i)
        for course in group
        for origin, i in walk.ways.get(course, ())
        if origin[1].status != course[1].status
    ]
    steps = [walk.steps[i] for _, i in sorted(entries)]
    past = group[0][1].status == PAST
    return next((step for step in steps if past or step.kind != OVER), None)


def _joined(stretches: Sequence[DayRange]) -> list[DayRange]:
    """Return stretches of days, those joined that follow each other at once."""
    joined: list[DayRange] = []
    for days in stretches:
        if joined and joined[-1].last + 1 == days.first:
            joined[-1] = DayRange(joined[-1].first, days.last)
        else:
            joined.append(days)
    return joined


def _anything(steps: Sequence[Step]) -> list[Span]:
    """Return what can be said of a life of too many steps in too open an order."""
    return [
        Span(step.status, DayRange(step.days.first), None, step, step.claims)
        for step in steps
        if step.status
    ]


def either(life: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    """Return the spans of two lives of which one is so: certain is what both say."""
    result: list[Span] = []
    matched: set[Span] = set()
    for span in life:
        possible, certain, claims = span.possible, None, span.claims
        for match in other:
            if match.status == span.status and match.possible.meets(span.possible):
                matched.add(match)
                possible, claims = possible | match.possible, claims | match.claims
                if span.certain and match.certain and span.certain.meets(match.certain):
                    certain = span.certain & match.certain
        changed = (possible, certain) != (span.possible, span.certain)
        made = replace(span, possible=possible, certain=certain, claims=claims)
        result.append(replace(made, disputed=changed))
    result += [
        replace(span, certain=None, disputed=True)
        for span in other
        if span not in matched
    ]
    return sorted(result, key=lambda s: (s.possible.first, s.possible.last, s.status))
