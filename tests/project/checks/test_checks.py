"""Each check query finds what is wrong in ``bad.ttl`` and nothing in ``good.ttl``.

The first lines of ``bad.ttl`` name every thing that must be found. The queries run as a
build runs them: over the ontology, the code lists, the facts and what the rules derive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml
from rdflib import Graph

from kg.graph.rules import derive
from kg.policies.standing import write_standing
from kg.read.queryfile import read_query_files

ROOT = Path(__file__).parents[3]
HERE = Path(__file__).parent
CHECKS = sorted((ROOT / "queries" / "checks").glob("*.rq"))
RULES = sorted((ROOT / "queries" / "rules").glob("*.rq"))
ONTOLOGY = sorted([*ROOT.glob("ontology/*.ttl"), *ROOT.glob("ontology/schemes/*.ttl")])
HEADER = ["summary", "level", "problem", "solution"]
LEVELS = {"error", "warning", "info"}

Rows = list[tuple[str, ...]]
each_check = pytest.mark.parametrize("path", CHECKS, ids=lambda path: path.stem)


def store_with(facts: Path | None) -> ox.Store:
    """Load the ontology and facts, and derive, as a build does."""
    store = ox.Store()
    for path in [*ONTOLOGY, *([facts] if facts else [])]:
        store.load(path=path, to_graph=ox.NamedNode(f"urn:graph:{path.stem}"))
    write_standing(store, "urn:graph:standing")
    derive(store, read_query_files(RULES, map(str, RULES)), "urn:graph:derived")
    return store


@cache
def ontology() -> tuple[ox.Store, frozenset[ox.Quad], Graph]:
    """Read once what all facts are added to, for rdflib, too."""
    store = store_with(None)
    return store, frozenset(store), in_rdflib(store)


@cache
def answered(path: Path, facts: Path | None) -> tuple[Rows, frozenset[ox.Quad]]:
    """Answer with Oxigraph; return what the facts add to the ontology, too."""
    store = ontology()[0] if facts is None else store_with(facts)
    answer = store.query(path.read_text("utf-8"), use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions)
    rows = [tuple(getattr(term, "value", "") for term in row) for row in answer]
    return rows, frozenset(store) - ontology()[1]


def rows(path: Path, facts: Path | None) -> Rows:
    """Answer with Oxigraph, its terms as plain text."""
    return answered(path, facts)[0]


def in_rdflib(quads: Iterable[ox.Quad]) -> Graph:
    triples = {quad.triple for quad in quads}
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    return Graph().parse(data=data, format="nt")


def rows_in_rdflib(path: Path, facts: Path) -> Rows:
    data = ontology()[2]
    further = in_rdflib(answered(path, facts)[1]) - data
    data += further
    try:
        answer = data.query(path.read_text("utf-8"))
        return [tuple(str(term) for term in row) for row in answer]  # type: ignore[union-attr]
    finally:
        data -= further


def header(path: Path) -> dict[str, str]:
    lines = path.read_text("utf-8").splitlines()
    found = yaml.safe_load("\n".join(li[2:] for li in lines if li.startswith("#+")))
    assert isinstance(found, dict)
    return found


def body(path: Path) -> str:
    lines = path.read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#+"))


@each_check
def test_bad_facts_are_found(path: Path) -> None:
    """All that is named on the first lines of the file, and nothing else."""
    facts = HERE / path.stem / "bad.ttl"
    expected = set(re.findall(r"^# expects: <(.+)>$", facts.read_text("utf-8"), re.M))

    assert expected
    assert {row[0] for row in rows(path, facts)} == expected


@each_check
def test_good_facts_pass(path: Path) -> None:
    """Facts of the same sort, written right, raise nothing."""
    assert rows(path, HERE / path.stem / "good.ttl") == []


@each_check
def test_the_ontology_alone_passes(path: Path) -> None:
    """No check mistakes the ontology or a code list for facts."""
    assert rows(path, None) == []


@each_check
def test_rdflib_agrees(path: Path) -> None:
    """The queries mean the same to a second engine, where they find something."""
    facts = HERE / path.stem / "bad.ttl"
    assert sorted(rows_in_rdflib(path, facts)) == sorted(rows(path, facts))


@each_check
def test_a_message_speaks_to_the_writer(path: Path) -> None:
    """It says what is wrong and what to do, in whole sentences."""
    for _, message, *_ in rows(path, HERE / path.stem / "bad.ttl"):
        assert re.fullmatch(r"[A-Z`].+[.`] [A-Z].+\.|[A-Z`].+: .+\.", message), message


@each_check
def test_the_header_is_complete(path: Path) -> None:
    """Summary, level, problem and solution, each a sentence or a level."""
    found = header(path)

    assert [key for key in found if key != "whole"] == HEADER
    assert found.get("whole", True) is True
    assert found["level"] in LEVELS
    assert not found["summary"].endswith(".")
    assert found["problem"].endswith(".")
    assert found["solution"].endswith(".")


@each_check
def test_columns_begin_with_focus_and_message(path: Path) -> None:
    """The focus is what a person typed; further columns say what it clashes with."""
    solutions = ox.Store().query(body(path))
    assert isinstance(solutions, ox.QuerySolutions)
    variables = [variable.value for variable in solutions.variables]
    assert variables[:2] == ["focus", "message"]


@each_check
def test_a_query_is_written_as_all_are(path: Path) -> None:
    """Sorted prefixes that are used, no graph names, one triple pattern a line."""
    text = body(path)
    prefixes = re.findall(r"^PREFIX (\w+): <", text, re.M)
    query = re.sub(r"^PREFIX .*$", "", text, flags=re.M)

    assert prefixes == sorted(prefixes)
    assert [p for p in prefixes if not re.search(rf"(?<![\w:]){p}:", query)] == []
    assert not re.search(r"\b(GRAPH|SERVICE|FROM)\b", query)
    assert not re.search(r"\S+ \S+ \S+ [;.] *\S", re.sub(r'"[^"]*"', "", query))
    assert max(map(len, text.splitlines())) <= 100


def test_every_folder_belongs_to_a_check() -> None:
    """A check without facts, or facts without a check, prove nothing."""
    folders = {path.name for path in HERE.iterdir() if list(path.glob("*.ttl"))}
    assert folders == {path.stem for path in CHECKS}
