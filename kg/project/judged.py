"""Rows that are held against rows alone, judged by themselves: batch by batch.

Two editions of a table, or two measures of one thing, bear on each other and on nothing
else that is said. So what follows from them is worked out beside them alone, as it is
for all that is said, and no more of it is in memory at once than a batch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.figures.record import KG, kg_quads
from kg.names import APF
from kg.project.figures import check_figures
from kg.project.findings import Finding
from kg.project.following import FOLLOWING, Rules, read_queries, work_out
from kg.project.inputs import Inputs
from kg.project.queries import check_queries
from kg.project.rows import claims_of, defining, document_of
from kg.table.concern import Claim
from kg.table.rowtable import named_in

JUDGED = "judged.rows"
"""Stands for a document among what follows from rows; no id has a point."""

BATCH = 5_000
"""Claims of a batch, or as many more as bear on each other: some 200 MB in memory."""

_SCRATCH = "judged.nq"
_ALL = (None, None, None)


def judge_rows(inputs: Inputs, store: ox.Store) -> list[Finding]:
    """Judge the rows that bear on rows alone; write what follows, return what is wrong.

    ``store`` has all else, with what follows from it.
    """
    path = inputs.large.scratch(_SCRATCH)
    if path is None:
        return []
    judge, findings = _Judge(inputs, store), list[Finding]()
    with path.open("wb") as file:
        for batch in inputs.concern.batches(BATCH):
            lines, wrong = judge.judge(batch)
            file.write("".join(sorted(lines)).encode())
            findings += wrong
    return findings


def judged_file(inputs: Inputs) -> Path | None:
    """Return where what follows from such rows stands, if there are any."""
    path = inputs.large.scratch(_SCRATCH)
    return path if path is not None and path.exists() and path.stat().st_size else None


class _Judge:
    """Judges batches of rows, one after the other."""

    def __init__(self, inputs: Inputs, store: ox.Store) -> None:
        self._inputs, self._base = inputs, inputs.project.base
        self._around, self._rules = inputs.surroundings(), Rules.of(inputs.project)
        self._checks = read_queries(inputs.project, "checks")
        self._graphs = [ox.NamedNode(f"{self._base}graph/{n}") for n in FOLLOWING]
        things = inputs.large.things
        self._known = {things.iris[number] for number in inputs.concern.things}
        kg = ox.NamedNode(KG)
        self._has_kg = any(store.quads_for_pattern(kg, None, None, None))

    def judge(self, batch: Sequence[Claim]) -> tuple[Iterator[str], list[Finding]]:
        """Return what follows from a batch, line by line, and what is wrong with it."""
        text, focus, named = self._said(batch)
        own = named & self._inputs.large.things.by_iri.keys()
        things = own | defining(self._inputs, own)
        store = ox.Store()
        graph = ox.NamedNode(f"{self._base}graph/ontology")
        for lines in (self._inputs.schema(), text, self._around.texts(sorted(named))):
            form = ox.RdfFormat.N_TRIPLES
            store.bulk_load(lines.encode(), format=form, to_graph=graph)
        figures = work_out(store, self._rules, self._base, lambda step: None)
        places = self._inputs.places
        findings = check_figures(figures, places)
        findings += [
            finding
            for finding in check_queries(store, self._checks, places)
            if finding.focus in focus or finding.focus in things
        ]
        new = things - self._known
        self._known |= new
        return self._follows(store, focus, new), findings

    def _said(self, batch: Sequence[Claim]) -> tuple[str, set[str], set[str]]:
        """Return the triples of claims, the IRIs of these, and what they name."""
        numbers = defaultdict[int, list[int]](list)
        for table, claim in batch:
            numbers[table].append(claim)
        texts, focus, named = list[str](), set[str](), set[str]()
        for table, own in numbers.items():
            rows = self._inputs.large.tables[table]
            text, claims = claims_of(rows, own)
            texts.append(text)
            focus |= claims
            named |= named_in(text) | {document_of(self._inputs, rows)}
        return "".join(texts), focus, named - focus

    def _follows(
        self, store: ox.Store, focus: set[str], things: set[str]
    ) -> Iterator[str]:
        """Yield what follows from claims, and of them: verdicts, and derived claims."""
        made = {
            str(getattr(quad.subject, "value", ""))
            for graph in self._graphs
            if graph.value.endswith(("/comparisons", "/derived-claims"))
            for quad in store.quads_for_pattern(*_ALL, graph)
        } - {KG}
        for graph in self._graphs:
            for quad in store.quads_for_pattern(*_ALL, graph):
                subject = str(getattr(quad.subject, "value", ""))
                tied = subject in things and quad.predicate.value != str(APF.tiedTo)
                if subject in focus or subject in made or tied:
                    yield f"{quad} .\n"
        derived = ox.NamedNode(APF.derivedFromClaim)
        if not self._has_kg and any(store.quads_for_pattern(None, derived, None, None)):
            self._has_kg = True
            yield from (f"{quad} .\n" for quad in kg_quads(self._base))
