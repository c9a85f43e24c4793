"""What grows how: columns to triples, validation, load, derivation, questions, by size.

    python benchmarks/scale.py [TRIPLES …] [--steps STEP,…] [--runs N]
        [--executor NAME] [--peers FOLDER] [--json FILE]

Makes tables that give about TRIPLES triples (100,000 and 1,000,000 by default) and
measures each step in a process of its own, N times (3 by default): seconds of the
processor, children included, and of the clock, of which the medians are printed, and
the most memory of any one process. ``map`` and ``validate`` are shared out as a build
does it, or to an executor that is named (``processes:1`` is nobody else).

All steps are taken up to two million triples, those of :data:`LARGE` of more: what
follows, a whole build and questions would take hours there, or more memory than most
machines have. STEPs are other ones. Beside them in the same run, on the same table, up
to two million:

- Morph-KGC maps it (``rml.py``: the same triples, compared before anything is timed),
  in an environment that is made in FOLDER, a temporary one by default;
- rdflib reads the triples, and pySHACL validates them with the same shapes, up to a
  hundred thousand, once.

Questions are asked about one thing, through the Python API with all citations. With
``--json`` the figures are kept for ``plot_scale.py``, beside those of other sizes and
steps that are in FILE.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import monotonic
from typing import Any

import pyoxigraph as ox
import rml  # type: ignore[import-not-found]
import tables  # type: ignore[import-not-found]
from processor import processor_seconds  # type: ignore[import-not-found]

import kg
from kg.graph.patch import RowFile, add_rows
from kg.project.build import MANY
from kg.project.following import Rules, work_out
from kg.project.inputs import Inputs
from kg.project.load import load
from kg.project.shapes.engines import engine
from kg.project.shapes.shapes import read_shapes
from kg.project.validate import validate_asserted
from kg.table.executors import executing
from kg.table.naming import PROCESSES

TRIPLES_OF_A_ROW = 41
"""Triples that a row of the made table gives in the middle: 1.67 claims of 24.5."""

MOST, PYSHACL = 2_000_000, 200_000
"""Triples up to which all steps are taken, and pySHACL is asked."""

LARGE = ("map", "validate", "load")
"""What is measured of more triples."""

ABOUT = {"Thing": "aruba-to-afghanistan", "Flow": "aruba-to-afghanistan"}
ABOUT |= {"Place": "aruba", "Country": "aruba", "SourceDocument": "counts"}
ABOUT |= {"PopulationGroup": "people-in-aruba", "Actor": "apf-coders"}
"""What a question is asked about, by the class that its parameter takes."""

Timed = Callable[[Callable[[], Any]], Any]
"""Runs what it is given, and counts its seconds."""


def read(root: Path) -> Inputs:
    """Read the table: its triples lie in files then, as a build makes them."""
    executor = os.environ.get("EXECUTOR") or None
    return Inputs(kg.Project.open(root), kg.Texts(None), executor)


def step_map(root: Path, timed: Timed) -> None:
    """Make triples of columns."""
    inputs = timed(lambda: read(root))
    (source,) = (s for s in inputs.sources if s.id == "counts")
    with (root / "kg.nt").open("wb") as file:
        file.writelines(inputs.text(entry).encode() for entry in source.entries)
        for number, table in enumerate(inputs.large.tables):
            for path in (table.text, inputs.large.things.path(number)):
                with path.open("rb") as text:
                    shutil.copyfileobj(text, file, 1 << 20)
    inputs.close()


def step_morph(root: Path, timed: Timed) -> None:
    """Make the same by Morph-KGC."""
    python = str(rml.environment(Path(os.environ["PEERS"])))
    command = [python, "-m", "morph_kgc", str(root / "rml" / "morph.ini")]
    timed(lambda: subprocess.run(command, check=True))  # noqa: S603


def step_compare(root: Path, timed: Timed) -> dict[str, float]:
    """Compare what both mappings give; return how many triples that is."""
    document = "<https://example.org/b/id/document/counts>"
    ours, theirs = (
        {line.strip() for line in path.read_text("utf-8").splitlines()} - {""}
        for path in (root / "kg.nt", root / "rml" / "morph.nt")
    )
    ours = {line for line in ours if not line.startswith(document)}
    if ours != theirs:
        sys.exit(f"{len(ours ^ theirs)} triples are not the same; nothing is timed")
    return {"triples": len(ours)}


def step_validate(root: Path, timed: Timed) -> None:
    """Validate triples that are at hand with the shapes."""
    inputs = read(root)
    many = PROCESSES if inputs.count() >= MANY else None

    def validate() -> None:
        with executing(os.environ.get("EXECUTOR") or many) as workers:
            validate_asserted(inputs, "shacl", workers)

    timed(validate)
    inputs.close()


def step_pyshacl(root: Path, timed: Timed) -> None:
    """Do the same by pySHACL, reading into rdflib included."""
    inputs = Inputs(kg.Project.open(root), kg.Texts(None))
    text, shapes = inputs.asserted(), read_shapes(inputs.project).ntriples()
    timed(lambda: engine("pyshacl")(text, shapes))


def step_load(root: Path, timed: Timed) -> dict[str, float]:
    """Load triples into a graph of a store on disk, in stretches, as a build does."""
    text, graph = root / "kg.nt", "https://example.org/b/graph/counts"
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        timed(lambda: add_rows(store, [RowFile("counts", text, "", graph)]))
        return {"on disk": sum(f.stat().st_size for f in store.iterdir()) / 1e6}


def step_rdflib(root: Path, timed: Timed) -> None:
    """Load the same into memory, by rdflib."""
    import rdflib

    timed(lambda: rdflib.Graph().parse(root / "kg.nt", format="nt"))


def step_derive(root: Path, timed: Timed) -> None:
    """Work out what follows: standing, rules, figures held together."""
    project, store = kg.Project.open(root), ox.Store()
    load(store, Inputs(project, kg.Texts(None)))
    rules = Rules.of(project)
    timed(lambda: work_out(store, rules, project.base, lambda name: None))


def step_build(root: Path, timed: Timed) -> None:
    """Do all of it: from the table to a graph on disk that is checked."""
    timed(lambda: kg.build(kg.Project.open(root), root / "graph"))


def step_tables(root: Path, timed: Timed) -> None:
    """Write the graph as plain tables, in CSV."""
    graph = kg.open(root / "graph", project=root, texts=root)
    with tempfile.TemporaryDirectory() as folder:
        timed(lambda: kg.write_graph(graph, Path(folder) / "tables", "tables"))


def step_questions(root: Path, timed: Timed) -> dict[str, float]:
    """Ask every shipped question about one thing; return the median, the longest.

    Those that list more than can be listed in a minute are counted.
    """
    graph = kg.open(root / "graph", project=root, texts=root)
    took, failed = {}, list[str]()
    for name, question in graph.questions.items():
        of = [p for p in question.parameters.values() if p.type in ABOUT][:1]
        given = {p.name: ABOUT[p.type] for p in of}
        try:
            graph.ask(name, **given)
            start = processor_seconds()
            graph.ask(name, **given)
        except kg.QueryFailed:
            failed.append(name)
        else:
            took[name] = processor_seconds() - start
    print(f"no answer in a minute: {', '.join(failed) or 'none'}", file=sys.stderr)
    longest = max(took, key=lambda name: took[name])
    print(f"longest question: {longest}", file=sys.stderr)
    return {"seconds": median(took.values()), "longest": took[longest]}


STEPS = {
    name.removeprefix("step_"): run
    for name, run in list(globals().items())
    if name.startswith("step_")
}
ONCE = ("build", "pyshacl", "questions", "tables")


def measured(step: str, root: Path) -> dict[str, float]:
    """Take a step in this process; return its seconds and the memory."""
    spent: list[tuple[float, float]] = []

    def timed(run: Callable[[], Any]) -> Any:
        start, clock = processor_seconds(), monotonic()
        made = run()
        spent.append((processor_seconds() - start, monotonic() - clock))
        return made

    more = STEPS[step](root, timed)
    usage = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    most = max(resource.getrusage(who).ru_maxrss for who in usage) / 1024
    seconds, clock = map(sum, zip(*spent, strict=True)) if spent else (0.0, 0.0)
    return {"seconds": seconds, "clock": clock, "MB": most, **(more or {})}


def _apart(step: str, root: Path, runs: int) -> dict[str, Any]:
    """Take a step in processes of its own; return the medians."""
    found = []
    for _ in range(1 if step in ONCE else runs):
        command = [sys.executable, __file__, "--step", step, "--in", str(root)]
        done = subprocess.run(  # noqa: S603
            command, check=True, stdout=subprocess.PIPE, text=True
        )
        found.append(json.loads(done.stdout.splitlines()[-1]))
    return {name: median(each[name] for each in found) for name in found[0]}


def _compare(root: Path) -> int:
    """Let both mappings be compared; return how many triples they give.

    In a process of its own: what this one once held would count as its children's.
    """
    _apart("map", root, 1)
    _apart("morph", root, 1)
    return int(_apart("compare", root, 1)["triples"])


def _steps(triples: int) -> list[str]:
    if triples > MOST:
        return [*LARGE]
    pyshacl = ["pyshacl"] if triples <= PYSHACL else []
    steps = ["map", "morph", "validate", *pyshacl, "load", "rdflib"]
    return [*steps, "derive", "build", "questions", "tables"]


def _lines(path: Path) -> int:
    with path.open("rb") as lines:
        return sum(1 for _ in lines)


PEER = {"morph": "map", "pyshacl": "validate", "rdflib": "load"}
"""Which step a peer is held against."""


def _size(
    root: Path, rows: int, runs: int, steps: list[str]
) -> Iterator[dict[str, Any]]:
    """Measure one size; print a line per step, and yield its figures."""
    tables.write(root, rows)
    steps = steps or _steps(rows * TRIPLES_OF_A_ROW)
    if "morph" in steps:
        rml.prepare(root, root / "rml")
        triples, same = _compare(root), ", the same by both mappings"
    else:
        _apart("map", root, 1)
        triples, same = _lines(root / "kg.nt"), ""
    print(f"{rows:,} rows, {triples:,} triples{same}", flush=True)
    figures: list[dict[str, Any]] = []
    for step in steps:
        took = _apart(step, root, runs)
        figures.append({"triples": triples, "step": step, **took})
        line = f"  {step:10} {took['seconds']:9.3f} s {took['MB']:7,.0f} MB"
        if step in ("map", "morph", "load", "rdflib", "validate"):
            line += f" {triples / took['seconds']:12,.0f} triples/s"
            line += f"; {took['clock']:.3f} s of the clock"
            line += f", {triples / took['clock']:,.0f} triples/s"
        if "on disk" in took:
            line += f"; {took['on disk'] * 1e6 / triples:.0f} bytes each on disk"
        if step in PEER and any(f["step"] == PEER[step] for f in figures):
            ours = next(f for f in figures if f["step"] == PEER[step])
            line += f", {took['seconds'] / ours['seconds']:.1f} times {PEER[step]}"
        if "longest" in took:
            line += f", the longest {took['longest']:.3f} s"
        print(line, flush=True)
        yield figures[-1]


def main() -> None:
    """Print a block per size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("triples", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--steps", default="", metavar="STEP,…")
    parser.add_argument("--executor", default="", metavar="NAME")
    parser.add_argument("--peers", type=Path, metavar="FOLDER")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--step", help=argparse.SUPPRESS)
    parser.add_argument("--in", type=Path, dest="root", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        print(json.dumps(measured(options.step, options.root)))
        return
    machine = f"{_processor()}, {os.cpu_count()} cores, Python"
    machine += f" {platform.python_version()}, {rml.MORPH}"
    print(machine, flush=True)
    figures: list[dict[str, Any]] = []
    if options.json and options.json.exists():
        figures = json.loads(options.json.read_text("utf-8"))["figures"]
    steps = options.steps.split(",") if options.steps else []
    with tempfile.TemporaryDirectory() as made:
        os.environ["PEERS"] = str(options.peers or Path(made) / "peers")
        os.environ["EXECUTOR"] = options.executor
        for triples in options.triples:
            root = Path(made) / str(triples)
            root.mkdir()
            rows = triples // TRIPLES_OF_A_ROW
            for figure in _size(root, rows, options.runs, steps):
                same = figure["triples"], figure["step"]
                figures = [f for f in figures if (f["triples"], f["step"]) != same]
                figures.append(figure)
                if options.json:  # step by step: a run of hours may be broken off
                    kept = {"machine": machine, "figures": figures}
                    options.json.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


def _processor() -> str:
    """Return what the system calls its processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = (s.partition(":")[2].strip() for s in lines if s.startswith("model name"))
    return next(names, platform.machine())


if __name__ == "__main__":
    main()
