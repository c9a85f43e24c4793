"""The shapes, the ontology, and one report on all example files at once.

pySHACL takes seconds to start and milliseconds for a file, so all files are validated
together; what keeps their things apart is the file's name, put into their IRIs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyshacl import validate
from rdflib import SH, Graph

from kg.graph.rules import derive
from kg.read.queryfile import read_query_files

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted(Path(__file__).parent.glob("*valid/*.ttl"))
RULES = sorted((ROOT / "queries" / "rules").glob("*.rq"))
THINGS = "https://w3id.org/apf/id/"
SHAPES = "https://w3id.org/apf/shapes#"


@dataclass(frozen=True)
class Result:
    """What one shape says about one file."""

    shape: str
    message: str


Report = dict[str, set[Result]]
"""Results by file, as in ``invalid/actor-label``; a file without any is absent."""


@pytest.fixture(scope="session")
def shapes() -> Graph:
    return read((ROOT / "ontology" / "shapes").glob("*.ttl"))


@pytest.fixture(scope="session")
def ontology() -> Graph:
    return read((ROOT / "ontology").glob("*.ttl"))


@pytest.fixture(scope="session")
def schemes() -> Graph:
    return read((ROOT / "ontology" / "schemes").glob("*.ttl"))


@pytest.fixture(scope="session")
def report(shapes: Graph, ontology: Graph, schemes: Graph) -> Callable[[str], Report]:
    """Validate as ``asserted``, under ``rdfs`` or ``owlrl``, or after the ``rules``."""

    @cache
    def validated(how: str) -> Report:
        data = examples() + schemes
        if how == "rules":
            data = closed(data + ontology)
        inference = how if how in ("rdfs", "owlrl") else "none"
        _, results, _ = validate(
            data, shacl_graph=shapes, ont_graph=ontology, inference=inference
        )
        assert isinstance(results, Graph)
        return by_file(results)

    return validated


def read(paths: Iterable[Path]) -> Graph:
    graph = Graph()
    for path in sorted(paths):
        graph.parse(path)
    return graph


def examples() -> Graph:
    graph = Graph()
    for path in EXAMPLES:
        own = f"{THINGS}{path.parent.name}/{path.stem}/"
        graph.parse(data=path.read_text("utf-8").replace(THINGS, own), format="turtle")
    return graph


def closed(data: Graph) -> Graph:
    """Add what the project's own rules derive."""
    store = ox.Store()
    store.load(data.serialize(format="nt", encoding="utf-8"), ox.RdfFormat.N_TRIPLES)
    derived = "https://w3id.org/apf/graph/derived"
    assert derive(store, read_query_files(RULES, map(str, RULES)), derived) > 0
    triples = ox.serialize((q.triple for q in store), format=ox.RdfFormat.N_TRIPLES)
    return Graph().parse(data=triples, format="nt")


def by_file(results: Graph) -> Report:
    report: Report = {}
    for result in results.objects(None, SH.result):
        focus = str(results.value(result, SH.focusNode)).removeprefix(THINGS)
        shape = str(results.value(result, SH.sourceShape)).removeprefix(SHAPES)
        message = str(results.value(result, SH.resultMessage))
        file = "/".join(focus.split("/")[:2])
        report.setdefault(file, set()).add(Result(shape, message))
    return report
