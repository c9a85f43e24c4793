"""One exchange with a server: bytes out, JSON text in, and everything else refused."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from textwrap import shorten
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3 import exceptions as failed

from kg.errors import QueryFailed, Unreachable
from kg.link.online.manners import Clock, Manners
from kg.link.online.requests import Request, Transient

_REDIRECTS = (301, 302, 303, 307, 308)
_PASSING = (429, 502, 503, 504)
_HOPS = 3
_CHUNK = 1 << 16
_CONNECT = 15
_BROKEN = (failed.TimeoutError, failed.ProtocolError)
_DOWN = failed.NewConnectionError  # a timeout, by its parentage


class Transport:
    """Sends requests, one connection per host."""

    def __init__(self, manners: Manners, clock: Clock) -> None:
        self.manners = manners
        self.clock = clock
        self._pools: dict[str, urllib3.PoolManager] = {}

    def exchange(self, request: Request, deadline: float) -> bytes:
        """Send a request; return the body of an answer of 200 in JSON.

        Redirects within the host are followed. Raises :class:`Transient` for what may
        pass, :class:`QueryFailed` for what is refused for its content, and
        :class:`Unreachable` for all else, also at the ``deadline`` (of ``monotonic``).
        """
        url = request.url
        try:
            for _ in range(_HOPS):
                response = self._open(request, url, deadline)
                try:
                    if response.status not in _REDIRECTS:
                        return self._body(request, response, deadline)
                    url = _target(request, url, response)
                finally:
                    response.close()
        except (failed.HTTPError, OSError, ValueError) as error:
            if isinstance(error, _BROKEN) and not isinstance(error, _DOWN):
                raise Transient(_reason(error)) from None
            message = f"{request.shown} cannot be reached: {_reason(error)}; check "
            raise Unreachable(f"{message}the address and the network") from None
        raise Unreachable(f"{request.shown} redirects without end; check the address")

    def _open(
        self, request: Request, url: str, deadline: float
    ) -> urllib3.BaseHTTPResponse:
        left = max(deadline - self.clock.monotonic(), 0.001)
        silence = min(self.manners.timeout, left)
        headers = {"User-Agent": self.manners.agent, "Accept": request.accept}
        headers["Accept-Encoding"] = "gzip"
        if request.body is not None:
            headers["Content-Type"] = request.kind
        return self._pool(url).request(
            request.method,
            url,
            body=request.body,
            headers=headers,
            retries=False,
            redirect=False,
            preload_content=False,
            timeout=urllib3.Timeout(connect=min(_CONNECT, silence), read=silence),
        )

    def _pool(self, url: str) -> urllib3.PoolManager:
        """Return the connections for a URL, by the proxy of the environment if any."""
        parts = urlsplit(url)
        direct = proxy_bypass(parts.hostname or "")
        proxy = "" if direct else getproxies().get(parts.scheme, "")
        if proxy not in self._pools:
            made = urllib3.ProxyManager(proxy) if proxy else urllib3.PoolManager()
            self._pools[proxy] = made
        return self._pools[proxy]

    def _body(
        self, request: Request, response: urllib3.BaseHTTPResponse, deadline: float
    ) -> bytes:
        status, url = response.status, request.shown
        if status in _PASSING:
            wait = retry_after(response.headers.get("Retry-After"), self.clock)
            raise Transient(f"status {status}", wait)
        if status != 200:
            said = self._said(request, response, deadline)
            if status in (401, 403):
                reason = "refuses us; give a contact, or ask whoever runs it"
            elif status in (404, 410):
                reason = "has nothing there; check the address"
            elif status < 500:
                raise QueryFailed(f"{url} refuses the question (status {status}){said}")
            else:
                reason = "failed; run the command again later"
            raise Unreachable(f"{url} {reason} (status {status}){said}")
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
        if kind and not kind.lower().endswith(("/json", "+json")):
            page = "a web page" if "html" in kind.lower() else f"`{kind}`"
            said = self._said(request, response, deadline)
            raise Unreachable(
                f"{url} answers with {page} instead of JSON; check the address{said}"
            )
        return self._read(request, response, deadline)

    def _read(
        self, request: Request, response: urllib3.BaseHTTPResponse, deadline: float
    ) -> bytes:
        """Read a body as it comes, within its limits of size and time."""
        body = bytearray()
        while chunk := response.read1(_CHUNK):
            body += chunk
            if len(body) > self.manners.size:
                size = f"{self.manners.size // 1_000_000:,} MB"
                message = f"{request.shown} answers with more than {size}"
                raise Unreachable(f"{message}; ask for fewer things at once")
            if self.clock.monotonic() > deadline:
                raise Unreachable(
                    f"{request.shown} has not finished its answer in "
                    f"{self.manners.total:g} s; run the command again later"
                )
        return bytes(body)

    def _said(
        self, request: Request, response: urllib3.BaseHTTPResponse, deadline: float
    ) -> str:
        """Return the beginning of an error text, unless it is a page."""
        kind = response.headers.get("Content-Type", "")
        if "html" in kind.lower():
            return ""
        text = self._read(request, response, deadline).decode("utf-8", "replace")
        return f": {shorten(text, 160, placeholder=' …')}" if text.strip() else ""


def retry_after(value: str | None, clock: Clock) -> float | None:
    """Return the seconds that a ``Retry-After`` header asks for, number or date."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        return max((parsedate_to_datetime(value) - clock.now()).total_seconds(), 0)
    except (ValueError, TypeError):
        return None


def _target(request: Request, url: str, response: urllib3.BaseHTTPResponse) -> str:
    """Return where a redirect within the host leads; refuse any other."""
    target = urljoin(url, response.headers.get("Location", ""))
    here, there = urlsplit(url), urlsplit(target)
    same = here.netloc == there.netloc and here.scheme == there.scheme
    safer = here.hostname == there.hostname and there.scheme == "https"
    if not (same or safer):
        where = f"{there.scheme}://{there.netloc.rpartition('@')[2]}{there.path}"
        message = f"{request.shown} redirects to {where}, which is not the same host"
        raise Unreachable(f"{message}; if that is meant, give that address")
    if request.body is not None and response.status not in (307, 308):
        message = f"{request.shown} has moved to {target}"
        raise Unreachable(f"{message}; give that address")
    return target


def _reason(error: BaseException) -> str:
    if isinstance(error, failed.NameResolutionError):
        return "no such host"
    if isinstance(error, _DOWN):
        return "nothing answers there"
    if isinstance(error, failed.TimeoutError):
        return "no answer in time"
    if isinstance(error, failed.ProtocolError):
        return "the connection broke off"
    return shorten(str(error), 120, placeholder=" …") or type(error).__name__
