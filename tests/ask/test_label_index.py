"""Names that are kept beside a large graph find what reading all of it finds."""

from __future__ import annotations

import shutil
import sqlite3
from typing import Any
from unittest.mock import patch

import pytest
from click.testing import CliRunner

import kg
from kg.ask import label_index
from kg.ask.endpoint import LocalEndpoint
from kg.cli import building
from kg.cli.root import cli
from tests.conftest import Folder, MakeProject
from tests.read.table.border import MAPPING
from tests.table.paths import ROWS

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
    *("people LIVING in northland", "From Northland to Southland {counted}"),
    *("has label", "place", "", "' OR 1 = 1 --"),
]
"""In other cases, with accents and without, in other languages; of two things, of none,
and of what is no thing."""


@pytest.fixture
def built(project: MakeProject) -> Folder:
    """Build a project with a large table, and with things that no row defines."""
    folder = project({"sources/entities/names.yaml": NAMES})
    folder.write("sources/border/mapping.yaml", MAPPING)
    folder.write("sources/border/border.csv", ROWS)
    return build(folder)


def build(folder: Folder) -> Folder:
    with patch("kg.table.large.LARGE", 0):
        folder.build()
    return folder


def outcome(graph: kg.KnowledgeGraph, name: str) -> str:
    """Return the IRI that a name means, or why it means none."""
    try:
        return graph.find(name).iri
    except kg.UnknownName as error:
        return str(error)


def test_names_mean_what_they_mean_without_the_file(built: Folder) -> None:
    """One thing, several or none, in the same words."""
    graph = kg.open(built.graph)
    without = {name: outcome(graph, name) for name in ASKED}
    label_index.keep_labels(built.graph)
    graph = kg.open(built.graph)

    assert {name: outcome(graph, name) for name in ASKED} == without


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
    assert graph.find("people LIVING in northland").id == "from-northland"
    named = [query for query in queries if "LCASE" in query]
    assert len(named) == 4
    table = "<https://example.org/permits/graph/source/border>"
    for query in named:
        assert "VALUES ?x { <https://" in query or "FROM <https://" in query
        assert table not in query


def test_names_of_another_table_are_not_believed(built: Folder) -> None:
    """A thing that rows call otherwise since is found by its new name alone."""
    label_index.keep_labels(built.graph)
    built.edit("sources/border/mapping.yaml", "People living in", "Persons in")
    graph = kg.open(build(built).graph)
    assert isinstance(graph.endpoint, LocalEndpoint)

    assert label_index.called(graph.endpoint, "people living in northland") == []
    assert graph.find("persons in northland").id == "from-northland"
    with pytest.raises(kg.UnknownName, match="nothing is called `People living in N"):
        graph.find("People living in Northland")


def test_names_of_rows_stay_where_something_else_changes(built: Folder) -> None:
    """The file is as it was, and another name of a thing is known at once."""
    label_index.keep_labels(built.graph)
    before = (built.graph / label_index.FILE).stat().st_ino
    built.edit("sources/entities/names.yaml", "Stone Bridge", "People living in France")
    build(built)
    label_index.keep_labels(built.graph)
    graph = kg.open(built.graph)
    assert isinstance(graph.endpoint, LocalEndpoint)

    assert (built.graph / label_index.FILE).stat().st_ino == before
    assert label_index.called(graph.endpoint, "stone bridge") == []
    called = label_index.called(graph.endpoint, "people living in france")
    assert {iri.rpartition("/")[2] for iri in called} == {"from-france", "stone-bridge"}
    with pytest.raises(kg.UnknownName, match="could be any of stone-bridge, from-fr"):
        graph.find("People living in France")


def test_only_a_table_that_changed_is_read_again(
    built: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its names are those of now, those of another table stay, and one that went."""
    second = MAPPING.replace("id: border", "id: second").replace("border.csv", "b.csv")
    second = second.replace("from-{From.id}", "second-from-{From.id}")
    second = second.replace("{From.id}-to", "second-{From.id}-to")
    built.write("sources/second/mapping.yaml", second)
    built.write("sources/second/b.csv", ROWS)
    label_index.keep_labels(build(built).graph)
    read, labels = list[str](), label_index._labels

    def noted(store: Any, graph: str) -> Any:
        read.append(graph.rpartition("/")[2])
        return labels(store, graph)

    monkeypatch.setattr(label_index, "_labels", noted)
    built.edit("sources/second/mapping.yaml", "People living in", "Persons in")
    label_index.keep_labels(build(built).graph)
    graph = kg.open(built.graph)
    assert isinstance(graph.endpoint, LocalEndpoint)

    assert read == ["second"]
    assert ids(graph.endpoint, "people living in northland") == {"from-northland"}
    assert ids(graph.endpoint, "persons in northland") == {"second-from-northland"}
    shutil.rmtree(built.root / "sources/second")
    label_index.keep_labels(build(built).graph)
    graph = kg.open(built.graph)
    assert isinstance(graph.endpoint, LocalEndpoint)
    assert read == ["second"]
    assert ids(graph.endpoint, "persons in northland") == set()
    assert ids(graph.endpoint, "people living in northland") == {"from-northland"}


def ids(endpoint: LocalEndpoint, name: str) -> set[str]:
    called = label_index.called(endpoint, name)
    return {iri.rpartition("/")[2] for iri in called}


def test_a_file_that_lies_is_asked_in_vain(built: Folder) -> None:
    """It says where to look, and the graph what is there."""
    label_index.keep_labels(built.graph)
    with sqlite3.connect(built.graph / label_index.FILE) as db:
        name = "people living in northland"
        db.execute("UPDATE label SET form = 'here' WHERE form = ?", (name,))
    graph = kg.open(built.graph)

    assert graph.find(name).id == "from-northland"
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
