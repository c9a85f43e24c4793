"""A query of somebody's own: every W3C format, no network, and no harm done."""

from __future__ import annotations

import csv
import io
import json
import os
import select
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

import kg
from kg.ask.endpoint import LocalEndpoint
from kg.ask.limited import run_limited
from kg.cell import limits
from kg.errors import QueryFailed
from tests.ask.processes import children

DENIALS = "SELECT ?by ?claim { ?by apf:disputes ?claim } ORDER BY ?by"
CLAIM = "https://w3id.org/apf/id/claim/dailysabah-20250604."
PAIR = [CLAIM + "F39", CLAIM + "F38"]
"""The one denial of the article and what it denies."""


@pytest.fixture
def store(article: kg.KnowledgeGraph) -> ox.Store:
    """Return the article's store."""
    assert isinstance(article.endpoint, LocalEndpoint)
    return article.endpoint.store


@pytest.fixture(params=["no network", "no files"])
def kind_of_cell(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run queries as the system lets them be run, and as one does that lets less."""
    if request.param == "no files":
        monkeypatch.setattr(limits, "_without_network", lambda: False)


def test_a_graph_of_many_files_is_read_whole(tmp_path: Path) -> None:
    """Files of a store that are first needed by the query are opened for it."""
    made, predicate = ox.Store(str(tmp_path)), ox.NamedNode("urn:p")
    for n in range(30):  # each time, files are added to the store
        graph, things = ox.NamedNode(f"urn:g{n}"), range(100 * n, 100 * n + 100)
        nodes = [ox.NamedNode(f"urn:{n}") for n in things]
        made.bulk_extend([ox.Quad(node, predicate, node, graph) for node in nodes])
    made.flush()
    del made
    assert len(list(tmp_path.glob("*.sst"))) > 100
    store = ox.Store.read_only(str(tmp_path))

    try:
        table = json.loads(_run(store, "SELECT * { GRAPH ?g { ?s ?p ?o } }"))
    except QueryFailed as error:
        if "lets a query open no files" in str(error):
            pytest.skip("NO NAMESPACES: large graphs are not read in a query's cell")
        raise

    assert len(table["results"]["bindings"]) == len(store)


def _run(store: ox.Store, query: str, format: str | None = None) -> str:
    return run_limited(store, query, format, seconds=30).decode()


def test_select_as_json(store: ox.Store) -> None:
    """SPARQL JSON is the default of a SELECT query."""
    data = json.loads(_run(store, DENIALS))

    assert data["head"]["vars"] == ["by", "claim"]
    (row,) = data["results"]["bindings"]
    assert [row["by"]["value"], row["claim"]["value"]] == PAIR
    assert data == json.loads(_run(store, DENIALS, "json"))


def test_select_as_xml(store: ox.Store) -> None:
    """SPARQL XML has the bindings in their namespace."""
    root = ElementTree.fromstring(_run(store, DENIALS, "xml"))

    spaces = {"s": "http://www.w3.org/2005/sparql-results#"}
    uris = root.findall("./s:results/s:result/s:binding/s:uri", spaces)
    assert [uri.text for uri in uris] == PAIR


def test_select_as_csv(store: ox.Store) -> None:
    """SPARQL CSV has plain values under a header."""
    rows = list(csv.reader(io.StringIO(_run(store, DENIALS, "csv"))))

    assert rows == [["by", "claim"], PAIR]


def test_select_as_tsv(store: ox.Store) -> None:
    """SPARQL TSV has terms in Turtle syntax under a header."""
    lines = _run(store, DENIALS, "tsv").splitlines()

    assert lines == ["?by\t?claim", "\t".join(f"<{iri}>" for iri in PAIR)]


def test_ask_as_json_and_xml(store: ox.Store) -> None:
    """ASK is answered with a boolean."""
    yes = "ASK { ?s apf:disputes ?o }"

    assert json.loads(_run(store, yes))["boolean"] is True
    assert json.loads(_run(store, "ASK { ?s apf:disputes ?s }"))["boolean"] is False
    assert "<boolean>true</boolean>" in _run(store, yes, "xml")


@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT { ?by apf:disputes ?claim } WHERE { ?by apf:disputes ?claim }",
        f"CONSTRUCT WHERE {{ ?by apf:disputes <{CLAIM}F38> }}",
    ],
)
def test_construct_as_turtle_and_ntriples(store: ox.Store, query: str) -> None:
    """The triples are the same in both forms, and Turtle is the default."""
    default = Graph().parse(data=_run(store, query), format="turtle")
    turtle = Graph().parse(data=_run(store, query, "ttl"), format="turtle")
    lines = Graph().parse(data=_run(store, query, "nt"), format="nt")

    by, claim = map(URIRef, PAIR)
    disputes = URIRef("https://w3id.org/apf/ontology#disputes")
    assert set(lines) == {(by, disputes, claim)}
    assert isomorphic(default, lines)
    assert isomorphic(turtle, lines)


def test_describe_gives_everything_of_a_thing(store: ox.Store) -> None:
    """DESCRIBE gives the triples whose subject the thing is."""
    described = Graph().parse(
        data=_run(store, f"DESCRIBE <{CLAIM}F39>", "nt"), format="nt"
    )

    assert {str(s) for s in described.subjects()} == {CLAIM + "F39"}
    assert len(described) > 5


@pytest.mark.parametrize(
    ("query", "format", "message"),
    [
        (DENIALS, "ttl", "this query's result can be json, xml, csv, tsv, not ttl"),
        (
            f"DESCRIBE <{CLAIM}F39>",
            "csv",
            "this query's result can be ttl, nt, not csv",
        ),
    ],
)
def test_a_format_that_does_not_fit_the_query_is_refused(
    store: ox.Store, query: str, format: str, message: str
) -> None:
    """The message lists the formats that the kind of query has."""
    with pytest.raises(QueryFailed, match=message):
        _run(store, query, format)


def test_ones_own_prefixes_go_before_the_known_ones(store: ox.Store) -> None:
    """The package's prefixes need no declaration, and may be declared otherwise."""
    own = "PREFIX apf: <urn:other:>\nASK { ?s apf:disputes ?o }"
    lower = (
        "prefix skos: <http://www.w3.org/2004/02/skos/core#> ASK { ?s skos:member ?o }"
    )

    assert json.loads(_run(store, own))["boolean"] is False
    assert json.loads(_run(store, lower))["boolean"] is False


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT * {\n  ?s ?p\n}", "error at 3:"),
        ("SELEC * { ?s ?p ?o }", "error at 1:"),
        ("SELECT * { ?s apf:x ?o", "error at 1:"),
        ("SELECT * { ?s nope:x ?o }", "error at 1:"),
        ("", "error at 1:1"),
    ],
)
def test_a_slip_is_named_with_its_line(store: ox.Store, query: str, place: str) -> None:
    """The line is that of the query as it was given."""
    with pytest.raises(QueryFailed, match=r"not a SPARQL 1\.1 query") as error:
        _run(store, query)

    assert place in str(error.value)
    assert len(str(error.value)) < 250


@pytest.fixture
def listener() -> Iterator[tuple[str, list[object]]]:
    """Listen on a free port; return its address and the connections it gets."""
    got: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, address = server.accept()
                except OSError:
                    return
                got.append(address)
                connection.close()

        threading.Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/sparql", got
        server.shutdown(socket.SHUT_RDWR)


def test_the_listener_hears_a_connection(
    listener: tuple[str, list[object]],
) -> None:
    """What the next tests do not find is there to be found."""
    url, got = listener
    port = int(url.split(":")[2].split("/")[0])
    socket.create_connection(("127.0.0.1", port)).close()

    deadline = time.monotonic() + 5
    while not got and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(got) == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { service <URL> { ?s ?p ?o } }",
        "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
        "SELECT * { SERVICE <https://query.example.org/> { ?s ?p ?o } }",
    ],
)
@pytest.mark.usefixtures("kind_of_cell")
def test_a_service_is_never_called(
    store: ox.Store, listener: tuple[str, list[object]], query: str
) -> None:
    """SERVICE in any spelling ends the query with a word about the network."""
    url, got = listener
    with pytest.raises(QueryFailed, match="may not use a network"):
        _run(store, query.replace("URL", url))

    assert got == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { VALUES ?where { <URL> } SERVICE ?where { ?s ?p ?o } }",
        "ASK { ?s apf:disputes ?o FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
        "SELECT * { ?s apf:disputes ?o OPTIONAL { SERVICE <URL> { ?s ?p ?o } } }",
    ],
)
@pytest.mark.usefixtures("kind_of_cell")
def test_a_hidden_service_is_never_called(
    store: ox.Store, listener: tuple[str, list[object]], query: str
) -> None:
    """Where SPARQL swallows the failure of a service, still nothing is sent."""
    url, got = listener
    with suppress(QueryFailed):
        _run(store, query.replace("URL", url))

    assert got == []


@pytest.mark.usefixtures("kind_of_cell")
def test_a_silent_service_gives_nothing(
    store: ox.Store, listener: tuple[str, list[object]]
) -> None:
    """SERVICE SILENT does what SPARQL has it do where nobody answers."""
    url, got = listener
    query = f"SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}"

    assert json.loads(_run(store, query))["results"]["bindings"] == [{}]
    assert got == []


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <URL>",
        "load silent <URL> into graph <urn:g>",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP ALL",
        "SELECT * { ?s ?p ?o } ; DROP ALL",
    ],
)
def test_a_query_changes_nothing(
    store: ox.Store, listener: tuple[str, list[object]], update: str
) -> None:
    """An update is no query, and neither the store nor a network notices it."""
    url, got = listener
    before = len(store)
    with pytest.raises(QueryFailed, match=r"not a SPARQL 1\.1 query"):
        _run(store, update.replace("URL", url))

    assert len(store) == before
    assert got == []


def test_a_file_is_never_read(store: ox.Store, tmp_path: Path) -> None:
    """FROM opens no file."""
    file = tmp_path / "x.ttl"
    file.write_text("<urn:a> <urn:b> <urn:c> .")
    query = f"SELECT * FROM <{file.as_uri()}> {{ ?s ?p ?o }}"

    assert "urn:b" not in _run(store, query)


CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
LISTS = " ".join(
    f"VALUES ?{name} {{ {' '.join(map(str, range(2000)))} }}" for name in "abc"
)
TOO_SLOW = {
    "a join of lists": f"SELECT * {{ {LISTS} }} ORDER BY ?c ?b ?a",
    "a cross join": f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}",
    "a sorted cross join": f"SELECT * {{ {CROSS} }} ORDER BY ?l ?a",
    "a distinct cross join": f"SELECT DISTINCT * {{ {CROSS} }}",
    "a filtered cross join": f"ASK {{ {CROSS} FILTER (STR(?a) = CONCAT('-', ?l)) }}",
}


@pytest.mark.parametrize("kind", TOO_SLOW)
def test_a_query_without_end_is_ended(store: ox.Store, kind: str) -> None:
    """At the deadline the query is over, and its process is gone."""
    before, started = children(), time.monotonic()
    with pytest.raises(QueryFailed, match="no answer within 1 seconds; ask for less"):
        run_limited(store, TOO_SLOW[kind], None, seconds=1)

    assert time.monotonic() - started < 20
    assert children() <= before


ORPHANED = f"""
import pyoxigraph as ox
from kg.ask.limited import run_limited

store = ox.Store()
for n in range(300):
    node = ox.NamedNode(f"urn:{{n}}")
    store.add(ox.Quad(node, node, node))
run_limited(store, "SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", None, seconds=2)
"""


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="NO PIDFD: needs Linux")
def test_a_query_ends_even_if_whoever_asked_was_killed() -> None:
    """Nothing is left running for ever: the child has only so much time of its own."""
    asked = subprocess.Popen([sys.executable, "-c", ORPHANED])
    children = Path(f"/proc/{asked.pid}/task/{asked.pid}/children")
    while not (child := children.read_text()):
        assert asked.poll() is None
    query = os.pidfd_open(int(child))
    asked.kill()
    asked.wait()

    waiting = select.poll()  # select() takes no number of a file above 1023
    waiting.register(query, select.POLLIN)
    ended = waiting.poll(60_000)
    os.close(query)
    assert ended


A = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
GROWN = " ".join(f'BIND (REPLACE(?v{n}, "a", ?v{n}) AS ?v{n + 1})' for n in range(6))
DOUBLED = " ".join(f"BIND (CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(40))
TOO_LARGE = {
    "braces": "SELECT * " + "{" * 4000 + " ?s ?p ?o " + "}" * 4000,
    "brackets": f"SELECT * {{ FILTER ({'(' * 20_000}true{')' * 20_000}) }}",
    "a replacing text": f'SELECT ?v6 {{ BIND ("{A}" AS ?v0) {GROWN} }}',
    "a doubled text": f'SELECT ?v40 {{ BIND ("{A}" AS ?v0) {DOUBLED} }}',
}


@pytest.mark.parametrize("kind", TOO_LARGE)
def test_a_query_that_bursts_its_process_harms_no_other(
    store: ox.Store, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Nesting and text without bounds end the child and leave the caller alive."""
    monkeypatch.setattr(limits, "MEMORY", 2 * 2**30)
    with pytest.raises(QueryFailed, match="nested too deeply or needs too much memory"):
        run_limited(store, TOO_LARGE[kind], None, seconds=60)

    assert json.loads(_run(store, DENIALS))["results"]["bindings"]


def test_many_values_are_only_many(store: ox.Store) -> None:
    """A long list of values is answered like a short one."""
    values = " ".join(f"<urn:x{n}>" for n in range(100_000))
    query = f"SELECT (COUNT(?x) AS ?n) {{ VALUES ?x {{ {values} }} }}"

    assert _run(store, query, "csv").split() == ["n", "100000"]


def test_a_large_result_comes_whole(store: ox.Store) -> None:
    """A result of many megabytes passes from the child to the caller uncut."""
    query = "SELECT * { ?s ?p ?o . ?a a ?b } LIMIT 60000"

    result = _run(store, query, "csv")

    assert len(result) > 8_000_000
    assert len(result.splitlines()) == 60_001
