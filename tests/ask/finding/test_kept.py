"""The list of names beside a graph is a copy: never believed when it is of another."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

import kg
from kg.ask.finding import kept
from kg.ask.finding.entries import Entries
from kg.graph.store import Generations, Manifest, write_manifest, write_store
from tests.conftest import Folder, MakeProject

LABEL = "Ministry of Northland"


@pytest.fixture
def built(project: MakeProject) -> Folder:
    folder = project()
    folder.build()
    return folder


def _labels(folder: Folder) -> list[str]:
    graph = kg.open(folder.graph, texts=folder.root / "texts")
    return [hit.thing.label for hit in graph.search("ministry", "actors")]


def test_a_list_is_kept_and_used_again(
    built: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second search reads no names from the graph."""
    assert _labels(built) == [LABEL]
    assert (built.graph / kept.FILE).is_file()

    monkeypatch.setattr(Entries, "fill", None)
    assert _labels(built) == [LABEL]


def test_a_graph_built_anew_has_a_list_of_its_own(built: Folder) -> None:
    """A name that changed is found by its new form alone."""
    assert _labels(built) == [LABEL]
    built.edit("sources/entities/all.yaml", LABEL, "Ministry of Ships")
    built.build()

    assert _labels(built) == ["Ministry of Ships"]


def test_a_build_to_which_nothing_is_new_keeps_the_list(built: Folder) -> None:
    """The generation is another one, and the graph the same."""
    assert _labels(built) == [LABEL]
    built.build()
    assert kept.fresh(built.graph) is not None


def test_graphs_that_were_changed_by_hand_are_told_by_their_generation(
    built: Folder,
) -> None:
    """Their manifests are alike: nobody says what they were made from."""
    generations, digests = Generations(built.graph), set[str]()
    for _ in range(2):
        with generations.next(None) as path:
            write_store(path, b"")
            write_manifest(path, Manifest())
        digests.add(kept.digest_of(built.graph))
    assert len(digests) == 2


def test_a_list_of_another_graph_is_not_believed(
    built: Folder, project: MakeProject
) -> None:
    """Two graphs of one generation number are told from each other."""
    assert _labels(built) == [LABEL]
    other = project(name="other")
    other.edit("sources/entities/all.yaml", LABEL, "Ministry of Ships")
    other.build()
    shutil.copy(built.graph / kept.FILE, other.graph / kept.FILE)

    assert _labels(other) == ["Ministry of Ships"]
    assert _labels(built) == [LABEL]


def test_an_opened_graph_does_not_list_itself_as_its_successor(built: Folder) -> None:
    """Whoever has opened a graph searches that one, and leaves no stale list."""
    opened = kg.open(built.graph, texts=built.root / "texts")
    built.edit("sources/entities/all.yaml", LABEL, "Ministry of Ships")
    built.build()

    assert opened.search("ministry", "actors")[0].thing.label == LABEL
    assert _labels(built) == ["Ministry of Ships"]


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00"])
def test_a_broken_list_is_made_anew(built: Folder, content: bytes) -> None:
    """Whatever stands in its place does no harm."""
    (built.graph / kept.FILE).write_bytes(content)
    assert _labels(built) == [LABEL]
    assert (built.graph / kept.FILE).stat().st_size > 1000


def test_a_list_that_cannot_be_kept_is_used_all_the_same(built: Folder) -> None:
    """Where the graph's folder takes no file, the list is made in memory."""
    (built.graph / kept.FILE).mkdir()
    (built.graph / kept.FILE / "in the way").touch()

    assert _labels(built) == [LABEL]
    assert [path.name for path in built.graph.glob("names*")] == [kept.FILE]


def test_a_list_of_a_later_layout_is_made_anew(
    built: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A version of kg reads only lists of its own making."""
    monkeypatch.setattr(kept, "_VERSION", "0")
    assert _labels(built) == [LABEL]
    monkeypatch.undo()
    assert _labels(built) == [LABEL]


def test_the_same_graph_makes_the_same_list(built: Folder, tmp_path: Path) -> None:
    """Rows come in one order, so that what is found does, too."""
    dumps = []
    for _ in range(2):
        (built.graph / kept.FILE).unlink(missing_ok=True)
        _labels(built)
        with sqlite3.connect(built.graph / kept.FILE) as db:
            dumps.append([*db.iterdump()])
    assert dumps[0] == dumps[1]
