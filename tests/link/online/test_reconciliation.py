"""Candidates from services of the W3C Reconciliation API, served on loopback."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft7Validator

from kg.errors import QueryFailed, Unreachable
from kg.link.online.reconciliation import ReconciliationSource
from kg.match.entity import Mention
from tests.beside import beside
from tests.net.conftest import MakeClient
from tests.net.serving import Hit, Reply, Served, answer

MANIFEST = {
    "versions": ["0.1", "0.2"],
    "name": "Wikidata (en)",
    "identifierSpace": "http://www.wikidata.org/entity/",
    "schemaSpace": "http://www.wikidata.org/prop/direct/",
}
PAKISTAN = {
    "id": "Q843",
    "name": "Pakistan",
    "description": "country in South Asia",
    "type": [{"id": "Q6256", "name": "country"}, {"id": "Q3624078", "name": "state"}],
    "score": 11.2,
    "match": False,
    "features": [{"id": "all_labels", "value": 100}],
}
TALIBAN = {"id": "Q42418", "name": "Taliban", "score": 100, "match": True, "type": []}
TTP = {"id": "Q1", "name": "Pakistani Taliban", "score": 60, "match": False}
RESULTS = {
    "Pakistan": [PAKISTAN],
    "Taliban": [TALIBAN, TTP],
    "TTP": [TTP, {"id": "P17", "name": "country"}],
    "Q843": [TTP, PAKISTAN],
    "Q99": [TTP],
}
ROWS = {
    "Q843": {
        "Aen": [{"str": "Islamic Republic of Pakistan"}, {"str": "PAK"}],
        "P297": [{"str": "PK"}],
        "P298": [{"str": "PAK"}],
        "P17/P297": [{"str": "PK"}],
    },
    "Q42418": {"Aen": [], "P17/P297": [{"str": "af"}, {}]},
}


def service(**more: Any) -> Any:
    """Behave as a service with a manifest that has ``more``."""

    def behave(hit: Hit) -> Reply:
        if "queries" in hit.fields:
            queries = json.loads(hit.fields["queries"])
            found = {
                key: {"result": RESULTS.get(query["query"], [])}
                for key, query in queries.items()
            }
            return answer(found)
        if "extend" in hit.fields:
            return answer({"meta": [], "rows": ROWS})
        return answer(MANIFEST | more)

    return behave


def opened(served: Served, client: MakeClient, **more: Any) -> ReconciliationSource:
    served.behave = service(**more)
    return ReconciliationSource(client(), f"{served.url}/en/api", ("en",))


def queries(served: Served) -> list[dict[str, Any]]:
    return [
        query
        for hit in served.hits
        if "queries" in hit.fields
        for query in json.loads(hit.fields["queries"]).values()
    ]


def test_candidates_with_types_as_evidence(served: Served, client: MakeClient) -> None:
    """Names, descriptions and types arrive in the service's order, without scores."""
    source = opened(served, client)

    (found,) = source.candidates(Mention("Pakistan"), 5)

    assert (found.qid, found.label) == ("Q843", "Pakistan")
    assert found.description == "country in South Asia"
    assert found.types == ("Q6256", "Q3624078")
    assert [e.qid for e in source.candidates(Mention("Taliban"), 5)] == ["Q42418", "Q1"]


def test_no_filter_is_sent(served: Served, client: MakeClient) -> None:
    """No type goes out, which services filter by; the country goes as evidence."""
    mention = Mention("Pakistan", cls="Country", countries=("PK",))

    opened(served, client).candidates(mention, 3)

    assert queries(served) == [
        {
            "query": "Pakistan",
            "limit": 3,
            "properties": [{"pid": "P17/P297", "v": "PK"}],
        }
    ]


def test_queries_are_those_of_the_standard(served: Served, client: MakeClient) -> None:
    """Each batch that is sent passes the JSON schema of version 0.2."""
    name = "suites/reconciliation-0.2/reconciliation-query-batch.json"
    path = beside(
        name, "NO SCHEMAS, which may not be copied: no query is compared with one"
    )
    schema = json.loads(path.read_text())
    mention = Mention("Taliban", ("TTP", "Pakistan"), countries=("AF", "PK"))

    opened(served, client).candidates(mention, 3)

    (batch,) = [hit for hit in served.hits if "queries" in hit.fields]
    Draft7Validator(schema).validate(json.loads(batch.fields["queries"]))


def test_all_names_in_one_batch(served: Served, client: MakeClient) -> None:
    """A mention's names are asked together; their results alternate."""
    found = opened(served, client).candidates(Mention("Taliban", ("TTP",)), 5)

    assert [entity.qid for entity in found] == ["Q42418", "Q1"]
    assert sum("queries" in hit.fields for hit in served.hits) == 1


def test_batches_are_as_small_as_the_service_wants(
    served: Served, client: MakeClient
) -> None:
    """A manifest's batch size is kept to."""
    source = opened(served, client, batchSize=2)

    source.candidates(Mention("a", ("b", "c")), 5)

    sizes = [
        len(json.loads(h.fields["queries"]))
        for h in served.hits
        if "queries" in h.fields
    ]
    assert sizes == [2, 1]


def test_a_long_name_is_cut(served: Served, client: MakeClient) -> None:
    """No name of 250 characters or more is sent."""
    opened(served, client).candidates(Mention("x" * 300, ("word " * 60,)), 5)

    assert [len(query["query"]) for query in queries(served)] == [240, 239]


def test_data_extension_adds_evidence(served: Served, client: MakeClient) -> None:
    """Where the service can, aliases, codes and countries are asked for."""
    source = opened(served, client, extend={"property_settings": []})

    (pakistan,) = source.candidates(Mention("Pakistan"), 5)
    taliban = source.candidates(Mention("Taliban"), 5)[0]

    assert pakistan.aliases == ("Islamic Republic of Pakistan", "PAK")
    assert pakistan.countries == ("PK",)
    assert pakistan.ids == (("iso2", "PK"), ("iso3", "PAK"))
    assert (taliban.aliases, taliban.countries) == ((), ("AF",))


def test_entities_by_qid(served: Served, client: MakeClient) -> None:
    """A QID is looked up as a name; what comes back as another is not it."""
    source = opened(served, client)

    assert list(source.entities(["Q99", "Q843"])) == ["Q843"]
    sent = len(served.hits)
    assert source.entities(["Q843"])["Q843"].label == "Pakistan"
    assert len(served.hits) == sent


def test_version_one_tenth(served: Served, client: MakeClient) -> None:
    """A service without versions, and types as words, is one of 0.1."""
    served.behave = lambda hit: (
        answer({"q0": {"result": [{"id": "Q5", "name": "x", "type": ["human"]}]}})
        if "queries" in hit.fields
        else answer({k: v for k, v in MANIFEST.items() if k != "versions"})
    )
    source = ReconciliationSource(client(), served.url, ("en",))

    assert source.candidates(Mention("x"), 5)[0].types == ("human",)


@pytest.mark.parametrize(
    ("manifest", "kind", "words"),
    [
        (answer({"versions": ["1.0"]} | {"identifierSpace": "x"}), QueryFailed, "1.0"),
        (
            answer(MANIFEST | {"identifierSpace": "https://d-nb.info/gnd/"}),
            QueryFailed,
            "knows things of https://d-nb.info/gnd/, not of Wikidata",
        ),
        (answer({"name": "?"}), Unreachable, "no manifest .* write sparql: before it"),
        (Reply(b"<p>", kind="text/html"), Unreachable, "web page"),
    ],
)
def test_what_is_no_service_for_us(
    served: Served, client: MakeClient, manifest: Reply, kind: type, words: str
) -> None:
    """Before anything is asked, the manifest must be one of entities of Wikidata."""
    served.say(manifest)

    with pytest.raises(kind, match=words):
        ReconciliationSource(client(), served.url, ("en",)).candidates(Mention("x"), 5)

    assert len(served.hits) == 1


@pytest.mark.parametrize(
    ("results", "kind", "words"),
    [
        ({"status": "error", "message": "too slow"}, QueryFailed, "too slow"),
        ({"q0": {"result": []}}, Unreachable, "all that it was asked"),
        ({"q0": {"result": []}, "q1": {"result": [{}]}}, Unreachable, "all that"),
        ([], Unreachable, "all that it was asked"),
    ],
)
def test_results_that_are_not_whole(
    served: Served, client: MakeClient, results: Any, kind: type, words: str
) -> None:
    """Errors with status 200 and half-answered batches are errors, and not kept."""
    served.say(answer(MANIFEST), answer(results))
    source = ReconciliationSource(client(), served.url, ("en",))

    with pytest.raises(kind, match=words):
        source.candidates(Mention("x", ("y",)), 5)

    assert len(list(source.client.cache.folder.glob("*.json"))) == 1
