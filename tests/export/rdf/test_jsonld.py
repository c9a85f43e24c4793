"""The graph as JSON-LD: short to read, and exactly the same triples."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import pyoxigraph as ox
import pytest
from pyld import jsonld

from kg.export.rdf.jsonld import export_jsonld
from kg.graph.store import Generations
from tests.conftest import MakeProject
from tests.export.reading import by_oxigraph, by_rdflib

CLAIM = "claim/dailysabah-20250604.F12"


def written(store: ox.Store, merged: bool = False) -> bytes:
    out = io.BytesIO()
    export_jsonld(store, out, merged=merged)
    return out.getvalue()


def by_pyld(data: bytes) -> set[str]:
    """Read with the reference processor."""
    read = jsonld.to_rdf(json.loads(data), {"format": "application/n-quads"})
    return by_oxigraph(read.encode(), "nquads")


def by_any(data: bytes) -> list[set[str]]:
    return [by_oxigraph(data, "json-ld"), by_rdflib(data, "json-ld"), by_pyld(data)]


def nodes(data: bytes) -> Iterator[dict[str, Any]]:
    """Yield the nodes of a document with graphs, also those nested in others."""
    waiting = [node for graph in json.loads(data)["@graph"] for node in graph["@graph"]]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += [
            v for v in node.values() if isinstance(v, dict) and len(v) > 1 and "id" in v
        ]


def test_three_processors_read_the_graph_back(store: ox.Store) -> None:
    """No quad is lost, added or changed; the context needs no network."""
    expected = {str(quad) for quad in store}
    for found in by_any(written(store)):
        assert found == expected


def test_merged_graphs_are_one(store: ox.Store) -> None:
    """Merged, the triples of all graphs stand in the default one."""
    expected = {str(quad.triple) for quad in store}
    for found in by_any(written(store, merged=True)):
        assert found == expected


def test_a_claim_is_short_and_holds_its_content(store: ox.Store) -> None:
    """Keys are those of facts files, codes are codes, numbers are numbers."""
    claims = {node["id"]: node for node in nodes(written(store))}
    assert claims[CLAIM] == {
        "id": CLAIM,
        "type": "Claim",
        "ambiguity": claims[CLAIM]["ambiguity"],
        "attribution": "indirect-speech",
        "claimant": "actor/pk-interior-ministry",
        "content": {
            "id": "observation/dailysabah-20250604.F12",
            "type": "FlowObservation",
            "coercion": "forced",
            "datePrecision": "day",
            "earliestEnd": "2025-06-02",
            "earliestStart": "2025-06-01",
            "edtf": "2025-06-01/2025-06-02",
            "latestEnd": "2025-06-02",
            "latestStart": "2025-06-01",
            "lowerBound": 3000,
            "lowerBoundInclusive": False,
            "measures": "flow/afghans-leaving-pakistan-2025",
            "movementTerm": "sent back",
            "movementType": "forced-return",
            "periodText": "in the first two days of June",
            "quantifier": "more-than",
            "quantityText": "more than 3,000",
            "unit": "person",
        },
        "modality": "asserted",
        "quoteEnd": 534,
        "quoteStart": 474,
        "reportedBy": "actor/daily-sabah",
        "statedIn": "document/dailysabah-20250604",
        "summary": "The ministry counted over three thousand people returned "
        "on 1 and 2 June.",
    }


def test_each_node_is_there_once_in_its_graph(store: ox.Store) -> None:
    """A graph describes a thing in one place, at the top or in its claim."""
    for graph in json.loads(written(store))["@graph"]:
        one = json.dumps({"@graph": [graph]}).encode()
        counted = Counter(node["id"] for node in nodes(one))
        assert set(counted.values()) == {1}, graph["id"]


def test_nodes_stand_one_a_line_in_order(store: ox.Store) -> None:
    """Two exports are compared line by line; ids are in the order of N-Triples."""
    text = written(store).decode()
    for graph in json.loads(text)["@graph"]:
        ids = [urljoin("https://w3id.org/apf/id/", n["id"]) for n in graph["@graph"]]
        assert ids == sorted(ids, key=lambda iri: f"<{iri}>")
        for node in graph["@graph"]:
            assert f"\n{json.dumps(node, ensure_ascii=False)}" in text


def test_equal_graphs_give_equal_bytes(store: ox.Store) -> None:
    """The order of triples in the store does not show."""
    again = ox.Store()
    again.extend(sorted(store, key=str, reverse=True))
    assert written(again) == written(store)


@pytest.mark.parametrize("merged", [False, True])
def test_awkward_terms_come_back(project: MakeProject, merged: bool) -> None:
    """Other languages, large and fractional numbers, IRIs that look like keys, loops.

    The project has a base of its own, and codes and contents of unusual shape.
    """
    folder = project()
    folder.build()
    store = ox.Store()
    store.extend(Generations(folder.graph).open())
    store.update(
        """
        PREFIX apf: <https://w3id.org/apf/ontology#>
        PREFIX d: <https://example.org/permits/id/>
        PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
        INSERT DATA { GRAPH <https://example.org/permits/graph/odd> {
          <https://example.org/permits/id/claim/a> apf:summary "so"@ur, "so" ;
            apf:note "\\u2028" ;
            apf:quoteStart 12345678901234567890, 7, "7", "007"^^xsd:int ;
            apf:modality <https://w3id.org/apf/scheme/modality/summary>, "x",
              <urn:x:y>, <https://w3id.org/apf/scheme/modality/a/b> ;
            apf:claimant "text", <https://example.org/permits/id/../up>,
              <https://example.org/permits/id/>, <https://example.org/permits/id//a>,
              <https://example.org/permits/id/a:b> ;
            apf:published "2025-06-04", "2025-06-04"^^xsd:date ;
            apf:value 1.5, 2, true, "x"@en ;
            <https://example.org/p> <https://example.org/o>, "plain", "w"@en, 3 ;
            apf:content <https://example.org/permits/id/claim/b> .
          <https://example.org/permits/id/claim/b> a apf:Claim, "no class" ;
            apf:content <https://example.org/permits/id/claim/a>, "text", d:x, d:y .
          <https://example.org/permits/id/claim/c> apf:content d:x .
          d:x apf:value 1 .
        } }"""
    )
    expected = {str(quad.triple if merged else quad) for quad in store}
    for found in by_any(written(store, merged)):
        assert found == expected
