"""A table is not held against itself where it fits; against all else it is, in full."""

from __future__ import annotations

import pytest

from kg.figures.derive import derive_bounds
from kg.figures.figure import Figure
from kg.figures.reconcile import reconcile
from kg.figures.record import comparison_quads
from tests.figures.conftest import Make

BASE = "https://example.org/"
JANUARY, FEBRUARY, BOTH = "2025-01", "2025-02", "2025-01/2025-02"
ELSEWHERE = {"an article": "", "another table": "other"}


def noted(figures: list[Figure]) -> set[tuple[str, str, str]]:
    """Return kind, verdict and subject of every comparison that is written down."""
    nodes: dict[str, dict[str, str]] = {}
    for quad in comparison_quads(reconcile(figures), BASE):
        name = str(quad.predicate.value).rpartition("#")[2]
        value = str(getattr(quad.object, "value", "")).rpartition("/")[2]
        nodes.setdefault(str(quad.subject), {})[name] = value
    return {
        (node["comparisonKind"], node["verdict"], node["comparesClaim"])
        for node in nodes.values()
    }


def rows(figure: Make, total: str, table: str = "counts") -> list[Figure]:
    """Return two months and their total, as rows of a table: 101 and 202 make 303."""
    return [
        figure("x:january", "101", JANUARY, table=table),
        figure("x:february", "202", FEBRUARY, table=table),
        figure("x:total", total, BOTH, table=table),
    ]


def test_parts_that_make_up_their_whole_in_one_table_are_not_noted(
    figure: Make,
) -> None:
    """The same words of an article are: each is a statement of its own."""
    assert noted(rows(figure, "303")) == set()
    assert noted(rows(figure, "303", table="")) == {("part-whole", "holds", "x:total")}


def test_parts_above_their_whole_in_one_table_are_noted(figure: Make) -> None:
    """302 is less than 303: the relation fails, and not all three can be true."""
    assert noted(rows(figure, "302")) == {
        ("part-whole", "fails", "x:total"),
        ("contradiction", "conflicts", "x:february"),
    }


def test_two_rows_of_one_number_are_noted_only_where_they_conflict(
    figure: Make,
) -> None:
    """Who gives one number twice is at odds with himself only if they differ."""
    first = figure("x:a", "101", table="counts")

    assert noted([first, figure("x:b", "101", table="counts")]) == set()
    assert noted([first, figure("x:b", "909", table="counts")]) >= {
        ("same-scope", "conflicts", "x:a")
    }


@pytest.mark.parametrize("table", ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_figure_from_elsewhere_is_held_against_a_table_in_full(
    table: str, figure: Make
) -> None:
    """It confirms the row, and is the whole of its parts; the table's own stay out."""
    other = figure("x:other", "303", BOTH, table=table, claimant="agency")

    assert noted([*rows(figure, "303"), other]) == {
        ("same-scope", "agrees", "x:other"),
        ("part-whole", "holds", "x:other"),
    }


@pytest.mark.parametrize("table", ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_total_is_derived_only_across_a_table_and_something_else(
    table: str, figure: Make
) -> None:
    """January to February: 101 and 202 make 303, which one table alone shows itself."""
    january = figure("x:january", "101", JANUARY, table="counts")
    february = figure("x:february", "202", FEBRUARY, table="counts")
    elsewhere = figure("x:february", "202", FEBRUARY, table=table)

    assert derive_bounds([january, february]) == []
    (sum_,) = derive_bounds([january, elsewhere])
    assert (sum_.rule, str(sum_.bound)) == ("sum-of-parts", "= 303")


def test_a_rest_is_derived_only_across_a_table_and_something_else(
    figure: Make,
) -> None:
    """303 less 101 leaves 202 for February."""
    january = figure("x:january", "101", JANUARY, table="counts")
    total = figure("x:total", "303", BOTH, table="counts")
    article = figure("x:total", "303", BOTH)

    assert derive_bounds([january, total]) == []
    (rest,) = derive_bounds([january, article])
    assert (rest.rule, str(rest.bound)) == ("rest-of-whole", "= 202")


def test_what_follows_from_a_table_alone_stays_out_beside_an_article(
    figure: Make,
) -> None:
    """March is told by an article, a year later: the two months before are no sum."""
    months = rows(figure, "303")[:2]
    apart = figure("x:march", "7", "2026-03")

    assert derive_bounds([*months, apart]) == []


def test_a_change_in_a_column_gives_no_earlier_number_of_its_own_table(
    figure: Make,
) -> None:
    """Double of 101 is 202: stated in a row beside the count, and in an article."""
    now = figure("x:now", "202", FEBRUARY, table="counts")
    stated = {
        "kind": "change", "unit": "ratio", "direction": "increase",
        "baseline": JANUARY,
    }  # fmt: skip
    column = figure("x:doubled", "doubled", FEBRUARY, table="counts", **stated)
    article = figure("x:doubled", "doubled", FEBRUARY, **stated)

    assert derive_bounds([now, column]) == []
    assert [d.rule for d in derive_bounds([now, article])] == ["base-of-change"]
