"""The lives that stand in the graph: spans, their bounds, parts, and on whose word."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.names import APF, local_name
from kg.periods.edtf import parse_period
from kg.policies.lives import write_lives
from kg.policies.standing import write_standing

ROOT = Path(__file__).parents[2]
SCHEMES = [
    ROOT / "ontology" / "schemes" / f"{n}.ttl" for n in ("modality", "policy-event")
]
PREFIXES = """\
@prefix : <urn:x/policy/> .
@prefix apf: <https://w3id.org/apf/ontology#> .
@prefix modality: <https://w3id.org/apf/scheme/modality/> .
@prefix policy-event: <https://w3id.org/apf/scheme/policy-event/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
CLAIM = """\
:{key} apf:modality modality:{modality} ; apf:statedIn :in-{key} ; apf:claimant :{by} .
:in-{key} apf:published "{told}"^^xsd:date .
"""


def claim(key: str, told: str, modality: str = "asserted", by: str = "outlet") -> str:
    return CLAIM.format(key=key, told=told, modality=modality, by=by)


def event(
    step: str,
    told: str,
    period: str = "",
    *,
    modality: str = "asserted",
    key: str = "",
    rest: str = "",
) -> str:
    """Write a policy event that a document reports; its key is the step."""
    key = key or step
    text = claim(key, told, modality) + f":{key} apf:content :of-{key} .\n"
    text += f":of-{key} apf:policyEventOf :p ; apf:policyEventType policy-event:{step}"
    for term, value in bounds(period).items():
        text += f' ; apf:{term} "{value}"'
        text += "" if term == "edtf" else "^^xsd:date"
    return f"{text} {rest} .\n"


def bounds(period: str) -> dict[str, str]:
    """Return the four days of a period of something that happens some time in it."""
    if not period:
        return {}
    first, _, last = period.partition("/")
    days = {"edtf": period}
    for part, (early, late) in (
        (first, ("earliestStart", "latestStart")),
        (last or first, ("earliestEnd", "latestEnd")),
    ):
        if part not in ("", ".."):
            read = parse_period(part)
            days |= {early: str(read.start), late: str(read.end)}
    return days


def graph(*facts: str) -> ox.Store:
    store = ox.Store()
    store.load((PREFIXES + "".join(facts)).encode(), ox.RdfFormat.TURTLE)
    for path in SCHEMES:
        store.load(path=str(path))
    write_standing(store, "urn:x:standing")
    write_lives(store, "urn:x:lives")
    return store


def rows(*facts: str, policy: str = "p") -> list[dict[str, str]]:
    """Return the spans of a policy, each with its terms; claims joined by a space."""
    store = graph(*facts)
    result = []
    for quad in store.quads_for_pattern(None, ox.NamedNode(APF.spanOf), None):
        if local_name(getattr(quad.object, "value", "")) != policy:
            continue
        row: dict[str, str] = {}
        for each in store.quads_for_pattern(quad.subject, None, None):
            term = local_name(each.predicate.value)
            value = local_name(getattr(each.object, "value", ""))
            row[term] = " ".join(sorted([*row.get(term, "").split(), value]))
        result.append(row)
    return sorted(result, key=lambda row: row.get("earliestStart", ""))


def now(*facts: str) -> str:
    """Return the code of the current status, `""` where none is certain."""
    subject, term = ox.NamedNode("urn:x/policy/p"), ox.NamedNode(APF.currentStatus)
    quads = list(graph(*facts).quads_for_pattern(subject, term, None))
    assert len(quads) <= 1
    return local_name(getattr(quads[0].object, "value", "")) if quads else ""


def test_a_span_says_when_on_whose_word_and_since_when_it_is_known() -> None:
    """In March 2024, by a document of May: possible on the 1st, sure on the 31st."""
    (row,) = rows(event("started", "2024-05-05", "2024-03"))

    assert row["status"] == "in-force"
    assert (row["earliestStart"], row["latestStart"]) == ("2024-03-01", "2024-03-31")
    assert row["earliestEnd"] == row["notKnownAfter"] == "2024-05-05"
    assert "latestEnd" not in row
    assert (row["edtf"], row["knownFrom"]) == ("2024-03", "2024-05-05")
    assert (row["openedBy"], row["derivedFromClaim"]) == ("of-started", "started")
    assert (row["current"], row["certainty"]) == ("true", "holds")


def test_what_is_asserted_to_have_happened_happened_before_it_was_published() -> None:
    """Started in 2024, by a document of 10 February: not later than that."""
    (row,) = rows(event("started", "2024-02-10", "2024"))

    assert (row["earliestStart"], row["latestStart"]) == ("2024-01-01", "2024-02-10")


def test_an_undated_step_happened_on_some_day_before_it_was_published() -> None:
    """No first day is made up for it."""
    (row,) = rows(event("started", "2024-02-10"))

    assert "earliestStart" not in row
    assert row["latestStart"] == "2024-02-10"


@pytest.mark.parametrize("modality", ["alleged", "denied", "predicted", "interpreted"])
def test_what_is_not_asserted_changes_nothing(modality: str) -> None:
    """Only what is asserted or presupposed happened."""
    ended = event("revoked", "2024-10-01", "2024-10-01", modality=modality)

    assert now(event("started", "2024-01-01", "2024-01-01"), ended) == "in-force"
    assert now(ended) == ""


def test_threats_and_plans_wait_for_adoption() -> None:
    """A threat makes a policy threatened until it is adopted, and never afterwards."""
    threat = event("started", "2024-05-01", "2024-06-30", modality="threatened")
    announced = event("announced", "2024-01-01", "2024-01-01")
    adopted = event("adopted", "2024-01-01", "2024-01-01")

    assert now(threat) == "threatened"
    assert now(announced, threat) == "threatened"
    assert now(adopted, threat) == "adopted"
    assert now(event("extended", "2024-05-01", modality="planned")) == "proposed"
    plan = event("started", "2024-05-01", "2024-09-01", modality="planned")
    assert now(announced, plan) == "announced"


def test_a_threat_counts_from_the_day_it_was_published() -> None:
    """And not from the day for which the measure is held out."""
    (row,) = rows(event("started", "2024-05-01", "2024-06-30", modality="threatened"))

    assert (row["earliestStart"], row["latestStart"]) == ("2024-05-01", "2024-05-01")


def test_a_threat_to_end_is_no_threat_to_begin() -> None:
    """Of a policy without events, the threat to suspend it says nothing."""
    assert now(event("suspended", "2024-05-01", modality="threatened")) == ""


def test_disputed_and_replaced_steps_give_no_status() -> None:
    """Nor does one whose content somebody denies."""
    started = event("started", "2024-01-01", "2024-01-01")

    for relation in ("disputes", "revises"):
        against = claim("no", "2024-02-01") + f":no apf:{relation} :started .\n"
        assert now(started, against) == ""
    denied = event("started", "2024-02-01", "2024-01", modality="denied", key="no")
    assert now(started, denied) == ""


def test_nothing_is_known_after_the_last_document() -> None:
    """A document that only names the policy as a target's vouches for it, too."""
    aim = claim("aim", "2025-06-04") + ":aim apf:aboutSubject :p .\n"
    (row,) = rows(event("started", "2024-01-01", "2024-01-01"), aim)

    assert row["notKnownAfter"] == row["earliestEnd"] == "2025-06-04"


def test_a_stated_end_is_vouched_for_until_then_and_nothing_after() -> None:
    """It runs to the end of 2022, says a document of July, the last of the graph."""
    until = claim("until", "2022-07-10") + (
        ":until apf:aboutSubject :p ; apf:aboutPredicate apf:validUntil ; "
        'apf:aboutValue "2022-12-31"^^xsd:date .\n'
    )
    running, past = rows(event("started", "2022-07-10", "2022-01-01"), until)

    assert (running["status"], running["latestEnd"]) == ("in-force", "2022-12-31")
    assert running["current"] == "true"
    assert (past["status"], past["earliestStart"]) == ("past-stated-end", "2023-01-01")
    assert past["notKnownAfter"] == "2022-12-31"
    assert "current" not in past


def test_a_later_document_of_the_graph_shows_that_a_stated_end_has_passed() -> None:
    """It need not speak of the policy; that the policy is in force is not said now."""
    started = event("started", "2022-07-10", "2022-01-01/2022-12-31")
    other = claim("other", "2024-01-01")

    assert now(started) == "in-force"
    assert now(started, other) == "past-stated-end"
    assert rows(started, other)[-1]["certainty"] == "not-known"


def test_a_planned_end_is_a_stated_end() -> None:
    """It was to end on 31 December 2022; whether it did, nobody says."""
    planned = event("ended", "2022-07-10", "2022-12-31", modality="planned")
    made = rows(event("started", "2022-07-10", "2022-01-01"), planned)

    assert [row["status"] for row in made] == ["in-force", "past-stated-end"]
    assert made[0]["latestEnd"] == "2022-12-31"


def test_a_threat_to_end_a_policy_states_no_end() -> None:
    """It may end on 31 December 2022, so the threat: nothing says that it will."""
    threat = event("ended", "2022-07-10", "2022-12-31", modality="threatened")
    until = claim("until", "2022-07-10", "threatened") + (
        ":until apf:aboutSubject :p ; apf:aboutPredicate apf:validUntil ; "
        'apf:aboutValue "2022-12-31"^^xsd:date .\n'
    )
    (row,) = rows(event("started", "2022-07-10", "2022-01-01"), threat, until)

    assert (row["status"], row["notKnownAfter"]) == ("in-force", "2022-07-10")


def test_a_step_that_affects_a_part_makes_a_span_of_the_part_alone() -> None:
    """Enjoined for minors from November 2020 to January 2021; the rest goes on."""
    aim = claim("aim", "2025-01-10") + (
        ":aim apf:aboutSubject :p ; apf:aboutPredicate apf:targetsPopulation ; "
        "apf:aboutObject :people .\n:minors apf:subPopulationOf :people .\n"
    )
    started = event("started", "2025-01-10", "2020-03-01")
    enjoined = event(
        "enjoined", "2025-01-10", "2020-11/2021-01", rest="; apf:affects :minors"
    )
    whole, part = rows(started, enjoined, aim)

    assert (whole["status"], "affects" in whole) == ("in-force", False)
    assert whole["earliestEnd"] == "2025-01-10"
    assert (part["status"], part["affects"]) == ("enjoined", "minors")
    assert (part["earliestStart"], part["latestStart"]) == ("2020-11-01", "2020-11-30")
    assert (part["earliestEnd"], part["latestEnd"]) == ("2021-01-01", "2021-01-31")
    assert now(started, enjoined, aim) == "in-force"


def test_a_step_that_affects_all_whom_the_policy_targets_concerns_the_whole() -> None:
    """However it is written: as the group itself, or as a wider one."""
    aim = claim("aim", "2024-05-10") + (
        ":aim apf:aboutSubject :p ; apf:aboutPredicate apf:targetsPopulation ; "
        "apf:aboutObject :minors .\n:minors apf:subPopulationOf :people .\n"
    )
    for group in ("minors", "people"):
        affects = f"; apf:affects :{group}"
        stopped = event("suspended", "2024-05-10", "2024-05-01", rest=affects)
        assert (
            now(event("started", "2024-01-01", "2024-01-01"), stopped, aim)
            == "suspended"
        )


def test_a_pause_in_a_place_is_no_pause_everywhere() -> None:
    """Suspended in one province; a suspension in the whole country is of the whole."""
    places = ":province apf:within :land .\n:land a apf:Country .\n"
    started = event(
        "started", "2024-01-01", "2024-01-01", rest="; apf:takesPlaceIn :land"
    )
    for place, status in (("province", "in-force"), ("land", "suspended")):
        rest = f"; apf:takesPlaceIn :{place}"
        paused = event("suspended", "2024-05-10", "2024-05-01", rest=rest)
        assert now(started, paused, places) == status


def test_a_policy_that_revokes_another_ends_it_when_it_is_adopted() -> None:
    """And one that is only threatened ends nothing."""
    relation = claim("rel", "2024-06-01") + (
        ":rel apf:aboutSubject :order ; apf:aboutPredicate apf:revokes ; "
        "apf:aboutObject :p .\n"
    )
    adopted = event("adopted", "2024-06-01", "2024-05-20", key="order-adopted").replace(
        "apf:policyEventOf :p", "apf:policyEventOf :order"
    )
    started = event("started", "2024-01-01", "2024-01-01")
    running, ended = rows(started, adopted, relation)

    assert running["latestEnd"] == "2024-05-19"
    assert (ended["status"], ended["earliestStart"]) == ("revoked", "2024-05-20")
    threat = adopted.replace("modality:asserted", "modality:threatened")
    assert now(started, threat, relation) == "in-force"


def test_same_input_same_names() -> None:
    """Spans are numbered by part and time, however the store lists its triples."""
    facts = [
        event("started", "2024-01-01", "2024-01-01"),
        event("revoked", "2024-06-01", "2024-06-01"),
    ]
    names = {
        str(quad.subject): str(quad.object)
        for quad in graph(*facts).quads_for_pattern(
            None, ox.NamedNode(APF.status), None
        )
    }

    assert names == {
        "<urn:x/span/p-1>": "<https://w3id.org/apf/scheme/policy-status/in-force>",
        "<urn:x/span/p-2>": "<https://w3id.org/apf/scheme/policy-status/revoked>",
    }


def test_a_plan_does_not_order_what_happened() -> None:
    """Planned in a document of 5 August; that it began in August may be before that."""
    planned = event(
        "started", "2025-08-05", "2025-09-01", modality="planned", key="plan"
    )
    begun = event("started", "2025-09-07", "2025-08")
    span = rows(planned, begun)[0]

    assert (span["status"], span["earliestStart"]) == ("in-force", "2025-08-01")


def test_what_is_resumed_had_been_paused_at_some_time_before() -> None:
    """Started in October 2023 and resumed in April 2025: between them nobody knows."""
    started = event("started", "2025-06-04", "2023-10-01")
    resumed = event("resumed", "2025-06-04", "2025-04")
    made = [(row["status"], "latestStart" in row) for row in rows(started, resumed)]

    assert sorted(made) == [
        ("in-force", False),
        ("in-force", True),
        ("suspended", False),
    ]
    assert now(started, resumed) == "in-force"


def test_a_disputed_step_leaves_open_what_it_changed() -> None:
    """Revoked on 1 February, which the government denies: in force or revoked."""
    started = event("started", "2024-12-31", "2024-01-01")
    revoked = event("revoked", "2024-12-31", "2024-02-01")
    denial = claim("no", "2024-12-31", "denied") + ":no apf:disputes :revoked .\n"
    running, ended = rows(started, revoked, denial)

    assert (running["status"], running["latestStart"]) == ("in-force", "2024-01-01")
    assert running["earliestEnd"] == "2024-01-31"
    assert "latestEnd" not in running
    assert running["certainty"] == running["doubt"] == "disputed"
    assert (ended["status"], ended["certainty"]) == ("revoked", "disputed")
    assert ended["earliestStart"] == "2024-02-01"
    assert now(started, revoked, denial) == ""


def test_an_accusation_or_a_denial_that_disputes_nothing_leaves_nothing_open() -> None:
    """Nobody asserts the revocation, so that there is nothing to dispute."""
    started = event("started", "2024-12-31", "2024-01-01")
    alleged = event("revoked", "2024-12-31", "2024-02-01", modality="alleged")
    denied = event("revoked", "2024-12-31", "2024-02-01", modality="denied", key="no")

    for facts in ((started, alleged), (started, denied), (started, alleged, denied)):
        (row,) = rows(*facts)
        assert (row["status"], row["certainty"]) == ("in-force", "holds")


def test_a_planned_end_that_the_policy_outlived_did_not_come() -> None:
    """It was to end on 23 May 2022, and lapsed on 11 May 2023."""
    started = event("started", "2020-04-01", "2020-03-20")
    planned = event("ended", "2022-04-01", "2022-05-23", modality="planned")
    lapsed = event("lapsed", "2023-05-12", "2023-05-11")
    running, over = rows(started, planned, lapsed)

    assert (running["status"], running["earliestEnd"]) == ("in-force", "2023-05-10")
    assert (over["status"], over["earliestStart"]) == ("lapsed", "2023-05-11")


def test_a_stated_end_that_the_policy_outlived_leaves_open_what_was_after_it() -> None:
    """Valid until the end of 2022 by one source, revoked in May 2023 by another."""
    until = claim("until", "2022-07-10") + (
        ":until apf:aboutSubject :p ; apf:aboutPredicate apf:validUntil ; "
        'apf:aboutValue "2022-12-31"^^xsd:date .\n'
    )
    started = event("started", "2022-07-10", "2022-01-01")
    revoked = event("revoked", "2023-05-12", "2023-05-11")
    running, past, ended = rows(started, until, revoked)

    assert (running["earliestEnd"], running["latestEnd"]) == (
        "2022-12-31",
        "2023-05-10",
    )
    assert (past["status"], "latestStart" in past) == ("past-stated-end", False)
    assert (ended["status"], ended["latestStart"]) == ("revoked", "2023-05-11")


def test_a_stated_end_of_a_part_vouches_for_nothing_of_the_whole() -> None:
    """For minors until the end of March; the whole was last heard of on 10 March."""
    started = event("started", "2024-03-10", "2024-01-01")
    part = "; apf:affects :minors"
    paused = event("suspended", "2024-03-10", "2024-02-01/2024-03-31", rest=part)
    whole, minors = rows(started, paused, claim("other", "2024-06-01"))

    assert (whole["notKnownAfter"], whole["certainty"]) == ("2024-03-10", "holds")
    assert minors["notKnownAfter"] == "2024-03-31"
    assert now(started, paused, claim("other", "2024-06-01")) == "in-force"
