"""Whatever a claim is made into, no answer goes on as if it were still asserted.

Each claim that an answer rests on is denied, alleged, threatened, disputed, replaced
and moved to another day, in a copy of what the sources say. What a question, a network
or the plain triples then give must be there without the claim, too, or say in one of
its columns what became of it. Questions and views are those that there are: a new one
is looked at without being listed here.

That nothing rests on what was published after a day is told of every quad, question,
network and export in ``tests/ask/test_as_of.py``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

import pytest

from kg.names import local_name
from kg.read.project import Project
from tests.misleading.answers import ALL, Row, Rows, answers
from tests.misleading.marks import admits, held_out, left_open
from tests.misleading.mutations import (
    ANOTHER_DAY,
    CHANGES,
    CONTENT,
    EVENT_OF,
    Quads,
    Said,
    changed,
    dated,
    said,
    without,
    worked_out,
)

ROOT = Path(__file__).parents[2]
PROJECTS = (ROOT, ROOT / "tests" / "cases" / "meridia")
"""The shipped graph, and the invented one that has what that lacks: money, closures."""


class Asked:
    """What is said, and what is answered without some claims and with them changed."""

    def __init__(self) -> None:
        projects = [Project.open(root) for root in PROJECTS]
        self.project = projects[0]
        self.said: Said = said(*projects)
        self._without: dict[tuple[str, ...], Rows] = {}

    def answers(self, quads: Quads, group: tuple[str, ...] = ()) -> Rows:
        """Return what is answered where this is said; networks if of all claims."""
        store = worked_out(self.said, quads)
        return answers(self.project, store, networks=group == self.all)

    @cached_property
    def all(self) -> tuple[str, ...]:
        """All claims, which the edges of networks rest on many at a time."""
        return tuple(self.said.claims)

    @cached_property
    def base(self) -> Rows:
        """All answers as they are."""
        return self.answers(self.said.quads, self.all) | self.questions

    @cached_property
    def questions(self) -> Rows:
        """The answers to questions as they are."""
        return self.answers(self.said.quads)

    @cached_property
    def groups(self) -> list[tuple[str, ...]]:
        """Claims in groups, so that no row of a question rests on two of one group.

        Two steps of one policy are in two groups, too, as each may hide the other.
        """
        near = self._neighbours()
        groups: list[list[str]] = []
        for claim in sorted(near, key=lambda c: (-len(near[c]), c)):
            free = (g for g in groups if near[claim].isdisjoint(g))
            if (group := next(free, None)) is None:
                groups.append(group := [])
            group.append(claim)
        return [self.all, *map(tuple, groups)]

    def _neighbours(self) -> dict[str, set[str]]:
        near: dict[str, set[str]] = {claim: set() for claim in self.all}
        rows = (row for rows in self.questions.values() for row in rows)
        for together in [*map(cited, rows), *self._lives()]:
            claims = together & set(near)
            for claim in claims:
                near[claim] |= claims - {claim}
        return near

    def _lives(self) -> Iterable[set[str]]:
        lives: dict[str, set[str]] = defaultdict(set)
        for claim in self.said.claims:
            for event in self.said.values(claim, CONTENT):
                for policy in self.said.values(event, EVENT_OF):
                    lives[policy].add(claim)
        return lives.values()

    def without(self, group: tuple[str, ...]) -> Rows:
        """Return all answers without the claims of a group."""
        if group not in self._without:
            self._without[group] = self.answers(without(self.said, group), group)
        return self._without[group]

    def resting(self, group: tuple[str, ...], kind: str) -> Iterator[tuple[str, Row]]:
        """Yield who gives a row, and it, if it rests on claims of a group, changed.

        It does not where a row says the same, or more, without them, nor where it tells
        how another claim disputes, restates or revises one of them, nor where it names
        all claims that it was worked out from, and none of them is one.
        """
        claims = set(group)
        if kind == ANOTHER_DAY:
            claims = {claim for claim in group if dated(self.said, claim)}
        rows = self.answers(changed(self.said, group, sorted(claims), kind), group)
        for name, given in rows.items():
            there = Contents(self.without(group)[name])
            for row in given - self.without(group)[name]:
                named = cited(row)
                if not (
                    there.say(bare(row))
                    or self._tells(named, claims)
                    or (ALL in dict(row) and named.isdisjoint(claims))
                ):
                    yield name, row

    def _tells(self, named: set[str], claims: set[str]) -> bool:
        """Whether a row tells how another claim stands to one that was changed."""
        return any(
            not claims.isdisjoint(self.linked[claim]) for claim in named - claims
        )

    @cached_property
    def linked(self) -> dict[str, set[str]]:
        """The claims that speak of each other, both ways."""
        linked: dict[str, set[str]] = defaultdict(set)
        for claim in self.said.stated:
            for other in self.said.linked(claim):
                linked[claim].add(other)
                linked[other].add(claim)
        return linked


class Contents:
    """What rows say, without the claims that say it, to be looked up by cell."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows: dict[tuple[str, str], set[int]] = defaultdict(set)
        for i, row in enumerate(rows):
            for cell in bare(row):
                self._rows[cell].add(i)

    def say(self, content: Row) -> bool:
        """Tell whether one of the rows says all of this."""
        found = [self._rows.get(cell, set()) for cell in content]
        return not found or bool(set.intersection(*sorted(found, key=len)))


def bare(row: Row) -> Row:
    """Return what a row says, without the claims that say it."""
    return tuple(cell for cell in row if "/id/claim/" not in cell[1])


def cited(row: Row) -> set[str]:
    """Return what a row names, its claims among it."""
    return {word for _, text in row for word in text.split()}


@pytest.fixture(scope="module")
def asked() -> Asked:
    """Ask everything once of what the sources say."""
    return Asked()


@pytest.mark.parametrize("kind", CHANGES)
def test_no_answer_misleads(kind: str, asked: Asked) -> None:
    """Rows that rest on a claim that is no longer asserted are gone, or say so.

    Those of a claim of another day tell that day, but for the status of what is only
    threatened, that it is, no day can change, and for what may hold: a step that is
    told for a later day leaves open as much before it.
    """
    faults: dict[str, set[Row]] = defaultdict(set)
    for group in asked.groups:
        for name, row in asked.resting(group, kind):
            there = row in asked.base[name]
            same_day = there and not (held_out(row) or left_open(row))
            if same_day if kind == ANOTHER_DAY else not admits(kind, row):
                faults[name].add(row)
    assert not faults, told(kind, faults)


def told(kind: str, faults: dict[str, set[Row]]) -> str:
    """Return a line per question or view: how many rows mislead, and the first."""
    lines = [
        f"{name}: {len(rows)}, such as "
        + ", ".join(f"{n}={local_name(text)[:60]}" for n, text in min(rows))
        for name, rows in sorted(faults.items())
        if rows
    ]
    return "\n".join([f"rows that rest on what is {kind} and do not say so:", *lines])
