"""Lives in words: short, and no more precise than what was written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from kg.graph.cited import Citation
from kg.policies.automaton import PAST
from kg.policies.lives import DISPUTED, HOLDS, MAY_HOLD, NOT_KNOWN

if TYPE_CHECKING:
    from kg.ask.lives.model import Timeline, TimelineSpan, TimelineStep

CERTAINTY = {
    **{HOLDS: "holds", MAY_HOLD: "may hold", DISPUTED: "disputed"},
    **{NOT_KNOWN: "not known", "": ""},
}


def note_numbers(citations: Iterable[Citation]) -> dict[str, int]:
    """Return the numbers of citations, from 1, by claim."""
    return {citation.claim.iri: n for n, citation in enumerate(citations, 1)}


def marks_of(claims: Iterable[Citation], numbers: dict[str, int]) -> str:
    """Return the numbers of claims as marks, in order."""
    known = {numbers[c.claim.iri] for c in claims if c.claim.iri in numbers}
    return "".join(f"[{n}]" for n in sorted(known))


def since_words(span: TimelineSpan, before: TimelineSpan | None) -> str:
    """Return when a span begins: the date of its step as written, in words.

    What is threatened or planned is so from the day on which that was published.
    """
    if span.status.id == PAST and span.period:
        return f"after {span.period}"
    if span.period is not None:
        return str(span.period)
    if span.known_from and span.known_from == span.bounds.earliest_start:
        return f"known from {span.known_from}"  # a threat, or a plan
    if before is not None and span.opened_by is None and _ends_into(before, span):
        return "after that"
    return "no date given"


def _ends_into(before: TimelineSpan, span: TimelineSpan) -> bool:
    """Tell whether a span ends by itself, so that the next one begins."""
    return set(span.claims) <= set(before.claims) and before.status != span.status


def groups(spans: Sequence[TimelineSpan]) -> list[list[TimelineSpan]]:
    """Return spans by policy and part, in their order."""
    by_part: dict[tuple[str, ...], list[TimelineSpan]] = {}
    for span in spans:
        key = span.policy.iri, *(part.iri for part in span.affects)
        by_part.setdefault(key, []).append(span)
    return list(by_part.values())


def group_words(timeline: Timeline, group: Sequence[TimelineSpan]) -> str:
    """Return whose spans these are, where they are not those of the whole."""
    words = []
    if (policy := group[0].policy) != timeline.policy:
        words.append(f"part of it: {policy} ({policy.id})")
    if parts := group[0].affects:
        words.append(f"only for {' and '.join(map(str, parts))}")
    return ", ".join(words)


def day_asked(timeline: Timeline) -> str:
    """Return the day asked about in words, or the last that documents vouch for."""
    if timeline.on is not None:
        return str(timeline.on)
    known = [s.not_known_after for s in timeline.spans if s.policy == timeline.policy]
    return max(known).isoformat() if known else ""


def left_out(step: TimelineStep, timeline: Timeline) -> str:
    """Return in words a step that gives no status, and why."""
    when = f", {step.period}" if step.period else ""
    whose = "" if step.policy == timeline.policy else f" ({step.policy})"
    return f"{step.kind}{when}{whose}: {step.why_not}"


def known_words(day: date) -> str:
    """Return what is said of the day after which nothing is known."""
    return f"{day}, after which nothing is known"


def either_words(statuses: Iterable[str]) -> str:
    """Return statuses as one of them, each once."""
    *most, last = dict.fromkeys(statuses)
    return f"{', '.join(most)} or {last}" if most else last


def between_words(begin: date | None, last: date | None) -> str:
    """Return between which days a day lies."""
    if begin == last:
        return f"on {begin}" if begin else "on some day"
    since = f" from {begin}" if begin else ""
    until = f" to {last}" if begin and last else f" until {last}" if last else " on"
    return f"on some day{since}{until}"


def span_words(span: TimelineSpan) -> str:
    """Return from when until when a span is possible, and when it is certain."""
    first, certain_from, certain_until, last = span.bounds
    parts = ["possible" + (f" from {first}" if first else "")]
    parts[0] += f" until {last}" if last else "" if first else " on any day"
    if certain_from and certain_until:
        open_ = last is None and certain_until == span.not_known_after
        until = "as long as is known" if open_ else f"to {certain_until}"
        parts.append(f"certain from {certain_from} {until}")
    else:
        parts.append("certain on no day")
    return ", ".join(parts)
