"""A server on loopback that answers as told, and a clock that waits for nobody."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pyoxigraph as ox

from kg.net.manners import Clock

RESULTS = "application/sparql-results+json"


@dataclass(frozen=True)
class Hit:
    """A request that arrived: its parameters are those of the URL and of a form."""

    method: str
    path: str
    fields: dict[str, str]
    headers: dict[str, str]
    body: bytes = b""


@dataclass(frozen=True)
class Reply:
    """What goes back; ``body`` may come in pieces, the ``length`` may be a lie.

    With ``hang`` nothing is sent until the server stops.
    """

    body: bytes | Iterable[bytes] = b"{}"
    status: int = 200
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    hang: bool = False


def answer(data: Any, **options: Any) -> Reply:
    """Reply with data as JSON."""
    return Reply(json.dumps(data).encode(), **options)


Behaviour = Callable[[Hit], Reply]


class Served:
    """A running server: ``behave`` decides, ``hits`` remembers."""

    def __init__(self) -> None:
        self.behave: Behaviour = lambda hit: Reply(status=404)
        self.hits: list[Hit] = []
        self.stopped = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def say(self, *replies: Reply) -> None:
        """Give these replies in turn, the last one again and again."""
        rest = list(replies)
        self.behave = lambda hit: rest.pop(0) if len(rest) > 1 else rest[0]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        served = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {k.lower(): v for k, v in self.headers.items()}
                form = (
                    body.decode() if "form" in headers.get("content-type", "") else ""
                )
                fields = dict(parse_qsl(parts.query) + parse_qsl(form))
                hit = Hit(self.command, parts.path, fields, headers, body)
                served.hits.append(hit)
                self._send(served.behave(hit))

            do_POST = do_PUT = do_CONNECT = do_GET  # noqa: N815

            def _send(self, reply: Reply) -> None:
                if reply.hang:
                    served.stopped.wait(60)
                    return
                body = reply.body
                self.send_response(reply.status)
                if reply.kind:
                    self.send_header("Content-Type", reply.kind)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                if isinstance(body, bytes):
                    length = len(body) if reply.length is None else reply.length
                    self.send_header("Content-Length", str(length))
                self.end_headers()
                try:
                    for piece in [body] if isinstance(body, bytes) else body:
                        self.wfile.write(piece)
                        self.wfile.flush()
                except OSError:
                    pass  # the client has heard enough

            def log_message(self, *args: Any) -> None:
                pass

        return Handler


@contextmanager
def serving() -> Iterator[Served]:
    """Run a server until the end of the block."""
    served = Served()
    thread = threading.Thread(
        target=served.server.serve_forever, kwargs={"poll_interval": 0.01}
    )
    thread.start()
    try:
        yield served
    finally:
        served.stopped.set()
        served.server.shutdown()
        served.server.server_close()
        thread.join()


def endpoint(turtle: str) -> Behaviour:
    """Behave as a SPARQL endpoint over triples."""
    store = ox.Store()
    store.load(turtle.encode(), format=ox.RdfFormat.TURTLE)

    def behave(hit: Hit) -> Reply:
        found = store.query(hit.fields["query"])
        assert isinstance(found, ox.QuerySolutions)
        body = found.serialize(format=ox.QueryResultsFormat.JSON)
        assert body is not None
        return Reply(body, kind=RESULTS)

    return behave


class Time:
    """A clock whose sleeps take no time, and are remembered.

    Reading it takes ``step`` seconds, as far as it can tell.
    """

    def __init__(self, step: float = 0) -> None:
        self.day = datetime(2025, 6, 4, 12, tzinfo=UTC)
        self.step = step
        self.passed = 0.0
        self.sleeps: list[float] = []
        self.clock = Clock(self.now, self.monotonic, self.sleep)

    def now(self) -> datetime:
        return self.day + timedelta(seconds=self.passed)

    def monotonic(self) -> float:
        self.passed += self.step
        return self.passed

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.passed += seconds
