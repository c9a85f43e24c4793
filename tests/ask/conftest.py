"""Graphs to ask: the article, the invented case of Meridia, and both served."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

import kg
from tests.ask.serving import served

MERIDIA = Path(__file__).parents[1] / "cases" / "meridia"


@pytest.fixture(scope="session")
def article(article: Path, root: Path) -> kg.KnowledgeGraph:
    """Open the article's graph, without its text."""
    return kg.open(article, project=root, texts=article / "no-texts")


@pytest.fixture(scope="session")
def meridia(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    """Build and open the graph of the invented case, without its texts."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    place = shared / "meridia"
    with FileLock(f"{place}.lock"):
        if not (place / "CURRENT").exists():
            kg.build(kg.Project.open(MERIDIA), place, texts=kg.Texts(None))
    return kg.open(place, project=MERIDIA, texts=place / "no-texts")


@pytest.fixture(scope="session")
def article_url(
    article: kg.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve the article's graph with another engine; return its address."""
    with served(article, tmp_path_factory.mktemp("served-article")) as url:
        yield url


@pytest.fixture(scope="session")
def meridia_url(
    meridia: kg.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve the invented case's graph with another engine; return its address."""
    with served(meridia, tmp_path_factory.mktemp("served-meridia")) as url:
        yield url
