"""Whether a server wants programs to read a page (RFC 9309), by Protego."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from kg.errors import Unreachable
from kg.intake.model import NotTaken, missing
from kg.net.exchange import Transport
from kg.net.request import NoReply, Request

_MOST = 512_000
"""Bytes of a robots.txt that are read: RFC 9309, 2.5, asks for 500 KiB at least."""

_NAME = "apf-kg"


def check_robots(transport: Transport, url: str) -> None:
    """Raise :class:`NotTaken` where the server asks programs not to read an address.

    Who has no robots.txt asks for nothing; where it cannot be had because the server
    fails, nothing is read (RFC 9309, 2.3.1.4): :class:`Unreachable`.
    """
    try:
        from protego import Protego
    except ImportError:
        raise missing("protego", "robots.txt") from None
    parts = urlsplit(url)
    address = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
    request = Request(address, accept="text/plain, */*;q=0.1")
    try:
        reply = transport.exchange(request)
    except NoReply as error:
        raise Unreachable(f"{request.shown} {error}") from None
    if reply.status >= 500 or reply.status == 429:
        message = f"{request.shown} fails (status {reply.status}), so that nobody knows"
        raise Unreachable(f"{message} what it asks of programs; try again later")
    if reply.status != 200:
        return
    rules = Protego.parse(reply.body[:_MOST].decode("utf-8", "replace"))
    if not rules.can_fetch(url, _NAME):
        message = f"{request.shown} asks programs not to read this address"
        raise NotTaken(f"{message}; save the page in a browser, and take the file")
