"""How fast shapes look at many things, in one process and shared out over several.

    python benchmarks/sharing.py [DOCUMENTS [PROCESSES]]

Makes the claims of DOCUMENTS documents (100 by default, of 50 figures each), and runs
the shapes on their parts here and by pools of 1, 2 … PROCESSES processes (as many as
there are cores), three times each; what is printed is the middle one. Seconds are of
the processor, of all processes together; a clock's stand beside them, which other work
on the machine disturbs. As a peer, pySHACL looks at one part.
"""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from claims import write_project  # type: ignore[import-not-found]
from processor import processor_seconds  # type: ignore[import-not-found]

from kg.project.inputs import Inputs
from kg.project.rows import row_parts
from kg.project.shapes.check import check_shapes
from kg.project.shapes.engines import REFERENCE, WHEEL
from kg.project.shapes.parts import Part, needed
from kg.project.shapes.shapes import read_shapes
from kg.read.project import Project
from kg.read.texts import Texts
from kg.table.executors import executing
from kg.table.partitions import run_partitions
from kg.table.processes import usable_cores

RUNS = 3


class Looking:
    """Shapes and parts to run them on, made once."""

    def __init__(self, root: Path) -> None:
        self.inputs = Inputs(Project.open(root), Texts(None))
        self.shapes = read_shapes(self.inputs.project)
        self.beside = needed(self.inputs.schema(), self.shapes)
        self.parts = [*self.inputs.asserted_in_parts(), *row_parts(self.inputs)]
        self.things = sum(len(own) for _, own in self.parts)
        self.triples = sum(data.count("\n") for data, _ in self.parts)

    def look(self, parts: Sequence[Part], name: str, engine: str = WHEEL) -> None:
        """Run the shapes on parts by an executor of a name."""
        with executing(name) as executor:
            list(run_partitions(abs, range(8), executor))  # processes have begun
            begun = processor_seconds(), perf_counter()
            findings = check_shapes(
                parts,
                self.shapes,
                places=self.inputs.places,
                engine_name=engine,
                beside=self.beside,
                executor=executor,
            )
            self.taken = processor_seconds() - begun[0], perf_counter() - begun[1]
        if findings:
            raise SystemExit(f"nothing is wrong, but {findings[0]}")


def main() -> None:
    """Print one line for each way: seconds, and triples a second."""
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    processes = int(sys.argv[2]) if len(sys.argv) > 2 else usable_cores()
    print(f"{platform.machine()}, {usable_cores()} cores, {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        write_project(Path(folder), documents, 50)
        looking = Looking(Path(folder))
        print(f"{looking.things} things, {looking.triples} triples")
        for count in range(1, processes + 1):
            name = f"processes:{count}"
            _row(name, looking, lambda: looking.look(looking.parts, name))
        part = looking.parts[1:2]
        looking.look(part, "processes:1", REFERENCE)
        theirs = looking.taken[0] / len(part[0][1])
        looking.look(looking.parts, "processes:1")
        ours = looking.taken[0] / looking.things
        print(f"a thing {ours * 1000:.3f} ms; pySHACL {theirs * 1000:.1f} ms, ", end="")
        print(f"{theirs / ours:.0f} times as long")


def _row(name: str, looking: Looking, look: Callable[[], None]) -> None:
    taken = []
    for _ in range(RUNS):
        look()
        taken.append(looking.taken)
    processor, clock = (median(times) for times in zip(*taken, strict=True))
    speed = looking.triples / clock / 1000
    print(f"{name:14}{processor:8.2f} s{clock:8.2f} s of a clock", end="")
    print(f"{speed:8.0f} thousand triples a second")


if __name__ == "__main__":
    main()
