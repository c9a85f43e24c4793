"""What the child gives up before it runs what a stranger wrote, and what it may use."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

from kg.errors import UnknownName

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

SECONDS_VARIABLE = "KG_QUERY_SECONDS"
QUERY_SECONDS = 300.0
"""How long the processor may take for one rule or check of a build: those that came
with kg took under a second each with 10,000 claims (2026). The variable of the
environment says otherwise."""

_LONGEST = 86_400.0
"""A day, in seconds: nobody waits for longer for one rule."""

Ask = Callable[..., Any]
"""Puts a question to the parent, and returns its answer or raises its error."""


@dataclass
class CellParent:
    """Who is told, in the cell of a build, what is done there; nobody elsewhere."""

    tell: Callable[..., None] | None = None


PARENT = CellParent()


def query_seconds() -> float:
    """Return how long the processor may take for one rule or check of a build.

    Raises :class:`UnknownName` where ``KG_QUERY_SECONDS`` is no number of seconds.
    """
    if not (given := os.environ.get(SECONDS_VARIABLE, "")):
        return QUERY_SECONDS
    with suppress(ValueError):
        if 0 < (seconds := float(given)) <= _LONGEST:
            return seconds
    message = f"{SECONDS_VARIABLE} takes seconds, {_LONGEST:.0f} at most"
    raise UnknownName(f"{message}, not `{given}`")


@contextmanager
def bounded(query: str) -> Iterator[None]:
    """Bound the time and memory of what runs inside, in the cell of a build.

    The parent is told which query runs, so that it can say which one did not end well.
    Elsewhere nothing is bounded.
    """
    if PARENT.tell is None or sys.platform == "win32":
        yield
        return
    import resource

    PARENT.tell("query", query)
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        most = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    signal.setitimer(signal.ITIMER_PROF, query_seconds())  # whose signal ends a process
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
        PARENT.tell("query", "")


def too_long() -> str:
    """Say that something needs more time than it may have, and how it gets more."""
    most = f"{query_seconds():g} seconds of the processor"
    return f"it needs more than {most}; {SECONDS_VARIABLE} gives it more"


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
