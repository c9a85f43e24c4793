"""Time on the processor of a process and of its children, living or ended."""

from __future__ import annotations

import resource
from pathlib import Path


def processor_seconds() -> float:
    """Return the seconds that this process and its children have taken so far.

    Children that still live are counted where Linux lists them: a query is evaluated in
    one (``kg/cell``).
    """
    own, ended = (
        resource.getrusage(who)
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    seconds = own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime
    return seconds + sum(map(_seconds, _living()))


def _living() -> list[str]:
    lists = Path("/proc/self/task").glob("*/children")
    return [child for path in lists for child in path.read_text("ascii").split()]


def _seconds(process: str) -> float:
    try:
        stat = Path(f"/proc/{process}/schedstat").read_text("ascii")
    except FileNotFoundError:
        return 0.0
    return int(stat.split()[0]) / 1e9  # nanoseconds; clock ticks would be 10 ms each
