"""One request to a SPARQL endpoint that may be asked, by SPARQL 1.1 Protocol.

No redirect is followed, no proxy used and nothing tried twice: what is asked is the
host and port that were allowed, once, until a deadline.
"""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from queue import Empty, SimpleQueue
from textwrap import shorten
from time import monotonic
from urllib.parse import urlencode

from kg.ask.endpoint import user_agent
from kg.ask.federated.hosts import Target
from kg.errors import Unreachable

LARGEST = 64 * 2**20
"""Bytes of the largest answer that is taken."""

_JSON = "application/sparql-results+json"
_BUSY = (429, 503)


def ask_service(
    target: Target, query: str, deadline: float, agent: str | None = None
) -> bytes:
    """Send a SELECT query by POST; return the body of the answer, in SPARQL JSON.

    ``deadline`` is on the clock of :func:`time.monotonic`; ``agent`` is what we call
    ourselves, by default without a contact. Raises :class:`Unreachable` for whatever is
    no answer of status 200, and where there is none by then: also one that comes byte
    by byte, because the whole exchange has the deadline.
    """
    kind = HTTPSConnection if target.scheme == "https" else HTTPConnection
    left = max(deadline - monotonic(), 0.001)
    connection = kind(target.host, target.port, timeout=left)
    done: SimpleQueue[bytes | Exception] = SimpleQueue()

    def exchange() -> None:
        try:
            done.put(_exchange(connection, target, query, agent or user_agent()))
        except Exception as error:  # to be raised where somebody listens
            done.put(error)

    threading.Thread(target=exchange, daemon=True).start()
    try:
        result = done.get(timeout=left)
    except Empty:
        result = TimeoutError()
    finally:
        _hang_up(connection)
    if isinstance(result, bytes):
        return result
    if isinstance(result, Unreachable):
        raise result
    raise Unreachable(f"{target} {_reason(result)}") from None


def _exchange(
    connection: HTTPConnection, target: Target, query: str, agent: str
) -> bytes:
    headers = {
        "Accept": _JSON,
        "Content-Type": "application/x-www-form-urlencoded",
        "User-Agent": agent,
    }
    connection.request("POST", target.path, urlencode({"query": query}), headers)
    response = connection.getresponse()
    if response.status != 200:
        raise Unreachable(f"{target} {_status(response)}")
    body = response.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise Unreachable(f"{target} answers with more than {LARGEST:,} bytes")
    if response.length:  # a read with a size does not complain of a missing rest
        raise Unreachable(f"{target} broke off its answer")
    return body


def _status(response: HTTPResponse) -> str:
    """Say what an answer that holds no results means."""
    if 300 <= response.status < 400:
        to = response.getheader("Location") or "nowhere"
        return f"redirects to {to}, which is not followed; name that address instead"
    if response.status in _BUSY:
        wait = response.getheader("Retry-After")
        when = f"after {wait} (Retry-After)" if wait else "later"
        return f"is busy ({response.status}); ask again {when}"
    text = response.read(400).decode("utf-8", "replace")
    said = shorten(text, 120, placeholder=" …") or response.reason
    return f"answers with status {response.status}: {said}"


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "does not answer in time"
    if isinstance(error, HTTPException):
        return f"does not answer by HTTP: {type(error).__name__}"
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return f"cannot be reached: {words}"


def _hang_up(connection: HTTPConnection) -> None:
    """End an exchange, also one that a thread still waits for."""
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        connection.close()
