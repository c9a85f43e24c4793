"""A build that is killed or interrupted at any moment leaves the last good graph."""

from __future__ import annotations

import errno
import os
import pty
import random
import signal
import stat
import subprocess
import sys
import time
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import StoreError
from kg.project.build import build
from kg.read.texts import Texts

if TYPE_CHECKING:
    from tests.conftest import Folder

FORKED = get_context("forkserver")
FORKED.set_forkserver_preload(["kg.project.build"])
APRIL_FILE = "sources/gazette-20250401/facts.yaml"
AMOUNTS = ("amount: over 1,200", "amount: over 1,300")


ENDLESS = """\
CONSTRUCT { ?thing <urn:is> ?new } WHERE { ?thing a ?class BIND (UUID() AS ?new) }
"""
"""A rule that keeps a build busy for longer than any test waits."""


def start(folder: Folder, *, full: bool) -> ForkServerProcess:
    """Begin a build in a process that has everything imported already."""
    process = FORKED.Process(
        target=build,
        args=(folder.open(), folder.graph),
        kwargs={"texts": Texts(None), "full": full},
    )
    process.start()
    return process


def seconds(folder: Folder, *, full: bool) -> float:
    """Measure how long a build of changed sources runs."""
    begin = time.monotonic()
    process = start(folder, full=full)
    process.join()
    assert process.exitcode == 0
    return time.monotonic() - begin


def generations(folder: Folder) -> list[str]:
    return [path.name for path in folder.graph.iterdir() if path.name.isdigit()]


@pytest.mark.parametrize(("full", "kills"), [(True, 12), (False, 14)])
def test_a_killed_build_leaves_the_old_graph_or_the_new(
    full: bool, kills: int, built: Folder
) -> None:
    """SIGKILL at moments spread over a build: a good graph opens, the next is built."""
    old = built.export()
    built.edit(APRIL_FILE, *AMOUNTS)
    long = seconds(built, full=full)
    new = built.export()
    assert new != old
    moments = random.Random(20250604)  # the same moments in every run of the tests
    wanted, other = AMOUNTS
    killed = 0
    for number in range(kills):
        built.edit(APRIL_FILE, other, wanted)
        wanted, other = other, wanted
        process = start(built, full=full)
        process.join(long * (number + moments.random()) / kills)
        process.kill()
        process.join()
        killed += process.exitcode == -signal.SIGKILL
        assert built.export() in (old, new)
    assert killed >= 3
    built.build()
    assert built.export() == (new if other == AMOUNTS[1] else old)
    assert len(generations(built)) <= 2


def test_a_build_after_a_kill_removes_what_was_left(built: Folder) -> None:
    """Half a generation that a killed build left is gone after the next build."""
    half = built.graph / "000002" / "store"
    half.mkdir(parents=True)
    (half / "000001.sst").write_bytes(b"half a file")
    (half.with_name("store.nq")).write_bytes(b"<urn:half> <urn:a> <urn:quad")
    (built.graph / "000007").mkdir()
    (built.graph / "CURRENT.next").write_text("0000")
    before = built.export()
    built.build()
    assert built.export() == before
    assert sorted(generations(built)) == ["000001", "000002"]
    assert not (built.graph / "CURRENT.next").exists()


def test_what_is_no_generation_is_not_removed(built: Folder) -> None:
    """A folder of somebody's own, numbered or not, is left alone by builds."""
    photos = built.graph / "202506"
    photos.mkdir()
    (photos / "beach.jpg").write_bytes(b"photo")
    (built.graph / "2025").mkdir()
    for _ in range(3):
        built.build()
    assert (photos / "beach.jpg").exists()
    assert (built.graph / "2025").exists()


def test_a_failure_after_the_swap_keeps_the_new_graph(
    built: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the new graph is current, no error removes it any more."""
    synced = os.fsync

    def fails_for_folders(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, "Input/output error")
        synced(handle)

    built.edit(APRIL_FILE, *AMOUNTS)
    monkeypatch.setattr(os, "fsync", fails_for_folders)
    with pytest.raises(StoreError, match="Input/output error"):
        built.build()
    assert b"over 1,300" in built.export()
    assert sorted(generations(built)) == ["000001", "000002"]


def heed_interrupts() -> None:
    """Undo what a shell does to tests in the background: they ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def interrupted(folder: Folder, delay: float) -> tuple[int, str]:
    """Build on a terminal, press Ctrl-C after a while; return exit code and output."""
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "-C", folder.root, "build", "--full"],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=terminal,
        preexec_fn=heed_interrupts,
    )
    os.close(terminal)
    output = os.read(controller, 1)  # the progress display: the build has begun
    try:
        process.wait(delay)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
    while True:
        try:
            output += os.read(controller, 65_536)
        except OSError:
            break
    os.close(controller)
    return process.wait(), output.decode()


@pytest.mark.parametrize("moment", range(4))
def test_an_interrupted_build_changes_nothing(moment: int, built: Folder) -> None:
    """Ctrl-C ends a build with code 130, without a traceback, and the graph stays."""
    before, names = built.export(), generations(built)
    built.write("queries/rules/endless.rq", ENDLESS)
    delay = random.Random(moment).uniform(0.0, 0.15) + moment * 0.15
    code, output = interrupted(built, delay)
    assert code == 130, output
    assert "Traceback" not in output
    assert "interrupted" in output
    assert built.export() == before
    assert generations(built) == names
