"""`kg sparql` runs a query of one's own, from wherever it is read."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph

from tests.ask.endpoints import send, served

Run = Callable[..., subprocess.CompletedProcess[str]]

DENIED = "SELECT ?claim { ?denial apf:disputes ?claim }"
PURPOSE = "https://example.org/example/id/claim/lakeside-20260312.purpose"
"""The one claim of the example that is denied."""


def _print(run: Run, built: Path, *words: str | Path, input: str = "") -> str:
    done = run("sparql", *words, cwd=built, input=input)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("way", ["argument", "file", "pipe", "file as a pipe"])
def test_a_query_is_read_from_wherever_it_is(
    run: Run, built: Path, tmp_path: Path, way: str
) -> None:
    """The query is an argument, in a file, or comes through a pipe."""
    (tmp_path / "query.rq").write_text(f"# a comment, \u00fcber\n{DENIED}\n", "utf-8")
    words: dict[str, tuple[tuple[str | Path, ...], str]] = {
        "argument": ((DENIED,), ""),
        "file": (("--file", tmp_path / "query.rq"), ""),
        "pipe": ((), DENIED),
        "file as a pipe": (("-f", "-"), DENIED),
    }
    given, input = words[way]

    printed = _print(run, built, *given, "--format", "csv", input=input)

    assert list(csv.reader(io.StringIO(printed))) == [["claim"], [PURPOSE]]


def test_a_query_that_is_no_text_is_refused(
    run: Run, built: Path, tmp_path: Path
) -> None:
    """A file in another encoding ends with 4 and says what is wrong."""
    (tmp_path / "query.rq").write_bytes(b"# \xfcber\nASK {}\n")

    done = run("sparql", "--file", tmp_path / "query.rq", cwd=built)

    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr == "error: the query is not UTF-8 text\n"


def test_results_end_with_a_newline_in_each_format(run: Run, built: Path) -> None:
    """JSON, XML, CSV and TSV name the claim and end as text files do."""
    for format in ("json", "xml", "csv", "tsv"):
        printed = _print(run, built, DENIED, "--format", format)
        assert PURPOSE in printed
        assert printed.endswith("\n")
    assert json.loads(_print(run, built, "ASK { ?s apf:disputes ?o }"))["boolean"]


def test_graphs_are_printed_as_turtle_or_lines(run: Run, built: Path) -> None:
    """CONSTRUCT gives Turtle, or N-Triples when asked for."""
    query = "CONSTRUCT WHERE { ?denial apf:disputes ?claim }"
    turtle = Graph().parse(data=_print(run, built, query), format="turtle")
    lines = Graph().parse(data=_print(run, built, query, "--format", "nt"), format="nt")

    assert {str(o) for o in turtle.objects()} == {PURPOSE}
    assert set(lines) == set(turtle)


def test_a_large_result_passes_through_a_pipe(run: Run, built: Path) -> None:
    """Nothing is cut from a result of several megabytes."""
    printed = _print(
        run, built, "SELECT * { ?s ?p ?o . ?a a ?b } LIMIT 40000", "--format", "tsv"
    )

    assert len(printed) > 5_000_000
    assert len(printed.splitlines()) == 40_001


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
        "SELECT * " + "{" * 4000 + " ?s ?p ?o " + "}" * 4000,
    ],
    ids=["insert", "delete", "drop", "braces"],
)
def test_no_query_changes_the_graph(run: Run, built: Path, query: str) -> None:
    """After an update or a query that ends its process, the graph is as before."""

    def exported() -> str:
        return str(run("export", "nquads", cwd=built).stdout)

    before = exported()
    done = run("sparql", cwd=built, input=query)

    assert (done.returncode, done.stdout) == (4, "")
    assert len(done.stderr.splitlines()) == 1
    assert exported() == before


DATA = """
<https://example.org/example/id/claim/lakeside-20260312.purpose> <urn:p> "theirs" .
"""
JOINED = "SELECT ?said { ?denial apf:disputes ?c . SERVICE <URL> { ?c <urn:p> ?said } }"


def test_a_service_on_an_allowed_host_is_asked(run: Run, built: Path) -> None:
    """What the host says is joined with the graph, in any form."""
    with served(DATA) as server:
        query = JOINED.replace("URL", server.url)
        words = ("--service-allow", server.host, "--format", "csv")
        printed = _print(run, built, query, *words)

    assert list(csv.reader(io.StringIO(printed))) == [["said"], ["theirs"]]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ((), 4, "may not use a network, but for hosts that --service-allow names"),
        (("--service-allow", "a.example"), 4, "which may not be asked"),
        (("--service-allow", "http://a.example/x"), 2, "write `a.example`"),
        (("--service-allow", "a.example:x"), 2, "takes HOST or HOST:PORT"),
    ],
)
def test_a_service_elsewhere_is_not_asked(
    run: Run, built: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    """Without the option, or with that of another host, one line says what to do."""
    with served(DATA) as server:
        query = JOINED.replace("URL", server.url)
        done = run("sparql", query, *words, cwd=built)
        untouched = server.untouched()

    assert (done.returncode, done.stdout) == (code, "")
    assert len(done.stderr.splitlines()) == 1
    assert message in done.stderr
    assert untouched


def test_a_service_that_fails_ends_the_query(run: Run, built: Path) -> None:
    """The message tells who did not answer and how, and the code is that of queries."""
    with served(reply=lambda handler: send(handler, 200, b"<html>")) as server:
        query = JOINED.replace("URL", server.url)
        done = run("sparql", query, "--service-allow", server.host, cwd=built)

    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith(f"error: {server.url} does not answer in SPARQL JSON")


QUESTION = """\
#+ summary: What others say of what is denied.
#+ question: What do others say of what is denied?
#+ columns:
#+   said: string
SELECT ?said {
  ?denial apf:disputes ?claim .
  SERVICE <URL> { ?claim <urn:p> ?said }
} ORDER BY ?said
"""


def test_a_question_asks_no_service(run: Run, built: Path, tmp_path: Path) -> None:
    """Whoever sends a project does not get what its reader's graph says."""
    project = tmp_path / "project"
    shutil.copytree(built, project)
    (project / "queries").mkdir(exist_ok=True)
    head = "PREFIX apf: <https://w3id.org/apf/ontology#>\n"
    text = QUESTION.replace("SELECT", f"{head}SELECT")
    with served(DATA) as server:
        question = project / "queries" / "theirs.rq"
        question.write_text(text.replace("URL", server.url))
        done = run("ask", "theirs", "--format", "csv", cwd=project)
        assert server.untouched()

    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr == (
        "error: SERVICE and LOAD are not run; the query may not use a network\n"
    )


def test_a_graph_in_turtle_has_the_prefixes_that_shorten_it(
    run: Run, built: Path
) -> None:
    """Those of the query, of the ontology and of things, sorted; no others."""
    query = "CONSTRUCT WHERE { ?denial apf:disputes ?claim }"
    own = "PREFIX said: <https://example.org/example/id/claim/>"

    assert _print(run, built, query) == (
        "@prefix apf: <https://w3id.org/apf/ontology#> .\n"
        "@prefix claim: <https://example.org/example/id/claim/> .\n"
        "claim:lakeside-20260312.purpose-denied apf:disputes "
        "claim:lakeside-20260312.purpose .\n"
    )
    assert "@prefix said:" in _print(run, built, f"{own} {query}")
    assert "@prefix claim:" not in _print(run, built, f"{own} {query}")
    assert _print(run, built, "CONSTRUCT {} {}") == "\n"


def test_a_misspelt_term_is_told_beside_the_result(run: Run, built: Path) -> None:
    """The result and the exit code are what they are without."""
    query = "SELECT ?group { ?policy apf:targetPopulation ?group }"

    done = run("sparql", query, "--format", "csv", cwd=built)

    assert (done.returncode, done.stdout) == (0, "group\n")
    assert done.stderr == (
        "warning: the ontology has no term `apf:targetPopulation`; "
        "did you mean `apf:targetsPopulation`?\n"
    )


FERRIES = """\
@prefix apf:  <https://w3id.org/apf/ontology#> .
@prefix owl:  <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix my:   <https://example.org/ferries/terms#> .

my:ferryLine a owl:ObjectProperty ;
    rdfs:label "has ferry line"@en ;
    skos:definition "Relates a border crossing to a company."@en ;
    rdfs:domain apf:BorderCrossing ; rdfs:range apf:Organization .
"""


def test_a_term_of_a_projects_own_is_no_unknown_one(
    run: Run, built: Path, tmp_path: Path
) -> None:
    """Used before anybody has said anything with it, it has no rows and no warning."""
    project = tmp_path / "project"
    shutil.copytree(built, project)
    (project / "ontology").mkdir(exist_ok=True)
    (project / "ontology" / "ferries.ttl").write_text(FERRIES, "utf-8")
    assert run("build", cwd=project).returncode == 0
    query = "PREFIX my: <https://example.org/ferries/terms#> "
    query += "SELECT ?line { ?place my:ferryLine ?line }"

    assert _print(run, project, query, "--format", "csv") == "line\n"


def test_a_table_has_short_names_and_says_what_they_stand_for(
    run: Run, built: Path
) -> None:
    """What is not bound is empty, and an empty text is no empty cell."""
    query = (
        "SELECT ?claim ?n ?text ?none "
        "{ ?denial apf:disputes ?claim BIND(7 AS ?n) BIND('' AS ?text) }"
    )
    lines = _print(run, built, query, "--format", "table").splitlines()
    words = [line.split() for line in lines if line.strip()]

    assert words[0] == ["claim", "n", "text", "none"]
    assert words[2] == ["claim:lakeside-20260312.purpose", "7", '""']
    assert lines[-1] == "PREFIX claim: <https://example.org/example/id/claim/>"
    assert _print(run, built, "ASK {}", "--format", "table") == "yes\n"
    none = "SELECT ?a ?b { ?a apf:row ?b }"
    assert _print(run, built, none, "--format", "table") == "No rows (a, b).\n"


def test_a_long_table_says_how_many_rows_it_leaves_out(run: Run, built: Path) -> None:
    """And how to get them: a person reads no thousand rows."""
    query = "SELECT ?o { ?s ?p ?o } LIMIT 1234"
    lines = _print(run, built, query, "--format", "table").splitlines()

    assert "… and 234 more rows; --format csv prints all" in lines


def test_a_table_of_many_columns_is_printed_row_by_row(run: Run, built: Path) -> None:
    """No column is so narrow that words fall apart in it."""
    names = [f"v{n}" for n in range(12)]
    binds = " ".join(f"BIND({n} AS ?{name})" for n, name in enumerate(names))
    query = f"SELECT {' '.join(f'?{name}' for name in names)} {{ {binds} }}"
    printed = _print(run, built, query, "--format", "table")

    assert [line.split() for line in printed.splitlines() if line] == [
        [name, str(n)] for n, name in enumerate(names)
    ]


def test_a_graph_is_no_table(run: Run, built: Path) -> None:
    """Whoever asks for a table of triples is told what they can be."""
    done = run("sparql", "DESCRIBE apf:Claim", "--format", "table", cwd=built)

    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr == "error: this query's result can be ttl, nt, not table\n"
