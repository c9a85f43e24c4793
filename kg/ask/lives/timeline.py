"""The timeline of a policy, put together from what a graph says."""

from __future__ import annotations

from kg.ask.endpoint import Endpoint
from kg.ask.lives.model import Timeline
from kg.ask.lives.spans import read_spans
from kg.ask.lives.steps import read_steps
from kg.graph.cited import Thing
from kg.names import APF, RDFS, SCHEMES, local_name
from kg.periods.period import Period
from kg.rdf import URIRef
from kg.read.texts import Texts

_ESTABLISHED = f"<{SCHEMES}standing/established>"


def is_policy(endpoint: Endpoint, thing: str) -> bool:
    """Tell whether a thing is a policy, of whatever kind."""
    query = (
        f"SELECT ?class WHERE {{ <{thing}> a ?class . "
        f"?class <{RDFS.subClassOf}>* <{APF.Policy}> }} LIMIT 1"
    )
    return bool(endpoint.select(query).rows)


def policy_of_span(endpoint: Endpoint, thing: str) -> str | None:
    """Return the policy that a span is of; ``None`` for what is no span."""
    query = f"SELECT ?policy WHERE {{ <{thing}> <{APF.spanOf}> ?policy }}"
    return next((str(row[0]) for row in endpoint.select(query).rows), None)


def read_timeline(
    endpoint: Endpoint, policy: Thing, on: Period | None, texts: Texts, language: str
) -> Timeline:
    """Return the life of a policy, with that of the policies that are part of it.

    Of what it is part of, and of the law that it rests on, there are the steps by which
    a span of its own is opened. Parts of which no step is told go as the whole goes.
    """
    nested = _nested(endpoint)
    policies = _reached(policy.iri, [(whole, part) for part, whole in nested])
    above = _reached(policy.iri, nested)[1:]
    above += _laws(endpoint, [*policies, *above])
    rank = {iri: n for n, iri in enumerate([*policies, *above])}
    spans = read_spans(endpoint, policies, on, texts, language)
    resting = {claim for span in spans for claim in span.claims}
    steps = [
        step
        for step in read_steps(endpoint, rank, texts, language)
        if rank[step.policy.iri] < len(policies) or step.claim in resting
    ]
    own = {policy.iri, *(step.policy.iri for step in steps)}
    spans = [span for span in spans if span.policy.iri in own]
    return Timeline(
        policy,
        on,
        tuple(sorted(spans, key=lambda span: rank[span.policy.iri])),
        tuple(sorted(steps, key=lambda step: rank[step.policy.iri])),
        None if spans else _why_empty(policy, steps=bool(steps)),
        _follows(endpoint),
    )


def _follows(endpoint: Endpoint) -> dict[str, frozenset[str]]:
    query = f"SELECT ?later ?earlier WHERE {{ ?later <{APF.follows}> ?earlier }}"
    follows: dict[str, frozenset[str]] = {}
    for later, earlier in endpoint.select(query).rows:
        kind = local_name(str(later))
        follows[kind] = follows.get(kind, frozenset()) | {local_name(str(earlier))}
    return follows


def _nested(endpoint: Endpoint) -> list[tuple[str, str]]:
    """Return which policy is part of which, as pairs of the part and the whole."""
    return _related(endpoint, APF.partOfPolicy)


def _laws(endpoint: Endpoint, policies: list[str]) -> list[str]:
    """Return the legal instruments on which policies rest."""
    pairs = _related(endpoint, APF.establishedBy)
    return sorted({law for policy, law in pairs if policy in policies})


def _related(endpoint: Endpoint, term: URIRef) -> list[tuple[str, str]]:
    """Return the pairs that a property relates by definition or established claim."""
    rows = endpoint.select(
        f"SELECT DISTINCT ?one ?other WHERE {{ {{ ?one <{term}> ?other }} "
        f"UNION {{ ?claim <{APF.aboutPredicate}> <{term}> . "
        f"?claim <{APF.aboutSubject}> ?one . ?claim <{APF.aboutObject}> ?other . "
        f"?claim <{APF.standing}> {_ESTABLISHED} }} }} ORDER BY ?one ?other"
    ).rows
    return [(str(one), str(other)) for one, other in rows]


def _reached(start: str, pairs: list[tuple[str, str]]) -> list[str]:
    """Return a thing and all that pairs lead to from it; a ring is gone round once."""
    reached = [start]
    for thing in reached:
        reached += [to for of, to in pairs if of == thing and to not in reached]
    return reached


def _why_empty(policy: Thing, *, steps: bool) -> str:
    if steps:
        return f"No step of {policy} counts, so that no status of it is known."
    return f"No claim in the graph tells a step of {policy}."
