"""The pages of the shipped graph and of the invented case, each made once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from lxml import html as lxml_html
from lxml.html import HtmlElement

import kg
from kg.pages.book import Pages

MERIDIA = Path(__file__).parents[1] / "cases" / "meridia"
TRAPS = Path(__file__).parent / "traps"
Read = Callable[[str], HtmlElement]


@pytest.fixture(scope="session")
def demo(article: Path, root: Path) -> Pages:
    """Return the pages of the shipped graph, without any text."""
    graph = kg.open(article, project=root, texts=article / "no-texts")
    return Pages(graph, at_once=True)


def built(makes: pytest.TempPathFactory, root: Path) -> Path:
    """Build the graph of a project once, in whichever process its tests run."""
    base = makes.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    place = shared / root.name
    with FileLock(f"{place}.lock"):
        if not (place / "CURRENT").exists():
            kg.build(kg.Project.open(root), place, texts=kg.Texts(None))
    return place


@pytest.fixture(scope="session")
def meridia(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    """Build and open the graph of the invented case, with its texts."""
    place = built(tmp_path_factory, MERIDIA)
    return kg.open(place, project=MERIDIA, texts=MERIDIA / "texts")


@pytest.fixture(scope="session")
def traps(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Return the pages of a project whose facts are easily taken for others."""
    graph = kg.open(built(tmp_path_factory, TRAPS), project=TRAPS)
    return Pages(graph, served=True)


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
