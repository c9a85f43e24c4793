"""A store of somebody's: its graphs by name, counted, read back, and written in parts.

It speaks the SPARQL 1.1 Graph Store HTTP Protocol, and beside it, at an address that is
guessed where none is given, SPARQL. Parts are written so that writing one again changes
nothing: what may pass is tried again.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import IO, Any, cast
from urllib.parse import quote, urlsplit, urlunsplit

import pyoxigraph as ox

from kg.errors import KgError, QueryFailed, UnknownName, Unreachable
from kg.net.exchange import Transport
from kg.net.hosts import is_overheard
from kg.net.manners import Clock, Manners, user_agent
from kg.net.patience import PASSING, patiently, retry_after
from kg.net.request import NoReply, Reply, Request
from kg.net.sparql import no_results, select_request
from kg.transfer.fingerprint import Fingerprint

NTRIPLES = "application/n-triples"
_COUNTS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_QUERIES = {  # where stores have SPARQL, by how the address of their graphs ends
    "/store": ("/query", "/sparql"),  # Oxigraph; kg serve
    "/data": ("/sparql", "/query"),  # Fuseki
    "/sparql-graph-crud": ("/sparql",),  # Virtuoso
    "/sparql-graph-crud-auth": ("/sparql",),
    "/rdf-graphs/service": ("",),  # RDF4J, GraphDB
}
_AGAIN = (500, *PASSING)
_UNFIT = (409, 422)
"""What stores answer that hold what they have against rules, as `kg serve` does."""

_LONGEST = 1200
"""Seconds for a part with all attempts: stores index what they take."""

_SILENT = 300
"""Seconds that a store may need for a part, or to count."""


UNREADABLE = (NoReply, SyntaxError, ValueError, OSError)
"""What is raised where a graph is not given back, or not as triples."""


class PartRefused(KgError):
    """A store does not want a part beside what it has; beside more, it may."""

    exit_code = 4


class PartTooLarge(KgError):
    """A store takes no request of that size."""

    exit_code = 4


def bearer(token: str) -> str:
    """Return what tells a server that one has a token (RFC 6750)."""
    return f"Bearer {token}"


def basic(user: str, password: str) -> str:
    """Return what tells a server a name and a password (RFC 7617)."""
    return f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"


class RemoteStore:
    """A store at the address of its graphs, ``url``, and of its SPARQL, ``sparql``.

    ``authorization`` is what it is told about who writes. Nothing is sent that others
    can read on its way, but on loopback, or with ``overheard``: :class:`UnknownName`.
    """

    def __init__(
        self,
        url: str,
        *,
        sparql: str = "",
        authorization: str = "",
        overheard: bool = False,
        contact: str = "",
        clock: Clock | None = None,
    ) -> None:
        for address in filter(None, (url, sparql)):
            if is_overheard(address) and not overheard:
                message = f"{address} is not encrypted, so that others can read what "
                raise UnknownName(
                    message + "is sent; https is, and `overheard` lets it"
                )
        self.url = url
        self.queries = [sparql] if sparql else _guessed(url)
        self._headers = (("Authorization", authorization),) if authorization else ()
        manners = Manners(user_agent(contact), timeout=_SILENT, total=_LONGEST)
        self.transport = Transport(manners, clock)

    def counts(self) -> dict[str, int]:
        """Return how many triples each named graph has."""
        failed: KgError | None = None
        for url in list(self.queries):
            try:
                counts = self._counts(url)
            except (Unreachable, QueryFailed) as error:
                failed = failed or error
            else:
                self.queries = [url]
                return counts
        assert failed is not None
        raise Unreachable(f"{failed}; `sparql` names where its queries are answered")

    def put(self, name: str, body: bytes) -> None:
        """Write triples in the place of a graph."""
        self._write("PUT", name, body)

    def add(self, name: str, body: bytes) -> None:
        """Write triples, none of which has a blank node, beside those of a graph."""
        self._write("POST", name, body)

    def fingerprint(self, name: str) -> Fingerprint | None:
        """Return that of a graph as it is there; ``None`` where it cannot be read."""
        try:
            return Fingerprint(self.triples(name))
        except UNREADABLE:
            return None

    def triples(self, name: str) -> Generator[ox.Triple]:
        """Yield the triples of a graph as they are there; :data:`UNREADABLE` if none.

        They are never held at once.
        """
        request = Request(self._address(name), accept=NTRIPLES, headers=self._headers)
        deadline = self.transport.clock.monotonic() + self.transport.manners.total
        with self.transport.stream(request, deadline) as reply:
            if reply.status != 200:
                raise NoReply(f"status {reply.status}")
            file = cast(IO[bytes], _Pieces(reply.pieces(True)))
            for quad in ox.parse(file, format=ox.RdfFormat.N_TRIPLES):
                yield quad.triple

    def close(self) -> None:
        """End the connections."""
        self.transport.connections.hang_up()

    def _address(self, name: str) -> str:
        mark = "&" if "?" in self.url else "?"
        return f"{self.url}{mark}graph={quote(name, safe='')}"

    def _write(self, verb: str, name: str, body: bytes) -> None:
        request = Request(
            self._address(name), body, "*/*", NTRIPLES, verb, self._headers
        )
        reply = self._asked(request)
        if reply.status == 413:
            raise PartTooLarge(f"{request.shown} takes no {len(body):,} bytes at once")
        if reply.status in (401, 403):
            message = "does not let us write; it may want a token, or a name"
        elif reply.status in (404, 405, 501):
            message = "is no graph store that can be written to; check the address"
        elif not 200 <= reply.status < 300:
            text = f"{request.shown} refuses a part of <{name}> (status {reply.status})"
            kind = PartRefused if reply.status in _UNFIT else Unreachable
            raise kind(f"{text}{reply.words}")
        else:
            return
        words = f"{message} (status {reply.status}){reply.words}"
        raise Unreachable(f"{request.shown} {words}")

    def _counts(self, url: str) -> dict[str, int]:
        request = select_request(url, _COUNTS, self.transport.manners.agent)
        reply = self._asked(replace(request, headers=self._headers))
        if reply.status != 200:
            message = f"does not count its graphs (status {reply.status}){reply.words}"
            raise Unreachable(f"{url} {message}")
        try:
            rows: list[Any] = json.loads(reply.body)["results"]["bindings"]
            return {r["g"]["value"]: int(r["n"]["value"]) for r in rows if "g" in r}
        except (ValueError, KeyError, TypeError, RecursionError):
            raise no_results(url, reply.body) from None

    def _asked(self, request: Request) -> Reply:
        manners, clock = self.transport.manners, self.transport.clock
        deadline = clock.monotonic() + manners.total

        def attempt() -> Reply:
            reply = self.transport.exchange(request, deadline)
            if reply.status in _AGAIN:
                wait = retry_after(reply.headers.get("Retry-After"), clock)
                text = f"answers with status {reply.status}{reply.words}"
                raise NoReply(text, passing=True, wait=wait)
            return reply

        try:
            return patiently(attempt, manners, clock, deadline)
        except NoReply as error:
            later = "; run the command again later" if error.passing else ""
            raise Unreachable(f"{request.shown} {error}{later}") from None


class _Pieces:
    """What a parser reads a body from that comes piece by piece."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def read(self, size: int = -1) -> bytes:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = piece
        if size < 0:
            size = len(self._rest)
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken


def _guessed(url: str) -> list[str]:
    """Return where a store may answer queries, by the address of its graphs."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    for ending, others in _QUERIES.items():
        if path.endswith(ending):
            begin = path.removesuffix(ending)
            return [
                urlunsplit((parts.scheme, parts.netloc, begin + other, "", ""))
                for other in others
            ]
    return [url]
