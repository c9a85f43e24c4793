"""The life of a policy: spans of status, with the days on which each is possible.

A status is certain on the days on which every course that the life may have taken
(:mod:`kg.policies.courses`) shows it, and possible on the days on which one does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.policies.automaton import OVER, PAST
from kg.policies.courses import Course, Follows, Walk, walk_of
from kg.policies.steps import DayRange, Step


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


def spans(steps: Sequence[Step], follows: Follows, until: Step | None) -> list[Span]:
    """Return the spans of a life, in order of time.

    ``until`` carries the stated end of the whole policy, if there is one. The first
    span is that of the days before anything happened only where a step has no first
    day; it has no status, and is left out.
    """
    walk = walk_of(steps, follows, until)
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


def _statuses(
    courses: Mapping[Course, DayRange],
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


def _groups(walk: Walk, courses: Mapping[Course, DayRange]) -> Iterator[list[Course]]:
    """Yield courses of one status that lead into each other without another between."""
    parent = {course: course for course in walk.first}

    def root(course: Course) -> Course:
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
    walk: Walk,
    group: Sequence[Course],
    courses: Mapping[Course, DayRange],
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


def _opening(walk: Walk, group: Sequence[Course]) -> Step | None:
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
