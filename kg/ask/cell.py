"""The cell of a query: a forked child without a network, with bounded time and memory.

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
from math import ceil

MEMORY = 4 * 2**30
"""Bytes of address space a query may use."""

_NEW_USERS, _NEW_NETWORK = 0x10000000, 0x40000000
"""``CLONE_NEWUSER`` and ``CLONE_NEWNET`` of ``unshare(2)``."""

UNREACHABLE = ("Network is unreachable", "name resolution", "lookup address")
"""How the system says, in a cell, that there is no network."""

_OPENING = frozenset(
    ("open", "socket.connect", "socket.bind", "subprocess.Popen", "os.system")
)
"""Audit events of Python (PEP 578) that a query has no part in."""

NO_FILES = "Too many open files"


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
