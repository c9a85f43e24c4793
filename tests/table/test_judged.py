"""Rows that bear on rows alone are judged in batches: what follows is what it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.project.inputs import Inputs
from kg.read.texts import Texts
from tests.read.table.border import mapped
from tests.table.editions import FIRST, HEADER, SECOND, THIRD, edition, editions
from tests.table.paths import NEWS, ROWS, in_parts, same

FIRST_NAMED = "".join(f"2025-10,XNL,{code},9,,\n" for code in ("FRA", "DEU", "CHE"))
"""Rows that name countries, so that other rows are not the first that do."""


@pytest.fixture(autouse=True)
def _small_batches() -> Iterator[None]:
    with patch("kg.project.judged.BATCH", 1):
        yield


def test_flows_of_different_people_are_judged_one_after_the_other(
    tmp_path: Path,
) -> None:
    """Three editions, of which the months of one flow follow each other: sums, too.

    Who left France bears on nobody who left Northland, and both are judged.
    """
    more = "2026-02,FRA,DEU,3,4,\n2026-03,FRA,DEU,8,,\n2026-01,CHE,FRA,1,,\n"
    first = (HEADER, HEADER + FIRST_NAMED)
    three = (table.replace(*first) + more for table in (FIRST, SECOND, THIRD))
    folder = editions(tmp_path, *three)

    made = same(folder)

    with in_parts(0):
        inputs = Inputs(folder.open(), Texts(None))
        concern = inputs.concern
        assert len(list(concern.batches(1))) == 2
        assert len(concern) > 0  # the first that name a country are with all else
    assert sum("derivedFromClaim" in line for line in made.graph) > 2
    assert made.findings


@pytest.mark.parametrize("about", ["northland", "france"])
def test_what_an_article_speaks_of_is_judged_with_it(
    tmp_path: Path, about: str
) -> None:
    """The rest is judged in batches all the same."""
    folder = editions(tmp_path, FIRST, SECOND)
    news = NEWS.replace("northland-to-southland", f"{about}-to-southland")
    folder.write("sources/news/facts.yaml", news.partition("  N2:")[0])
    same(folder)


def test_two_measures_of_one_thing(tmp_path: Path) -> None:
    """More deported than left, by one table alone: found in its batch."""
    made = same(mapped(tmp_path, table=ROWS))
    assert any("border.csv:4" in finding for finding in made.findings)


counts = st.sampled_from(["", "0", "5", "6", "7", "12,000"])
tables = st.lists(
    st.tuples(
        st.sampled_from(["2026-01", "2026-02", "2026-03"]),
        st.sampled_from(["XNL", "FRA", "DEU", "CHE"]),
        st.sampled_from(["XSL", "XNL"]),
        counts.map('"{}"'.format),
        counts.map('"{}"'.format),
        st.just(""),
    ),
    min_size=1,
    max_size=9,
    unique_by=lambda row: row[:3],
).map(lambda rows: HEADER + FIRST_NAMED + "".join(f"{','.join(row)}\n" for row in rows))


@settings(
    max_examples=2,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(both=st.lists(tables, min_size=2, max_size=3))
def test_any_editions_give_the_graph_that_they_give_row_by_row(
    both: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Standing, sums, verdicts and findings of whatever two or three editions say."""
    folder = editions(tmp_path_factory.mktemp("any"), *both)
    plain = ("deported: count\n", 'deported: {type: count, thousands: ","}\n')
    for number, table in enumerate(both, 1):
        edition(folder, number, table, plain)
    same(folder)
