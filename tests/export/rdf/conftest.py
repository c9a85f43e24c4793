"""A release of the article's graph."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.export.rdf.release import export_release
from kg.read.files import output_folder
from kg.read.project import Project

URL = "https://example.org/download/"
"""Where the release will be published."""


@pytest.fixture(scope="session")
def release(
    store: ox.Store, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return the folder of a release, which tests only read."""
    folder = tmp_path_factory.mktemp("release") / "apf"
    with output_folder(folder) as empty:
        export_release(store, empty, project=Project.open(root), url=URL)
    return folder
