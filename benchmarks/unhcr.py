"""How long all of UNHCR's tables take to build, beside the sources that come with kg.

    python benchmarks/unhcr.py FOLDER [--in PROJECT]
    python benchmarks/unhcr.py --ask PROJECT

FOLDER holds the four tables that the mappings name (`kg fetch` brings them). Every year
is read, not only the last that the mappings choose. Then an article more is built onto
that, and a table in which a hundredth of the rows has another number. The project and
its graph are in a temporary folder, or made in PROJECT. Printed are seconds of the
clock and of the processor, with all processes that took part, and the most memory that
any one of them had in the first build.

With ``--ask`` every shipped question is asked of such a graph, for a thousand rows at
most: about each of some things, and about nothing in particular. Printed are the
seconds of the processor, citations included, the second time that it is asked; and what
`kg show`, `kg figures` and `kg explain` of some things take.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from processor import processor_seconds  # type: ignore[import-not-found]

import kg
from kg.project.mapping import make_mapping
from kg.resources import shipped

ABOUT = {
    "Actor": ["unhcr", "pk-interior-ministry"],
    "Country": ["germany", "pakistan"],
    "Flow": ["afghans-leaving-pakistan-2023"],
    "MovementFlow": ["afghans-leaving-pakistan-2023"],
    "Place": ["germany", "pakistan"],
    "Policy": ["pk-repatriation-campaign"],
    "PopulationGroup": ["refugees-from-rwanda-in-uganda"],
    "SourceDocument": ["unhcr-population", "dailysabah-20250604"],
    "Thing": ["germany", "unhcr", "refugees-from-rwanda-in-uganda"],
}
"""What is asked about, by the class that a parameter takes: what tables say most of,
and what articles speak of."""

MOST = 1000
"""Rows that are asked for: as many as `kg ask` shows."""

POLICY = "pk-repatriation-campaign"
LONG = 20.0
"""Seconds of the clock after which a question is given up."""

MAPPINGS = ("asylum-decisions", "flows", "population", "solutions", "stateless")
LAST_YEAR = "  year: [2025]\n"
ARTICLE = "ariananews-20250729"
EDITED, NUMBER = "unhcr_population.csv", "refugees"
_MIB = 1024
"""Kilobytes, in which Linux counts the memory of a process."""


def main(folder: Path, root: Path | None) -> None:
    """Build all tables of a folder, and then what changes; print what it took."""
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as temporary:
        aside = Path(temporary)
        shutil.copytree(folder, aside / "tables", copy_function=shutil.copyfile)
        root = root or aside / "project"
        root.mkdir()
        build_all(root, aside)


def build_all(root: Path, aside: Path) -> None:
    """Make a project, and build it from tables that lie aside, three times."""
    (root / "kg.toml").write_text('[project]\ntitle = "All tables"\n')
    shutil.copytree(shipped("sources"), root / "sources")
    for name in MAPPINGS:
        make_mapping(root, f"unhcr-{name}")
        path = root / f"sources/unhcr-{name}/mapping.yaml"
        path.write_text(path.read_text("utf-8").replace(LAST_YEAR, ""), "utf-8")
    article, tables = root / "sources" / ARTICLE, aside / "tables"
    shutil.move(article, aside / ARTICLE)
    print(built(root, tables, "all tables"))
    took = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{took.ru_maxrss / _MIB:.0f} MB in one process at most")
    shutil.move(aside / ARTICLE, article)
    print(built(root, tables, "an article more"))
    edit(tables / EDITED)
    print(built(root, tables, "a hundredth of the rows of a table changed"))


def built(root: Path, tables: Path, what: str) -> str:
    """Build a project, and return in words what it took."""
    command = [sys.executable, "-m", "kg", "build"]
    env = {**os.environ, "KG_TABLES": str(tables)}
    start, before = time.monotonic(), processor_seconds()
    done = subprocess.run(  # noqa: S603
        command, cwd=root, env=env, capture_output=True, text=True, check=False
    )
    seconds, own = time.monotonic() - start, processor_seconds() - before
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    size = next(line for line in done.stdout.splitlines() if "triples" in line)
    took = f"{seconds:.0f} s of the clock, {own:.0f} s of the processor"
    return f"{what}: {took} ({size.strip()})"


def edit(table: Path) -> None:
    """Add one to a number in one row of a hundred, the same rows each time."""
    with table.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    at = header.index(NUMBER)
    counted = [row for row in rows if row[at].isdigit() and int(row[at]) > 0]
    for row in random.Random(1).sample(counted, len(rows) // 100):  # noqa: S311
        row[at] = str(int(row[at]) + 1)
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def asked(root: Path) -> None:
    """Ask every question of a built graph, and print what each took."""
    graph = kg.open(root / "build" / "graph", project=root, seconds=LONG)
    some, nothing = dict[str, float](), dict[str, float]()
    for name, question in graph.questions.items():
        nothing[name] = seconds_of(graph, name, {})
        for parameter in question.parameters.values():
            for thing in ABOUT.get(parameter.type, ()):
                given = {parameter.name: thing}
                some[f"{name} {thing}"] = seconds_of(graph, name, given)
    for words, took in (("one thing", some), ("nothing in particular", nothing)):
        done = [seconds for seconds in took.values() if seconds < LONG]
        print(
            f"about {words}: {len(took)}, {median(took.values()):.3f} s in the middle"
        )
        print(f"  {sum(s < 0.1 for s in done)} under 0.1 s, {len(done)} ended")
        for asking, seconds in sorted(took.items(), key=lambda item: -item[1])[:12]:
            print(f"  {asking:60} {seconds:6.3f}")

    for words, work in (
        ("show unhcr", lambda: graph.show("unhcr", MOST)),
        ("show unhcr-population", lambda: graph.show("unhcr-population", MOST)),
        ("figures germany", lambda: graph.figures("germany")),
        ("explain pk-repatriation-campaign", lambda: graph.timeline(POLICY)),
    ):
        start = processor_seconds()
        work()
        print(f"{words:62} {processor_seconds() - start:6.3f}")


def seconds_of(graph: kg.KnowledgeGraph, name: str, given: dict[str, str]) -> float:
    """Return how long a question takes when it is asked a second time."""
    try:
        graph.ask_some(name, MOST, **given)
        start = processor_seconds()
        graph.ask_some(name, MOST, **given)
        return float(processor_seconds() - start)
    except kg.QueryFailed:
        return LONG


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--in", type=Path, dest="root", metavar="PROJECT")
    parser.add_argument("--ask", type=Path, metavar="PROJECT")
    options = parser.parse_args()
    if options.ask:
        asked(options.ask)
    elif options.folder:
        main(options.folder, options.root)
    else:
        parser.error("FOLDER or --ask PROJECT is needed")
