"""A graph without the rows of large tables, where those are too many to be listed.

All that a million rows claim, and the things that they define, would take minutes to
list and seconds to search. The tables themselves are listed, as documents.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.ask.endpoint import Endpoint, LocalEndpoint
from kg.ask.tables import Table
from kg.graph.store import read_manifest
from kg.names import APF

MOST_CLAIMS = 200_000
"""Claims that a graph may have to have all of them listed: that takes a minute."""

_CLAIM = f"?claim a <{APF.Claim}>"


@dataclass(frozen=True)
class Among:
    """Answers as an endpoint does that has no other ``graphs``.

    ``claims`` are how many claims the graphs that are left out have, by the IRI of the
    document whose rows they hold.
    """

    endpoint: Endpoint
    graphs: tuple[str, ...]
    claims: dict[str, int]

    def select(self, query: str) -> Table:
        """Run a SELECT query that names no graphs; raises as the endpoint does."""
        named = " ".join(f"FROM <{graph}>" for graph in self.graphs)
        return self.endpoint.select(query.replace(" WHERE {", f" {named} WHERE {{", 1))


def without_rows(endpoint: Endpoint) -> Among | None:
    """Return a graph without the rows of its large tables; ``None`` for all of it.

    Only a graph on disk tells which rows those are.
    """
    if not isinstance(endpoint, LocalEndpoint):
        return None
    manifest = read_manifest(endpoint.generation)
    if manifest.counts.get("claims", 0) <= MOST_CLAIMS:
        return None
    tables = {name.rpartition("/")[0] for name in manifest.rows}
    rows = endpoint.select("SELECT DISTINCT ?g WHERE { GRAPH ?g {} }").rows
    graphs = sorted(str(graph) for (graph,) in rows)
    claims = dict[str, int]()
    for graph in graphs:
        if graph.rpartition("/graph/source/")[2] in tables:
            query = (
                f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ {_CLAIM} }} }}"
            )
            ((count,),) = endpoint.select(query).rows
            claims[graph.replace("/graph/source/", "/id/document/")] = int(str(count))
            graphs = [other for other in graphs if other != graph]
    return Among(endpoint, tuple(graphs), claims) if claims else None
