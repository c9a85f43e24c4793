"""How one step changes the status of a policy, after the steps before it.

A policy that is begun may be paused by its authority (suspended) and by a court
(enjoined), one on top of the other; when a pause ends, what was before comes back. What
is proposed, threatened, announced or adopted never undoes what is begun, and a proposal
nothing that is more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.policies.steps import Step

PAST = "past-stated-end"
OVER = "over"
"""The kind of a step that no source reports: an end, stated before, is reached."""

_BEFORE = ("", "proposed", "threatened", "announced")
_ENDED = ("revoked", "lapsed", PAST)


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
