"""The cell: a forked child without a network, with bounded time and memory.

What a stranger wrote is evaluated in one: queries, and a build with the rules and
checks of its project. What the child wants to know of others it asks the parent, over
the pipe that it was born with; the parent answers or does not, whatever the query, its
parser or the engine have done to the child.

On Linux the child leaves the network for a namespace of its own, in which there is
none. Of a query Python may open no file there: the store alone opens its own. Where the
system does not let it leave, a query can open nothing at all; then a store of many
files, which are opened when they are first needed, cannot be read whole.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from math import ceil, inf
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from kg.errors import QueryFailed

if TYPE_CHECKING:
    from concurrent.futures import Executor

MEMORY = 4 * 2**30
"""Bytes of address space a query may use: twice what loading a million triples into
Oxigraph and sorting them took (1.9 GB, 2026)."""

_NEW_USERS, _NEW_NETWORK = 0x10000000, 0x40000000
"""``CLONE_NEWUSER`` and ``CLONE_NEWNET`` of ``unshare(2)``."""

UNREACHABLE = ("Network is unreachable", "name resolution", "lookup address")
"""How the system says, in a cell, that there is no network."""

_OPENING = frozenset(
    ("open", "socket.connect", "socket.bind", "subprocess.Popen", "os.system")
)
"""Audit events of Python (PEP 578) that a query has no part in."""

NO_FILES = "Too many open files"

QUERY_SECONDS = 300.0
"""How long the processor may take for one rule or check of a build: those that came
with kg took under a second each with 10,000 claims (2026)."""

Ask = Callable[..., Any]
"""Puts a question to the parent, and returns its answer or raises its error."""

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
        (its, ours), (mine, theirs) = os.pipe(), os.pipe()
        parent = os.getpid()

        def live() -> None:
            os.close(ours)  # else the pipe would not end with the parent
            os.close(mine)
            _live(work, _Pipe(its, theirs), parent, files=files)

        child = _in_lasting_thread(lambda: _forked(live))
        os.close(its)
        os.close(theirs)
        self._owner, self._pid, self._pipe = parent, child, _Pipe(mine, ours)
        self._close = weakref.finalize(self, _end, parent, child, self._pipe)

    def alive(self) -> bool:
        """Tell whether the child waits for a job of this process, which began it."""
        if not self._close.alive or os.getpid() != self._owner:
            return False
        return os.waitpid(self._pid, os.WNOHANG) == (0, 0) or self._gone()

    def _gone(self) -> bool:
        self._close.detach()
        self._pipe.close()
        return False

    def close(self) -> None:
        """End the child, whatever it does."""
        self._close()

    def call(
        self,
        job: Any,
        *,
        seconds: float,
        answer: Ask | None = None,
    ) -> Any:
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
        _, status = os.waitpid(self._pid, 0)
        self._close.detach()
        self._pipe.close()
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGPROF:
            return f"it needs more than {QUERY_SECONDS:g} seconds of the processor"
        return "the query is nested too deeply or needs too much memory"

    def _outcome(self, job: Any, seconds: float, answer: Ask | None) -> tuple[str, Any]:
        self._pipe.send(job)
        deadline = monotonic() + seconds
        while True:
            if not self._pipe.ready(max(0, deadline - monotonic())):
                message = f"no answer within {seconds:g} seconds; ask for less"
                raise QueryFailed(message)
            kind, value = self._pipe.receive()
            if kind != "ask" or answer is None:
                return kind, value
            self._pipe.send(_outcome(lambda: answer(*value)))  # noqa: B023


class NoCell:
    """Work that is done here, on a system that has no fork: nothing is bounded."""

    def __init__(self, work: Callable[[Ask, Any], Any]) -> None:
        self._work = work

    def alive(self) -> bool:
        """Tell that it can be called."""
        return True

    def close(self) -> None:
        """Do nothing: there is no child to end."""

    def call(self, job: Any, *, seconds: float, answer: Ask | None = None) -> Any:
        """Return what the work makes of a job, however long that takes."""
        return self._work(answer or (lambda *question: None), job)


def begin(work: Callable[[Ask, Any], Any], *, files: bool = False) -> Cell | NoCell:
    """Begin a cell that does such work, or do without one on Windows."""
    return Cell(work, files=files) if hasattr(os, "fork") else NoCell(work)


class _Pipe:
    """Two pipes, one each way, that carry Python objects.

    As those of :mod:`multiprocessing` do, whose import takes longer (15 ms, 2026) than
    most answers.
    """

    def __init__(self, read: int, write: int) -> None:
        self._read = os.fdopen(read, "rb", buffering=0)
        self._write = os.fdopen(write, "wb", buffering=0)

    def send(self, value: Any) -> None:
        data = pickle.dumps(value)
        view = memoryview(len(data).to_bytes(8, "big") + data)
        while view:
            view = view[self._write.write(view) :]

    def ready(self, seconds: float) -> bool:
        """Wait until there is something to receive, or the time is over."""
        waiting = select.poll()
        waiting.register(self._read, select.POLLIN)
        return bool(waiting.poll(None if seconds == inf else ceil(1000 * seconds)))

    def receive(self) -> Any:
        """Return what was sent; raise :class:`EOFError` where the other end is gone."""
        size = int.from_bytes(self._exactly(8), "big")
        return pickle.loads(self._exactly(size))  # noqa: S301  # from our own fork

    def _exactly(self, size: int) -> bytearray:
        data = bytearray(size)
        view = memoryview(data)
        while view:
            if not (count := self._read.readinto(view)):
                raise EOFError
            view = view[count:]
        return data

    def close(self) -> None:
        self._read.close()
        self._write.close()


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


def _end(owner: int, child: int, pipe: _Pipe) -> None:
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


@dataclass
class _Build:
    """What the cell of a build knows of its parent."""

    ask: Ask | None = None


_build = _Build()


@contextmanager
def bounded(query: str) -> Iterator[None]:
    """Bound the time and memory of what runs inside, in the cell of a build.

    The parent is told which query runs, so that it can say which one did not end well.
    Elsewhere nothing is bounded.
    """
    if _build.ask is None or sys.platform == "win32":
        yield
        return
    import resource

    _build.ask("query", query)
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        most = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    signal.setitimer(signal.ITIMER_PROF, QUERY_SECONDS)  # whose signal ends a process
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
        _build.ask("query", "")


def _live(
    work: Callable[[Ask, Any], Any], pipe: _Pipe, parent: int, *, files: bool
) -> None:
    """Do jobs until there are no more: what the child is for."""

    def ask(*question: Any) -> Any:
        pipe.send(("ask", question))
        kind, value = pipe.receive()
        if kind == "error":
            raise value
        return value

    _end_with(parent)
    confine(files=files)
    _build.ask = ask if files else None
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


def _outcome(work: Callable[[], Any]) -> tuple[str, Any]:
    try:
        return "result", work()
    except Exception as error:  # whatever kind, it is for the parent to raise
        return "error", error


def confine(*, files: bool = False) -> None:
    """Give up the network and unbounded memory, where the system can do that.

    For a forked child, before it reads a query. With ``files``, they may be opened.
    """
    import faulthandler

    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # an overflowing stack says so there
    faulthandler.disable()
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    alone = _without_network()
    if files:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    if alone:
        sys.addaudithook(_refuse)
    else:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def bound_time(seconds: float) -> None:
    """Let this process work for twice the seconds more: its parent may be killed."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    most = ceil(used.ru_utime + used.ru_stime + 2 * seconds)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _refuse(event: str, _: tuple[object, ...]) -> None:
    """Let nothing be opened or started by Python; a hook cannot be taken out again."""
    if event in _OPENING:
        raise PermissionError(f"{NO_FILES}: a query opens none")


def _without_network() -> bool:
    """Leave the network behind; tell whether the system allowed it."""
    if sys.platform != "linux":
        return False
    import ctypes

    try:
        unshare = ctypes.CDLL(None).unshare
    except (OSError, AttributeError):
        return False
    return any(
        unshare(flags) == 0 for flags in (_NEW_USERS | _NEW_NETWORK, _NEW_NETWORK)
    )
