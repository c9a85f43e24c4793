"""What the endpoint is and holds: SPARQL 1.1 Service Description, with VoID's counts.

https://www.w3.org/TR/sparql11-service-description/, https://www.w3.org/TR/void/.
"""

from __future__ import annotations

import pyoxigraph as ox

from kg.names import RDF
from kg.serve.sparql.media import GRAPHS, RESULTS

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_DCTERMS = "http://purl.org/dc/terms/"

_RESULT_NAMES = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
    "application/n-quads": "N-Quads",
    "application/trig": "TriG",
}
"""Names of formats that the W3C gives, https://www.w3.org/ns/formats/."""


def service_description(
    endpoint: str, title: str, graphs: dict[str, int], *, updates: bool
) -> list[ox.Triple]:
    """Return the description of an endpoint at an address.

    ``graphs`` are the named graphs with their numbers of triples.
    """
    made = _Description()
    service = ox.NamedNode(endpoint)
    dataset, default = ox.BlankNode("dataset"), ox.BlankNode("default")
    made.typed(service, SD + "Service")
    made.add(service, SD + "endpoint", service)
    languages = ["SPARQL11Query", *(["SPARQL11Update"] if updates else [])]
    for language in languages:
        made.add(service, SD + "supportedLanguage", ox.NamedNode(SD + language))
    made.add(service, SD + "feature", ox.NamedNode(SD + "UnionDefaultGraph"))
    for media in dict.fromkeys([*RESULTS, *GRAPHS]):
        if name := _RESULT_NAMES.get(media):
            made.add(service, SD + "resultFormat", ox.NamedNode(_FORMATS + name))
    made.add(service, SD + "defaultDataset", dataset)
    made.typed(dataset, SD + "Dataset")
    made.typed(dataset, VOID + "Dataset")
    made.add(dataset, _DCTERMS + "title", ox.Literal(title))
    made.add(dataset, SD + "defaultGraph", default)
    made.typed(default, SD + "Graph")
    made.counted(dataset, sum(graphs.values()))
    for number, (name, triples) in enumerate(sorted(graphs.items())):
        named, graph = ox.BlankNode(f"n{number}"), ox.BlankNode(f"g{number}")
        made.add(dataset, SD + "namedGraph", named)
        made.typed(named, SD + "NamedGraph")
        made.add(named, SD + "name", ox.NamedNode(name))
        made.add(named, SD + "graph", graph)
        made.typed(graph, SD + "Graph")
        made.counted(graph, triples)
    return made.triples


class _Description:
    def __init__(self) -> None:
        self.triples: list[ox.Triple] = []

    def add(
        self,
        subject: ox.NamedNode | ox.BlankNode,
        predicate: str,
        value: ox.NamedNode | ox.BlankNode | ox.Literal,
    ) -> None:
        self.triples.append(ox.Triple(subject, ox.NamedNode(predicate), value))

    def typed(self, subject: ox.NamedNode | ox.BlankNode, cls: str) -> None:
        self.add(subject, str(RDF.type), ox.NamedNode(cls))

    def counted(self, subject: ox.NamedNode | ox.BlankNode, triples: int) -> None:
        number = ox.Literal(str(triples), datatype=ox.NamedNode(_XSD + "integer"))
        self.add(subject, VOID + "triples", number)
