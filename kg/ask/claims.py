"""Claims and their contents as triples, for whoever wants more than a citation."""

from __future__ import annotations

from collections.abc import Iterable

from kg.ask.endpoint import Endpoint, batches
from kg.ask.nodes import SAID
from kg.names import APF, PREFIXES
from kg.rdf import URIRef


def claims_turtle(endpoint: Endpoint, iris: Iterable[str]) -> str:
    """Return claims, and the content of each, as Turtle."""
    from rdflib import Graph

    lines: list[str] = []
    for claims in batches(iris):
        table = endpoint.select(
            f"SELECT ?s ?p ?o WHERE {{ VALUES ?claim {{ {claims} }} "
            f"{{ ?claim ?p ?o . BIND (?claim AS ?s) }} "
            f"UNION {{ ?claim <{APF.content}> ?s . ?s ?p ?o }} {SAID} }}"
        )
        for s, p, o in table.rows:
            if isinstance(s, URIRef) and isinstance(p, URIRef) and o is not None:
                lines.append(f"{s.n3()} {p.n3()} {o.n3()} .")
    graph = Graph()
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    graph.parse(data="\n".join(lines), format="nt")
    return graph.serialize(format="turtle")
