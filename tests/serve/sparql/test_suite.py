"""The W3C's tests of SPARQL 1.1 Protocol and Service Description, over HTTP."""

from __future__ import annotations

from functools import cache
from typing import Any

import httpx
import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF

from tests.beside import SHARED, at_hand, beside
from tests.serve.sparql.conftest import SUITE, TOKEN

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
PROTOCOL = f"{SUITE}/protocol/manifest.ttl"
KINDS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml"),
    "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples"),
}
"""The media types by which the manifest's three formats can be known."""


@cache
def manifest() -> Graph:
    path = beside(PROTOCOL, "NO SPARQL SUITES: the W3C's protocol tests do not run")
    return Graph().parse(path, publicID="https://example.org/manifest")


def names() -> list[str]:
    """Return the tests, or one name that leads to a loud skip."""
    if not at_hand(PROTOCOL) or not (SHARED / PROTOCOL).exists():
        return ["all"]
    tests = manifest().subjects(RDF.type, MF.ProtocolTest)
    return sorted(str(test).rsplit("#", 1)[-1] for test in tests)


def test_the_manifest_has_as_many_tests_as_the_specification_says() -> None:
    """There are 34; fewer would mean that the manifest was not read."""
    assert len(set(manifest().subjects(RDF.type, MF.ProtocolTest))) == 34


@pytest.mark.parametrize("name", names())
def test_protocol(name: str, request: pytest.FixtureRequest) -> None:
    """Each request of the test in turn gets the status and the form it demands."""
    changes = name.startswith("update")
    writable = request.getfixturevalue("changed_endpoint" if changes else "writable")
    graph = manifest()
    tests = graph.subjects(RDF.type, MF.ProtocolTest)
    [test] = [test for test in tests if str(test).endswith(f"#{name}")]
    connection = graph.value(test, MF.action)
    listed = graph.value(connection, HT.requests)
    assert listed is not None
    requests = Collection(graph, listed)
    assert len(requests) > 0
    for node in requests:
        answer = _sent(writable, graph, node)
        expected = graph.value(node, HT.resp)
        allowed = {
            str(status).rsplit("StatusCode", 1)[-1]
            for status in graph.objects(expected, MF.expectedStatus)
        }
        assert f"{answer.status_code // 100}xx" in allowed, answer.text
        if form := graph.value(expected, MF.expectedFormat):
            media = answer.headers["content-type"].partition(";")[0]
            assert media in KINDS[str(form)]
        if truth := graph.value(expected, MF.expectedBoolean):
            assert answer.json()["boolean"] is (str(truth) == "true")


def _sent(client: httpx.Client, graph: Graph, node: Any) -> httpx.Response:
    body = graph.value(node, HT.body)
    content = b""
    if body is not None:
        encoding = str(graph.value(body, CNT.characterEncoding) or "UTF-8")
        content = str(graph.value(body, CNT.chars)).encode(encoding)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    if (listed := graph.value(node, HT.headers)) is not None:
        for header in Collection(graph, listed):
            name, value = (
                str(graph.value(header, HT[part]))
                for part in ("fieldName", "fieldValue")
            )
            headers[name] = value
    path = str(graph.value(node, HT.absolutePath))
    method = str(graph.value(node, HT.methodName))
    return client.request(method, path, content=content, headers=headers)


def test_service_description(suite_endpoint: httpx.Client) -> None:
    """The three tests of the suite: RDF comes, names the endpoint, fits the schema.

    What is the domain and range of the vocabulary's properties is taken from its
    specification, sections 3.2 and 3.4.
    """
    answer = suite_endpoint.get("/sparql", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=answer.text, format="turtle")
    service = URIRef(f"{suite_endpoint.base_url}/sparql".replace("//sparql", "/sparql"))

    assert answer.status_code == 200
    assert (None, SD.endpoint, service) in graph
    [one] = graph.subjects(SD.endpoint, service)
    assert (one, RDF.type, SD.Service) in graph
    [dataset] = graph.objects(one, SD.defaultDataset)
    assert (dataset, RDF.type, SD.Dataset) in graph
    [default] = graph.objects(dataset, SD.defaultGraph)
    assert (default, RDF.type, SD.Graph) in graph
    named = list(graph.objects(dataset, SD.namedGraph))
    assert len(named) == 3
    for each in named:
        assert (each, RDF.type, SD.NamedGraph) in graph
        assert isinstance(graph.value(each, SD.name), URIRef)
    languages = set(graph.objects(one, SD.supportedLanguage))
    assert languages == {SD.SPARQL11Query}
