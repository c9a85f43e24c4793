"""The address of the SPARQL endpoint: queries in, results or a description out."""

from __future__ import annotations

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.names import PREFIXES
from kg.serve.current import Snapshot
from kg.serve.resource import Resource
from kg.serve.sparql.caching import answered, tag_of, unchanged
from kg.serve.sparql.description import SD, VOID, service_description
from kg.serve.sparql.evaluation import Evaluation
from kg.serve.sparql.media import GRAPHS, not_acceptable, preferred, wanted
from kg.serve.sparql.request import QUERY, read_operation

HTML = "text/html"
METHODS = ["GET", "HEAD", "POST", "QUERY"]


class SparqlEndpoint(Resource):
    """Answers SPARQL 1.1 Protocol for the graph that is current."""

    @property
    def address(self) -> str:
        """Where it is."""
        return f"{self.base_url}/sparql"

    async def __call__(self, request: Request) -> Response:
        """Answer a request; raises :class:`Refusal`."""
        asked = await read_operation(request)
        snapshot = await self.current.get()
        accept = request.headers.get("accept")
        if asked is None:
            return self._description(request, snapshot, accept)
        if asked.kind != QUERY:
            self.editors.admit(request)
            await self.editors.apply(asked)
            return Response(status_code=204)
        accept = wanted(accept, asked.form)
        tag = tag_of(snapshot.digest, asked, accept)
        if unchanged(request, tag):
            return answered(None, tag)
        result = await self.queue.evaluate(
            snapshot.cells, asked, accept, request=request
        )
        return answered(result, tag)

    def _description(
        self, request: Request, snapshot: Snapshot, accept: str | None
    ) -> Response:
        offered = dict(GRAPHS)
        accept = wanted(accept, request.query_params.get("format"))
        media = preferred([*offered, HTML], accept)
        if media == HTML:
            return RedirectResponse(f"{self.address}.html", 303)
        if media is None:
            raise not_acceptable(offered)
        triples = service_description(
            self.address,
            snapshot.title,
            snapshot.graphs,
            updates=self.editors.token is not None,
        )
        prefixes = {**PREFIXES, "sd": SD, "void": VOID}
        body = ox.serialize(triples, format=offered[media], prefixes=prefixes)
        return answered(Evaluation(media, body or b""), None)
