"""Processes of our own that do work: begun clean, ended with whoever began them.

They are spawned and not forked: a fork of a process with threads may wait for ever for
one that it does not have. And they do not import the caller's ``__main__``, which may
be a script that does all its work when it is imported.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import Pipe, current_process, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from multiprocessing.reduction import ForkingPickler
from types import ModuleType
from typing import Any, TypeVar

from kg.cell.limits import confine
from kg.errors import KgError

R = TypeVar("R")

_THREADS = ("RAYON_NUM_THREADS", "POLARS_MAX_THREADS")
"""What tells libraries how many threads to begin: there is a process for each core."""


def usable_cores() -> int:
    """Return how many cores this process may use."""
    if count := getattr(os, "process_cpu_count", None):  # from Python 3.13 on
        return count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def may_begin_processes() -> bool:
    """Tell whether this process may begin others: a worker of a pool may not."""
    return not current_process().daemon


class ProcessPool(Executor):
    """An executor with processes of our own, of which a new one follows one that ends.

    ``workers`` is how many there are at most: each is begun when it is needed. They
    have no network, where the system can take it from them, and end with this process,
    however that ends.

    Each has a line of its own. Those of Python's pool share one, on which this process
    would wait for ever for the rest of a result whose writer was killed.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._threads = ThreadPoolExecutor(workers, "kg worker")
        self._own = threading.local()
        self._begun: list[_Worker] = []
        self._lock, self._closed = threading.Lock(), False

    def submit(self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> Future[R]:
        """Give out work; see :class:`Executor`.

        Where its process ends in the midst of it, the future has a
        :class:`BrokenExecutor`, and others are not concerned.
        """
        return self._threads.submit(self._do, partial(fn, *args, **kwargs))

    def _do(self, work: Callable[[], R]) -> R:
        """Let the process of this thread do work."""
        worker: _Worker | None = getattr(self._own, "worker", None)
        if worker is None or not worker.is_alive():
            with self._lock:
                if self._closed:
                    raise BrokenExecutor("the processes were ended")
                worker = self._own.worker = _Worker()
                self._begun.append(worker)
        result: R = worker.do(work)
        return result

    def processes(self) -> list[int]:
        """Return the ids of the processes that live."""
        return [worker.id for worker in self._begun if worker.is_alive()]

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes when they have done what they were given."""
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        if wait:
            self._end()
        else:
            threading.Thread(target=self.shutdown, daemon=True).start()

    def kill(self) -> None:
        """End the processes at once, whatever they do."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        with self._lock:  # and none begins now
            self._closed = True
        self._end()
        self._threads.shutdown()

    def _end(self) -> None:
        for worker in self._begun:
            worker.end()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End the processes; wait for their work only where nothing went wrong."""
        self.shutdown() if kind is None else self.kill()


class _Worker:
    """A process, and the line to it."""

    def __init__(self) -> None:
        self._ending = threading.Lock()
        self._line, its = Pipe()
        self._process = SpawnProcess(target=_live, args=(its,), daemon=True)
        with _STARTING, _no_main():
            self._process.start()
        its.close()  # else the line would not end with the process
        self.id = self._process.pid or 0

    def is_alive(self) -> bool:
        return self._process.is_alive()

    def do(self, work: Callable[[], Any]) -> Any:
        """Return what comes of work, or raise what it raises."""
        job = ForkingPickler.dumps(work)
        try:
            self._line.send_bytes(job)
            answer = self._line.recv_bytes()
        except (EOFError, OSError):
            self.end()
            raise BrokenExecutor("a process ended in the midst of its work") from None
        worked, value = pickle.loads(answer)  # noqa: S301  # from our own process
        if not worked:
            raise value
        return value

    def end(self) -> None:
        """End the process, whatever it does; what waits for it hears that it ended."""
        with self._ending:
            self._process.kill()
            self._process.join()


_STARTING = threading.Lock()
"""Held while a process starts, and there is no ``__main__``."""


@contextmanager
def _no_main() -> Iterator[None]:
    """Let there be no ``__main__`` that a new process would be told to import."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _live(line: Connection) -> None:
    """Do work until there is no more: what a process is for."""
    _begin()
    with suppress(EOFError, OSError):
        while True:
            job = line.recv_bytes()
            line.send_bytes(_answer(job))


def _answer(job: bytes) -> bytes | memoryview:
    """Return, pickled, whether work was done, and what came of it."""
    try:
        return ForkingPickler.dumps((True, pickle.loads(job)()))  # noqa: S301
    except Exception as error:  # whatever kind, it is for the parent to raise
        if not isinstance(error, KgError):
            error.add_note(f"In a worker:\n{traceback.format_exc()}")
        try:
            pickle.loads(answer := ForkingPickler.dumps((False, error)))  # noqa: S301
        except Exception:  # of a kind that does not go from process to process
            failed = RuntimeError(f"{type(error).__name__}: {error}")
            return ForkingPickler.dumps((False, failed))
        return answer


def _begin() -> None:
    """Make a process ready for work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, and ends this
    for name in _THREADS:  # before a library that reads them is imported
        os.environ.setdefault(name, "1")
    confine(files=True)
    if (parent := parent_process()) is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    """End this process when the parent is no more, which may be killed at any time."""
    wait([sentinel])
    os._exit(1)
