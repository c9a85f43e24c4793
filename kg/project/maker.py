"""The part of a build that runs what a project wrote: shapes, rules and checks.

It is done in a cell, so that no file of a project reaches a network, and none that does
not come to an end holds a build for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.cell.child import Burst, begin
from kg.cell.limits import Ask
from kg.collector import resting
from kg.errors import InputErrors, Place, Problem
from kg.graph.store import QUADS, write_store
from kg.project.findings import Finding
from kg.project.following import Rules, work_out
from kg.project.inputs import Inputs
from kg.project.load import load, sizes
from kg.project.validate import validate_asserted, validate_graph


class Maker:
    """Makes a graph of what was read; ``step`` is told each step that begins.

    What the project wrote and cannot be run is :class:`InputErrors`, with its file.
    """

    def __init__(
        self, inputs: Inputs, engine: str, step: Callable[[str], None]
    ) -> None:
        self._step, self._query, store = step, "", ox.Store()

        def work(ask: Ask, job: tuple[Any, ...]) -> Any:
            with resting():
                match job:
                    case ("validate",):
                        return validate_asserted(inputs, engine)
                    case ("fill",):
                        return _fill(store, inputs, lambda name: ask("step", name))
                    case ("dump", path):
                        return store.dump(path, format=ox.RdfFormat.N_QUADS)

        self._cell = begin(work, files=True)

    def validate(self) -> list[Finding]:
        """Run the shapes on what was asserted."""
        findings: list[Finding] = self._do("validate")
        return findings

    def fill(self) -> tuple[list[Finding], dict[str, int]]:
        """Load all, derive what follows, check the whole; return what there is, too."""
        filled: tuple[list[Finding], dict[str, int]] = self._do("fill")
        return filled

    def write(self, folder: Path) -> None:
        """Write the graph into the folder of a generation."""
        quads = folder / QUADS
        self._do("dump", str(quads))
        write_store(folder, quads)
        quads.unlink()

    def close(self) -> None:
        """Forget the graph."""
        self._cell.close()

    def _do(self, *job: Any) -> Any:
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
