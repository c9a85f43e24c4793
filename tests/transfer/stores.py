"""A store on loopback that speaks the Graph Store Protocol, as well as it is let."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pyoxigraph as ox

from tests.net.serving import RESULTS, Hit, Reply, Served, serving

NTRIPLES = "application/n-triples"


class StoreDouble:
    """A store with graphs by name; ``refuse`` may answer in its place."""

    def __init__(self, served: Served) -> None:
        self.store, self.served = ox.Store(), served
        self.refuse: Callable[[Hit], Reply | None] = lambda hit: None
        self.url = f"{served.url}/store"
        served.behave = self._behave

    @property
    def writes(self) -> list[tuple[str, str]]:
        """Return what was written, in order: methods and graphs."""
        hits = (hit for hit in self.served.hits if hit.path == "/store")
        return [(h.method, h.fields["graph"]) for h in hits if h.method != "GET"]

    def bodies(self, graph: str) -> list[bytes]:
        hits = self.served.hits
        return [h.body for h in hits if h.body and h.fields.get("graph") == graph]

    def quads(self) -> set[str]:
        return set(map(str, self.store))

    def _behave(self, hit: Hit) -> Reply:
        if (refusal := self.refuse(hit)) is not None:
            return refusal
        if hit.path == "/query":
            results = self.store.query(hit.fields["query"])
            assert isinstance(results, ox.QuerySolutions)
            body = results.serialize(format=ox.QueryResultsFormat.JSON)
            assert body is not None
            return Reply(body, kind=RESULTS)
        if hit.path != "/store":
            return Reply(status=404)
        graph = ox.NamedNode(hit.fields["graph"])
        if hit.method == "GET":
            given = self.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph)
            assert given is not None
            return Reply(given, kind=NTRIPLES)
        if hit.method == "PUT":
            self.store.clear_graph(graph)
        self.store.load(hit.body, format=ox.RdfFormat.N_TRIPLES, to_graph=graph)
        return Reply(b"", 204)


@contextmanager
def store_double() -> Iterator[StoreDouble]:
    """Run a store until the end of the block."""
    with serving() as served:
        yield StoreDouble(served)
