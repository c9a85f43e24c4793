"""One exchange ends in time and in bounds, and goes where it was checked to go."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kg.net.exchange import Transport
from kg.net.hosts import Hosts, Refused
from kg.net.manners import Manners
from kg.net.request import NoReply, get, post
from tests.ask.serving import free_port
from tests.net.serving import Reply, Served, answer, serving

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


def transport(*allow: str, **manners: Any) -> Transport:
    """Make a transport with limits of its own, to some hosts or to all."""
    hosts = Hosts.read(allow) if allow else None
    return Transport(Manners("kg-test/1", **{"timeout": 10, **manners}), hosts=hosts)


class Raw:
    """A server of bytes: what it is, how often it was met, and when it was left."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"http://127.0.0.1:{port}/x"
        self.met = 0
        self.left = threading.Event()
        self.ended = threading.Event()


@contextmanager
def raw(talk: Callable[[socket.socket, Raw], None]) -> Iterator[Raw]:
    """Serve connections one after the other, until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        about = Raw(server.getsockname()[1])

        def serve() -> None:
            while not about.ended.is_set():
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                about.met += 1
                with connection:
                    try:
                        talk(connection, about)
                    except OSError:
                        about.left.set()

        threading.Thread(target=serve, daemon=True).start()
        yield about
        about.ended.set()
        server.shutdown(socket.SHUT_RDWR)


def drip(start: bytes) -> Callable[[socket.socket, Raw], None]:
    """Send a beginning, and then a byte now and then, each in time."""

    def talk(connection: socket.socket, about: Raw) -> None:
        connection.sendall(start)
        while not about.ended.wait(0.02):
            connection.sendall(b"x")

    return talk


@pytest.mark.parametrize(
    "start",
    [
        b"HTTP/1.1 2",
        b"HTTP/1.1 200 OK\r\nX-",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n",
        b"HTTP/1.1 500 No\r\nContent-Length: 100000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
    ids=["status", "header", "body", "error text", "chunk"],
)
def test_whoever_drips_is_left_at_the_deadline(start: bytes) -> None:
    """Wherever in an answer bytes trickle, it ends, and the connection with it."""
    with raw(drip(start)) as server:
        with pytest.raises(NoReply, match=r"has not finished its answer in 0\.5 s"):
            transport(total=0.5).exchange(get(server.url))

        assert server.left.wait(30)


def test_a_look_up_that_hangs_is_left_at_the_deadline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A resolver that never answers holds nobody."""
    ended = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: ended.wait(60))
    try:
        with pytest.raises(NoReply, match="has not finished its answer"):
            transport(total=0.2).exchange(get("http://kg.test/"))
    finally:
        ended.set()


@pytest.fixture
def lead(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Make `kg.test` lead to one address after the other; return the look-ups."""
    look_up = socket.getaddrinfo

    def make(*addresses: str) -> list[str]:
        asked: list[str] = []
        rest = list(addresses)

        def looked_up(host: str, *args: Any, **kw: Any) -> Any:
            if host != "kg.test":
                return look_up(host, *args, **kw)
            asked.append(host)
            return look_up(rest.pop(0) if len(rest) > 1 else rest[0], *args, **kw)

        monkeypatch.setattr(socket, "getaddrinfo", looked_up)
        return asked

    return make


def test_a_name_leads_to_one_address_however_often_it_is_asked(
    served: Served, lead: Callable[..., list[str]]
) -> None:
    """A redirect and a second request go to the address that was looked up first."""
    asked = lead("127.0.0.1", "127.0.0.2")
    port = served.url.rpartition(":")[2]
    url = f"http://kg.test:{port}"
    served.behave = lambda hit: (
        answer("here")
        if hit.path == "/new"
        else Reply(status=307, headers={"Location": f"{url}/new"})
    )
    sender = transport()

    for _ in range(2):
        assert sender.exchange(get(f"{url}/old")).body == b'"here"'

    assert asked == ["kg.test"]
    assert {hit.headers["host"] for hit in served.hits} == {f"kg.test:{port}"}


def test_a_name_that_leads_here_is_not_followed_unasked(
    served: Served, lead: Callable[..., list[str]]
) -> None:
    """A listed name at this machine's address reaches it only if that is listed."""
    lead("127.0.0.1")
    served.say(answer("here"))
    port = served.url.rpartition(":")[2]
    request = get(f"http://kg.test:{port}/")

    with pytest.raises(Refused, match=f"`allow=127.0.0.1:{port}` allows it"):
        transport(f"kg.test:{port}").exchange(request)
    assert served.hits == []

    both = transport(f"kg.test:{port}", f"127.0.0.1:{port}")
    assert both.exchange(request).body == b'"here"'


def test_where_one_address_is_dead_the_next_is_asked(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A host with several addresses is reached by the first that answers."""
    served.say(answer("here"))
    port = int(served.url.rpartition(":")[2])
    look_up = socket.getaddrinfo

    def both(host: str, *args: Any, **kw: Any) -> Any:
        if host != "kg.test":
            return look_up(host, *args, **kw)
        kind = socket.AF_INET, socket.SOCK_STREAM, 6, ""
        return [(*kind, ("127.0.0.2", port)), (*kind, ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", both)

    assert transport().exchange(get(f"http://kg.test:{port}/")).body == b'"here"'


def test_a_redirect_is_told_to_whoever_may_ask_some_hosts(served: Served) -> None:
    """With a list of hosts no redirect is followed, not even within one of them."""
    served.say(Reply(status=307, headers={"Location": "/new"}))
    host = served.url.removeprefix("http://")

    with pytest.raises(NoReply, match=r"redirects to .*/new, which is not followed"):
        transport(host).exchange(post(served.url, {"q": "1"}))

    assert len(served.hits) == 1


def test_a_connection_is_used_again() -> None:
    """Two requests of one transport are one connection, as long as it is kept."""

    def talk(connection: socket.socket, about: Raw) -> None:
        while connection.recv(65_536):
            connection.sendall(OK)

    with raw(talk) as server:
        sender = transport()
        assert [sender.exchange(get(server.url)).body for _ in range(3)] == [b"{}"] * 3

        assert server.met == 1


def test_a_connection_that_was_closed_is_made_again() -> None:
    """A server that hangs up after an answer is met anew."""

    def talk(connection: socket.socket, about: Raw) -> None:
        connection.recv(65_536)
        connection.sendall(OK)

    with raw(talk) as server:
        sender = transport()
        assert [sender.exchange(get(server.url)).body for _ in range(2)] == [b"{}"] * 2

        assert server.met == 2


def test_an_answer_packed_twice_is_bounded(served: Served) -> None:
    """What unpacks to a giant after two rounds is refused like any giant."""
    bomb = gzip.compress(gzip.compress(b" " * 50_000_000))
    assert len(bomb) < 1000
    served.say(Reply(bomb, headers={"Content-Encoding": "gzip, gzip"}))

    with pytest.raises(NoReply, match="answers with more than 2 MB"):
        transport(size=2_000_000).exchange(get(served.url))


def test_an_answer_that_cannot_be_unpacked(served: Served) -> None:
    """Bytes that are not what they are called are told as such."""
    served.say(Reply(b"no gzip", headers={"Content-Encoding": "gzip"}))

    with pytest.raises(NoReply, match="answers with what cannot be unpacked"):
        transport().exchange(get(served.url))


def test_of_an_endless_error_the_beginning_is_read(served: Served) -> None:
    """The text of a refusal is told, and not waited for."""
    served.behave = lambda hit: Reply((b"No! " for _ in iter(int, 1)), status=400)

    reply = transport(size=1_000_000).exchange(get(served.url))

    assert reply.status == 400
    assert reply.words.startswith(": No! No!")
    assert reply.words.endswith(" …")


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Send what goes by http to a proxy, as the environment would."""

    def make(url: str) -> None:
        for name in ("http_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, url)
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)

    return make


def test_a_proxy_is_used_unless_hosts_are_listed(
    served: Served, proxied: Callable[[str], None]
) -> None:
    """A proxy looks names up itself, and so is not for those that are checked."""
    served.say(answer("server"))
    with serving() as proxy:
        proxied(proxy.url)
        proxy.say(answer("proxy"))
        host = served.url.removeprefix("http://")

        assert transport().exchange(get(served.url)).body == b'"proxy"'
        assert transport(host).exchange(get(served.url)).body == b'"server"'


def test_a_proxy_that_is_down_is_told(proxied: Callable[[str], None]) -> None:
    """Whoever reads the message looks at the proxy, and not at the server."""
    proxied(f"http://127.0.0.1:{free_port()}")

    with pytest.raises(NoReply, match=r"the proxy 127\.0\.0\.1 does not answer"):
        transport().exchange(get("http://kg.test/"))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a key and a certificate for `kg.test` that nobody has signed."""
    if not shutil.which("openssl"):
        pytest.skip("NO OPENSSL: certificates are not checked")
    folder = tmp_path_factory.mktemp("tls")
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=kg.test"
    more = ["-addext", "subjectAltName=DNS:kg.test,DNS:localhost"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(
        ["openssl", *words.split(), *more, *files], check=True, capture_output=True
    )
    return folder


def test_a_certificate_is_that_of_the_name_and_not_of_its_address(
    certificate: Path,
    lead: Callable[..., list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Connected to by its address, a server still proves to be who the URL names."""
    lead("127.0.0.1")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")

    def talk(connection: socket.socket, about: Raw) -> None:
        with context.wrap_socket(connection, server_side=True) as safe:
            safe.recv(65_536)
            safe.sendall(OK)

    with raw(talk) as server:
        named = get(f"https://kg.test:{server.port}/")
        with pytest.raises(NoReply, match="CERTIFICATE_VERIFY_FAILED"):
            transport().exchange(named)

        monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
        assert transport().exchange(named).body == b"{}"
        with pytest.raises(NoReply, match="CERTIFICATE_VERIFY_FAILED"):
            transport().exchange(get(f"https://127.0.0.1:{server.port}/"))
