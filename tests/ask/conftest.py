"""Graphs to ask: the article, the invented case of Meridia, and both served."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import FileLock

import kg
from kg.ask.endpoint import LocalEndpoint
from kg.export.rdf import export_rdf
from tests.ask.serving import await_answer, free_port

MERIDIA = Path(__file__).parents[1] / "cases" / "meridia"
OXIGRAPH = Path(sys.executable).with_name("oxigraph")


@pytest.fixture(scope="session")
def article(article: Path, root: Path) -> kg.KnowledgeGraph:
    """Open the article's graph, without its text."""
    return kg.open(article, project=root, texts=article / "no-texts")


@pytest.fixture(scope="session")
def meridia(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    """Build and open the graph of the invented case, without its texts."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    place = shared / "meridia"
    with FileLock(f"{place}.lock"):
        if not (place / "CURRENT").exists():
            kg.build(kg.Project.open(MERIDIA), place, texts=kg.Texts(None))
    return kg.open(place, project=MERIDIA, texts=place / "no-texts")


@contextmanager
def served(graph: kg.KnowledgeGraph, folder: Path) -> Iterator[str]:
    """Load a graph into a real server on a free port of this machine."""
    assert isinstance(graph.endpoint, LocalEndpoint)
    dump, store = folder / "graph.nq", folder / "store"
    with dump.open("wb") as file:
        export_rdf(graph.endpoint.store, "nquads", file)
    subprocess.run(
        [OXIGRAPH, "load", "--location", store, "--file", dump],
        check=True,
        capture_output=True,
    )
    port = free_port()
    command = [str(OXIGRAPH), "serve-read-only", "--location", str(store)]
    command += ["--union-default-graph", "--bind", f"127.0.0.1:{port}"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            url = f"http://127.0.0.1:{port}/query"
            await_answer(url, server)
            yield url
        finally:
            server.terminate()
            server.wait(10)


@pytest.fixture(scope="session")
def article_url(
    article: kg.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve the article's graph with another engine; return its address."""
    with served(article, tmp_path_factory.mktemp("served-article")) as url:
        yield url


@pytest.fixture(scope="session")
def meridia_url(
    meridia: kg.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve the invented case's graph with another engine; return its address."""
    with served(meridia, tmp_path_factory.mktemp("served-meridia")) as url:
        yield url
