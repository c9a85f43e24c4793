"""Views of a generation kept inside it, so that each is made once.

A view is a store made of a part of the graph. It is written under a name of its own and
renamed when it is whole, so a killed or second writer leaves nothing that is read.
Where a folder takes no file, or has no room, nothing is kept; what cannot be read is
made anew. A build removes them with the generation that they are views of.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from math import inf
from pathlib import Path

import pyoxigraph as ox

from kg.cell.child import begin
from kg.cell.limits import Ask
from kg.graph.store import VIEWS, write_store
from kg.held import beside

_MOST = 100
"""Views kept of one generation. Each is at most as large as the graph: a loop over the
days of two thousand documents shall not fill a disk."""


@dataclass(frozen=True)
class ViewCache:
    """The views that are kept of a generation, which lies in the folder."""

    generation: Path

    def get(self, name: str, make: Callable[[], ox.Store]) -> ox.Store:
        """Return the view of a name, opened for reading, or else made and kept.

        It is made in a cell, as rules of the project are run for it.

        Raises :class:`QueryFailed` where these need too much, and what ``make`` does.
        """
        if (kept := self._open(name)) is not None:
            return kept

        def work(_: Ask, __: None) -> bytes | None:
            return make().dump(format=ox.RdfFormat.N_QUADS)

        with closing(begin(work, files=True)) as cell:
            quads = cell.call(None, seconds=inf, answer=_nothing)
        self._keep(name, quads)
        if (kept := self._open(name)) is not None:
            return kept
        view = ox.Store()
        view.bulk_load(quads, format=ox.RdfFormat.N_QUADS)
        return view

    def remove(self, name: str) -> None:
        """Forget a view, because it turned out to be damaged."""
        shutil.rmtree(self._folder / name, ignore_errors=True)

    @property
    def _folder(self) -> Path:
        return self.generation / VIEWS

    def _open(self, name: str) -> ox.Store | None:
        path = self._folder / name / "store"
        try:
            return ox.Store.read_only(str(path)) if path.is_dir() else None
        except (OSError, RuntimeError):  # it can be made anew, and shall be
            self.remove(name)
            return None

    def _keep(self, name: str, quads: bytes) -> None:
        target = self._folder / name
        with suppress(OSError, RuntimeError):
            self._folder.mkdir(exist_ok=True)  # not the generation: it may be removed
            if sum(1 for _ in self._folder.iterdir()) >= _MOST:
                return
            with beside(target, folder=True) as made:  # which nobody else may read
                whole = made / name
                whole.mkdir()
                write_store(whole, quads)
                os.rename(whole, target)  # fails if another was quicker


def _nothing(*_: object) -> None:
    """Answer nothing: who waits for a view is not told what is done for it."""
