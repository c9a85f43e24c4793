"""Of a thing with very many claims some are shown: those of articles before rows."""

from __future__ import annotations

import json
from unittest.mock import patch

import pytest

import kg
from tests.conftest import Folder
from tests.forks import kg as command
from tests.read.table.border import mapped
from tests.table.paths import NEWS, ROWS

FURTHER = "".join(
    f"  N{n}: {{summary: The ministry denies a row., claimant: north-ministry, "
    f"disputes: border.{row}}}\n"
    for n, row in enumerate(
        ("XNL-XSL-2026-01-left", "XNL-XSL-2026-02-left", "FRA-XSL-2026-01-left"), 3
    )
)
"""So many that no engine gives those of the article first by chance."""

ARTICLE = [f"news.N{n}" for n in range(1, 6)]
MORE = "More is said by it than these 5 claims; rows of large tables come last."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Build a project in which a ministry makes six claims in rows, and five beside."""
    folder = mapped(tmp_path_factory.mktemp("many"), table=ROWS)
    news = NEWS.replace("claimant: gazette", "claimant: north-ministry")
    folder.write("sources/news/facts.yaml", news + FURTHER)
    with patch("kg.table.large.LARGE", 0):
        assert folder.build().claims == 11
    return folder


@pytest.fixture(scope="module")
def graph(built: Folder) -> kg.KnowledgeGraph:
    return kg.open(built.graph, project=built.root)


def ids(groups: dict[str, list[kg.Citation]]) -> list[str]:
    return sorted(c.claim.id for group in groups.values() for c in group)


def test_what_articles_say_is_shown_before_rows(graph: kg.KnowledgeGraph) -> None:
    """With five, all of it is there; with one more, one row is."""
    five, six = graph.show("north-ministry", 5), graph.show("north-ministry", 6)

    assert (ids(five.made), five.more) == (ARTICLE, ("made",))
    assert {*ARTICLE} < {*ids(six.made)}
    assert (len(ids(six.made)), six.more) == (6, ("made",))


def test_without_a_limit_or_below_it_all_is_there(graph: kg.KnowledgeGraph) -> None:
    """As many as the limit are all, and nothing of them is said to be left out."""
    for limit in (None, 11, 12):
        whole = graph.show("north-ministry", limit)
        assert (len(ids(whole.made)), whole.more) == (11, ())


def test_of_a_table_some_rows_are_shown(graph: kg.KnowledgeGraph) -> None:
    """What is stated in it is about it; a denial of one of its rows is not."""
    some = graph.show("border", 4)

    assert (len(ids(some.claims)), some.more) == (4, ("about",))
    assert all(name.startswith("border.") for name in ids(some.claims))


def test_the_command_says_that_there_is_more(built: Folder) -> None:
    """In the answer for people, beside it in other forms, which have all by default."""
    told = command("show", "north-ministry", "--limit", "5", cwd=built.root)
    rows = command(
        *("show", "north-ministry", "--limit", "5", "--format", "csv"), cwd=built.root
    )
    whole = command("show", "north-ministry", "--format", "json", cwd=built.root)

    assert MORE in " ".join(told.stdout.split())
    assert "news.N1" in told.stdout
    assert "border." not in told.stdout
    assert MORE in rows.stderr
    record = json.loads(whole.stdout)
    assert sum(map(len, record["made"].values())) == 11
    assert record["more"] == []
