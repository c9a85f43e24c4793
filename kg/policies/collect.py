"""The steps of policies, collected from the claims that count.

A step is an event of a policy, or that another policy revokes or suspends it. Only what
is established happened; what is threatened or planned gives the status of a threat or a
plan from the day on which it was published, and a planned end is a stated end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from kg.names import APF, RDF, RDFS, local_name
from kg.policies.automaton import OVER
from kg.policies.standing import CONTESTED, ESTABLISHED, PLANNED
from kg.policies.steps import ALWAYS, FINAL, LASTING, NEVER, DayRange, Step, happened
from kg.policies.triples import StoreText
from kg.rdf import URIRef

INTENDED = "intended"
"""The kind of a step that is threatened or planned: it orders no step that happened."""

_ENDING = frozenset({"suspended", "enjoined", "revoked", "lapsed"})
"""Statuses that a threat or plan does not bring about: it is none to begin."""

_THREATENED = "threatened"
"""The status of what is only threatened."""

_BY_POLICY: dict[str, str] = {APF.revokes: "revoked", APF.suspends: "suspended"}
"""What one policy does to another, as the kind of a step of the other."""

STEP_TERMS = frozenset({*_BY_POLICY, str(APF.validUntil)})
"""The terms of relations that are steps of a policy: what it is done to, or its end."""


@dataclass
class PolicyRecord:
    """What is known of a policy: its steps, of the whole and of parts, and its end.

    Steps that a source reports and another disputes are ``contested``. ``until`` are
    the stated ends of the whole, ``doubtful`` those that a source disputes, both of a
    law that it rests on where ``by_law``; ``heard`` is the last day on which a document
    that speaks of it was published. ``wholes`` are the policies that it is part of, the
    nearest first, with their steps as they concern this one.
    """

    steps: dict[frozenset[str], list[Step]] = field(
        default_factory=lambda: defaultdict(list)
    )
    contested: dict[frozenset[str], list[Step]] = field(
        default_factory=lambda: defaultdict(list)
    )
    until: list[Step] = field(default_factory=list)
    doubtful: list[Step] = field(default_factory=list)
    by_law: bool = False
    wholes: list[PolicyRecord] = field(default_factory=list)
    heard: int = ALWAYS

    def all(self) -> Iterator[list[Step]]:
        """Yield the steps of the whole and of each part, the contested ones, too."""
        yield from (*self.steps.values(), *self.contested.values())


class Collector:
    """Reads the records of all policies of a store."""

    def __init__(self, store: StoreText) -> None:
        self.store = store
        self.standing = dict(store.pairs(APF.standing))
        self.known = {c: ordinal(day) for c, day in store.pairs(APF.knownFrom)}
        self.gives = dict(store.pairs(APF.givesStanding))
        self.results = dict(store.pairs(APF.resultingStatus))
        self.records: dict[str, PolicyRecord] = defaultdict(PolicyRecord)
        self._about: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._predicates = sorted(store.pairs(APF.aboutPredicate))
        self._subjects = sorted(store.pairs(APF.aboutSubject))
        predicate = dict(self._predicates)
        for claim, subject in self._subjects:
            if self.standing.get(claim) == ESTABLISHED and claim in predicate:
                self._about[subject, predicate[claim]].append(claim)

    def collect(self) -> dict[str, PolicyRecord]:
        """Return the records of policies, by IRI."""
        content = dict(self.store.pairs(APF.content))
        claims = defaultdict(list)
        for claim, node in sorted(content.items()):
            claims[node].append(claim)
        for event, policy in sorted(self.store.pairs(APF.policyEventOf)):
            for claim in claims[event]:
                self._hear(policy, claim)
                self._event(policy, event, claim)
        for claim, policy in self._subjects:
            self._hear(policy, claim)
        for claim, policy in sorted(self.store.pairs(APF.aboutObject)):
            self._hear(policy, claim)
        for claim, term in self._predicates:
            self._relation(claim, term)
        self._rest_on_law()
        nested = {part: self._wholes(part) for part in self._parts()}
        for part, wholes in nested.items():
            known = [whole for whole in wholes if whole in self.records]
            seen = [self._seen_from(part, wholes, whole) for whole in known]
            self.records[part].wholes = seen
        return {p: r for p, r in self.records.items() if self._lives(r)}

    def _lives(self, record: PolicyRecord) -> bool:
        """Tell whether there is anything that a life may be worked out from."""
        records = (record, *record.wholes)
        return any(any(r.all()) or r.until or r.doubtful for r in records)

    def _parts(self) -> list[str]:
        """Return the policies that are part of another."""
        stated = {s for s, term in self._about if term == APF.partOfPolicy}
        return sorted({s for s, _ in self.store.pairs(APF.partOfPolicy)} | stated)

    def _wholes(self, part: str) -> list[str]:
        """Return what a policy is part of, far up; a ring is gone round once."""
        wholes = [part]
        for policy in wholes:
            above = set(self.store.values(policy, APF.partOfPolicy))
            above |= self._stated(policy, APF.partOfPolicy, for_good=True)
            wholes += sorted(above.difference(wholes))
        return wholes[1:]

    def _seen_from(self, part: str, wholes: list[str], whole: str) -> PolicyRecord:
        """Return what a whole went through, as it concerns one of its parts.

        What concerns the part alone, or all that it is aimed at, concerns it as a
        whole; what concerns another part of the whole does not concern it.
        """
        record, itself = self.records[whole], {part, *wholes}
        seen = PolicyRecord(until=record.until, doubtful=record.doubtful)
        for steps, of_part in (
            (record.steps, seen.steps),
            (record.contested, seen.contested),
        ):
            for scope, some in steps.items():
                others = {t for t in scope if APF.Policy in self._types(t)} - itself
                if others and others == scope:
                    continue
                concerned = scope - others
                if concerned & itself:
                    of_part[frozenset()] += some
                else:
                    of_part[self._concerned(part, concerned)] += some
        return seen

    def _rest_on_law(self) -> None:
        """End with its legal basis what states no end of its own.

        A policy that rests on several instruments ends when all of them have.
        """
        founded = {s for s, term in self._about if term == APF.establishedBy}
        for policy in sorted(
            founded | {s for s, _ in self.store.pairs(APF.establishedBy)}
        ):
            laws = set(self.store.values(policy, APF.establishedBy))
            laws |= self._stated(policy, APF.establishedBy, for_good=True)
            acts = [self.records[law] for law in sorted(laws)]
            record = self.records[policy]
            own = record.until or record.doubtful
            if not own and acts and all(act.until or act.doubtful for act in acts):
                last = max(acts, key=lambda act: _latest(act.until + act.doubtful))
                record.until, record.doubtful = last.until, last.doubtful
                record.by_law = True

    def _hear(self, policy: str, claim: str) -> None:
        record = self.records[policy]
        record.heard = max(record.heard, self.known.get(claim, ALWAYS))

    def event_step(self, event: str, claim: str) -> Step | None:
        """Return the step that a claim tells of an event, whatever its standing."""
        kind = self.store.value(event, APF.policyEventType)
        if kind is None or claim not in self.known:
            return None
        edtf = self.store.value(event, APF.edtf) or ""
        lasts = local_name(kind) in LASTING
        return Step(
            kind=local_name(kind),
            status=local_name(self.results.get(kind, "")),
            days=self._happened(event, claim, edtf, lasts=lasts),
            end=self._end(event, edtf, lasts=lasts),
            claims=frozenset({claim}),
            claimants=frozenset({self.store.value(claim, APF.claimant) or ""}),
            event=event,
            edtf=edtf,
        )

    def _event(self, policy: str, event: str, claim: str) -> None:
        if (step := self.event_step(event, claim)) is None:
            return
        record = self.records[policy]
        match self.standing.get(claim):
            case str(standing) if standing == ESTABLISHED:
                record.steps[self._scope(policy, event, step)].append(step)
            case str(standing) if standing == CONTESTED and self._asserted(claim):
                record.contested[self._scope(policy, event, step)].append(step)
            case str(standing) if standing == PLANNED:
                self._intended(record, step, claim)

    def _asserted(self, claim: str) -> bool:
        """Tell whether a claim would be established if nobody disputed it."""
        if self.store.value(claim, APF.condition):
            return False
        return any(
            self.gives.get(manner) == ESTABLISHED
            for manner in self.store.values(claim, APF.modality)
        )

    def _intended(self, record: PolicyRecord, step: Step, claim: str) -> None:
        """Take a threat or plan for what it is; a threat to end it states no end."""
        status = self._held_out(claim)
        if step.status in FINAL and status != _THREATENED:
            record.until.append(replace(step, end=step.days))
        elif step.status and step.status not in _ENDING:
            days = DayRange(self.known[claim], self.known[claim])
            intended = replace(  # its own date is that of what is yet to come
                step, kind=INTENDED, status=status, days=days, end=None, edtf=""
            )
            record.steps[frozenset()].append(intended)

    def _held_out(self, claim: str) -> str:
        """Return the status that a threat or plan gives: threatened, or proposed."""
        manner = self.store.value(claim, APF.modality) or ""
        return local_name(self.results.get(manner, ""))

    def _relation(self, claim: str, term: str) -> None:
        """Take what one policy does to another, and a stated end, for steps."""
        standing = self.standing.get(claim)
        contested = standing == CONTESTED and self._asserted(claim)
        if term not in STEP_TERMS or not (
            contested or standing in (ESTABLISHED, PLANNED)
        ):
            return
        if (step := self.relation_step(claim)) is None:
            return
        if step.kind == OVER and self._held_out(claim) != _THREATENED:
            for policy in self.store.values(claim, APF.aboutSubject)[:1]:
                record = self.records[policy]
                (record.doubtful if contested else record.until).append(step)
        elif step.kind != OVER and contested:
            for policy in self.store.values(claim, APF.aboutObject)[:1]:
                self.records[policy].contested[frozenset()].append(step)
        elif step.kind != OVER and standing == ESTABLISHED:
            for policy in self.store.values(claim, APF.aboutObject)[:1]:
                self.records[policy].steps[frozenset()].append(step)

    def relation_step(self, claim: str) -> Step | None:
        """Return the step that a claim between things tells, whatever its standing.

        Its kind is ``OVER`` where it states an end. ``None`` where it tells of none,
        and where a policy that was only held out does something to another.
        """
        term = self.store.value(claim, APF.aboutPredicate)
        subject = self.store.value(claim, APF.aboutSubject)
        end = self.store.value(claim, APF.aboutValue)
        claims = frozenset({claim})
        if claim not in self.known or not subject:
            return None
        if term == APF.validUntil and end:
            last = ordinal(end)
            days = DayRange(last, last)
            return Step(OVER, "", DayRange(), days, claims, edtf=end)
        if term not in _BY_POLICY or not self.store.value(claim, APF.aboutObject):
            return None
        edtf, kind = self.store.value(claim, APF.edtf) or "", _BY_POLICY[term]
        happened = self._happened(claim, claim, edtf, lasts=False) if edtf else None
        if (when := happened or self._decided(subject, claim)) is None:
            return None
        claimants = frozenset({self.store.value(claim, APF.claimant) or ""})
        return Step(kind, kind, when, None, claims, claimants, edtf=edtf)

    def _decided(self, policy: str, claim: str) -> DayRange | None:
        """Return when a policy did what a claim says it does to another.

        When it was decided; at some time before that was published where nothing is
        said of it, and not at all where it was only held out.
        """
        steps = self.records[policy].steps[frozenset()]
        decided = [s.days for s in steps if s.status in ("adopted", "in-force")]
        if not decided:
            return None if steps else DayRange(ALWAYS, self.known[claim])
        return DayRange(min(d.first for d in decided), max(d.last for d in decided))

    def _happened(self, node: str, claim: str, edtf: str, *, lasts: bool) -> DayRange:
        first, start = self._bounds(node, APF.earliestStart, APF.latestStart)
        _, end = self._bounds(node, APF.earliestEnd, APF.latestEnd)
        known, lasts = self.known[claim], lasts and "/" in edtf
        return happened(first, start, end, known=known, lasts=lasts)

    def _end(self, event: str, edtf: str, *, lasts: bool) -> DayRange | None:
        """Return when what an event brought about ends, if that is stated."""
        if until := self.store.value(event, APF.validUntil):
            return DayRange(ordinal(until), ordinal(until))
        if not lasts or "/" not in edtf or edtf.startswith(".."):
            return None
        first, last = self._bounds(event, APF.earliestEnd, APF.latestEnd)
        return None if last == NEVER else DayRange(first, last)

    def _scope(self, policy: str, event: str, step: Step) -> frozenset[str]:
        """Return the parts that an event concerns, none where it concerns the whole.

        Where an announcement is made says nothing of where the policy holds, but where
        one is begun, paused or ended does.
        """
        parts = set(self.store.values(event, APF.affects)) - {policy}
        if step.status in (*_ENDING, "in-force"):
            parts |= set(self.store.values(event, APF.takesPlaceIn))
        return self._concerned(policy, frozenset(parts))

    def _concerned(self, policy: str, parts: frozenset[str]) -> frozenset[str]:
        """Return what is a part of a policy's people and places, none if it is all."""
        if not parts:
            return parts
        targets, areas = (
            self._stated(policy, term)
            for term in (APF.targetsPopulation, APF.appliesIn)
        )
        for wholes, wider in ((targets, APF.subPopulationOf), (areas, APF.within)):
            if wholes and all(parts & self._up(whole, wider) for whole in wholes):
                return frozenset()
        if not areas and any(APF.Country in self._types(part) for part in parts):
            return frozenset()
        return parts

    def _stated(self, policy: str, term: URIRef, *, for_good: bool = False) -> set[str]:
        """Return the objects of a policy's relation that established claims name.

        With ``for_good``, of a relation with an end nothing.
        """
        return {
            object_
            for claim in self._about.get((policy, term), ())
            if not (for_good and self.store.value(claim, APF.latestEnd))
            for object_ in self.store.values(claim, APF.aboutObject)
        }

    def _types(self, thing: str) -> set[str]:
        types = self.store.values(thing, RDF.type)
        return {cls for type_ in types for cls in self._up(type_, RDFS.subClassOf)}

    def _up(self, thing: str, term: URIRef) -> set[str]:
        """Return a thing and all that a property leads to, step by step."""
        above, waiting = {thing}, [thing]
        while waiting:
            new = set(self.store.values(waiting.pop(), term)) - above
            above |= new
            waiting += new
        return above

    def _bounds(self, node: str, *terms: URIRef) -> tuple[int, int]:
        first, last = (self.store.value(node, term) for term in terms)
        return (
            ordinal(first) if first else ALWAYS,
            ordinal(last) if last else NEVER,
        )


def _latest(ends: list[Step]) -> int:
    return max(step.end.last for step in ends if step.end is not None)


@lru_cache(10_000)
def ordinal(day: str) -> int:
    """Return the number of a day written as ``2024-03-10``."""
    return date.fromisoformat(day[:10]).toordinal()
