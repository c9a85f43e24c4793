"""A project's settings, modules and queries are refused clearly when they are wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib import Graph

from kg.errors import InputErrors
from kg.graph.rules import derive
from kg.project.findings import Places
from kg.project.queries import check_queries
from kg.project.shapes.check import check_shapes
from kg.project.shapes.engines import ENGINES
from kg.project.shapes.shapes import read_shapes
from kg.read.project import Project
from kg.read.queryfile import read_query_files

if TYPE_CHECKING:
    from tests.conftest import MakeProject

PREFIXES = """\
@prefix my: <https://example.org/permits/ontology#> .
@prefix apf: <https://w3id.org/apf/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

"""
SETTINGS = {
    "not TOML": ("[project]\ntitle = Permits\n", "kg.toml:2: not TOML: Invalid value"),
    "not UTF-8": (b"[project]\ntitle = '\xff'\n", "kg.toml:2: not UTF-8: "),
    "an unknown setting": (
        '[project]\ntitle = "x"\nlicense = "x"\n',
        "kg.toml:3: `license` is no setting; did you mean `licence`?",
    ),
    "a setting outside the table": (
        'title = "x"\n',
        "kg.toml:1: `title` stands under `[project]`, or nowhere",
    ),
    "no table": (
        "project = 3\n",
        "kg.toml:1: `project` is a table; write `[project]`",
    ),
    "a number for text": (
        "[project]\n\ntitle = 3\n",
        "kg.toml:3: `title` must be text in quotes",
    ),
    "no text": ('[project]\ntitle = ""\n', "kg.toml:2: `title` must be text in quotes"),
    "a base without an end": (
        '[project]\nbase = "https://example.org/x"\n',
        "kg.toml:2: `base` must end with `/`: `https://example.org/x/`",
    ),
    "a base that is no IRI": (
        '[project]\nbase = "example.org/"\n',
        "kg.toml:2: `base` must be an IRI such as ",
    ),
    "a base with a space": (
        '[project]\nbase = "https://example.org/a b/"\n',
        "kg.toml:2: `base` must be an IRI such as ",
    ),
    "a licence in words": (
        '[project]\nlicence = "CC BY 4.0"\n',
        "kg.toml:2: `licence` must be an IRI such as "
        "https://creativecommons.org/licenses/by/4.0/, not `CC BY 4.0`",
    ),
    "a base with half an escape": (
        '[project]\nbase = "https://example.org/100%/"\n',
        "kg.toml:2: `base` must be an IRI, which `https://example.org/100%/` is not: ",
    ),
    "a licence with half an escape": (
        '[project]\nlicence = "https://example.org/l%zz"\n',
        "kg.toml:2: `licence` must be an IRI, which `https://example.org/l%zz` is not",
    ),
    "lists without end": (
        "[project]\ntitle = " + "[" * 5_000 + "]" * 5_000,
        "kg.toml:1: cannot be read: nested too deeply",
    ),
    "no language": (
        '[project]\nlanguage = "plain English"\n',
        "kg.toml:2: `language` must be a language tag such as `en`",
    ),
}
MODULES = {
    "not Turtle": ("my:Camp a owl:Class\n", "ontology/own.ttl:8: not Turtle: "),
    "an IRI with a space": (
        "<https://example.org/a b> a owl:Class .\n",
        "ontology/own.ttl:7: not Turtle: Invalid IRI",
    ),
    "a language that is none": (
        'my:Camp rdfs:label "camp"@toolonglanguage .\n',
        "ontology/own.ttl:7: not Turtle: ",
    ),
    "half a character": (
        'my:Camp rdfs:label "\\uD800" .\n',
        "ontology/own.ttl:7: not Turtle: ",
    ),
    "not UTF-8": (b'my:Camp rdfs:label "\xff" .\n', "ontology/own.ttl:7: not Turtle: "),
    "deep nesting": (
        f"my:a my:b {'[ my:c ' * 20_000} 1 {']' * 20_000} .\n",
        "ontology/own.ttl:1: cannot be read: ",
    ),
    "a class of ours": (
        'my:Camp a owl:Class ; rdfs:label "camp"@en .\n'
        'my:Actor a owl:Class ; rdfs:label "actor"@en .\n',
        "ontology/own.ttl:8: `Actor` would name both "
        "<https://w3id.org/apf/ontology#Actor> and "
        "<https://example.org/permits/ontology#Actor>; rename one",
    ),
    "a property of ours": (
        'my:claimant a owl:ObjectProperty ; rdfs:label "claimant"@en .\n',
        "ontology/own.ttl:7: `claimant` would name both "
        "<https://w3id.org/apf/ontology#claimant> and "
        "<https://example.org/permits/ontology#claimant>; rename one",
    ),
    "a word of the format": (
        'my:amount a owl:DatatypeProperty ; rdfs:label "amount"@en .\n',
        "ontology/own.ttl:7: `amount` is a word of facts files; "
        "rename <https://example.org/permits/ontology#amount>",
    ),
}
QUERIES = {
    "a header that is not YAML": (
        "checks",
        "#+ summary: x\n#+ level: [error\nSELECT ?focus {}\n",
        "queries/checks/own.rq:2: the `#+` header is not YAML",
    ),
    "a header without keys": (
        "checks",
        "#+ only words\nSELECT ?focus {}\n",
        "queries/checks/own.rq:1: cannot be read: the `#+` lines are not",
    ),
    "a level that is none": (
        "checks",
        "#+ level: fatal\nSELECT ?focus { ?focus a ?class }\n",
        "queries/checks/own.rq:1: cannot be run: `level` is one of error, warning",
    ),
    "a check that is not SPARQL": (
        "checks",
        "#+ level: error\nSELECT ?focus\n{ ?focus a }\n",
        "queries/checks/own.rq:3: cannot be run: expected ",
    ),
    "a check without a focus": (
        "checks",
        "SELECT ?thing { ?thing a ?class }\n",
        "queries/checks/own.rq:1: cannot be run: a check is a SELECT of ?focus",
    ),
    "a check that asks": (
        "checks",
        "ASK {}\n",
        "queries/checks/own.rq:1: cannot be run: a check is a SELECT of ?focus",
    ),
    "a row about nothing": (
        "checks",
        "SELECT ?focus { OPTIONAL { ?focus a <urn:none> } }\n",
        "queries/checks/own.rq:1: cannot be run: a row has no IRI as ?focus",
    ),
    "a function of another store": (
        "checks",
        "SELECT ?focus { BIND (<urn:f>(1) AS ?focus) }\n",
        "queries/checks/own.rq:1: cannot be run: The custom function <urn:f>",
    ),
    "a rule that is not SPARQL": (
        "rules",
        "CONSTRUCT { ?a a ?b }\nWHERE ?a a ?b }\n",
        "queries/rules/own.rq:2: cannot be run: expected ",
    ),
    "a rule that selects": (
        "rules",
        "SELECT ?focus { ?focus a ?class }\n",
        "queries/rules/own.rq:1: cannot be run: a rule is a CONSTRUCT query",
    ),
    "a rule that makes blank nodes": (
        "rules",
        "CONSTRUCT { [] a ?class } { ?thing a ?class }\n",
        "queries/rules/own.rq:1: cannot be run: a rule makes no blank nodes",
    ),
    "a rule without an end": (
        "rules",
        "CONSTRUCT { ?thing <urn:p> ?new }\n"
        "{ ?thing a ?class BIND (UUID() AS ?new) }\n",
        "queries/rules/own.rq:1: cannot be run: it still adds triples after 1,000",
    ),
    "a rule that asks another endpoint": (
        "rules",
        "CONSTRUCT { ?a <urn:p> ?b }\n"
        "{ service silent <http://127.0.0.1:1/> { ?a <urn:q> ?b } }\n",
        "queries/rules/own.rq:1: cannot be run: SERVICE needs a network",
    ),
    "a query that is not UTF-8": (
        "rules",
        b"# \xff\n",
        "queries/rules/own.rq:1: not UTF-8: byte 3 is no letter; save it as UTF-8",
    ),
}
SHAPES = {
    "a shape without a path": "[ sh:minCount 1 ]",
    "a pattern that is none": "[ sh:path apf:summary ; sh:pattern '(' ]",
    "a count that is no number": "[ sh:path apf:summary ; sh:minCount 'one' ]",
}


def refused(attempt: Callable[[], object]) -> str:
    """Do what must be refused and return the one message."""
    with pytest.raises(InputErrors) as caught:
        attempt()
    assert len(caught.value.problems) == 1
    return str(caught.value)


@pytest.mark.parametrize(("text", "message"), SETTINGS.values(), ids=SETTINGS.keys())
def test_bad_settings_name_their_line(
    text: str | bytes, message: str, project: MakeProject
) -> None:
    """A setting that is unknown or of no use is one error on its line."""
    assert refused(project({"kg.toml": text}).open).startswith(message)


def test_settings_may_be_left_out(project: MakeProject) -> None:
    """A project without a settings file has our base, and text in English."""
    opened = project({"kg.toml": None}).open()
    assert (opened.base, opened.language) == ("https://w3id.org/apf/", "en")


def test_a_folder_that_is_missing_is_named(project: MakeProject) -> None:
    """Opening a folder that is not there says so."""
    missing = project().root / "missing"
    with pytest.raises(InputErrors, match=re.escape(f"{missing}:1: no such folder")):
        Project.open(missing)


@pytest.mark.parametrize(("text", "message"), MODULES.values(), ids=MODULES.keys())
def test_bad_modules_name_their_line(
    text: str | bytes, message: str, project: MakeProject
) -> None:
    """A module that does not parse, or takes a name of ours, is one error."""
    own = PREFIXES.encode() + (text.encode() if isinstance(text, str) else text)
    opened = project({"ontology/own.ttl": own}).open()
    assert refused(lambda: opened.vocabulary).startswith(message)


def test_a_kind_of_thing_without_an_iri_is_an_error(project: MakeProject) -> None:
    """A class without a place in IRIs cannot be written, and the message says why."""
    folder = project()
    folder.write(
        "ontology/own.ttl", f'{PREFIXES}my:Camp a owl:Class ; rdfs:label "camp"@en .\n'
    )
    folder.write("sources/entities/own.yaml", "camp-a:\n  type: Camp\n")
    assert [str(problem) for problem in folder.refused().problems] == [
        "sources/entities/own.yaml:1: `Camp` has no kind of IRI (apf:idSegment) "
        "in the ontology, of a-z, 0-9 and hyphens"
    ]


@pytest.mark.parametrize(
    ("kind", "text", "message"), QUERIES.values(), ids=QUERIES.keys()
)
def test_bad_queries_name_their_line(
    kind: str, text: str | bytes, message: str, project: MakeProject
) -> None:
    """A rule or check that cannot be run is one error on the line at fault."""
    path = project().write(f"queries/{kind}/own.rq", text)
    store = ox.Store()
    store.load(b"<urn:a> a <urn:b> .", ox.RdfFormat.TURTLE)

    def run() -> None:
        queries = read_query_files([path], [f"queries/{kind}/own.rq"])
        if kind == "rules":
            derive(store, queries, "urn:derived")
        else:
            check_queries(store, queries, Places([]))

    assert refused(run).startswith(message)


def test_a_bad_query_leaves_no_graph(project: MakeProject) -> None:
    """A build that ends at a bad check has written nothing that stays."""
    folder = project({"queries/checks/own.rq": "ASK {}"})
    refused(folder.build)
    assert folder.digests() == {}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_a_shape_that_cannot_run_is_an_error(
    shape: str, engine: str, project: MakeProject
) -> None:
    """A shape that no validator can run is an error and not a crash."""
    own = f"{PREFIXES}my:S a sh:NodeShape ; sh:targetClass apf:Claim ; sh:property "
    opened = project({"ontology/shapes/own.ttl": f"{own}{shape} ."}).open()
    text = f'{PREFIXES}my:claim a apf:Claim ; apf:summary "x" .'
    data = Graph().parse(data=text, format="turtle")

    def run() -> None:
        check_shapes(
            [(data.serialize(format="nt"), list(map(str, data.subjects())))],
            read_shapes(opened),
            places=Places([]),
            engine_name=engine,
        )

    message = refused(run)
    assert re.match(r"ontology/shapes/own\.ttl:\d+: a shape cannot run: ", message)
    assert "\n" not in message
