"""What a client is told that gets no answer, as RFC 9457 has it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

PROBLEM = "application/problem+json"
"""The media type of RFC 9457, "Problem Details for HTTP APIs"."""


class Refusal(Exception):
    """No answer, and why: a status of HTTP, one line, and what else may help.

    ``headers`` are added to those of the answer, ``more`` to the members of its JSON.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail
        self.headers, self.more = headers or {}, more

    def __reduce__(self) -> tuple[Any, ...]:
        return _made, (self.status, self.detail, dict(self.headers), self.more)

    def response(self) -> Response:
        """Return the answer that says so."""
        title = HTTPStatus(self.status).phrase
        members = {"title": title, "status": self.status, "detail": self.detail}
        body = json.dumps(members | self.more).encode()
        kind, headers = PROBLEM, dict(self.headers)
        return Response(body, self.status, headers, media_type=kind)


def _made(
    status: int, detail: str, headers: Mapping[str, str], more: Mapping[str, Any]
) -> Refusal:
    return Refusal(status, detail, headers=headers, **more)
