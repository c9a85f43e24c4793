"""The service as a Starlette application, alone or mounted in another."""

from __future__ import annotations

from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kg.ask.knowledge import KnowledgeGraph
from kg.match.candidates import Candidate
from kg.serve.http import (
    AtOnce,
    BadRequest,
    Json,
    Uniform,
    answering,
    parameters,
    problem,
    refused,
    whole_number,
)
from kg.serve.reconcile.catalogue import Catalogue, read_catalogue
from kg.serve.reconcile.columns import Columns
from kg.serve.reconcile.describe import Describer
from kg.serve.reconcile.extend import Extender
from kg.serve.reconcile.manifest import manifest
from kg.serve.reconcile.match import Matcher
from kg.serve.reconcile.pages import CSP, flyout, preview, term_flyout
from kg.serve.reconcile.query import (
    Query,
    read_batch,
    read_extension,
    read_single,
)
from kg.serve.reconcile.suggest import FARTHEST, Suggester

_PROPOSED = 1_000
"""Properties that are proposed at most, however many a client asks for."""


def app(
    graph: KnowledgeGraph,
    base_url: str,
    *,
    view: str | None = None,
    alone: bool = True,
) -> Starlette:
    """Return the service of a graph, whose names are read now, once.

    ``base_url`` is where clients reach it; addresses in answers begin with it, and
    never with what a request says of its host. ``view`` is the address of a thing's
    page with ``{{id}}`` in it, if there is a better one than the preview. What it is
    mounted in sets the headers of all answers and the limits if it is not ``alone``.
    """
    service = _Service(graph, base_url.rstrip("/"), view)
    routes = [
        Route("/", answering(service.root), methods=["GET", "POST"]),
        Route("/suggest/{kind}", answering(service.suggest)),
        Route("/flyout/{kind}", answering(service.flyout)),
        Route("/preview", answering(service.preview)),
        Route("/properties", answering(service.properties)),
    ]
    handlers: Any = {HTTPException: refused}
    bounds = [Middleware(Uniform), Middleware(AtOnce)] if alone else []
    made = Starlette(routes=routes, middleware=bounds, exception_handlers=handlers)
    made.state.catalogue = service.catalogue
    return made


class _Service:
    """What stands behind each address."""

    def __init__(self, graph: KnowledgeGraph, base_url: str, view: str | None) -> None:
        self.catalogue: Catalogue = read_catalogue(graph)
        self.matcher = Matcher(self.catalogue, Columns(self.catalogue))
        self.describer = Describer(self.catalogue)
        self.suggester = Suggester(self.catalogue, self.describer, self.matcher)
        self.extender = Extender(self.catalogue)
        self.manifest = manifest(self.catalogue, graph.project.title, base_url, view)

    async def root(self, request: Request) -> Response:
        """Answer with the manifest, or what a batch, query or extension asks for."""
        given = await parameters(request)
        if "queries" in given:
            batch = read_batch(given["queries"])
            return Json(await run_in_threadpool(self._batch, batch))
        if "query" in given:
            single = {"query": read_single(given["query"])}
            answers = await run_in_threadpool(self._batch, single)
            return Json(answers["query"])
        if "extend" in given:
            wanted = read_extension(given["extend"])
            return Json(await run_in_threadpool(self.extender.extend, wanted))
        if request.method == "POST":
            raise BadRequest(["a parameter queries or extend was expected"])
        return Json(self.manifest)

    async def suggest(self, request: Request) -> Response:
        """Complete a prefix."""
        given = await parameters(request)
        complete = {
            "entity": self.suggester.entities,
            "type": self.suggester.classes,
            "property": self.suggester.properties,
        }.get(request.path_params["kind"])
        if complete is None:
            raise HTTPException(404)
        cursor = whole_number(given, "cursor", FARTHEST) or 0
        prefix = given.get("prefix", "")
        return Json({"result": await run_in_threadpool(complete, prefix, cursor)})

    async def flyout(self, request: Request) -> Response:
        """Return the small HTML of a thing, type or property, in JSON."""
        given = await parameters(request)
        id_ = given.get("id", "")
        kind = request.path_params["kind"]
        if kind == "entity":
            html = await run_in_threadpool(self._entity_flyout, id_)
        elif kind in ("type", "property"):
            schema = self.catalogue.schema
            find = schema.class_of if kind == "type" else schema.property_of
            html = term_flyout(term) if (term := find(id_)) else None
        else:
            raise HTTPException(404)
        if html is None:
            return problem(404, [f"there is no {kind} of this id"])
        return Json({"id": id_, "html": html})

    async def preview(self, request: Request) -> Response:
        """Return the page of a thing."""
        given = await parameters(request)
        html = await run_in_threadpool(self._preview, given.get("id", ""))
        if html is None:
            return problem(404, ["there is no entity of this id"])
        return HTMLResponse(html, headers={"Content-Security-Policy": CSP})

    async def properties(self, request: Request) -> Response:
        """Propose properties for a type."""
        given = await parameters(request)
        limit, cls = whole_number(given, "limit", _PROPOSED), given.get("type", "")
        proposed = {"properties": self.suggester.proposals(cls, limit), "type": cls}
        return Json(proposed | ({} if limit is None else {"limit": limit}))

    def _batch(self, queries: dict[str, Query]) -> dict[str, Any]:
        by_key = {key: self.matcher.candidates(q) for key, q in queries.items()}
        things = {c.thing for candidates in by_key.values() for c in candidates}
        described = self.describer.of(things)
        lines = {thing: one.line for thing, one in described.items()}
        return {
            key: {"result": [self._candidate(c, lines[c.thing]) for c in candidates]}
            for key, candidates in by_key.items()
        }

    def _candidate(self, candidate: Candidate, line: str) -> dict[str, Any]:
        thing = candidate.thing
        return {
            "id": self.catalogue.ids[thing],
            "name": self.catalogue.labels[thing] or self.catalogue.ids[thing],
            "description": line,
            "score": candidate.score,
            "match": candidate.match,
            "features": candidate.features,
            "type": self.suggester.types(thing),
        }

    def _entity_flyout(self, id_: str) -> str | None:
        thing = self.catalogue.find(id_)
        if thing is None:
            return None
        return flyout(self.catalogue, self.describer.of([thing])[thing])

    def _preview(self, id_: str) -> str | None:
        thing = self.catalogue.find(id_)
        if thing is None:
            return None
        return preview(self.catalogue, self.describer.of([thing])[thing])
