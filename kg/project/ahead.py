"""The rows of large tables go into a store while others still look at them.

Sorting triples into a store on disk takes longer than all that is checked, and needs
nothing of it. So a process of its own does it, where there is a core for that, from
when the first table has been read; if something is wrong, it has been in vain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import BrokenExecutor, Future
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from kg.graph.patch import RowFile, add_rows
from kg.held import beside
from kg.table.processes import ProcessPool

ENOUGH = 64 << 20
"""Bytes of triples from which on it is worth a process: they are sorted in four
seconds, of which it takes a third of one to begin."""


class RowsAhead:
    """A store in the making beside that of the graph in a folder.

    Whatever is there in the end, and was not taken, is removed.
    """

    def __init__(self, graph: Path) -> None:
        self._graph, self._stack = graph, ExitStack()
        self._store: Path | None = None
        self._pool: ProcessPool | None = None
        self._files = list[RowFile]()
        self._written = list[Future[None]]()

    def __enter__(self) -> Self:
        """Return itself; nothing is begun yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process, and remove what nobody took."""
        self._stack.close()

    def begin(self, files: Iterable[RowFile]) -> None:
        """Begin to write those files of rows that are not begun, if they are enough.

        Once some are begun, any others are enough.
        """
        begun = {file.name for file in self._files}
        new = [replace(f, starts=None) for f in files if f.name not in begun]
        size = sum(file.path.stat().st_size for file in new)
        if not new or (self._pool is None and size < ENOUGH):
            return
        if self._pool is None:
            self._store = self._place()
            if self._store is None:
                return
            self._pool = self._stack.enter_context(ProcessPool(1))
            self._stack.callback(self._pool.kill)
        if self._store is not None:
            self._files += new
            self._written.append(self._pool.submit(add_rows, self._store, new))

    def take(self, store: Path, files: Mapping[str, RowFile]) -> frozenset[str]:
        """Move the store to where there is none yet; return the names in it.

        There are no names, and there is no store, where none was begun, the files are
        others by now, or the process was ended by somebody. Raises what the process ran
        into.
        """
        own = {file.name: file.digest for file in self._files}
        there = {name: file.digest for name, file in files.items()}
        if self._store is not None and own.items() <= there.items():
            with suppress(BrokenExecutor):
                for each in self._written:
                    each.result()
                self._store.replace(store)
                return frozenset(own)
        return frozenset()

    def _place(self) -> Path | None:
        """Return where the store is to be; ``None`` where nothing can be made."""
        made = [f for f in (self._graph, *self._graph.parents) if not f.exists()]
        with suppress(OSError):
            self._graph.mkdir(parents=True, exist_ok=True)
        self._stack.callback(_remove_empty, made)
        if not self._graph.is_dir():  # as will be told when all is written
            return None
        folder = self._stack.enter_context(beside(self._graph / "store", folder=True))
        return folder / "store"


def _remove_empty(folders: Iterable[Path]) -> None:
    """Remove folders that were made for nothing."""
    for folder in folders:
        with suppress(OSError):  # there is something in it
            folder.rmdir()
