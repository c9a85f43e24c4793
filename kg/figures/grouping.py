"""Which populations lie in each other or share nobody by their criteria, as triples."""

from __future__ import annotations

import pyoxigraph as ox

from kg.figures.codes import PREFIXES, selecting
from kg.figures.criteria import read_groups
from kg.names import ONTOLOGY

_OF_TABLES = f"""{PREFIXES} SELECT DISTINCT ?group WHERE {{
  GRAPH ?table {{ ?document apf:fileName ?file . ?group a apf:PopulationGroup . }} }}"""


def write_groups(store: ox.Store, graph: str) -> None:
    """Write what follows from the criteria of populations into a named graph.

    Only of those that are defined alike but for sex, age, accompaniment or arrival, and
    not by rows of a table, of which most are never seen together; of all others it is
    worked out where figures are added.
    """
    select, name = selecting(store), ox.NamedNode(graph)
    pairs = list(read_groups(select, whole=True).pairs())
    rows = {group for (group,) in select(_OF_TABLES)} if pairs else set()
    store.extend(
        ox.Quad(ox.NamedNode(s), ox.NamedNode(ONTOLOGY + p), ox.NamedNode(o), name)
        for s, p, o in pairs
        if rows.isdisjoint((s, o))
    )
