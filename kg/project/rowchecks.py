"""Check queries run on the rows of large tables, part by part, by whoever is at hand.

Only those that came with kg are: with queries of its own, a project has all rows looked
at together, where these can do no harm.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

import pyoxigraph as ox

from kg.project.findings import Finding, Places
from kg.project.following import read_queries
from kg.project.inputs import Inputs
from kg.project.queries import check_queries
from kg.project.rows import CHECKED, Choose, everything, row_parts
from kg.project.shapes.clean import Batch, CleanParts
from kg.read.queryfile import QueryFile
from kg.table.partitions import run_partitions


@dataclass(frozen=True, slots=True)
class RowChecks:
    """Check queries, and as N-Triples the ontology and code lists that they see."""

    schema: str
    queries: tuple[QueryFile, ...]


def check_rows(
    inputs: Inputs,
    executor: Executor | None = None,
    clean: CleanParts | None = None,
    choose: Choose = everything,
) -> list[Finding]:
    """Return what check queries find in rows, each by itself.

    Those that compare rows with each other, or with entries, are left to a run on all
    that they may be about. Parts that are ``clean`` are passed over, and claims that
    ``choose`` does not choose.
    """
    if not inputs.large.tables or inputs.has_own_queries():
        return []
    queries = read_queries(inputs.project, "checks")
    alone = tuple(query for query in queries if not query.header.get("whole"))
    work = partial(findings_of, RowChecks(inputs.schema(), alone))

    def run(parts: Iterable[Batch]) -> Iterator[list[Finding]]:
        return run_partitions(work, parts, executor)

    parts = row_parts(inputs, CHECKED, choose)
    return [
        replace(finding, place=inputs.places.find(finding.focus))
        for findings in (clean or CleanParts()).look("checks", parts, 1, run)
        for finding in findings
    ]


def findings_of(checks: RowChecks, batch: Batch) -> list[Finding]:
    """Return what is found in one part, by nobody knows which line: a worker's work.

    A query sees the triples of the properties that it names, and those that require
    others than a part has are not run.
    """
    ((data, focus),) = batch
    lines = _by_property(checks.schema)
    for name, some in _by_property(data).items():
        lines[name] += some
    queries = [query for query in checks.queries if query.required <= lines.keys()]
    named = [query.named for query in queries]
    seen = set[str]().union(*(lines if names is None else names for names in named))
    text = "".join(chain.from_iterable(lines[name] for name in seen & lines.keys()))
    store = ox.Store()
    store.load(text.encode(), format=ox.RdfFormat.N_TRIPLES)
    findings = check_queries(store, queries, Places(()))
    return [finding for finding in findings if finding.focus in focus]


def _by_property(triples: str) -> dict[str, list[str]]:
    """Return triples, all in N-Triples, by the IRIs of their properties."""
    lines = defaultdict[str, list[str]](list)
    for line in triples.splitlines(keepends=True):
        lines[line.split(" ", 2)[1][1:-1]].append(line)
    return lines
