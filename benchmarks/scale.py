"""What grows how: columns to triples, validation, load, derivation, questions, by size.

    python benchmarks/scale.py [TRIPLES …] [--runs N] [--peers FOLDER] [--json FILE]

Makes tables that give about TRIPLES triples (100,000 and 1,000,000 by default) and
measures each step in a process of its own, N times (3 by default): seconds of the
processor, children included, of which the median is printed, and the most memory of
any one process. Beside them in the same run, on the same table:

- Morph-KGC maps it (``rml.py``: the same triples, compared before anything is timed),
  in an environment that is made in FOLDER, a temporary one by default;
- rdflib reads the triples, up to a million, and pySHACL validates them with the same
  shapes, up to a hundred thousand, once.

Questions are asked about one thing, through the Python API with all citations. With
``--json`` the figures are kept for ``plot_scale.py``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pyoxigraph as ox
import rml  # type: ignore[import-not-found]
import tables  # type: ignore[import-not-found]
from processor import processor_seconds  # type: ignore[import-not-found]

import kg
from kg.graph.store import write_store
from kg.project.following import Rules, work_out
from kg.project.inputs import Inputs
from kg.project.load import load
from kg.project.shapes.engines import engine
from kg.project.shapes.shapes import read_shapes
from kg.project.validate import validate_asserted

TRIPLES_OF_A_ROW = 41
"""Triples that a row of the made table gives in the middle: 1.67 claims of 24.5."""

RDFLIB, PYSHACL = 2_000_000, 200_000
"""Triples up to which the peers are asked: longer they would take hours."""

ABOUT = {"Thing": "aruba-to-afghanistan", "Flow": "aruba-to-afghanistan"}
ABOUT |= {"Place": "aruba", "Country": "aruba", "SourceDocument": "counts"}
ABOUT |= {"PopulationGroup": "people-in-aruba", "Actor": "apf-coders"}
"""What a question is asked about, by the class that its parameter takes."""

Timed = Callable[[Callable[[], Any]], Any]
"""Runs what it is given, and counts its seconds."""


def mapped(project: kg.Project) -> str:
    """Return the triples of the table, as text: what is compared and timed."""
    inputs = Inputs(project, kg.Texts(None))
    (source,) = (s for s in inputs.sources if s.id == "counts")
    return inputs.everything(source)


def step_map(root: Path, timed: Timed) -> None:
    """Make triples of columns."""
    text = timed(lambda: mapped(kg.Project.open(root)))
    (root / "kg.nt").write_text(text, "utf-8")


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
    inputs = Inputs(kg.Project.open(root), kg.Texts(None))
    for source in inputs.sources:
        inputs.everything(source)
    timed(lambda: validate_asserted(inputs, "shacl"))


def step_pyshacl(root: Path, timed: Timed) -> None:
    """Do the same by pySHACL, reading into rdflib included."""
    inputs = Inputs(kg.Project.open(root), kg.Texts(None))
    text, shapes = inputs.asserted(), read_shapes(inputs.project).ntriples()
    timed(lambda: engine("pyshacl")(text, shapes))


def step_load(root: Path, timed: Timed) -> None:
    """Load triples into a store on disk."""
    with tempfile.TemporaryDirectory() as folder:
        timed(lambda: write_store(Path(folder), (root / "kg.nt").read_bytes()))


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
    spent: list[float] = []

    def timed(run: Callable[[], Any]) -> Any:
        start = processor_seconds()
        made = run()
        spent.append(processor_seconds() - start)
        return made

    more = STEPS[step](root, timed)
    usage = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    most = max(resource.getrusage(who).ru_maxrss for who in usage) / 1024
    return {"seconds": sum(spent), "MB": most, **(more or {})}


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
    steps = ["map", "morph", "validate"]
    steps += ["pyshacl"] if triples <= PYSHACL else []
    steps += ["load"] + (["rdflib"] if triples <= RDFLIB else [])
    return [*steps, "derive", "build", "questions", "tables"]


PEER = {"morph": "map", "pyshacl": "validate", "rdflib": "load"}
"""Which step a peer is held against."""


def _size(root: Path, rows: int, runs: int) -> Iterator[dict[str, Any]]:
    """Measure one size; print a line per step, and yield its figures."""
    tables.write(root, rows)
    rml.prepare(root, root / "rml")
    triples = _compare(root)
    print(f"{rows:,} rows, {triples:,} triples, the same by both mappings", flush=True)
    figures: list[dict[str, Any]] = []
    for step in _steps(triples):
        took = _apart(step, root, runs)
        figures.append({"triples": triples, "step": step, **took})
        line = f"  {step:10} {took['seconds']:9.3f} s {took['MB']:7,.0f} MB"
        if step in ("map", "morph", "load", "rdflib", "validate"):
            line += f" {triples / took['seconds']:12,.0f} triples/s"
        if step in PEER:
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
    with tempfile.TemporaryDirectory() as made:
        os.environ["PEERS"] = str(options.peers or Path(made) / "peers")
        for triples in options.triples:
            root = Path(made) / str(triples)
            root.mkdir()
            for figure in _size(root, triples // TRIPLES_OF_A_ROW, options.runs):
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
