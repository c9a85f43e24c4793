"""Requests within limits, answers with the same headers everywhere, errors as JSON."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from logging import getLogger
from typing import Any
from urllib.parse import parse_qs, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import KgError
from kg.net.request import FORM
from kg.serve.refusal import Refusal

BODY = 2 * 1024 * 1024
"""Bytes of a request at most."""

SECONDS = 30
"""How long a client may take to send a request."""

AT_ONCE = 64
"""Requests that are answered at once, at most: one person's clients open a handful."""

_FIELDS, _SHOWN = 20, 80
"""Parameters of a form, and characters of a wrong type that are shown, at most."""

_LOG = getLogger("kg.serve")
CLOSED = "kg.closed"
"""What stands in the scope of a request whose answer no page of another site may read:
it may quote texts that are somebody's, on a machine where all sites are opened."""

_OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, QUERY, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type, Accept, If-None-Match, "
    "X-Requested-With",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    "Access-Control-Max-Age": "86400",
}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


class BadRequest(Exception):
    """A client's mistake: what is wrong, all of it, and the status that says so."""

    def __init__(self, problems: Iterable[str], status: int = 400) -> None:
        self.problems = list(problems)
        self.status = status
        super().__init__("; ".join(self.problems))


class Json(JSONResponse):
    """JSON in ASCII: letters are escaped, so that even broken text can be sent back."""

    def render(self, content: Any) -> bytes:
        """Return the body."""
        return json.dumps(content, allow_nan=False, separators=(",", ":")).encode()


class Uniform:
    """Adds the headers of CORS and of caution to every answer, errors too.

    The API demands that any page may ask (version 0.2, section 3.2), so there are no
    cookies and nothing that changes anything. JSONP is optional there and left out.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer OPTIONS, pass everything else on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                named = _HEADERS if scope.get(CLOSED) else _OPEN | _HEADERS
                added = [(k.lower().encode(), v.encode()) for k, v in named.items()]
                message["headers"] = [*message.get("headers", ()), *added]
            await send(message)

        if scope["method"] == "OPTIONS":
            await Response(status_code=204)(scope, receive, with_headers)
            return
        await self.app(scope, receive, with_headers)


async def parameters(request: Request) -> dict[str, str]:
    """Return the parameters of a request: of a POST those of its body, a form."""
    if request.method != "POST":
        return dict(request.query_params)
    kind = request.headers.get("content-type", FORM).partition(";")[0].strip().lower()
    if kind != FORM:
        raise BadRequest([f"a form ({FORM}) was expected, not {kind[:_SHOWN]}"], 415)
    try:
        text = (await body_of(request)).decode("utf-8")
        form = parse_qs(text, keep_blank_values=True, max_num_fields=_FIELDS)
    except Refusal as refusal:
        raise BadRequest([refusal.detail], refusal.status) from None
    except ValueError as error:
        raise BadRequest([f"not a form in UTF-8: {error}"]) from None
    return dict(request.query_params) | {
        name: values[0] for name, values in form.items()
    }


async def body_of(request: Request, most: int = BODY) -> bytes:
    """Return the body of a request; raise :class:`Refusal` for one beyond the limits.

    They are ``most`` bytes and :data:`SECONDS`.
    """
    received = bytearray()
    try:
        async with asyncio.timeout(SECONDS):
            async for chunk in request.stream():
                received += chunk
                if len(received) > most:
                    raise Refusal(413, f"a request may have {most:,} bytes")
    except TimeoutError:
        raise Refusal(408, "the request did not come in time") from None
    except ClientDisconnect:
        raise Refusal(400, "the request was broken off") from None
    return bytes(received)


def whole_number(given: Mapping[str, str], name: str, most: int) -> int | None:
    """Return a parameter that is a whole number from 0, or ``None`` without one."""
    text = given.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadRequest([f"{name}: a whole number was expected"])
    return min(int(text), most)


class KnownHost:
    """Answers requests for the hosts that it serves, and no other's.

    Else a page of another site, whose name its owner suddenly leads to this machine,
    would be taken by browsers for one of ours, and might read everything.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self.app, self.hosts = app, frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 421 (RFC 9110, 15.5.20)."""
        if scope["type"] == "http" and self._host(scope) not in self.hosts:
            detail = "this is not the address of the service; ask the one it printed"
            await Refusal(421, detail).response()(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _host(self, scope: Scope) -> str | None:
        named = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        try:
            return urlsplit(f"//{named}").hostname
        except ValueError:
            return None


class AtOnce:
    """Answers some requests at once, and tells the others to come again.

    Each may hold two megabytes and a thread. Without a limit, all would wait.
    """

    def __init__(self, app: ASGIApp, most: int = AT_ONCE) -> None:
        self.app, self.most = app, most
        self._running = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 503 with the seconds to wait."""
        if scope["type"] == "http" and self._running >= self.most:
            detail = "too many requests at once; try again"
            refusal = Refusal(503, detail, headers={"Retry-After": "1"})
            await refusal.response()(scope, receive, send)
            return
        self._running += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._running -= 1


Handler = Callable[[Request], Awaitable[Response]]


def answering(answer: Handler) -> Handler:
    """Turn what goes wrong into an answer in JSON, and never into a trace."""

    async def answered(request: Request) -> Response:
        try:
            return await answer(request)
        except BadRequest as error:
            return problem(error.status, error.problems)
        except KgError as error:
            _LOG.error("%s", error)
            return problem(503, ["the graph does not answer at present"])
        except HTTPException:
            raise
        except Exception as error:
            _LOG.error("%s while answering", type(error).__name__)
            _LOG.debug("where it happened", exc_info=True)
            return problem(500, ["something is wrong with this service"])

    return answered


def problem(status: int, problems: list[str]) -> Response:
    """Return an error as JSON: the first problem as ``error``, and all of them."""
    return Json({"error": problems[0], "problems": problems}, status)


async def refused(request: Request, error: Exception) -> Response:
    """Answer for an address that there is not, or a method that it does not take."""
    assert isinstance(error, HTTPException)
    words = {404: "there is nothing at this address", 405: "GET, HEAD or POST only"}
    answer = problem(error.status_code, [words.get(error.status_code, error.detail)])
    answer.headers.update(error.headers or {})
    return answer
