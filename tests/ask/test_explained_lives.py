"""What is explained of a life is what its spans in the graph were worked out from."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

import kg
from kg.ask.endpoint import LocalEndpoint
from kg.ask.lives.spans import certainty_on
from kg.names import APF
from kg.periods.edtf import parse_period
from kg.policies.automaton import OVER
from kg.policies.collect import INTENDED, Collector
from kg.policies.steps import ALWAYS, NEVER, DayRange, Step
from kg.policies.triples import StoreText
from tests.ask.facts_of_lives import build_lives, denial, relation, step
from tests.beside import beside

CASES = Path(__file__).parents[1] / "cases"
INVENTED = ("meridia", "border-order", "rival-coasts", "shelter-rule", "twin-statement")
BESIDE = (
    *("status", "denials", "past-its-end", "partial-injunction", "unordered-dates"),
    *("month-dates", "denied-target", "instalments", "stages"),
)
Told = tuple[str, object, object, frozenset[str]]
"""The status that a step gives, its days, the days of its end, and what it concerns."""


@pytest.fixture(scope="module", params=["article", "hard", *INVENTED, *BESIDE])
def graph(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> kg.KnowledgeGraph:
    """Open the graph of this repository, of a situation, or of a case beside it."""
    name = request.param
    if name == "article":
        opened: kg.KnowledgeGraph = request.getfixturevalue("article")
        return opened
    if name == "hard":
        return hard(tmp_path_factory.mktemp("hard"))
    source = CASES / name
    if name in BESIDE:
        source = beside(f"cases/{name}", f"NO CASE {name}: its lives are not compared")
    folder = tmp_path_factory.mktemp(name) / name
    shutil.copytree(source, folder)
    kg.build(kg.Project.open(folder), folder / "build/graph")
    return kg.open(folder / "build/graph", project=folder)


def hard(root: Path) -> kg.KnowledgeGraph:
    """Build lives whose steps are easily read in another way than a build does."""
    aimed = relation("aim", "rule", "targetsPopulation", "people")
    of_order = {"policy": "order"}
    of_annex = {"policy": "annex"}
    claims = [
        aimed,
        step("start", "started", "2023-01-01", affects="people"),
        step("announce", "announced", "2022-12", takesPlaceIn="land"),
        step("stop", "suspended", "2023-05/2023-07", affects="minors"),
        step("stay", "enjoined", "2023-09", takesPlaceIn="land"),
        step("lift", "injunction-lifted", "2023-09"),
        step("annex-start", "started", "2023-02-01", **of_annex),
        step("annex-stay", "enjoined", "2023-10", **of_annex),
        step("annex-lift", "injunction-lifted", "2023-10", **of_annex),
        step("decide", "adopted", "2024-01", **of_order),
        step("begin", "started", "2024-03", **of_order),
        relation("end", "order", "revokes", "rule"),
        step("threat", "adopted", "2024-06", policy="plan", modality="threatened"),
        relation("dated", "plan", "revokes", "annex") + "\n  period: 2024-05",
    ]
    return build_lives(root, d=("2025-01-10", claims))


def policies(graph: kg.KnowledgeGraph) -> Iterator[kg.Timeline]:
    """Yield the lives of all policies that have one."""
    rows = graph.select(f"SELECT DISTINCT ?x {{ ?span <{APF.spanOf}> ?x }}").rows
    for policy in sorted(str(row[0]) for row in rows):
        if "/status-document/" not in policy:
            yield graph.timeline(policy)


def days(of: DayRange | None) -> tuple[date | None, ...]:
    if of is None:
        return None, None
    return tuple(
        date.fromordinal(n) if ALWAYS < n < NEVER else None for n in (of.first, of.last)
    )


def told(step: Step, scope: frozenset[str]) -> Told:
    return step.status, days(step.days), days(step.end), scope


def test_the_steps_explained_are_those_that_lives_are_worked_out_from(
    graph: kg.KnowledgeGraph,
) -> None:
    """Which steps count, what they give, when they were, and for whom."""
    assert isinstance(graph.endpoint, LocalEndpoint)
    records = Collector(StoreText(graph.endpoint.store)).collect()
    for life in policies(graph):
        record = records[life.policy.iri]
        of_build = {
            claim: told(one, scope)
            for scope, steps in record.steps.items()
            for one in steps
            if one.kind != INTENDED
            for claim in one.claims
        } | {
            claim: told(one, frozenset())
            for one in record.until
            if one.kind == OVER
            for claim in one.claims
        }
        explained = {
            step.claim.claim.iri: (
                step.status.id if step.status else "",
                step.days,
                step.end,
                frozenset(part.iri for part in step.affects),
            )
            for step in life.steps
            if step.counts and step.policy == life.policy
        }
        assert explained == of_build, life.policy.id


ALL_THE_SAME = (
    *("That leaves the status disputed.", "It is taken for a stated end."),
    "It gives the status of what is only held out.",
)
"""What is said of a step that does not count, though a span rests on it."""


def test_a_span_rests_on_steps_that_are_explained(graph: kg.KnowledgeGraph) -> None:
    """Each claim of a span is one of a step that counts, or it says what it does."""
    for life in policies(graph):
        numbers = {c.claim.iri: n for n, c in enumerate(life.citations, 1)}
        reasons = life.reasons()
        for span in life.spans:
            for claim in span.claims:
                mark = f"[{numbers[claim.claim.iri]}]"
                counting = any(mark in line for line in reasons.steps)
                aside = [line for line in reasons.aside if mark in line]
                said = any(line.endswith(ALL_THE_SAME) for line in aside)
                assert counting or said, (span.span.id, claim.claim.id)


def test_a_life_says_of_a_day_what_a_question_answers(
    graph: kg.KnowledgeGraph,
) -> None:
    """Of every day on which something begins or ends, and of those beside it."""
    lives = {life.policy.id: life for life in policies(graph)}
    bounds = {day for life in lives.values() for s in life.spans for day in s.bounds}
    some = sorted({d + timedelta(n) for d in bounds if d for n in (-1, 0, 1)})
    for day in map(str, some):
        answer = graph.ask("policy-targets", on=day)
        answered: dict[str, set[tuple[str, str, str]]] = {}
        for row in answer.to_dicts():
            policy = row["via"] or row["policy"]
            answered.setdefault(policy, set())
            if row["status"]:
                cells = row["status"], row["certainty"], row["affects"] or ""
                answered[policy].add(cells)
        for policy, statuses in answered.items():
            if policy not in lives:
                continue
            assert statuses == set(on_day(lives[policy], day)), (policy, day)


def test_what_another_policy_ends_is_revoked_for_it(tmp_path: Path) -> None:
    """The explanation gives the step the status that the span has."""
    lines = hard(tmp_path).timeline("rule").reasons().steps
    (line,) = [line for line in lines if "resting on Order" in line]

    assert "gives revoked." in line
    assert "when that was decided (on some day from 2024-01-01 to 2024-03-31)" in line


def test_a_part_of_all_whom_a_policy_targets_is_the_whole(tmp_path: Path) -> None:
    """A start for those that it is aimed at is a start, and no start for a part."""
    lines = hard(tmp_path).timeline("rule").reasons().steps

    assert [line for line in lines if "only for" in line] == [
        line for line in lines if "only for Minors" in line
    ]


def test_each_policy_has_its_own_order_of_steps(tmp_path: Path) -> None:
    """That another has an injunction, too, does not leave open which came first."""
    order = "\n".join(hard(tmp_path).timeline("rule").reasons().order)

    assert order.count("came before injunction lifted") == 2


def test_a_disputed_revocation_leaves_the_status_disputed(tmp_path: Path) -> None:
    """Whether the adopted order revokes the rule, two sources do not agree."""
    claims = [
        step("start", "started", "2023-01-01"),
        step("decide", "adopted", "2024-01", policy="order"),
        relation("end", "order", "revokes", "rule"),
        denial("no", "end"),
    ]
    life = build_lives(tmp_path, d=("2025-01-10", claims)).timeline("rule")
    own = [span for span in life.spans if span.policy == life.policy]

    assert [(span.status.id, span.disputed) for span in own] == [
        ("in-force", True),
        ("revoked", True),
    ]
    (line,) = life.reasons().aside
    assert "leaves the status disputed" in line


def test_a_part_is_explained_by_the_steps_of_the_whole(tmp_path: Path) -> None:
    """The annex is part of the rule: that of its steps stands which ends the annex."""
    claims = [
        step("start", "started", "2023-01-01"),
        step("annex-start", "started", "2023-02-01", policy="annex"),
        step("stop", "revoked", "2024-03-01"),
    ]
    life = build_lives(tmp_path, d=("2025-01-10", claims)).timeline("annex")
    first, second = life.reasons().steps

    assert [s.status.id for s in life.spans] == ["in-force", "revoked"]
    assert first.startswith("started, 2023-02-01")
    assert second.startswith("Rule: revoked, 2024-03-01: gives revoked.")


def test_only_a_dispute_that_spans_know_of_is_said_to_leave_open(
    tmp_path: Path,
) -> None:
    """An order that is only threatened revokes nothing, and the rule is in force."""
    claims = [
        step("start", "started", "2023-01-01"),
        step("decide", "adopted", "2024-01", policy="order", modality="threatened"),
        relation("end", "order", "revokes", "rule"),
        denial("no", "end"),
    ]
    life = build_lives(tmp_path, d=("2025-01-10", claims)).timeline("rule")

    assert [(s.status.id, s.disputed) for s in life.spans] == [("in-force", False)]
    (line,) = life.reasons().aside
    assert "disputed by Government" in line
    assert "leaves the status disputed" not in line


def on_day(life: kg.Timeline, day: str) -> Iterator[tuple[str, str, str]]:
    for span in life.spans:
        if span.policy != life.policy:
            continue
        certainty = certainty_on(
            parse_period(day), span.bounds, span.not_known_after, disputed=span.disputed
        )
        for part in [p.id for p in span.affects] or [""]:
            if certainty:
                yield span.status.id, certainty, part
