"""The same questions put to another engine, and endpoints that are none."""

from __future__ import annotations

import json
import shlex
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from pathlib import Path

import pytest

import kg
from kg.ask.endpoint import RemoteEndpoint
from kg.cli.output import option_of
from kg.errors import QueryFailed, UnknownName, Unreachable

ROOT = Path(__file__).parents[2]
QUESTIONS = sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))


def _settings(graph: kg.KnowledgeGraph, name: str) -> Iterator[dict[str, str]]:
    """Yield parameters: none, early and late days, and those of the example."""
    question = graph.questions[name]
    yield {}
    for day in ("2024-05-01", "2025-06-04"):
        yield {p: day for p in question.parameters if p == "on"}
    words = shlex.split(question.example)[3:]
    options = {option_of(name): name for name in question.parameters}
    example = {options[o]: v for o, v in zip(words[::2], words[1::2], strict=True)}
    try:
        graph.ask(name, **example)
    except UnknownName:  # the example is of the other graph
        return
    yield example


@pytest.mark.parametrize("name", QUESTIONS)
def test_both_engines_give_one_answer(
    request: pytest.FixtureRequest,
    article: kg.KnowledgeGraph,
    meridia: kg.KnowledgeGraph,
    name: str,
) -> None:
    """Rows, citations and reasons are equal, on disk and through the protocol.

    The article's graph is asked where the smaller one has no rows.
    """
    local = meridia if meridia.ask(name).rows else article
    case = "meridia" if local is meridia else "article"
    url: str = request.getfixturevalue(f"{case}_url")
    folder = local.project.root
    remote = kg.open(url, project=folder, texts=local.texts.folder)

    for given in _settings(local, name):
        here, there = local.ask(name, **given), remote.ask(name, **given)

        assert there.rows == here.rows, given
        assert there.claims == here.claims, given
        assert there.why_empty == here.why_empty, given


OF_OWN_PROJECTS = {"policy-exemptions", "policy-funding"}
"""Asked of projects made for them: nobody is exempt or paid for in either graph."""


def test_every_question_answers_something(
    article: kg.KnowledgeGraph, meridia: kg.KnowledgeGraph
) -> None:
    """The comparison of engines compares rows: no question is empty in both graphs."""
    for name in QUESTIONS:
        answered = article.ask(name).rows or meridia.ask(name).rows
        assert answered or name in OF_OWN_PROJECTS, name


def test_things_are_found_and_shown_through_the_protocol(
    article: kg.KnowledgeGraph, article_url: str
) -> None:
    """Names, ids, hints and everything said of a thing do not depend on the engine."""
    remote = kg.open(article_url, project=ROOT, texts=article.texts.folder)

    for name in ("Islamabad", "TTP", "dailysabah-20250604.F12", "por-card"):
        assert remote.show(name) == article.show(name)
    for name in ("Islamabd", '" } DROP ALL #', "a\nb", "\u202e"):
        with pytest.raises(UnknownName) as here:
            article.find(name)
        with pytest.raises(UnknownName) as there:
            remote.find(name)
        assert str(there.value) == str(here.value)


def test_a_query_that_the_server_refuses_is_a_failed_query(article_url: str) -> None:
    """A syntax error is the query's fault, and not the endpoint's."""
    with pytest.raises(QueryFailed, match="refuses the query"):
        kg.open(article_url, project=ROOT).select("SELECT * {")


def test_the_command_line_asks_an_endpoint(
    article: kg.KnowledgeGraph, article_url: str, tmp_path: Path
) -> None:
    """`kg -g URL ask` prints what `kg -g FOLDER ask` prints."""
    place = article.endpoint.folder  # type: ignore[attr-defined]
    printed = []
    for graph in (str(place), article_url):
        command = [
            sys.executable,
            "-m",
            "kg",
            "--texts",
            str(tmp_path),
            "-C",
            str(ROOT),
        ]
        done = subprocess.run(
            [*command, "-g", graph, "ask", "denied-claims"],
            capture_output=True,
            text=True,
            check=True,
        )
        printed.append(done.stdout)

    assert printed[0] == printed[1]
    assert "dailysabah-20250604.F39" in printed[0]


Reply = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def _endpoint(reply: Reply) -> Iterator[str]:
    """Serve one kind of reply to every POST and GET on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            reply(self)

        def do_GET(self) -> None:
            reply(self)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        server.server_close()


def _reply(status: int, kind: str, body: bytes, length: int | None = None) -> Reply:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        size = len(body) if length is None else length
        handler.send_header("Content-Length", str(size))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def _redirect(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(302)
    handler.send_header("Location", handler.path)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def _silence(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.recv(1)


def _hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def _babble(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"hello, this is no HTTP\r\n\r\n")


JSON = "application/sparql-results+json"
WHOLE = json.dumps(
    {
        "head": {"vars": ["s"]},
        "results": {"bindings": [{"s": {"type": "literal", "value": "x"}}]},
    }
).encode()

BROKEN: dict[str, tuple[Reply, str]] = {
    "not found": (_reply(404, "text/plain", b"no"), "failed"),
    "server error": (_reply(500, "text/plain", b"Boom\nTraceback"), "failed"),
    "forbidden": (_reply(403, "text/plain", b"who are you"), "failed"),
    "a page": (_reply(200, "text/html", b"<html>Hello</html>"), "not answer in SPARQL"),
    "half": (_reply(200, JSON, WHOLE[:40]), "not answer in SPARQL"),
    "less than promised": (_reply(200, JSON, WHOLE[:40], 4000), "cannot be reached"),
    "an error text": (_reply(200, JSON, b"Virtuoso 37000 Error"), "but: 'Virtuoso"),
    "nothing": (_reply(200, JSON, b""), "not answer in SPARQL"),
    "a list": (_reply(200, JSON, b"[]"), "not answer in SPARQL"),
    "a truth": (_reply(200, JSON, b'{"head": {}, "boolean": true}'), "not answer in"),
    "bindings of another kind": (
        _reply(200, JSON, b'{"head": {"vars": ["s"]}, "results": {"bindings": ["x"]}}'),
        "not answer in SPARQL",
    ),
    "a term without a value": (
        _reply(
            200,
            JSON,
            b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri"}}]}}',
        ),
        "not answer in SPARQL",
    ),
    "bytes": (_reply(200, JSON, b"\xff\xfe\x00"), "not answer in SPARQL"),
    "a loop of redirects": (_redirect, "failed"),
    "silence": (_silence, "cannot be reached: timed out"),
    "a hang-up": (_hang_up, "cannot be reached"),
    "no HTTP": (_babble, "cannot be reached"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_an_endpoint_that_is_none_is_unreachable(kind: str) -> None:
    """Whatever comes back that is no SPARQL result, one line names the endpoint."""
    reply, message = BROKEN[kind]
    with _endpoint(reply) as url, pytest.raises(Unreachable) as error:
        RemoteEndpoint(url, timeout=1).select("SELECT ?s { ?s ?p ?o }")

    assert message in str(error.value)
    assert str(error.value).startswith(url)
    assert len(str(error.value).splitlines()) == 1


def test_a_sound_reply_is_read() -> None:
    """The double of an endpoint that the tests above use can answer well, too."""
    with _endpoint(_reply(200, JSON, WHOLE)) as url:
        table = RemoteEndpoint(url).select("SELECT ?s { ?s ?p ?o }")

    assert [str(row[0]) for row in table.rows] == ["x"]


def test_where_nobody_listens_is_unreachable() -> None:
    """A refused connection is named as such."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/sparql"

        with pytest.raises(Unreachable, match="Connection refused"):
            RemoteEndpoint(url, timeout=1).select("SELECT * {}")


@pytest.mark.parametrize("url", ["http://", "http://[", "http:///x", "http://a b/"])
def test_an_address_that_is_none_is_unreachable(url: str) -> None:
    """An address that cannot be one is an error of one line."""
    with pytest.raises(Unreachable):
        kg.open(url, project=ROOT).select("SELECT * {}")


def test_a_request_says_who_asks() -> None:
    """Every request carries the package's name, and whom to write to, if told."""
    agents: list[str | None] = []

    def reply(handler: BaseHTTPRequestHandler) -> None:
        agents.append(handler.headers.get("User-Agent"))
        _reply(200, JSON, WHOLE)(handler)

    with _endpoint(reply) as url:
        RemoteEndpoint(url).select("SELECT ?s { ?s ?p ?o }")
        remote = RemoteEndpoint(url, contact="mailto:me@example.org")
        remote.select("SELECT ?s { ?s ?p ?o }")

    assert all(str(agent).startswith("apf-kg/") for agent in agents)
    assert ["me@example.org" in str(agent) for agent in agents] == [False, True]


def test_the_columns_of_a_reply_are_those_asked_for() -> None:
    """A reply with other columns is an error and no answer."""
    lacks = pytest.raises(QueryFailed, match="came back without its column")
    with _endpoint(_reply(200, JSON, WHOLE)) as url, lacks:
        kg.open(url, project=ROOT).ask("denied-claims")


@pytest.mark.parametrize("kind", ["not found", "a page", "half", "no HTTP"])
def test_the_command_line_ends_with_4(kind: str) -> None:
    """A broken endpoint ends the command with code 4 and one line, no traceback."""
    with _endpoint(BROKEN[kind][0]) as url:
        done = subprocess.run(
            [sys.executable, "-m", "kg", "-g", url, "ask", "denied-claims"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith(f"error: {url}")
    assert len(done.stderr.splitlines()) == 1


class _OneByOne(BaseHTTPRequestHandler):
    """Keeps each connection open until the client ends it, as HTTP/1.1 has it."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        body = b'{"head": {"vars": ["n"]}, "results": {"bindings": []}}'
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


def test_a_question_leaves_no_connection_open() -> None:
    """A server that serves one connection at a time answers question after question."""
    with HTTPServer(("127.0.0.1", 0), _OneByOne) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/"
        endpoints = [RemoteEndpoint(url, timeout=5) for _ in range(3)]

        tables = [endpoint.select("SELECT ?n {}") for endpoint in endpoints]

        assert [table.variables for table in tables] == [("n",)] * 3
        server.shutdown()
