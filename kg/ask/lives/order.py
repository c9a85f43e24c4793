"""The steps of a life that count, and which of them came first, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from kg.ask.lives.words import between_words, marks_of
from kg.graph.cited import Citation
from kg.policies.automaton import OVER
from kg.policies.courses import orders
from kg.policies.steps import ALWAYS, NEVER, DayRange, Step, merge, with_pauses

if TYPE_CHECKING:
    from kg.ask.lives.model import Timeline, TimelineStep

_PAIRS = 12
"""How many pairs in an open order are named before the rest is only counted."""


class LifeSteps:
    """The steps that count, each once however many claims tell it, numbered from 1."""

    def __init__(self, timeline: Timeline, numbers: dict[str, int]) -> None:
        self.timeline, self.numbers = timeline, numbers
        self.by_claim: dict[str, TimelineStep] = {}
        self.steps: list[tuple[tuple[str, ...], Step]] = []
        by_scope: dict[tuple[str, ...], list[Step]] = {}
        for step in timeline.steps:
            if step.counts and step.worked:
                self.by_claim[step.claim.claim.iri] = step
                scope = step.policy.iri, *(part.iri for part in step.affects)
                by_scope.setdefault(scope, []).append(step.worked)
        for scope, steps in by_scope.items():
            ordered = sorted(merge(steps), key=_order)
            self.steps += [(scope, step) for step in ordered]

    def lines(self) -> Iterator[str]:
        """Yield each step with its date as written, its bounds and its claims."""
        for _, step in self.steps:
            yield self._line(step)

    def _line(self, step: Step) -> str:
        tellers = self._tellers(step)
        one, claims = tellers[0], [teller.claim for teller in tellers]
        whose = "" if one.policy == self.timeline.policy else f"{one.policy}: "
        parts = [whose + _what(one), _when(tellers, step), *_ends(step)]
        parts += _by(tellers)
        if one.affects:
            parts.append(f"only for {' and '.join(map(str, one.affects))}")
        gives = f"gives {one.status}" if one.status else "gives no status of its own"
        if step.kind == OVER:
            gives = "a stated end; it is past its stated end from the day after"
        return f"{', '.join(parts)}: {gives}. {_who(claims)} {self._marks(claims)}"

    def _tellers(self, step: Step) -> list[TimelineStep]:
        """Return what claims tell of a step; first those who tell it for itself."""
        tellers = [self.by_claim[claim] for claim in sorted(step.claims)]
        return sorted(tellers, key=lambda step: step.event is None)

    def _marks(self, claims: Sequence[Citation]) -> str:
        return marks_of(claims, self.numbers)

    def orders(self) -> Iterator[str]:
        """Yield which step comes before which, and what decides it."""
        steps = [step for _, step in self.steps]
        lives = {scope: self._life(scope) for scope, _ in self.steps}
        before = {scope: self._before(life) for scope, life in lives.items()}
        left_open: list[str] = []
        for i, j in combinations(range(len(steps)), 2):
            if not self._concern_each_other(i, j):
                continue
            earlier = before[max(self.steps[i][0], self.steps[j][0], key=len)]
            if not steps[i].days.meets(steps[j].days):
                if j == i + 1 and self.steps[i][0] == self.steps[j][0]:  # as in time
                    yield f"By their dates {self._name(i)} is before {self._name(j)}."
            elif i in earlier[j] or j in earlier[i]:
                yield self._ruled(*((i, j) if i in earlier[j] else (j, i)))
            else:
                left_open.append(f"{self._name(i)} or {self._name(j)}")
        yield from (f"Open: which is first, {pair}." for pair in left_open[:_PAIRS])
        if (more := len(left_open) - _PAIRS) > 0:
            yield f"Open: the order of {more} more pairs."
        for scope, life in lives.items():
            yield from self._implied(scope, life)

    def _life(self, scope: tuple[str, ...]) -> list[int]:
        """Return the numbers of the steps of a life: a part's has the whole's, too."""
        whole = scope[:1]
        return [n for n, (of, _) in enumerate(self.steps) if of in (whole, scope)]

    def _before(self, life: Sequence[int]) -> dict[int, set[int]]:
        """Return which steps of a life come before each, as the ontology has it."""
        known = orders([self.steps[n][1] for n in life], self.timeline.follows)
        pairs = zip(life, known, strict=True)
        return {n: {life[i] for i in earlier} for n, earlier in pairs}

    def _implied(self, scope: tuple[str, ...], life: Sequence[int]) -> Iterator[str]:
        """Yield the pauses that no source reports: what is resumed had been paused."""
        steps = [self.steps[n][1] for n in life]
        pauses = with_pauses(steps, self._above(scope[0]))[len(steps) :]
        implied = {pause.claims for pause in pauses}
        for n in life:
            of, step = self.steps[n]
            if of == scope and step.claims in implied:
                name = self._name(n)
                yield f"Not reported: {name} ends a pause that began before it."

    def _above(self, policy: str) -> list[Step]:
        """Return the steps of other policies on which the life of one rests."""
        spans = (s for s in self.timeline.spans if s.policy.iri == policy)
        resting = {citation.claim.iri for span in spans for citation in span.claims}
        return [s for of, s in self.steps if of[0] != policy and s.claims & resting]

    def _ruled(self, i: int, j: int) -> str:
        """Return that the ontology orders two kinds of step, and what that settles."""
        a, b = self.steps[i][1].days, self.steps[j][1].days
        words = (
            f"{self._name(i)} came before {self._name(j)}: the one follows the other"
        )
        if b.first < a.first:
            words += f", so {self._name(j)} is not before {_day(a.first)}"
        if a.last > b.last:
            words += f", so {self._name(i)} is not after {_day(b.last)}"
        return f"{words}."

    def _name(self, i: int) -> str:
        return f"{self._kind(self.steps[i][1])} ({i + 1})"

    def _kind(self, step: Step) -> str:
        return _what(self._tellers(step)[0])

    def _concern_each_other(self, i: int, j: int) -> bool:
        """Tell whether two steps are of one life: of the whole, or of one part."""
        (one, *parts), (other, *others) = self.steps[i][0], self.steps[j][0]
        kinds = {self.steps[n][1].kind for n in (i, j)}
        same = not parts or not others or parts == others
        return one == other and same and OVER not in kinds


def _what(step: TimelineStep) -> str:
    if step.kind.id == "validUntil":
        return "end"
    return str(step.kind) if step.event else f"other policy: {step.kind}"


def _when(tellers: Sequence[TimelineStep], step: Step) -> str:
    """Return the dates of a step as written, and the days that these leave."""
    if step.kind == OVER:
        return str(tellers[0].end[1])
    dates = [str(teller.period) for teller in tellers if teller.period]
    undated = "no date given" if tellers[0].event else "when that was decided"
    written = " or ".join(dict.fromkeys(dates)) or undated
    days = between_words(_day(step.days.first), _day(step.days.last))
    exact = step.days.first == step.days.last and len(set(dates)) == 1
    return written if exact else f"{written} ({days})"


def _ends(step: Step) -> Iterator[str]:
    if step.end is not None and step.kind != OVER:
        yield f"ends {between_words(_day(step.end.first), _day(step.end.last))}"


def _by(tellers: Sequence[TimelineStep]) -> Iterator[str]:
    """Yield who took a step, and what it rests on."""
    if by := dict.fromkeys(actor for one in tellers for actor in one.by):
        level = next((one.court_level for one in tellers if one.court_level), None)
        yield f"by {' and '.join(map(str, by))}{f' ({level})' if level else ''}"
    if acts := dict.fromkeys(act for one in tellers for act in one.rests_on):
        yield f"resting on {' and '.join(map(str, acts))}"


def _who(claims: Sequence[Citation]) -> str:
    who = " and ".join(dict.fromkeys(citation.who for citation in claims))
    return f"Source: {who}"


def _order(step: Step) -> tuple[int, int, str]:
    days = step.days if step.days != DayRange() or step.end is None else step.end
    return days.last, days.first, step.kind


def _day(number: int) -> date | None:
    return date.fromordinal(number) if ALWAYS < number < NEVER else None
