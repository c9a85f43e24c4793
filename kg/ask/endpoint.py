"""One small interface to a graph, on disk here or behind SPARQL 1.1 Protocol."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from http.client import HTTPException
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from textwrap import shorten
from typing import Any, Protocol
from urllib.error import HTTPError, URLError

import pyoxigraph as ox
from SPARQLWrapper import JSON, POST, SELECT, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from kg.errors import QueryFailed, Unreachable
from kg.graph.store import Generations, damaged
from kg.rdf import Literal, URIRef

Term = URIRef | Literal
Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The solutions of a SELECT query, in its order; ``None`` where unbound."""

    variables: tuple[str, ...]
    rows: list[Row]


class Endpoint(Protocol):
    """Answers SELECT queries over the union of all graphs."""

    def select(self, query: str) -> Table:
        """Run a SELECT query; raise :class:`QueryFailed` if it cannot be run."""
        ...


class LocalEndpoint:
    """A graph on disk, opened for reading only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Generations(folder).open()

    def select(self, query: str) -> Table:
        """Run a SELECT query over the union of the store's graphs."""
        try:
            found = self.store.query(query, use_default_graph_as_union=True)
            if not isinstance(found, ox.QuerySolutions):
                raise QueryFailed("a SELECT query was expected")
            variables = tuple(variable.value for variable in found.variables)
            rows = [tuple(_term(row[v]) for v in found.variables) for row in found]
        except (SyntaxError, ValueError) as error:
            raise QueryFailed(f"the query cannot be run: {error}") from None
        except (OSError, RuntimeError) as error:
            raise damaged(self.folder, error) from None
        return Table(variables, rows)


class RemoteEndpoint:
    """A SPARQL 1.1 Protocol endpoint whose default graph is the union of its graphs.

    Every way of not answering is :class:`Unreachable`, also a 200 with an error text.
    """

    def __init__(self, url: str, *, timeout: int = 60) -> None:
        self.url = url
        self.timeout = timeout

    def select(self, query: str) -> Table:
        """Send a SELECT query by POST and read the SPARQL JSON results."""
        client = SPARQLWrapper(self.url, agent=user_agent())
        client.setTimeout(self.timeout)
        client.setMethod(POST)
        client.setReturnFormat(JSON)
        client.setQuery(query)
        client.queryType = SELECT  # else guessed, also from words in comments
        try:
            body = client.query().response.read()
        except QueryBadFormed as error:
            raise QueryFailed(f"{self.url} refuses the query: {_line(error)}") from None
        except (SPARQLWrapperException, HTTPError) as error:
            raise Unreachable(f"{self.url} failed: {_line(error)}") from None
        except (URLError, OSError, HTTPException, ValueError) as error:
            reason = _line(getattr(error, "reason", error)) or type(error).__name__
            raise Unreachable(f"{self.url} cannot be reached: {reason}") from None
        return self._table(body)

    def _table(self, body: bytes) -> Table:
        try:
            data = json.loads(body)
            variables = tuple(data["head"]["vars"])
            bindings = data["results"]["bindings"]
            rows = [tuple(_json_term(b.get(v)) for v in variables) for b in bindings]
        except (ValueError, KeyError, TypeError, AttributeError):
            start = body[:80].decode("utf-8", "replace").strip()
            message = f"{self.url} does not answer in SPARQL JSON, but: {start!r}"
            raise Unreachable(message) from None
        return Table(variables, rows)


def values(terms: Iterable[Term]) -> str:
    """Return terms as the inside of a VALUES block, serialised and in order."""
    return " ".join(term.n3() for term in terms)


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | Any) -> Term | None:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode | ox.BlankNode):
        return URIRef(term.value if isinstance(term, ox.NamedNode) else str(term))
    if term.language:
        return Literal(term.value, lang=term.language)
    return _literal(term.value, term.datatype.value)


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


def user_agent(contact: str = "") -> str:
    """Return what we call ourselves to servers: name, version, page and contact.

    ``contact`` is an address or page of whoever runs this, as the policy of the
    Wikimedia Foundation on user agents asks for.
    """
    try:
        name = f"apf-kg/{version('apf-kg')}"
    except PackageNotFoundError:
        name = "apf-kg"
    whom = " ".join(contact.split()).encode("ascii", "ignore").decode()
    return f"{name} (https://w3id.org/apf/{'; ' if whom else ''}{whom})"


def _line(error: object) -> str:
    return shorten(str(error), 160, placeholder=" …")
