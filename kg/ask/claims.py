"""Claims and their contents as triples, for whoever wants more than a citation."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from rdflib import Graph, URIRef

from kg.ask.endpoint import Endpoint, values
from kg.names import APF, PREFIXES

_BATCH = 500


def claims_turtle(endpoint: Endpoint, iris: Iterable[str]) -> str:
    """Return claims, and the content of each, as Turtle."""
    graph = Graph()
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    rest = iter(sorted(set(iris)))
    while batch := list(islice(rest, _BATCH)):
        claims = values(map(URIRef, batch))
        table = endpoint.select(
            f"SELECT ?s ?p ?o WHERE {{ VALUES ?claim {{ {claims} }} "
            f"{{ ?claim ?p ?o . BIND (?claim AS ?s) }} "
            f"UNION {{ ?claim <{APF.content}> ?s . ?s ?p ?o }} }}"
        )
        for s, p, o in table.rows:
            if isinstance(s, URIRef) and isinstance(p, URIRef) and o is not None:
                graph.add((s, p, o))
    return graph.serialize(format="turtle")
