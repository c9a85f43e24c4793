"""Situations as a new user writes them down, asked what such a user asks."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import kg
from tests.cases.asking import answered

HERE = Path(__file__).parent
ASKED: list[dict[str, Any]] = yaml.safe_load(
    (HERE / "situations.yaml").read_text("utf-8")
)
Open = Callable[[str], kg.KnowledgeGraph]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Open:
    """Return a function that builds a situation in a copy, once, and opens it."""
    graphs: dict[str, kg.KnowledgeGraph] = {}

    def situation(name: str) -> kg.KnowledgeGraph:
        if name not in graphs:
            folder = tmp_path_factory.mktemp(name) / name
            shutil.copytree(HERE / name, folder)
            kg.build(kg.Project.open(folder), folder / "build/graph")
            graphs[name] = kg.open(folder / "build/graph", project=folder)
        return graphs[name]

    return situation


def _name(case: dict[str, Any]) -> str:
    given = ",".join(f"{k}={v}" for k, v in case.get("with", {}).items())
    return f"{case['of']}-{case['ask']}-{given}"


def _plain(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, date) else cell


@pytest.mark.parametrize("case", ASKED, ids=_name)
def test_the_answer_is_what_happened(case: dict[str, Any], opened: Open) -> None:
    """All rows that were worked out by hand, and no others."""
    given = {name: _plain(value) for name, value in case.get("with", {}).items()}
    rows = answered(opened(case["of"]), case["ask"], case["columns"], **given)

    expected = [tuple(map(_plain, row)) for row in case["rows"]]
    assert sorted(map(str, rows)) == sorted(map(str, expected))
