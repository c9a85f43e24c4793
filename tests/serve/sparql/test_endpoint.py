"""What clients of the endpoint get: the right form, an honest status, or nothing."""

from __future__ import annotations

import json
import os
import socket
import threading
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

import kg
from kg.serve.app import application
from kg.serve.sparql.evaluation import QueryLimits
from tests.ask.endpoints import served as listening
from tests.conftest import ROOT
from tests.serve.serving import serving
from tests.serve.sparql.conftest import LIMITS

ONE = "SELECT (1 AS ?n) {}"
FACT = "CONSTRUCT { <urn:a> <urn:b> 1 } {}"
LONG = "a" * 9999
BOMBS = {
    "join": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "sort": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?f ?c ?i",
    "values": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?{v} {{ 0 1 2 3 4 5 6 7 8 9 }}" for v in "abcdefghijkl")
    + " }",
    "path": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:x>)* ?b }",
    "text": f'SELECT ?x {{ BIND (REPLACE("{LONG}", "a", "{LONG}") AS ?x) }}',
}


def ask(
    client: httpx.Client, query: str, accept: str = "", **more: Any
) -> httpx.Response:
    headers = {"Accept": accept} if accept else {}
    return client.get("/sparql", params={"query": query, **more}, headers=headers)


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        (ONE, "", "application/sparql-results+json"),
        (ONE, "*/*", "application/sparql-results+json"),
        (ONE, "application/sparql-results+xml", "application/sparql-results+xml"),
        (ONE, "text/csv;q=0.3, text/tab-separated-values", "text/tab-separated-values"),
        (ONE, "text/html, text/csv;q=0.1", "text/csv"),
        (ONE, "application/json", "application/json"),
        (FACT, "", "text/turtle"),
        (FACT, "application/rdf+xml;q=0.9, text/*;q=0.1", "application/rdf+xml"),
        (FACT, "application/ld+json", "application/ld+json"),
        (FACT, "application/n-triples", "application/n-triples"),
        ("ASK {}", "text/csv, application/sparql-results+xml;q=0.5", "text/csv"),
    ],
)
def test_the_form_is_the_one_that_the_client_likes_best(
    endpoint: httpx.Client, query: str, accept: str, media: str
) -> None:
    """By the q-values of RFC 9110, and by our own order where they are equal."""
    answer = ask(endpoint, query, accept)

    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media
    assert "accept" in answer.headers["vary"].lower()


def test_a_form_that_there_is_not_is_406_with_those_that_there_are(
    endpoint: httpx.Client,
) -> None:
    """RDF is no form of a table, nor a table one of a graph."""
    table, graph = ask(endpoint, ONE, "text/turtle"), ask(endpoint, FACT, "text/csv")

    assert (table.status_code, graph.status_code) == (406, 406)
    assert "text/csv" in table.json()["available"]
    assert "text/turtle" in graph.json()["available"]
    assert table.headers["content-type"] == "application/problem+json"


def test_a_form_can_be_asked_for_in_the_address(endpoint: httpx.Client) -> None:
    """Where nobody can set a header: `format=csv`."""
    assert ask(endpoint, ONE, format="csv").text == "n\r\n1\r\n"
    assert ask(endpoint, ONE, format="doc").status_code == 400


def test_a_malformed_query_is_400_with_line_and_column(endpoint: httpx.Client) -> None:
    """The brace that is missing would stand in the second line, column 8."""
    answer = ask(endpoint, "ASK {\n  ?s ?p")

    assert answer.status_code == 400
    assert (answer.json()["line"], answer.json()["column"]) == (2, 8)


@pytest.mark.parametrize("bomb", BOMBS)
def test_what_would_never_end_is_refused(endpoint: httpx.Client, bomb: str) -> None:
    """By time, by size, or by memory; and the next query is answered."""
    answer = ask(endpoint, BOMBS[bomb])

    assert answer.status_code in (503, 413)
    assert answer.headers["content-type"] == "application/problem+json"
    assert ask(endpoint, ONE).status_code == 200


@pytest.mark.parametrize(
    "query",
    ["{" * 9000, "ASK { FILTER " + "(" * 20000, "SELECT * {" + "OPTIONAL {" * 9000],
)
def test_what_overflows_the_stack_ends_a_child_and_not_the_service(
    endpoint: httpx.Client, query: str
) -> None:
    """It is 400, whether the engine gave up or died of it."""
    assert endpoint.post("/sparql", data={"query": query}).status_code == 400
    assert ask(endpoint, ONE).status_code == 200


def test_an_answer_that_is_too_large_never_leaves(endpoint: httpx.Client) -> None:
    """The whole graph has more than the limit of these tests; nothing is cut off."""
    answer = ask(endpoint, "SELECT * { ?s ?p ?o }")

    assert answer.status_code == 413
    assert answer.json()["limit"] == LIMITS.answer
    assert "LIMIT" in answer.json()["detail"]


def test_a_client_may_want_less_time_but_not_more(endpoint: httpx.Client) -> None:
    """`timeout` is a number of seconds, up to that of the service."""
    slow = BOMBS["values"]

    assert "within 0.2 seconds" in ask(endpoint, slow, timeout="0.2").json()["detail"]
    assert "within 1 seconds" in ask(endpoint, slow, timeout="99").json()["detail"]
    for wrong in ("0", "-1", "soon", "nan"):
        assert ask(endpoint, ONE, timeout=wrong).status_code == 400


def test_queries_beyond_the_queue_are_429(endpoint: httpx.Client) -> None:
    """Two are evaluated and four wait; of twelve slow ones some are told to return."""
    statuses: list[int] = []
    waits: list[str | None] = []

    def slow() -> None:
        query = {"query": BOMBS["values"], "timeout": "0.5"}
        answer = httpx.get(f"{endpoint.base_url}/sparql", params=query, timeout=60)
        statuses.append(answer.status_code)
        if answer.status_code == 429:
            waits.append(answer.headers["retry-after"])

    threads = [threading.Thread(target=slow) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == [429] * 6 + [503] * 6
    assert set(waits) == {"5"}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1.SERVICE<URL>{ ?w ?v ?n } }",
        "SELECT * { VALUES ?at { <URL> } SERVICE ?at { ?w ?v ?n } }",
        "SELECT * FROM <URL> { ?s ?p ?o }",
        "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
        "DESCRIBE <URL>",
    ],
)
def test_no_query_reaches_anybody(endpoint: httpx.Client, query: str) -> None:
    """A listener on loopback counts who comes: nobody does."""
    with listening() as server:
        ask(endpoint, query.replace("URL", server.url))
        assert server.untouched()


def test_from_and_the_parameters_name_the_graphs(suite_endpoint: httpx.Client) -> None:
    """Each graph of the suite says of its own file what type it has."""
    base = "http://kasei.us/2009/09/sparql/data/data"
    query = "SELECT ?s { ?s a ?t }"

    def files(query: str, **more: Any) -> set[str]:
        rows = ask(suite_endpoint, query, **more).json()["results"]["bindings"]
        return {row["s"]["value"] for row in rows}

    every = {f"{base}{n}.rdf" for n in (1, 2, 3)}
    assert files(query) == every
    one = {f"{base}1.rdf"}
    assert files(f"SELECT ?s FROM <{base}1.rdf> {{ ?s a ?t }}") == one
    assert files(query, **{"default-graph-uri": f"{base}1.rdf"}) == one
    named = "SELECT ?s { GRAPH ?g { ?s a ?t } }"
    assert files(named, **{"named-graph-uri": f"{base}2.rdf"}) == {f"{base}2.rdf"}
    assert files(query, **{"named-graph-uri": f"{base}2.rdf"}) == set()
    assert ask(suite_endpoint, query, **{"default-graph-uri": "x y"}).status_code == 400


def test_an_answer_is_known_by_its_tag(endpoint: httpx.Client) -> None:
    """The same question in the same form is 304; another form has another tag."""
    first = ask(endpoint, ONE)
    tag = first.headers["etag"]
    params = {"query": ONE}

    again = endpoint.get("/sparql", params=params, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert ask(endpoint, ONE, "text/csv").headers["etag"] != tag
    assert ask(endpoint, "SELECT (2 AS ?n) {}").headers["etag"] != tag
    assert "etag" not in ask(endpoint, "SELECT (NOW() AS ?n) {}").headers


def test_head_options_and_query(endpoint: httpx.Client) -> None:
    """HEAD is GET without the body; QUERY is a GET whose query is a body."""
    direct = {"Content-Type": "application/sparql-query"}
    head = endpoint.head("/sparql", params={"query": ONE})
    query = endpoint.request("QUERY", "/sparql", content=ONE, headers=direct)
    options = endpoint.options("/sparql")

    assert (head.status_code, head.content) == (200, b"")
    assert (
        head.headers["content-length"] == ask(endpoint, ONE).headers["content-length"]
    )
    assert query.json()["results"]["bindings"][0]["n"]["value"] == "1"
    assert "QUERY" in options.headers["access-control-allow-methods"]
    for answer in (head, query, options, ask(endpoint, "ASK {")):
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_large_answers_are_compressed_where_that_is_wanted(
    endpoint: httpx.Client,
) -> None:
    """What a client does not take comes as it is."""
    query = {"query": "SELECT * { ?s ?p ?o } LIMIT 500"}
    packed = endpoint.get("/sparql", params=query, headers={"Accept-Encoding": "gzip"})
    plain = endpoint.get(
        "/sparql", params=query, headers={"Accept-Encoding": "identity"}
    )

    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()


def test_nothing_is_changed_without_a_token(endpoint: httpx.Client) -> None:
    """Whatever is sent, and whoever sends it: the service is for reading."""
    update = {"update": "CLEAR ALL"}
    token = {"Authorization": "Bearer anything-at-all-12345"}

    assert endpoint.post("/sparql", data=update).status_code == 403
    assert endpoint.post("/sparql", data=update, headers=token).status_code == 403
    assert endpoint.delete("/store", params={"graph": "urn:x"}).status_code == 403
    assert endpoint.get("/sparql", params=update).status_code == 400
    assert ask(endpoint, "SELECT * { ?s ?p ?o } LIMIT 1").json()["results"]["bindings"]


def test_a_body_beyond_the_limit_is_413(endpoint: httpx.Client) -> None:
    """Three megabytes of a query are not read to their end."""
    answer = endpoint.post("/sparql", data={"query": "ASK {} #" + "x" * 3_000_000})
    assert answer.status_code == 413


def test_the_names_of_things_are_under_the_same_roof(endpoint: httpx.Client) -> None:
    """OpenRefine is given /reconcile; each header comes once."""
    queries = json.dumps({"q": {"query": "Pakistan", "type": "Country"}})
    answer = endpoint.post("/reconcile/", data={"queries": queries})

    assert answer.json()["q"]["result"][0]["id"] == "place/pakistan"
    assert answer.headers.get_list("access-control-allow-origin") == ["*"]
    said = endpoint.get("/reconcile/").json()
    assert said["preview"]["url"].startswith(f"{endpoint.base_url}/reconcile/preview")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("localhost:8041", 200),
        ("[::1]:8041", 200),
        ("evil.example.org", 421),
        ("127.0.0.1.example.org", 421),
        ("", 421),
        ("[", 421),
    ],
)
def test_another_host_is_not_answered(
    endpoint: httpx.Client, host: str, status: int
) -> None:
    """A name that somebody else leads here would make their pages ours."""
    answer = endpoint.get("/sparql?query=ASK{}", headers={"Host": host})

    assert answer.status_code == status


def test_what_there_is_not_is_404_as_json(endpoint: httpx.Client) -> None:
    """So that a program can tell it from an answer."""
    answer = endpoint.get("/sparkle")

    assert answer.status_code == 404
    assert answer.json()["status"] == 404


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="/proc is needed")
def test_crashes_leave_nothing(endpoint: httpx.Client) -> None:
    """Each query ends its child; the service, in this process, opens no file more."""

    def open_files() -> int:
        return len(os.listdir("/proc/self/fd"))

    crash = {"query": "{" * 9000}
    endpoint.post("/sparql", data=crash)
    before = open_files()
    for _ in range(40):
        assert endpoint.post("/sparql", data=crash).status_code == 400

    assert open_files() <= before + 2


def test_a_query_whose_client_is_gone_is_ended(article: Path) -> None:
    """One at once, half a minute each: who comes next would wait for that long."""
    limits = QueryLimits(seconds=30.0, at_once=1)

    def opened() -> kg.KnowledgeGraph:
        return kg.open(article, project=ROOT)

    with serving(lambda url: application(opened, url, limits=limits)) as url:
        for _ in range(3):
            with socket.create_connection(
                ("127.0.0.1", int(url.rpartition(":")[2]))
            ) as client:
                query = quote(BOMBS["values"])
                head = f"GET /sparql?query={query} HTTP/1.1\r\nHost: localhost\r\n\r\n"
                client.sendall(head.encode())
        params = {"query": ONE}
        answer = httpx.get(f"{url}/sparql", params=params, timeout=20)

    assert answer.status_code == 200


def test_a_client_that_hangs_up_is_let_go_while_children_live(
    endpoint: httpx.Client,
) -> None:
    """A cell that was begun during a connection does not keep it open."""
    with httpx.Client(base_url=str(endpoint.base_url)) as other:
        ask(other, BOMBS["values"], timeout="0.1")  # its cell is begun anew
        ask(other, ONE)
        answer = other.get("/sparql?query=ASK{}", headers={"Connection": "close"})
        assert answer.status_code == 200  # read to its end, which is the connection's
