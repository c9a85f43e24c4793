"""Other people's clients, and our own, ask the endpoint as they ask any other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, SPARQLWrapper

import kg
from kg.serve.app import application
from tests.conftest import ROOT
from tests.serve.serving import serving

QUERY = """\
PREFIX apf: <https://w3id.org/apf/ontology#>
SELECT ?claim { ?claim a apf:Claim } ORDER BY ?claim LIMIT 3
"""


@pytest.fixture(scope="module")
def local(article: Path) -> kg.KnowledgeGraph:
    """Open the graph of the shipped sources."""
    return kg.open(article, project=ROOT)


@pytest.fixture(scope="module")
def address(article: Path) -> Iterator[str]:
    """Serve the same graph; yield the address of its endpoint."""

    def opened() -> kg.KnowledgeGraph:
        return kg.open(article, project=ROOT)

    with serving(lambda url: application(opened, url)) as url:
        yield f"{url}/sparql"


def test_every_question_is_answered_over_http_as_here(
    local: kg.KnowledgeGraph, address: str
) -> None:
    """Row for row, with the claims that the rows rest on."""
    remote = kg.open(address, project=ROOT)
    for name in local.questions:
        here, there = local.ask(name).to_dict(), remote.ask(name).to_dict()
        assert there == here, name

    assert len(local.questions) > 30


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper_asks_it(
    local: kg.KnowledgeGraph, address: str, method: str
) -> None:
    """The client that most Python programs use."""
    client = SPARQLWrapper(address)
    client.setMethod(method)
    client.setReturnFormat(JSON)
    client.setQuery(QUERY)
    answer: Any = client.queryAndConvert()
    rows = answer["results"]["bindings"]

    expected = [str(claim) for (claim,) in local.select(QUERY).rows]
    assert [row["claim"]["value"] for row in rows] == expected


def test_rdflib_takes_it_for_a_store(local: kg.KnowledgeGraph, address: str) -> None:
    """As a graph to be asked."""
    rows: Any = Graph(SPARQLStore(address)).query(QUERY)

    expected = [str(claim) for (claim,) in local.select(QUERY).rows]
    assert [str(row["claim"]) for row in rows] == expected
