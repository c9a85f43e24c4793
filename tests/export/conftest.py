"""The graph of the article for every export."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph.store import Generations


@pytest.fixture(scope="session")
def store(article: Path) -> ox.Store:
    """Return the store of the article's graph."""
    return Generations(article).open()
