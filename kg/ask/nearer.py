"""A store on disk, and its copy in memory once that is worth making.

Looking up a triple on disk takes five to ten times as long as in memory. A command asks
once or twice, and copying would take longer than that; a notebook asks for hours.
"""

from __future__ import annotations

from time import perf_counter
from typing import Any

import pyoxigraph as ox

_MOST = 100_000
"""Triples that are copied at most: a second, and 100 MB."""

_COPYING = 1.2e-5
"""Seconds that copying a triple takes, on two cores of an Intel Xeon (2026)."""


_NOTICED = 0.1
"""Seconds of asking before triples are counted at all, which itself takes 0.04."""

_COUNTED = f"""SELECT (COUNT(*) AS ?number) WHERE {{
  {{ SELECT * WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }} LIMIT {_MOST + 1} }}
}}"""
"""No further than that: all of UNHCR's tables would take three seconds."""

_PATIENCE = 4
"""How many times as long as copying asking must have taken. `kg show`, whose forty
queries take twice as long, ends before that."""


class Nearer:
    """Gives what is nearest: the store, or its copy.

    It is copied when asking has taken some times as long as copying will, so that a
    command copies nothing, and a notebook loses little by it.
    """

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self._size: int | None = None
        self._spent = 0.0
        self._copied = False

    def get(self) -> ox.Store:
        """Return the store or its copy; raises what reading the store does."""
        if not self._copied and self._spent > _PATIENCE * _COPYING * self._triples():
            copy = ox.Store()
            copy.bulk_extend(self.store)
            self.store, self._copied = copy, True
        return self.store

    def spent(self, since: float) -> None:
        """Note that asking took from a :func:`perf_counter` until now."""
        self._spent += perf_counter() - since

    def _triples(self) -> float:
        if self._size is None and self._spent > _NOTICED:
            counted: Any = self.store.query(_COUNTED)
            self._size = int(next(counted)[0].value)
        return self._size if self._size and self._size <= _MOST else float("inf")
