"""Everything that is served, under one roof."""

from __future__ import annotations

from collections.abc import Callable
from logging import getLogger
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.ask.knowledge import KnowledgeGraph
from kg.errors import KgError
from kg.serve.current import Current
from kg.serve.editors import Editors
from kg.serve.http import AtOnce, Handler, KnownHost, Uniform
from kg.serve.pages import PageServer
from kg.serve.refusal import Refusal
from kg.serve.sparql import graph_store
from kg.serve.sparql.endpoint import METHODS, SparqlEndpoint
from kg.serve.sparql.evaluation import QueryLimits, Queue
from kg.serve.sparql.graph_store import GraphStore

_LOG = getLogger("kg.serve")

LOOPBACK = ("127.0.0.1", "::1", "localhost")
"""Names of this machine for itself, which nobody else's server can have."""

_SMALL = 1_000
"""Bytes below which compressing an answer saves no packet."""


def application(
    opened: Callable[[], KnowledgeGraph],
    base_url: str,
    *,
    limits: QueryLimits | None = None,
    token: str | None = None,
) -> Starlette:
    """Return the application that serves a graph.

    ``opened`` opens the graph, now and after each build. ``base_url`` is where clients
    reach it; addresses in answers begin with it, and never with what a request says of
    its host. Who has the ``token`` may change the graph; without one nobody may.
    """
    limits = limits or QueryLimits()
    base_url = base_url.rstrip("/")
    current = Current(opened, base_url, limits)
    queue, editors = Queue(limits), Editors(current, f"{base_url}/sparql", token)
    endpoint, store, pages = (
        kind(current, base_url, queue, editors)
        for kind in (SparqlEndpoint, GraphStore, PageServer)
    )
    routes = [
        *_routes(endpoint, METHODS, "/sparql", "/sparql/"),
        *_routes(store, graph_store.METHODS, "/store", "/store/{path:path}"),
        Mount("/reconcile", _names(current)),
        *_routes(pages, ["GET", "HEAD"], "/{path:path}"),
    ]
    handlers: Any = {HTTPException: _http_refusal}
    own = urlsplit(base_url).hostname
    middleware = [
        Middleware(Uniform),
        Middleware(KnownHost, hosts={own or "", *LOOPBACK}),
        Middleware(GZipMiddleware, minimum_size=_SMALL),
        Middleware(AtOnce),
    ]
    made = Starlette(routes=routes, middleware=middleware, exception_handlers=handlers)
    made.state.title = current.title
    return made


def _routes(answer: Handler, methods: list[str], *paths: str) -> list[Route]:
    return [Route(path, _answering(answer), methods=methods) for path in paths]


def _names(current: Current) -> ASGIApp:
    """Return the service of the names of the graph that is current."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        snapshot = await current.get()
        service = await run_in_threadpool(lambda: snapshot.names)
        await service(scope, receive, send)

    return answer


def _answering(answer: Handler) -> Handler:
    """Turn what goes wrong into an answer, and never into a trace."""

    async def answered(request: Request) -> Response:
        try:
            return await answer(request)
        except Refusal as refusal:
            return refusal.response()
        except KgError as error:
            _LOG.error("%s", error)
            return Refusal(503, "the graph does not answer at present").response()
        except HTTPException:
            raise
        except Exception as error:
            _LOG.error("%s while answering", type(error).__name__)
            _LOG.debug("where it happened", exc_info=True)
            return Refusal(500, "something is wrong with this service").response()

    return answered


async def _http_refusal(request: Request, error: Exception) -> Response:
    """Answer for an address that there is not, or a method that it does not take."""
    assert isinstance(error, HTTPException)
    words = {404: "there is nothing at this address"}
    detail = words.get(error.status_code, error.detail)
    return Refusal(error.status_code, detail, headers=error.headers).response()
