"""An endpoint to ask over HTTP, and one with the data of the W3C's tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest

import kg
from kg.graph.store import Generations, Manifest, write_manifest, write_store
from kg.serve.app import application
from kg.serve.sparql.evaluation import QueryLimits
from tests.beside import beside
from tests.conftest import ROOT
from tests.serve.serving import serving

SUITE = "suites/sparql11"
KASEI = "http://kasei.us/2009/09/sparql/data/"
TOKEN = "the-token-of-these-tests"
LIMITS = QueryLimits(seconds=1.0, answer=200_000, at_once=2, waiting=4)


def written(folder: Path, quads: bytes) -> Path:
    """Write a graph of quads as a build does, and return its folder."""
    with Generations(folder).next(None) as path:
        write_store(path, quads)
        write_manifest(path, Manifest())
    return folder


@pytest.fixture(scope="session")
def suite_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the three graphs that the W3C's manifest of protocol tests is about."""
    suite = beside(SUITE, "NO SPARQL SUITES: the W3C's protocol tests do not run")
    store = ox.Store()
    for number in (1, 2, 3):
        graph = ox.NamedNode(f"{KASEI}data{number}.rdf")
        path = suite / "protocol" / f"data{number}.nt"
        data = path.read_bytes()
        store.load(data, format=ox.RdfFormat.N_TRIPLES, to_graph=graph)
    quads = store.dump(format=ox.RdfFormat.N_QUADS)
    assert quads
    return written(tmp_path_factory.mktemp("suite") / "graph", quads)


@contextmanager
def _client(
    graph: Path, project: Path | None = None, **options: Any
) -> Iterator[httpx.Client]:
    def opened() -> kg.KnowledgeGraph:
        return kg.open(graph, project=project)

    with (
        serving(lambda url: application(opened, url, **options)) as url,
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def suite_endpoint(suite_graph: Path) -> Iterator[httpx.Client]:
    """Serve the data of the W3C's tests for reading."""
    with _client(suite_graph) as client:
        yield client


@pytest.fixture(scope="module")
def writable(suite_graph: Path) -> Iterator[httpx.Client]:
    """Serve the same for holders of a token, who leave it as it is."""
    with _client(suite_graph, token=TOKEN) as client:
        yield client


@pytest.fixture
def changed_endpoint(suite_graph: Path, tmp_path: Path) -> Iterator[httpx.Client]:
    """Serve a copy that a test may change."""
    shutil.copytree(suite_graph, tmp_path / "graph")
    with _client(tmp_path / "graph", token=TOKEN) as client:
        yield client


@pytest.fixture(scope="module")
def endpoint(article: Path) -> Iterator[httpx.Client]:
    """Serve the graph of the shipped sources with limits that are quickly reached."""
    with _client(article, ROOT, limits=LIMITS) as client:
        yield client
