"""The graph of the made-up project whose picture is crowded, built once."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from tests.conftest import shared_by_all
from tests.export.plot.busy import busy


@pytest.fixture(scope="session")
def busy_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the crowded project, in whichever process the tests run."""
    root = shared_by_all(tmp_path_factory) / "busy"
    with FileLock(f"{root}.lock"):
        graph = root / "build" / "graph"
        return graph if (graph / "CURRENT").exists() else busy(root)
