"""What follows from what documents say, worked out in the order in which it builds up.

A build of all documents and a view of those published by a day come through here alike,
so that the view is what a build of these documents would have been.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.figures.codes import selecting
from kg.figures.coercion import write_coercion
from kg.figures.derive import derive_bounds
from kg.figures.grouping import write_groups
from kg.figures.load import load_figures, load_related
from kg.figures.reconcile import Reconciliation, reconcile
from kg.figures.record import comparison_quads, derived_quads, kg_quads
from kg.graph.rules import derive
from kg.names import APF, SCHEMES
from kg.policies.authors import write_authors
from kg.policies.lives import write_lives
from kg.policies.standing import write_standing
from kg.policies.ties import write_ties
from kg.read.project import Project
from kg.read.queryfile import QueryFile, read_query_files

READINGS = "readings"
FOLLOWING = (
    *("standing", "lives", "derived", "derived-claims", "comparisons", READINGS),
)
"""The graphs that :func:`work_out` writes: nothing in them was said by a document."""


@dataclass(frozen=True)
class Rules:
    """What a project derives by: query files that are run until nothing more follows.

    ``relations`` make plain triples, ``claims`` claims that no document states.
    """

    relations: list[QueryFile]
    claims: list[QueryFile]

    @classmethod
    def of(cls, project: Project) -> Rules:
        """Read the rules of a project; raise :class:`InputErrors` for bad headers."""
        return cls(read_queries(project, "rules"), read_queries(project, "derivations"))


def work_out(
    store: ox.Store, rules: Rules, base: str, step: Callable[[str], None]
) -> Reconciliation:
    """Write all that follows from a store into graphs of its own, beside what is said.

    ``base`` is where the IRIs of the project begin; ``step`` is told what begins.
    Returns the figures, held against each other.
    """
    step("deriving")
    standing = f"{base}graph/standing"
    write_standing(store, standing)
    write_lives(store, f"{base}graph/lives")
    write_groups(store, f"{base}graph/{READINGS}")
    derive(store, rules.relations, f"{base}graph/derived")
    derive(store, rules.claims, f"{base}graph/derived-claims")
    step("reconciling figures")
    figures = _hold_figures(store, base)
    write_standing(store, standing)  # of the claims that were derived meanwhile
    for write in (write_authors, write_ties, write_coercion):
        write(store, f"{base}graph/{READINGS}")
    return figures


def read_queries(project: Project, kind: str) -> list[QueryFile]:
    """Read the queries of a folder: ``rules``, ``derivations`` or ``checks``."""
    files = project.files("queries", f"{kind}/*.rq")
    return read_query_files(files, map(project.name, files))


def _hold_figures(store: ox.Store, base: str) -> Reconciliation:
    """Hold figures against each other; write what follows into graphs of its own."""
    select = selecting(store)
    related = load_related(select)
    reconciliation = reconcile(load_figures(select), related)
    bounds = derive_bounds(reconciliation.index, related)
    store.extend(comparison_quads(reconciliation, base))
    store.extend(derived_quads(bounds, base))
    if any(select(_DERIVED_CLAIM)):
        store.extend(kg_quads(base))
    return reconciliation


_DERIVED_CLAIM = f"""SELECT ?claim WHERE {{
  ?claim <{APF.modality}> <{SCHEMES}modality/derived> . FILTER NOT EXISTS {{
  ?claim <{APF.statedIn}> ?document }} }} LIMIT 1"""
