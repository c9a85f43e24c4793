"""Work in partitions gives the same in the same order, whoever does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import (
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import Mock

import pytest

from kg.errors import InputErrors
from kg.table.executors import executing
from kg.table.partitions import AHEAD, ENDS, WorkerLost, run_partitions, workers_of
from kg.table.processes import ProcessPool
from tests.extras import extra
from tests.table.backwards import Backwards
from tests.table.work import (
    killed,
    killed_answering,
    killed_once,
    odd,
    process,
    squared,
    wrong,
)

if TYPE_CHECKING:
    import distributed
else:
    distributed = extra("distributed")


def counted(made: list[int]) -> Iterator[int]:
    """Yield numbers for ever, and note which were asked for."""
    number = 0
    while True:
        made.append(number)
        yield number
        number += 1


def test_without_an_executor_the_work_is_done_here_and_only_as_it_is_asked_for() -> (
    None
):
    """No process is begun, and no partition made that nobody needs yet."""
    made: list[int] = []
    results = run_partitions(squared, counted(made))

    assert [next(results) for _ in range(3)] == [0, 1, 4]
    assert made == [0, 1, 2]


@pytest.mark.parametrize("name", ["processes:2", "threads", "backwards"])
def test_results_are_in_the_order_of_the_partitions(name: str) -> None:
    """Whoever does the work, and whichever partition is done first."""
    others = {"threads": ThreadPoolExecutor(3), "backwards": Backwards()}
    with executing(others.get(name, name)) as executor:
        assert list(run_partitions(squared, range(23), executor)) == [
            *(0, 1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121),
            *(144, 169, 196, 225, 256, 289, 324, 361, 400, 441, 484),
        ]


def test_only_some_partitions_are_given_out_at_a_time() -> None:
    """Memory is that of a few partitions, however many there are."""
    made: list[int] = []
    with closing(run_partitions(squared, counted(made), Backwards())) as results:
        assert next(results) == 0
        assert len(made) == 4 * AHEAD
        assert next(results) == 1
        assert len(made) == 4 * AHEAD + 1


class Slow(Executor):
    """Does what it was given first, and nothing more."""

    def __init__(self) -> None:
        self.futures: list[Future[Any]] = []

    def submit(self, fn: Callable[..., Any], /, *_: Any, **__: Any) -> Future[Any]:
        self.futures.append(Future())
        if len(self.futures) == 1:
            self.futures[0].set_result(fn())
        return self.futures[-1]


def test_what_has_not_begun_is_not_begun_any_more_when_nobody_waits() -> None:
    """Whoever stops asking for results wants none of those that would come."""
    executor = Slow()
    with closing(run_partitions(squared, range(20), executor)) as results:
        assert next(results) == 0
    assert [future.cancelled() for future in executor.futures] == [False, True]


def test_no_partitions_have_no_results() -> None:
    with ThreadPoolExecutor(1) as executor:
        assert list(run_partitions(squared, [], executor)) == []


@pytest.mark.parametrize("name", ["processes:1", "processes:2", "threads"])
def test_an_error_of_the_work_comes_through_as_it_is(name: str) -> None:
    """With the place in a file that it names, and after the results before it."""
    results: list[int] = []
    with executing(ThreadPoolExecutor(2) if name == "threads" else name) as executor:
        with pytest.raises(
            InputErrors, match=r"^table\.csv:2: no such code$"
        ) as raised:
            results.extend(run_partitions(wrong, range(5), executor))
        assert [problem.place.line for problem in raised.value.problems] == [2]


def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    """Its partition is done by another, and results stay complete and in order."""
    with ProcessPool(2) as pool:
        partitions = [(number, tmp_path) for number in range(8)]

        results = list(run_partitions(killed_once, partitions, pool))

        assert (tmp_path / "tried").exists()
        assert results == [0, 10, 20, 30, 40, 50, 60, 70]
        assert list(run_partitions(squared, [5], pool)) == [25]


def test_a_worker_that_is_killed_as_it_answers_loses_nothing(tmp_path: Path) -> None:
    """The rest of its result does not come, and nobody waits for it."""
    with ProcessPool(2) as pool:
        partitions = [(number, tmp_path) for number in range(8)]

        results = list(run_partitions(killed_answering, partitions, pool))

    assert (tmp_path / "tried").exists()
    assert results == [0, 1, 2, 3, 4, 5, 6, 7]


def test_an_error_that_cannot_be_sent_is_told_in_words() -> None:
    """Its worker goes on."""
    with ProcessPool(1) as pool:
        with pytest.raises(RuntimeError, match=r"^Odd: number 1$"):
            list(run_partitions(odd, [0, 1], pool))
        before = pool.processes()
        assert list(run_partitions(odd, [2, 3], pool)) == [2, 3]
        assert pool.processes() == before


def test_an_error_of_the_code_tells_where_in_the_worker_it_was() -> None:
    with ProcessPool(1) as pool, pytest.raises(TypeError) as raised:
        list(run_partitions(squared, ["x"], pool))  # type: ignore[arg-type]
    assert "in squared" in "".join(raised.value.__notes__)


def test_a_pool_of_the_callers_that_breaks_is_followed_by_one_of_our_own(
    tmp_path: Path,
) -> None:
    """Python's own pool is of no use any more when one of its processes was killed."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as theirs:
        partitions = [(number, tmp_path) for number in range(8)]

        results = list(run_partitions(killed_once, partitions, theirs))

        assert results == [0, 10, 20, 30, 40, 50, 60, 70]
        with pytest.raises(BrokenExecutor):
            theirs.submit(squared, 1)


def test_a_partition_that_kills_every_worker_is_given_up(tmp_path: Path) -> None:
    """After a few of them, and not for ever."""
    with (
        ProcessPool(1) as pool,
        pytest.raises(WorkerLost, match=f"{ENDS} times a worker ended"),
    ):
        list(run_partitions(killed, [tmp_path], pool))

    assert (tmp_path / "begun").read_text() == "x" * ENDS


def lost() -> Exception:
    """Return what dask says when it has tried a worker after another."""
    return distributed.KilledWorker("work", Mock(address="tcp://127.0.0.1:1"), 3)


class Leaving(Executor):
    """Ends all work in one way."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def submit(self, fn: Callable[..., Any], /, *_: Any, **__: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(self.error)
        return future


@pytest.mark.parametrize("made", [lost, CancelledError], ids=["error0", "error1"])
def test_an_executor_that_gives_up_is_named(made: Callable[[], Exception]) -> None:
    """A cluster tries again itself; when that is over, so is the work."""
    with pytest.raises(WorkerLost, match=r"^the executor gave up a partition"):
        list(run_partitions(squared, range(3), Leaving(made())))


def test_an_executor_that_is_closed_is_named() -> None:
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    with pytest.raises(WorkerLost, match=r"^the executor takes no work any more: "):
        list(run_partitions(squared, range(3), executor))


def test_an_executor_says_how_many_workers_it_has() -> None:
    """Each in its own way; one that does not say is given work for one."""
    with ThreadPoolExecutor(3) as threads, ProcessPool(5) as pool:
        assert workers_of(threads) == 3
        assert workers_of(pool) == 5
    assert workers_of(Leaving(ValueError())) == 1


def test_one_pool_does_the_work_of_many_calls() -> None:
    """Its processes are begun once."""
    with ProcessPool(1) as pool:
        first, second = (list(run_partitions(process, [0, 1], pool)) for _ in "ab")
        assert {*first} == {*second} == {*pool.processes()}
