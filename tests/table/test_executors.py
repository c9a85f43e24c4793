"""Executors by name; a cluster is a real one, on this machine."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import pytest

from kg.errors import KgError, Unreachable
from kg.table import cluster, partitions, processes
from kg.table.executors import executing, executor_of
from kg.table.naming import NoExecutor
from kg.table.partitions import WorkerLost, run_partitions, workers_of
from kg.table.processes import ProcessPool
from tests.table.clusters import dask, named
from tests.table.work import endless, killed_once, process, squared, wrong


@pytest.fixture(scope="module")
def running() -> Iterator[str]:
    """Begin a cluster of two workers; return its name as an executor."""
    with dask(2) as local:
        yield named(local)


def test_a_pool_has_as_many_processes_as_there_are_cores_to_use(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(processes, "usable_cores", lambda: 3)
    for name in ("", "processes"):
        with executing(name) as executor:
            assert isinstance(executor, ProcessPool)
            assert executor.workers == 3


def test_on_one_core_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process more would only be in the way."""
    monkeypatch.setattr(processes, "usable_cores", lambda: 1)
    assert executor_of("") is None
    assert executor_of("processes:1") is None


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("proceses:2", "no executor is called `proceses:2`; did you mean `processes`?"),
        ("processes:0", "no executor is called `processes:0`; did you mean"),
        ("processes:99999", "no executor is called `processes:99999`; did you mean"),
        ("processes:-1", "no executor is called `processes:-1`; did you mean"),
        ("ray://here:1", "there are processes:N and dask://HOST:PORT"),
        ("dask:/127.0.0.1:80", "no executor is called `dask:/127.0.0.1:80`; did you"),
        ("dask://", "`dask://`: an address is dask://HOST:PORT"),
        ("dask://host", "`dask://host`: an address is dask://HOST:PORT"),
        ("dask://host:70000", "`dask://host:70000`: an address is dask://HOST:PORT"),
        ("dask://me@host:80", "`dask://me@host:80`: an address is dask://HOST:PORT"),
    ],
)
def test_a_name_that_is_none_is_told(name: str, message: str) -> None:
    with pytest.raises(NoExecutor) as raised:
        executor_of(name)
    assert message in str(raised.value)
    assert raised.value.exit_code == 2


def test_a_missing_package_is_told_with_the_extra_that_brings_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        cluster,
        "find_spec",
        lambda name: None if name == "distributed" else find_spec(name),
    )
    with pytest.raises(NoExecutor, match=r"pip install 'apf-kg\[dask\]'"):
        executor_of("dask://127.0.0.1:8786")


def test_a_cluster_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """By its address, and soon."""
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    with socket.socket() as taken:  # nobody listens on it, nor may anybody else
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        expected = f"no dask scheduler answers at dask://127.0.0.1:{port}"
        with pytest.raises(Unreachable, match=expected) as raised:
            executor_of(f"dask://127.0.0.1:{port}")
    assert raised.value.exit_code == 4


def test_who_answers_and_is_no_scheduler_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(Unreachable, match=f"dask://127.0.0.1:{port}"):
            executor_of(f"dask://127.0.0.1:{port}")


def test_a_cluster_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its work would wait for ever."""
    monkeypatch.setattr(cluster, "WORKERS", 0.1)
    with dask(0) as local, pytest.raises(Unreachable, match="has no workers"):
        executor_of(named(local))


def test_a_cluster_that_would_make_another_graph_is_told(
    running: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker with another version of what makes the bytes is not given any work."""
    ours = cluster.versions()
    monkeypatch.setattr(cluster, "versions", Other(ours | {"pyoxigraph": "0.0.1"}))
    with pytest.raises(Unreachable, match=r"has pyoxigraph [1-9.0]+, not 0\.0\.1"):
        executor_of(running)


class Other:
    """Says here what no worker says."""

    def __init__(self, here: dict[str, str]) -> None:
        self._here = here

    def __call__(self) -> dict[str, str]:
        return self._here

    def __reduce__(self) -> str:
        return "versions"

    __qualname__ = "versions"
    __module__ = "kg.table.cluster"


def test_a_cluster_does_the_work_of_partitions(running: str) -> None:
    """In order, by its own processes; and it goes on when we have left."""
    with executing(running) as executor:
        assert executor is not None
        assert workers_of(executor) == 2
        assert list(run_partitions(squared, range(9), executor)) == [
            *(0, 1, 4, 9, 16, 25, 36, 49, 64)
        ]
        theirs = {*run_partitions(process, range(9), executor)}
        assert os.getpid() not in theirs
    with executing(running) as executor:
        assert {*run_partitions(process, range(9), executor)} & theirs


def test_an_executor_that_dask_made_does_the_work_too(running: str) -> None:
    """It is the caller's, and stays open."""
    from distributed import Client

    with Client(running.replace("dask://", "tcp://"), set_as_default=False) as client:
        theirs = client.get_executor()
        assert workers_of(theirs) == 2
        with executing(theirs) as executor:
            assert list(run_partitions(squared, range(3), executor)) == [0, 1, 4]
        assert theirs.submit(squared, 4).result() == 16


def test_an_error_of_the_work_comes_through_a_cluster_as_it_is(running: str) -> None:
    with (
        executing(running) as executor,
        pytest.raises(KgError, match=r"^table\.csv:2: no such code$"),
    ):
        list(run_partitions(wrong, range(5), executor))


def test_a_worker_of_a_cluster_that_is_killed_loses_nothing(
    tmp_path: Path, running: str
) -> None:
    with executing(running) as executor:
        given = [(number, tmp_path) for number in range(8)]

        results = list(run_partitions(killed_once, given, executor))

    assert (tmp_path / "tried").exists()
    assert results == [0, 10, 20, 30, 40, 50, 60, 70]


def test_a_cluster_whose_workers_leave_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It would wait for others, for ever."""
    with dask(1) as local, executing(named(local)) as executor:
        monkeypatch.setattr(cluster, "WORKERS", 0.1)
        monkeypatch.setattr(partitions, "LOOK", 0.1)
        results = run_partitions(endless, [None, tmp_path], executor)
        assert next(results) is None
        local.scale(0)
        with pytest.raises(WorkerLost, match="has no workers any more"):
            list(results)


def test_a_scheduler_that_ends_is_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """In one line, and without the tracebacks that dask would write about it."""
    local = dask(1)
    with executing(named(local)) as executor:
        results = run_partitions(endless, [None, tmp_path], executor)
        assert next(results) is None
        local.close()
        capfd.readouterr()
        with pytest.raises(WorkerLost, match=r"^the executor "):
            list(results)
    assert "Traceback" not in capfd.readouterr().err


def test_an_executor_of_the_callers_stays_open() -> None:
    with ThreadPoolExecutor(2) as threads:
        with executing(threads) as executor:
            assert executor is threads
        assert threads.submit(squared, 3).result() == 9
    with executing(None) as executor:
        assert executor is None


def test_processes_are_ended_at_once_where_something_goes_wrong() -> None:
    """However long what they do would take."""
    begun: list[ProcessPool] = []

    def fail() -> None:
        with executing("processes:2") as executor:
            assert isinstance(executor, ProcessPool)
            begun.append(executor)
            assert list(run_partitions(squared, [1], executor)) == [1]
            executor.submit(signal.pause)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert begun[0].processes() == []
