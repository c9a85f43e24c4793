"""Of a graph with a great many claims of rows all else is listed and searched."""

from __future__ import annotations

import json
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import CliRunner

import kg
from kg.ask.finding import among
from kg.cli.root import cli
from tests.conftest import Folder
from tests.read.table.border import mapped
from tests.table.paths import NEWS, ROWS


@pytest.fixture
def built(tmp_path: Path) -> Folder:
    """Build a project with a large table of six claims, and an article of two."""
    folder = mapped(tmp_path, table=ROWS)
    folder.write("sources/news/facts.yaml", NEWS)
    with patch("kg.table.large.LARGE", 0):
        assert folder.build().claims == 8
    return folder


def opened(folder: Folder) -> kg.KnowledgeGraph:
    return kg.open(folder.graph, project=folder.root)


def ids(graph: kg.KnowledgeGraph, words: str) -> set[str]:
    return {hit.thing.id for hit in graph.search(words, limit=None)}


def test_all_is_listed_where_it_is_not_too_much(built: Folder) -> None:
    graph = opened(built)
    assert among.without_rows(graph.endpoint) is None
    assert "from-northland" in ids(graph, "people living in Northland")
    assert len(graph.things("claims")) == 8


def test_rows_of_a_large_table_are_left_out_and_their_number_is_known(
    built: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table itself, articles, actors and places are there, and count no rows."""
    monkeypatch.setattr(among, "MOST_CLAIMS", 7)
    graph = opened(built)
    left = among.without_rows(graph.endpoint)
    assert left is not None
    assert [*left.claims.values()] == [6]
    assert {thing.id for thing in graph.things("claims")} == {"news.N1", "news.N2"}
    assert "from-northland" not in ids(graph, "people living in Northland")
    assert "northland" in ids(graph, "Northland")
    counts = {thing.id: thing.claims for thing in graph.things("documents")}
    assert counts == {"border": 6, "news": 2}


def test_a_view_of_a_day_leaves_them_out_too(
    built: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(among, "MOST_CLAIMS", 7)
    graph = opened(built).as_of("2026-03-02")
    assert {thing.id for thing in graph.things("claims")} == {"news.N1", "news.N2"}


def test_the_commands_say_what_they_did_not_search(
    built: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the other stream, so that what is printed can be read on."""
    monkeypatch.chdir(built.root)
    runner = CliRunner()
    words = "rows of large tables, with 6 claims, are not searched, listed or counted"
    for command in (["find", "Northland"], ["list"], ["list", "claims"]):
        assert words not in runner.invoke(cli, command).stderr
        with patch("kg.ask.finding.among.MOST_CLAIMS", 7):
            done = runner.invoke(cli, [*command, "--format", "json"])
        assert done.exit_code == 0
        assert words in " ".join(done.stderr.split())
        assert json.loads(done.stdout)
