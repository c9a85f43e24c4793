"""Candidates from SPARQL endpoints, served on loopback by a real store."""

from __future__ import annotations

import pytest

from kg.errors import QueryFailed, Unreachable
from kg.link.online.sparql import SparqlSource
from kg.match.entity import Mention
from tests.net.conftest import MakeClient
from tests.net.serving import RESULTS, Reply, Served, answer, endpoint

PREFIXES = """
PREFIX ex: <https://example.org/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <http://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
"""
ENTITIES = (
    PREFIXES
    + """
wd:Q230 rdfs:label "Georgia"@en , "Géorgie"@fr ; skos:altLabel "Sakartvelo"@en ;
  schema:description "country in the Caucasus"@en ; wdt:P31 wd:Q6256 ;
  wdt:P17 wd:Q230 ; wdt:P297 "GE" ; wdt:P298 "GEO" .
wd:Q6256 wdt:P279 wd:Q56061 .
wd:Q1428 rdfs:label "Georgia"@en ; wdt:P31 wd:Q35657 ; wdt:P17 wd:Q30 .
wd:Q30 wdt:P297 "us" .
wd:Q99 rdfs:label "Old Georgia"@fr ; skos:altLabel "Georgia"@en .
wd:Q7 owl:sameAs wd:Q230 .
wd:Q5 rdfs:label "Mul"@mul .
"""
)


@pytest.fixture
def source(served: Served, client: MakeClient) -> SparqlSource:
    served.behave = endpoint(ENTITIES)
    return SparqlSource(client(), f"{served.url}/sparql", ("en", "fr"))


def test_an_entity_is_told_in_full(source: SparqlSource) -> None:
    """Names, description, classes with those above, country and codes arrive."""
    (found, *_) = source.candidates(Mention("Georgia"), 5)

    assert (found.qid, found.label) == ("Q230", "Georgia")
    assert found.aliases == ("Géorgie", "Sakartvelo")
    assert found.description == "country in the Caucasus"
    assert set(found.types) == {"Q6256", "Q56061"}
    assert found.countries == ("GE",)
    assert found.ids == (("iso2", "GE"), ("iso3", "GEO"))
    assert found.redirect == ""


def test_labels_come_before_aliases(source: SparqlSource) -> None:
    """All that bear the name are candidates, by label first, the older first."""
    found = source.candidates(Mention("Georgia"), 5)

    assert [entity.qid for entity in found] == ["Q230", "Q1428", "Q99"]
    assert found[1].countries == ("US",)
    assert [e.qid for e in source.candidates(Mention("Georgia"), 1)] == ["Q230"]


def test_other_names_are_looked_for_too(source: SparqlSource) -> None:
    """A mention's other names and languages lead to candidates."""
    for mention in (
        Mention("Republic of Georgia", ("Sakartvelo",)),
        Mention("Géorgie"),
        Mention("georgia"),
    ):
        assert source.candidates(mention, 5)[0].qid == "Q230"


def test_names_are_read_when_none_is_exact(source: SparqlSource) -> None:
    """A part of a name is found, whatever its letters' case."""
    assert [e.qid for e in source.candidates(Mention("SAKART"), 5)] == ["Q230"]
    assert source.candidates(Mention("Nowhere"), 5) == []
    assert source.candidates(Mention(" "), 5) == []


def test_a_name_is_a_name_whatever_it_contains(source: SparqlSource) -> None:
    """A name cannot change the query that it is in."""
    name = '"@en } } UNION { ?thing ?p ?o } # \\ \n {'

    assert source.candidates(Mention(name), 5) == []


def test_entities_by_qid(source: SparqlSource) -> None:
    """What is asked for comes, a merged one with its target; the rest is left out."""
    found = source.entities(["Q5", "Q7", "Q404", "not a QID", "Q1> ?x"])

    assert list(found) == ["Q5", "Q7"]
    assert found["Q5"].label == "Mul"
    assert (found["Q7"].redirect, found["Q7"].label) == ("Q230", "")


def test_things_that_lead_to_wikidata(served: Served, client: MakeClient) -> None:
    """An endpoint of things of its own gives the entities that they are linked to."""
    served.behave = endpoint(
        PREFIXES
        + """
        ex:taliban a ex:Movement ; rdfs:label "Taliban"@en ;
          skos:exactMatch wd:Q42418 .
        ex:alone rdfs:label "Taliban"@en .
        """
    )
    source = SparqlSource(client(), f"{served.url}/sparql", ("en",))

    (found,) = source.candidates(Mention("Taliban"), 5)

    assert (found.qid, found.label, found.types) == ("Q42418", "Taliban", ("Movement",))
    assert source.entities(["Q42418"]) == {"Q42418": found}


def test_queries_follow_the_protocol(source: SparqlSource, served: Served) -> None:
    """A query goes by POST, asks for JSON, says who asks; a second run is silent."""
    source.candidates(Mention("Georgia"), 5)
    sent = len(served.hits)
    SparqlSource(source.client, source.name, ("en", "fr")).candidates(
        Mention("Georgia"), 5
    )

    assert len(served.hits) == sent == 2
    for hit in served.hits:
        assert (hit.method, hit.path) == ("POST", "/sparql")
        assert hit.headers["accept"] == RESULTS
        assert hit.headers["user-agent"].startswith("kg-test/1")


@pytest.mark.parametrize(
    ("reply", "kind", "words"),
    [
        (answer({"exception": "Timed out"}), QueryFailed, "refuses .*: Timed out"),
        (answer({"error": "Timed out"}), QueryFailed, "refuses .*: Timed out"),
        (answer({"head": {}, "boolean": True}), Unreachable, "as a SPARQL endpoint"),
        (answer([]), Unreachable, "as a SPARQL endpoint"),
        (
            answer({"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {}}]}}),
            Unreachable,
            "as a SPARQL endpoint",
        ),
        (Reply(b"no such\nprefix", 400, "text/plain"), QueryFailed, "no such prefix"),
        (Reply(b"<html>", kind="text/html"), Unreachable, "web page"),
    ],
)
def test_what_is_no_result(
    served: Served, client: MakeClient, reply: Reply, kind: type, words: str
) -> None:
    """Errors in every disguise are errors, and nothing of them is kept."""
    served.say(reply)
    source = SparqlSource(client(), f"{served.url}/sparql", ("en",))

    with pytest.raises(kind, match=words):
        source.candidates(Mention("Georgia"), 5)

    assert not list(source.client.cache.folder.glob("*.json"))


def test_iris_that_are_none_are_left_out(served: Served, client: MakeClient) -> None:
    """What an endpoint calls its things cannot change the next query."""
    wikidata = "http://www.wikidata.org/entity/Q1"
    row = {
        "thing": {"type": "uri", "value": "https://example.org/> ?p ?o } #"},
        "same": {"type": "uri", "value": wikidata},
    }
    served.say(answer({"head": {"vars": []}, "results": {"bindings": [row]}}))
    source = SparqlSource(client(), f"{served.url}/sparql", ("en",))

    assert source.candidates(Mention("Georgia"), 5) == []

    assert not any("?p ?o" in hit.fields["query"] for hit in served.hits)
