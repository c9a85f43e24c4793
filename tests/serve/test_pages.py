"""Pages as a browser gets them from the service, and the data beside them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import httpx
import networkx as nx
import pytest
from lxml import html as lxml_html
from rdflib import Graph, URIRef

import kg
from kg.serve.app import application
from tests.conftest import ROOT
from tests.pages.markup import is_own_script
from tests.serve.serving import serving

HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
"""What browsers send."""
POLICY = "/policy/pk-repatriation-campaign"
IRI = "https://w3id.org/apf/id/policy/pk-repatriation-campaign"
HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture(scope="module")
def client(article: Path) -> Iterator[httpx.Client]:
    """Serve the graph of the shipped sources."""

    def opened() -> kg.KnowledgeGraph:
        return kg.open(article, project=ROOT)

    with (
        serving(lambda url: application(opened, url)) as url,
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        yield client


class _Loaded(HTMLParser):
    """What a page loads, and what it could run."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.runs: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.loads += [given[a] for a in ("src", "srcset") if a in given]
        if tag == "link" and given.get("rel") == "stylesheet":
            self.loads.append(given["href"])
        self.runs += [name for name in given if name.startswith("on")]
        self.runs += [v for v in given.values() if v.strip().startswith("javascript:")]
        if tag == "script" and not is_own_script(given):
            self.runs.append(tag)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/index.html",
        POLICY,
        f"{POLICY}.html",
        "/question/policy-targets.html",
        "/question/policy-targets.html?policy=pk-repatriation-campaign&on=2025-05",
        "/names.html?q=pakitsan",
        "/sparql.html",
        "/sparql.html?query=ASK%20%7B%7D",
        f"{POLICY}.html?as_of=2025-06-03",
        "/movements.html?on=2025-05",
    ],
)
def test_a_page_needs_nothing_but_its_style(client: httpx.Client, address: str) -> None:
    """No script but our own file, nothing of another host; headers forbid both."""
    answer = client.get(address, headers=HTML)
    loaded = _Loaded(answer.text)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    names = {path.rsplit("/", 1)[-1] for path in loaded.loads}
    assert names - {"app.js"} == {"style.css"}
    assert loaded.runs == []
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    (sheet,) = (path for path in loaded.loads if path.endswith("style.css"))
    style = client.get(str(answer.url.join(sheet)))
    assert style.headers["content-type"].startswith("text/css")


def test_what_is_sent_is_negotiated(client: httpx.Client) -> None:
    """One address: a page for browsers, RDF for programs; an ending decides alone."""
    page = client.get(POLICY, headers=HTML)
    turtle = client.get(POLICY, headers={"Accept": "text/turtle"})
    json_ld = client.get(
        POLICY, headers={"Accept": "application/ld+json;q=0.9, */*;q=0.1"}
    )
    ending = client.get(f"{POLICY}.ttl", headers=HTML)

    assert "<h1>" in page.text
    assert (URIRef(IRI), None, None) in Graph().parse(data=turtle.text, format="turtle")
    assert (URIRef(IRI), None, None) in Graph().parse(
        data=json_ld.text, format="json-ld"
    )
    assert ending.content == turtle.content
    assert all("Accept" in each.headers["vary"] for each in (page, turtle, json_ld))


def test_a_question_is_asked_by_its_form(client: httpx.Client, article: Path) -> None:
    """The rows are those of Python, and the words typed stay in the form."""
    words = {"policy": "pk-repatriation-campaign"}
    graph = kg.open(article, project=ROOT)
    expected = [
        row["target"] for row in graph.ask("policy-targets", **words).to_dicts()
    ]
    page = client.get("/question/policy-targets.html", params=words)
    table = client.get("/question/policy-targets.csv", params=words)
    data = client.get("/question/policy-targets.json", params=words)
    rows = list(csv.DictReader(io.StringIO(table.text)))

    assert 'value="pk-repatriation-campaign"' in page.text
    assert "question/policy-targets.csv?policy=pk-repatriation-campaign" in page.text
    assert [row["target"] for row in rows] == expected
    assert [row["target"] for row in data.json()["rows"]] == expected
    assert "afghans-with-cancelled-permits" in expected


def test_as_of_a_day_a_page_knows_nothing_of_later(client: httpx.Client) -> None:
    """Before the first document nothing is said of it; all links keep the day."""
    words = {"as_of": "2025-06-05"}
    page = client.get(f"{POLICY}.html", params=words)
    before = client.get(f"{POLICY}.html", params={"as_of": "2025-03-01"}, headers=HTML)

    assert "As of 5 June 2025" in page.text
    assert "2025-06-05" in page.text.split('<main id="main">')[1]
    assert "in force" in page.text
    assert "in force" not in before.text
    assert client.get(f"{POLICY}.html", params={"as_of": "2025-13"}).status_code == 400


FLOW = "/flow/afghans-leaving-pakistan-2025"


def test_days_are_chosen_by_a_form_and_kept_by_links(client: httpx.Client) -> None:
    """What was known by 5 June of May: 67,000, and nothing of April or August."""
    words = {"as_of": "2025-06-05", "on": "2025-05-20"}
    page = client.get(f"{FLOW}.html", params=words)
    (form,) = lxml_html.fromstring(page.text).find_class("dates")
    anchors = lxml_html.fromstring(page.text).iter("a")
    links = [str(a.get("href")).partition("#")[0] for a in anchors]
    own = [there for there in links if there.startswith("../") and ".html" in there]

    assert form.get("action") == "../flow/afghans-leaving-pakistan-2025.html"
    fields = {i.get("name"): i.get("value") for i in form.iter("input")}
    assert fields == words
    assert {there.partition("?")[2] for there in own if "question/" not in there} == {
        "as_of=2025-06-05&on=2025-05-20",
        "",  # of all days
    }
    assert {there.partition("?")[2] for there in own if "question/" in there} == {
        "as_of=2025-06-05"
    }
    figures = page.text.split('id="figures"')[1].split("</table>")[0]
    assert "67,000" in figures
    assert "Only figures of days that may be among those of 20 May 2025" in page.text
    assert "More than 135,000" not in figures  # of April
    assert "143,000" not in figures  # of August


def test_a_policy_is_shown_on_a_day(client: httpx.Client) -> None:
    """The campaign holds in May 2025; of 1990 nothing is known."""
    may = client.get(f"{POLICY}.html", params={"on": "2025-05-20"}).text
    long_ago = client.get(f"{POLICY}.html", params={"on": "1990-01-01"}).text

    assert "On 20 May 2025: " in may
    assert "On 1 January 1990: no status." in long_ago
    assert client.get("/movements.html", params={"on": "x"}).status_code == 400


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"policy": "nonsense"}, "nonsense"),
        ({"policy": HOSTILE}, "alert"),
        ({"colour": "red"}, "colour"),
        ({"on": "2025-13"}, "2025-13"),
    ],
)
def test_what_a_question_does_not_take_is_400_on_its_page(
    client: httpx.Client, given: dict[str, str], words: str
) -> None:
    """The page says what is wrong, and runs nothing that was typed."""
    page = client.get("/question/policy-targets.html", params=given)
    data = client.get("/question/policy-targets.csv", params=given)

    assert (page.status_code, data.status_code) == (400, 400)
    assert words in page.text
    assert _Loaded(page.text).runs == []
    assert data.headers["content-type"] == "application/problem+json"


def test_what_is_typed_is_text(client: httpx.Client) -> None:
    """In a search, a query, or an address that there is not."""
    pages = [
        client.get("/names.html", params={"q": HOSTILE}),
        client.get("/sparql.html", params={"query": f"ASK {{}} #{HOSTILE}"}),
        client.get(
            "/sparql.html", params={"query": f'SELECT ("{HOSTILE[1:]}" AS ?x) {{}}'}
        ),
        client.get(f"/{HOSTILE}", headers=HTML),
    ]

    for page in pages:
        assert "alert(1)" in page.text
        assert _Loaded(page.text).runs == []


def test_a_query_is_answered_on_a_page(client: httpx.Client) -> None:
    """A table with links to pages, a graph as text, an error in words."""

    def page(query: str) -> str:
        return client.get("/sparql.html", params={"query": query}).text

    table = page(f"SELECT ?p {{ VALUES ?p {{ <{IRI}> }} }}")
    assert f'<a href="{POLICY[1:]}.html">pk-repatriation-campaign</a>' in table
    assert "&lt;urn:a&gt; &lt;urn:b&gt; 1" in page("CONSTRUCT { <urn:a> <urn:b> 1 } {}")
    assert "not a SPARQL 1.1 query" in page("ASK {")
    assert "No row" in page("SELECT * { <urn:none> ?p ?o }")
    assert "The first 1000 rows" in page("SELECT * { ?s ?p ?o } LIMIT 1500")
    sent = client.get("/sparql", headers=HTML)
    assert (sent.status_code, sent.headers["location"]) == (
        303,
        f"{client.base_url}/sparql.html",
    )


def test_what_there_is_not_has_the_nearest_names(client: httpx.Client) -> None:
    """As a page for people, and as JSON for programs."""
    page = client.get("/policy/pk-repatriation-campain.html", headers=HTML)
    data = client.get("/policy/pk-repatriation-campain.ttl", headers={"Accept": "*/*"})

    assert (page.status_code, data.status_code) == (404, 404)
    assert 'href="../policy/pk-repatriation-campaign.html"' in page.text
    assert f"{client.base_url}{POLICY}" in data.json()["nearest"]


@pytest.mark.parametrize("asked", ["", "?policy=pk-repatriation-campaign"])
def test_a_misspelt_question_has_the_nearest_questions(
    client: httpx.Client, asked: str
) -> None:
    """As other addresses that there are not, with what was to be asked or without."""
    page = client.get(f"/question/policy-tragets{asked}", headers=HTML)
    data = client.get(f"/question/policy-tragets.json{asked}")

    assert (page.status_code, data.status_code) == (404, 404)
    assert 'href="../question/policy-targets.html"' in page.text
    assert data.headers["content-type"] == "application/problem+json"
    assert f"{client.base_url}/question/policy-targets" in data.json()["nearest"]


def test_what_lies_around_a_thing_is_a_network(client: httpx.Client) -> None:
    """A step around the policy, as Gephi opens it."""
    answer = client.get(f"{POLICY}.gexf")
    network = nx.read_gexf(io.BytesIO(answer.content), version="1.2draft")

    assert answer.headers["content-type"] == "application/gexf+xml"
    assert "policy/pk-repatriation-campaign" in network
    centre = network.nodes["policy/pk-repatriation-campaign"]
    assert centre["label"] == "Pakistan's campaign to evict Afghans"


def test_the_whole_graph_can_be_had(client: httpx.Client, article: Path) -> None:
    """As N-Quads it is what an export is; feed and site map are whole addresses."""
    import gzip

    from kg.export.rdf.canonical import export_rdf
    from kg.graph.store import Generations

    expected = io.BytesIO()
    export_rdf(Generations(article).open(), expected, form="nquads")

    assert gzip.decompress(client.get("/graph.nq.gz").content) == expected.getvalue()
    assert (
        f"<loc>{client.base_url}{POLICY}.html</loc>" in client.get("/sitemap.xml").text
    )
    assert "<feed" in client.get("/feed.atom").text
    names = {entry["id"] for entry in client.get("/search.json").json()}
    assert "pk-repatriation-campaign" in names


@pytest.mark.parametrize(
    "address", ["/", f"{POLICY}.html", "/question/denied-claims.json", f"{POLICY}.ttl"]
)
def test_no_page_of_another_site_reads_what_may_quote_texts(
    client: httpx.Client, address: str
) -> None:
    """A browser lets it only where an answer says so; the endpoint's answers do."""
    elsewhere = {"Origin": "https://example.org"}
    answer = client.get(address, headers=elsewhere)
    asked = client.get("/sparql", params={"query": "ASK {}"}, headers=elsewhere)

    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert asked.headers["access-control-allow-origin"] == "*"


def test_a_page_is_known_by_its_tag(client: httpx.Client) -> None:
    """The same page again is 304; with other parameters it is another one."""
    tag = client.get(f"{POLICY}.html").headers["etag"]
    known = {"If-None-Match": tag}

    assert client.get(f"{POLICY}.html", headers=known).status_code == 304
    assert client.get(f"{POLICY}.html?on=2025-05", headers=known).status_code == 200
    assert client.get(f"{POLICY}.ttl", headers=known).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/../kg.toml",
        "/static/../../kg.toml",
        "/%2e%2e/kg.toml",
        "/static/book.py",
        "/%2Fetc%2Fhosts",
    ],
)
def test_no_file_is_served(client: httpx.Client, address: str) -> None:
    """Whatever the path: what is sent is made of the graph."""
    assert client.get(address).status_code == 404
