"""A real server with clients that do nothing, little, or too much."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Router

from kg.serve import running
from kg.serve.connections import Connection
from kg.serve.http import AtOnce, Uniform

SOON = 0.3
"""Seconds of patience in these tests."""
LARGE = 64 * 2**20
"""Bytes of an answer that no buffer of a system takes in whole."""
GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


async def _hello(request: Request) -> Response:
    return PlainTextResponse("hello")


async def _large(request: Request) -> Response:
    return PlainTextResponse("x" * LARGE)


async def _whole(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


@contextmanager
def _serving(patience: float = SOON, most: int = 512) -> Iterator[tuple[str, int]]:
    """Serve with other limits on a free port of loopback."""
    router = Router()
    for path, answer in {"/": _hello, "/large": _large, "/whole": _whole}.items():
        router.add_route(path, answer, methods=["GET", "POST"])
    server = running.server(router)
    kind = type("Hasty", (Connection,), {"patience": patience, "most": most})
    server.config.http = kind
    listener = socket.create_server(("127.0.0.1", 0), backlog=256)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield listener.getsockname()
    finally:
        server.should_exit = True
        thread.join(30)
        listener.close()


def _connect(address: tuple[str, int]) -> socket.socket:
    return socket.create_connection(address, timeout=30)


def _answer(client: socket.socket) -> bytes:
    """Read an answer with a short body, whole."""
    received = b""
    while b"hello" not in received:
        chunk = client.recv(4096)
        assert chunk, received
        received += chunk
    return received


def _is_closed(client: socket.socket) -> bool:
    """Wait for the end of a connection on which nothing comes."""
    try:
        return client.recv(1) == b""
    except ConnectionResetError:
        return True


@pytest.mark.parametrize(
    "sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: 1\r\n"]
)
def test_who_sends_no_whole_head_in_time_is_sent_away(sent: bytes) -> None:
    """Nothing at all, half a line, or a head without its end."""
    with _serving() as address, _connect(address) as client:
        client.sendall(sent)
        assert _is_closed(client)


def test_a_head_that_trickles_in_has_no_more_time() -> None:
    """A byte now and then does not keep a connection open."""
    with _serving() as address, _connect(address) as client, ExitStack() as ended:
        stop = threading.Event()
        ended.callback(stop.set)

        def trickle() -> None:
            while not stop.wait(SOON / 10):
                try:
                    client.sendall(b"X")
                except OSError:
                    return

        thread = threading.Thread(target=trickle)
        thread.start()
        ended.callback(thread.join)
        assert _is_closed(client)


def test_silence_after_an_answer_ends_too_and_patience_begins_anew() -> None:
    """Each answer gives the client the whole time again."""
    with _serving() as address, _connect(address) as client:
        begun = time.monotonic()
        while time.monotonic() - begun < 2 * SOON:
            client.sendall(GET)
            assert b"200 OK" in _answer(client)
        assert _is_closed(client)


def test_who_does_not_read_an_answer_is_sent_away() -> None:
    """The rest of the answer never comes, however long it is waited for."""
    with _serving() as address, _connect(address) as client:
        client.sendall(GET.replace(b"/ ", b"/large "))
        time_out = time.monotonic() + 30
        with _connect(address) as other:  # whose answers pass the time
            while time.monotonic() < time_out:
                try:
                    other.sendall(GET)
                    _answer(other)
                    client.send(b"x")  # refused as soon as the server has hung up
                except OSError:
                    break
        received = 0
        try:
            while chunk := client.recv(2**20):
                received += len(chunk)
        except ConnectionResetError:
            pass
        assert received < LARGE


def test_an_answer_that_is_read_slowly_comes_whole() -> None:
    """Who reads something now and then is waited for."""
    patience = 1.0  # a machine that does much else may halt for a third of that
    with (
        _serving(patience) as address,
        _connect(address) as client,
        _connect(address) as other,  # whose answers pass the time
    ):
        client.sendall(GET.replace(b"/ ", b"/large "))
        received, begun = 0, time.monotonic()
        while received < LARGE:
            chunk = client.recv(2**16)
            assert chunk
            received += len(chunk)
            while time.monotonic() - begun < 3 * patience * received / LARGE:
                other.sendall(GET)
                _answer(other)
        assert time.monotonic() - begun > 2 * patience


def test_silent_clients_lock_nobody_out() -> None:
    """With more of them than there is room for, the one that waited longest goes."""
    with _serving(patience=600, most=8) as address, ExitStack() as stack:
        silent = [stack.enter_context(_connect(address)) for _ in range(8)]
        client = stack.enter_context(_connect(address))
        client.sendall(GET)

        assert b"200 OK" in _answer(client)
        assert _is_closed(silent[0])
        silent[-1].sendall(GET)
        assert b"200 OK" in _answer(silent[-1])


def test_a_head_without_bounds_is_refused() -> None:
    """A megabyte of headers ends in 400."""
    with _serving() as address, _connect(address) as client:
        head = b"GET / HTTP/1.1\r\n" + b"X: " + b"y" * 2**20
        try:
            client.sendall(head)
            assert client.recv(64).startswith(b"HTTP/1.1 400 ")
        except (ConnectionResetError, BrokenPipeError):
            pass  # the refusal was quicker than the head


def test_requests_beyond_the_limit_are_told_to_come_again() -> None:
    """503 with the seconds to wait; afterwards all is as before."""
    import asyncio

    import httpx

    let_go = asyncio.Event()
    busy = asyncio.Event()

    async def slow(request: Request) -> Response:
        busy.set()
        await let_go.wait()
        return PlainTextResponse("done")

    async def ask() -> None:
        router = Router()
        router.add_route("/", slow)
        transport = httpx.ASGITransport(Uniform(AtOnce(router, most=1)))
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as http:
            first = asyncio.create_task(http.get("/"))
            await busy.wait()
            refused = await http.get("/")
            let_go.set()
            assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
            assert refused.headers["access-control-allow-origin"] == "*"
            assert (await first).status_code == 200
            assert (await http.get("/")).status_code == 200

    asyncio.run(ask())
