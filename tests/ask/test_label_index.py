"""Names that are kept beside a large graph find what reading all of it finds."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from click.testing import CliRunner

import kg
from kg.ask import label_index
from kg.ask.endpoint import LocalEndpoint
from kg.cli import building
from kg.cli.root import cli
from tests.conftest import Folder, MakeProject

NAMES = """\
river-bridge:
  type: BorderCrossing
  label: {en: River Bridge, de: Flußbrücke}
  altLabel: [the bridge, ÉTÉ]
  within: riverland
stone-bridge:
  type: BorderCrossing
  label: Stone Bridge
  altLabel: [The Bridge]
  within: riverland
riverland:
  type: Country
  label: {en: Riverland, ar: أرض النهر}
  iso3: XRL
"""
ASKED = [
    *("River Bridge", "RIVER BRIDGE", "flußbrücke", "FLUßBRÜCKE", "été", "ÉTÉ"),
    *("ete", "the bridge", "THE BRIDGE", "Stone  bridge", "أرض النهر", "Riverlan"),
    *("has label", "place", "", "' OR 1 = 1 --"),
]
"""In other cases, with accents and without, in other languages; of two things, of none,
and of what is no thing."""


@pytest.fixture
def built(project: MakeProject) -> Folder:
    folder = project({"sources/entities/names.yaml": NAMES})
    folder.build()
    return folder


def outcome(graph: kg.KnowledgeGraph, name: str) -> str:
    """Return the id that a name means, or why it means none."""
    try:
        return graph.find(name).iri
    except kg.UnknownName as error:
        return str(error)


@pytest.mark.parametrize("name", ASKED)
def test_a_name_means_what_it_means_without_the_file(built: Folder, name: str) -> None:
    """One thing, several or none, in the same words."""
    without = outcome(kg.open(built.graph), name)
    label_index.keep_labels(built.graph)

    assert outcome(kg.open(built.graph), name) == without


def test_what_is_kept_is_not_looked_for_in_the_whole_graph(
    built: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each query says of which things it asks, but for a name that nothing has."""
    label_index.keep_labels(built.graph)
    queries = list[str]()
    select: Any = LocalEndpoint.select

    def noted(self: Any, query: str, *rest: Any, **more: Any) -> Any:
        queries.append(query)
        return select(self, query, *rest, **more)

    monkeypatch.setattr(LocalEndpoint, "select", noted)
    graph = kg.open(built.graph)

    assert graph.find("riVER bridge").id == "river-bridge"
    named = [query for query in queries if "LCASE" in query]
    assert len(named) == 1
    assert "VALUES ?x { <https://" in named[0]


def test_names_of_another_graph_are_not_believed(built: Folder) -> None:
    """A thing that is called otherwise since is found by its new name alone."""
    label_index.keep_labels(built.graph)
    built.edit("sources/entities/names.yaml", "Stone Bridge", "Wood Bridge")
    built.build()
    graph = kg.open(built.graph)
    assert isinstance(graph.endpoint, LocalEndpoint)

    assert label_index.called(graph.endpoint, "stone bridge") == []
    assert graph.find("wood bridge").id == "stone-bridge"
    with pytest.raises(kg.UnknownName, match="nothing is called `Stone Bridge`"):
        graph.find("Stone Bridge")


def test_a_file_that_lies_is_asked_in_vain(built: Folder) -> None:
    """It says where to look, and the graph what is there."""
    label_index.keep_labels(built.graph)
    with sqlite3.connect(built.graph / label_index.FILE) as db:
        db.execute("UPDATE label SET form = 'here' WHERE form = 'riverland'")
    graph = kg.open(built.graph)

    assert graph.find("Riverland").id == "riverland"
    with pytest.raises(kg.UnknownName, match="nothing is called `here`"):
        graph.find("here")


@pytest.mark.parametrize("content", [b"", b"no database"])
def test_a_broken_file_does_no_harm(built: Folder, content: bytes) -> None:
    """The graph is read through, as without it."""
    (built.graph / label_index.FILE).write_bytes(content)

    assert kg.open(built.graph).find("the BRIDGE".replace("the", "stone")).id


def test_a_build_of_many_claims_keeps_the_names(
    built: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the list for searching would take too long, and nowhere else."""
    file = built.graph / label_index.FILE
    monkeypatch.chdir(built.root)
    assert CliRunner().invoke(cli, ["build", "--full"]).exit_code == 0
    assert not file.exists()

    monkeypatch.setattr(building, "MOST_CLAIMS", 0)
    assert CliRunner().invoke(cli, ["build", "--full"]).exit_code == 0
    graph = kg.open(built.graph)
    assert isinstance(graph.endpoint, LocalEndpoint)
    assert len(label_index.called(graph.endpoint, "Riverland")) == 1
