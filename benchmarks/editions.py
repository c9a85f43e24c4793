"""How long two editions of a table take: to be read and tied, and to a graph.

    python benchmarks/editions.py [ROWS …] [--read]

Writes the invented table of ``benchmarks/tables.py``, and a newer edition in which of a
hundred rows one is gone and four have another number, and builds both in a process of
its own; with ``--read`` they are only read and tied. Seconds are of the processor,
memory is the most that any one process had.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from processor import processor_seconds  # type: ignore[import-not-found]
from tables import MAPPING, write  # type: ignore[import-not-found]

import kg
from kg.project.inputs import Inputs

_MIB = 1024
"""Kilobytes, in which Linux counts the memory of a process."""


def main() -> None:
    """Print a line for each size."""
    sizes = [int(word) for word in sys.argv[1:] if word != "--read"] or [2_000, 20_000]
    more = ["--read"] if "--read" in sys.argv else []
    for rows in sizes:
        with tempfile.TemporaryDirectory() as folder:
            write_editions(Path(folder), rows)
            command = [sys.executable, __file__, "--in", folder, *more]
            done = subprocess.run(  # noqa: S603
                command, check=True, capture_output=True, text=True
            )
            print(f"{rows:,} rows, two editions: {done.stdout.strip()}", flush=True)


def write_editions(root: Path, rows: int) -> None:
    """Write a project with two editions of a table, the same each time."""
    write(root, rows)
    header, *lines = (root / "sources/counts/counts.csv").read_text().splitlines()
    chosen, later = random.Random(2), [header]  # noqa: S311
    for line in lines:
        chance, cells = chosen.random(), line.split(",")
        if 0.01 < chance < 0.05:
            cells[3] = str(int(cells[3]) + chosen.randrange(1, 50))
        if chance > 0.01:
            later.append(",".join(cells))
    folder = root / "sources/counts-2"
    folder.mkdir()
    mapping = MAPPING.replace("id: counts", "id: counts-2")
    mapping = mapping.replace("2026-03-05", "2026-09-05")
    mapping = mapping.replace("table: {", "table: {revises: counts, ")
    (folder / "mapping.yaml").write_text(mapping, "utf-8")
    (folder / "counts.csv").write_text("\n".join(later) + "\n", "utf-8")


def measured(root: Path, *, only_read: bool) -> str:
    """Read, or build, a project; return how many claims in what time and memory."""
    project, start = kg.Project.open(root), processor_seconds()
    if only_read:
        inputs = Inputs(project, kg.Texts(None))
        claims = sum(document.claims for document in inputs.reading.documents.values())
        inputs.close()
    else:
        claims = kg.build(project, root / "graph").claims
    seconds = processor_seconds() - start
    most = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return f"{claims:,} claims, {seconds:.1f} s, {most / _MIB:,.0f} MB"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--in"]:
        print(measured(Path(sys.argv[2]), only_read="--read" in sys.argv))
    else:
        main()
