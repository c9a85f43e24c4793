"""Questions that ask Wikidata, too: one form, and rows that join both."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import yaml
from rdflib import OWL, RDF, Graph, Namespace
from rdflib.plugins.sparql import prepareQuery

from kg.ask.federated.run import run_federated
from kg.ask.questions import FEDERATED, read_questions
from kg.graph.store import Generations
from kg.read.project import Project
from tests.ask.endpoints import served

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "queries" / "wikidata").glob("*.rq"))
URL = "https://query.wikidata.org/sparql"
ITEM = """FILTER (STRSTARTS(STR(?{}), "http://www.wikidata.org/entity/Q"))"""
KEYS = ["summary", "question", "description", "tags", "columns", "empty", "example"]
TYPES = {"thing", "entity", "claim", "concept", "number", "string", "boolean"}
APF = Namespace("https://w3id.org/apf/ontology#")

each = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def header(path: Path) -> dict[str, Any]:
    lines = path.read_text("utf-8").splitlines()
    found = yaml.safe_load("\n".join(li[2:] for li in lines if li.startswith("#+")))
    assert isinstance(found, dict)
    return found


def sparql(path: Path) -> str:
    lines = path.read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#+"))


@each
def test_the_header_says_what_is_asked_and_how(path: Path) -> None:
    """All keys are there, and the example is the command that runs the file."""
    found = header(path)

    assert list(found) == KEYS
    assert all(found.values())
    assert found["question"].endswith("?")
    assert "wikidata" in found["tags"]
    assert set(found["columns"].values()) <= TYPES
    assert found["example"] == (
        f"kg sparql -f queries/wikidata/{path.name} --service-allow query.wikidata.org"
    )


@each
def test_columns_and_order_are_those_of_the_query(path: Path) -> None:
    """What is selected is what the header lists, in a total and readable order."""
    text = sparql(path)
    head = re.search(r"^SELECT DISTINCT (.+)$", text, re.M)
    assert head
    order = re.findall(r"\?(\w+)", text.rpartition("\nORDER BY")[2])

    assert re.findall(r"\?(\w+)", head[1]) == list(header(path)["columns"])
    assert order
    assert set(order) <= set(header(path)["columns"])


@each
def test_wikidata_is_asked_once_about_what_is_linked(path: Path) -> None:
    """One service, after a group of ours that links things and checks the address."""
    text = sparql(path)
    ours, service, theirs = text.partition(f"\n  SERVICE <{URL}> {{\n")

    assert service
    assert "SERVICE" not in theirs
    assert "skos:exactMatch" in ours
    for item in re.findall(r"skos:exactMatch \?(\w+)", ours):
        assert ITEM.format(item) in ours
        assert f"?{item} " in theirs


@each
def test_prefixes_and_terms_are_known(path: Path) -> None:
    """Prefixes are sorted and used, and our terms exist."""
    text = sparql(path)
    declared = re.findall(r"^PREFIX ([\w-]+):", text, re.M)
    ontology = Graph()
    for file in sorted((ROOT / "ontology").glob("*.ttl")):
        ontology.parse(file)
    body = text[text.index("SELECT") :]

    assert declared == sorted(declared)
    assert all(re.search(rf"(?<!\w){prefix}:", body) for prefix in declared)
    for name in re.findall(r"apf:(\w+)", body):
        assert (APF[name], RDF.type, None) in ontology
        assert (APF[name], RDF.type, OWL.Class) not in ontology
    assert prepareQuery(text).algebra.name == "SelectQuery"
    assert all(len(line) <= 100 for line in text.splitlines())


def test_nothing_runs_them_by_itself() -> None:
    """They are no questions of `kg ask`, nor rules or checks of a build."""
    project = Project.open(ROOT)

    assert set(read_questions(project, FEDERATED)) == {path.stem for path in FILES}
    assert not set(read_questions(project)) & {path.stem for path in FILES}


ID = "https://w3id.org/apf/id/"
LINKS = f"""
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wd: <http://www.wikidata.org/entity/> .
<{ID}actor/pk-government> skos:exactMatch wd:Q3250182 .
<{ID}actor/iom> skos:exactMatch wd:Q472311 .
<{ID}actor/daily-sabah> skos:exactMatch <https://example.org/not-an-entity> .
<{ID}place/pakistan> skos:exactMatch wd:Q843 .
<{ID}place/afghanistan> skos:exactMatch wd:Q889 .
<{ID}policy/pk-repatriation-campaign-2025> skos:exactMatch wd:Q1000001 .
"""
WIKIDATA = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix wikibase: <http://wikiba.se/ontology#> .
wd:Q3250182 wdt:P1001 wd:Q843 ; wdt:P31 wd:Q35798 ; rdfs:label "Hukumat"@fr .
wd:Q843 wdt:P298 "PAK" ; wdt:P1082 200 ; wdt:P625 "Point(71 30)" ; wdt:P47 wd:Q889 ;
    rdfs:label "Pakistan"@en , "Pakistan"@fr .
wd:Q889 wdt:P625 "Point(66 33)" ; rdfs:label "Afghanistan"@en , "Afghanistan"@tr .
wd:Q472311 wdt:P31 wd:Q245065 ; wdt:P749 wd:Q1065 .
wd:Q245065 rdfs:label "intergovernmental organization"@en .
wd:Q35798 rdfs:label "executive branch"@en , "pouvoir"@fr .
wd:Q1065 rdfs:label "United Nations"@en .
wd:Q1000001 wdt:P1001 wd:Q843 .
wd:P1001 wikibase:directClaim wdt:P1001 ; rdfs:label "applies to jurisdiction"@en .
"""


@pytest.fixture(scope="module")
def store(article: Path) -> ox.Store:
    """Copy the article's graph and link some of its things."""
    made = ox.Store()
    made.extend(Generations(article).open())
    made.load(LINKS.encode(), format=ox.RdfFormat.TURTLE)
    return made


def answer(store: ox.Store, name: str) -> list[dict[str, str]]:
    """Ask one question, with a server of ours in the place of Wikidata's."""
    text = (ROOT / "queries" / "wikidata" / f"{name}.rq").read_text("utf-8")
    with served(WIKIDATA) as server:
        query = text.replace(URL, server.url)
        found = run_federated(store, query, "csv", allow=[server.host])
        assert len(server.asked) == 1
        assert "VALUES (" in server.asked[0]
        assert "example.org" not in server.asked[0]
    return list(csv.DictReader(io.StringIO(found.decode())))


def test_actors_of_policies_have_countries(store: ox.Store) -> None:
    """The government that adopts the campaign is Pakistan's."""
    rows = answer(store, "policy-actor-countries")

    assert rows
    for row in rows:
        assert row["actor"] == f"{ID}actor/pk-government"
        assert row["country"].endswith("/Q843")
        told = row["countryName"], row["iso3"], row["population"]
        assert told == ("Pakistan", "PAK", "200")
        assert row["claim"].startswith(f"{ID}claim/")


def test_flows_lie_between_points(store: ox.Store) -> None:
    """Flows between Pakistan and Afghanistan cross a border, if Wikidata says so."""
    rows = answer(store, "flow-borders")

    assert rows
    assert {(r["originPoint"], r["destinationPoint"], r["border"]) for r in rows} == {
        ("Point(71 30)", "Point(66 33)", "true"),
        ("Point(66 33)", "Point(71 30)", "false"),  # said in one direction only
    }
    assert any(int(row["counts"]) > 0 for row in rows)


def test_claimants_have_kinds_and_parents(store: ox.Store) -> None:
    """IOM is an organisation of the United Nations, and others have no parent."""
    rows = {
        row["actor"].rpartition("/")[2]: row for row in answer(store, "claimant-kinds")
    }

    assert rows["iom"]["kindName"] == "intergovernmental organization"
    assert rows["iom"]["parentName"] == "United Nations"
    assert rows["pk-government"]["parentName"] == ""
    assert all(int(row["claims"]) > 0 for row in rows.values())
    assert "daily-sabah" not in rows


def test_things_have_names_in_other_languages(store: ox.Store) -> None:
    """A name is in a language that was asked for, and English was not."""
    rows = answer(store, "labels")

    names = {(r["thing"].rpartition("/")[2], r["language"], r["name"]) for r in rows}
    assert names == {
        ("pk-government", "fr", "Hukumat"),
        ("pakistan", "fr", "Pakistan"),
        ("afghanistan", "tr", "Afghanistan"),
    }


def test_statements_stand_beside_claims(store: ox.Store) -> None:
    """That the campaign applies in Pakistan is said by both."""
    rows = answer(store, "statements-alike")

    assert rows
    for row in rows:
        assert row["property"].endswith("/P1001")
        assert row["propertyName"] == "applies to jurisdiction"
    assert {row["predicate"].rpartition("#")[2] for row in rows} == {"appliesIn"}
