"""A project's own shapes: run alike by both engines, or refused by name."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

import pyoxigraph as ox
import pytest

from kg.errors import InputErrors
from kg.project.findings import Finding, Places
from kg.project.shapes import wheel
from kg.project.shapes.check import check_shapes
from kg.project.shapes.engines import (
    ENGINES,
    REFERENCE,
    WHEEL,
    NoEngine,
    about,
    choose,
)
from kg.project.shapes.results import CannotRun
from kg.project.shapes.shapes import read_shapes
from tests.conftest import MakeProject
from tests.project.conftest import Run
from tests.project.shapes.conftest import new_cells

PREFIXES = """\
@prefix my: <https://example.org/my#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DATA = """\
@prefix my: <https://example.org/my#> .
@prefix thing: <https://example.org/thing/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
thing:camp a my:Camp ; my:holds 700 , "many" ; my:near thing:town ;
    my:opened "2025-01-01"^^xsd:date ; my:closed "2025-02-01T00:00:00"^^xsd:dateTime .
thing:town a my:Town ; my:near thing:camp .
"""
FILE = "ontology/shapes/own.ttl"
CAMP = "my:Camp-s a sh:NodeShape ; sh:targetClass my:Camp ;"

Check = Callable[..., list[Finding]]
each_engine = pytest.mark.parametrize("engine", ENGINES)


@pytest.fixture
def check(project: MakeProject) -> Check:
    """Run a project's own shapes, and kg's, over two things."""

    def run(shapes: str, engine: str, language: str = "en") -> list[Finding]:
        config = f'[project]\nbase = "https://example.org/"\nlanguage = "{language}"\n'
        opened = project({FILE: PREFIXES + shapes, "kg.toml": config}).open()
        quads = list(ox.parse(DATA, format=ox.RdfFormat.TURTLE))
        data = "".join(f"{quad.triple} .\n" for quad in quads)
        return check_shapes(
            [(data, [str(quad.subject.value) for quad in quads])],
            read_shapes(opened),
            places=Places([]),
            engine_name=engine,
        )

    return run


def refused(check: Check, shapes: str, engine: str) -> str:
    with pytest.raises(InputErrors) as caught:
        check(shapes, engine)
    (problem,) = caught.value.problems
    return str(problem)


ALIKE = {
    "a query on a shape": (
        f"""{CAMP} sh:sparql [ sh:message "No {{?value}} in {{$this}}." ;
        sh:prefixes my: ; sh:select \"\"\"SELECT $this ?value WHERE {{
          $this my:holds ?value FILTER (!isNumeric(?value)) }}\"\"\" ] .
        my: sh:declare [ sh:prefix "my" ;
          sh:namespace "https://example.org/my#"^^xsd:anyURI ] .""",
        {("Camp-s", "camp: No many in https://example.org/thing/camp. (here: many)")},
    ),
    "a query on a path": (
        f"""{CAMP} sh:property my:Camp-near . my:Camp-near sh:path my:near ;
        sh:sparql [ sh:message "{{?value}} is near." ;
        sh:select "SELECT $this ?value WHERE {{ $this $PATH ?value }}" ] .""",
        {("Camp-near", "camp: https://example.org/thing/town is near. (here: town)")},
    ),
    "a query whose shape speaks": (
        f"""{CAMP} sh:message "Nothing is right." ;
        sh:sparql [ sh:select "SELECT $this WHERE {{ $this a ?class }}" ] .""",
        {("Camp-s", "camp: Nothing is right. (here: camp)")},
    ),
    "a component with a SELECT": (
        f"""{CAMP} sh:property my:Camp-holds . my:Camp-holds sh:path my:holds ;
        my:most 500 . my:Most a sh:ConstraintComponent ;
        sh:parameter [ sh:path my:most ] ; sh:propertyValidator [
        a sh:SPARQLSelectValidator ; sh:message "More than {{$most}}." ; sh:select
        "SELECT $this ?value WHERE {{ $this $PATH ?value FILTER (?value > $most) }}" ] .
        """,
        {("Camp-holds", "camp: More than 500. (here: 700)")},
    ),
    "a shape without a name or message": (
        f"{CAMP} sh:property [ sh:path my:name ; sh:minCount 1 ] .",
        {("Camp-s", "camp: breaks `sh:minCount 1`")},
    ),
    "a shape without a name inside another": (
        f"""{CAMP} sh:property [ sh:path my:near ;
        sh:property [ sh:path my:name ; sh:minCount 1 ; sh:message "No name." ] ] .""",
        {("Camp-s", "town: No name.")},
    ),
    "a shape with a target alone": (
        """[] sh:targetClass my:Camp ; sh:message "No." ; sh:nodeKind sh:Literal .""",
        {("shape", "camp: No. (here: camp)")},
    ),
    "a path of two steps": (
        f"""{CAMP} sh:property [ sh:path ( my:near [ sh:inversePath my:near ] ) ;
        sh:maxCount 0 ; sh:message "Near." ] .""",
        {("Camp-s", "camp: Near.")},
    ),
    "a class of a class": (
        f"""{CAMP} sh:property [ sh:path my:near ; sh:class rdfs:Class ] .""",
        {("Camp-s", "camp: breaks `sh:class Class` (here: town)")},
    ),
    "severities inside an or": (
        f"""{CAMP} sh:severity sh:Warning ; sh:message "Neither." ; sh:or (
        [ sh:path my:name ; sh:minCount 1 ; sh:severity sh:Warning ]
        [ sh:path my:code ; sh:minCount 1 ; sh:severity sh:Info ] ) .""",
        {("Camp-s", "camp: Neither. (here: camp)")},
    ),
    "an order of days and times": (
        f"""{CAMP} sh:property [ sh:path my:opened ; sh:lessThan my:closed ;
        sh:message "No order." ] .""",
        {("Camp-s", "camp: No order. (here: 2025-01-01)")},
    ),
}


@each_engine
@pytest.mark.parametrize(("shapes", "found"), ALIKE.values(), ids=ALIKE.keys())
def test_both_engines_run_it(
    shapes: str, found: set[tuple[str, str]], engine: str, check: Check
) -> None:
    """Core and queries of a project are run, and named, alike."""
    findings = check(shapes, engine)
    assert {(finding.check, finding.message) for finding in findings} == found


@each_engine
@pytest.mark.parametrize(
    ("language", "words"), [("de", "Kein Name."), ("fr", "No name."), ("en", "A name!")]
)
def test_of_several_messages_the_project_s_language_speaks(
    language: str, words: str, engine: str, check: Check
) -> None:
    """And where no message is in it, the one that names no language."""
    shapes = f"""{CAMP} sh:property [ sh:path my:name ; sh:minCount 1 ;
      sh:message "No name." , "Kein Name."@de , "A name!"@en ] ."""
    (finding,) = check(shapes, engine, language)
    assert finding.message == f"camp: {words}"


def test_two_things_are_in_no_order(check: Check) -> None:
    """By the specification, IRIs are not less or more; pySHACL goes by the alphabet."""
    shapes = f"""{CAMP} sh:property [ sh:path rdf:type ; sh:lessThan my:near ;
      sh:message "No order." ] ."""
    (finding,) = check(shapes, WHEEL)
    assert finding.message == "camp: No order."
    assert check(shapes, REFERENCE) == []


REFUSED = {
    "a rule": ("sh:rule [ a sh:TripleRule ]", ["TripleRule", "rule"]),
    "a script": ('sh:js [ sh:jsFunctionName "f" ]', ["jsFunctionName", "js"]),
    "a target of a query": (
        "sh:target [ a sh:SPARQLTarget ]",
        ["SPARQLTarget", "target"],
    ),
    "an expression": ("sh:expression [ sh:path my:near ]", ["expression"]),
    "derived values": ("sh:property [ sh:path my:near ; sh:values 1 ]", ["values"]),
    "a term of SHACL 1.2": (
        "sh:property [ sh:path my:near ; sh:singleLine true ]",
        ["singleLine"],
    ),
}


@each_engine
@pytest.mark.parametrize(("part", "terms"), REFUSED.values(), ids=REFUSED.keys())
def test_what_no_engine_runs_is_refused_by_name(
    part: str, terms: list[str], engine: str, check: Check
) -> None:
    """An engine would pass over it, and the data would seem to be right."""
    with pytest.raises(InputErrors) as caught:
        check(f"{CAMP} {part} .", engine)
    line = PREFIXES.count("\n") + 1
    assert [str(problem).partition(";")[0] for problem in caught.value.problems] == [
        f"{FILE}:{line}: `sh:{term}` is not run: only SHACL Core and `sh:sparql` are"
        for term in terms
    ]


@each_engine
def test_a_misspelt_term_is_refused(engine: str, check: Check) -> None:
    """With the nearest term there is."""
    shapes = f"{CAMP}\n sh:property [ sh:path my:near ;\n sh:minCuont 4 ] ."
    line = PREFIXES.count("\n") + 3
    assert refused(check, shapes, engine) == (
        f"{FILE}:{line}: `sh:minCuont` is not run: only SHACL Core and `sh:sparql` are"
        "; did you mean `sh:minCount`?"
    )


@each_engine
def test_rules_of_inference_are_refused(engine: str, check: Check) -> None:
    """A shapes graph may ask for a reasoner, which no validation here has."""
    shapes = "my: sh:entailment <http://www.w3.org/ns/entailment/RDFS> ."
    assert "`sh:entailment` is not run" in refused(check, shapes, engine)


def test_a_component_with_an_ask_is_run_by_the_wheel_alone(check: Check) -> None:
    """PySHACL does not say which value failed, so there it is refused."""
    shapes = f"""{CAMP} sh:property my:Camp-holds . my:Camp-holds sh:path my:holds ;
      my:most 500 . my:Most a sh:ConstraintComponent ;
      sh:parameter [ sh:path my:most ] ; sh:validator [ a sh:SPARQLAskValidator ;
      sh:message "{{$value}} is more than {{$most}}." ;
      sh:ask "ASK {{ FILTER (!isNumeric($value) || $value <= $most) }}" ] ."""
    (finding,) = check(shapes, WHEEL)
    assert finding.message == "camp: 700 is more than 500. (here: 700)"
    with pytest.raises(InputErrors, match="`sh:ask` is not run by pySHACL"):
        check(shapes, REFERENCE)


BROKEN = {
    "no path": ("sh:property [ sh:minCount 1 ]", "`Camp-s` has no `sh:path`"),
    "two paths": (
        "sh:property [ sh:path my:near , my:holds ]",
        "`Camp-s` has more than one `sh:path`",
    ),
    "a list that is none": (
        "sh:in my:list",
        "`Camp-s` has a `sh:in` that is none: https://example.org/my#list",
    ),
    "a property that is nowhere": ("sh:property my:other", "`other` has no `sh:path`"),
    "a count that is no number": (
        "sh:property [ sh:path my:near ; sh:maxCount 'two' ]",
        "`Camp-s` has a `sh:maxCount` that is none: two",
    ),
    "itself": ("sh:node my:Camp-s", "`Camp-s` refers to itself"),
    "itself further on": (
        "sh:property [ sh:path my:near ; sh:or ( my:Camp-s ) ]",
        "`Camp-s` refers to itself",
    ),
}


@each_engine
@pytest.mark.parametrize(("part", "words"), BROKEN.values(), ids=BROKEN.keys())
def test_what_is_no_shape_is_refused_by_name(
    part: str, words: str, engine: str, check: Check
) -> None:
    """Engines differ in what they let pass; SHACL's own shapes decide."""
    line = PREFIXES.count("\n") + 1
    message = refused(check, f"{CAMP} {part} .", engine)
    assert message == f"{FILE}:{line}: a shape cannot run: {words}"


FAILS = {
    "a query that is none": 'sh:sparql [ sh:select "SELEC $this WHERE {}" ]',
    "a query elsewhere": (
        "sh:sparql [ sh:select "
        '"SELECT $this { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }" ]'
    ),
    "a pattern that is none": 'sh:property [ sh:path my:holds ; sh:pattern "(" ]',
}


@each_engine
@pytest.mark.parametrize("part", FAILS.values(), ids=FAILS.keys())
def test_what_an_engine_cannot_run_names_the_file(
    part: str, engine: str, check: Check
) -> None:
    """An engine's own words follow, on one line."""
    message = refused(check, f"{CAMP} {part} .", engine)
    assert message.startswith(f"{FILE}:1: a shape cannot run: ")
    assert "\n" not in message


@pytest.mark.parametrize(
    ("engine", "pattern"), [(WHEEL, "^(?=a)"), (REFERENCE, r"^\\p{Lu}")]
)
def test_a_pattern_that_one_engine_lacks_is_refused_there(
    engine: str, pattern: str, check: Check
) -> None:
    """Looking ahead is not in XPath's patterns; classes of letters are not Python's."""
    part = f'sh:property [ sh:path my:holds ; sh:pattern "{pattern}" ]'
    message = refused(check, f"{CAMP} {part} .", engine)
    assert message.startswith(f"{FILE}:1: a shape cannot run: ")


class PanicException(BaseException):
    """A crash in Rust, by PyO3's name for it."""


def test_a_crash_of_the_engine_is_an_error(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A panic in Rust is no Exception of Python's, and ends in words all the same."""

    class Shapes:
        @staticmethod
        def from_text(text: str, format: str) -> None:
            raise PanicException("index out of bounds")

    monkeypatch.setattr("shacl.Shapes", Shapes)
    monkeypatch.setattr(wheel, "_CELLS", new_cells())
    with pytest.raises(CannotRun, match="the engine crashed: index out of bounds"):
        wheel.validate("", "")
    assert "the engine crashed" in refused(check, f"{CAMP} sh:nodeKind sh:IRI .", WHEEL)


# Which engine


def test_an_engine_that_there_is_not_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the nearest that there is, or what does instead."""
    with pytest.raises(NoEngine, match=r"`pyshakl`; did you mean `pyshacl`\?"):
        choose("pyshakl")
    monkeypatch.setitem(sys.modules, "shacl", None)
    with pytest.raises(NoEngine, match="the `shacl` wheel is not installed; `pyshacl`"):
        choose(WHEEL)


def test_the_version_says_what_validates(monkeypatch: pytest.MonkeyPatch) -> None:
    """The wheel where it is installed, else pySHACL, and why."""
    assert about().startswith("shacl 0.")
    monkeypatch.setitem(sys.modules, "shacl", None)
    assert about().startswith("pySHACL 0.")
    assert about().endswith("(the shacl wheel is not installed)")


def test_the_command_line_chooses_the_engine(project: MakeProject, kg: Run) -> None:
    """Both engines print equal bytes, and the version names the one that is at hand."""
    shapes = f"{PREFIXES}my:S sh:targetClass <https://w3id.org/apf/ontology#Claim> ;\n"
    shapes += (
        "sh:property [ sh:path my:name ; sh:minCount 1 ; sh:severity sh:Warning ] ."
    )
    folder = project({FILE: shapes}).root
    runs = [
        kg("-C", folder, "check", "--engine", e, "--format", "json") for e in ENGINES
    ]
    assert [run.stderr for run in runs] == ["", ""]
    assert runs[0].stdout == runs[1].stdout
    messages = {row["message"].partition(": ")[2] for row in json.loads(runs[0].stdout)}
    assert messages == {"breaks `sh:minCount 1`"}
    assert [run.returncode for run in runs] == [0, 0]
    assert "\nshapes: shacl 0." in kg("--version").stdout
    assert kg("check", "--engine", "none").returncode == 2
