"""Graphs to ask: the article, the invented case of Meridia, and small ones."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import FileLock

import kg
from kg.ask.endpoint import LocalEndpoint
from kg.export.rdf import export_rdf

ROOT = Path(__file__).parents[2]
MERIDIA = ROOT / "tests" / "cases" / "meridia"
OXIGRAPH = Path(sys.executable).with_name("oxigraph")

Write = Callable[[Mapping[str, str]], Path]
Made = Callable[[Mapping[str, str]], kg.KnowledgeGraph]


def _shared(factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all workers of a test run see."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def _graph(factory: pytest.TempPathFactory, folder: Path) -> kg.KnowledgeGraph:
    place = _shared(factory) / f"asked-{folder.name}"
    project = kg.Project.open(folder)
    with FileLock(f"{place}.lock"):
        if not (place / "CURRENT").exists():
            kg.build(project, place, texts=kg.Texts(None))
    return kg.open(place, project=folder, texts=place / "no-texts")


@pytest.fixture(scope="session")
def article(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    """Return the graph of the repository's sources, without their texts."""
    return _graph(tmp_path_factory, ROOT)


@pytest.fixture(scope="session")
def meridia(tmp_path_factory: pytest.TempPathFactory) -> kg.KnowledgeGraph:
    """Return the graph of the invented case, without its texts."""
    return _graph(tmp_path_factory, MERIDIA)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes files, by path, into a project folder."""

    def written(files: Mapping[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / "project" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return tmp_path / "project"

    return written


@pytest.fixture
def made(write: Write) -> Made:
    """Return a function that writes, builds and opens a project."""

    def opened(files: Mapping[str, str]) -> kg.KnowledgeGraph:
        folder = write(files)
        project = kg.Project.open(folder)
        texts = kg.Texts(folder / "texts")
        kg.build(project, folder / "build" / "graph", texts=texts)
        return kg.open(folder / "build" / "graph")

    return opened


@contextmanager
def _served(graph: kg.KnowledgeGraph, folder: Path) -> Iterator[str]:
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
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(OXIGRAPH), "serve-read-only", "--location", str(store)]
    command += ["--union-default-graph", "--bind", f"127.0.0.1:{port}"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            url = f"http://127.0.0.1:{port}/query"
            _await(url, server)
            yield url
        finally:
            server.terminate()
            server.wait(10)


def _await(url: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until a server answers, for half a minute at most."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(f"{url}?query=ASK%7B%7D", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise TimeoutError(url)


@pytest.fixture(scope="session")
def article_url(
    article: kg.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve the article's graph with another engine; return its address."""
    with _served(article, tmp_path_factory.mktemp("served-article")) as url:
        yield url


@pytest.fixture(scope="session")
def meridia_url(
    meridia: kg.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve the invented case's graph with another engine; return its address."""
    with _served(meridia, tmp_path_factory.mktemp("served-meridia")) as url:
        yield url
