"""Endpoints on loopback: one that answers from a store, and what they were asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox

JSON = "application/sparql-results+json"

Reply = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Served:
    """A server: its address, and the queries that reached it."""

    port: int
    asked: list[str] = field(default_factory=list)
    connections: list[object] = field(default_factory=list)
    agents: list[str | None] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def untouched(self) -> bool:
        """Tell whether nobody came before us; connections are taken in their order."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("POST", "/", "query=ASK%7B%7D")
        assert connection.getresponse().status == 200
        return len(self.connections) == 1

    @property
    def url(self) -> str:
        return f"http://{self.host}/sparql"


@contextmanager
def served(data: str = "", reply: Reply | None = None) -> Iterator[Served]:
    """Serve Turtle as SPARQL 1.1 Protocol does, or answer in some other way."""
    store = ox.Store()
    store.load(data.encode(), format=ox.RdfFormat.TURTLE)
    ended = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            query = parse_qs(body)["query"][0]
            about.asked.append(query)
            about.agents.append(self.headers["User-Agent"])
            if reply is not None:
                reply(self)
                return
            results = store.query(query)
            assert not isinstance(results, ox.QueryTriples)
            found = results.serialize(format=ox.QueryResultsFormat.JSON)
            assert found is not None
            send(self, 200, found)

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def verify_request(self, request: object, client: object) -> bool:
            about.connections.append(client)
            return True

    server = Server(("127.0.0.1", 0), Handler)
    server.ended = ended  # type: ignore[attr-defined]
    about = Served(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield about
    finally:
        ended.set()
        server.shutdown()
        server.server_close()


def send(
    handler: BaseHTTPRequestHandler,
    status: int,
    body: bytes,
    length: int | None = None,
    **headers: str,
) -> None:
    """Send an answer; ``length`` is what is said of it, if not the truth."""
    handler.send_response(status)
    for name, value in {"content-type": JSON, **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body) if length is None else length))
    handler.end_headers()
    handler.wfile.write(body)


def wait(handler: BaseHTTPRequestHandler) -> None:
    """Do not answer while the server is there."""
    handler.server.ended.wait(60)  # type: ignore[attr-defined]


def drip(handler: BaseHTTPRequestHandler) -> None:
    """Answer one byte at a time, each in time, for as long as the server is there."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    while not handler.server.ended.wait(0.05):  # type: ignore[attr-defined]
        try:
            handler.wfile.write(b" ")
            handler.wfile.flush()
        except OSError:
            return
