"""Work in partitions: one function, called for each of them by whoever is at hand.

What comes back is in the order of the partitions, whoever did which of them and when.
So a result depends on the partitions alone, and never on the executor.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.table.processes import ProcessPool

P = TypeVar("P")
R = TypeVar("R")
T = TypeVar("T")

ENDS = 3
"""How often a worker may end in the midst of a partition until that is given up: dask's
own limit, too (``distributed.scheduler.allowed-failures``)."""

AHEAD = 2
"""Partitions that are given out for each worker: one to do, and one that waits, so that
none is idle while the results of others are looked at."""

LOOK = 10.0
"""Seconds to wait for a result until it is looked whether workers are there at all: a
cluster without any waits for some."""

_GIVEN_UP = frozenset(("KilledWorker", "WorkerCrashedError", "NodeDiedError"))
"""What executors that are not Python's (dask, Ray) raise for work that they have tried
again themselves, by name: none of them needs to be installed here."""


class WorkerLost(KgError):
    """A partition whose worker ended in the midst of it, each time it was tried."""


def run_partitions(
    work: Callable[[P], R], partitions: Iterable[P], executor: Executor | None = None
) -> Generator[R, None, None]:
    """Yield what ``work`` makes of each partition, in the order of the partitions.

    Without an executor, the work is done here, one partition after another. With one,
    ``work`` is a function of a module, and partitions and results can be pickled. Of
    the partitions, which may be made while they are asked for, only some are at work or
    wait at any time: :data:`AHEAD` for each worker.

    A partition whose worker was killed is done again, by a new one, up to :data:`ENDS`
    times in all; clusters do that themselves. Where it does not help, and where an
    executor gives up a partition or takes none any more, :class:`WorkerLost` is raised;
    whatever ``work`` raises comes through as it is. What has not begun when this ends
    early is not begun any more; the executor stays open, for it is the caller's.
    """
    if executor is None:
        yield from map(work, partitions)
        return
    run = _Run(work, executor)
    try:
        yield from run.results(iter(partitions))
    finally:
        run.close()


def in_batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield items in lists of a size (``itertools.batched``, from Python 3.12 on)."""
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch


def workers_of(executor: Executor) -> int:
    """Return how many workers an executor has, as far as it says so; 1 if it does not.

    ``workers`` is of ours, ``num_workers`` of MPI's, ``_max_workers`` of Python's own
    and of those that follow it. dask's is asked for the threads of its cluster.
    """
    for name in ("workers", "num_workers", "_max_workers"):
        count = getattr(executor, name, None)
        if isinstance(count, int) and count > 0:
            return count
    client = getattr(executor, "_client", None)
    with suppress(Exception):  # of whatever else it is, or of a cluster that is gone
        return int(sum(client.nthreads().values())) or 1  # type: ignore[union-attr]
    return 1


class _Task(Generic[P, R]):
    """A partition that is given out: what will come of it, and how often it was."""

    def __init__(self, partition: P, future: Future[R]) -> None:
        self.partition, self.future, self.ends = partition, future, 0


class _Run(Generic[P, R]):
    """Partitions on their way through an executor."""

    def __init__(self, work: Callable[[P], R], executor: Executor) -> None:
        self._work, self._executor = work, executor
        self._most = AHEAD * workers_of(executor)
        self._tasks: deque[_Task[P, R]] = deque()
        self._own: ProcessPool | None = None

    def results(self, partitions: Iterator[P]) -> Iterator[R]:
        """Yield results in order; give out the next partition for each."""
        while True:
            for partition in islice(partitions, self._most - len(self._tasks)):
                self._tasks.append(_Task(partition, self._submit(partition)))
            if not self._tasks:
                return
            yield self._first()

    def _first(self) -> R:
        """Wait for the first partition that is given out; do again what was lost."""
        task = self._tasks[0]
        while True:
            try:
                result = task.future.result(LOOK)
            except BrokenExecutor as error:
                self._again(error)
            except Exception as error:
                if isinstance(error, TimeoutError) and not task.future.done():
                    self._look()
                    continue
                if isinstance(error, CancelledError) or _given_up(error):
                    message = "the executor gave up a partition"
                    raise WorkerLost(f"{message}: {error}".rstrip(": ")) from error
                raise
            else:
                self._tasks.popleft()
                return result

    def _look(self) -> None:
        """Look whether there is still anybody to wait for, as far as that is known."""
        alive = getattr(self._executor, "alive", None)
        if alive is not None and not alive():
            raise WorkerLost("the executor has no workers any more")

    def _again(self, error: BrokenExecutor) -> None:
        """Give out anew whatever was lost with a worker, in its order."""
        for task in self._tasks:
            if task.future.done() and _was_lost(task.future):
                task.ends += 1
                if task.ends == ENDS:
                    message = f"{ENDS} times a worker ended in the midst of a partition"
                    raise WorkerLost(f"{message}; is there memory enough?") from error
                task.future = self._submit(task.partition)

    def _submit(self, partition: P) -> Future[R]:
        # not as an argument: dask looks through those for tasks of its own
        work: Callable[[], R] = partial(self._work, partition)
        try:
            return self._executor.submit(work)
        except BrokenExecutor:  # one of Python's, which stays broken: go on without it
            from kg.table.processes import ProcessPool

            self._executor = self._own = ProcessPool(workers_of(self._executor))
            return self._executor.submit(work)
        except RuntimeError as error:  # of an executor that somebody has closed
            raise WorkerLost(f"the executor takes no work any more: {error}") from error

    def close(self) -> None:
        """Begin no partition any more, and end what was begun here."""
        for task in self._tasks:
            task.future.cancel()
        if self._own is not None:
            self._own.kill() if self._tasks else self._own.shutdown()


def _given_up(error: Exception) -> bool:
    return any(kind.__name__ in _GIVEN_UP for kind in type(error).__mro__)


def _was_lost(future: Future[Any]) -> bool:
    return not future.cancelled() and isinstance(future.exception(), BrokenExecutor)
