"""A new project appears whole, whatever kills who makes it, or is finished."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from kg.project.init import FolderTaken, init_project

FILES = [
    *(".gitignore", "README.md", "kg.toml", "sources/entities/entities.yaml"),
    *("sources/lakeside-20260312/facts.yaml", "texts/lakeside-20260312.txt"),
]
STEPS = ("open", "os.mkdir", "os.rename")
"""What the interpreter tells of before it happens; a run is killed at each in turn."""


def killed_at(step: int, folder: Path) -> bool:
    """Run `init` in a child that is killed at a step; tell whether it came so far."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            assert os.WTERMSIG(status) == signal.SIGKILL
            return True
        assert os.WEXITSTATUS(status) == 0
        return False
    left = step

    def kill(event: str, arguments: object) -> None:
        nonlocal left
        if event in STEPS:
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    try:
        sys.addaudithook(kill)
        init_project(folder)
        os._exit(0)
    finally:
        os._exit(1)


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def whole(tmp_path: Path) -> dict[str, bytes]:
    """Return what a project called `project` holds."""
    init_project(tmp_path / "whole" / "project")
    return files(tmp_path / "whole" / "project")


def test_a_killed_init_leaves_no_folder_or_a_whole_one(
    tmp_path: Path, whole: dict[str, bytes]
) -> None:
    """At every step; the next one begins anew, and removes what is left beside."""
    assert sorted(whole) == FILES
    step = 0
    while killed_at(step, tmp_path / str(step) / "project"):
        folder = tmp_path / str(step) / "project"
        if not folder.exists():
            init_project(folder)
        assert files(folder) == whole
        init_project(folder.parent / "other")
        assert sorted(os.listdir(folder.parent)) == ["other", "project"]
        step += 1
    assert step > 2 * len(FILES)


def test_a_killed_init_of_an_empty_folder_is_finished_by_the_next(
    tmp_path: Path, whole: dict[str, bytes]
) -> None:
    """One may stand in it, so it is filled as it is; no file in it is half a file."""
    step = 0
    while True:
        folder = tmp_path / str(step) / "project"
        folder.mkdir(parents=True)
        if not killed_at(step, folder):
            break
        half = {n: data for n, data in files(folder).items() if ".kg-part" not in n}
        assert half.items() <= whole.items()
        if half != whole:
            init_project(folder)
        else:
            with pytest.raises(FolderTaken, match="not empty"):
                init_project(folder)
        assert files(folder) == whole
        step += 1
    assert step > 3 * len(FILES)


@pytest.mark.parametrize("name", ["kg.toml", "notes.txt", "sources/a/b.yaml"])
def test_what_is_somebody_s_is_not_finished(tmp_path: Path, name: str) -> None:
    """Half of a project with a file of one's own is left as it is."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine\n")
    (tmp_path / "texts").mkdir()

    with pytest.raises(FolderTaken, match="not empty"):
        init_project(tmp_path)
    assert files(tmp_path) == {name: b"mine\n"}
