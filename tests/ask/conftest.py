"""Graphs to ask: the article, the invented case of Meridia, and both served."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from tests.ask.serving import served
from tests.conftest import MERIDIA


@pytest.fixture(scope="session")
def article(article: Path, root: Path) -> kg.KnowledgeGraph:
    """Open the article's graph, without its text."""
    return kg.open(article, project=root, texts=article / "no-texts")


@pytest.fixture(scope="session")
def meridia(meridia_graph: Path) -> kg.KnowledgeGraph:
    """Open the graph of the invented case, without its texts."""
    no_texts = meridia_graph / "no-texts"
    return kg.open(meridia_graph, project=MERIDIA, texts=no_texts)


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
