"""rdflib's evaluation of a query, with SERVICE answered by a function of ours.

A service beside other patterns is asked after them, with the values they found, so that
an endpoint is asked a few large questions and never one for each row.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import pyoxigraph as ox
from rdflib import BNode, Dataset, URIRef, Variable
from rdflib.plugins.sparql import CUSTOM_EVALS
from rdflib.plugins.sparql.evaluate import evalPart, evalQuery
from rdflib.plugins.sparql.evalutils import _ebv
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.processor import SPARQLResult
from rdflib.plugins.sparql.results.jsonresults import JSONResultSerializer
from rdflib.plugins.sparql.sparql import FrozenBindings, Query, QueryContext
from rdflib.term import Node

from kg.ask.federated.dataset import from_ox, to_ox
from kg.ask.federated.parse import SERVICE, request, services, shared
from kg.errors import QueryFailed, Unreachable
from kg.net.request import batches
from kg.net.sparql import no_results

Ask = Callable[[str, str], bytes]
"""Sends a query to an address; returns SPARQL JSON or raises :class:`Unreachable`."""

ROWS = 200
"""Rows of values in one request: some 10 kB of IRIs of Wikidata."""

REQUESTS = 100
"""Requests of one query; whoever needs more asks for less at once."""

_Row = dict[Variable, Node]
_ASKED = "asked"
"""Where the node of a service has the :class:`_Services` of its query."""


def evaluate(dataset: Dataset, query: Query, ask: Ask) -> Any:
    """Evaluate a parsed query; return solutions, a boolean or triples of Oxigraph."""
    asked = _Services(query, ask)
    for service in services(query.algebra):
        service[_ASKED] = asked
    CUSTOM_EVALS.setdefault("kg", _part)  # rdflib's hook; it acts on our nodes only
    result = SPARQLResult(evalQuery(dataset, query))
    if result.graph is not None:
        triples = {
            ox.Triple(*(to_ox(node) for node in triple)) for triple in result.graph
        }
        return sorted(triples, key=str)
    out = io.BytesIO()
    JSONResultSerializer(result).serialize(out, encoding="utf-8")
    return ox.parse_query_results(out.getvalue(), format=ox.QueryResultsFormat.JSON)


def _part(ctx: QueryContext, part: CompValue) -> Any:
    """Evaluate a part; raise ``NotImplementedError`` where rdflib's way will do."""
    if part.name == SERVICE and _ASKED in part:
        return part[_ASKED].alone(ctx, part)
    if part.name in ("Join", "LeftJoin") and _ASKED in part.p2:
        return part.p2[_ASKED].join(ctx, part.p1, part.p2, part.expr)
    if part.name == "Join" and _ASKED in part.p1:
        return part.p1[_ASKED].join(ctx, part.p2, part.p1)
    raise NotImplementedError


class _Services:
    """Evaluates the parts of one query that a service stands in."""

    def __init__(self, query: Query, ask: Ask) -> None:
        self.query = query
        self.ask = ask
        self.asked: dict[tuple[str, str], list[_Row]] = {}

    def alone(self, ctx: QueryContext, service: CompValue) -> Iterator[FrozenBindings]:
        here = ctx.solution()
        for row in self._compatible(service, [here])[0]:
            yield here.merge(FrozenBindings(ctx, row))

    def join(
        self,
        ctx: QueryContext,
        other: CompValue,
        service: CompValue,
        optional: Any = None,
    ) -> Iterator[FrozenBindings]:
        left = list(evalPart(ctx, other))
        for a, rows in zip(left, self._compatible(service, left), strict=True):
            merged = [a.merge(FrozenBindings(ctx, row)) for row in rows]
            if optional is not None:
                merged = [m for m in merged if _ebv(optional, m)] or [a]
            yield from merged

    def _compatible(
        self, service: CompValue, left: list[FrozenBindings]
    ) -> list[list[_Row]]:
        """Return, for each solution, the rows of a service that go with it."""
        by_address: dict[str, list[int]] = defaultdict(list)
        for i, solution in enumerate(left):
            by_address[_address(service, solution)].append(i)
        compatible: list[list[_Row]] = [[] for _ in left]
        for address, places in by_address.items():
            solutions = [left[i] for i in places]
            index = _Index(self._rows(service, address, solutions))
            for i, solution in zip(places, solutions, strict=True):
                compatible[i] = index.compatible(solution)
        return compatible

    def _rows(
        self, service: CompValue, address: str, solutions: list[FrozenBindings]
    ) -> list[_Row]:
        """Ask a service about all solutions, so many at once as a request holds."""
        bound = {v for s in solutions for v in s if not isinstance(s[v], BNode)}
        variables = sorted(shared(service) & bound)
        tuples = {tuple(_value(s, v) for v in variables) for s in solutions}
        values = sorted(tuples, key=lambda row: [(v is not None, str(v)) for v in row])
        rows: list[_Row] = []
        try:
            for part in batches(values, ROWS):
                text = request(self.query, service, variables, part)
                rows += self._answer(address, text)
        except Unreachable:
            if service.silent:
                return [{}]
            raise
        return rows

    def _answer(self, address: str, text: str) -> list[_Row]:
        key = (address, text)
        if key not in self.asked:
            if len(self.asked) >= REQUESTS:
                message = f"the query needs more than {REQUESTS} requests; ask for less"
                raise QueryFailed(message)
            self.asked[key] = _read(self.ask(address, text), address)
        return self.asked[key]


class _Index:
    """Rows by the value of the variable that tells most of them apart."""

    def __init__(self, rows: list[_Row]) -> None:
        self.rows = rows
        everywhere = set.intersection(*(set(row) for row in rows)) if rows else set()
        self.by: dict[Variable, dict[Node, list[_Row]]] = {}
        for variable in everywhere:
            values = self.by.setdefault(variable, defaultdict(list))
            for row in rows:
                values[row[variable]].append(row)

    def compatible(self, solution: FrozenBindings) -> list[_Row]:
        """Return the rows that agree with a solution wherever both have a value."""
        bound = {v: solution[v] for v in solution}
        keys = sorted((len(self.by[v]), v) for v in bound if v in self.by)
        near = self.by[keys[-1][1]].get(bound[keys[-1][1]], []) if keys else self.rows
        return [r for r in near if all(bound.get(v, r[v]) == r[v] for v in r)]


def _address(service: CompValue, solution: FrozenBindings) -> str:
    term = service.term
    if isinstance(term, Variable):
        term = _value(solution, term)
    if not isinstance(term, URIRef):
        raise QueryFailed(f"SERVICE {service.term.n3()} has no address as its value")
    return str(term)


def _value(solution: FrozenBindings, variable: Variable) -> Node | None:
    value: Node | None = solution.get(variable)
    return None if isinstance(value, BNode) else value


def _read(body: bytes, address: str) -> list[_Row]:
    """Read SPARQL JSON to its end, before any of it is used."""
    try:
        results = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
        if not isinstance(results, ox.QuerySolutions):
            raise ValueError("a boolean")
        names = [Variable(v.value) for v in results.variables]
        return [
            {
                name: from_ox(term)
                for name, term in zip(names, row, strict=True)
                if term is not None
            }
            for row in results
        ]
    except (SyntaxError, ValueError, OSError):
        raise no_results(address, body) from None
