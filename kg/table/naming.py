"""How a user names who is to do the work."""

from __future__ import annotations

import re

from kg.errors import UnknownName, nearest

PROCESSES, DASK = "processes", "dask://"
FORMS = (f"{PROCESSES}:N", f"{DASK}HOST:PORT")
"""How the name of an executor is written."""

MOST_PROCESSES = 1024
"""More workers than any machine has cores are a slip of the finger."""

_COUNTED = re.compile(rf"{PROCESSES}(?::([1-9][0-9]{{0,4}}))?")
_ADDRESS = re.compile(r"(?:\[[0-9a-fA-F:.]+\]|[^\s:/@\[\]]+):([0-9]{1,5})")


class NoExecutor(UnknownName):
    """An executor that there is not, or not on this machine."""


def address_of(name: str) -> str:
    """Return ``HOST:PORT`` of the scheduler that a name gives, "" for other executors.

    Raises :class:`NoExecutor` for an address that is none.
    """
    if not name.startswith(DASK):
        return ""
    address = name.removeprefix(DASK)
    matched = _ADDRESS.fullmatch(address)
    if matched is None or int(matched[1]) > 0xFFFF:
        raise NoExecutor(f"`{name}`: an address is {DASK}HOST:PORT")
    return address


def processes_of(name: str) -> int:
    """Return how many processes a name asks for, 0 for one for each core.

    Raises :class:`NoExecutor` for a name that asks for nothing of that kind.
    """
    counted = _COUNTED.fullmatch(name or PROCESSES)
    count = int(counted[1] or 0) if counted else 0
    if counted is None or count > MOST_PROCESSES:
        hint = nearest(re.split(r"[:/]", name, maxsplit=1)[0], (PROCESSES, DASK[:-3]))
        message = f"no executor is called `{name}`{hint}"
        raise NoExecutor(f"{message}; there are {' and '.join(FORMS)}")
    return count


def look_at(name: str) -> str:
    """Return a name of an executor; raise :class:`NoExecutor` where it is none."""
    if not address_of(name):
        processes_of(name)
    return name
