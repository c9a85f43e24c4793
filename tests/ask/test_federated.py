"""SERVICE reaches the hosts that were allowed, joins what they say, and no others."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql import parser, prepareQuery

from kg.ask.federated import evaluate
from kg.ask.federated.dataset import as_dataset
from kg.ask.federated.parse import parse
from kg.ask.federated.run import run_federated
from kg.errors import QueryFailed, Unreachable
from kg.net.hosts import Refused
from tests.ask.endpoints import Reply, Served, drip, send, served, wait
from tests.ask.processes import children

OURS = """
@prefix e: <urn:e:> .
@prefix w: <http://w/> .
e:pk e:same w:Q1 ; e:name "Pakistan" .
e:af e:same w:Q2 .
e:ir e:same w:Q3 .
"""
THEIRS = """
@prefix e: <urn:e:> .
@prefix w: <http://w/> .
w:Q1 e:pop 5 ; e:label "Pakistan"@en , "Pákistán"@cs .
w:Q2 e:pop 7 .
w:Q9 e:pop 9 .
"""
NOTHING = b'{"head":{"vars":[]},"results":{"bindings":[]}}'


@pytest.fixture(scope="module")
def store() -> ox.Store:
    made = ox.Store()
    made.load(OURS.encode(), format=ox.RdfFormat.TURTLE)
    return made


@pytest.fixture
def allowed() -> Iterator[Served]:
    with served(THEIRS) as server:
        yield server


@pytest.fixture
def other() -> Iterator[Served]:
    """Serve what nobody allows to be asked."""
    with served(THEIRS) as server:
        yield server


def _run(
    store: ox.Store, query: str, *hosts: str, format: str = "csv", seconds: float = 60
) -> list[list[str]]:
    text = "PREFIX e: <urn:e:> PREFIX w: <http://w/>\n" + query
    found = run_federated(store, text, format, allow=hosts, seconds=seconds)
    return list(csv.reader(io.StringIO(found.decode())))


POPULATION = (
    "SELECT ?t ?n {{ ?t e:same ?w . SERVICE <{0}> {{ ?w e:pop ?n }} }} ORDER BY ?n"
)


def test_what_is_ours_is_joined_with_what_is_theirs(
    store: ox.Store, allowed: Served
) -> None:
    """Rows are those that both know, and one request holds all of our values."""
    found = _run(store, POPULATION.format(allowed.url), allowed.host)

    assert found == [["t", "n"], ["urn:e:pk", "5"], ["urn:e:af", "7"]]
    (asked,) = allowed.asked
    assert asked == (
        "PREFIX e: <urn:e:>\nSELECT * WHERE {\nVALUES (?w) {\n  (<http://w/Q1>)\n"
        "  (<http://w/Q2>)\n  (<http://w/Q3>)\n}\n ?w e:pop ?n \n}"
    )
    (agent,) = allowed.agents
    assert agent is not None
    assert agent.startswith("apf-kg")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?t ?n { service <URL> { ?w e:pop ?n } ?t e:same ?w } ORDER BY ?n",
        "SELECT ?t ?n { ?t e:same ?w . { SERVICE <URL> { ?w e:pop ?n } } } ORDER BY ?n",
        "SELECT ?t ?n { ?t e:same ?w . Service # a { comment }\n <URL>\n"
        "# SERVICE <http://127.0.0.1:1/> { }\n{ ?w e:pop ?n # }\n } } ORDER BY ?n",
        "SELECT ?t ?n { VALUES ?at { <URL> } ?t e:same ?w . SERVICE ?at "
        "{ ?w e:pop ?n } } ORDER BY ?n",
        "PREFIX at: <URL> SELECT ?t ?n { ?t e:same ?w . SERVICE SILENT at: "
        "{ ?w e:pop ?n } } ORDER BY ?n",
        "SELECT ?t ?n { ?t e:same ?w . SERVICE <URL> { SELECT ?w (SUM(?m) AS ?n) "
        "{ ?w e:pop ?m } GROUP BY ?w } } ORDER BY ?n",
        "SELECT ?t ?n { ?t e:same ?w . SERVICE <URL> { ?w e:pop ?n } "
        "SERVICE <URL> { ?w e:pop ?n } } ORDER BY ?n",
        "SELECT ?t ?n { { SELECT ?t ?n { ?t e:same ?w . SERVICE <URL> "
        "{ ?w e:pop ?m BIND (?m AS ?n) } } } } ORDER BY ?n",
    ],
    ids=["first", "braces", "comments", "variable", "prefix", "sum", "two", "within"],
)
def test_a_service_means_the_same_however_it_is_written(
    store: ox.Store, allowed: Served, query: str
) -> None:
    """Order, nesting, comments, prefixes and variables do not change the rows."""
    found = _run(store, query.replace("URL", allowed.url), allowed.host)

    assert found == [["t", "n"], ["urn:e:pk", "5"], ["urn:e:af", "7"]]


def test_what_is_optional_may_be_missing(store: ox.Store, allowed: Served) -> None:
    """A row without an answer stays, and languages are told apart."""
    query = (
        "SELECT ?t ?l { ?t e:same ?w . OPTIONAL { SERVICE <URL> { ?w e:label ?l } "
        "FILTER (LANG(?l) = 'cs') } } ORDER BY ?t"
    )
    found = _run(store, query.replace("URL", allowed.url), allowed.host)

    assert found[1:] == [["urn:e:af", ""], ["urn:e:ir", ""], ["urn:e:pk", "Pákistán"]]
    assert len(allowed.asked) == 1


def test_every_kind_of_query_has_its_forms(store: ox.Store, allowed: Served) -> None:
    """ASK, CONSTRUCT and SELECT are serialised as without services."""
    where = f"{{ ?t e:same ?w . SERVICE <{allowed.url}> {{ ?w e:pop ?n }} }}"
    head = "PREFIX e: <urn:e:> "

    def run(query: str, format: str | None) -> bytes:
        return run_federated(store, head + query, format, allow=[allowed.host])

    assert json.loads(run(f"ASK {where}", None))["boolean"] is True
    made = run(f"CONSTRUCT {{ ?t e:pop ?n }} {where}", "nt").decode().splitlines()
    integer = "<http://www.w3.org/2001/XMLSchema#integer>"
    assert made == [
        f'<urn:e:af> <urn:e:pop> "7"^^{integer} .',
        f'<urn:e:pk> <urn:e:pop> "5"^^{integer} .',
    ]
    assert run(f"SELECT ?n {where} ORDER BY ?n", "tsv") == b"?n\n5\n7\n"
    with pytest.raises(QueryFailed, match="can be ttl, nt, not csv"):
        run(f"CONSTRUCT {{ ?t e:pop ?n }} {where}", "csv")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <OTHER> { ?s ?p ?o } }",
        "SELECT * { service<OTHER>{ ?s ?p ?o } }",
        "SELECT * { ?t e:name ?n.SERVICE<OTHER> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <OTHER> { ?s ?p ?o } }",
        "SELECT * { SERVICE # <URL>\n <OTHER> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <OTHER> { ?s ?p ?o } }",
        "PREFIX at: <OTHER> SELECT * { SERVICE at: { ?s ?p ?o } }",
        "BASE <OTHER> SELECT * { SERVICE <> { ?s ?p ?o } }",
        "SELECT * { VALUES ?at { <URL> <OTHER> } SERVICE ?at { ?s e:pop ?o } }",
        "SELECT * { VALUES ?at { <OTHER> } SERVICE SILENT ?at { ?s ?p ?o } }",
        "SELECT * { BIND (IRI('OTHER') AS ?at) SERVICE ?at { ?s ?p ?o } }",
        "SELECT * { ?t ?p ?o FILTER EXISTS { SERVICE <OTHER> { ?s e:pop ?o } } }",
        "SELECT * { ?t ?p ?o OPTIONAL { SERVICE <OTHER> { ?s e:pop ?o } } }",
        "SELECT * { SERVICE <URL> { ?s ?p ?o SERVICE <OTHER> { ?s ?p ?o } } }",
        "SELECT * { SERVICE <URL> { SELECT * { SERVICE SILENT <OTHER> { } } } }",
        "SELECT * { SERVICE <URL> { VALUES ?at { <OTHER> } SERVICE ?at { } } }",
        "SELECT * FROM <OTHER> { ?s ?p ?o }",
        "SELECT * FROM NAMED <OTHER> { GRAPH ?g { ?s ?p ?o } }",
        "LOAD <OTHER>",
        "LOAD SILENT <OTHER> INTO GRAPH <urn:g>",
        "SELECT * { SERVICE <http://HOST@OTHERHOST/> { ?s ?p ?o } }",
        "SELECT * { SERVICE <http://HOST\\u005C@OTHERHOST/> { ?s ?p ?o } }",
    ],
)
def test_no_other_host_is_ever_asked(
    store: ox.Store, allowed: Served, other: Served, query: str
) -> None:
    """Whatever the spelling, the other server does not so much as see a connection."""
    for name, value in {
        "OTHERHOST": other.host,
        "OTHER": other.url,
        "URL": allowed.url,
        "HOST": allowed.host,
    }.items():
        query = query.replace(name, value)
    with pytest.raises(QueryFailed):
        _run(store, query, allowed.host)

    assert other.untouched()


def test_the_other_host_would_have_answered(store: ox.Store, other: Served) -> None:
    """What the test before did not find is there to be found."""
    assert len(_run(store, POPULATION.format(other.url), other.host)) == 3
    assert len(other.connections) == 1


def test_a_refusal_says_what_would_allow_it(
    store: ox.Store, allowed: Served, other: Served
) -> None:
    """The message names the argument as it has to be written."""
    with pytest.raises(Refused) as caught:
        _run(store, POPULATION.format(other.url), allowed.host)

    assert str(caught.value) == (
        f"the query asks 127.0.0.1, which may not be asked; "
        f"`allow={other.host}` allows it"
    )


def test_a_redirect_is_not_followed(store: ox.Store, other: Served) -> None:
    """An allowed host cannot pass a query on to another, and the message says where."""

    def away(handler: object) -> None:
        send(handler, 302, b"", Location=other.url)  # type: ignore[arg-type]

    with (
        served(reply=away) as server,
        pytest.raises(Unreachable, match="redirects to") as caught,
    ):
        _run(store, POPULATION.format(server.url), server.host)

    assert other.url in str(caught.value)
    assert other.untouched()


def _replies() -> dict[str, tuple[Reply, str]]:
    return {
        "html": (lambda h: send(h, 200, b"<html>Oops"), "but: '<html>Oops'"),
        "error text": (
            lambda h: send(h, 200, b"java.util.Timeout"),
            "SPARQL JSON, but",
        ),
        "truncated": (lambda h: send(h, 200, NOTHING[:-9]), "SPARQL JSON, but"),
        "cut off": (lambda h: send(h, 200, NOTHING, 999), "broke off its answer"),
        "boolean": (lambda h: send(h, 200, b'{"head":{},"boolean":true}'), "JSON, but"),
        "wait": (
            lambda h: send(h, 429, b"slow down", Retry_After="30"),
            r"is busy \(429\); ask again after 30 \(Retry-After\)",
        ),
        "busy": (lambda h: send(h, 503, b""), r"is busy \(503\); ask again later"),
        "broken": (
            lambda h: send(h, 500, b"No such thing"),
            "status 500: No such thing",
        ),
        "no words": (lambda h: h.connection.close(), "does not answer by HTTP|reached"),
    }


@pytest.mark.parametrize("kind", _replies())
def test_an_answer_that_is_none_is_told(store: ox.Store, kind: str) -> None:
    """Each way of not answering has its message; SILENT goes on without."""
    reply, message = _replies()[kind]
    query = POPULATION.replace("SERVICE", "SERVICE SILENT")
    with served(reply=reply) as server:
        with pytest.raises(Unreachable, match=message):
            _run(store, POPULATION.format(server.url), server.host)
        rows = _run(store, query.format(server.url), server.host)

    assert sorted(rows[1:]) == [["urn:e:af", ""], ["urn:e:ir", ""], ["urn:e:pk", ""]]


def test_an_endpoint_that_is_not_there_is_told(store: ox.Store) -> None:
    """A refused connection names the address."""
    with served() as server:
        url, host = server.url, server.host
    with pytest.raises(Unreachable, match=f"{url} cannot be reached"):
        _run(store, POPULATION.format(url), host)


@pytest.mark.parametrize("reply", [wait, drip])
def test_a_slow_endpoint_does_not_hold_a_query(store: ox.Store, reply: Reply) -> None:
    """The deadline ends a query whose endpoint is silent, or sends a byte at a time."""
    before = children()
    with (
        served(reply=reply) as server,
        pytest.raises((Unreachable, QueryFailed), match=r"in time|within 1 s"),
    ):
        _run(store, POPULATION.format(server.url), server.host, seconds=1)
    assert children() <= before


def test_an_answer_without_end_is_not_taken(
    store: ox.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer beyond the limit is refused, not cut."""
    monkeypatch.setattr("kg.ask.federated.run.LARGEST", 1000)
    with (
        served(reply=lambda h: send(h, 200, b" " * 1001)) as server,
        pytest.raises(Unreachable, match="more than 1,000 bytes"),
    ):
        _run(store, POPULATION.format(server.url), server.host)


def test_many_values_go_in_several_requests(
    store: ox.Store, allowed: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No value is lost or asked twice where a request cannot hold them all."""
    monkeypatch.setattr(evaluate, "ROWS", 2)

    found = _run(store, POPULATION.format(allowed.url), allowed.host)

    assert found[1:] == [["urn:e:pk", "5"], ["urn:e:af", "7"]]
    assert [query.count("<http://w/") for query in allowed.asked] == [2, 1]


def test_a_query_does_not_send_requests_without_end(
    store: ox.Store, allowed: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A query that would ask once per row ends at the limit."""
    monkeypatch.setattr(evaluate, "REQUESTS", 2)
    query = (
        f"SELECT ?t {{ ?t e:same ?w . "
        f"FILTER EXISTS {{ SERVICE <{allowed.url}> {{ ?w e:pop ?n }} }} }}"
    )
    with pytest.raises(QueryFailed, match="more than 2 requests; ask for less"):
        _run(store, query, allowed.host)

    assert len(allowed.asked) == 2


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * { ?s ?p }", r"not a SPARQL 1\.1 query: error at 2:"),
        ("SELECT * " + "{" * 3000 + "}" * 3000, "nested too deeply"),
        ("SELECT * { SERVICE ?at { ?s ?p ?o } }", "has no address as its value"),
        (
            "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . "
            + "".join(f"?d{i} ?e{i} ?f{i} . " for i in range(12))
            + "}",
            "no answer within 2 seconds",
        ),
    ],
    ids=["slip", "braces", "unbound", "endless"],
)
def test_limits_are_those_of_every_query(
    store: ox.Store, query: str, message: str
) -> None:
    """What is no query, too deep or too slow ends as it does without services."""
    with pytest.raises(QueryFailed, match=message):
        _run(store, query, "127.0.0.1", seconds=2)


def _grammar_of_rdflib() -> tuple[str, int, str]:
    """Return what of rdflib's own parser tells whether somebody changed it."""
    pattern = parser.ServiceGraphPattern
    query = parser.parseQuery("SELECT * { SERVICE <urn:x> { ?s ?p ?o } }")
    service = query[1].where.part[0]
    return pattern.name, len(pattern.parseAction), service.service_string


def test_the_parser_of_rdflib_is_left_as_it_is(store: ox.Store) -> None:
    """Whoever else reads queries with rdflib finds it as if we had not been there."""
    before = _grammar_of_rdflib()
    text = "SELECT ?t ?n { ?t <urn:e:same> ?w . SERVICE <http://a/> { ?w <urn:p> ?n } }"

    for _ in range(2):
        evaluate.evaluate(as_dataset(store), parse(text), lambda *_: NOTHING)

    assert _grammar_of_rdflib() == before
    assert before[0] == "ServiceGraphPattern"
    theirs = prepareQuery(text)
    ((name, service),) = [
        (part.name, part.service_string) for part in (theirs.algebra.p.p.p2,)
    ]
    assert name == "ServiceGraphPattern"
    assert service.startswith("SERVICE <http://a/>")


def test_queries_of_several_threads_are_told_apart(store: ox.Store) -> None:
    """Each query asks by its own way, however many are evaluated at once."""
    begun = Barrier(8)

    def run(n: int) -> tuple[int, list[str]]:
        asked: list[str] = []

        def ask(url: str, _: str) -> bytes:
            asked.append(url)
            return NOTHING

        service = f"SERVICE <http://h{n}/> {{ ?w ?p ?o }}"
        text = f"SELECT * {{ ?t <urn:e:same> ?w . {service} }}"
        begun.wait(60)
        evaluate.evaluate(as_dataset(store), parse(text), ask)
        return n, asked

    with ThreadPoolExecutor(8) as pool:
        for n, asked in pool.map(run, range(8)):
            assert asked == [f"http://h{n}/"]
