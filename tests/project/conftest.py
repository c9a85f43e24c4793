"""A project that is built already, copied for each test, and the command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import forks
from tests.conftest import PROJECT, ROOT, Folder

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small project once."""
    folder = Folder(tmp_path_factory.mktemp("finished") / "project")
    for name, text in PROJECT.items():
        folder.write(name, text)
    folder.build()
    return folder.root


@pytest.fixture
def built(finished: Path, tmp_path: Path) -> Folder:
    """Return a copy of the small project with its graph."""
    return Folder(shutil.copytree(finished, tmp_path / "built"))


@pytest.fixture
def kg() -> Run:
    """Run the command line in a process of its own, which may need a new Python."""

    def run(
        *arguments: str | Path, before: tuple[str, ...] = (), **environment: str
    ) -> subprocess.CompletedProcess[str]:
        if not before and not environment:
            return forks.kg(*arguments, cwd=ROOT)
        given: dict[str, Any] = {"capture_output": True, "text": True, "check": False}
        return subprocess.run(
            [*before, sys.executable, "-m", "kg", *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            **given,
        )

    return run
