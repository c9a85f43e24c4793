"""The rows of large tables go into a store while others still look at them.

Sorting triples into a store on disk takes longer than all that is checked, and needs
nothing of it. So a process of its own does it, where there is a core for that; if
something is wrong, it has been in vain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from kg.graph.patch import RowFile, add_rows
from kg.held import beside
from kg.project.inputs import Inputs
from kg.project.load import table_files
from kg.table.processes import ProcessPool

ENOUGH = 64 << 20
"""Bytes of triples from which on it is worth a process: they are sorted in four
seconds, of which it takes a third of one to begin."""


class RowsAhead:
    """A store in the making, with the triples of files of rows.

    ``folder`` is where it is made, and ``pool`` has the process that does it.
    """

    def __init__(self, folder: Path, files: Iterable[RowFile], pool: Executor) -> None:
        self._store = folder / "store"
        self._files = [replace(file, starts=None) for file in files]
        self._done = pool.submit(add_rows, self._store, self._files)

    def take(self, store: Path, files: Mapping[str, RowFile]) -> frozenset[str]:
        """Move the store to where there is none yet; return the names in it.

        There are no names, and there is no store, where the files are others by now,
        or the process was ended by somebody. Raises what the process ran into.
        """
        own = {file.name: file.digest for file in self._files}
        if own.items() <= {name: file.digest for name, file in files.items()}.items():
            with suppress(BrokenExecutor):
                self._done.result()
                self._store.replace(store)
                return frozenset(own)
        return frozenset()


@contextmanager
def rows_ahead(
    inputs: Inputs, graph: Path, workers: Executor | None
) -> Iterator[RowsAhead | None]:
    """Begin to write the rows of large tables into a store beside that at ``graph``.

    That is done if there are enough, and ``workers`` that leave this process free.
    Whatever is there in the end, and was not taken, is removed.
    """
    files = list(table_files(inputs)) if workers is not None else []
    if not files or sum(file.path.stat().st_size for file in files) < ENOUGH:
        yield None
        return
    made = _make(graph)
    try:
        if not graph.is_dir():  # as will be told when all is written
            yield None
            return
        with beside(graph / "store", folder=True) as folder, ProcessPool(1) as pool:
            try:
                yield RowsAhead(folder, files, pool)
            finally:
                pool.kill()
    finally:
        for path in made:
            with suppress(OSError):  # there is something in it
                path.rmdir()


def _make(folder: Path) -> list[Path]:
    """Make a folder and those above it; return those that were not there."""
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return made
