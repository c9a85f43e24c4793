"""`kg export` writes a whole file or none."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize("form", ["nquads", "trig", "turtle", "ntriples"])
def test_a_file_and_the_output_get_the_same_bytes(
    run: Run, built: Path, tmp_path: Path, form: str
) -> None:
    """`-o FILE` writes what is else printed."""
    printed = run("export", form, cwd=built)
    written = run("export", form, "-o", tmp_path / "graph", cwd=built)

    assert printed.returncode == written.returncode == 0
    assert written.stdout == ""
    assert (tmp_path / "graph").read_text("utf-8") == printed.stdout
    assert "seasonal-permit-stop" in printed.stdout


def test_a_file_that_is_there_is_replaced(
    run: Run, built: Path, tmp_path: Path
) -> None:
    """The new file takes the place of the old one, and leaves nothing beside it."""
    (tmp_path / "graph.nq").write_text("what was there before")

    done = run("-C", built, "export", "nquads", "-o", "graph.nq", cwd=tmp_path)

    assert done.returncode == 0
    assert "before" not in (tmp_path / "graph.nq").read_text("utf-8")[:30]
    assert [path.name for path in tmp_path.iterdir()] == ["graph.nq"]
    assert (tmp_path / "graph.nq").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        (".", "Is a directory"),
        ("nowhere/graph.nq", "No such file or directory"),
        ("file/graph.nq", "Not a directory"),
        ("/dev/full", "No space left on device"),
    ],
)
def test_a_place_that_takes_no_file_is_named(
    run: Run, built: Path, tmp_path: Path, place: str, reason: str
) -> None:
    """A folder, a missing folder and a full disk end with 3 and leave no half file."""
    (tmp_path / "file").write_text("mine")

    done = run("-C", built, "export", "nquads", "-o", place, cwd=tmp_path)

    assert done.returncode == 3
    assert done.stderr == f"error: cannot write {place}: {reason}\n"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_an_old_file_outlives_a_failed_export(run: Run, tmp_path: Path) -> None:
    """Without a graph there is nothing to write, and what was there stays."""
    (tmp_path / "graph.nq").write_text("old")

    done = run("export", "nquads", "-o", "graph.nq", cwd=tmp_path)

    assert done.returncode == 3
    assert (tmp_path / "graph.nq").read_text() == "old"


def test_a_pipe_is_a_place_to_write(run: Run, built: Path) -> None:
    """`-o /dev/stdout` is the standard output."""
    done = run("export", "ntriples", "-o", "/dev/stdout", cwd=built)

    assert done.returncode == 0
    assert done.stdout == run("export", "ntriples", cwd=built).stdout
