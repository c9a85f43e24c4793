"""What a build worked the lives of policies out from, collected anew from a graph."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.ask.endpoint import Endpoint, batches, values
from kg.ask.lives.properties import Properties, properties_of
from kg.names import APF, ONTOLOGY, RDF, RDFS
from kg.periods.period import BOUNDS
from kg.policies.automaton import OVER
from kg.policies.collect import INTENDED, STEP_TERMS, Collector
from kg.policies.steps import Step
from kg.policies.triples import StoreText
from kg.rdf import URIRef

_OF_CLAIM = (
    *("standing", "knownFrom", "claimant", "modality", "content", "edtf", *BOUNDS),
    *("aboutSubject", "aboutPredicate", "aboutObject", "aboutValue"),
)
_OF_EVENT = (
    *("policyEventOf", "policyEventType", "affects", "takesPlaceIn", "validUntil"),
    *("edtf", *BOUNDS),
)
_WIDER = ", ".join(
    term.n3() for term in (APF.subPopulationOf, APF.within, RDF.type, RDFS.subClassOf)
)
"""What a part of a policy's targets or areas leads to, by which it may be all of it."""


class StepRecords:
    """The steps of policies as :mod:`kg.policies` has them.

    Its own collector reads them, from a store of all that claims say of the policies:
    so whoever explains a life has the steps that its spans were worked out from.
    """

    def __init__(self, endpoint: Endpoint, policies: Iterable[str]) -> None:
        self._endpoint, self._store = endpoint, ox.Store()
        self._load(set(policies))
        self._collector = Collector(StoreText(self._store))
        self._scopes: dict[tuple[str, str], frozenset[str]] = {}
        self._counted: dict[tuple[str, str], Step] = {}
        self._contested: set[tuple[str, str]] = set()
        for policy, record in self._collector.collect().items():
            for steps in (record.steps, record.contested):
                for scope, some in steps.items():
                    self._scopes |= {(policy, c): scope for s in some for c in s.claims}
            reported = (s for some in record.steps.values() for s in some)
            counted = [s for s in reported if s.kind != INTENDED]
            counted += [step for step in record.until if step.kind == OVER]
            self._counted |= {(policy, c): s for s in counted for c in s.claims}
            disputed = [s for some in record.contested.values() for s in some]
            disputed += record.doubtful
            self._contested |= {(policy, c) for s in disputed for c in s.claims}

    def counted(self, policy: str, claim: str) -> Step | None:
        """Return the step of a policy that rests on a claim, if it counts."""
        return self._counted.get((policy, claim))

    def contested(self, policy: str, claim: str) -> bool:
        """Tell whether a claim reports a step as a fact and another disputes it."""
        return (policy, claim) in self._contested

    def step(self, claim: str, node: str) -> Step | None:
        """Return what a claim tells of an event, or tells itself, if it is a step."""
        if node == claim:
            return self._collector.relation_step(claim)
        return self._collector.event_step(node, claim)

    def scope(self, policy: str, claim: str) -> frozenset[str] | None:
        """Return the parts that a step concerns, none where that is the whole.

        ``None`` where the life of the policy has no such step.
        """
        return self._scopes.get((policy, claim))

    def _load(self, policies: set[str]) -> None:
        """Load what claims say of policies, and of those that end or suspend them."""
        known: set[str] = set()
        things: set[str] = set()
        while policies:
            known |= policies
            of = self._properties(self._claims(policies), _OF_CLAIM)
            events = _named(of.values(), "content")
            events_of = self._properties(events, _OF_EVENT).values()
            things |= _named(of.values(), "aboutObject")
            things |= _named(events_of, "affects") | _named(events_of, "takesPlaceIn")
            steps = (
                a for a in of.values() if STEP_TERMS & {*a.get("aboutPredicate", ())}
            )
            policies = _named(steps, "aboutSubject") - known
        self._load_wider(things)
        codes = values([APF.givesStanding, APF.resultingStatus])
        self._select(f"SELECT ?s ?p ?o WHERE {{ VALUES ?p {{ {codes} }} ?s ?p ?o }}")

    def _load_wider(self, things: set[str]) -> None:
        """Load what things are parts of and of which class, step by step upwards.

        One path of any length would have an engine read every type in the graph.
        """
        known = set[str]()
        while things:
            known |= things
            above = set[str]()
            for batch in batches(things):
                rows = self._endpoint.select(
                    f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {batch} }} ?s ?p ?o . "
                    f"FILTER (?p IN ({_WIDER})) }}"
                ).rows
                for subject, term, value in rows:
                    self._add(str(subject), str(term), [str(value)])
                    if isinstance(value, URIRef) and not value.startswith("_:"):
                        above.add(str(value))
            things = above - known

    def _claims(self, policies: Iterable[str]) -> set[str]:
        chosen = values(map(URIRef, sorted(policies)))
        rows = self._endpoint.select(
            f"SELECT DISTINCT ?claim WHERE {{ VALUES ?policy {{ {chosen} }} "
            f"{{ ?step <{APF.policyEventOf}> ?policy . ?claim <{APF.content}> ?step }} "
            f"UNION {{ ?claim <{APF.aboutSubject}> ?policy }} "
            f"UNION {{ ?claim <{APF.aboutObject}> ?policy }} }}"
        ).rows
        return {str(row[0]) for row in rows}

    def _properties(
        self, nodes: Iterable[str], names: Iterable[str]
    ) -> dict[str, dict[str, list[str]]]:
        of = properties_of(self._endpoint, nodes, names)
        for node, about in of.items():
            for name, objects in about.items():
                self._add(node, ONTOLOGY + name, objects)
        return of

    def _select(self, query: str) -> None:
        for row in self._endpoint.select(query).rows:
            subject, term, value = map(str, row)
            self._add(subject, term, [value])

    def _add(self, subject: str, term: str, objects: Iterable[str]) -> None:
        """Add what is read as text: a collector asks for nothing else of an object."""
        self._store.extend(
            ox.Quad(ox.NamedNode(subject), ox.NamedNode(term), ox.Literal(text))
            for text in objects
        )


def _named(nodes: Iterable[Properties], name: str) -> set[str]:
    return {value for about in nodes for value in about.get(name, ())}
