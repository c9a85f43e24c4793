"""Whose requests are answered: those of the page itself, which has the token.

Every site that is open in the same browser can send requests to this machine. It knows
no token, its name is in ``Origin``, and a name that its owner leads to this machine is
in ``Host``; so each of the three is asked for.
"""

from __future__ import annotations

from hmac import compare_digest
from urllib.parse import unquote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.pages import CSP
from kg.serve.refusal import Refusal

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": CSP,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_JSON = "application/json"


class PageGuard:
    """Passes on the requests of one page, and tells the others why they are refused.

    ``host`` is the name and port that the page has, ``token`` what its address begins
    with.
    """

    def __init__(self, app: ASGIApp, *, host: str, token: str) -> None:
        self.app, self.token = app, token
        port = host.rpartition(":")[2]
        self.hosts = {host, f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with a refusal."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = [(k.lower().encode(), v.encode()) for k, v in _HEADERS.items()]
                message["headers"] = [*message.get("headers", ()), *added]
            await send(message)

        refusal = self._refusal(scope)
        answer = self.app if refusal is None else refusal.response()
        await answer(scope, receive, with_headers)

    def _refusal(self, scope: Scope) -> Refusal | None:
        headers = {
            k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]
        }
        host = headers.get("host", "")
        if host not in self.hosts:
            return Refusal(421, "this is not the address that `kg review` printed")
        given = unquote(scope["path"]).lstrip("/").partition("/")[0]
        if not compare_digest(given.encode(), self.token.encode()):
            detail = "the token is wrong or missing: open the address that `kg review` "
            return Refusal(403, detail + "printed, as a whole")
        if scope["method"] in ("GET", "HEAD"):
            return None
        if headers.get("origin") != f"http://{host}":
            return Refusal(403, "only the page itself may decide, and no other site's")
        if headers.get("content-type", "").partition(";")[0].strip() != _JSON:
            return Refusal(415, f"{_JSON} was expected")
        return None
