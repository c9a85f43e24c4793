"""The command `kg`, run as a user runs it, on small projects."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.project.init import init_project
from tests import forks

KG = Path(sys.executable).with_name("kg")

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def run() -> Run:
    """Return a function that runs `kg` with arguments and waits for its end."""

    def ran(
        *arguments: str | Path,
        cwd: Path = Path("/"),
        env: dict[str, str] | None = None,
        input: str = "",
    ) -> subprocess.CompletedProcess[str]:
        kept = {k: v for k, v in os.environ.items() if k not in ("KG_TEXTS", "COLUMNS")}
        if not any(name.startswith("PYTHON") for name in env or {}):
            return forks.kg(*arguments, cwd=cwd, env=kept | (env or {}), input=input)
        return subprocess.run(
            [KG, *arguments],
            cwd=cwd,
            env=kept | (env or {}),
            input=input,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    return ran


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example that `kg init` makes, built; tests only read it."""
    folder = tmp_path_factory.mktemp("cli") / "example"
    init_project(folder)
    texts = kg.Texts(folder / "texts")
    kg.build(kg.Project.open(folder), folder / "build/graph", texts=texts)
    return folder


@pytest.fixture
def example(built: Path, tmp_path: Path) -> Path:
    """Return a copy of the built example that a test may change."""
    shutil.copytree(built, tmp_path / "example")
    return tmp_path / "example"
