"""The graph that is served: the one that is current, also after the next build."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cached_property
from logging import getLogger
from pathlib import Path
from threading import Lock

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool

from kg.ask.endpoint import LocalEndpoint
from kg.ask.knowledge import KnowledgeGraph
from kg.errors import BadArgument, KgError
from kg.graph.store import Generations
from kg.pages.book import Pages
from kg.serve.reconcile.service import app as reconcile
from kg.serve.sparql.evaluation import QueryCells, QueryLimits

_LOG = getLogger("kg.serve")


class Snapshot:
    """One generation of the graph, opened, with what answers for it.

    Raises :class:`StoreError` where it cannot be read, :class:`BadArgument` for a graph
    behind somebody else's endpoint.
    """

    def __init__(
        self, graph: KnowledgeGraph, base_url: str, limits: QueryLimits
    ) -> None:
        endpoint = graph.endpoint
        if not isinstance(endpoint, LocalEndpoint):
            words = "{} has to be a folder: an endpoint is served already"
            raise BadArgument("graph", words)
        self.graph, self.digest = graph, endpoint.made_of
        self.generation = endpoint.generation
        self.title = graph.project.title
        self._base_url = base_url or graph.project.base.rstrip("/")
        self.cells = QueryCells(endpoint.store, f"{self._base_url}/sparql", limits)
        self._lock = Lock()

    @cached_property
    def pages(self) -> Pages:
        """The pages of the graph."""
        return Pages(self.graph, served=True)

    @cached_property
    def names(self) -> Starlette:
        """The service of the graph's names, which reads them all when it is made."""
        with self._lock:
            return reconcile(self.graph, f"{self._base_url}/reconcile", alone=False)

    @cached_property
    def graphs(self) -> dict[str, int]:
        """The named graphs, with their numbers of triples."""
        query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
        rows = self.graph.endpoint.select(query).rows
        return {str(graph): int(str(number)) for graph, number in rows}

    def close(self) -> None:
        """End the cells that wait for queries."""
        self.cells.close()


class Current:
    """Gives the snapshot of the current generation; a build is seen by the next call.

    ``opened`` opens the graph anew, ``base_url`` is where clients reach the
    service, or ``""`` where they need no address.
    """

    def __init__(
        self, opened: Callable[[], KnowledgeGraph], base_url: str, limits: QueryLimits
    ) -> None:
        self._opened, self._base_url, self._limits = opened, base_url, limits
        self._snapshot = Snapshot(opened(), base_url, limits)
        self._refused: Path | None = None
        self._flaw = ""
        self._reading = asyncio.Lock()
        endpoint = self._snapshot.graph.endpoint
        assert isinstance(endpoint, LocalEndpoint)
        self.generations = Generations(endpoint.folder)

    @property
    def title(self) -> str:
        """What the project calls itself."""
        return self._snapshot.title

    async def get(self) -> Snapshot:
        """Return the snapshot of the generation that is current.

        Of one that cannot be read the log says so, and the last good one stays.
        """
        if self._is_current():
            return self._snapshot
        async with self._reading:
            if not self._is_current():
                await run_in_threadpool(self._follow)
        return self._snapshot

    def _is_current(self) -> bool:
        try:
            current = self.generations.current()
        except KgError as error:
            if str(error) != self._flaw:  # once, and not at every request
                _LOG.error("%s", error)
                self._flaw = str(error)
            return True
        return current in (self._snapshot.generation, None, self._refused)

    def _follow(self) -> None:
        current = self.generations.current()
        try:
            made = Snapshot(self._opened(), self._base_url, self._limits)
        except KgError as error:
            _LOG.error("the new graph is not served: %s", error)
            self._refused = current
            return
        before, self._snapshot = self._snapshot, made
        before.close()
