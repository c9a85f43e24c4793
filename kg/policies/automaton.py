"""How one step changes the status of a policy, after the steps before it.

A policy that is begun may be paused by its authority (suspended) and by a court
(enjoined), one on top of the other; when a pause ends, what was before comes back. What
is proposed, threatened, announced or adopted never undoes what is begun, and a proposal
nothing that is more.

A part of a policy stops when the whole does: it is paused while the whole is, and ends
with it. That the whole begins, or goes on, begins no part. What a part does by itself
after the whole has ended counts for the part alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.policies.steps import Step

PAST = "past-stated-end"
OVER = "over"
"""The kind of a step that no source reports: an end, stated before, is reached."""

_BEFORE = ("", "proposed", "threatened", "announced")
_ENDED = ("revoked", "lapsed", PAST)
_STOPS = (*_ENDED, "enjoined", "suspended")
"""What a whole does to its parts; an end before a pause, a court before a ministry."""


@dataclass(frozen=True, slots=True)
class State:
    """How a policy stands: what it came to, what pauses it, and which end it awaits.

    ``suspended``, ``enjoined`` and ``until`` name the step whose pause or stated end is
    meant by its number; ``None`` is no pause, and no stated end.
    """

    base: str = ""
    suspended: int | None = None
    enjoined: int | None = None
    until: int | None = None

    @property
    def status(self) -> str:
        """The code of the status that is shown."""
        if self.base not in _ENDED:
            if self.enjoined is not None:
                return "enjoined"
            if self.suspended is not None:
                return "suspended"
        return self.base

    @property
    def has_ended(self) -> bool:
        """Whether the policy has ended, one way or the other."""
        return self.base in _ENDED

    def over(self, number: int) -> State:
        """Return what is left when the pause or the term that step began ends."""
        if self.suspended == number:
            return replace(self, suspended=None)
        if self.enjoined == number:
            return replace(self, enjoined=None)
        if self.until == number:
            running = self.base not in (*_BEFORE, *_ENDED)
            return State(PAST) if running else replace(self, until=None)
        return self

    def after(self, step: Step, number: int) -> State:
        """Return how the policy stands after a step, known by its number."""
        until = self.until if step.end is None else number
        match step.kind, step.status:
            case _, "":
                return self
            case "injunction-lifted", _:
                base = self.base or step.status
                return replace(self, base=base, enjoined=None)
            case "extended", _:
                until = None if step.end is None else number
                return replace(self, base=step.status, until=until)
            case "resumed", _ if self.suspended is None:
                return replace(self, base=step.status, enjoined=None, until=until)
            case _, "in-force":
                return replace(self, base="in-force", suspended=None, until=until)
            case _, "suspended":
                return replace(self._alive(), suspended=number)
            case _, "enjoined":
                return replace(self._alive(), enjoined=number)
            case _, "adopted" if self.base in (*_BEFORE, *_ENDED):
                return replace(self, base="adopted", until=until)
            case _, "proposed" if self.base:
                return self
            case _, status if status in _BEFORE and self.base in _BEFORE:
                return replace(self, base=status)
            case _, "revoked" | "lapsed":
                return State(step.status)
        return self

    def _alive(self) -> State:
        """Return the state of a policy that is paused: it has not ended for good."""
        return replace(self, base="in-force") if self.base in _ENDED else self


@dataclass(frozen=True, slots=True)
class PolicyState:
    """How a policy stands by its own steps, and how each that it is part of does."""

    own: State = State()
    wholes: tuple[State, ...] = ()

    @property
    def status(self) -> str:
        """The code of the status shown: a whole's, if it stops the part."""
        if self.own.has_ended or not self.wholes:
            return self.own.status
        stops = {whole.status for whole in self.wholes}
        return next((status for status in _STOPS if status in stops), self.own.status)

    def over(self, number: int) -> PolicyState:
        """Return what is left when the pause or the term that step began ends.

        A whole of which no start is told had begun all the same, if its part had.
        """
        wholes = tuple(
            State(PAST)
            if whole.until == number and not whole.has_ended
            else whole.over(number)
            for whole in self.wholes
        )
        return PolicyState(self.own.over(number), wholes)

    def after(self, step: Step, number: int) -> PolicyState:
        """Return how the policy stands after a step of its own, or of a whole."""
        if step.of:
            wholes = list(self.wholes)
            wholes[step.of - 1] = wholes[step.of - 1].after(step, number)
            return PolicyState(self.own, tuple(wholes))
        own, kept = self.own.after(step, number), self.wholes
        if step.status and not own.has_ended:
            kept = tuple(State() if whole.has_ended else whole for whole in kept)
        return PolicyState(own, kept)
