"""A child that does one job after another, and its parent's side."""

from __future__ import annotations

import gc
import os
import signal
import stat
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from kg.cell import limits
from kg.cell.limits import PARENT, Ask, bound_time, confine
from kg.cell.pipe import CellPipe
from kg.errors import QueryFailed

if TYPE_CHECKING:
    from concurrent.futures import Executor

_PARENT_DIED = 1
"""``PR_SET_PDEATHSIG`` of ``prctl(2)``: the signal that a parent's end sends."""


class Burst(QueryFailed):
    """The child ended without a word: its stack or its memory was used up."""


class Cell:
    """A forked child that does one job after another and can do no harm.

    ``work`` is given a function that puts questions to the parent, and the job. With
    ``files`` it may open files, as a build does.
    """

    def __init__(self, work: Callable[[Ask, Any], Any], *, files: bool = False) -> None:
        try:
            with _uninterrupted():
                self._begin(work, files)
        except KeyboardInterrupt:  # which had come meanwhile
            self.close()
            raise

    def _begin(self, work: Callable[[Ask, Any], Any], files: bool) -> None:
        (its, ours), (mine, theirs) = os.pipe(), os.pipe()
        parent = os.getpid()

        def live() -> None:
            os.close(ours)  # else the pipe would not end with the parent
            os.close(mine)
            _live(work, CellPipe(its, theirs), parent, files=files)

        child = _in_lasting_thread(lambda: _forked(live))
        os.close(its)
        os.close(theirs)
        self._owner, self._pid, self._pipe = parent, child, CellPipe(mine, ours)
        self._close = weakref.finalize(self, _end, parent, child, self._pipe)

    def alive(self) -> bool:
        """Tell whether the child waits for a job of this process, which began it."""
        if not self._close.alive or os.getpid() != self._owner:
            return False
        return self._status(os.WNOHANG) is None

    def _status(self, options: int = 0) -> int | None:
        """Return how the child ended; ``None`` where it has not."""
        try:
            pid, status = os.waitpid(self._pid, options)
        except ChildProcessError:  # somebody waits for all children of this process
            pid, status = self._pid, 0
        if pid == 0:
            return None
        self._close.detach()
        self._pipe.close()
        return status

    def close(self) -> None:
        """End the child, whatever it does."""
        self._close()

    def stop(self) -> None:
        """End the child in the midst of a job, whose call raises :class:`Burst`.

        For another thread than the one that calls, which cleans up.
        """
        if os.getpid() == self._owner:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)

    def call(self, job: Any, *, seconds: float, answer: Ask | None = None) -> Any:
        """Return what the work makes of a job; ``answer`` gets what it asks.

        Raises :class:`QueryFailed` where there is no result in time, :class:`Burst`
        where the child ends without one, and any :class:`KgError` that the work raises.
        After the first two, and whatever else ends the wait, the child is no more.
        """
        done = False
        try:
            kind, value = self._outcome((job, seconds), seconds, answer)
            done = True
        except (EOFError, BrokenPipeError):
            raise Burst(self._why_gone()) from None
        finally:
            if not done:
                self.close()
        if kind == "error":
            raise value
        return value

    def _why_gone(self) -> str:
        """Return in words how the child ended that did not answer."""
        status = self._status() or 0
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGPROF:
            return limits.too_long()
        return "the query is nested too deeply or needs too much memory"

    def _outcome(self, job: Any, seconds: float, answer: Ask | None) -> tuple[str, Any]:
        self._pipe.send(job)
        deadline = monotonic() + seconds
        while True:
            if not self._pipe.ready(max(0, deadline - monotonic())):
                message = f"no answer within {seconds:g} seconds; ask for less"
                raise QueryFailed(message)
            kind, value = self._pipe.receive()
            if answer is None or kind not in ("ask", "tell"):
                return kind, value
            answered = _outcome(lambda: answer(*value))  # noqa: B023
            if kind == "ask":
                self._pipe.send(answered)


class NoCell:
    """Work that is done here, on a system that has no fork: nothing is bounded."""

    def __init__(self, work: Callable[[Ask, Any], Any]) -> None:
        self._work = work

    def alive(self) -> bool:
        """Tell that it can be called."""
        return True

    def close(self) -> None:
        """Do nothing: there is no child to end."""

    def stop(self) -> None:
        """Do nothing: there is no child to end."""

    def call(self, job: Any, *, seconds: float, answer: Ask | None = None) -> Any:
        """Return what the work makes of a job, however long that takes."""
        return self._work(answer or (lambda *question: None), job)


def begin(work: Callable[[Ask, Any], Any], *, files: bool = False) -> Cell | NoCell:
    """Begin a cell that does such work, or do without one on Windows."""
    return Cell(work, files=files) if hasattr(os, "fork") else NoCell(work)


def in_cell(
    work: Callable[[Ask], bytes], *, seconds: float, answer: Ask | None = None
) -> bytes:
    """Return what ``work`` returns in a cell of its own; raises as :class:`Cell` does.

    ``work`` is given a function that puts questions to ``answer`` out here.
    """
    cell = Cell(lambda ask, _: work(ask))
    try:
        return bytes(cell.call(None, seconds=seconds, answer=answer))
    finally:
        cell.close()


def _end(owner: int, child: int, pipe: CellPipe) -> None:
    if os.getpid() == owner:  # and not a process that this one forked
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    pipe.close()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keep Ctrl-C for later, and for a child that is begun here for ever.

    A terminal sends it to all processes of a command; to act on it is the parent's,
    which would lose a child if it came between the child's start and the next line.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _forked(live: Callable[[], None]) -> int:
    """Return the child that lives so, and does nothing else."""
    with _uninterrupted():
        if child := os.fork():
            return child
        try:
            live()
        finally:
            os._exit(1)


_THREADS: dict[int, Executor] = {}
"""By process, the thread that forks where the thread that asks may soon end."""


def _in_lasting_thread(fork: Callable[[], int]) -> int:
    """Fork where the system takes no thread's end for that of the parent."""
    if threading.current_thread() is threading.main_thread():
        return fork()
    from concurrent.futures import ThreadPoolExecutor

    threads = _THREADS.setdefault(os.getpid(), ThreadPoolExecutor(1))
    return threads.submit(fork).result()


def _live(
    work: Callable[[Ask, Any], Any], pipe: CellPipe, parent: int, *, files: bool
) -> None:
    """Do jobs until there are no more: what the child is for."""

    def ask(*question: Any) -> Any:
        pipe.send(("ask", question))
        kind, value = pipe.receive()
        if kind == "error":
            raise value
        return value

    def tell(*what: Any) -> None:
        pipe.send(("tell", what))  # and waits for nobody

    gc.freeze()  # what is the parent's need not be gone through, and copied for that
    _end_with(parent)
    _leave_connections()
    confine(files=files)
    PARENT.tell = tell if files else None
    while True:
        job, seconds = pipe.receive()
        if not files:
            bound_time(seconds)
        pipe.send(_outcome(lambda: work(ask, job)))  # noqa: B023


def _end_with(parent: int) -> None:
    """Ask the system to end this process with its parent, however that ends."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PARENT_DIED, signal.SIGKILL)
        if os.getppid() != parent:  # it was quicker
            os._exit(1)


def _leave_connections() -> None:
    """Let go of the parent's sockets: else none ends for a client before this child.

    Their numbers stay taken, for objects that we have not made may close them.
    """
    folder = Path("/proc/self/fd" if sys.platform == "linux" else "/dev/fd")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in map(int, os.listdir(folder)):
        with suppress(OSError):  # of the listing itself, which is closed by now
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                os.dup2(nowhere, number)
    os.close(nowhere)


def _outcome(work: Callable[[], Any]) -> tuple[str, Any]:
    try:
        return "result", work()
    except Exception as error:  # whatever kind, it is for the parent to raise
        return "error", error
