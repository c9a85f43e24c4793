"""One exchange with a server: bytes out, a reply in, and everything else refused.

It runs in a thread, because nothing else ends a look-up that hangs, or a server that
sends a byte now and then, each in time: whoever waits leaves at the deadline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import IncompleteRead
from queue import Empty, SimpleQueue
from threading import Thread, Timer
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3 import exceptions as failed

from kg.net.connections import TIMED_OUT, Connections, down, silent, words
from kg.net.hosts import Hosts
from kg.net.manners import Clock, Manners
from kg.net.request import NoReply, Reply, Request

_MOVED = (301, 302, 303, 307, 308)  # RFC 9110, 15.4
_UNCHANGED = (307, 308)  # of which these repeat the request as it is
_OK = 200
_CHUNK = 1 << 16
"""Bytes read at once: what the system's buffer of a socket holds, about."""

_CONNECT = 15
"""Seconds to connect: TCP tries at once and after 1, 3 and 7 seconds (RFC 6298)."""

_ERROR_TEXT = 2_000
"""Bytes read of an answer that is none: messages show fewer."""

_SOON = 0.001
"""Seconds left, at least: sockets take none for "do not wait at all"."""


_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a server answers with, while its body is still to come.

    ``pieces`` yields that as it comes: unpacked, or as it is on the wire.
    """

    status: int
    headers: Mapping[str, str]
    pieces: Callable[[bool], Iterator[bytes]]


class Transport:
    """Sends requests: to ``hosts`` that may be asked, or whichever the asker chose."""

    def __init__(
        self, manners: Manners, clock: Clock | None = None, hosts: Hosts | None = None
    ) -> None:
        self.manners = manners
        self.clock = clock or Clock()
        self.hosts = hosts
        self.connections = Connections(hosts)

    def exchange(self, request: Request, deadline: float | None = None) -> Reply:
        """Send a request, follow redirects within the host, and return the reply.

        ``deadline`` is on the clock's ``monotonic``; by default it is the manners'
        total from now. Raises :class:`NoReply` where no whole reply comes by then, and
        :class:`~kg.net.hosts.Refused` for a host that may not be asked.
        """
        if deadline is None:
            deadline = self.clock.monotonic() + self.manners.total
        until = deadline

        def work() -> Reply:
            with _as_no_reply():
                response = self._follow(request, until)
                try:
                    return self._read(response, until)
                finally:
                    response.close()

        return self._in_time(work, deadline)

    @contextmanager
    def stream(self, request: Request, deadline: float) -> Iterator[Incoming]:
        """Send a request as :meth:`exchange` does; yield a reply that is still to come.

        Its body is read piece by piece, by whoever takes it, until the deadline.
        """

        def work() -> urllib3.BaseHTTPResponse:
            with _as_no_reply():
                return self._follow(request, deadline)

        response = self._in_time(work, deadline)

        def end() -> None:
            with suppress(OSError, ValueError, RuntimeError):  # it has ended
                response.shutdown()
            self.connections.hang_up()

        timer = Timer(self._left(deadline), end)
        timer.daemon = True
        timer.start()
        try:
            yield Incoming(
                response.status,
                response.headers,
                lambda unpack: self._pieces(response, deadline, unpack),
            )
        finally:
            timer.cancel()
            response.close()

    def _in_time(self, work: Callable[[], _T], deadline: float) -> _T:
        """Return what work comes to in a thread; leave it there at the deadline."""
        done: SimpleQueue[tuple[_T | None, Exception | None]] = SimpleQueue()

        def put() -> None:
            try:
                done.put((work(), None))
            except Exception as error:  # to be raised where somebody listens
                done.put((None, error))

        Thread(target=put, daemon=True).start()
        result = None
        try:
            result, error = done.get(timeout=self._left(deadline))
            if error is not None:
                raise error
        except Empty:
            raise self._late() from None
        finally:
            if result is None:
                self.connections.hang_up()
        assert result is not None
        return result

    def _follow(self, request: Request, deadline: float) -> urllib3.BaseHTTPResponse:
        """Return what answers a request, after redirects; its body is not read yet."""
        url = request.url if self.hosts is None else str(self.hosts.target(request.url))
        for _ in range(self.manners.hops):
            response = self._open(request, url, deadline)
            try:
                if response.status not in _MOVED:
                    return response
                url = self._next(request, url, response)
            except BaseException:
                response.close()
                raise
            response.close()
        raise NoReply("redirects without end; check the address")

    def _open(
        self, request: Request, url: str, deadline: float
    ) -> urllib3.BaseHTTPResponse:
        silence = min(self.manners.timeout, self._left(deadline))
        headers = {"User-Agent": self.manners.agent, "Accept": request.accept}
        headers["Accept-Encoding"] = "gzip"
        headers |= dict(request.headers)
        if request.body is not None:
            headers["Content-Type"] = request.kind
        return self.connections.manager(url).request(
            request.method,
            url,
            body=request.body,
            headers=headers,
            retries=False,
            redirect=False,
            preload_content=False,
            timeout=urllib3.Timeout(connect=min(_CONNECT, silence), read=silence),
        )

    def _read(self, response: urllib3.BaseHTTPResponse, deadline: float) -> Reply:
        """Read a body as it comes, unpacked, within its limits of size and time."""
        body = bytearray()
        whole = response.status == _OK
        size = self.manners.size
        # read1 unpacks no more than it is asked for (urllib3 2.6), so that a small
        # answer which unpacks to a giant one ends at the limit as well
        while (whole or len(body) < _ERROR_TEXT) and (chunk := response.read1(_CHUNK)):
            body += chunk
            if len(body) > size:
                most = f"{size // 10**6:,} MB" if size >= 10**6 else f"{size:,} bytes"
                text = f"answers with more than {most}"
                raise NoReply(f"{text}; ask for fewer things at once")
            if self.clock.monotonic() > deadline:
                raise self._late()
        return Reply(response.status, response.headers, bytes(body))

    def _pieces(
        self, response: urllib3.BaseHTTPResponse, deadline: float, unpack: bool
    ) -> Iterator[bytes]:
        """Yield a body as it comes; whoever takes it counts the bytes."""
        piece = b"x"
        while piece:
            try:
                with _as_no_reply():
                    piece = response.read1(_CHUNK, decode_content=unpack)
            except NoReply:  # also of a connection that was ended at the deadline
                if self.clock.monotonic() <= deadline:
                    raise
            if self.clock.monotonic() > deadline:
                raise self._late() from None
            yield piece

    def _next(
        self, request: Request, url: str, response: urllib3.BaseHTTPResponse
    ) -> str:
        """Return where a redirect within the host leads; refuse any other."""
        target = urljoin(url, response.headers.get("Location", ""))
        here, there = urlsplit(url), urlsplit(target)
        where = f"{there.scheme}://{there.netloc.rpartition('@')[2]}{there.path}"
        if self.hosts is not None and not self.hosts.follows:
            text = f"redirects to {where}, which is not followed"
            raise NoReply(f"{text}; name that address instead")
        same = here.netloc == there.netloc and here.scheme == there.scheme
        safer = here.hostname == there.hostname and there.scheme == "https"
        if self.hosts is not None and not same:
            safe = there.scheme == "https" or here.scheme == "http"
            if not (safe and self.hosts.allows(target)):
                text = f"redirects to {where}, which is not the same host"
                host = there.netloc.rpartition("@")[2]
                way = f"`allow={host}` follows it" if safe else "nor is it encrypted"
                raise NoReply(f"{text}; {way}")
        elif not (same or safer):
            text = f"redirects to {where}, which is not the same host"
            raise NoReply(f"{text}; if that is meant, give that address")
        if request.body is not None and response.status not in _UNCHANGED:
            raise NoReply(f"has moved to {target}; give that address")
        return target

    def _left(self, deadline: float) -> float:
        return max(deadline - self.clock.monotonic(), _SOON)

    def _late(self) -> NoReply:
        text = f"has not finished its answer in {self.manners.total:g} s"
        return NoReply(f"{text}; run the command again later", TIMED_OUT)


@contextmanager
def _as_no_reply() -> Iterator[None]:
    """Say in our words what the connection raises in its own."""
    try:
        yield
    except (failed.HTTPError, OSError, ValueError) as error:
        raise _no_reply(error) from None


def _no_reply(error: Exception) -> NoReply:
    """Say what an error of urllib3 means."""
    if isinstance(error, failed.TimeoutError):
        return silent()
    if isinstance(error, failed.ProtocolError):
        cause = error.args[-1]
        cut = isinstance(cause, IncompleteRead)
        system = "it broke off its answer" if cut else words(cause)
        return NoReply("the connection broke off", system, passing=True)
    if isinstance(error, failed.DecodeError):
        text = "answers with what cannot be unpacked"
        return NoReply(f"{text}; run the command again later")
    return down(words(error))
