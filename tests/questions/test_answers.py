"""Every competency question gives the answer worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import kg
from kg.ask.answers import Answer
from kg.ask.questions import read_questions

ROOT = Path(__file__).parents[2]
CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).with_name("answers.yaml")).read_text("utf-8")
)
GOLDEN = Path(__file__).with_name("golden")
ARTICLE = "dailysabah-20250604."
PROJECTS = {"article": ROOT, "meridia": ROOT / "tests" / "cases" / "meridia"}


@pytest.fixture(scope="module")
def graphs(article: Path, meridia_graph: Path) -> dict[str, kg.KnowledgeGraph]:
    """Open the article and the invented case, without their texts."""
    folders = {"article": article, "meridia": meridia_graph}
    return {
        name: kg.open(folder, project=PROJECTS[name], texts=folder / "no-texts")
        for name, folder in folders.items()
    }


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value.replace(ARTICLE, "")
    return value


def _rows(case: dict[str, Any], answer: Answer) -> Iterator[tuple[Any, ...]]:
    for row in answer.to_dicts():
        only = case.get("only", {}).items()
        if all(_plain(row[column]) in allowed for column, allowed in only):
            yield tuple(_plain(row[c]) or None for c in case["columns"])


def _name(case: dict[str, Any]) -> str:
    given = ",".join(f"{k}={v}" for k, v in case.get("with", {}).items())
    return f"{case['cq']}-{case['ask']}-{given}"


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_the_answer_is_the_one_worked_out_by_hand(
    case: dict[str, Any], graphs: dict[str, kg.KnowledgeGraph]
) -> None:
    """Rows and their claims are those of the expected answers, no more and no fewer."""
    given = {k.replace("-", "_"): str(v) for k, v in case.get("with", {}).items()}
    answer = graphs[case.get("of", "article")].ask(case["ask"], **given)
    found = list(_rows(case, answer))
    expected = [tuple(_plain(v) or None for v in row) for row in case["rows"]]

    if case.get("ordered"):
        assert found == expected
    elif case.get("contains"):
        assert set(found) >= set(expected)
    else:
        assert set(found) == set(expected)


def test_every_competency_question_has_an_expected_answer() -> None:
    """All twenty-seven questions are pinned."""
    assert {case["cq"] for case in CASES} == set(range(1, 28))


@pytest.mark.parametrize("name", sorted(read_questions(kg.Project.open(ROOT))))
def test_no_row_is_repeated_and_every_row_cites_a_claim(
    name: str, graphs: dict[str, kg.KnowledgeGraph]
) -> None:
    """A row says something new, and says on whose word (or that it is a definition)."""
    terms = kg.Project.open(ROOT).vocabulary.terms.values()
    definitional = {"definition", *(term.name for term in terms if term.definitional)}
    for graph in graphs.values():
        answer = graph.ask(name)
        seen = [tuple(row.items()) for row in answer.to_dicts()]

        assert len(seen) == len(set(seen))
        if name != "documents":
            for row in answer.rows:
                kind = row.get("kind") or row.get("basis")
                name_of = kind.id if isinstance(kind, kg.Thing) else kind
                assert answer.notes(row) or name_of in definitional


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.csv")), ids=lambda p: p.stem)
def test_the_whole_answer_is_the_golden_one(
    path: Path, graphs: dict[str, kg.KnowledgeGraph]
) -> None:
    """Columns, rows and their order stay as they were reviewed."""
    import csv

    answer = graphs["article"].ask(path.stem)
    with path.open(encoding="utf-8", newline="") as file:
        golden = list(csv.reader(file))
    rows = [
        ["" if v is None else str(v) for v in r.values()] for r in answer.to_dicts()
    ]

    assert [answer.columns, *rows] == golden
