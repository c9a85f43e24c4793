"""A graph without the rows of large tables, where those are too many to be listed.

All that a million rows claim, and the things that they define, would take minutes to
list and seconds to search. The tables themselves are listed, as documents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.ask.endpoint import Endpoint, LocalEndpoint
from kg.ask.tables import Table
from kg.errors import QueryFailed
from kg.graph.store import read_manifest
from kg.names import APF
from kg.read.queryfile import blanked

MOST_CLAIMS = 200_000
"""Claims that a graph may have to have all of them listed: that takes a minute."""

_GRAPH = "/graph/source/"
_WHERE = re.compile(r"\bWHERE\b")
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
        where = _WHERE.search(blanked(query))
        if where is None:
            raise QueryFailed("a query of some graphs has a WHERE")
        begin, rest = query[: where.start()], query[where.start() :]
        return self.endpoint.select(f"{begin}{named} {rest}")


def without_rows(endpoint: Endpoint) -> Among | None:
    """Return a graph without the rows of its large tables; ``None`` for all of it.

    Only a graph on disk tells which rows those are.
    """
    if not isinstance(endpoint, LocalEndpoint):
        return None
    if read_manifest(endpoint.generation).counts.get("claims", 0) <= MOST_CLAIMS:
        return None
    tables, graphs = apart(endpoint)
    claims = dict[str, int]()
    for graph in tables.values():
        query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ {_CLAIM} }} }}"
        ((count,),) = endpoint.select(query).rows
        claims[graph.replace(_GRAPH, "/id/document/")] = int(str(count))
    return Among(endpoint, graphs, claims) if claims else None


def among_articles(endpoint: Endpoint) -> Among | None:
    """Return a graph without the rows of any large table; ``None`` if it has none."""
    if not isinstance(endpoint, LocalEndpoint):
        return None
    if not read_manifest(endpoint.generation).rows:
        return None
    return Among(endpoint, apart(endpoint)[1], {})


def apart(endpoint: LocalEndpoint) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the graphs of large tables by the ids of these, and all other graphs."""
    rows = read_manifest(endpoint.generation).rows
    large = {name.rpartition("/")[0] for name in rows}
    listed = endpoint.select("SELECT DISTINCT ?g WHERE { GRAPH ?g {} }").rows
    tables, others = dict[str, str](), list[str]()
    for graph in sorted(str(graph) for (graph,) in listed):
        document = graph.rpartition(_GRAPH)[2]
        if document in large:
            tables[document] = graph
        else:
            others.append(graph)
    return tables, tuple(others)
