"""Who may change the graph that is served, and how: one change after the other."""

from __future__ import annotations

import asyncio
from hmac import compare_digest

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from kg.serve.current import Current
from kg.serve.refusal import Refusal
from kg.serve.sparql.editing import Changed, Editor, GraphChange
from kg.serve.sparql.request import SparqlRequest

READ_ONLY = "this service is for reading; nothing is changed here"


class Editors:
    """Lets holders of a token change the graph; without a token there are none."""

    def __init__(self, current: Current, base: str, token: str | None) -> None:
        self.current, self._base, self.token = current, base, token
        self._one = asyncio.Lock()

    def admit(self, request: Request) -> None:
        """Let a request through that has the token; raise :class:`Refusal` else."""
        if self.token is None:
            raise Refusal(403, READ_ONLY)
        kind, _, given = request.headers.get("authorization", "").partition(" ")
        right = compare_digest(given.strip().encode(), self.token.encode())
        if kind.lower() != "bearer" or not right:
            headers = {"WWW-Authenticate": "Bearer"}
            raise Refusal(401, "the token is wrong or missing", headers=headers)

    async def apply(self, change: SparqlRequest | GraphChange) -> Changed:
        """Make a change, which the next request sees; raises :class:`Refusal`."""
        async with self._one:
            snapshot = await self.current.get()
            editor = Editor(snapshot.graph, self._base)
            generations = self.current.generations
            return await run_in_threadpool(editor.apply, generations, change)
