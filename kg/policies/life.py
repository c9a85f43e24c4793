"""The life of a policy: spans of status, with the days on which each is possible.

A status is certain on the days on which every course that the life may have taken
(:mod:`kg.policies.courses`) shows it, and possible on the days on which one does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from kg.policies.automaton import OVER, PAST
from kg.policies.courses import Course, Follows, OwnLife, Walk, walk_of
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


def spans(lives: Sequence[OwnLife], follows: Follows) -> list[Span]:
    """Return the spans of a life, in order of time.

    The first of ``lives`` is the policy's own, the others are of the policies that it
    is part of. The first span is that of the days before anything happened only where a
    step has no first day; it has no status, and is left out.
    """
    walk = walk_of(lives, follows)
    if not walk.run():
        return _anything(walk.steps)
    courses = {c: d for c in walk.first if (d := walk.days(c)).first <= d.last}
    shown = _statuses(courses)
    result = []
    for group in _groups(walk, courses):
        status = group[0][1].status
        if status:
            result += _spans_of(walk, group, courses, shown)
    return _in_order(result)


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
    sure: Sequence[DayRange | None] = runs or [None]
    entries = [
        _Entry(days.first, i, origin[1].status != status)
        for course in group
        if (days := courses.get(course)) is not None
        for origin, i in walk.ways.get(course, ())
    ]
    firsts = [whole.first, *(run.last + 1 for run in runs[:-1])]
    lasts = [*(run.first - 1 for run in runs[1:]), whole.last]
    return [
        _span(walk, status, DayRange(first, last), run, sorted(entries))
        for first, last, run in zip(firsts, lasts, sure, strict=True)
    ]


class _Entry(NamedTuple):
    """That a course is reached: when at first, by which step, from another status."""

    first: int
    step: int
    changed: bool


def _span(
    walk: Walk,
    status: str,
    possible: DayRange,
    certain: DayRange | None,
    entries: Sequence[_Entry],
) -> Span:
    """Return a span, which rests on the steps by which it is reached in its days."""
    own = [e for e in entries if possible.first <= e.first <= possible.last] or entries
    opening = [
        walk.steps[e.step]
        for e in own
        if e.changed and (status == PAST or walk.steps[e.step].kind != OVER)
    ]
    steps = [(walk.steps[e.step], e.changed) for e in own]
    resting = [s for s, new in steps if new or (s.status == status and not s.of)]
    claims = frozenset(claim for step in resting for claim in step.claims)
    return Span(status, possible, certain, next(iter(opening), None), claims)


def _joined(stretches: Sequence[DayRange]) -> list[DayRange]:
    """Return stretches of days, those joined that follow each other at once."""
    joined: list[DayRange] = []
    for days in stretches:
        if joined and joined[-1].last + 1 == days.first:
            joined[-1] = DayRange(joined[-1].first, days.last)
        else:
            joined.append(days)
    return joined


def _in_order(made: Sequence[Span]) -> list[Span]:
    """Return spans in order of time; two of one kind whose days meet are one."""
    alike: dict[tuple[object, ...], list[Span]] = {}
    for span in sorted(made, key=lambda s: (s.possible.first, -s.possible.last)):
        key: tuple[object, ...] = (
            span.status,
            span.possible,
            span.certain,
            span.disputed,
        )
        if span.certain is None:  # one of two possible ways to the same, at any time
            key = span.status, span.opening, span.certain, span.disputed
        same = alike.setdefault(key, [])
        if not same or same[-1].possible.last + 1 < span.possible.first:
            same.append(span)
            continue
        known = same[-1]
        days, claims = known.possible | span.possible, known.claims | span.claims
        same[-1] = replace(known, possible=days, claims=claims)
    return sorted(
        (span for spans_ in alike.values() for span in spans_),
        key=lambda s: (s.possible.first, s.possible.last, s.status, sorted(s.claims)),
    )


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
    return _in_order(result)
