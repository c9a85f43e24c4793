"""What claims tell of the steps of a policy, and whether each of them counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.ask.citations import cite
from kg.ask.endpoint import Endpoint
from kg.ask.lives.lookups import StepRow, court_levels, newer_claims, step_rows
from kg.ask.lives.model import TimelineStep
from kg.ask.lives.properties import Properties, first, period, properties_of
from kg.ask.lives.records import StepRecords
from kg.ask.things import label_things
from kg.graph.cited import Citation, Thing
from kg.names import APF, SCHEMES, local_name
from kg.policies.steps import ALWAYS, NEVER, DayRange, Step
from kg.read.texts import Texts

_OF_CLAIM = (
    *("standing", "knownFrom", "disputedBy", "replacedOn", "modality", "aboutValue"),
    *("aboutSubject", "aboutPredicate", "edtf"),
)
_OF_EVENT = ("policyEventType", "affects", "performedBy", "restsOn", "edtf")


def read_steps(
    endpoint: Endpoint,
    policies: Iterable[str],
    texts: Texts,
    language: str,
) -> list[TimelineStep]:
    """Return the steps of policies that claims tell, whether or not they count."""
    policies = list(policies)
    rows = step_rows(endpoint, policies)
    of_claim = properties_of(endpoint, (claim for claim, _, _ in rows), _OF_CLAIM)
    events = {node for claim, _, node in rows if node != claim}
    of_event = properties_of(endpoint, events, _OF_EVENT)
    newer = newer_claims(endpoint, of_claim)
    against = {c for of in of_claim.values() for c in of.get("disputedBy", ())}
    against |= {c for others in newer.values() for c in others}
    cited = cite(endpoint, [*of_claim, *sorted(against)], texts, language)
    reader = _Reader(
        of_claim,
        of_event,
        newer,
        {c.claim.iri: c for c in cited},
        court_levels(endpoint, of_event),
        StepRecords(endpoint, policies),
        {},
    )
    reader.things.update(label_things(endpoint, reader.mentioned(rows), language))
    steps = [reader.step(*row) for row in rows if row[0] in reader.cited]
    return sorted(steps, key=_order)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Makes steps of what was read, and of what their policies' lives rest on."""

    of_claim: Mapping[str, Properties]
    of_event: Mapping[str, Properties]
    newer: Mapping[str, list[str]]
    cited: Mapping[str, Citation]
    levels: Mapping[str, str]
    records: StepRecords
    things: dict[str, Thing]

    def mentioned(self, rows: Iterable[StepRow]) -> set[str]:
        """Return the things that steps name."""
        terms = set(self.levels.values())
        for claim, policy, node in rows:
            terms |= {policy, node, self._kind(claim, node)}
            terms.update(self._parts(claim, policy, node))
            terms.add(_status(self._worked(claim, policy, node)))
            about = self.of_event.get(node, {})
            for name in ("performedBy", "restsOn"):
                terms |= set(about.get(name, ()))
            terms |= set(self.of_claim[claim].get("aboutSubject", ()))
        return terms - {""}

    def _kind(self, claim: str, node: str) -> str:
        if node == claim:
            return first(self.of_claim[claim], "aboutPredicate")
        return first(self.of_event[node], "policyEventType")

    def step(self, claim: str, policy: str, node: str) -> TimelineStep:
        """Return the step that a claim tells."""
        about, kind = self.of_claim[claim], self._kind(claim, node)
        worked = self._worked(claim, policy, node)
        against = [*about.get("disputedBy", ()), *self.newer.get(claim, ())]
        of = self.of_event.get(node, {})
        return TimelineStep(
            policy=self.things[policy],
            event=None if node == claim else self.things[node],
            kind=self.things[kind],
            status=self.things.get(_status(worked)),
            affects=tuple(self.things[p] for p in self._parts(claim, policy, node)),
            period=period(about if node == claim else of),
            days=_days(worked.days if worked else None),
            end=_days(worked.end if worked else None),
            standing=local_name(first(about, "standing")),
            why_not=self._why_not(claim, policy),
            claim=self.cited[claim],
            against=tuple(self.cited[c] for c in against if c in self.cited),
            by=tuple(self.things[actor] for actor in of.get("performedBy", ())),
            court_level=self._level(of),
            rests_on=tuple(self.things[act] for act in self._acts(claim, node)),
            leaves_open=self.records.contested(policy, claim),
            worked=worked,
        )

    def _worked(self, claim: str, policy: str, node: str) -> Step | None:
        """Return a step as the life of its policy has it, or would if it counted."""
        counted = self.records.counted(policy, claim)
        return counted or self.records.step(claim, node)

    def _parts(self, claim: str, policy: str, node: str) -> list[str]:
        """Return the parts that a step concerns, none where that is the whole."""
        scope = self.records.scope(policy, claim)
        if scope is None:  # no life has to do with it
            scope = frozenset(self.of_event.get(node, {}).get("affects", ()))
        return sorted(scope - {policy})

    def _acts(self, claim: str, node: str) -> Sequence[str]:
        """Return what a step rests on; another policy, where that takes it."""
        if node != claim:
            return self.of_event[node].get("restsOn", ())
        about = self.of_claim[claim]
        is_end = first(about, "aboutPredicate") == APF.validUntil
        return () if is_end else about.get("aboutSubject", ())

    def _level(self, of: Properties) -> Thing | None:
        levels = [self.levels.get(actor) for actor in of.get("performedBy", ())]
        return next((self.things[level] for level in levels if level), None)

    def _why_not(self, claim: str, policy: str) -> str:
        """Return why a step does not count, ``""`` where it does."""
        if self.records.counted(policy, claim):
            return ""
        about, modality = self.of_claim[claim], self.cited[claim].modality
        if not first(about, "knownFrom"):
            return "its document has no date of publication"
        match local_name(first(about, "standing")):
            case "established":
                return "only held out"
            case "replaced":
                on = first(about, "replacedOn")
                return f"replaced on {on}" if on else "replaced by a later claim"
            case "contested":
                fact = self.records.contested(policy, claim)
                by = about.get("disputedBy", ())
                who = [self.cited[c].who for c in by if c in self.cited]
                words = f"disputed by {' and '.join(dict.fromkeys(who)) or 'others'}"
                return words if fact else f"only {modality}, and {words}"
            case "planned":
                return f"{modality}, and not reported to have happened"
            case "derived":
                return "worked out by a rule, and not reported"
            case "denied":
                return f"denied by {self.cited[claim].who}"
        return f"only {modality}"


def _days(days: DayRange | None) -> tuple[date | None, date | None]:
    return (_date(days.first), _date(days.last)) if days else (None, None)


def _date(number: int) -> date | None:
    return date.fromordinal(number) if ALWAYS < number < NEVER else None


def _status(step: Step | None) -> str:
    return f"{SCHEMES}policy-status/{step.status}" if step and step.status else ""


def _order(step: TimelineStep) -> tuple[str, date, date, str, str]:
    begin, last = step.days
    if begin is None and last is None:  # a stated end
        begin, last = step.end
    order = begin or date.min, last or date.max, step.kind.id, step.claim.claim.iri
    return step.policy.iri, *order
