"""Waiting for a server on loopback, whichever engine it is."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import kg
from kg.ask.endpoint import LocalEndpoint
from kg.transfer.push import push
from kg.transfer.remote import RemoteStore

OXIGRAPH = Path(sys.executable).with_name("oxigraph")


def free_port() -> int:
    """Return a port of loopback that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def await_answer(url: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until an endpoint answers, for a minute at most."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(f"{url}?query=ASK%7B%7D", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise TimeoutError(url)


@contextmanager
def served(graph: kg.KnowledgeGraph, folder: Path) -> Iterator[str]:
    """Push a graph into a real server on a free port of this machine."""
    assert isinstance(graph.endpoint, LocalEndpoint)
    port = free_port()
    command = [str(OXIGRAPH), "serve", "--location", str(folder / "store")]
    command += ["--union-default-graph", "--bind", f"127.0.0.1:{port}"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            url = f"http://127.0.0.1:{port}/query"
            await_answer(url, server)
            remote = RemoteStore(f"http://127.0.0.1:{port}/store")
            push(graph.endpoint.store, remote)
            remote.close()
            yield url
        finally:
            server.terminate()
            server.wait(10)
