"""The cell of a query: a forked child without a network, with bounded time and memory.

What the child wants to know of others it asks the parent, over the pipe that it was
born with; the parent answers or does not, whatever the query, its parser or the engine
have done to the child.

On Linux the child leaves the network for a namespace of its own, in which there is
none, and Python may open no file there: the store alone opens its own. Where the system
does not let it leave, nothing can be opened at all; then a store of many files, which
are opened when they are first needed, cannot be read whole.
"""

from __future__ import annotations

import ctypes
import faulthandler
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil
from time import monotonic
from typing import TYPE_CHECKING, Any

from kg.errors import KgError, QueryFailed

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

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

Ask = Callable[..., Any]
"""Puts a question to the parent, and returns its answer or raises its error."""


class Burst(QueryFailed):
    """The child ended without a word: its stack or its memory was used up."""


def in_cell(
    work: Callable[[Ask], bytes], *, seconds: float, answer: Ask | None = None
) -> bytes:
    """Return what ``work`` returns in a forked child that can do no harm.

    ``work`` is given a function that puts questions to ``answer`` out here. Raises
    :class:`QueryFailed` where there is no result in time, :class:`Burst` where the
    child ends without one, and any :class:`KgError` that ``work`` raises.
    """
    import multiprocessing

    context = multiprocessing.get_context("fork")
    here, there = context.Pipe()
    child = context.Process(target=_child, args=(work, there, here, seconds))
    deadline = monotonic() + seconds
    try:
        with _uninterrupted():
            child.start()
        there.close()
        while True:
            if not here.poll(max(0, deadline - monotonic())):
                message = f"no answer within {seconds:g} seconds; ask for less"
                raise QueryFailed(message)
            kind, value = here.recv()
            if kind != "ask" or answer is None:
                break
            here.send(_outcome(lambda: answer(*value)))  # noqa: B023
    except (EOFError, BrokenPipeError, ConnectionResetError):
        message = "the query is nested too deeply or needs too much memory"
        raise Burst(message) from None
    finally:
        if child.pid is not None:
            child.kill()
            child.join()
        here.close()
    if kind == "error":
        raise value
    return bytes(value)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keep Ctrl-C for later, and for a child that is begun here for ever.

    A terminal sends it to all processes of a command; to act on it is the parent's,
    which would lose a child if it came between the child's start and the next line.
    """
    import signal

    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _child(
    work: Callable[[Ask], bytes], pipe: Connection, parents: Connection, seconds: float
) -> None:
    parents.close()  # else the pipe would not end with the parent

    def ask(*question: Any) -> Any:
        pipe.send(("ask", question))
        kind, value = pipe.recv()
        if kind == "error":
            raise value
        return value

    confine(seconds)
    pipe.send(_outcome(lambda: work(ask)))


def _outcome(work: Callable[[], Any]) -> tuple[str, Any]:
    try:
        return "result", work()
    except KgError as error:
        return "error", error


def confine(seconds: float) -> None:
    """Give up the network and unbounded memory, where the system can do that.

    For a forked child, before it reads a query. The time on the processor is bounded
    for a child whose parent was killed.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # an overflowing stack says so there
    faulthandler.disable()
    if sys.platform == "win32":
        return
    import resource

    most = 2 * ceil(seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if _without_network():
        sys.addaudithook(_refuse)
    else:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _refuse(event: str, _: tuple[object, ...]) -> None:
    """Let nothing be opened or started by Python; a hook cannot be taken out again."""
    if event in _OPENING:
        raise PermissionError(f"{NO_FILES}: a query opens none")


def _without_network() -> bool:
    """Leave the network behind; tell whether the system allowed it."""
    if sys.platform != "linux":
        return False
    try:
        unshare = ctypes.CDLL(None).unshare
    except (OSError, AttributeError):
        return False
    return any(
        unshare(flags) == 0 for flags in (_NEW_USERS | _NEW_NETWORK, _NEW_NETWORK)
    )
