"""The W3C's tests of SHACL Core, each result of them, by both engines.

Where the ``shacl`` wheel is not to be had, the default engine is pySHACL; so that one
runs them with the wheel hidden.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest

from kg.project.shapes.engines import REFERENCE, WHEEL, choose, engine
from kg.project.shapes.results import Result
from kg.rdf import BNode, Node, Triples, URIRef
from tests.beside import SHARED, beside

CORE = SHARED / "suites" / "shacl" / "core"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
SH = "http://www.w3.org/ns/shacl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

PASSED_OVER = {"uniqueLang-002": "a boolean written `1` is not read as true"}
"""What pySHACL gets wrong."""


class Expected(NamedTuple):
    """A result with its blank nodes made alike: nobody can know their names."""

    focus: str
    path: str
    value: str
    component: str
    severity: str
    shape: str


def read(path: Path) -> Triples:
    text = path.read_text("utf-8")
    base = path.as_uri()
    return Triples(ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=base))


def cases() -> list[Path]:
    return sorted(
        path
        for path in CORE.rglob("*.ttl")
        if "sht:Validate" in path.read_text("utf-8")
    )


each_case = pytest.mark.parametrize("path", cases(), ids=lambda path: path.stem)


def ntriples(graph: Triples) -> str:
    return "".join(f"{triple} .\n" for triple in graph.parsed)


def graph_of(manifest: Triples, path: Path, role: str) -> Triples:
    """Return the data or shapes of a test: another file, or the manifest itself."""
    (action,) = manifest.objects(entry_of(manifest), URIRef(f"{MF}action"))
    file = manifest.value(action, URIRef(f"{SHT}{role}"))
    assert file is not None
    return read(path.parent / file.rsplit("/", 1)[-1])


def entry_of(manifest: Triples) -> Node:
    (test,) = manifest.subjects(URIRef(f"{RDF}type"), URIRef(f"{SHT}Validate"))
    return test


def expected(manifest: Triples) -> Iterator[Expected]:
    (report,) = manifest.objects(entry_of(manifest), URIRef(f"{MF}result"))
    for result in manifest.objects(report, URIRef(f"{SH}result")):

        def value(term: str, result: Node = result) -> Node | None:
            return manifest.value(result, URIRef(f"{SH}{term}"))

        yield Expected(
            named(value("focusNode")),
            named(value("resultPath")),
            named(value("value")),
            str(value("sourceConstraintComponent")),
            str(value("resultSeverity")),
            named(value("sourceShape")),
        )


def actual(results: list[Result]) -> Iterator[Expected]:
    for result in results:
        yield Expected(
            named(result.focus),
            named(URIRef(result.path) if result.path else None),
            named(result.value),
            result.component,
            result.severity,
            named(result.shape),
        )


def named(node: Node | None) -> str:
    return "_" if node is None or isinstance(node, BNode) else node.n3()


def agrees(path: Path, name: str) -> bool:
    manifest = read(path)
    data, shapes = (graph_of(manifest, path, r) for r in ("dataGraph", "shapesGraph"))
    results = engine(name)(ntriples(data), ntriples(shapes))
    return sorted(actual(results)) == sorted(expected(manifest))


def test_the_suite_is_at_hand() -> None:
    """All ninety-eight tests of the suite are run."""
    beside("suites/shacl/core", "NO SHACL SUITE: the W3C's tests are not run")
    assert len(cases()) == 98


@each_case
def test_the_wheel_reports_what_the_w3c_expects(path: Path) -> None:
    """Each result has the node, path, value, component, severity and shape."""
    assert agrees(path, WHEEL)


@each_case
def test_without_the_wheel_pyshacl_reports_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The default engine runs the core wherever there is no wheel."""
    monkeypatch.setitem(sys.modules, "shacl", None)
    name = choose()
    assert name == REFERENCE
    assert agrees(path, name) == (path.stem not in PASSED_OVER)
