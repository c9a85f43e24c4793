"""Pages of everything, made when somebody asks for one, and the data beside them.

An address is that of the same page in a folder made by ``kg site``; without an ending,
what is sent is negotiated.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.ask.csvtext import answer_csv
from kg.errors import KgError, UnknownName
from kg.export.forms import write_network
from kg.export.rdf.canonical import export_rdf
from kg.pages.addresses import INDEX
from kg.pages.asked import result_of
from kg.pages.book import QUESTION, STYLE, Pages, stylesheet
from kg.pages.data import FORMS, ThingData
from kg.pages.feed import feed, search_entries, sitemap
from kg.pages.movements import MOVEMENTS, movements_csv
from kg.pages.networks import NETWORK, NETWORK_FORMS, network_data
from kg.pages.querying import QUESTIONS, questions_file
from kg.pages.scripts import MEDIA as SCRIPT_MEDIA
from kg.pages.scripts import app_files
from kg.serve.current import Snapshot
from kg.serve.http import CLOSED
from kg.serve.refusal import Refusal
from kg.serve.resource import Resource
from kg.serve.sparql.caching import unchanged
from kg.serve.sparql.media import preferred
from kg.serve.sparql.request import QUERY, SparqlRequest

CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "script-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a page may do: look like something, send its own forms here, and run our own
files, which ask nobody else for anything."""

HTML = "text/html"
MEDIA = {
    "html": HTML,
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "csv": "text/csv",
    "json": "application/json",
    "gexf": "application/gexf+xml",
}
"""The media types of what is beside a page, by the ending of its address."""

_ROWS = 1_000
"""Rows of a query that a page shows; the other forms have all."""

_WAITING = 32
"""Pages that wait to be made at most: each takes some tenths of a second."""

_KEPT = 32 * 2**20
"""Bytes of pages that are kept of one graph."""

_FIELDS = 20
"""Parameters of a question at most: those that came with kg have eight."""


class Made(NamedTuple):
    """What was made: its media type, its bytes, and the status that it is sent with."""

    media: str
    body: bytes
    status: int = 200


@dataclass(frozen=True)
class PageRequest:
    """What is asked for: an address, the ending of its form, and the parameters."""

    address: str
    ending: str
    given: dict[str, str]


@dataclass
class PageServer(Resource):
    """Answers for all addresses that are nobody else's."""

    _making: asyncio.Lock = field(init=False, default_factory=asyncio.Lock)
    _waiting: int = field(init=False, default=0)
    _kept_of: str = field(init=False, default="")
    _pages: dict[str, Made] = field(init=False, default_factory=dict)

    async def __call__(self, request: Request) -> Response:
        """Answer a request; raises :class:`Refusal`."""
        request.scope[CLOSED] = True
        path = request.path_params["path"]
        if path == STYLE:
            return Response(stylesheet(), media_type="text/css")
        if path in app_files():
            return _script(request, app_files()[path])
        snapshot = await self.current.get()
        asked = _asked(request, path)
        tag = _tag(snapshot, asked)
        if unchanged(request, tag):
            return Response(status_code=304, headers=_headers(tag))
        if (asked.address, asked.ending) == ("sparql", "html"):
            page = await self._sparql(snapshot, asked.given.get("query", ""))
            return _page(page, tag)
        made = await self._kept(snapshot, asked)
        if made is None:
            return await self._missing(request, snapshot, asked)
        if made.media != HTML:
            headers = _headers(tag)
            return Response(made.body, headers=headers, media_type=made.media)
        return _page(made.body, tag, made.status)

    async def _kept(self, snapshot: Snapshot, asked: PageRequest) -> Made | None:
        if self._kept_of != snapshot.digest:
            self._kept_of, self._pages = snapshot.digest, {}
        key, kept = _tag(snapshot, asked), self._pages
        if (known := kept.get(key)) is not None:
            return known
        if self._waiting >= _WAITING:
            detail, headers = "too many pages are being made", {"Retry-After": "5"}
            raise Refusal(503, detail, headers=headers)
        self._waiting += 1
        try:
            async with self._making:
                made = await run_in_threadpool(self._make, snapshot, asked)
        finally:
            self._waiting -= 1
        if made is not None and len(made.body) < _KEPT:
            if sum(len(one.body) for one in kept.values()) > _KEPT:
                kept.clear()
            kept[key] = made
        return made

    def _make(self, snapshot: Snapshot, asked: PageRequest) -> Made | None:
        pages = snapshot.pages
        if (whole := self._whole(pages, f"{asked.address}.{asked.ending}")) is not None:
            return whole
        if asked.ending == "html":
            return _html(pages, asked)
        if asked.address.startswith(QUESTION):
            return _answer(pages, asked)
        if asked.address.startswith(NETWORK):
            name = asked.address.removeprefix(NETWORK)
            if name not in pages.graph.views or asked.ending not in NETWORK_FORMS:
                return None
            view = network_data(pages.library, name, asked.ending)
            return Made(MEDIA[asked.ending], view)
        if (iri := pages.iri(asked.address)) is None:
            return None
        if asked.ending in FORMS:
            data = ThingData(pages.library).of(iri, asked.ending)
            return Made(MEDIA[asked.ending], data)
        return _network(pages, iri) if asked.ending == "gexf" else None

    def _whole(self, pages: Pages, name: str) -> Made | None:
        """Return a file that is about the whole graph."""
        store = pages.graph.endpoint.store  # type: ignore[attr-defined]
        base = f"{self.base_url}/"

        def dumped(form: str) -> bytes:
            out = io.BytesIO()
            export_rdf(store, out, form=form)
            return out.getvalue()

        def joined(parts: object) -> bytes:
            return "".join(parts).encode("utf-8", "replace")  # type: ignore[arg-type]

        files: dict[str, tuple[str, Callable[[], bytes]]] = {
            "graph.ttl": ("text/turtle", lambda: dumped("turtle")),
            "graph.nq.gz": (
                "application/gzip",
                lambda: gzip.compress(dumped("nquads"), mtime=0),
            ),
            "feed.atom": (
                "application/atom+xml",
                lambda: joined(feed(pages, base)),
            ),
            "sitemap.xml": (
                "application/xml",
                lambda: joined(sitemap(pages.addresses(), base)),
            ),
            "search.json": (
                "application/json",
                lambda: joined(search_entries(pages)),
            ),
            QUESTIONS: ("application/json", lambda: joined(questions_file(pages))),
            f"{MOVEMENTS}.csv": (
                MEDIA["csv"],
                lambda: joined([movements_csv(pages.library)]),
            ),
        }
        if name not in files:
            return None
        media, make = files[name]
        return Made(media, make())

    async def _sparql(self, snapshot: Snapshot, query: str) -> bytes:
        result, problem = None, ""
        if query:
            asked = SparqlRequest(QUERY, query)
            forms = "application/sparql-results+json, text/turtle"
            try:
                answer = await self.queue.evaluate(snapshot.cells, asked, forms)
                text = answer.body.decode("utf-8", "replace")
                is_graph = answer.media == MEDIA["ttl"]
                result = text if is_graph else result_of(json.loads(text), _ROWS)
            except Refusal as refusal:
                problem = refusal.detail
        page = await run_in_threadpool(snapshot.pages.sparql, query, result, problem)
        return page.encode("utf-8", "replace")

    async def _missing(
        self, request: Request, snapshot: Snapshot, asked: PageRequest
    ) -> Response:
        pages, address = snapshot.pages, asked.address[:200]
        if preferred(["application/json", HTML], request.headers.get("accept")) == HTML:
            page = await run_in_threadpool(pages.missing, address)
            return _page(page.encode("utf-8", "replace"), None, 404)
        near = await run_in_threadpool(pages.nearest, address)
        addresses = [f"{self.base_url}/{there}" for there, _ in near]
        raise Refusal(404, "there is nothing at this address", nearest=addresses)


def _asked(request: Request, path: str) -> PageRequest:
    """Read an address; what has no ending is sent in the form that is liked best."""
    given = {name: value for name, value in request.query_params.items() if value}
    if len(given) > _FIELDS:
        raise Refusal(400, f"at most {_FIELDS} parameters were expected")
    address, dot, ending = path.rpartition(".")
    if path == "graph.nq.gz":
        return PageRequest("graph.nq", "gz", {})
    if dot and "/" not in ending and (ending in MEDIA or ending in ("atom", "xml")):
        return PageRequest(address, ending, given)
    offered = list(MEDIA.values())
    media = preferred(offered, request.headers.get("accept")) or HTML
    ending = next(ending for ending, name in MEDIA.items() if name == media)
    return PageRequest(path or INDEX, ending, given)


def _html(pages: Pages, asked: PageRequest) -> Made | None:
    given, page = asked.given, None
    try:
        if asked.address == "names" and "q" in given:
            page = pages.results(given["q"])
        elif asked.address.startswith(QUESTION) and given:
            page = pages.asked(asked.address.removeprefix(QUESTION), given)
        else:
            as_of, on = given.get("as_of"), given.get("on")
            page = pages.html(asked.address, as_of=as_of, on=on)
    except UnknownName as error:  # a value or parameter that there is not
        page = pages.problem(asked.address, str(error))
        return Made(HTML, page.encode("utf-8", "replace"), 400)
    return None if page is None else Made(HTML, page.encode("utf-8", "replace"))


def _answer(pages: Pages, asked: PageRequest) -> Made | None:
    """Return the answer of a question as CSV or JSON."""
    name = asked.address.removeprefix(QUESTION)
    if name not in pages.graph.questions or asked.ending not in ("csv", "json"):
        return None
    try:
        answer = pages.graph.ask(name, **asked.given)
    except UnknownName as error:
        raise Refusal(400, str(error)) from None
    if asked.ending == "csv":
        return Made(MEDIA["csv"], answer_csv(answer).encode("utf-8", "replace"))
    return Made(MEDIA["json"], json.dumps(answer.to_dict()).encode())


def _network(pages: Pages, iri: str) -> Made | None:
    """Return what lies a step around a thing, in the first view that it is in."""
    for view in pages.graph.views:
        try:
            network = pages.library.listed_graph.view(view, about=iri)
        except KgError:
            continue
        out = io.BytesIO()
        write_network(network, out, form="gexf")
        return Made(MEDIA["gexf"], out.getvalue())
    return None


def _tag(snapshot: Snapshot, asked: PageRequest) -> str:
    parts = (asked.address, asked.ending, *sorted(asked.given.items()))
    made = hashlib.sha256(json.dumps([snapshot.digest, parts]).encode()).hexdigest()
    return f'W/"{made[:32]}"'


def _script(request: Request, path: Path) -> Response:
    """Send a file of what runs in a browser, which asks each time whether it is new."""
    body = path.read_bytes()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if unchanged(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=SCRIPT_MEDIA[path.suffix])


def _headers(tag: str | None) -> dict[str, str]:
    return {"Vary": "Accept"} | ({"ETag": tag} if tag else {})


def _page(body: bytes, tag: str | None, status: int = 200) -> Response:
    headers = _headers(tag) | {"Content-Security-Policy": CSP}
    return Response(body, status, headers, media_type=HTML)
