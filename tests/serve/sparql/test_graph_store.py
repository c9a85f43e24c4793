"""Graphs by name over HTTP: read by anybody, written by who has the token.

The requests are those of the W3C's tests of the Graph Store Protocol, whose manifest
writes them down as text; the documents end with the full stop that two of them lack.
"""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

from tests.serve.sparql.conftest import TOKEN

PREFIXES = """\
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix v: <http://www.w3.org/2006/vcard/ns#> .
"""
HOLDER = {"Authorization": f"Bearer {TOKEN}"}
TURTLE = HOLDER | {"Content-Type": "text/turtle; charset=utf-8"}
PERSON = "/store/person/1.ttl"


def card(name: str) -> str:
    return f'{PREFIXES}<urn:1> a foaf:Person; foaf:card [ a v:VCard; v:fn "{name}" ] .'


def read(client: httpx.Client, address: str, **more: Any) -> Graph:
    answer = client.get(address, headers={"Accept": "text/turtle"}, **more)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    return Graph().parse(data=answer.text, format="turtle")


def same(graph: Graph, turtle: str) -> bool:
    return isomorphic(graph, Graph().parse(data=turtle, format="turtle"))


def test_a_graph_is_put_replaced_added_to_and_deleted(
    changed_endpoint: httpx.Client,
) -> None:
    """13 requests of the suite in their order, with the statuses that it demands."""
    client = changed_endpoint
    name = f"{client.base_url}{PERSON}"
    put = client.put(PERSON, content=card("John Doe"), headers=TURTLE)
    assert put.status_code == 201
    assert same(read(client, "/store", params={"graph": name}), card("John Doe"))

    put = client.put(PERSON, content=card("Jane Doe"), headers=TURTLE)
    assert put.status_code == 204
    assert same(read(client, PERSON), card("Jane Doe"))

    alice = f'{PREFIXES}[] a foaf:Person; foaf:card [ v:given-name "Alice" ] .'
    default = {"default": ""}
    put = client.put("/store", params=default, content=alice, headers=TURTLE)
    assert put.status_code == 201
    names = read(client, "/store", params=default).objects(
        predicate=URIRef("http://www.w3.org/2006/vcard/ns#given-name")
    )
    assert [str(name) for name in names] == ["Alice"]

    added = f'{PREFIXES}<urn:1> foaf:name "Jane Doe" .'
    post = client.post(PERSON, content=added, headers=TURTLE)
    assert post.status_code == 200
    assert same(
        read(client, PERSON), card("Jane Doe") + '<urn:1> foaf:name "Jane Doe" .'
    )

    files = {
        f"{part}.ttl": (
            f"{part}.ttl",
            f'{PREFIXES}<urn:1> foaf:{part} "{value}" .',
            "text/turtle; charset=utf-8",
        )
        for part, value in {"familyName": "Doe", "givenName": "Jane"}.items()
    }
    assert client.post(PERSON, files=files, headers=HOLDER).status_code == 200
    assert len(read(client, PERSON)) == 7

    created = client.post("/store", content=alice, headers=TURTLE)
    assert created.status_code == 201
    assert same(read(client, created.headers["location"]), alice)

    head = client.head(PERSON)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == "text/turtle; charset=utf-8"
    assert client.head("/store/person/4.ttl").status_code == 404

    assert client.delete(PERSON, headers=HOLDER).status_code == 200
    assert client.get(PERSON).status_code == 404
    assert client.delete(PERSON, headers=HOLDER).status_code == 404


def test_what_is_written_is_asked_for_at_once(changed_endpoint: httpx.Client) -> None:
    """The next query sees the change, and its tag is another one."""
    query = {"query": "ASK { GRAPH <urn:new> { ?s ?p 1 } }"}
    before = changed_endpoint.get("/sparql", params=query)
    put = changed_endpoint.put(
        "/store",
        params={"graph": "urn:new"},
        content="<urn:a> <urn:b> 1 .",
        headers=TURTLE,
    )
    after = changed_endpoint.get(
        "/sparql", params=query, headers={"If-None-Match": before.headers["etag"]}
    )

    assert put.status_code == 201
    assert (before.json()["boolean"], after.json()["boolean"]) == (False, True)


CLAIM = """\
@prefix apf: <https://w3id.org/apf/ontology#> .
<https://w3id.org/apf/id/claim/x/one> a apf:Claim .
"""


def test_what_breaks_a_shape_changes_nothing(changed_endpoint: httpx.Client) -> None:
    """A claim that nobody makes, and that stands nowhere, is none."""
    where = {"graph": "urn:claims"}
    put = changed_endpoint.put("/store", params=where, content=CLAIM, headers=TURTLE)

    assert put.status_code == 422
    assert any("claim/x/one" in line for line in put.json()["problems"])
    assert changed_endpoint.get("/store", params=where).status_code == 404
    update = f"INSERT DATA {{ GRAPH <urn:claims> {{ {CLAIM.splitlines()[1]} }} }}"
    update = f"PREFIX apf: <https://w3id.org/apf/ontology#> {update}"
    answer = changed_endpoint.post("/sparql", data={"update": update}, headers=HOLDER)
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("token", "status"),
    [
        ("", 401),
        ("Bearer wrong", 401),
        (f"Basic {TOKEN}", 401),
        (f"Bearer  {TOKEN}", 404),
    ],
)
def test_the_token_is_compared(writable: httpx.Client, token: str, status: int) -> None:
    """With the right one the request is looked at: there is no such graph."""
    headers = {"Authorization": token} if token else {}
    answer = writable.delete("/store", params={"graph": "urn:none"}, headers=headers)

    assert answer.status_code == status
    if status == 401:
        assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("method", "address", "headers", "status"),
    [
        ("PUT", "/store?graph=urn:g", TURTLE | {"Content-Type": "text/html"}, 415),
        ("PUT", "/store?graph=urn:g", HOLDER, 415),
        ("PUT", "/store?graph=not%20an%20iri", TURTLE, 400),
        ("PUT", "/store", TURTLE, 400),
        ("PUT", "/store?graph=urn:g&default", TURTLE, 400),
        ("PUT", "/store?graph=urn:g", TURTLE, 400),
        ("PATCH", "/store?graph=urn:g", TURTLE, 405),
    ],
)
def test_what_cannot_be_written(
    writable: httpx.Client,
    method: str,
    address: str,
    headers: dict[str, str],
    status: int,
) -> None:
    """Each is refused with its reason, the sixth for its body that is no Turtle."""
    answer = writable.request(method, address, content=b"no turtle", headers=headers)

    assert answer.status_code == status
    assert answer.json()["detail"]


@pytest.mark.parametrize("word", ["LOAD <{}>", "LOAD SILENT <{}> INTO GRAPH <urn:g>"])
def test_no_update_reaches_anybody(writable: httpx.Client, word: str) -> None:
    """A listener on loopback counts who comes: nobody does."""
    from tests.ask.endpoints import served as listening

    with listening() as server:
        update = {"update": word.format(server.url)}
        answer = writable.post("/sparql", data=update, headers=HOLDER)
        assert answer.status_code == 400
        assert server.untouched()
