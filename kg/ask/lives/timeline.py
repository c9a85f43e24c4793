"""The timeline of a policy, put together from what a graph says."""

from __future__ import annotations

from kg.ask.endpoint import Endpoint
from kg.ask.lives.model import Timeline
from kg.ask.lives.spans import read_spans
from kg.ask.lives.steps import read_steps
from kg.graph.cited import Thing
from kg.names import APF, RDFS, SCHEMES, local_name
from kg.periods.period import Period
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
    """Return the life of a policy, with that of the policies that are part of it."""
    policies = [policy.iri, *_parts(endpoint, policy.iri)]
    rank = {iri: n for n, iri in enumerate(policies)}
    spans = read_spans(endpoint, policies, on, texts, language)
    steps = read_steps(endpoint, policies, texts, language)
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


def _parts(endpoint: Endpoint, policy: str) -> list[str]:
    """Return the policies that lie in one, however deep; a ring is gone round once."""
    rows = endpoint.select(
        "SELECT DISTINCT ?part ?whole WHERE { "
        f"{{ ?part <{APF.partOfPolicy}> ?whole }} "
        f"UNION {{ ?claim <{APF.aboutPredicate}> <{APF.partOfPolicy}> . "
        f"?claim <{APF.aboutSubject}> ?part . ?claim <{APF.aboutObject}> ?whole . "
        f"?claim <{APF.standing}> {_ESTABLISHED} }} }} ORDER BY ?part ?whole"
    ).rows
    inside, waiting = [policy], [policy]
    while waiting:
        whole = waiting.pop(0)
        new = [str(p) for p, w in rows if str(w) == whole and str(p) not in inside]
        inside += new
        waiting += new
    return inside[1:]


def _why_empty(policy: Thing, *, steps: bool) -> str:
    if steps:
        return f"No step of {policy} counts, so that no status of it is known."
    return f"No claim in the graph tells a step of {policy}."
