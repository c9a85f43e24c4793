"""What is written as GEXF, and the schema that it is held against."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

import kg
from kg.ask.network.model import Network
from tests.beside import beside
from tests.export.network.conftest import drawing, empty, nasty, node_reader

__all__ = ["drawing", "empty", "nasty", "node_reader"]


@pytest.fixture(scope="session")
def views(article: Path, root: Path) -> dict[str, Network]:
    """Return every view that is shipped, of the article's graph."""
    graph = kg.open(article, project=root)
    return {name: graph.view(name) for name in graph.views}


@pytest.fixture(scope="session")
def schema() -> etree.XMLSchema:
    """Return the official schema, which is not part of this repository."""
    folder = beside("suites/gexf/1.3", "NO GEXF SCHEMA: no file is validated")
    return etree.XMLSchema(etree.parse(folder / "gexf.xsd"))
