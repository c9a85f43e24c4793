"""One exchange with a server: bytes out, a reply in, and everything else refused.

It runs in a thread, because nothing else ends a look-up that hangs, or a server that
sends a byte now and then, each in time: whoever waits leaves at the deadline.
"""

from __future__ import annotations

from http.client import IncompleteRead
from queue import Empty, SimpleQueue
from threading import Thread
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
        done: SimpleQueue[Reply | Exception] = SimpleQueue()

        def work() -> None:
            try:
                done.put(self._follow(request, deadline))
            except Exception as error:  # to be raised where somebody listens
                done.put(error)

        result: Reply | Exception | None = None
        Thread(target=work, daemon=True).start()
        try:
            result = done.get(timeout=self._left(deadline))
        except Empty:
            raise self._late() from None
        finally:
            if not isinstance(result, Reply):
                self.connections.hang_up()
        if isinstance(result, Exception):
            raise result
        return result

    def _follow(self, request: Request, deadline: float) -> Reply:
        url = request.url if self.hosts is None else str(self.hosts.target(request.url))
        try:
            for _ in range(self.manners.hops):
                response = self._open(request, url, deadline)
                try:
                    if response.status not in _MOVED:
                        return self._read(response, deadline)
                    url = self._next(request, url, response)
                finally:
                    response.close()
        except (failed.HTTPError, OSError, ValueError) as error:
            raise _no_reply(error) from None
        raise NoReply("redirects without end; check the address")

    def _open(
        self, request: Request, url: str, deadline: float
    ) -> urllib3.BaseHTTPResponse:
        silence = min(self.manners.timeout, self._left(deadline))
        headers = {"User-Agent": self.manners.agent, "Accept": request.accept}
        headers["Accept-Encoding"] = "gzip"
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

    def _next(
        self, request: Request, url: str, response: urllib3.BaseHTTPResponse
    ) -> str:
        """Return where a redirect within the host leads; refuse any other."""
        target = urljoin(url, response.headers.get("Location", ""))
        here, there = urlsplit(url), urlsplit(target)
        where = f"{there.scheme}://{there.netloc.rpartition('@')[2]}{there.path}"
        if self.hosts is not None:
            text = f"redirects to {where}, which is not followed"
            raise NoReply(f"{text}; name that address instead")
        same = here.netloc == there.netloc and here.scheme == there.scheme
        safer = here.hostname == there.hostname and there.scheme == "https"
        if not (same or safer):
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
