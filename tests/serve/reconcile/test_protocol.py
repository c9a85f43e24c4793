"""The addresses of the API 0.2: what they take, what they answer, what they refuse."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg.serve.reconcile.service import app
from tests.serve.reconcile.conftest import BASE, SCRIPT
from tests.serve.reconcile.service import Client, served, valid, validator


def test_answers_are_validated() -> None:
    """The schemas of the specification are at hand, and refuse an empty manifest."""
    assert not validator("manifest").is_valid({})


def test_the_manifest_says_what_there_is(atlas: Client) -> None:
    """Identifier space and id together are the IRI of a thing."""
    said = atlas.manifest()

    assert said["versions"] == ["0.2"]
    assert said["name"] == "Atlas"
    assert said["identifierSpace"] == BASE
    assert said["schemaSpace"] == "https://w3id.org/apf/ontology#"
    assert {"Actor", "Place", "Policy"} <= {t["id"] for t in said["defaultTypes"]}
    assert {"Claim", "Observation"}.isdisjoint(t["id"] for t in said["defaultTypes"])
    assert said["preview"]["url"] == f"{atlas.url}/preview?id={{{{id}}}}"


def test_a_session_as_in_openrefine(atlas: Client) -> None:
    """Manifest, batch, suggest, flyout, proposals, extension, preview, one by one."""
    said = atlas.manifest()
    column = {
        "q0": "Iraq",
        "q1": "Georgia",
        "q2": "Untied States",
        "q3": "Nowhere at all",
    }
    answers = atlas.batch(
        {
            key: {"query": cell, "type": "Country", "limit": 5, "type_strict": "should"}
            for key, cell in column.items()
        }
    )
    chosen = [
        found[0]["id"] for found in answers.values() if found and found[0]["match"]
    ]
    [typed] = atlas.suggest("entity", "United Sta")
    suggest = said["suggest"]["entity"]
    address = suggest["service_url"] + suggest["flyout_service_path"]
    flyout = httpx.get(address.replace("${id}", "place%2Funited-states")).json()
    propose = said["extend"]["propose_properties"]
    proposed = httpx.get(
        propose["service_url"] + propose["service_path"],
        params={"type": "Country", "limit": 50},
    ).json()
    rows = atlas.extend([*chosen, typed["id"]], "iso3")["rows"]
    page = httpx.get(said["preview"]["url"].replace("{{id}}", "place%2Fgeorgia"))

    assert chosen == ["place/iraq", "place/georgia"]
    assert typed["notable"] == [{"id": "Country", "name": "country"}]
    assert flyout["id"] == "place/united-states"
    assert "United States" in flyout["html"]
    valid(proposed, "data-extension-property-proposal")
    assert "iso3" in {prop["id"] for prop in proposed["properties"]}
    assert rows == {
        "place/iraq": {"iso3": [{"str": "IRQ"}]},
        "place/georgia": {"iso3": [{"str": "GEO"}]},
        "place/united-states": {"iso3": [{"str": "USA"}]},
    }
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert f'href="{BASE}place/georgia"' in page.text


def test_batches_and_extensions_come_by_get_as_well(atlas: Client) -> None:
    """The same question gives the same answer by GET, and GET changes nothing."""
    batch = {"a": {"query": "Iraq"}, "é": {"properties": [{"pid": "iso3", "v": "GEO"}]}}
    wanted = {"ids": ["iraq"], "properties": [{"id": "label"}]}

    def both(name: str, data: Any) -> tuple[Any, Any]:
        fields = {name: json.dumps(data)}
        get, post = (
            atlas.http.get("/", params=fields),
            atlas.http.post("/", data=fields),
        )
        return get.json(), post.json()

    for name, data in (("queries", batch), ("extend", wanted)):
        got, posted = both(name, data)
        assert got == posted
    assert list(both("queries", batch)[0]) == ["a", "é"]


@pytest.mark.parametrize("query", ["Iraq", '{"query": "Iraq", "limit": 1}'])
def test_a_single_query(atlas: Client, query: str) -> None:
    """What clients of older versions send is answered with one result."""
    answer = atlas.http.get("/", params={"query": query}).json()

    valid({"q": answer}, "reconciliation-result-batch")
    assert answer["result"][0]["id"] == "place/iraq"


def test_suggestions_go_by_the_beginning_and_page(atlas: Client) -> None:
    """Names, words of names, ids and codes complete; a cursor goes on."""
    every = [thing["id"] for thing in atlas.suggest("entity", "geo")]

    assert set(every[:2]) == {"place/georgia", "place/georgia-state"}
    assert "actor/georgia-interior" in every
    assert [t["id"] for t in atlas.suggest("entity", "geo", cursor=2)] == every[2:]
    assert atlas.suggest("entity", "geo", cursor=9999) == []
    assert atlas.suggest("entity", "Q230")[0]["id"] == "place/georgia"
    assert atlas.suggest("entity", "act-1")[0]["id"] == "policy/act-10949"
    assert atlas.suggest("entity", "Untied States")[0]["id"] == "place/united-states"
    assert atlas.suggest("entity", "") == []
    assert atlas.suggest("type", "count")[0] == {
        "id": "Country",
        "name": "country",
        "description": "A place that is the territory of a state, whoever governs it.",
        "broader": [{"id": "Place", "name": "place"}],
    }
    assert atlas.suggest("property", "iso3")[0]["id"] == "iso3"
    assert "nationality" in {p["id"] for p in atlas.suggest("property", "nat")}
    assert len(atlas.suggest("property", "")) == 20


def test_namesakes_are_told_apart_where_they_are_suggested(atlas: Client) -> None:
    """Class, what a thing lies in and its codes stand beside the name."""
    said = {t["id"]: t["description"] for t in atlas.suggest("entity", "Georgia")}

    assert said["place/georgia"] == "country · ISO 3166-1 alpha-3 code: GEO"
    assert said["place/georgia-state"] == (
        "administrative area · is within: United States · The state of the south-east."
    )


def test_extension_gives_facts_of_every_kind(atlas: Client) -> None:
    """Days, codes, entities and truth values; nothing for what is not known.

    That riders are a target is only alleged, so it is no fact. The schema of 0.2 knows
    no truth values and days only with a time.
    """
    answer = atlas.extend(
        ["population/walkers", "riders", "act-10949", f"{BASE}place/georgia", "nobody"],
        *("arrivedAfter", "approximate", "nationality", "targetsPopulation"),
        *("wikidata", "iri", "type", "invented"),
    )
    rows = answer["rows"]

    assert rows["population/walkers"]["arrivedAfter"] == [
        {"date": "2025-06-02T00:00:00Z"}
    ]
    assert rows["riders"]["approximate"] == [{"str": "true"}]
    assert rows["riders"]["nationality"] == [{"id": "place/iraq", "name": "Iraq"}]
    assert rows["act-10949"]["targetsPopulation"] == [
        {"id": "population/walkers", "name": "Walkers"}
    ]
    georgia = rows[f"{BASE}place/georgia"]
    assert georgia["wikidata"] == [{"id": "Q230", "name": "Q230"}]
    assert georgia["iri"] == [{"str": f"{BASE}place/georgia"}]
    assert georgia["type"] == [{"str": "Country"}]
    assert all(row["invented"] == [] for row in rows.values())
    assert all(values == [] for values in rows["nobody"].values())
    meta = {entry["id"]: entry for entry in answer["meta"]}
    assert meta["nationality"]["type"] == {"id": "Country", "name": "country"}
    assert meta["wikidata"]["service"].startswith("https://wikidata.reconci.link/")
    assert meta["invented"] == {"id": "invented", "name": "invented"}


def test_extension_settings(atlas: Client) -> None:
    """Counts, limits, and ids, names or claims in place of values."""

    def cells(id_: str, prop: str, **given: Any) -> list[dict[str, Any]]:
        wanted = {"id": prop, "settings": given}
        rows: list[dict[str, Any]] = atlas.extend([id_], wanted)["rows"][id_][prop]
        return rows

    assert cells("united-states", "altLabel") == [{"str": "U.S."}, {"str": "USA"}]
    assert cells("united-states", "altLabel", limit="1") == [{"str": "U.S."}]
    assert cells("united-states", "altLabel", count=True) == [{"int": 2}]
    assert cells("riders", "nationality", content="id") == [{"str": "place/iraq"}]
    assert cells("riders", "nationality", content="name") == [{"str": "Iraq"}]
    assert cells("act-10949", "targetsPopulation", content="claims") == [
        {"str": "gazette-1.target"}
    ]


def test_names_are_text_wherever_html_is_made(atlas: Client) -> None:
    """A name with markup in it is shown, not run; the page may load nothing."""
    page = atlas.http.get("/preview", params={"id": "actor/script"})
    flyout = atlas.http.get("/flyout/entity", params={"id": "actor/script"}).json()

    for html in (page.text, flyout["html"]):
        assert "<script" not in html
        assert "&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;" in html
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    assert atlas.match(SCRIPT)[0]["name"] == SCRIPT


def test_a_preview_counts_claims_by_modality(atlas: Client) -> None:
    """Who looks at a thing sees that something is only alleged of it."""
    page = atlas.http.get("/preview", params={"id": "act-10949"}).text

    assert "asserted 1, alleged 1" in page or "alleged 1, asserted 1" in page


def test_very_long_names(atlas: Client) -> None:
    """A name of ten thousand characters is looked for, found and shown."""
    assert atlas.best("long " * 2000) == ("actor/long", True)
    assert atlas.match("x" * 10_000) == []
    assert atlas.http.get("/preview", params={"id": "long"}).status_code == 200


@pytest.mark.parametrize(
    ("queries", "message"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[]", "an object of queries by key was expected"),
        ('{"q": {"query": NaN}}', "NaN is no number"),
        ("[" * 100_000, "nested too deeply"),
        ('{"q": 1}', "q: an object was expected"),
        ('{"q": {}}', "q: a query or properties are needed"),
        ('{"q": {"query": 1}}', "q.query: text was expected"),
        ('{"q": {"query": "x", "limit": 0}}', "q.limit: a whole number from 1"),
        ('{"q": {"query": "x", "limit": 1e999}}', "q.limit: a whole number from 1"),
        ('{"q": {"query": "x", "type": [1]}}', "q.type: the id of a type"),
        ('{"q": {"query": "x", "props": []}}', "did you mean `properties`?"),
        ('{"q": {"query": "x", "type_strict": []}}', "any, should or all"),
        ('{"q": {"query": "x", "properties": [{}]}}', "q.properties[0].pid"),
        ('{"q": {"properties": [{"pid": "x", "v": [[]]}]}}', "q.properties[0].v"),
    ],
)
def test_400_says_what_is_wrong(atlas: Client, queries: str, message: str) -> None:
    """A malformed batch is answered with the place and what was expected."""
    answer = atlas.http.post("/", data={"queries": queries})

    assert answer.status_code == 400
    assert message in answer.json()["error"]
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("extend", "message"),
    [
        ("{}", "extend.ids: a list of ids was expected"),
        ('{"ids": [1], "properties": []}', "extend.ids"),
        ('{"ids": [], "properties": [{}]}', "extend.properties"),
        (
            '{"ids": [], "properties": [{"id": "x", "settings": {"limit": "y"}}]}',
            "`limit` of x: a number was expected",
        ),
        (
            '{"ids": [], "properties": [{"id": "x", "settings": {"content": "y"}}]}',
            "`content` of x: literal, id, name, claims was expected",
        ),
    ],
)
def test_400_for_an_extension(atlas: Client, extend: str, message: str) -> None:
    """A malformed extension query is answered in the same way."""
    answer = atlas.http.post("/", data={"extend": extend})

    assert answer.status_code == 400
    assert message in answer.json()["error"]


def test_every_mistake_of_a_batch_is_said_at_once(atlas: Client) -> None:
    """Nobody mends a batch one mistake at a time."""
    batch = {"a": {"query": 1}, "b": {"query": "x", "limit": -1}}
    problems = atlas.http.post("/", data={"queries": json.dumps(batch)}).json()

    assert len(problems["problems"]) == 2


def test_limits(atlas: Client) -> None:
    """A batch as large as the manifest says is answered, a larger one refused."""
    size = atlas.manifest()["batchSize"]
    full = {str(number): {"query": "Iraq", "limit": 10**9} for number in range(size)}
    larger = json.dumps(full | {"more": {"query": "x"}})
    body = {"queries": json.dumps({"q": {"query": "x" * 3_000_000}})}

    assert len(atlas.batch(full)) == size
    refused = atlas.http.post("/", data={"queries": larger})
    assert refused.status_code == 413
    assert "1,001 in one batch; 1,000 at most" in refused.json()["error"]
    assert atlas.http.post("/", data=body).status_code == 413


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/suggest/nothing", 404),
        ("GET", "/flyout/entity?id=nobody", 404),
        ("GET", "/flyout/type?id=Nothing", 404),
        ("GET", "/flyout/nothing?id=x", 404),
        ("GET", "/preview", 404),
        ("GET", "/preview?id=../../etc/passwd", 404),
        ("GET", "/suggest/entity?prefix=x&cursor=-1", 400),
        ("GET", "/suggest/entity?prefix=x&cursor=%D9%A1", 400),
        ("GET", "/properties?limit=x", 400),
        ("POST", "/", 400),
        ("PUT", "/", 405),
        ("DELETE", "/preview", 405),
        ("POST", "/suggest/entity", 405),
    ],
)
def test_errors_are_json_with_cors(
    atlas: Client, method: str, address: str, status: int
) -> None:
    """Whatever goes wrong, a page elsewhere can read why."""
    answer = atlas.http.request(method, address)

    assert answer.status_code == status
    assert answer.json()["error"]
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    "address", ["/", "/suggest/type?prefix=a", "/preview?id=iraq", "/nowhere"]
)
def test_head_and_options_everywhere(atlas: Client, address: str) -> None:
    """HEAD is GET without a body; a preflight is answered at every address."""
    get, head = atlas.http.get(address), atlas.http.head(address)
    preflight = {"Origin": "https://x.org", "Access-Control-Request-Method": "POST"}
    options = atlas.http.options(address, headers=preflight)

    assert (head.status_code, head.content) == (get.status_code, b"")
    assert head.headers["content-length"] == get.headers["content-length"]
    assert options.status_code == 204
    assert "POST" in options.headers["access-control-allow-methods"]


def test_only_a_form_is_taken(atlas: Client) -> None:
    """JSON as a body is of a later version, and what is no UTF-8 is no form."""
    json_body = atlas.http.post("/", json={"queries": {}})
    header = {"content-type": "application/x-www-form-urlencoded"}
    fields = "&".join(f"a{i}=1" for i in range(100))

    assert json_body.status_code == 415
    for body in (b"\xff\xfe=", fields.encode()):
        assert atlas.http.post("/", content=body, headers=header).status_code == 400


def test_no_address_comes_from_the_request(atlas_graph: kg.KnowledgeGraph) -> None:
    """Behind a proxy, addresses are what --base-url says, whatever Host says."""
    with served(lambda _: app(atlas_graph, "https://example.org/match/")) as client:
        said = client.http.get("/", headers={"Host": "evil.example"}).text
        better = app(atlas_graph, "http://x", view="https://example.org/{{id}}")

    assert "evil" not in said
    assert json.loads(said)["suggest"]["entity"]["service_url"] == (
        "https://example.org/match"
    )
    with served(lambda _: better) as client:
        assert client.manifest()["view"] == {"url": "https://example.org/{{id}}"}


def test_mounted_under_a_path(atlas_graph: kg.KnowledgeGraph) -> None:
    """A larger server can carry the service under a path of its own."""
    from starlette.applications import Starlette
    from starlette.routing import Mount

    def make(url: str) -> Starlette:
        return Starlette(routes=[Mount("/match", app(atlas_graph, f"{url}/match"))])

    with served(make) as client:
        client.http.base_url = httpx.URL(f"{client.url}/match/")
        assert client.best("Iraq") == ("place/iraq", True)
        entity = client.manifest()["suggest"]["entity"]
        address = entity["service_url"] + entity["service_path"]
        assert httpx.get(address, params={"prefix": "ira"}).status_code == 200


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
_LIKE = st.fixed_dictionaries(
    {},
    optional={
        "query": st.text() | _JSON,
        "type": st.sampled_from(["Place", "x"]) | _JSON,
        "limit": st.integers() | _JSON,
        "type_strict": st.sampled_from(["any", "all", "should"]) | _JSON,
        "properties": st.lists(
            st.fixed_dictionaries(
                {
                    "pid": st.sampled_from(
                        ["iso3", "within", "unit", "approximate", "arrivedAfter", "iri"]
                    ),
                    "v": _JSON | st.fixed_dictionaries({"id": st.text()}),
                }
            ),
            max_size=3,
        )
        | _JSON,
    },
)


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    name=st.sampled_from(["queries", "query", "extend"]),
    data=_JSON | st.dictionaries(st.text(), _LIKE, max_size=3) | _LIKE,
)
def test_no_json_breaks_the_service(atlas: Client, name: str, data: Any) -> None:
    """Whatever is sent, the answer is one of the API or says what was wrong."""
    answer = atlas.http.post("/", data={name: json.dumps(data)})

    assert answer.status_code in (200, 400)
    if answer.status_code == 200 and name == "queries":
        valid(answer.json(), "reconciliation-result-batch")
    if answer.status_code == 400:
        assert answer.json()["error"]


@settings(max_examples=25, deadline=None)
@given(text=st.text())
def test_no_text_breaks_suggestions(atlas: Client, text: str) -> None:
    """Whatever is typed, suggestions are valid, and ids that there are not are 404."""
    for kind in ("entity", "type", "property"):
        atlas.suggest(kind, text)
    assert atlas.http.get("/preview", params={"id": text}).status_code in (200, 404)
