"""Methods, coverage, hidden and missing numbers: the project of `docs/counting.md`."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from tests.cases.asking import answered
from tests.cases.written import page_graph

SAME = "    claimant: lake-office\n    says: [earlier, comparableWith, registered]"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    return page_graph("counting.md", tmp_path_factory.mktemp("counting"))


def methods(graph: kg.KnowledgeGraph) -> set[str]:
    """Return how each series of the displaced was counted, and how much of them."""
    series = [section.series for section in graph.figures("displaced").sections]
    return {" ".join((s.method, s.coverage)).strip() for s in series if s is not None}


def test_methods_are_one_series_where_a_source_says_so(
    graph: kg.KnowledgeGraph,
) -> None:
    assert methods(graph) == {
        "head-count or registration",
        "key-informants without north-shore",
    }


def test_where_it_is_only_alleged_they_are_not(tmp_path: Path) -> None:
    alleged = SAME.replace("says:", "modality: alleged\n    says:")

    assert methods(page_graph("counting.md", tmp_path, (SAME, alleged))) == {
        "head-count",
        "registration",
        "key-informants without north-shore",
    }


def test_a_source_that_compares_what_differs_is_recorded_and_nothing_follows(
    graph: kg.KnowledgeGraph,
) -> None:
    view = graph.figures("displaced")
    (row,) = (row for row in view.rows if row.figure.series.kind == "change")

    assert row.verdict == "cannot tell"
    assert view.derived == []
    assert not view.contradictions


def test_what_is_not_reported_is_listed_and_has_no_number(
    graph: kg.KnowledgeGraph,
) -> None:
    columns = ("claim", "quantifier", "placesReporting", "coverageText")
    rows = answered(graph, "counting-methods", columns, thing="fleeing")
    verdicts = {
        row.figure.claim.rsplit(".", 1)[-1]: row.verdict
        for row in graph.figures("fleeing").rows
    }

    assert rows == [
        ("courier-20260412.february", "not-reported", None, None),
        ("courier-20260412.districts", "unqualified", 12, "12 of 18 districts"),
    ]
    assert verdicts == {"february": "no number", "districts": "alone"}
