"""Why a policy has a status on a day, may have it, or why that is not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.ask.lives.order import LifeSteps
from kg.ask.lives.words import (
    day_asked,
    either_words,
    group_words,
    groups,
    left_out,
    marks_of,
    note_numbers,
    span_words,
)
from kg.graph.cited import Citation
from kg.policies.lives import DISPUTED, HOLDS, MAY_HOLD, NOT_KNOWN
from kg.policies.steps import FINAL

if TYPE_CHECKING:
    from kg.ask.lives.model import Timeline, TimelineSpan, TimelineStep


@dataclass(frozen=True)
class Reasons:
    """Why a policy has a status, in short sentences; ``[1]`` is the first note.

    ``verdict`` says what holds or may hold at the time asked about, ``steps`` what it
    follows from, ``order`` which of the steps come first, ``aside`` what does not count
    and why, ``unknown`` after which day nothing is known.
    """

    timeline: Timeline
    title: str
    verdict: tuple[str, ...]
    steps: tuple[str, ...]
    order: tuple[str, ...]
    aside: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def notes(self) -> tuple[Citation, ...]:
        """The claims that the sentences refer to, in the order of their numbers."""
        return tuple(self.timeline.citations)

    def to_dict(self) -> dict[str, Any]:
        """Return JSON values; sentences refer to the claims by number, from 1."""
        return {
            "policy": self.timeline.policy.id,
            "on": self.timeline.on.edtf if self.timeline.on else None,
            "verdict": list(self.verdict),
            "steps": list(self.steps),
            "order": list(self.order),
            "doesNotCount": list(self.aside),
            "unknown": list(self.unknown),
            "claims": [citation.to_dict() for citation in self.notes],
        }


def reasons(timeline: Timeline, span: TimelineSpan | None = None) -> Reasons:
    """Explain the status of a policy at the time asked about, or one of its spans."""
    numbers = note_numbers(timeline.citations)
    steps = LifeSteps(timeline, numbers)
    title = f"{timeline.policy} ({timeline.policy.id})"
    verdict = tuple(_verdict(timeline)) if span is None else (_sentence(span),)
    return Reasons(
        timeline,
        title,
        verdict,
        tuple(steps.lines()),
        tuple(steps.orders()),
        tuple(
            _aside(step, timeline, numbers) for step in timeline.steps if step.why_not
        ),
        tuple(_unknown(timeline)),
    )


def _aside(step: TimelineStep, timeline: Timeline, numbers: dict[str, int]) -> str:
    """Return a step that does not count, why, and what follows from it all the same."""
    words = (
        f"{left_out(step, timeline)} {marks_of([step.claim, *step.against], numbers)}"
    )
    if step.leaves_open:
        return f"{words} That leaves the status disputed."
    if not any(step.claim in span.claims for span in timeline.spans):
        return words
    if step.status and step.status.id in FINAL:
        return f"{words} It is taken for a stated end."
    return f"{words} It gives the status of what is only held out."


def _sentence(span: TimelineSpan) -> str:
    """Return from when until when a status is possible, and when it is certain."""
    label = span.status.label
    whom = f" only for {' and '.join(map(str, span.affects))}" if span.affects else ""
    return f"{label[:1].upper()}{label[1:]}{whom}: {span_words(span)}."


def _verdict(timeline: Timeline) -> Iterator[str]:
    """Yield what holds, or may hold, of the whole and of each part."""
    if not timeline.spans:
        yield timeline.why_empty or ""
    for group in groups(timeline.spans):
        whose = group_words(timeline, group)
        head = f"{whose[:1].upper()}{whose[1:]}: " if whose else ""
        current = [s for s in group if s.certainty in (MAY_HOLD, DISPUTED, HOLDS)]
        spans = (f" {_sentence(span)}" for span in current)
        words = f"{head}{_of_group(timeline, group)}{''.join(spans)}"
        yield f"{words[:1].upper()}{words[1:]}"


def _of_group(timeline: Timeline, group: Sequence[TimelineSpan]) -> str:
    current = [span for span in group if span.certainty]
    on, part = timeline.on, bool(group[0].affects)
    known = group[0].not_known_after
    when = day_asked(timeline) if on else f"{known} (the last day that is known of)"
    when = f"{'in' if on and on.precision != 'day' else 'on'} {when}"
    if not current and part:
        return f"{when}: as the whole."
    if not current:
        starts = [s.bounds.earliest_start for s in group]
        first = min(day for day in starts if day)
        return f"{when}: no status. No step that counts is before {first}."
    statuses = either_words([span.status.label for span in current])
    if any(span.certainty == NOT_KNOWN for span in current):
        return f"{when}: not known. By what is known until {known}: {statuses}."
    if len(current) == 1 and current[0].certainty == HOLDS:
        return f"{when}: {statuses}. That holds."
    if any(span.certainty == DISPUTED for span in current):
        return f"{when}: {statuses}. That is disputed."
    if len({span.status for span in current}) > 1:
        return f"{when}: {statuses}. The dates leave open which."
    return f"{when}: it may be {statuses}. The dates leave that open."


def _unknown(timeline: Timeline) -> Iterator[str]:
    days = {span.policy: span.not_known_after for span in timeline.spans}
    for policy, day in days.items():
        whose = "it" if policy == timeline.policy else str(policy)
        yield (
            f"Nothing is known of {whose} after {day}: no document that speaks of it, "
            "and no end that one states, is later."
        )
