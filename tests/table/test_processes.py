"""Processes of our own begin clean and end with whoever began them."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path

import pytest

from kg.cell import limits
from kg.table.partitions import run_partitions
from kg.table.processes import ProcessPool, usable_cores
from tests.table.work import reached, shared_out, squared

ROOT = Path(__file__).parents[2]
SECONDS = 60
"""How long a process may take to end; it takes some milliseconds."""

SCRIPT = """
print("begun")
from kg.table.partitions import run_partitions
from kg.table.processes import ProcessPool
from tests.table.work import squared

with ProcessPool(2) as pool:
    print(list(run_partitions(squared, range(4), pool)))
"""
"""A script as people write it: what it does is not guarded by any ``if``."""

ENDLESS = """
import sys
from pathlib import Path
from kg.table.partitions import run_partitions
from kg.table.processes import ProcessPool
from tests.table.work import endless

with ProcessPool(2) as pool:
    list(run_partitions(endless, [Path(sys.argv[1])] * 2, pool))
"""

linux = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux of processes")


def begun(folder: Path, *command: str) -> subprocess.Popen[bytes]:
    """Begin a command of ours, in a group of processes of its own."""
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def workers(folder: Path, parent: subprocess.Popen[bytes]) -> list[int]:
    """Wait until two workers are at work, and return handles on them."""
    while len(names := list(folder.glob("*.worker"))) < 2:
        assert parent.poll() is None, parent.stderr
        select.select([], [], [], 0.01)
    return [os.pidfd_open(int(path.stem)) for path in names]


def ended(handles: list[int]) -> bool:
    """Wait until processes have ended; tell whether they have."""
    waiting = select.poll()
    left = dict.fromkeys(handles)
    for handle in handles:
        waiting.register(handle, select.POLLIN)
    while left:
        if not (events := waiting.poll(1000 * SECONDS)):
            return False
        for handle, _ in events:
            waiting.unregister(handle)
            del left[handle]
            os.close(handle)
    return True


@pytest.mark.parametrize("way", ["file", "-c"])
def test_a_script_without_a_guard_is_run_once(tmp_path: Path, way: str) -> None:
    """A worker does not import the script that began it, and begin the like itself."""
    path = tmp_path / "script.py"
    path.write_text(SCRIPT)
    out, err = begun(
        tmp_path, *([str(path)] if way == "file" else ["-c", SCRIPT])
    ).communicate()

    assert err == b""
    assert out.split(b"\n") == [b"begun", b"[0, 1, 4, 9]", b""]


@linux
def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    """It cannot tell them any more, in the midst of work that never ends."""
    parent = begun(tmp_path, "-c", ENDLESS, str(tmp_path))
    handles = workers(tmp_path, parent)

    parent.kill()
    parent.communicate()

    assert ended(handles)


@linux
def test_ctrl_c_ends_the_workers_without_a_word_of_theirs(tmp_path: Path) -> None:
    """A terminal sends it to all of a command; that is the parent's to act on."""
    parent = begun(tmp_path, "-c", ENDLESS, str(tmp_path))
    handles = workers(tmp_path, parent)

    os.killpg(parent.pid, signal.SIGINT)
    _, err = parent.communicate(timeout=SECONDS)

    assert err.count(b"Traceback") == err.count(b"KeyboardInterrupt") == 1
    assert ended(handles)


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process can leave it")
def test_workers_have_no_network() -> None:
    """As the cell of a build has none: what they are given is all that they need."""
    with socket.create_server(("127.0.0.1", 0)) as server, ProcessPool(1) as pool:
        port = server.getsockname()[1]
        assert reached(port) == "reached"
        assert list(run_partitions(reached, [port], pool)) == ["Network is unreachable"]
        assert limits.UNREACHABLE[0] == "Network is unreachable"


def test_a_pool_that_is_left_has_no_processes() -> None:
    with ProcessPool(2) as pool:
        assert list(run_partitions(squared, [1, 2, 3], pool)) == [1, 4, 9]
        assert pool.processes()
    assert pool.processes() == []


@linux
def test_a_process_may_use_the_cores_that_it_is_given() -> None:
    """Not all that the machine has: a container or a scheduler may have bound it."""
    code = (
        "import os; from kg.table.processes import usable_cores;"
        "os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); print(usable_cores())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True
    )
    assert done.stdout == b"1\n"
    assert usable_cores() >= 1


def test_a_process_that_may_begin_none_does_the_work_itself() -> None:
    """As a worker of a pool, which ends with that, and would leave its own behind."""
    with get_context("spawn").Pool(1) as pool:
        assert pool.apply(shared_out, ([1, 2, 3],)) == [1, 4, 9]
    assert shared_out([4, 5]) == [16, 25]


def test_each_process_begins_one_thread_where_a_library_would_begin_more() -> None:
    """There are as many processes as cores."""
    with ProcessPool(1) as pool:
        names = ["RAYON_NUM_THREADS", "POLARS_MAX_THREADS"]
        assert list(run_partitions(os.getenv, names, pool)) == ["1", "1"]
