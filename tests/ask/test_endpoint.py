"""What is told of a graph on disk is what is wrong with it, and not with another."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.ask.endpoint import LocalEndpoint, RemoteEndpoint
from kg.ask.evaluator import Evaluator
from kg.errors import KgError, QueryFailed, StoreError, Unreachable
from kg.net.hosts import Refused
from tests.ask.endpoints import drip, send, served, wait
from tests.ask.serving import free_port

DATA = "@prefix e: <urn:e:> . e:pk e:same e:q1 ; e:name 'Pakistan' . e:af e:same e:q2 ."
THEIRS = "@prefix e: <urn:e:> . e:q1 e:pop 5 ."
JOIN = "SELECT ?t ?n {{ ?t <urn:e:same> ?w . SERVICE <{}> {{ ?w <urn:e:pop> ?n }} }}"


def opened(folder: Path, store: Any) -> LocalEndpoint:
    """Return an endpoint of a store that no build has made."""
    endpoint = LocalEndpoint.__new__(LocalEndpoint)
    endpoint.folder, endpoint.evaluator = folder, Evaluator(store)
    return endpoint


@pytest.fixture
def endpoint(tmp_path: Path) -> LocalEndpoint:
    """Return a small graph with something to join."""
    store = ox.Store()
    store.load(DATA.encode(), format=ox.RdfFormat.TURTLE)
    return opened(tmp_path / "graph", store)


def failure(
    endpoint: LocalEndpoint, query: str, kind: type[KgError], *hosts: str
) -> str:
    with pytest.raises(kind) as caught:
        endpoint.select(query, hosts)
    message = str(caught.value)
    assert "\n" not in message
    assert "damaged" not in message
    assert "remove" not in message
    return message


def test_a_service_that_is_allowed_is_asked(endpoint: LocalEndpoint) -> None:
    """Rows are joined, and our values go along as in any federated query."""
    with served(THEIRS) as server:
        table = endpoint.select(JOIN.format(server.url), [server.host])

        assert table.variables == ("t", "n")
        assert [tuple(map(str, row)) for row in table.rows] == [("urn:e:pk", "5")]
        (asked,) = server.asked
        assert "VALUES (?w)" in asked


def test_a_service_that_is_not_there_is_told_as_such(endpoint: LocalEndpoint) -> None:
    """The message says that a service failed, which one and why."""
    url = f"http://127.0.0.1:{free_port()}/sparql"

    message = failure(endpoint, JOIN.format(url), Unreachable, url.split("/")[2])

    assert message == (
        f"the service that the query asks failed: {url} cannot be reached: "
        "Connection refused"
    )


def test_a_service_that_refuses_is_told_as_such(endpoint: LocalEndpoint) -> None:
    """What the service says is passed on, with its address."""
    with served(reply=lambda h: send(h, 400, b"no such prefix")) as server:
        query = JOIN.format(server.url)
        message = failure(endpoint, query, Unreachable, server.host)

    assert message == (
        "the service that the query asks failed: "
        f"{server.url} refuses the query: no such prefix"
    )


@pytest.mark.parametrize(
    ("query", "kind", "words"),
    [
        ("SELECT * { SERVICE <http://a.org/> { ?s ?p }", QueryFailed, "error at 1:"),
        ("SELECT * { SERVICE <http://a.org/> { ?s ?p ?o } }", QueryFailed, "a network"),
        ("SELECT * { ?s ?p ?o BIND (<urn:f>(?s) AS ?x) }", QueryFailed, "<urn:f>"),
        ("SELECT (<urn:sum>(?s) AS ?x) { ?s ?p ?o }", QueryFailed, "<urn:sum>"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", QueryFailed, "a SELECT query was expected"),
        ("SELECT * {", QueryFailed, "the query cannot be run"),
    ],
)
def test_a_query_that_cannot_be_run_is_told_as_such(
    endpoint: LocalEndpoint, query: str, kind: type[KgError], words: str
) -> None:
    """An error of a query is never one of its graph, which nobody is to remove."""
    assert words in failure(endpoint, query, kind)


def test_the_word_service_may_stand_in_a_query(endpoint: LocalEndpoint) -> None:
    """In names, texts and comments it asks nobody and changes nothing."""
    plain = "SELECT ?service { ?service <urn:e:name> 'Pakistan' }"
    words = (
        "# no SERVICE <http://a.org/> here\nSELECT ?t "
        "{ ?t <urn:e:name> ?n . FILTER (?n != 'service') "
        "MINUS { ?t <urn:service> ?x } }"
    )

    for query in (plain, words):
        assert [str(row[0]) for row in endpoint.select(query).rows] == ["urn:e:pk"]


@pytest.mark.parametrize(
    ("query", "kind", "words"),
    [
        ("SELECT * { SERVICE ?at { ?s ?p ?o } }", QueryFailed, "has no address"),
        ("SELECT * { SERVICE <ftp://a/b> { ?s ?p ?o } }", Refused, "no http or https"),
        ("SELECT * { SERVICE <http://b.org/> { ?s ?p ?o } }", Refused, "b.org"),
        ("ASK { ?s ?p ?o }", QueryFailed, "a SELECT query"),
    ],
)
def test_no_other_service_is_asked(
    endpoint: LocalEndpoint, query: str, kind: type[KgError], words: str
) -> None:
    """What an allowed host would have been asked is refused of all others."""
    assert words in failure(endpoint, query, kind, "a.org")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o . SERVICE <URL> { ?w ?v ?n } }",
        "SELECT * { ?s ?p ?o.service#here\n<URL> { ?w ?v ?n } }",
        "SELECT * { ?s ?p 5SERVICE <URL> { ?w ?v ?n } }",
        "SELECT * { ?s ?p trueSERVICE<URL>{ ?w ?v ?n } }",
        "PREFIX e: <URL> SELECT * { SERVICEe: { ?w ?v ?n } }",
        "SELECT * { VALUES ?at { <URL> } SERVICE $at { ?w ?v ?n } }",
        "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE SILENT <URL> { ?w ?v ?n } } }",
        "SELECT * { ?s ?p ?o . SERVICE # { }\n <URL> { ?w ?v ?n } }",
        "SELECT * { ?s ?p ?o . LATERAL { SERVICE SILENT <URL> { ?w ?v ?n } } }",
        "SELECT * { { SELECT * { { { SERVICE <URL> { ?w ?v ?n } } } } } }",
        r"SELECT * { ?s ?p ?o . \u0053ERVICE <URL> { ?w ?v ?n } }",
    ],
)
def test_however_it_is_written_a_service_is_asked_by_us_or_not_at_all(
    endpoint: LocalEndpoint, query: str
) -> None:
    """The engine reaches nobody: we ask the hosts that are allowed, or nobody does."""
    with served(THEIRS) as server:
        with suppress(QueryFailed):
            endpoint.select(query.replace("URL", server.url))
        assert server.untouched()
    with served(THEIRS) as server:
        with suppress(QueryFailed):
            endpoint.select(query.replace("URL", server.url), [server.host])
        assert all(str(agent).startswith("apf-kg/") for agent in server.agents)
        assert server.agents or server.untouched()


def test_a_silent_service_does_not_hold_a_question(
    endpoint: LocalEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A query ends at its time, whether or not its service does."""
    from kg.ask.federated import run

    query = run.run_federated
    monkeypatch.setattr(
        run, "run_federated", lambda *args, **kw: query(*args, **kw | {"seconds": 1})
    )
    with (
        served(reply=wait) as server,
        pytest.raises(KgError, match=r"in time|within 1 s"),
    ):
        endpoint.select(JOIN.format(server.url), [server.host])


def test_tables_that_are_damaged_are_told_as_such(tmp_path: Path) -> None:
    """What RocksDB finds wrong in its files is damage, also in the midst of a query."""
    terms = [ox.NamedNode(f"urn:{n}") for n in range(3000)]
    store = ox.Store(str(tmp_path / "store"))
    store.extend([ox.Quad(t, terms[0], u) for t in terms for u in terms[:10]])
    store.flush()
    store.optimize()
    del store
    endpoint = opened(tmp_path, ox.Store.read_only(str(tmp_path / "store")))
    for table in (tmp_path / "store").glob("*.sst"):
        data = bytearray(table.read_bytes())
        data[10 : len(data) // 2] = bytes(len(data) // 2 - 10)
        table.write_bytes(data)

    with pytest.raises(StoreError, match=r"is damaged: .*; remove it and run `kg b"):
        endpoint.select("SELECT * { ?s ?p ?o }")


def test_what_the_system_refuses_is_no_damage(tmp_path: Path) -> None:
    """A file that may not be read is no reason to remove a graph."""

    class Shut:
        def query(self, *_: Any, **__: Any) -> Any:
            raise OSError("IO error: Permission denied")

    message = failure(opened(tmp_path, Shut()), "SELECT * { ?s ?p ?o }", StoreError)
    assert message.endswith("cannot be read: IO error: Permission denied")


@pytest.mark.parametrize("reply", [wait, drip])
def test_a_remote_graph_that_is_slow_is_left(reply: Any) -> None:
    """Silence ends at the time for it, and a drip at five times that."""
    with served(reply=reply) as server, pytest.raises(Unreachable) as caught:
        RemoteEndpoint(server.url, timeout=0.2).select("SELECT * {}")

    assert str(caught.value).startswith(f"{server.url} cannot be reached: timed out")


def test_a_remote_graph_may_move_within_its_host() -> None:
    """A redirect that keeps the question is followed to where the graph is now."""
    empty = b'{"head":{"vars":["x"]},"results":{"bindings":[]}}'

    def moved(handler: Any) -> None:
        if handler.path == "/new":
            send(handler, 200, empty)
        else:
            send(handler, 308, b"", Location="/new")

    with served(reply=moved) as server:
        assert RemoteEndpoint(server.url).select("SELECT ?x {}").variables == ("x",)
        assert server.asked == ["SELECT ?x {}"] * 2
