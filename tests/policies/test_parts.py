"""What becomes of a part of a policy when the whole stops, and of what rests on a law.

Expected days are worked out by hand.
"""

from __future__ import annotations

import pytest

from tests.policies.test_lives import claim, event, rows

PART = ":p apf:partOfPolicy :whole .\n"
BEGUN = event("started", "2020-02-01", "2020-01-01")


def whole(step: str, told: str, period: str = "", modality: str = "asserted") -> str:
    """Write a step of the policy that `:p` is part of."""
    key = f"whole-{step}"
    text = event(step, told, period, modality=modality, key=key)
    return text.replace("apf:policyEventOf :p ", "apf:policyEventOf :whole ")


def until(
    subject: str, day: str, key: str = "until", modality: str = "asserted"
) -> str:
    """Write that something is valid until a day, in a document of February 2020."""
    return claim(key, "2020-02-01", modality) + (
        f":{key} apf:aboutSubject :{subject} ; apf:aboutPredicate apf:validUntil ; "
        f'apf:aboutValue "{day}"^^xsd:date .\n'
    )


def brief(*facts: str) -> list[tuple[str, str, str]]:
    """Return the status of each span, its first day, and its last where it has one."""
    return [
        (row["status"], row.get("earliestStart", ""), row.get("latestEnd", ""))
        for row in rows(*facts)
    ]


def test_a_part_ends_with_the_whole() -> None:
    """Nobody says that the part was revoked; its span rests on the whole's step."""
    facts = BEGUN, whole("revoked", "2021-06-10", "2021-06-01"), PART
    running, ended = rows(*facts)

    assert brief(*facts) == [
        ("in-force", "2020-01-01", "2021-05-31"),
        ("revoked", "2021-06-01", ""),
    ]
    assert (ended["derivedFromClaim"], ended["openedBy"]) == (
        "whole-revoked",
        "of-whole-revoked",
    )
    assert running["derivedFromClaim"] == "started"
    assert (ended["certainty"], ended["notKnownAfter"]) == ("holds", "2021-06-10")


def test_a_part_is_paused_while_the_whole_is() -> None:
    """From February to April 2021; then what was before comes back."""
    paused = whole("enjoined", "2021-06-10", "2021-02-01")
    lifted = whole("injunction-lifted", "2021-06-10", "2021-05-01")

    assert brief(BEGUN, paused, lifted, PART) == [
        ("in-force", "2020-01-01", "2021-01-31"),
        ("enjoined", "2021-02-01", "2021-04-30"),
        ("in-force", "2021-05-01", ""),
    ]


def test_the_whole_begins_no_part() -> None:
    """The whole is in force, and is taken up again: of the part nothing is known."""
    begun = whole("started", "2020-02-01", "2020-01-01")
    resumed = whole("resumed", "2021-06-10", "2021-05-01")
    paused = whole("suspended", "2021-06-10", "2021-02-01")

    assert brief(begun, PART) == []
    assert brief(begun, paused, resumed, PART) == [
        ("suspended", "2021-02-01", "2021-04-30")
    ]
    announced = event("announced", "2020-02-01", "2020-01-01")
    assert brief(announced, begun, paused, resumed, PART) == [
        ("announced", "2020-01-01", "2021-01-31"),
        ("suspended", "2021-02-01", "2021-04-30"),
        ("announced", "2021-05-01", ""),
    ]


def test_a_pause_of_the_whole_that_nobody_reports_stops_no_part() -> None:
    """The whole is resumed in 2021: nobody says when it had been paused."""
    resumed = whole("resumed", "2021-06-10", "2021-05-01")

    assert brief(BEGUN, resumed, PART) == [("in-force", "2020-01-01", "")]


def test_a_part_may_be_taken_up_again_without_the_whole() -> None:
    """The whole was revoked in June 2021; the part began anew in 2022."""
    revoked = whole("revoked", "2021-06-10", "2021-06-01")
    anew = event("resumed", "2022-02-01", "2022-01-01")

    assert brief(BEGUN, revoked, anew, PART) == [
        ("in-force", "2020-01-01", "2021-05-31"),
        ("revoked", "2021-06-01", "2021-12-31"),
        ("in-force", "2022-01-01", ""),
    ]


def test_an_end_of_the_part_alone_leaves_the_whole_as_it_is() -> None:
    """And the part stays ended when the whole is suspended later."""
    ended = event("revoked", "2021-06-10", "2021-06-01")
    paused = whole("suspended", "2022-02-10", "2022-02-01")
    begun = whole("started", "2020-02-01", "2020-01-01")
    facts = BEGUN, begun, ended, PART

    assert brief(*facts, paused)[-1] == ("revoked", "2021-06-01", "")
    assert [r["status"] for r in rows(*facts, policy="whole")] == ["in-force"]


def test_a_part_has_the_stated_end_of_the_whole_and_its_extension() -> None:
    """Valid until the end of 2021, then extended to June 2022."""
    end = until("whole", "2021-12-31")
    begun = whole("started", "2020-02-01", "2020-01-01")
    extended = whole("extended", "2021-11-10", "2021-11-01").replace(
        "  .\n", '; apf:validUntil "2022-06-30"^^xsd:date .\n'
    )
    assert "validUntil" in extended

    assert brief(BEGUN, begun, end, PART)[-1] == ("past-stated-end", "2022-01-01", "")
    assert brief(BEGUN, begun, end, extended, PART) == [
        ("in-force", "2020-01-01", "2022-06-30"),
        ("past-stated-end", "2022-07-01", ""),
    ]


def test_what_the_whole_is_part_of_stops_the_part_too() -> None:
    """Two steps up; and a ring, which is an error elsewhere, does not hang."""
    revoked = whole("revoked", "2021-06-10", "2021-06-01").replace(":whole ", ":top ")
    above = ":whole apf:partOfPolicy :top .\n"
    ring = ":top apf:partOfPolicy :p .\n"

    assert brief(BEGUN, revoked, PART, above)[-1][:2] == ("revoked", "2021-06-01")
    assert brief(BEGUN, revoked, PART, above, ring)[-1][:2] == ("revoked", "2021-06-01")


def test_that_it_is_part_may_be_what_a_claim_establishes() -> None:
    """And what is only alleged to be a part goes its own way."""
    revoked = whole("revoked", "2021-06-10", "2021-06-01")
    for modality, last in (("asserted", "revoked"), ("alleged", "in-force")):
        part = claim("part", "2020-02-01", modality) + (
            ":part apf:aboutSubject :p ; apf:aboutPredicate apf:partOfPolicy ; "
            "apf:aboutObject :whole .\n"
        )
        assert brief(BEGUN, revoked, part)[-1][0] == last


@pytest.mark.parametrize("modality", ["alleged", "denied", "threatened", "planned"])
def test_what_is_not_established_of_the_whole_stops_no_part(modality: str) -> None:
    """A suspension that is only alleged, denied, threatened or planned."""
    paused = whole("suspended", "2021-06-10", "2021-06-01", modality)

    assert [status for status, _, _ in brief(BEGUN, paused, PART)] == ["in-force"]


def test_a_disputed_end_of_the_whole_leaves_the_part_disputed() -> None:
    """An outlet reports that the whole was revoked, the ministry disputes that."""
    revoked = whole("revoked", "2021-06-10", "2021-06-01")
    dispute = claim("no", "2021-06-20", "denied", by="ministry")
    dispute += ":no apf:disputes :whole-revoked .\n"
    running, ended = rows(BEGUN, revoked, dispute, PART)

    assert (running["status"], running["doubt"]) == ("in-force", "disputed")
    assert running["earliestEnd"] == "2021-05-31"
    assert (ended["status"], ended["certainty"]) == ("revoked", "disputed")


def test_a_disputed_stated_end_leaves_open_what_is_after_it() -> None:
    """One says that the order is valid until the end of 2021, another denies it."""
    end = until("p", "2021-12-31")
    denial = claim("no", "2020-03-01", "denied", by="ministry")
    denial += ":no apf:disputes :until .\n"
    late = event("held-unlawful", "2023-01-01", "2022-12-01")

    assert [row["status"] for row in rows(BEGUN, end)] == [
        "in-force",
        "past-stated-end",
    ]
    running, past = rows(BEGUN, end, denial, late)
    assert (running["status"], running["earliestEnd"]) == ("in-force", "2021-12-31")
    assert (past["status"], past["certainty"]) == ("past-stated-end", "disputed")
    assert "latestStart" not in past
    assert running["certainty"] == "disputed"


def test_what_rests_on_a_law_has_its_stated_end() -> None:
    """The Act expires at the end of 2021; a policy's own end goes before that."""
    law = ":p apf:establishedBy :act .\n"
    end = until("act", "2021-12-31")

    assert brief(BEGUN, law, end) == [
        ("in-force", "2020-01-01", "2021-12-31"),
        ("past-stated-end", "2022-01-01", ""),
    ]
    own = until("p", "2021-06-30", "own")
    assert brief(BEGUN, law, end, own)[-1] == ("past-stated-end", "2021-07-01", "")


def test_what_rests_on_two_laws_outlives_one_of_them() -> None:
    """It ends with the later of two; where the other has no end, it has none."""
    law = ":p apf:establishedBy :act , :decree .\n"
    end, later = until("act", "2021-12-31"), until("decree", "2022-06-30", "later")

    assert [status for status, _, _ in brief(BEGUN, law, end)] == ["in-force"]
    assert brief(BEGUN, law, end, later)[-1] == ("past-stated-end", "2022-07-01", "")


def people(*, part: str) -> str:
    """Aim the whole at people, and its part at a group of these."""
    text = (
        ":minors apf:subPopulationOf :people .\n:adults apf:subPopulationOf :people .\n"
    )
    for policy, group in (("whole", "people"), ("p", part)):
        text += claim(f"aim-{policy}", "2020-02-01") + (
            f":aim-{policy} apf:aboutSubject :{policy} ; "
            f"apf:aboutPredicate apf:targetsPopulation ; apf:aboutObject :{group} .\n"
        )
    return text


def stopped(affects: str, modality: str = "asserted") -> str:
    """Write that the whole is enjoined for somebody, or in a part of it."""
    text = event(
        *("enjoined", "2021-06-10", "2021-06-01"),
        modality=modality,
        key="stop",
        rest=f"; apf:affects :{affects}",
    )
    return text.replace("apf:policyEventOf :p ;", "apf:policyEventOf :whole ;")


def concerning(*facts: str) -> list[tuple[str, str]]:
    """Return the status of each span, and whom it concerns alone."""
    return [(row["status"], row.get("affects", "")) for row in rows(*facts)]


def test_a_stop_for_those_whom_the_part_is_aimed_at_stops_it() -> None:
    """The whole is enjoined for minors alone, and the part is aimed at minors."""
    assert concerning(BEGUN, PART, people(part="minors"), stopped("minors")) == [
        ("in-force", ""),
        ("enjoined", ""),
    ]


def test_a_stop_for_some_of_those_whom_the_part_is_aimed_at_is_for_these() -> None:
    """The part is aimed at all people: it goes on, but for minors."""
    facts = BEGUN, PART, people(part="people"), stopped("minors")

    assert concerning(*facts) == [("in-force", ""), ("enjoined", "minors")]
    assert rows(*facts)[0]["earliestEnd"] == "2020-02-01"  # of the rest nobody speaks


def test_a_stop_of_one_part_stops_no_other() -> None:
    """A step of the whole may name the part that it concerns, or another one."""
    parts = ":p a apf:Policy .\n:other a apf:Policy ; apf:partOfPolicy :whole .\n"
    facts = BEGUN, PART, parts

    assert concerning(*facts, stopped("other")) == [("in-force", "")]
    assert concerning(*facts, stopped("p")) == [("in-force", ""), ("enjoined", "")]


def test_a_stop_for_some_that_is_only_alleged_stops_nobody() -> None:
    """Neither the part nor the minors in it."""
    facts = BEGUN, PART, people(part="minors"), stopped("minors", "alleged")

    assert concerning(*facts) == [("in-force", "")]


def test_what_was_part_for_a_time_goes_its_own_way() -> None:
    """It was part of the whole until 2020, and the whole was revoked in 2021."""
    part = claim("part", "2021-06-10") + (
        ":part apf:aboutSubject :p ; apf:aboutPredicate apf:partOfPolicy ; "
        'apf:aboutObject :whole ; apf:latestEnd "2020-12-31"^^xsd:date .\n'
    )
    revoked = whole("revoked", "2021-06-10", "2021-06-01")

    assert [status for status, _, _ in brief(BEGUN, revoked, part)] == ["in-force"]


def test_how_long_a_whole_or_a_law_is_to_last_vouches_for_no_part() -> None:
    """Nobody speaks of the policy after February 2020; its own end would vouch."""
    law = ":p apf:establishedBy :act .\n"
    for facts in (
        (PART, until("whole", "2021-12-31")),
        (law, until("act", "2021-12-31")),
    ):
        running = rows(BEGUN, *facts)[0]
        assert (running["notKnownAfter"], running["latestEnd"]) == (
            "2020-02-01",
            "2021-12-31",
        )
    assert rows(BEGUN, until("p", "2021-12-31"))[0]["notKnownAfter"] == "2021-12-31"


def test_a_disputed_end_of_a_law_leaves_open_what_is_after_it() -> None:
    """One says that the Act expires with 2021, another denies it."""
    denial = claim("no", "2020-03-01", "denied", by="ministry")
    denial += ":no apf:disputes :until .\n"
    late = event("held-unlawful", "2023-01-01", "2022-12-01")
    law = ":p apf:establishedBy :act .\n"
    running, past = rows(BEGUN, law, until("act", "2021-12-31"), denial, late)

    assert (running["status"], running["certainty"]) == ("in-force", "disputed")
    assert (past["status"], past["certainty"]) == ("past-stated-end", "disputed")


def test_an_undated_end_of_the_whole_is_on_some_day_before_it_was_told() -> None:
    """The part had begun in 2020: it cannot have been over before that."""
    spans = sorted(brief(BEGUN, whole("revoked", "2021-06-10"), PART))

    assert spans == [
        ("in-force", "2020-01-01", "2021-06-09"),
        ("revoked", "2020-01-01", ""),
    ]


def test_a_revocation_that_its_source_has_replaced_ends_no_part() -> None:
    """The source corrects itself: the whole was suspended, not revoked."""
    revoked = whole("revoked", "2021-06-10", "2021-06-01")
    paused = whole("suspended", "2021-07-01", "2021-06-01")
    corrected = ":whole-suspended apf:revises :whole-revoked .\n"

    assert [
        status for status, _, _ in brief(BEGUN, revoked, paused, corrected, PART)
    ] == [
        "in-force",
        "suspended",
    ]
