"""No part weighs as the whole or beside it, and what is contradicted has no weight."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kg.ask.network.counts import Count, Counted, EdgeCounts
from kg.figures.figure import Days, Figure
from kg.figures.reconcile import reconcile
from tests.ask.network.reading import Edge, edges, periods
from tests.figures.conftest import make_figure

YEAR = Days(date(2025, 1, 1), date(2025, 12, 31))


def counted(*figures: Figure, **about: Any) -> Counted:
    """Return what figures, all of one edge, amount to."""
    return EdgeCounts(reconcile(figures)).of([f.claim for f in figures], **about)


def test_a_longer_count_of_the_forced_does_not_stand_for_all() -> None:
    """All of April are counted, and of the year only those who were forced."""
    found = counted(
        make_figure("A", "1,001"), make_figure("B", "7,777", "2025", coercion="forced")
    )

    assert found.total == Count("part", None, 7777)
    assert found.coercion == "forced"


def test_a_count_of_the_forced_alone_is_said_to_be_one() -> None:
    """Nothing tells that others moved, and the column tells who was counted."""
    found = counted(make_figure("A", "777", coercion="forced"))

    assert (found.total.weight, found.coercion) == (777, "forced")


def test_a_month_does_not_stand_for_the_year_of_its_flow() -> None:
    months = [make_figure(f"M{m:02}", "101", f"2025-{m:02}") for m in range(1, 13)]

    assert counted(months[3], period=YEAR).total == Count("part", None, 101)
    assert counted(*months, period=YEAR).total.weight == 12 * 101
    assert counted(*months[1:], period=YEAR).total.status == "part"


def test_a_month_is_all_there_is_in_a_window_of_that_month() -> None:
    april = Days(date(2025, 4, 1), date(2025, 4, 30))
    found = counted(make_figure("A", "101"), period=YEAR, looked_at=april)

    assert found.total == Count("point", 101, 101, 101)


def test_an_instalment_is_a_part() -> None:
    further = frozenset({"A"})
    found = counted(
        make_figure("A", "101"), make_figure("B", "22", in_addition_to=further)
    )

    assert (found.total.status, found.total.weight) == ("part", None)


def test_a_count_that_another_scope_contradicts_stands_for_nothing() -> None:
    """Five thousand forced in a month are more than the three thousand in all."""
    found = counted(
        make_figure("A", "3,001"),
        make_figure("B", "5,001", coercion="forced"),
    )

    assert found.total == Count("contradicted", None, 3001, 3001)
    assert [c.status for _, c in found.periods] == ["contradicted"]


def test_a_part_in_time_contradicts_its_whole_on_the_edge_too() -> None:
    found = counted(
        make_figure("Y", "3,001", "2025", claimant="agency"),
        make_figure("A", "5,001", "2025-04"),
    )

    assert (found.total.status, found.total.weight) == ("contradicted", None)


FLOWS = """\
families: {type: PopulationGroup, label: Families of permit holders,
  nationality: southland, subPopulationOf: permit-holders}
all: {type: MovementFlow, label: All, movedPopulation: permit-holders,
  origin: northland, destination: southland, period: 2025}
spring: {type: MovementFlow, label: In spring, movedPopulation: permit-holders,
  origin: northland, destination: southland, period: 2025-03/2025-05}
stated: {type: MovementFlow, label: Stated, movedPopulation: permit-holders,
  origin: northland, destination: southland}
children: {type: MovementFlow, label: Families, movedPopulation: families,
  origin: northland, destination: southland, period: 2025}
before: {type: MovementFlow, label: The year before, movedPopulation: permit-holders,
  origin: northland, destination: southland, period: 2024}
"""
"""One whole, three parts of it, and a flow of another year between the same ends."""


def count(key: str, flow: str, amount: str, period: str) -> str:
    return f"""\
  {key}:
    summary: A count.
    claimant: north-ministry
    says: {{type: FlowObservation, measures: {flow}, amount: "{amount}", unit: person,
      period: {period}}}
"""


FACTS = f"""\
document: {{id: gazette-20260101, title: Counts, published: 2026-01-01,
  publishedBy: gazette, language: en}}
claims:
  part: {{summary: It lies in it., claimant: north-ministry,
    says: [stated, partOfFlow, all]}}
{count("whole", "all", "9,001", "2025")}
{count("months", "spring", "3,001", "2025-03/2025-05")}
{count("some", "stated", "1,001", "2025-06")}
{count("few", "children", "501", "2025")}
{count("other", "before", "7,001", "2024")}
"""


def edge(flow: str) -> Edge:
    return "place/northland", f"{flow} (person)", "place/southland"


@pytest.fixture
def parallel(built: Any) -> Any:
    """Return the view of flows of a project with a whole and its parts."""
    graph = built(
        {
            "sources/entities/more.yaml": FLOWS,
            "sources/gazette-20260101/facts.yaml": FACTS,
        }
    )
    return graph.view("flows")


def test_only_the_widest_of_parallel_edges_weighs(parallel: Any) -> None:
    """Whoever adds parallel edges up gets 9,001 for 2025, and 7,001 for 2024."""
    found = edges(parallel)
    weights = {k: found[edge(k)]["weight"] for k in ("all", "before")}
    parts = {k: found[edge(k)] for k in ("spring", "stated", "children")}

    assert weights == {"all": 9001, "before": 7001}
    assert [part["weight"] for part in parts.values()] == [None, None, None]
    assert {part["counted_in"] for part in parts.values()} == {"all (person)"}
    assert [part["weight_low"] for part in parts.values()] == [3001, 1001, 501]


def test_a_part_has_no_weight_in_time_either(parallel: Any) -> None:
    assert periods(parallel, edge("spring")) == []
    assert periods(parallel, edge("spring"), "period_low") == [
        ("2025-03-01", "2025-05-31", 3001)
    ]
    assert periods(parallel, edge("all")) == [("2025-01-01", "2025-12-31", 9001)]
