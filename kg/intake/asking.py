"""A page or file from an address, which somebody asked for: that one and no other."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from kg.errors import Unreachable
from kg.intake.convert import Original
from kg.intake.model import NotTaken
from kg.intake.robots import check_robots
from kg.net.exchange import Transport
from kg.net.hosts import Hosts
from kg.net.manners import Clock, Manners, user_agent
from kg.net.patience import PASSING, patiently, retry_after
from kg.net.request import NoReply, Request

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_KINDS = re.compile(
    r"|text/(html|plain|markdown)|application/(xhtml\+xml|pdf|octet-stream|"
    r"vnd\.openxmlformats-officedocument\.wordprocessingml\.document)"
)
_ACCEPT = "text/html, application/pdf, text/plain, */*;q=0.5"
_SILENT, _TOTAL = 30, 300
"""Seconds that a server may be silent, and for a page with all attempts: as long as a
question to any other server may take."""


def ask_page(
    url: str, *, most: int, contact: str = "", clock: Clock | None = None
) -> tuple[Original, date]:
    """Return what stands at an address, and the day on which it was read (UTC).

    Its ``robots.txt`` is asked first and kept to; redirects are followed within the
    host. Raises :class:`NotTaken` for what is no text, or larger than ``most`` bytes,
    or not for programs; :class:`Unreachable`; and :class:`~kg.net.hosts.Refused` for
    what is no address, or holds a user name.
    """
    Hosts.named([url])  # what is no address is told before anything is asked
    manners = Manners(user_agent(contact), timeout=_SILENT, total=_TOTAL)
    transport = Transport(manners, clock)
    try:
        check_robots(transport, url)
        original = _asked(transport, url, most)
    finally:
        transport.connections.hang_up()
    return original, transport.clock.now().date()


def _asked(transport: Transport, url: str, most: int) -> Original:
    request, clock = Request(url, accept=_ACCEPT), transport.clock
    deadline = clock.monotonic() + transport.manners.total
    try:
        return patiently(
            lambda: _once(transport, request, most, deadline),
            transport.manners,
            clock,
            deadline,
        )
    except NoReply as error:
        wait = (
            "" if error.wait is None else f"; it asks to wait for {error.wait:,.0f} s"
        )
        later = "; run the command again later" if error.passing else ""
        raise Unreachable(f"{request.shown} {error}{wait or later}") from None


def _once(
    transport: Transport, request: Request, most: int, deadline: float
) -> Original:
    with transport.stream(request, deadline) as reply:
        if reply.status in PASSING:
            wait = retry_after(reply.headers.get("Retry-After"), transport.clock)
            raise NoReply(
                f"answers with status {reply.status}", passing=True, wait=wait
            )
        _refuse(request, reply.status)
        kind, _, rest = reply.headers.get("Content-Type", "").partition(";")
        if not _KINDS.fullmatch(kind.strip().lower()):
            message = f"{request.shown} answers with `{kind.strip()}`"
            raise NotTaken(f"{message}; HTML, PDF, DOCX and plain text are taken")
        data = bytearray()
        for piece in reply.pieces(True):
            data += piece
            if len(data) > most:
                message = f"{request.shown} has more than {most:,} bytes"
                raise NotTaken(f"{message}; --max-bytes takes more")
    charset = _CHARSET.search(rest)
    original = Original(bytes(data), request.shown, url=request.url)
    return replace(original, encoding=charset[1]) if charset else original


def _refuse(request: Request, status: int) -> None:
    """Raise for whatever is not the page."""
    if status == 200:
        return
    if status in (401, 403, 407, 451):
        reason = "does not let programs in, or wants a login"
        reason += "; save what you may read in a browser, and take the file"
    elif status in (404, 410):
        reason = "has nothing there; check the address"
    else:
        reason = "gives no page"
    raise Unreachable(f"{request.shown} {reason} (status {status})")
