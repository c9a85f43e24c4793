"""Cells that wait for their next job, lent to one thread at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from kg.cell.child import Cell, NoCell


class CellPool:
    """Lends cells that ``make`` begins, and keeps those that come back alive."""

    def __init__(self, make: Callable[[], Cell | NoCell]) -> None:
        self._make = make
        self._idle: list[Cell | NoCell] = []
        self._lock = Lock()
        self._closed = False

    def prepare(self) -> None:
        """Begin a cell, so that the next who needs one has it at once."""
        self._take_back(self._make())

    @contextmanager
    def lent(self) -> Iterator[Cell | NoCell]:
        """Lend a cell for a job: one that waits, or a new one."""
        cell = self._waiting() or self._make()
        try:
            yield cell
        finally:
            self._take_back(cell)

    def close(self) -> None:
        """End the cells that wait; those at work end when they come back."""
        with self._lock:
            self._closed, idle = True, self._idle
            self._idle = []
        for cell in idle:
            cell.close()

    def _waiting(self) -> Cell | NoCell | None:
        """Return a cell that waits: one may have ended with the thread it began in."""
        with self._lock:
            while self._idle:
                if (cell := self._idle.pop()).alive():
                    return cell
        return None

    def _take_back(self, cell: Cell | NoCell) -> None:
        if not cell.alive():
            return
        with self._lock:
            if not self._closed:
                self._idle.append(cell)
                return
        cell.close()
