"""One small interface to a graph, on disk here or behind SPARQL 1.1 Protocol."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from kg.ask.evaluator import Evaluator
from kg.ask.finding.kept import digest_of
from kg.ask.limited import SECONDS
from kg.ask.tables import Table, Term, packed, unpacked
from kg.errors import QueryFailed
from kg.graph.store import CORRUPT, Generations, damaged
from kg.net.request import brief
from kg.rdf import Literal, URIRef


class Endpoint(Protocol):
    """Answers SELECT queries over the union of all graphs."""

    def select(self, query: str) -> Table:
        """Run a SELECT query; raise :class:`QueryFailed` if it cannot be run."""
        ...


class LocalEndpoint:
    """A graph on disk, opened for reading only.

    ``made_of`` tells the generation that was opened from every other, and ``view`` what
    is a view of one. ``seconds`` is how long a query may take.
    """

    seconds: float = SECONDS
    view = ""

    def __init__(self, folder: Path, *, seconds: float = SECONDS) -> None:
        self.folder, self.seconds = folder, seconds
        self.generation, self.store, self._lease = Generations(folder).opened()
        self.made_of = digest_of(folder, self.generation)

    @property
    def store(self) -> ox.Store:
        """The store as it lies on disk, for whoever reads it triple by triple."""
        return self.evaluator.store

    @store.setter
    def store(self, store: ox.Store) -> None:
        self.evaluator = Evaluator(store)

    def select(
        self,
        query: str,
        service_allow: Iterable[str] = (),
        seconds: float | None = None,
    ) -> Table:
        """Run a SELECT query over the union of the store's graphs, in a cell.

        It may take so many ``seconds``, by default those of the endpoint.
        A query has no network. A service is asked by us, and on the hosts alone that
        ``service_allow`` names, as ``HOST`` or ``HOST:PORT``.

        Raises :class:`QueryFailed` for one that cannot be run, needs too long or asks
        another host, :class:`Unreachable` where a service does not answer.
        """
        try:
            if hosts := list(service_allow):
                from kg.ask.federated.run import select_federated

                results = select_federated(
                    self.store, query, allow=hosts, seconds=self.seconds
                )
                return unpacked(packed(results))
            return self.evaluator.select(query, seconds or self.seconds)
        except (SyntaxError, ValueError) as error:
            raise QueryFailed(f"the query cannot be run: {brief(error)}") from None
        except (OSError, RuntimeError) as error:
            if isinstance(error, OSError) or CORRUPT in str(error):
                raise damaged(self.folder, error) from None
            raise QueryFailed(f"the query cannot be run: {brief(error)}") from None


class RemoteEndpoint:
    """A SPARQL 1.1 Protocol endpoint whose default graph is the union of its graphs.

    Every way of not answering is :class:`Unreachable`, also a 200 with an error text.
    ``timeout`` is how many seconds it may be silent; a whole answer may take five times
    as long. ``contact`` is told to it as :func:`kg.net.manners.user_agent` does.
    """

    def __init__(self, url: str, *, timeout: float = 60, contact: str = "") -> None:
        self.url = url
        self.timeout = timeout
        self.contact = contact

    def select(self, query: str) -> Table:
        """Send a SELECT query by POST and read the SPARQL JSON results."""
        from kg.net.exchange import Transport
        from kg.net.manners import Manners, user_agent
        from kg.net.sparql import select

        total = 5 * self.timeout
        manners = Manners(user_agent(self.contact), timeout=self.timeout, total=total)
        transport = Transport(manners)
        try:
            return self._table(select(transport, self.url, query))
        finally:  # servers that give each connection a thread soon have none left
            transport.connections.hang_up()

    def _table(self, body: bytes) -> Table:
        try:
            data = json.loads(body)
            variables = tuple(data["head"]["vars"])
            bindings = data["results"]["bindings"]
            rows = [tuple(_json_term(b.get(v)) for v in variables) for b in bindings]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            from kg.net.sparql import no_results

            raise no_results(self.url, body) from None
        return Table(variables, rows)


_BATCH = 500
"""How many IRIs one query asks about: some 50 kB, which every server takes by POST."""


def batches(iris: Iterable[str]) -> Iterator[str]:
    """Yield IRIs, sorted and each once, for ``VALUES ?x { … }``: some at a time."""
    rest = iter(sorted(set(iris)))
    while batch := list(islice(rest, _BATCH)):
        yield values(map(URIRef, batch))


def values(terms: Iterable[Term]) -> str:
    """Return terms as the inside of a VALUES block, serialised and in order."""
    return " ".join(term.n3() for term in terms)


def _json_term(term: dict[str, str] | None) -> Term | None:
    if term is None:
        return None
    if term["type"] in ("uri", "bnode"):
        return URIRef(term["value"])
    if "xml:lang" in term:
        return Literal(term["value"], lang=term["xml:lang"])
    return _literal(term["value"], term.get("datatype"))


def _literal(text: str, datatype: str | None) -> Literal:
    """Make a literal; plain ones and xsd:string are one term, whatever the engine."""
    if datatype is None or datatype.endswith("XMLSchema#string"):
        return Literal(text)
    return Literal(text, datatype=URIRef(datatype))
