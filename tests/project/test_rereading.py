"""Whoever looks at one document does not wait for half a million rows to be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from kg.project.rereading import reread
from kg.read.texts import Texts
from kg.table.large import LargeTables
from tests.conftest import Folder
from tests.read.table.border import mapped
from tests.table.paths import NEWS, ROWS

MADE_ANEW = "kg.table.large.LargeTables._put_together"


@pytest.fixture(autouse=True)
def large() -> Iterator[None]:
    """Let each table be a large one."""
    with patch("kg.table.large.LARGE", 0):
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Return a project with a table, and an article that disputes one of its rows."""
    folder = mapped(tmp_path, table=ROWS)
    folder.write("sources/news/facts.yaml", NEWS)
    return folder


def read(folder: Folder) -> tuple[list[str], int, int]:
    """Return problems, the entries of the article, and how many rows were made anew."""
    with (
        patch(MADE_ANEW, autospec=True, side_effect=LargeTables._put_together) as made,
        reread(folder.open(), Texts(None)) as reading,
    ):
        (news,) = (s for s in reading.sources if s.id == "news")
        problems = [str(problem) for problem in reading.problems]
    return problems, len(news.entries), made.call_count


def test_tables_of_the_last_build_are_not_read_again(folder: Folder) -> None:
    """And what claims name in them is found all the same."""
    before = read(folder)
    folder.build()

    assert before == ([], before[1], 1)
    assert read(folder) == ([], before[1], 0)


def test_a_table_that_has_changed_is_read(folder: Folder) -> None:
    """The row that is disputed is no more: that is a problem, as it is for a build."""
    folder.build()
    folder.write("sources/border/border.csv", ROWS.replace("XNL,FRA", "FRA,XNL"))

    problems, _, made = read(folder)
    assert made == 1
    assert "border.XNL-FRA-2026-02-deported" in problems[0]


def test_an_ontology_that_has_changed_is_that_of_no_build(folder: Folder) -> None:
    folder.build()
    folder.write(
        "ontology/own.ttl",
        "@prefix apf: <https://w3id.org/apf/ontology#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix own: <https://example.org/own#> .\n"
        "own:Ferry a <http://www.w3.org/2002/07/owl#Class> ;\n"
        "  rdfs:subClassOf apf:Thing ; rdfs:label 'ferry'@en .\n",
    )

    assert read(folder)[2] == 1


def test_a_graph_that_leads_out_of_the_project_is_passed_over(
    folder: Folder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder.graph.parent.mkdir(exist_ok=True)
    folder.graph.symlink_to(tmp_path_factory.mktemp("elsewhere"))

    assert read(folder)[::2] == ([], 1)


def test_a_graph_that_is_damaged_is_passed_over(folder: Folder) -> None:
    folder.build()
    (current,) = (p for p in folder.graph.iterdir() if p.name.isdigit())
    (current / "manifest.json").write_text("{")

    assert read(folder)[::2] == ([], 1)
