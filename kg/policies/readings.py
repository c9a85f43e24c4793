"""The ways to read what is told of a policy: which steps and stated ends to go by.

Beside what is reported and undisputed there is a reading with what some source
disputes, and one without a stated end that the policy seems to have outlived.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.policies.automaton import OVER
from kg.policies.collect import INTENDED, PolicyRecord
from kg.policies.courses import OwnLife
from kg.policies.steps import NEVER, DayRange, Step, merge, with_pauses

WHOLE = frozenset[str]()
"""The scope of the steps that concern the whole policy."""

_BEGINS = frozenset(
    {"proposed", "threatened", "announced", "signed", "ratified", "adopted", "started"}
    | {"extended", INTENDED}
)
"""Steps after an end that do not show that it never came: a policy may begin again."""


@dataclass(frozen=True)
class Account:
    """What is told of a policy, or of one part of it and the whole."""

    record: PolicyRecord
    part: frozenset[str] = WHOLE

    @property
    def reported(self) -> list[Step]:
        """The steps that are reported and that no source disputes."""
        return self._of(self.record.steps)

    @property
    def disputed(self) -> list[Step]:
        """The steps that a source reports and another disputes."""
        return self._of(self.record.contested)

    @property
    def until(self) -> Step | None:
        """The stated end; a planned one that the policy outlived is none."""
        return joined(self._stated)

    @property
    def ends(self) -> list[int]:
        """The last days of what has a stated end."""
        steps = [*self.reported, *self.disputed, *self.record.doubtful]
        return _last_days([*steps, self.until])

    @property
    def vouching(self) -> list[int]:
        """The last days up to which a source vouches for how the policy stands.

        Neither one that another source disputes does, nor the end of a law.
        """
        until = None if self.record.by_law else self.until
        return _last_days([*self.reported, *self.disputed, until])

    @property
    def _stated(self) -> list[Step]:
        steps = self.record.steps.get(WHOLE, [])
        return [s for s in self.record.until if s.kind == OVER or came(s, steps)]

    def _of(self, steps: dict[frozenset[str], list[Step]]) -> list[Step]:
        scopes = (WHOLE, self.part) if self.part else (WHOLE,)
        return [step for scope in scopes for step in steps.get(scope, ())]

    def outlived(self) -> bool:
        """Tell whether a step shows that the stated end did not come."""
        return self.until is not None and not came(self.until, self.reported)

    def as_reported(self) -> OwnLife:
        """Return what is reported, with the stated end."""
        return OwnLife(merge(self.reported), self.until)

    def without_end(self) -> OwnLife:
        """Return what is reported, without a stated end that the policy outlived."""
        until = None if self.outlived() else self.until
        return self.as_reported()._replace(until=until)

    def with_disputed(self) -> OwnLife:
        """Return what is reported and what is disputed, steps and stated ends."""
        steps = merge(self.reported + self.disputed)
        until = joined(self._stated + self.record.doubtful)
        return OwnLife(steps, until)


def _last_days(steps: Sequence[Step | None]) -> list[int]:
    ends = (step.end for step in steps if step is not None)
    return [end.last for end in ends if end is not None and end.last < NEVER]


def readings(accounts: Sequence[Account]) -> Iterator[list[OwnLife]]:
    """Yield what the life of a policy may have been, and of those that it is part of.

    The first is as reported. ``accounts`` begins with the policy itself.
    """
    yield _paused([each.as_reported() for each in accounts])
    if any(each.outlived() for each in accounts):
        yield _paused([each.without_end() for each in accounts])
    if any(each.disputed or each.record.doubtful for each in accounts):
        yield _paused([each.with_disputed() for each in accounts])


def _paused(lives: list[OwnLife]) -> list[OwnLife]:
    """Return lives, the policy's own with implied pauses.

    What stops the whole explains a resumption, but only what is reported to have
    stopped it: a part may be younger than a pause of which nobody tells.
    """
    own, *wholes = lives
    above = [step for life in wholes for step in life.steps]
    return [own._replace(steps=with_pauses(own.steps, above)), *wholes]


def joined(stated: Sequence[Step]) -> Step | None:
    """Return the stated end; two that differ leave every day between them open."""
    until: Step | None = None
    for step in stated:
        if until is None or until.end is None or step.end is None:
            until = step
        else:
            end, claims = until.end | step.end, until.claims | step.claims
            until = Step(OVER, "", DayRange(), end, claims, edtf=until.edtf)
    return until


def came(end: Step, steps: Sequence[Step]) -> bool:
    """Tell whether an end that was stated or planned may have come about.

    It did not if the policy is stopped, ended or taken up again after that day.
    """
    assert end.end is not None
    day = end.end.last
    return not any(step.days.first > day and step.kind not in _BEGINS for step in steps)
