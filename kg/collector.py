"""Python's collector of cycles, which stops while many objects are made that stay.

It walks over all of them each time that they have become a quarter more, and finds next
to nothing: of the time that twenty thousand claims take to be read it has a third, and
of what follows from them a half (``benchmarks/tables.py``, x86-64). Memory is the same.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting() -> Iterator[None]:
    """Let the collector rest, and go on as it was before."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
