"""What a killed run left is removed by the next one, and nothing else ever is."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from multiprocessing import get_context
from pathlib import Path

import pytest

from kg import held
from kg.ask.finding import kept
from kg.export.plot import draw
from kg.held import beside, turn
from kg.link.building import build_index
from kg.read.files import ExportFailed, output, output_folder, rewriting

FORKED = get_context("fork")
EXTRACT = "qid,label\nQ7,seven\n"


def die(*_: object) -> None:
    """End this process as ``kill -9`` does."""
    os.kill(os.getpid(), signal.SIGKILL)


def killed(work: Callable[[], object]) -> None:
    """Run something that is killed in its midst, in a process of its own."""
    process = FORKED.Process(target=work)
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL


def index(path: Path, *, kill: bool) -> None:
    source = path.with_name("a.csv")
    source.write_text(EXTRACT)
    build_index([source], path, progress=die if kill else None)
    source.unlink()


def one_file(path: Path, *, kill: bool) -> None:
    with output(path) as file:
        file.write(b"half")
        file.flush()
        if kill:
            die()


def many_files(path: Path, *, kill: bool) -> None:
    with output_folder(path) as folder:
        (folder / "data").mkdir()
        (folder / "data" / "dump.nq").write_text("half")
        if kill:
            die()


def picture(path: Path, *, kill: bool) -> None:
    if kill:
        os.replace = die  # type: ignore[assignment]
    draw._write(b"<svg/>", path)


def names(path: Path, *, kill: bool) -> None:
    path.with_name("CURRENT").write_text("000001\n")
    path.with_name("000001").mkdir(exist_ok=True)
    path.with_name("000001").joinpath("manifest.json").write_text("{}")
    folder = path.parent
    fill = die if kill else lambda db: None
    kept.made(folder, kept.digest_of(folder), fill).close()
    os.unlink(folder / "CURRENT")
    (folder / "000001/manifest.json").unlink()
    (folder / "000001").rmdir()
    if not kill:
        (folder / kept.FILE).rename(path)


@pytest.mark.parametrize("write", [index, one_file, many_files, picture, names])
def test_the_next_run_removes_what_a_killed_one_left(
    write: Callable[..., None], tmp_path: Path
) -> None:
    """After kills in the midst, and one run to the end, what it writes is all."""
    out = tmp_path / "out"
    for _ in range(3):
        killed(lambda: write(out, kill=True))
    left = [path for path in tmp_path.iterdir() if path.name.endswith(".kg-part")]
    assert len(left) == 1
    write(out, kill=False)
    assert list(tmp_path.iterdir()) == [out]


def test_nothing_else_is_removed(tmp_path: Path) -> None:
    """Not what people call alike, nor links, pipes, and what is being written."""
    mine = [".out.backup", ".out.abcdefg1", "out.abcdefg1.kg-part", ".out.kg-part"]
    for name in mine:
        (tmp_path / name).write_text("mine")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    (tmp_path / ".out.linked01.kg-part").symlink_to(elsewhere)
    os.mkfifo(tmp_path / ".out.piped001.kg-part")
    before = set(tmp_path.iterdir())
    with beside(tmp_path / "out") as first, beside(tmp_path / "out") as second:
        assert first != second
        with output(tmp_path / "out") as file:
            file.write(b"whole")
        assert first.exists()
        assert second.exists()
    assert set(tmp_path.iterdir()) == {*before, tmp_path / "out"}


def test_writers_at_once_do_not_remove_each_others_files(tmp_path: Path) -> None:
    """Many that write the same file at once all end well, and leave that file alone."""

    def often() -> None:
        for _ in range(100):
            with output(tmp_path / "out") as file:
                file.write(b"whole")

    processes = [FORKED.Process(target=often) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0] * 4
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_lock_waits_and_is_removed(tmp_path: Path) -> None:
    """Who rewrites a file is alone, in threads and processes, and leaves no lock."""
    path = tmp_path / "count"
    path.write_text("0")

    def often() -> None:
        for _ in range(50):
            with turn(path):
                path.write_text(str(int(path.read_text()) + 1))

    def twice() -> None:
        threads = [threading.Thread(target=often) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    processes = [FORKED.Process(target=twice) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert path.read_text() == "300"
    assert [p.name for p in tmp_path.iterdir()] == ["count"]


def test_the_lock_of_a_killed_process_holds_nobody_up(tmp_path: Path) -> None:
    """A lock ends with its process; the next who takes it removes its file."""

    def work() -> None:
        with turn(tmp_path / "out"):
            die()

    killed(work)
    assert [path.name for path in tmp_path.iterdir()] == [".out.kg-lock"]
    with turn(tmp_path / "out"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_who_holds_a_file_for_ever_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing waits without end for a process that was stopped."""
    monkeypatch.setattr("kg.held._PATIENCE", 0.05)
    with (
        turn(tmp_path / "out"),
        pytest.raises(ExportFailed, match="another kg is writing it"),
        rewriting(tmp_path / "out"),
    ):
        pass


@pytest.mark.parametrize("system", ["locks", "none of ours"])
def test_whoever_has_no_patience_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    """Also where the system has other locks, as Windows does."""
    if system != "locks":
        monkeypatch.setattr("kg.held.fcntl", None)
    path = tmp_path / "out"
    with (
        turn(path),
        pytest.raises(BlockingIOError, match="another kg is writing it"),
        turn(path, patience=0),
    ):
        pass
    with turn(path, patience=0):
        pass


def test_what_readers_import_stays_small() -> None:
    """Holding a graph costs a reader no import of what only writers need."""
    code = "import sys, kg.held; print({'tempfile', 'filelock'} & set(sys.modules))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


@pytest.mark.parametrize("hold", [turn, beside])
def test_what_is_removed_before_it_is_held_is_made_again(
    hold: Callable[[Path], AbstractContextManager[object]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Between making and holding a file, another may take it for left over."""
    lock = held._lock

    def late(handle: int, alone: bool) -> bool:
        monkeypatch.setattr(held, "_lock", lock)
        for path in tmp_path.iterdir():
            path.unlink()
        return lock(handle, alone)

    monkeypatch.setattr(held, "_lock", late)
    with hold(tmp_path / "out"):
        assert len(list(tmp_path.iterdir())) == 1


def test_who_may_not_hold_a_file_closes_it_once(tmp_path: Path) -> None:
    """The number of a closed file is soon that of another, which stays open."""
    path = tmp_path / "held"
    path.touch()
    first = held.Held(path, alone=True)
    with pytest.raises(BlockingIOError) as refused:
        held.Held(path, alone=True)
    another = os.open(path, os.O_RDONLY)  # which has that number
    del refused
    gc.collect()

    assert os.fstat(another).st_ino == path.stat().st_ino
    os.close(another)
    first.close()


@pytest.mark.parametrize("folder", [False, True])
def test_who_interrupts_just_as_it_is_made_finds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: bool
) -> None:
    """A Ctrl-C that comes between making and holding leaves no trace."""
    made: list[list[str]] = []

    class Interrupted(held.Held):
        def __init__(self, path: Path, *, alone: bool, flags: int = os.O_RDONLY):
            made.append(os.listdir(tmp_path))
            raise KeyboardInterrupt

    monkeypatch.setattr(held, "Held", Interrupted)
    with pytest.raises(KeyboardInterrupt), held.beside(tmp_path / "new", folder=folder):
        pass

    assert len(made[0]) == 1
    assert os.listdir(tmp_path) == []
