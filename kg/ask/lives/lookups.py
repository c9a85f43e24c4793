"""What is looked up for the steps of policies, and what bears on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.ask.endpoint import Endpoint, values
from kg.ask.lives.codes import DECIDED
from kg.ask.lives.properties import Properties, first, properties_of
from kg.names import APF, local_name
from kg.periods.period import BOUNDS
from kg.rdf import URIRef

StepRow = tuple[str, str, str]
"""A claim, the policy, and what it is told of: an event, or the claim itself."""


def step_rows(endpoint: Endpoint, policies: Iterable[str]) -> list[StepRow]:
    """Return what claims tell of steps of policies, in order."""
    chosen = values(map(URIRef, sorted(policies)))
    done_to = values([APF.revokes, APF.suspends])
    rows = endpoint.select(
        f"SELECT DISTINCT ?claim ?policy ?node WHERE {{ "
        f"VALUES ?policy {{ {chosen} }} "
        f"{{ ?node <{APF.policyEventOf}> ?policy . ?claim <{APF.content}> ?node . "
        f"?node <{APF.policyEventType}> ?kind }} UNION "
        f"{{ VALUES ?term {{ {done_to} }} ?claim <{APF.aboutObject}> ?policy . "
        f"?claim <{APF.aboutPredicate}> ?term . BIND (?claim AS ?node) }} UNION "
        f"{{ ?claim <{APF.aboutSubject}> ?policy . "
        f"?claim <{APF.aboutPredicate}> <{APF.validUntil}> . "
        "BIND (?claim AS ?node) }} ORDER BY ?policy ?claim ?node"
    ).rows
    return [(str(claim), str(policy), str(node)) for claim, policy, node in rows]


def newer_claims(endpoint: Endpoint, claims: Iterable[str]) -> dict[str, list[str]]:
    """Return by claim those that revise it."""
    newer: dict[str, list[str]] = {}
    query = (
        f"SELECT ?claim ?newer WHERE {{ VALUES ?claim {{ "
        f"{values(map(URIRef, sorted(claims)))} }} ?newer <{APF.revises}> ?claim }} "
        "ORDER BY ?claim ?newer"
    )
    for claim, other in endpoint.select(query).rows:
        newer.setdefault(str(claim), []).append(str(other))
    return newer


def court_levels(
    endpoint: Endpoint, events: Mapping[str, Properties]
) -> dict[str, str]:
    """Return the levels of the courts that took steps, by court."""
    actors = {actor for of in events.values() for actor in of.get("performedBy", ())}
    levels = properties_of(endpoint, actors, ("courtLevel",))
    return {court: first(of, "courtLevel") for court, of in levels.items()}


def decisions(
    endpoint: Endpoint, policies: Iterable[str]
) -> dict[str, Properties | None]:
    """Return when policies were decided, ``None`` for what was only held out.

    That is when what they do to others is done, if nothing else is said of it.
    """
    spans = endpoint.select(
        f"SELECT ?span ?policy ?status WHERE {{ VALUES ?policy {{ "
        f"{values(map(URIRef, sorted({*policies} - {''})))} }} "
        f"?span <{APF.spanOf}> ?policy . ?span <{APF.status}> ?status }}"
    ).rows
    of = properties_of(endpoint, (str(span) for span, _, _ in spans), ("edtf", *BOUNDS))
    made: dict[str, Properties | None] = {}
    for span, policy, status in sorted(spans, key=str):
        decided = local_name(str(status)) in DECIDED
        about = of.get(str(span), {}) if decided else None
        before = made.get(str(policy))
        if before is None or (about and _begins(about) < _begins(before)):
            made[str(policy)] = about
    return {
        policy: about and {n: about[n] for n in about if not n.endswith("End")}
        for policy, about in made.items()
    }


def _begins(of: Properties) -> str:
    return first(of, "earliestStart")
