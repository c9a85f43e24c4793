"""A query that names graphs sees those, however it is spelt; any other sees all."""

from __future__ import annotations

import csv
import io

import pyoxigraph as ox
import pytest

from kg.ask.federated.run import run_federated
from kg.ask.limited import run_limited
from kg.errors import QueryFailed
from kg.graph.from_clause import names_graphs
from kg.names import PREFIXES

PLACE = ox.NamedNode("https://w3id.org/apf/ontology#place")
GRAPHS = "abc"
REST = "{ ?s ?p ?o }"


@pytest.fixture
def store() -> ox.Store:
    """Return three graphs, each with one triple that has the graph's letter."""
    made = ox.Store()
    for letter in GRAPHS:
        graph = ox.NamedNode(f"urn:{letter}")
        made.add(ox.Quad(ox.NamedNode("urn:s"), PLACE, ox.Literal(letter), graph))
    return made


def seen(store: ox.Store, query: str) -> str:
    """Return the letters that a query finds."""
    out = run_limited(store, query, "csv").decode()
    rows = list(csv.reader(io.StringIO(out)))[1:]
    return "".join(sorted(cell for row in rows for cell in row if len(cell) == 1))


NAMED = {
    f"SELECT ?o FROM <urn:a> {REST}": "a",
    f"SELECT ?o FROM <urn:a> FROM <urn:b> {REST}": "ab",
    f"SELECT ?o FROM <urn:none> {REST}": "",
    f"SELECT ?o FROM NAMED <urn:a> {REST}": "",
    f"SELECT ?o FROM NAMED <urn:a> {{ GRAPH ?g {REST} }}": "a",
    f"SELECT ?o FROM <urn:a> {{ GRAPH ?g {REST} }}": "",
    "SELECT ?o FROM <urn:a> FROM NAMED <urn:c> "
    f"{{ {REST} UNION {{ GRAPH ?g {REST} }} }}": "ac",
    f"select ?o\nfrom\n<urn:a>\nwhere {REST}": "a",
    f"SELECT ?o FrOm#, or not?\n<urn:a> {REST}": "a",
    f"SELECT ?o FROM # or\n\t# from where?\r\n<urn:a> {REST}": "a",
    f"SELECT ?o FROM<urn:a>FROM<urn:b>{REST}": "ab",
    f"SELECT ?o FROMNAMED<urn:a>{{ GRAPH ?g {REST} }}": "a",
    f"PREFIX u: <urn:> SELECT ?o FROM u:a {REST}": "a",
    f"PREFIX : <urn:> SELECT ?o FROM:a {REST}": "a",
    f"PREFIX à-1.ß: <urn:> SELECT ?o FROM à-1.ß:a {REST}": "a",
    f"PREFIX from: <urn:> SELECT ?o FROM from:a {REST}": "a",
    f"BASE <urn:> SELECT ?o FROM <urn:\\u0061> {REST}": "a",
    f"SELECT ?o # FROM <urn:b>\nFROM <urn:a> {REST}": "a",
    "SELECT ?o FROM <urn:a> { ?s apf:place ?o }": "a",
}


@pytest.mark.parametrize("query", NAMED)
def test_what_is_named_is_what_is_seen(store: ox.Store, query: str) -> None:
    """FROM and FROM NAMED mean what SPARQL 1.1 says, in every spelling."""
    assert seen(store, query) == NAMED[query]


UNNAMED = [
    f"SELECT ?o {REST} # FROM <urn:a>",
    "SELECT (?from AS ?o) { ?s ?p ?from }",
    "SELECT (?From AS ?o) ('frxx' AS ?frxx) ?from { ?s ?p ?From }",
    "PREFIX from: <urn:> SELECT ?o { from:s ?p ?o }",
    "SELECT ?o { ?s ?p ?o FILTER (?o != 'FROM <urn:a>' && ?o != 'x'@from) }",
    "SELECT ?o { ?s ?p ?o FILTER (?o != '''\nFROM NAMED <urn:a>\n''') }",
    "SELECT ?o { ?s ?p ?o FILTER NOT EXISTS { ?s <urn:from> ?o } }",
    f"SELECT ?o {{ GRAPH ?from {REST} }}",
]


@pytest.mark.parametrize("query", UNNAMED)
def test_the_word_alone_names_nothing(store: ox.Store, query: str) -> None:
    """In comments, texts, tags, variables and addresses it is a word like others."""
    assert seen(store, query) == GRAPHS


def test_all_forms_of_query_keep_to_what_they_name(store: ox.Store) -> None:
    """ASK, CONSTRUCT and DESCRIBE see the named graphs alone, as SELECT does."""
    ask = "ASK FROM <urn:{}> {{ ?s ?p 'a' }}"
    assert b"true" in run_limited(store, ask.format("a"), None)
    assert b"false" in run_limited(store, ask.format("b"), None)
    for query in (
        "CONSTRUCT { ?s ?p ?o } FROM <urn:b> WHERE { ?s ?p ?o }",
        "CONSTRUCT FROM <urn:b> WHERE { ?s ?p ?o }",
        "DESCRIBE <urn:s> FROM <urn:b>",
        "DESCRIBE ?s FROM <urn:b> { ?s ?p ?o }",
    ):
        assert run_limited(store, query, "nt").count(b"\n") == 1
        assert b'"b"' in run_limited(store, query, "nt")


def test_a_query_that_may_ask_services_is_refused(store: ox.Store) -> None:
    """Where FROM cannot be kept to, the query is not run."""
    for query in NAMED:
        with pytest.raises(QueryFailed):
            run_federated(store, query, "csv", allow=["example.org"])


def test_what_is_no_query_is_said_to_be_none() -> None:
    """A slip beside the word is a slip, and no graph."""
    with pytest.raises(SyntaxError):
        names_graphs("SELECT * FROM { ?s ?p ?o }", PREFIXES)
