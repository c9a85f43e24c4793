"""How long tables take: rows to validated triples, and to a graph that can be asked.

    python benchmarks/tables.py [ROWS …]

Writes a table of ROWS invented rows (1,000, 5,000 and 20,000 by default) with two
measures and its mapping to a temporary folder, and builds it in a process of its own.
As a peer, rdflib adds the same triples to a graph, term by term, and pySHACL validates
them with the same shapes, for the first 100 rows. Seconds are of the processor, which
other work on the machine disturbs less than a clock; memory is the most that the build
and its children had.
"""

from __future__ import annotations

import json
import platform
import random
import resource
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
from processor import processor_seconds  # type: ignore[import-not-found]
from rdflib import Graph

import kg
from kg.match.countries import countries
from kg.project.inputs import Inputs
from kg.project.shapes.engines import engine
from kg.project.shapes.shapes import read_shapes
from kg.project.validate import validate_asserted

STEPS = ("rows to claims", "claims to triples", "validate")
PEER_ROWS = 100
_MIB = 1024
"""Kilobytes, in which Linux counts the memory of a process."""

MAPPING = """\
document: {id: counts, title: Counts, published: 2026-03-05, publishedBy: agency}
table: {file: counts.csv, missing: ["-"]}
columns: {Month: month, From: country, To: country, left: count, deported: count}
each:
  left: {word: left, kind: departure}
  deported: {word: deported, kind: deportation}
entities:
  "people-in-{From.id}":
    {type: PopulationGroup, label: "People in {From.label}", residesIn: "{From.id}"}
  "{From.id}-to-{To.id}":
    type: MovementFlow
    label: "From {From.label} to {To.label}"
    movedPopulation: "people-in-{From.id}"
    origin: "{From.id}"
    destination: "{To.id}"
claims:
  "{From}-{To}-{Month}-{each}":
    summary: "{cell} people {word} from {From.label} to {To.label} in {Month}."
    claimant: agency
    says:
      type: FlowObservation
      measures: "{From.id}-to-{To.id}"
      quantifier: exact
      value: "{value}"
      quantityText: "{cell}"
      unit: person
      period: "{Month}"
      movementTerm: "{word}"
      movementType: "{kind}"
"""


def main() -> None:
    """Print one line per size and step, and the ratio to the peer."""
    sizes = list(map(int, sys.argv[1:])) or [1_000, 5_000, 20_000]
    print(f"{platform.machine()}, Python {platform.python_version()}")
    for rows in sizes:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            write(root, rows)
            done = subprocess.run(  # noqa: S603
                [sys.executable, __file__, "--in", folder],
                check=True,
                capture_output=True,
                text=True,
            )
            _print(rows, json.loads(done.stdout))
    with tempfile.TemporaryDirectory() as folder:
        _peer(Path(folder))


def write(root: Path, rows: int) -> None:
    """Write a project with a table of so many rows, the same each time."""
    config = '[project]\ntitle = "Benchmark"\nbase = "https://example.org/b/"\n'
    (root / "kg.toml").write_text(config, "utf-8")
    folder = root / "sources" / "counts"
    folder.mkdir(parents=True)
    agency = "agency: {type: IntergovernmentalOrganization, label: An agency}\n"
    (root / "sources/entities").mkdir()
    (root / "sources/entities/all.yaml").write_text(agency, "utf-8")
    (folder / "mapping.yaml").write_text(MAPPING, "utf-8")
    chosen = random.Random(1)  # noqa: S311
    codes = sorted(c.iso3 for c in countries().known.values() if c.iso3)[:60]
    pairs = [(a, b) for a in codes for b in codes if a != b]
    lines = ["Month,From,To,left,deported"]
    for number in range(rows):
        month, pair = divmod(number, len(pairs))
        when = f"{2000 + month // 12}-{month % 12 + 1:02d}"
        left, deported = chosen.randrange(10, 99_999), chosen.choice(["-", "12", "7"])
        lines.append(f"{when},{','.join(pairs[pair])},{left},{deported}")
    (folder / "counts.csv").write_text("\n".join(lines) + "\n", "utf-8")


def measured(root: Path) -> dict[str, float]:
    """Read, validate and build a project; return seconds of each, and the memory."""
    project = kg.Project.open(root)
    seconds = _taken_apart(project)
    start = processor_seconds()
    kg.build(project, root / "graph")
    seconds["whole build"] = processor_seconds() - start
    most = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {**seconds, "MB": most / _MIB}


def _taken_apart(project: kg.Project) -> dict[str, float]:
    """Return the seconds of the steps up to validated triples, and what there is."""
    moments = [processor_seconds()]
    inputs = Inputs(project, kg.Texts(None))
    moments.append(processor_seconds())
    texts = [*map(inputs.everything, inputs.sources)]
    moments.append(processor_seconds())
    validate_asserted(inputs, "shacl")
    moments.append(processor_seconds())
    taken = [after - before for before, after in pairwise(moments)]
    return {
        **dict(zip(STEPS, taken, strict=True)),
        "claims": sum(d.claims for d in inputs.reading.documents.values()),
        "triples": sum(text.count("\n") for text in texts),
    }


def _print(rows: int, figures: dict[str, float]) -> None:
    claims, triples = figures.pop("claims"), figures.pop("triples")
    most = figures.pop("MB")
    print(f"{rows:,} rows, {claims:,.0f} claims, {triples:,.0f} triples")
    for step, seconds in figures.items():
        each = f"{seconds / claims * 1000:.2f} ms a claim"
        print(f"  {step:20} {seconds:8.2f} s  {each}")
    ready = sum(figures[step] for step in STEPS)
    print(f"  validated triples    {triples / ready:10,.0f} a second")
    print(f"  memory               {most:10,.0f} MB")


def _peer(root: Path) -> None:
    write(root, PEER_ROWS)
    inputs = Inputs(kg.Project.open(root), kg.Texts(None))
    text = inputs.asserted()
    triples = sum(inputs.everything(s).count("\n") for s in inputs.sources)
    start = processor_seconds()
    ours = validate_asserted(inputs, "shacl")
    mine = processor_seconds() - start
    parsed = [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)]
    start = processor_seconds()
    Graph().parse(data=text, format="nt")
    engine("pyshacl")(text, read_shapes(inputs.project).ntriples())
    theirs = processor_seconds() - start
    print(f"{PEER_ROWS} rows, {triples:,} triples beside {len(parsed) - triples:,}")
    print(f"  validate             {mine:8.2f} s, {len(ours)} findings")
    print(f"  rdflib and pySHACL   {theirs:8.2f} s, {theirs / mine:,.0f} times as long")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--in"]:
        print(json.dumps(measured(Path(sys.argv[2]))))
    else:
        main()
