"""A policy has the status that its events give it, on a day and as known on a day."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

ROOT = Path(__file__).parents[2]
RULE = (ROOT / "queries" / "rules" / "policy-status.rq").read_text("utf-8")
TARGETS = (ROOT / "queries" / "policy-targets.rq").read_text("utf-8")
SCHEMES = [
    ROOT / "ontology" / "schemes" / "modality.ttl",
    ROOT / "ontology" / "schemes" / "policy-event.ttl",
]

PREFIXES = """\
@prefix : <urn:x:> .
@prefix apf: <https://w3id.org/apf/ontology#> .
@prefix modality: <https://w3id.org/apf/scheme/modality/> .
@prefix policy-event: <https://w3id.org/apf/scheme/policy-event/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:aim apf:aboutSubject :policy ; apf:aboutPredicate apf:targetsPopulation ;
  apf:aboutObject :people ; apf:claimant :outlet ; apf:modality modality:asserted ;
  apf:statedIn :first .
:first apf:published "2000-01-01"^^xsd:date .
"""
EVENT = """\
:{key} apf:content :event-{key} ; apf:modality modality:{modality} ;
  apf:statedIn :in-{key} .
:in-{key} apf:published "{told}"^^xsd:date .
:event-{key} apf:policyEventOf :policy ; apf:policyEventType policy-event:{step} .
"""


def event(step: str, told: str, day: str = "", modality: str = "asserted") -> str:
    """Write a policy event that a document tells; its key is the step."""
    text = EVENT.format(key=step, step=step, told=told, modality=modality)
    return text + (
        f':event-{step} apf:earliestStart "{day}"^^xsd:date .\n' if day else ""
    )


def store_of(*events: str) -> ox.Store:
    store = ox.Store()
    store.load((PREFIXES + "".join(events)).encode(), ox.RdfFormat.TURTLE)
    for path in SCHEMES:
        store.load(path=path)
    return store


def now(*events: str) -> str:
    """Return the code of the status that the rule derives, one at most."""
    found = store_of(*events).query(RULE)
    assert isinstance(found, ox.QueryTriples)
    statuses = [str(triple.object).strip("<>").rsplit("/")[-1] for triple in found]
    assert len(statuses) <= 1
    return statuses[0] if statuses else ""


def on(*events: str, day: str = "", known: str = "") -> tuple[str, str]:
    """Return the status that the question shows, and the claim that it rests on."""
    text = TARGETS
    for name, value in (("on", day), ("asOf", known)):
        if value:
            term = f'"{value}"^^<http://www.w3.org/2001/XMLSchema#date>'
            text = text.replace(f"?{name} {{ UNDEF }}", f"?{name} {{ {term} }}")
    (row,) = store_of(*events).query(text)  # type: ignore[misc]
    shown = [row["status"], row["statusClaim"]]
    status, claim = (tail(getattr(term, "value", "")) for term in shown)
    return status, claim


def tail(iri: str) -> str:
    return iri.replace(":", "/").rsplit("/")[-1]


LIFE = [
    event("announced", "2024-01-05", "2024-01-05"),
    event("adopted", "2024-02-05", "2024-02-01"),
    event("started", "2024-02-05", "2024-03-01"),
    event("enjoined", "2024-04-02", "2024-04-01"),
    event("injunction-lifted", "2024-06-02", "2024-06-01"),
    event("annulled", "2024-09-02", "2024-09-01"),
]


@pytest.mark.parametrize(
    ("day", "status", "claim"),
    [
        ("2024-01-01", "", ""),
        ("2024-01-05", "announced", "announced"),
        ("2024-02-28", "adopted", "adopted"),
        ("2024-03-01", "in-force", "started"),
        ("2024-05-31", "enjoined", "enjoined"),
        ("2024-06-01", "in-force", "injunction-lifted"),
        ("2025-01-01", "revoked", "annulled"),
    ],
)
def test_the_status_on_a_day(day: str, status: str, claim: str) -> None:
    """What was in force on a day follows from the events up to that day."""
    assert on(*LIFE, day=day) == (status, claim)


def test_the_status_as_known() -> None:
    """What was known on a day follows from what was published by then."""
    assert on(*LIFE, known="2024-04-01") == ("in-force", "started")
    assert on(*LIFE, known="2024-04-02") == ("enjoined", "enjoined")
    assert on(*LIFE) == ("revoked", "annulled")
    assert now(*LIFE) == "revoked"


@pytest.mark.parametrize("modality", ["alleged", "denied", "predicted", "interpreted"])
def test_what_is_not_asserted_changes_nothing(modality: str) -> None:
    """Only what is asserted or presupposed happened."""
    ended = event("revoked", "2024-10-01", "2024-10-01", modality)

    assert now(event("started", "2024-01-01"), ended) == "in-force"
    assert now(ended) == ""


def test_threats_and_plans_wait_for_adoption() -> None:
    """A threat makes a policy threatened until it is adopted, and never afterwards."""
    threat = event("started", "2024-05-01", "2024-06-30", "threatened")

    assert now(threat) == "threatened"
    assert now(event("announced", "2024-01-01"), threat) == "threatened"
    assert now(event("adopted", "2024-01-01"), threat) == "adopted"
    assert now(event("extended", "2024-05-01", modality="planned")) == "proposed"


def test_a_threat_to_end_is_no_threat_to_begin() -> None:
    """Of a policy without events, the threat to revoke it says nothing."""
    assert now(event("revoked", "2024-05-01", modality="threatened")) == ""


def test_the_later_step_of_one_day() -> None:
    """Of two events on one day, the one further in the life of a policy counts."""
    day = "2024-03-01"

    assert now(event("signed", day, day), event("started", day, day)) == "in-force"
    assert now(event("started", day, day), event("enjoined", day, day)) == "enjoined"


def test_disputed_and_revised_events_give_no_status() -> None:
    """An event counts again as of a day before anybody disputed it."""
    started = event("started", "2024-01-01")
    against = ':no apf:{} :started ; apf:statedIn :d . :d apf:published "2024-02-01"'

    for relation in ("disputes", "revises"):
        told = against.format(relation) + "^^xsd:date .\n"
        assert now(started, told) == ""
        assert on(started, told) == ("", "")
        assert on(started, told, known="2024-01-31") == ("in-force", "started")
