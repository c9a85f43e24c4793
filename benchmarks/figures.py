"""How long it takes to reconcile figures, and whether the cost grows in step with them.

    python benchmarks/figures.py [OBSERVATIONS]

Invented flows of twelve months and a year, each counted by twenty claimants, are loaded
into a store on disk, as a build would. Printed are seconds for reading them back, for
reconciling them, and for every pair and relation; memory; and the time per observation
against that at a quarter of the size.
"""

from __future__ import annotations

import platform
import resource
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Any

import pyoxigraph as ox

from kg.figures.load import load_figures
from kg.figures.reconcile import Reconciliation, reconcile
from kg.names import BASE, ONTOLOGY, SCHEMES
from kg.periods.period import BOUNDS

CLAIMANTS = 20
PERIODS = [f"2025-{month:02}-01 2025-{month:02}-28" for month in range(1, 13)]
PERIODS += ["2025-01-01 2025-12-31"]
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def triples(flow: int, period: int, claimant: int) -> Iterator[str]:
    """Yield one observation and its claim as N-Triples.

    Counts agree within rounding, but for one claimant in a hundred flows.
    """
    name = f"{flow}-{period}-{claimant}"
    claim, figure = f"{BASE}id/claim/b.{name}", f"{BASE}id/observation/b.{name}"
    start, end = PERIODS[period].split()
    count = (1_000 + flow) * (1 if period < 12 else 12)
    if flow % 100 == 0 and claimant == 2 and period == 12:
        count //= 2
    quantifier, bound = (
        ("more-than", "lowerBound"),
        ("at-most", "upperBound"),
        ("exact", "value"),
        ("unqualified", "value"),
    )[claimant % 4]
    count += {"more-than": -claimant - 1, "at-most": claimant}.get(quantifier, 0)

    def line(subject: str, predicate: str, value: str) -> str:
        return f"<{subject}> <{predicate}> {value} ."

    def term(subject: str, name: str, value: str) -> str:
        return line(subject, ONTOLOGY + name, value)

    yield line(claim, RDF_TYPE, f"<{ONTOLOGY}Claim>")
    yield term(claim, "claimant", f"<{BASE}id/actor/a{claimant}>")
    yield term(claim, "reportedBy", f"<{BASE}id/actor/paper>")
    yield term(claim, "modality", f"<{SCHEMES}modality/asserted>")
    yield term(claim, "statedIn", f"<{BASE}id/document/d{claimant}>")
    yield term(claim, "content", f"<{figure}>")
    yield line(figure, RDF_TYPE, f"<{ONTOLOGY}FlowObservation>")
    yield term(figure, "measures", f"<{BASE}id/flow/f{flow}>")
    yield term(figure, "unit", f"<{SCHEMES}unit/person>")
    yield term(figure, "quantifier", f"<{SCHEMES}quantifier/{quantifier}>")
    yield term(figure, "quantityText", f'"{count}"')
    yield term(figure, bound, f'"{count}"^^<{XSD}integer>')
    for name, day in zip(BOUNDS, (start, start, end, end), strict=True):
        yield term(figure, name, f'"{day}"^^<{XSD}date>')


def documents() -> Iterator[str]:
    """Yield the documents, one of each claimant."""
    for claimant in range(CLAIMANTS):
        document = f"<{BASE}id/document/d{claimant}>"
        yield f'{document} <{ONTOLOGY}published> "2026-01-02"^^<{XSD}date> .'


def load(folder: Path, observations: int) -> None:
    """Make a store with so many observations, or a few more."""
    flows = -(-observations // (len(PERIODS) * CLAIMANTS))
    path = folder / "figures.nt"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in documents())
        for flow in range(flows):
            for period in range(len(PERIODS)):
                for claimant in range(CLAIMANTS):
                    lines = triples(flow, period, claimant)
                    file.writelines(f"{line}\n" for line in lines)
    store = ox.Store(str(folder / "store"))
    store.bulk_load(path=str(path), format=ox.RdfFormat.N_TRIPLES)
    path.unlink()


@contextmanager
def timed(what: str, seconds: dict[str, float]) -> Iterator[None]:
    """Note how many seconds a step takes."""
    start = perf_counter()
    yield
    seconds[what] = perf_counter() - start


def rows(store: ox.Store, query: str) -> Iterator[list[str | None]]:
    """Run a SELECT over all graphs; yield IRIs and lexical forms."""
    found: Any = store.query(query, use_default_graph_as_union=True)
    for row in found:
        yield [None if term is None else term.value for term in row]


def run(observations: int) -> tuple[Reconciliation, int, dict[str, float]]:
    """Return what was found, how many pairs and relations, and seconds per step."""
    seconds: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        made = get_context("spawn").Process(
            target=load, args=(Path(folder), observations)
        )
        made.start()  # its memory is none of what is measured
        made.join()
        store = ox.Store.read_only(str(Path(folder) / "store"))
        with timed("read", seconds):
            figures = load_figures(partial(rows, store))
        with timed("reconcile", seconds):
            found = reconcile(figures)
        with timed("pairs", seconds):
            pairs = sum(1 for group in found.groups for _ in group.comparisons())
        with timed("relations", seconds):
            relations = sum(1 for _ in found.relations())
        del store
    return found, pairs + relations, seconds


def main() -> None:
    """Run and print."""
    observations = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    _, _, small = run(observations // 4)
    found, verdicts, seconds = run(observations)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    total = sum(seconds.values())
    print(f"{platform.processor() or platform.machine()}, {platform.python_version()}")
    print(f"{len(found.figures):,} observations in {len(found.groups):,} groups")
    for step, spent in seconds.items():
        print(f"  {step:10} {spent:6.1f} s")
    print(f"  {'all':10} {total:6.1f} s, peak memory {memory:,.0f} MB")
    print(f"{verdicts:,} verdicts, {len(found.contradictions):,} contradictions")
    growth = total / sum(small.values()) / 4
    print(f"time per observation, against a quarter of them: {growth:.2f}")


if __name__ == "__main__":
    main()
