"""The life of a policy as it comes back: spans, steps, and what does not count."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import kg
from tests.ask.facts_of_lives import build_lives, denial, relation, step

Make = Callable[..., kg.KnowledgeGraph]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Build a graph of documents, each its day and its claims, once of equal ones."""
    made: dict[str, kg.KnowledgeGraph] = {}

    def make(**documents: tuple[str, list[str]]) -> kg.KnowledgeGraph:
        if (key := repr(documents)) not in made:
            made[key] = build_lives(tmp_path_factory.mktemp("made"), **documents)
        return made[key]

    return make


def shown(timeline: kg.Timeline) -> list[tuple[str, str, str]]:
    """Return status, certainty and date as written of each span."""
    return [
        (s.status.id, s.certainty, s.period.edtf if s.period else "")
        for s in timeline.spans
    ]


STARTED = step("s", "started", "2024-01-01")


def test_a_span_has_its_bounds_its_claims_and_what_is_not_known(graph: Make) -> None:
    """Started in March 2024, by a document of 5 May."""
    life = graph(d=("2024-05-05", [step("s", "started", "2024-03")])).timeline("rule")
    (span,) = life.spans

    assert list(map(str, span.bounds)) == [
        *("2024-03-01", "2024-03-31", "2024-05-05", "None")
    ]
    assert (span.status.label, str(span.period)) == ("in force", "2024-03")
    assert (span.certainty, span.disputed, span.affects) == ("holds", False, ())
    assert str(span.known_from) == str(span.not_known_after) == "2024-05-05"
    assert [citation.claim.id for citation in span.claims] == ["d.s"]
    assert span.opened_by
    assert span.opened_by.id == "d.s"
    row = life.to_pandas().iloc[0]
    assert (row["period"], row["precision"], row["claims"]) == (
        "2024-03",
        "month",
        "d.s",
    )


@pytest.mark.parametrize(
    ("on", "certainty"),
    [
        ("2024-02-29", ""),
        ("2024-03-10", "may-hold"),
        ("2024-03-31", "holds"),
        ("2024-03", "may-hold"),
        ("2024-04", "holds"),
        ("2024-05-06", "not-known"),
        ("2024-05", "may-hold"),
    ],
)
def test_on_a_day_or_in_a_month_it_holds_may_hold_or_is_not_known(
    graph: Make, on: str, certainty: str
) -> None:
    """Started in March 2024; of May only five days are vouched for."""
    made = graph(d=("2024-05-05", [step("s", "started", "2024-03")]))
    (span,) = made.timeline("rule", on=on).spans

    assert span.certainty == certainty


@pytest.mark.parametrize("on", ["2024-13", "2024-03~", "2024/2025", "then"])
def test_what_is_no_day_month_or_year_is_refused(graph: Make, on: str) -> None:
    """With the name of what was passed."""
    made = graph(d=("2024-05-05", [STARTED]))

    with pytest.raises(kg.BadArgument, match="takes a day, month or year"):
        made.timeline("rule", on=on)


def test_a_policy_without_steps_has_no_spans_and_says_why(graph: Make) -> None:
    """And one of which a step is only alleged says that none counts."""
    alleged = step("a", "revoked", "2024-02-01", modality="alleged", policy="order")
    made = graph(d=("2024-05-05", [STARTED, alleged]))

    empty = made.timeline("annex")
    assert (empty.spans, empty.steps) == ((), ())
    assert empty.why_empty == "No claim in the graph tells a step of Annex."
    assert made.timeline("order").why_empty == (
        "No step of Order counts, so that no status of it is known."
    )
    assert "No claim in the graph" in empty._repr_html_()
    assert list(empty.to_pandas().columns) == list(made.timeline("rule").to_pandas())


def test_a_single_undated_step_begins_on_some_day_before_it_was_published(
    graph: Make,
) -> None:
    """No first day is made up."""
    life = graph(d=("2024-05-05", [step("s", "started")])).timeline(
        "rule", "2020-01-01"
    )
    (span,) = life.spans

    assert (span.bounds.earliest_start, span.period) == (None, None)
    assert str(span.bounds.latest_start) == "2024-05-05"
    assert span.certainty == "may-hold"
    assert [str(day) for day in life.steps[0].days] == ["None", "2024-05-05"]


def test_what_does_not_count_is_listed_as_what_it_is(graph: Make) -> None:
    """An accusation, a denial, a threat, and what its claimant replaced later."""
    claims = [
        STARTED,
        step("a", "suspended", "2024-02-01", modality="alleged"),
        step("d", "revoked", "2024-02-01", modality="denied", claimant="government"),
        step("t", "revoked", "2024-09-01", modality="threatened"),
        step("w", "enjoined", "2024-03-01"),
    ]
    later = [step("n", "enjoined", "2024-03-05", revises="one.w")]
    made = graph(one=("2024-05-05", claims), two=("2024-06-01", later))
    life = made.timeline("rule")

    why = {step.claim.claim.id: step.why_not for step in life.steps}
    assert why == {
        "one.s": "",
        "one.a": "only alleged",
        "one.d": "denied by Government",
        "one.t": "threatened, and not reported to have happened",
        "one.w": "replaced on 2024-06-01",
        "two.n": "",
    }
    assert [s["status"] for s in life.to_dict()["steps"] if not s["counts"]] == [
        None
    ] * 4
    replaced = next(s for s in life.steps if s.claim.claim.id == "one.w")
    assert [c.claim.id for c in replaced.against] == ["two.n"]


def test_a_disputed_step_leaves_the_status_open_and_names_who_disputes(
    graph: Make,
) -> None:
    """Reported as a fact and denied: both statuses are disputed from that day."""
    revoked = step("r", "revoked", "2024-02-01")
    made = graph(d=("2024-05-05", [STARTED, revoked, denial("no", "r")]))
    life = made.timeline("rule", on="2024-03-01")

    assert shown(life) == [
        ("in-force", "disputed", "2024-01-01"),
        ("revoked", "disputed", "2024-02-01"),
    ]
    (disputed,) = [s for s in life.steps if s.why_not]
    assert disputed.why_not == "disputed by Government"
    assert disputed.leaves_open
    assert [c.claim.id for c in disputed.against] == ["d.no"]


def test_parts_and_policies_that_are_part_of_it_come_after_the_whole(
    graph: Make,
) -> None:
    """Enjoined for minors alone, in the annex, too, which began by itself."""
    claims = [
        relation("t", "rule", "targetsPopulation", "people"),
        STARTED,
        step(
            "e",
            "enjoined",
            "2024-02",
            affects="minors",
            performedBy="court",
            restsOn="act",
        ),
        step("x", "started", "2023-01-01", policy="annex"),
    ]
    life = graph(d=("2024-05-05", claims)).timeline("rule")

    assert [
        (s.policy.id, s.status.id, [p.id for p in s.affects]) for s in life.spans
    ] == [
        ("rule", "in-force", []),
        ("rule", "enjoined", ["minors"]),
        ("annex", "in-force", []),
        ("annex", "enjoined", ["minors"]),
    ]
    enjoined = next(step for step in life.steps if step.kind.id == "enjoined")
    assert [thing.label for thing in enjoined.by] == ["Court of Appeal"]
    assert enjoined.court_level
    assert enjoined.court_level.id == "appeal"
    assert [thing.label for thing in enjoined.rests_on] == ["Act of 2020"]


def test_what_another_policy_ends_is_dated_by_its_decision(graph: Make) -> None:
    """The order that revokes the rule was adopted on 20 May."""
    claims = [
        STARTED,
        step("o", "adopted", "2024-05-20", policy="order"),
        relation("r", "order", "revokes", "rule"),
    ]
    life = graph(d=("2024-06-01", claims)).timeline("rule")

    assert shown(life)[1] == ("revoked", "holds", "")
    (ended,) = [step for step in life.steps if step.kind.id == "revokes"]
    assert ended.counts
    assert [str(day) for day in ended.days] == ["2024-05-20", "2024-05-20"]
    assert [thing.id for thing in ended.rests_on] == ["order"]


def test_what_only_a_threatened_policy_would_end_does_not_count(graph: Make) -> None:
    """The order is held out, and the rule in force."""
    claims = [
        STARTED,
        step("o", "adopted", "2024-05-20", policy="order", modality="threatened"),
        relation("r", "order", "revokes", "rule"),
    ]
    life = graph(d=("2024-06-01", claims)).timeline("rule")

    assert shown(life) == [("in-force", "holds", "2024-01-01")]
    why = {step.kind.id: step.why_not for step in life.steps}
    assert why == {"started": "", "revokes": "only held out"}


def test_json_and_html_have_all_that_the_timeline_has(graph: Make) -> None:
    """Each claim once, and what does not count beside the spans."""
    made = graph(
        d=("2024-05-05", [STARTED, step("a", "revoked", "2024-02", modality="alleged")])
    )
    data = made.timeline("Rule", on="2024-04").to_dict()

    assert (data["policy"], data["on"], data["whyEmpty"]) == ("rule", "2024-04", None)
    assert [claim["claim"] for claim in data["claims"]] == ["d.s", "d.a"]
    assert data["spans"][0] == {
        "span": "rule-1",
        "policy": "rule",
        "policyLabel": "Rule",
        "status": "in-force",
        "statusLabel": "in force",
        "affects": "",
        "affectsLabel": "",
        "earliestStart": "2024-01-01",
        "latestStart": "2024-01-01",
        "earliestEnd": "2024-05-05",
        "latestEnd": None,
        "period": "2024-01-01",
        "precision": "day",
        "certainty": "holds",
        "disputed": False,
        "knownFrom": "2024-05-05",
        "notKnownAfter": "2024-05-05",
        "claims": "d.s",
        "url": "",
    }
    html = made.timeline("rule")._repr_html_()
    assert "<td>in force</td>" in html
    assert "revoked, 2024-02: only alleged [2]" in html
    assert "┊ 2024-05-05, after which nothing is known" in html


def test_only_policies_have_lives(graph: Make) -> None:
    """The name of something else is refused, with what it is."""
    made = graph(d=("2024-05-05", [STARTED]))

    with pytest.raises(kg.UnknownName, match="is of class Country, not Policy"):
        made.timeline("land")
