"""The pages of the shipped graph and of the invented case, each made once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement

import kg
from kg.pages.book import Pages
from tests.conftest import MERIDIA, built_once

TRAPS = Path(__file__).parent / "traps"
Read = Callable[[str], HtmlElement]


@pytest.fixture(scope="session")
def demo(article: Path, root: Path) -> Pages:
    """Return the pages of the shipped graph, without any text."""
    graph = kg.open(article, project=root, texts=article / "no-texts")
    return Pages(graph, at_once=True)


@pytest.fixture(scope="session")
def meridia(meridia_graph: Path) -> kg.KnowledgeGraph:
    """Open the graph of the invented case, with its texts."""
    return kg.open(meridia_graph, project=MERIDIA, texts=MERIDIA / "texts")


@pytest.fixture(scope="session")
def traps(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Return the pages of a project whose facts are easily taken for others."""
    graph = built_once(tmp_path_factory, "traps", TRAPS)
    return Pages(kg.open(graph, project=TRAPS), served=True)


@pytest.fixture(scope="session")
def book(meridia: kg.KnowledgeGraph) -> Pages:
    """Return the pages of the invented case."""
    return Pages(meridia)


def parsed(text: str | None) -> HtmlElement:
    """Return the root of a page, which must be there."""
    assert text is not None
    return lxml_html.document_fromstring(text)


def words(element: HtmlElement) -> str:
    """Return the words of an element, spaces made one."""
    return " ".join(" ".join(map(str, element.itertext())).split())
