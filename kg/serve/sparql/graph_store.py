"""Graphs by name, read and, with the token, written.

SPARQL 1.1 Graph Store HTTP Protocol, https://www.w3.org/TR/sparql11-http-rdf-update/.
To read the default graph is to read the union of all graphs, as queries do; what is
written to it stands in no named graph.
"""

from __future__ import annotations

import hashlib

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from kg.rdf import iri_flaw
from kg.serve.current import Snapshot
from kg.serve.http import body_of
from kg.serve.refusal import Refusal
from kg.serve.resource import Resource
from kg.serve.sparql.caching import answered, tag_of, unchanged
from kg.serve.sparql.editing import GraphChange
from kg.serve.sparql.media import wanted
from kg.serve.sparql.request import QUERY, SparqlRequest

METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE"]
MOST = 64 * 2**20
"""Bytes of a body with RDF: a million triples, which only holders of the token send."""

_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_NEW = 16
"""Characters of the digest by which a graph is called that came without a name."""


class GraphStore(Resource):
    """Answers the Graph Store Protocol for the graph that is current."""

    @property
    def address(self) -> str:
        """Where it is, and under what the names of new graphs begin."""
        return f"{self.base_url}/store"

    async def __call__(self, request: Request) -> Response:
        """Answer a request; raises :class:`Refusal`."""
        snapshot = await self.current.get()
        if request.method in ("GET", "HEAD"):
            return await self._read(request, snapshot)
        self.editors.admit(request)
        return await self._write(request)

    async def _read(self, request: Request, snapshot: Snapshot) -> Response:
        name = self._name(request)
        if name is not None and name not in snapshot.graphs:
            raise Refusal(404, f"there is no graph <{name}>")
        accept = wanted(
            request.headers.get("accept"), request.query_params.get("format")
        )
        asked = SparqlRequest(QUERY, _ALL, () if name is None else (name,))
        tag = tag_of(snapshot.digest, asked, accept)
        if unchanged(request, tag):
            return answered(None, tag)
        return answered(await self.queue.evaluate(snapshot.cells, asked, accept), tag)

    async def _write(self, request: Request) -> Response:
        data: tuple[tuple[bytes, str], ...] = ()
        if request.method != "DELETE":
            data = await _documents(request)
        created = request.method == "POST" and self._is_store(request)
        name = self._new(data) if created else self._name(request)
        change = GraphChange(request.method.lower(), name, data)
        changed = await self.editors.apply(change)
        if request.method == "DELETE" and not changed.existed:
            raise Refusal(404, "there is no such graph" if name else "it is empty")
        if changed.existed:  # 204 for PUT and 200 for the others, as the W3C tests it
            return Response(status_code=204 if request.method == "PUT" else 200)
        headers = {"Location": name} if created and name else {}
        return Response(status_code=201, headers=headers)

    def _is_store(self, request: Request) -> bool:
        return not request.query_params and not request.path_params.get("path")

    def _new(self, data: tuple[tuple[bytes, str], ...]) -> str:
        digest = hashlib.sha256(b"\0".join(one for one, _ in data)).hexdigest()
        return f"{self.address}/{digest[:_NEW]}"

    def _name(self, request: Request) -> str | None:
        """Return the IRI of the graph that a request is about; ``None`` is default."""
        given = request.query_params
        if path := request.path_params.get("path"):
            return f"{self.address}/{path}"
        if "default" in given and "graph" not in given:
            return None
        name = given.get("graph")
        if name is None or "default" in given:
            raise Refusal(400, "one of the parameters graph and default was expected")
        if flaw := iri_flaw(name):
            raise Refusal(400, f"graph: `{name[:200]}` is no absolute IRI: {flaw}")
        return name


async def _documents(request: Request) -> tuple[tuple[bytes, str], ...]:
    """Return the documents of a body, each with its media type."""
    content = request.headers.get("content-type", "")
    if not content:
        raise Refusal(415, "Content-Type: a form of RDF was expected")
    body = await body_of(request, MOST)
    if not content.lower().startswith("multipart/form-data"):
        return ((body, content),)

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    async with Request(request.scope, receive).form() as form:
        files = [part for part in form.values() if isinstance(part, UploadFile)]
        if not files:
            raise Refusal(400, "a form with files of RDF was expected")
        return tuple([(await f.read(), f.content_type or "") for f in files])
