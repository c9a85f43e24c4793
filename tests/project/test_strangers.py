"""What a stranger's project has for rules and checks reaches nobody and holds nothing.

A server on loopback counts who comes: nobody does, however a service is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import kg
from kg.cell import limits
from tests.ask.endpoints import Served, served

PREFIX = "PREFIX apf: <https://w3id.org/apf/ontology#>\n"
RULE = PREFIX + "CONSTRUCT {{ ?s apf:governs ?o }} WHERE {{ {} }}"
CHECK = PREFIX + "SELECT ?focus ?message WHERE {{ {} }}"
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o"
SPELLINGS = [
    "SERVICE <URL> { ?s ?p ?o }",
    "SERVICE SILENT <URL> { ?s ?p ?o }",
    "?s ?p ?o . SERVICE # { }\n <URL> { ?s ?q ?o }",
    "?s ?p ?o . service<URL>{ ?s ?q ?o }",
    "?s ?p 5SERVICE <URL> { ?s ?q ?o }",
    "?s a apf:Place . LATERAL { SERVICE SILENT <URL> { ?s ?q ?o } }",
    "{ SELECT * { { { SERVICE SILENT <URL> { ?s ?p ?o } } } } }",
    r"?s a apf:Place . \u0053ERVICE SILENT <URL> { ?s ?q ?o }",
    r"?s a apf:Place . BIND (<URL> AS ?at) SERVICE SILENT ?at { ?s ?q ?o }",
]
SHAPE = """
@prefix : <urn:own/> .
@prefix apf: <https://w3id.org/apf/ontology#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
:shape a sh:NodeShape ; sh:targetClass apf:Place ;
  sh:sparql [ sh:select "SELECT $this { SERVICE SILENT <URL> { $this ?p ?o } }" ] .
"""


PATTERN = """
@prefix : <urn:own/> .
@prefix apf: <https://w3id.org/apf/ontology#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
:shape a sh:NodeShape ; sh:targetClass apf:Claim ;
  sh:property [ sh:path apf:summary ; sh:pattern "^(([A-Za-z .'])+)+Z$" ] .
"""


@pytest.fixture
def project(tmp_path: Path) -> kg.Project:
    """Return a new project."""
    kg.init(tmp_path / "theirs")
    return kg.Project.open(tmp_path / "theirs")


@pytest.fixture
def server() -> Iterator[Served]:
    """Serve nothing, and count who asks."""
    with served() as running:
        yield running


def write(project: kg.Project, kind: str, query: str) -> None:
    """Write a rule, derivation or check of the project's own."""
    folder = project.root / "queries" / kind
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "own.rq").write_text(f"#+ summary: Theirs\n{query}", "utf-8")


def failure(project: kg.Project) -> str:
    with pytest.raises(kg.InputErrors) as caught:
        kg.build(project)
    assert not (project.root / "build/graph/CURRENT").exists()
    return str(caught.value)


@pytest.mark.parametrize(
    ("kind", "spelling"),
    [("rules", spelling) for spelling in SPELLINGS]
    + [(kind, text) for kind in ("derivations", "checks") for text in SPELLINGS[-2:]],
)
def test_a_build_reaches_nobody(
    project: kg.Project, server: Served, kind: str, spelling: str
) -> None:
    """Whether the service is refused by its text or finds no network."""
    form = CHECK if kind == "checks" else RULE
    write(project, kind, form.format(spelling.replace("URL", server.url)))

    try:
        kg.build(project)
    except kg.InputErrors as error:
        assert f"queries/{kind}/own.rq:" in str(error)  # noqa: PT017

    assert server.untouched()


def test_a_rule_and_a_check_keep_to_the_graphs_that_they_name(
    project: kg.Project,
) -> None:
    """There is nothing in the graph that they name, and so nothing comes of them."""
    nowhere = "FROM <urn:nowhere> WHERE"
    write(project, "rules", RULE.format("?s ?p ?o").replace("WHERE", nowhere))
    write(project, "checks", CHECK.format("?focus a ?x").replace("WHERE", nowhere))

    report = kg.build(project)

    assert report.findings == []
    assert report.derived == 3  # as without the rule


@pytest.mark.parametrize("engine", ["shacl", "pyshacl"])
def test_a_shape_reaches_nobody(
    project: kg.Project, server: Served, engine: str
) -> None:
    """Neither by an engine that runs queries, nor by one that refuses them."""
    shapes = project.root / "ontology/shapes"
    shapes.mkdir(parents=True)
    (shapes / "own.ttl").write_text(SHAPE.replace("URL", server.url), "utf-8")

    try:
        kg.check(project, engine=engine)
    except kg.KgError as error:
        assert "own" in str(error)  # noqa: PT017

    assert server.untouched()


def test_a_view_of_a_day_reaches_nobody(project: kg.Project, server: Served) -> None:
    """A rule that was written after the build is run for the view."""
    kg.build(project)
    graph = kg.open(project.graph, project=project.root)
    for spelling in SPELLINGS:
        write(project, "rules", RULE.format(spelling.replace("URL", server.url)))
        with suppress(kg.InputErrors):
            graph.as_of("2026-12-31").select("SELECT * { ?s ?p ?o } LIMIT 1")

    assert server.untouched()


@pytest.mark.parametrize("kind", ["rules", "checks"])
def test_a_query_without_end_ends_and_names_its_file(
    project: kg.Project, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The processor's time for one query is bounded, and the error says which it is."""
    monkeypatch.setenv("KG_QUERY_SECONDS", "0.5")
    counted = f"{{ SELECT (COUNT(*) AS ?s) {{ {CROSS} }} }}"
    write(project, kind, (CHECK if kind == "checks" else RULE).format(counted))

    assert failure(project) == (
        f"queries/{kind}/own.rq:1: cannot be run: it needs more than 0.5 seconds of "
        "the processor; KG_QUERY_SECONDS gives it more"
    )


@pytest.mark.parametrize("given", ["soon", "0", "-1", "nan", "1e9"])
def test_a_time_that_is_none_is_refused(
    project: kg.Project, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    """With what the variable takes, and what it is."""
    monkeypatch.setenv("KG_QUERY_SECONDS", given)
    words = f"KG_QUERY_SECONDS takes seconds, 86400 at most, not `{given}`"
    with pytest.raises(kg.UnknownName, match=words):
        kg.check(project)


def test_a_pattern_without_end_ends_and_names_its_file(
    project: kg.Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An engine that goes back in a text, as Python's does, is bounded, too."""
    monkeypatch.setenv("KG_QUERY_SECONDS", "4")
    kg.check(project, engine="pyshacl")  # for which this is enough
    shapes = project.root / "ontology/shapes"
    shapes.mkdir(parents=True)
    (shapes / "own.ttl").write_text(PATTERN, "utf-8")

    with pytest.raises(kg.InputErrors) as caught:
        kg.check(project, engine="pyshacl")

    assert str(caught.value) == (
        "ontology/shapes/own.ttl:1: cannot be run: it needs more than 4 seconds of "
        "the processor; KG_QUERY_SECONDS gives it more"
    )


def test_a_query_that_ends_its_process_is_an_error_with_its_file(
    project: kg.Project,
) -> None:
    """A hundred thousand braces use up the stack of a parser."""
    write(project, "rules", RULE.format("{" * 100_000))

    assert failure(project) == (
        "queries/rules/own.rq:1: cannot be run: the query is nested too deeply or "
        "needs too much memory"
    )


def test_a_query_that_asks_for_all_memory_is_an_error_with_its_file(
    project: kg.Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sorting the pairs of all triples needs more than a query may have."""
    monkeypatch.setattr(limits, "MEMORY", 2**28)
    pairs = "{ SELECT ?s { ?s ?p ?o . ?t ?q ?u } ORDER BY ?o ?u ?t ?s }"
    write(project, "rules", RULE.format(f"{pairs} BIND (?s AS ?o)"))

    assert "queries/rules/own.rq:1: cannot be run: the query is nested" in failure(
        project
    )


def test_errors_come_out_of_the_cell_whole(project: kg.Project) -> None:
    """With their problems and findings, as if nothing had been in between."""
    write(project, "checks", CHECK.format("?focus a ?x"))
    with pytest.raises(kg.CheckFailed) as caught:
        kg.build(project)

    assert caught.value.findings
    write(project, "checks", "ASK {}")
    with pytest.raises(kg.InputErrors) as refused:
        kg.build(project)
    (problem,) = refused.value.problems
    assert str(problem.place) == "queries/checks/own.rq:1"
