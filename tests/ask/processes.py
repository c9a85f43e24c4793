"""Which processes this one has started: servers of other tests are among them."""

from __future__ import annotations

import os
from pathlib import Path


def children() -> set[int]:
    """Return the children of this process, as Linux lists them."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = stat.read_text().rpartition(")")[2].split()[1]
        except OSError:  # it has ended meanwhile
            continue
        if int(parent) == os.getpid():
            found.add(int(stat.parent.name))
    return found
