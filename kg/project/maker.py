"""The part of a build that runs what a project wrote: shapes, rules and checks.

It is done in a cell, so that no file of a project reaches a network, and none that does
not come to an end holds a build for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from math import inf
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.cell.child import Burst, Cell, NoCell, begin
from kg.cell.limits import Ask
from kg.collector import resting
from kg.errors import InputErrors, Place, Problem
from kg.graph.patch import Earlier, Written, write_rows_store
from kg.graph.store import ROWS
from kg.project.ahead import RowsAhead
from kg.project.findings import Finding
from kg.project.following import Rules, work_out
from kg.project.inputs import Inputs
from kg.project.load import dump, load, row_files, sizes
from kg.project.rows import Choose, everything
from kg.project.shapes.clean import CleanParts
from kg.project.validate import looks_at_parts, validate_asserted, validate_graph
from kg.table.partitions import WorkerLost


class Maker:
    """Makes a graph of what was read; ``step`` is told each step that begins.

    Parts that are ``clean`` are not validated, and those that prove to be so are noted;
    of rows of large tables only those that ``choose`` chooses are.
    What the project wrote and cannot be run is :class:`InputErrors`, with its file.
    """

    def __init__(
        self,
        inputs: Inputs,
        engine: str,
        step: Callable[[str], None],
        clean: CleanParts | None = None,
        choose: Choose = everything,
    ) -> None:
        self._inputs, self._engine, self._choose = inputs, engine, choose
        self._clean = clean = clean or CleanParts()
        self._step, self._query, store = step, "", ox.Store()

        def work(ask: Ask, job: tuple[Any, ...]) -> Any:
            with resting():
                match job:
                    case ("validate",):
                        findings = validate_asserted(
                            inputs, engine, clean=clean, choose=choose
                        )
                        return findings, clean.after
                    case ("fill",):
                        return _fill(store, inputs, lambda name: ask("step", name))
                    case ("dump", folder, None):
                        return dump(store, inputs, Path(folder))
                    case ("dump", folder, (before, triples, rows)):
                        earlier = Earlier(Path(before), Written(triples, rows))
                        return dump(store, inputs, Path(folder), earlier)

        self._work = work
        self._cell: Cell | NoCell | None = None

    def validate(self, executor: Executor | None = None) -> list[Finding]:
        """Run the shapes on what was asserted, by workers of an executor if they can.

        Where workers of our own end at it, it is done in the cell: that can tell which
        file of the project is at fault.
        """
        if executor is not None and looks_at_parts(self._inputs.project, self._engine):
            try:
                with resting():
                    return validate_asserted(
                        self._inputs, self._engine, executor, self._clean, self._choose
                    )
            except WorkerLost:
                from kg.table.processes import ProcessPool

                if not isinstance(executor, ProcessPool):
                    raise
        findings: list[Finding]
        findings, clean = self._do("validate")
        self._clean.after |= clean
        return findings

    def fill(self) -> tuple[list[Finding], dict[str, int]]:
        """Load all, derive what follows, check the whole; return what there is, too."""
        filled: tuple[list[Finding], dict[str, int]] = self._do("fill")
        return filled

    def write(self, folder: Path, earlier: Earlier | None, ahead: RowsAhead) -> Written:
        """Write the graph into the folder of a generation, after an earlier one.

        What was written ``ahead`` of it is used.
        """
        before = earlier and (str(earlier.folder), *earlier.written)
        follows = self._do("dump", str(folder), before)
        files = row_files(self._inputs, folder, follows)
        written = write_rows_store(folder, files, earlier, ahead.take)
        self._inputs.large.keep(folder / ROWS)
        return written

    def close(self) -> None:
        """Forget the graph."""
        if self._cell is not None:
            self._cell.close()

    def _do(self, *job: Any) -> Any:
        if self._cell is None:  # it has what was made of the inputs until now
            self._cell = begin(self._work, files=True)
        try:
            return self._cell.call(job, seconds=inf, answer=self._answer)
        except Burst as error:
            if not self._query:
                raise
            place = Place(self._query, 1)
            raise InputErrors([Problem(place, f"cannot be run: {error}")]) from None

    def _answer(self, kind: str, name: str) -> None:
        if kind == "step":
            self._step(name)
        else:
            self._query = name


def _fill(
    store: ox.Store, inputs: Inputs, step: Callable[[str], None]
) -> tuple[list[Finding], dict[str, int]]:
    step("loading")
    load(store, inputs)
    project = inputs.project
    figures = work_out(store, Rules.of(project), project.base, step)
    step("running checks")
    return validate_graph(inputs, store, figures), sizes(store, inputs)
