"""The shapes, the ontology, and one report on all example files at once.

An engine takes longer to start than to look at a file, so all files are validated
together; what keeps their things apart is the file's name, put into their IRIs.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
from filelock import FileLock
from pyshacl.inference import CustomRDFSSemantics
from rdflib import Graph, Literal

from kg.cell.child import Cell
from kg.cell.pool import CellPool
from kg.graph.rules import derive
from kg.project.shapes import wheel
from kg.project.shapes.engines import choose, engine
from kg.project.shapes.results import Result
from kg.project.shapes.shapes import Shapes, read_shapes
from kg.read.project import Project
from kg.read.queryfile import read_query_files
from tests.conftest import shared_by_all

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted(Path(__file__).parent.glob("*valid/*.ttl"))
RULES = sorted((ROOT / "queries" / "rules").glob("*.rq"))
THINGS = "https://w3id.org/apf/id/"
SHAPES = "https://w3id.org/apf/shapes#"
REASONERS = {"rdfs": CustomRDFSSemantics, "owlrl": owlrl.OWLRL_Semantics}
"""What pySHACL infers with: RDFS, but not that all literals are resources."""


def new_cells() -> CellPool:
    """Return cells that see what was put into the place of the wheel's own."""
    return CellPool(lambda: Cell(lambda _, job: wheel._in_cell(*job), files=True))


@dataclass(frozen=True)
class Objection:
    """What one shape says about one file."""

    shape: str
    message: str


Report = dict[str, set[Objection]]
"""Objections by file, as in ``invalid/actor-label``; a file without any is absent."""


@pytest.fixture(scope="session")
def shapes() -> Graph:
    return read((ROOT / "ontology" / "shapes").glob("*.ttl"))


@pytest.fixture(scope="session")
def shape_files() -> Shapes:
    return read_shapes(Project.open(ROOT))


@pytest.fixture(scope="session")
def ontology() -> Graph:
    return read((ROOT / "ontology").glob("*.ttl"))


@pytest.fixture(scope="session")
def schemes() -> Graph:
    return read((ROOT / "ontology" / "schemes").glob("*.ttl"))


@pytest.fixture(scope="session")
def validated(
    shape_files: Shapes,
    ontology: Graph,
    schemes: Graph,
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str, str], list[Result]]:
    """Validate as ``asserted``, under ``rdfs`` or ``owlrl``, or after the ``rules``.

    It takes seconds, and is done once for all processes of a test run.
    """

    @cache
    def validated(how: str, engine_name: str) -> list[Result]:
        kept = shared_by_all(tmp_path_factory) / f"{how}-{engine_name}.pickle"
        with FileLock(f"{kept}.lock"):
            if not kept.exists():
                kept.write_bytes(pickle.dumps(made(how, engine_name)))
        results: list[Result] = pickle.loads(kept.read_bytes())
        return results

    def made(how: str, engine_name: str) -> list[Result]:
        data = examples() + ontology
        if how == "rules":
            data = closed(data + schemes)
        if how in REASONERS:  # of code lists, only that they are lists matters here
            owlrl.DeductiveClosure(REASONERS[how]).expand(data)
        data += schemes
        return engine(engine_name)(ntriples(data), shape_files.ntriples())

    return validated


@pytest.fixture(scope="session")
def report(
    validated: Callable[[str, str], list[Result]], shape_files: Shapes
) -> Callable[[str], Report]:
    """Return what the default engine says of data that is closed in some way."""
    return cache(lambda how: by_file(validated(how, choose()), shape_files))


def ntriples(graph: Graph) -> str:
    """Write a graph, without what OWL says of literals, which no syntax can hold."""
    kept = Graph()
    for s, p, o in graph:
        if not isinstance(s, Literal):
            kept.add((s, p, o))
    return kept.serialize(format="nt")


def read(paths: Iterable[Path]) -> Graph:
    graph = Graph()
    for path in sorted(paths):
        graph.parse(path)
    return graph


@cache
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


def by_file(results: Iterable[Result], shapes: Shapes) -> Report:
    report: Report = {}
    for result in results:
        file = "/".join(str(result.focus).removeprefix(THINGS).split("/")[:2])
        objection = Objection(shapes.name(result.shape), shapes.message(result))
        report.setdefault(file, set()).add(objection)
    return report
