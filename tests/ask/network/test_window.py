"""Views as of a day, on a day and between days; what has no date is always there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import kg
from kg.ask.network.times import ALWAYS, Window, ends, joined, window
from kg.errors import UnknownName
from tests.ask.network.reading import edges, listed, nodes, periods
from tests.conftest import APRIL

VIEWS = ("actors-policies-populations", "claims", "evidence", "flows")
FLOW = ("place/northland", "returns (person)", "place/southland")
ORDER, MINISTRY = "policy/permit-order", "actor/north-ministry"
TARGET = (ORDER, "targetsPopulation", "population/permit-holders")
HOME = (
    "place/meridia",
    "ostravians-going-home-by-karst-gate (person)",
    "place/ostravia",
)
RETURNS = ("place/meridia", "tarsenians-returning-2024 (person)", "place/tarsenia")
BACK = ("place/ostravia", "tarsenians-sent-back-to-meridia", "place/meridia")


# As of: what was published by a day.


@pytest.mark.parametrize("view", VIEWS)
def test_before_the_first_document_nothing_is_said(
    northland: kg.KnowledgeGraph, view: str
) -> None:
    """Only what entities define is there, and that is not said by anybody."""
    network = northland.view(view, as_of=date(2025, 2, 28))

    defined = {
        VIEWS[0]: [(MINISTRY, "partOfOrganization", "actor/north-government")],
        "flows": [("place/northland", "returns", "place/southland")],
    }
    assert list(edges(network)) == defined.get(view, [])
    assert not any(network.edges.weights or [])
    assert network.description.endswith("Only what was published by 2025-02-28.")


@pytest.mark.parametrize(
    ("day", "claims"),
    [
        (date(2025, 3, 1), {"gazette-20250301.count"}),
        (date(2025, 3, 31), {"gazette-20250301.count"}),
        (date(2025, 4, 1), {"gazette-20250301.count", "gazette-20250401.again"}),
    ],
)
def test_a_claim_is_there_from_the_day_of_its_document(
    northland: kg.KnowledgeGraph, day: date, claims: set[str]
) -> None:
    """The day itself is one of those by which a document was published."""
    edge = edges(northland.view("flows", as_of=day))[FLOW]

    assert listed(edge["claims"]) == claims
    evidence = nodes(northland.view("evidence", as_of=day))
    assert ("claim/gazette-20250401.again" in evidence) == (len(claims) == 2)


def test_as_of_a_day_is_a_part_of_what_is_said_later(
    meridia: kg.KnowledgeGraph,
) -> None:
    """With each document there is more; only what is corrected is ever taken back."""
    days = sorted(
        date.fromisoformat(d) for d in ("2024-02-06", "2024-06-24", "2024-12-01")
    )
    for view in ("actors-policies-populations", "claims", "evidence"):
        known: set[Any] = set()
        for day in days:
            now = set(edges(meridia.view(view, as_of=day)))
            assert known < now
            known = now
        assert known <= set(edges(meridia.view(view)))


def test_a_count_is_the_one_that_was_known(meridia: kg.KnowledgeGraph) -> None:
    """The ministry said 8,000 in September and corrected it to 9,400 in October."""

    def known(day: date) -> float | None:
        low = edges(meridia.view("flows", as_of=day))[RETURNS].get("weight_low")
        return low if low is None else float(low)

    assert known(date(2024, 9, 30)) == 7600  # as 8,000 is usually read
    assert known(date(2024, 10, 3)) == 9350  # as 9,400 is usually read


def test_a_policy_is_at_an_end_from_the_day_that_tells_of_it(
    meridia: kg.KnowledgeGraph,
) -> None:
    """The Removal Order was announced, then passed, then annulled on 12 September."""

    def known(day: date) -> Any:
        view = meridia.view("actors-policies-populations", as_of=day)
        return nodes(view)["policy/removal-order"]["spells"]

    assert known(date(2024, 2, 6)) == (("2024-02-05", None),)
    assert known(date(2024, 9, 13)) == (("2024-02-05", None),)
    assert known(date(2024, 9, 14)) == (("2024-02-05", "2024-09-11"),)


LATER = """\
document:
  id: gazette-20250415
  title: The order again
  published: 2025-04-15
  publishedBy: gazette
  language: en

claims:
  other-denial:
    summary: The council denies that the order is the government's.
    claimant: permit-holders-council
    disputes: gazette-20250301.author
  correction:
    summary: The order took effect on the tenth, not on the first.
    claimant: north-ministry
    revises: gazette-20250301.start
    says:
      type: PolicyEvent
      policyEventOf: permit-order
      policyEventType: started
      period: 2025-02-10
"""


def test_what_is_denied_later_is_not_yet_disputed(built: Any) -> None:
    """As of a day before the denial, an edge knows nothing of it."""
    graph = built({"sources/gazette-20250415/facts.yaml": LATER})
    author = (ORDER, "adoptedBy", "actor/north-government")

    def disputed(day: date | None) -> Any:
        view = graph.view("actors-policies-populations", as_of=day)
        return edges(view)[author]["disputed"], edges(view)[TARGET]["disputed"]

    assert disputed(date(2025, 4, 14)) == (False, True)
    assert disputed(date(2025, 4, 15)) == (True, True)
    assert disputed(None) == (True, True)


def test_a_step_that_is_corrected_dates_nothing(built: Any) -> None:
    """A policy begins on the corrected day, as of the day of the correction."""
    graph = built({"sources/gazette-20250415/facts.yaml": LATER})

    def known(day: date | None) -> Any:
        view = graph.view("actors-policies-populations", as_of=day)
        return nodes(view)[ORDER]["spells"]

    assert known(date(2025, 4, 14)) == (("2025-02-01", None),)
    assert known(None) == (("2025-02-10", None),)


def test_what_restates_a_later_document_leads_nowhere_before_it(built: Any) -> None:
    """A link to a claim that is not yet published is left out, and no error."""
    early = APRIL.replace("2025-04-01", "2025-02-20").replace("20250401", "20250220")
    graph = built(
        {
            "sources/gazette-20250401/facts.yaml": None,
            "sources/gazette-20250220/facts.yaml": early,
        }
    )
    link = (
        "claim/gazette-20250220.again",
        "restates",
        "claim/gazette-20250301.count",
    )

    assert link in edges(graph.view("evidence"))
    before = graph.view("evidence", as_of=date(2025, 2, 25))
    assert {kind for _, kind, _ in edges(before)} == {"states", "claimant", "measures"}


# On a day and between days.


@pytest.mark.parametrize(
    ("days", "there"),
    [
        ({"on": date(2025, 2, 1)}, True),
        ({"on": date(2025, 2, 28)}, True),
        ({"on": date(2025, 1, 31)}, False),
        ({"on": date(2025, 3, 1)}, False),
        ({"since": date(2025, 2, 28)}, True),
        ({"since": date(2025, 3, 1)}, False),
        ({"until": date(2025, 2, 1)}, True),
        ({"until": date(2025, 1, 31)}, False),
        ({"since": date(2025, 2, 10), "until": date(2025, 2, 11)}, True),
        ({"since": date(2025, 2, 10), "until": date(2025, 2, 10)}, True),
        ({"since": date(2025, 1, 1), "until": date(2025, 1, 31)}, False),
    ],
)
def test_an_edge_is_there_where_it_touches_a_day(
    northland: kg.KnowledgeGraph, days: dict[str, date], there: bool
) -> None:
    """A count of February is there on each day of February, and on no other."""
    network = northland.view("flows", **days)  # type: ignore[arg-type]

    assert set(edges(network)) == ({FLOW} if there else set())
    assert set(network.nodes.ids) == ({FLOW[0], FLOW[2]} if there else set())


def test_what_has_no_date_stays(northland: kg.KnowledgeGraph) -> None:
    """Before the order took effect it is not there; what is undated still is."""
    network = northland.view("actors-policies-populations", on=date(2025, 1, 31))

    assert set(edges(network)) == {
        (MINISTRY, "partOfOrganization", "actor/north-government")
    }
    assert set(nodes(network)) == {MINISTRY, "actor/north-government"}


def test_an_open_end_is_never_over(meridia: kg.KnowledgeGraph) -> None:
    """A policy without an end is there for good, one without a start always was."""

    def policies(day: date) -> set[str]:
        network = meridia.view("actors-policies-populations", on=day)
        return {id_ for id_ in nodes(network) if id_.startswith("policy/")}

    assert policies(date(1990, 1, 1)) == {"policy/ostravia-visa-waiver"}
    assert policies(date(2024, 5, 20)) - policies(date(2024, 5, 21)) == {
        "policy/ostravia-visa-waiver"
    }
    assert policies(date(2090, 1, 1)) == {
        "policy/harbour-accord",
        "policy/hill-front-expulsion",
        "policy/northmark-entry-bar",
        "policy/ostravia-visa-rule",
        "policy/transit-permit-fee-waiver",
        "policy/velland-arrangement",
    }


def test_only_what_lies_in_the_window_is_counted(meridia: kg.KnowledgeGraph) -> None:
    """Of 4,200 in February and about 1,900 in May, each month has its own."""
    in_all = edges(meridia.view("flows"))
    may = meridia.view("flows", on=date(2024, 5, 15))
    winter = meridia.view("flows", since=date(2024, 1, 1), until=date(2024, 3, 31))

    assert in_all[HOME]["weight"] == 6100
    assert set(edges(may)) == {HOME, BACK}  # of the other flow no figure is told
    assert edges(may)[HOME]["weight"] == 1900
    assert edges(may)[HOME]["spells"] == (("2024-05-01", "2024-05-31"),)
    assert periods(may, HOME) == [("2024-05-01", "2024-05-31", 1900.0)]
    assert edges(winter)[HOME]["weight"] == 4200


def test_a_window_is_told_in_the_description(northland: kg.KnowledgeGraph) -> None:
    def told(**days: Any) -> str:
        text = northland.view("flows", **days).description
        return text.partition("counted twice. ")[2]

    day = date(2025, 2, 3)
    assert told() == ""
    assert told(on=day) == "Only what is of 2025-02-03; what has no date is shown too."
    assert told(since=day) == (
        "Only what touches the days from 2025-02-03 to ..; "
        "what has no date is shown too."
    )
    assert told(until=day, as_of=day) == (
        "Only what was published by 2025-02-03. Only what touches the days from .. to "
        "2025-02-03; what has no date is shown too."
    )


def test_windows_that_make_no_sense_are_refused(northland: kg.KnowledgeGraph) -> None:
    """One day and a period at once, and a period that ends before it starts."""
    one, other = date(2025, 2, 1), date(2025, 2, 2)
    periods_: list[dict[str, Any]]
    periods_ = [{"since": one}, {"until": one}, {"since": one, "until": other}]
    for days in periods_:
        with pytest.raises(UnknownName, match="`on` is one day") as error:
            northland.view("flows", on=one, **days)
        assert error.value.exit_code == 2
    with pytest.raises(UnknownName) as error:
        northland.view("flows", since=other, until=one)

    assert str(error.value) == (
        "the period from 2025-02-02 to 2025-02-01 ends before it starts"
    )
    assert window(since=one, until=one) == window(on=one) == Window(one, one)
    assert window() == ALWAYS


# Spells by themselves.


def test_spells_that_overlap_are_one() -> None:
    """Also what follows on the next day; a spell without an end swallows all."""
    assert joined([("2025-03-01", "2025-03-09"), ("2025-01-01", "2025-01-31")]) == (
        ("2025-01-01", "2025-01-31"),
        ("2025-03-01", "2025-03-09"),
    )
    assert joined([("2025-01-01", "2025-01-31"), ("2025-01-31", "2025-02-02")]) == (
        ("2025-01-01", "2025-02-02"),
    )
    assert joined([("2025-01-01", "2025-01-31"), ("2025-02-01", "2025-02-02")]) == (
        ("2025-01-01", "2025-02-02"),
    )
    assert joined([("2025-01-01", "2025-01-30"), ("2025-02-01", "2025-02-02")]) == (
        ("2025-01-01", "2025-01-30"),
        ("2025-02-01", "2025-02-02"),
    )
    assert joined([("2025-01-01", "2025-12-31"), ("2025-02-01", "2025-02-02")]) == (
        ("2025-01-01", "2025-12-31"),
    )
    assert joined([("2025-01-01", None), ("2025-02-01", "2025-02-02")]) == (
        ("2025-01-01", None),
    )
    assert joined([(None, "2025-02-02"), ("2025-02-01", None)]) == ((None, None),)
    assert joined([(None, "2025-02-02"), (None, "2025-01-01")]) == (
        (None, "2025-02-02"),
    )
    assert joined([]) == ()


def test_the_ends_of_spells_are_open_where_one_of_them_is() -> None:
    assert ends([("2025-03-01", "2025-03-09"), ("2025-01-01", "2025-01-31")]) == (
        "2025-01-01",
        "2025-03-09",
    )
    assert ends([(None, "2025-03-09"), ("2025-01-01", None)]) == (None, None)
