"""What is looked up for the steps of policies, and what bears on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.ask.endpoint import Endpoint, values
from kg.ask.lives.properties import Properties, first, properties_of
from kg.names import APF
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
