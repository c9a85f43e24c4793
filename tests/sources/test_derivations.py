"""What follows from the first article, and what must not be made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.ask.figures import selecting
from kg.figures.compare import compare
from kg.figures.derive import derive_bounds
from kg.figures.derived import Derived
from kg.figures.load import load_figures, load_related
from kg.figures.reconcile import Reconciliation, reconcile
from kg.figures.total import NotAddable
from kg.names import BASE, local_name

ROOT = Path(__file__).parents[2]
ARTICLE = "dailysabah-20250604"


@pytest.fixture(scope="module")
def graph(article: Path) -> kg.KnowledgeGraph:
    return kg.open(article, project=ROOT)


@pytest.fixture(scope="module")
def found(graph: kg.KnowledgeGraph) -> Reconciliation:
    select = selecting(graph.endpoint)
    return reconcile(load_figures(select), load_related(select))


@pytest.fixture(scope="module")
def bounds(found: Reconciliation) -> list[Derived]:
    return derive_bounds(found.figures, found.related)


def facts(*names: str) -> list[str]:
    return [f"{ARTICLE}.{name}" for name in names]


def test_april_may_and_the_first_days_of_june_make_more_than_205_000(
    bounds: list[Derived],
) -> None:
    """D1: 135,000 and 67,000 and 3,000; the ministry's, from 1 April to 2 June."""
    told = {
        (str(d.scope.period), str(d.bound))
        for d in bounds
        if d.rule == "sum-of-parts"
        and {f.claimant for f in d.inputs} == {f"{BASE}id/actor/pk-interior-ministry"}
    }

    assert told == {("2025-04-01 to 2025-06-02", "> 205,000")}


def test_april_is_below_half_of_may(bounds: list[Derived]) -> None:
    """D3: below 7,837.5 families, half of 15,675."""
    told = {
        (str(d.scope.period), d.scope.series.unit, str(d.bound))
        for d in bounds
        if d.rule == "base-of-change"
        and any(f.claim.endswith(".F26") for f in d.inputs)
    }

    assert told == {("2025-04", "family", "< 7,837.5")}


def test_a_pause_lies_between_2023_and_april_2025(graph: kg.KnowledgeGraph) -> None:
    """D5: "resumed" presupposes that the campaign had paused."""
    rows = graph.select(
        """PREFIX apf: <https://w3id.org/apf/ontology#>
        SELECT ?from ?until WHERE {
          ?claim apf:derivationRule ?rule . ?claim apf:content ?pause .
          ?pause apf:policyEventType
            <https://w3id.org/apf/scheme/policy-event/suspended> .
          ?pause apf:earliestStart ?from . ?pause apf:latestEnd ?until .
        }"""
    ).rows
    starts = [(str(a)[:4], str(b)[:7]) for a, b in rows]

    assert ("2023", "2025-04") in starts


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (("F05_size", "F44"), "planned, not counted"),
        (("F21", "F01"), "a whole with its part"),
        (("F25", "F01"), "different units: family and person"),
        (("F05_size", "F01"), "planned, not counted"),
    ],
    ids=["D6", "D8", "D10", "D9"],
)
def test_what_would_mislead_is_not_added(
    names: tuple[str, str], reason: str, graph: kg.KnowledgeGraph
) -> None:
    with pytest.raises(NotAddable, match=reason):
        graph.total(facts(*names))


def test_no_share_of_the_targeted_is_made_of_all_who_left(
    found: Reconciliation, bounds: list[Derived]
) -> None:
    """D9: those who left are not all of those whose permits were cancelled."""
    left, targeted = facts("F01", "F05_size")
    by_name = {local_name(f.claim): f for f in found.figures}
    joined = [
        {local_name(f.claim) for f in figures}
        for figures in (
            *((r.subject, *r.others) for r in found.relations()),
            *(d.inputs for d in bounds),
        )
    ]

    assert compare(by_name[left], by_name[targeted]).verdict == "not comparable"
    assert not any({left, targeted} <= claims for claims in joined)


def test_what_left_before_april_is_not_derived(bounds: list[Derived]) -> None:
    """D8: two lower bounds have no difference."""
    assert not any(
        {local_name(f.claim) for f in d.inputs} >= set(facts("F21", "F01"))
        for d in bounds
    )
