"""Each hygiene query finds nothing in the ontology, and can find something."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml
from rdflib import BNode, Graph, URIRef
from rdflib.query import ResultRow

ONTOLOGY = Path(__file__).parents[2] / "ontology"
HYGIENE = Path(__file__).parent / "hygiene"

FILES = tuple(
    sorted(
        path
        for pattern in ("*.ttl", "schemes/*.ttl", "alignments/*.ttl")
        for path in ONTOLOGY.glob(pattern)
    )
)
CHECKS = sorted(path.stem for path in HYGIENE.glob("*.rq"))


@cache
def graph(*paths: Path) -> Graph:
    """Return the triples of files; callers only read the graph."""
    result = Graph()
    for path in paths:
        result.parse(path, format="turtle")
    return result


@cache
def store(*paths: Path) -> ox.Store:
    """Return the same for the other engine."""
    result = ox.Store()
    for path in paths:
        result.load(path=str(path), format=ox.RdfFormat.TURTLE)
    return result


def query(check: str) -> str:
    """Return the text of a hygiene query."""
    return (HYGIENE / f"{check}.rq").read_text(encoding="utf-8")


def bad(check: str) -> Path:
    """Return the file of the graph in which a check finds something."""
    return HYGIENE / "bad" / f"{check}.ttl"


def found_by_rdflib(check: str, *paths: Path) -> list[list[str]]:
    """Return the rows that a check yields, as text, sorted."""
    rows = graph(*paths).query(query(check))
    return sorted([text(c) for c in row] for row in rows if isinstance(row, ResultRow))


def found_by_oxigraph(check: str, *paths: Path) -> list[list[str]]:
    """Return the same from the other engine."""
    solutions = store(*paths).query(query(check))
    assert isinstance(solutions, ox.QuerySolutions)
    return sorted([text(cell) for cell in row] for row in solutions)


def text(cell: object) -> str:
    """Return a cell as text; blank nodes are all alike."""
    if isinstance(cell, BNode | ox.BlankNode):
        return "_:"
    return cell.value if isinstance(cell, ox.NamedNode | ox.Literal) else str(cell)


def to_be_found(check: str) -> set[str]:
    """Return the nodes of a bad graph that are bad, which their names tell."""
    nodes = {node for triple in graph(bad(check)) for node in triple}
    named = {str(node) for node in nodes if isinstance(node, URIRef)}
    local = {iri: iri.replace("#", "/").rpartition("/")[2] for iri in named}
    return {iri for iri, name in local.items() if name.lower().startswith("bad")}


@pytest.mark.parametrize("check", CHECKS)
def test_no_check_finds_anything(check: str) -> None:
    """The ontology is free of what the checks look for, whichever engine looks."""
    assert found_by_oxigraph(check, *FILES) == []
    assert found_by_rdflib(check, *FILES) == []


@pytest.mark.parametrize("check", CHECKS)
def test_each_check_finds_what_is_bad_and_only_that(check: str) -> None:
    """Every check fires on a bad graph, and spares the good terms beside the bad."""
    found = found_by_oxigraph(check, bad(check))
    assert {row[0] for row in found} - {"_:"} == to_be_found(check) != set()


@pytest.mark.parametrize("check", CHECKS)
def test_both_engines_find_the_same(check: str) -> None:
    """A check means the same wherever it is run."""
    assert found_by_oxigraph(check, bad(check)) == found_by_rdflib(check, bad(check))


def test_checks_and_bad_graphs_pair_up() -> None:
    """No check goes without a graph that proves it can fail, nor the reverse."""
    assert sorted(path.stem for path in HYGIENE.glob("bad/*.ttl")) == CHECKS


@pytest.mark.parametrize("check", CHECKS)
def test_each_check_names_problem_and_solution(check: str) -> None:
    """The header of a check says in sentences what is wrong and what to do."""
    lines = [line[2:] for line in query(check).splitlines() if line.startswith("#+")]
    header = yaml.safe_load("\n".join(lines))
    assert list(header) == ["problem", "solution"]
    assert all(part.endswith(".") for part in header.values())
    assert "SELECT DISTINCT ?focus" in query(check)
