"""Graphs are opened from anywhere, and what cannot be opened says why."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.errors import InputErrors, StoreError
from kg.project.init import init_project


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Return the example that `kg init` makes, built."""
    folder = tmp_path / "a project"
    init_project(folder)
    texts = kg.Texts(folder / "texts")
    kg.build(kg.Project.open(folder), folder / "build/graph", texts=texts)
    return folder


def test_a_graph_brings_its_project_and_texts(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opened from another folder, a graph still has its questions and its texts."""
    monkeypatch.chdir("/")
    monkeypatch.delenv("KG_TEXTS", raising=False)
    (example / "queries").mkdir()
    (example / "queries/own.rq").write_text(
        "#+ columns:\n#+   x: thing\nSELECT ?x { ?x a ?y } ORDER BY ?x"
    )

    graph = kg.open(example / "build" / "graph")

    assert graph.project.root == example
    assert "own" in graph.questions
    assert graph.ask("policy-targets").claims[0].quote is not None


def test_a_graph_is_opened_by_a_path_from_here(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The README's `kg.open("build/graph")` works inside a project."""
    monkeypatch.chdir(example)

    assert kg.open("build/graph").ask("policy-targets").rows


def test_texts_may_lie_elsewhere(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder given goes before KG_TEXTS, and that before the project's own."""
    (example / "texts").rename(tmp_path / "elsewhere")
    monkeypatch.setenv("KG_TEXTS", str(tmp_path / "elsewhere"))

    def quoted(texts: Path | None = None) -> bool:
        answer = kg.open(example / "build/graph", texts=texts).ask("policy-targets")
        return answer.claims[0].quote is not None

    assert quoted()
    assert not quoted(tmp_path)
    monkeypatch.delenv("KG_TEXTS")
    assert not quoted()


@pytest.mark.parametrize("place", ["nowhere", "texts", "kg.toml"])
def test_where_no_graph_is_the_next_step_is_named(example: Path, place: str) -> None:
    """A missing folder, one without a graph and a file are told apart from a graph."""
    with pytest.raises(StoreError, match=r"no graph at .*; run `kg build` first"):
        kg.open(example / place)


def test_a_missing_project_is_named(example: Path) -> None:
    """A project folder that does not exist is an error of its own."""
    with pytest.raises(InputErrors, match="no such folder"):
        kg.open(example / "build/graph", project=example / "nowhere")


def test_two_readers_share_a_graph(example: Path) -> None:
    """Readers do not lock each other out, and keep their graph through a build."""
    first, second = (kg.open(example / "build/graph") for _ in range(2))
    facts = example / "sources/lakeside-20260312/facts.yaml"
    facts.write_text(facts.read_text().replace("about 400", "about 500"))
    project = kg.Project.open(example)
    figures = "flow-figures"

    kg.build(project, example / "build/graph", texts=kg.Texts(None))

    assert {row["value"] for row in first.ask(figures).rows} == {None, 400}
    assert second.ask(figures).rows == first.ask(figures).rows
    later = kg.open(example / "build/graph").ask(figures)
    assert {row["value"] for row in later.rows} == {None, 500}


def test_a_query_of_ones_own_is_answered(article: kg.KnowledgeGraph) -> None:
    """`select` runs any SELECT query over the union of all graphs."""
    table = article.select(
        "SELECT (COUNT(?claim) AS ?n) "
        "{ ?claim <https://w3id.org/apf/ontology#disputes> ?other }"
    )

    assert table.variables == ("n",)
    assert [str(row[0]) for row in table.rows] == ["1"]


def test_the_public_names_are_sorted_and_there() -> None:
    """Everything in `kg.__all__` can be imported from `kg`."""
    assert sorted(kg.__all__) == kg.__all__
    assert all(hasattr(kg, name) for name in kg.__all__)
