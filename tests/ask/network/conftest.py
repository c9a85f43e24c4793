"""The small project's graph, and a project whose views are its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import kg
from tests.conftest import PROJECT, Folder

Open = Callable[..., kg.KnowledgeGraph]
Asked = Callable[[Mapping[str, str]], kg.KnowledgeGraph]


@pytest.fixture(scope="session")
def northland_folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Build the small project once; nothing in it may be changed."""
    folder = Folder(tmp_path_factory.mktemp("northland"))
    for name, text in PROJECT.items():
        folder.write(name, text)
    folder.build()
    return folder


@pytest.fixture(scope="session")
def northland(northland_folder: Folder) -> kg.KnowledgeGraph:
    """Open the graph of the small project."""
    return kg.open(northland_folder.graph)


@pytest.fixture
def built(project: Callable[..., Folder]) -> Open:
    """Build the small project with files changed, and open it."""

    def make(changes: Mapping[str, str] | None = None, name: str = "project") -> object:
        folder = project(changes, name)
        folder.build()
        return kg.open(folder.graph)

    return make  # type: ignore[return-value]


@pytest.fixture
def asked(northland_folder: Folder, tmp_path: Path) -> Asked:
    """Ask the small project's graph with query files of one's own beside kg's."""

    def make(files: Mapping[str, str]) -> kg.KnowledgeGraph:
        own = Folder(tmp_path / "own")
        own.write("kg.toml", PROJECT["kg.toml"])
        for name, text in files.items():
            own.write(f"queries/network/{name}", text)
        return kg.open(northland_folder.graph, project=own.root)

    return make
