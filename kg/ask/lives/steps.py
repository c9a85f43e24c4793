"""What claims tell of the steps of a policy, and whether each of them counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.ask.citations import cite
from kg.ask.endpoint import Endpoint
from kg.ask.lives.codes import AS_FACT
from kg.ask.lives.lookups import (
    StepRow,
    court_levels,
    decisions,
    newer_claims,
    step_rows,
)
from kg.ask.lives.model import TimelineSpan, TimelineStep
from kg.ask.lives.properties import (
    Properties,
    bounds,
    day,
    first,
    period,
    properties_of,
)
from kg.ask.things import label_things
from kg.graph.cited import Citation, Thing
from kg.names import APF, local_name
from kg.periods.period import BOUNDS
from kg.policies.steps import ALWAYS, LASTING, NEVER, happened
from kg.read.texts import Texts

_OF_CLAIM = (
    *("standing", "knownFrom", "disputedBy", "replacedOn", "modality", "aboutValue"),
    *("aboutSubject", "aboutPredicate", "edtf", *BOUNDS),
)
_OF_EVENT = (
    *("policyEventType", "affects", "takesPlaceIn", "validUntil", "performedBy"),
    "restsOn",
    *("edtf", *BOUNDS),
)


def read_steps(
    endpoint: Endpoint,
    policies: Iterable[str],
    spans: Sequence[TimelineSpan],
    texts: Texts,
    language: str,
) -> list[TimelineStep]:
    """Return the steps of policies that claims tell, whether or not they count."""
    rows = step_rows(endpoint, policies)
    of_claim = properties_of(endpoint, (claim for claim, _, _ in rows), _OF_CLAIM)
    events = {node for claim, _, node in rows if node != claim}
    of_event = properties_of(endpoint, events, _OF_EVENT)
    kinds = {first(of, "policyEventType") for of in of_event.values()} - {""}
    gives = properties_of(
        endpoint,
        {*kinds, *(first(of, "modality") for of in of_claim.values())} - {""},
        ("resultingStatus",),
    )
    newer = newer_claims(endpoint, of_claim)
    against = {c for of in of_claim.values() for c in of.get("disputedBy", ())}
    against |= {c for others in newer.values() for c in others}
    cited = cite(endpoint, [*of_claim, *sorted(against)], texts, language)
    parts = {p.iri for span in spans for p in span.affects}
    reader = _Reader(
        of_claim,
        of_event,
        {i: first(g, "resultingStatus") for i, g in gives.items()},
        newer,
        {c.claim.iri: c for c in cited},
        parts,
        court_levels(endpoint, of_event),
        decisions(endpoint, (first(of, "aboutSubject") for of in of_claim.values())),
        {},
    )
    reader.things.update(label_things(endpoint, reader.mentioned(rows), language))
    steps = [reader.step(*row) for row in rows if row[0] in reader.cited]
    return sorted(steps, key=_order)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Makes steps of what was read; ``parts`` are those that spans concern."""

    of_claim: Mapping[str, Properties]
    of_event: Mapping[str, Properties]
    gives: Mapping[str, str]
    newer: Mapping[str, list[str]]
    cited: Mapping[str, Citation]
    parts: set[str]
    levels: Mapping[str, str]
    decisions: Mapping[str, Properties | None]
    things: dict[str, Thing]

    def mentioned(self, rows: Iterable[StepRow]) -> set[str]:
        """Return the things that steps name."""
        terms = {c for c in self.gives.values() if c}
        for claim, policy, node in rows:
            terms |= {policy, node, self._kind(claim, node)}
            about = self.of_event.get(node, {})
            for name in ("affects", "performedBy", "restsOn"):
                terms |= set(about.get(name, ()))
            terms |= set(self.of_claim[claim].get("aboutSubject", ()))
        return terms | self.parts | set(self.levels.values())

    def _kind(self, claim: str, node: str) -> str:
        if node == claim:
            return first(self.of_claim[claim], "aboutPredicate")
        return first(self.of_event[node], "policyEventType")

    def step(self, claim: str, policy: str, node: str) -> TimelineStep:
        """Return the step that a claim tells."""
        about, kind = self.of_claim[claim], self._kind(claim, node)
        of = self._dated(about) if node == claim else self.of_event[node]
        days, end = _days(local_name(kind), of, day(about, "knownFrom"))
        against = [*about.get("disputedBy", ()), *self.newer.get(claim, ())]
        affects = {*of.get("affects", ()), *of.get("takesPlaceIn", ())} & self.parts
        affects |= {*of.get("affects", ())} - {policy}
        status = self.gives.get(kind, "")
        return TimelineStep(
            policy=self.things[policy],
            event=None if node == claim else self.things[node],
            kind=self.things[kind],
            status=self.things.get(status),
            affects=tuple(self.things[part] for part in sorted(affects)),
            period=period(of),
            days=days,
            end=end,
            standing=local_name(first(about, "standing")),
            why_not=self._why_not(claim, about, local_name(kind)),
            claim=self.cited[claim],
            against=tuple(self.cited[c] for c in against if c in self.cited),
            by=tuple(self.things[actor] for actor in of.get("performedBy", ())),
            court_level=self._level(of),
            rests_on=tuple(self.things[act] for act in self._acts(claim, node)),
        )

    def _acts(self, claim: str, node: str) -> Sequence[str]:
        """Return what a step rests on; another policy, where that takes it."""
        if node != claim:
            return self.of_event[node].get("restsOn", ())
        about = self.of_claim[claim]
        is_end = first(about, "aboutPredicate") == APF.validUntil
        return () if is_end else about.get("aboutSubject", ())

    def _dated(self, about: Properties) -> Properties:
        """Return a relation with its date, or else that of the policy's decision."""
        if first(about, "edtf") or first(about, "aboutPredicate") == APF.validUntil:
            return about
        decided = self.decisions.get(first(about, "aboutSubject")) or {}
        return {**about, **{n: decided[n] for n in ("edtf", *BOUNDS) if n in decided}}

    def _level(self, of: Properties) -> Thing | None:
        levels = [self.levels.get(actor) for actor in of.get("performedBy", ())]
        return next((self.things[level] for level in levels if level), None)

    def _why_not(self, claim: str, about: Properties, kind: str) -> str:
        """Return why a step does not count, ``""`` where it does."""
        modality = self.cited[claim].modality
        if not first(about, "knownFrom"):
            return "its document has no date of publication"
        match local_name(first(about, "standing")):
            case "established":
                subject = first(about, "aboutSubject")
                undecided = self.decisions.get(subject, about) is None
                return "only held out" if undecided and kind != "validUntil" else ""
            case "planned" if kind == "validUntil" and modality != "threatened":
                return ""
            case "replaced":
                on = first(about, "replacedOn")
                return f"replaced on {on}" if on else "replaced by a later claim"
            case "contested":
                by = about.get("disputedBy", ())
                who = [self.cited[c].who for c in by if c in self.cited]
                words = f"disputed by {' and '.join(dict.fromkeys(who)) or 'others'}"
                return words if modality in AS_FACT else f"only {modality}, and {words}"
            case "planned":
                return f"{modality}, and not reported to have happened"
            case "derived":
                return "worked out by a rule, and not reported"
            case "denied":
                return f"denied by {self.cited[claim].who}"
        return f"only {modality}"


def _days(
    kind: str, of: Properties, known: date | None
) -> tuple[tuple[date | None, date | None], tuple[date | None, date | None]]:
    """Return when a step may have happened, and when what it began may end."""
    if kind == "validUntil":
        last = day(of, "aboutValue")
        return (None, None), (last, last)
    edtf = first(of, "edtf")
    start, latest_start, early_end, end = bounds(of)
    lasts = kind in LASTING and "/" in edtf
    days = happened(
        start.toordinal() if start else ALWAYS,
        latest_start.toordinal() if latest_start else NEVER,
        end.toordinal() if end else NEVER,
        known=known.toordinal() if known else NEVER,
        lasts=lasts,
    )
    until = day(of, "validUntil")
    ends = (until, until) if until else (early_end, end) if lasts else (None, None)
    if edtf.startswith("..") or end is None:
        ends = (until, until)
    return (_date(days.first), _date(days.last)), ends


def _date(number: int) -> date | None:
    return date.fromordinal(number) if ALWAYS < number < NEVER else None


def _order(step: TimelineStep) -> tuple[str, date, date, str, str]:
    begin, last = step.days
    if begin is None and last is None:  # a stated end
        begin, last = step.end
    order = begin or date.min, last or date.max, step.kind.id, step.claim.claim.iri
    return step.policy.iri, *order
