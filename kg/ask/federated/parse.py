"""A query with SERVICE, parsed: where its services stand, and what each is asked.

rdflib's own record of a service's text is that of the first one in the query, and it
recurses without end into nested ones. So we read with a copy of its grammar that notes
positions instead; rdflib's own stays as it is, for whoever else reads queries with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

from pyparsing import ParseBaseException, original_text_for
from rdflib import URIRef, Variable
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Node

from kg.errors import QueryFailed
from kg.names import PREFIXES
from kg.net.hosts import Hosts, Refused
from kg.net.request import brief

SERVICE = "ServiceGraphPattern"
_HEAD = re.compile(r"(?:<[^<>{}\s]*>|#[^\r\n]*|[^{<#])*\{")
"""All before the group of a service, comments and addresses in one piece."""


def parse(text: str) -> Query:
    """Parse a query; raise :class:`QueryFailed` for what is none."""
    try:
        query = translateQuery(grammar().parseQuery(text), initNs=PREFIXES)
    except ParseBaseException as error:
        message = f"error at {error.lineno}:{error.column}: {brief(error.msg)}"
        raise QueryFailed(f"not a SPARQL 1.1 query: {message}") from None
    if variables := query.algebra.PV:
        variables[:] = _in_order(variables, text)
    return query


def check(query: Query, hosts: Hosts) -> None:
    """Raise :class:`Refused` where a constant service is on a host not allowed."""
    if query.algebra.datasetClause:
        raise QueryFailed("a query that may ask services has no FROM")
    for service in services(query.algebra):
        if isinstance(service.term, URIRef):
            hosts.target(str(service.term))
        for inner in services(service.graph):
            if isinstance(inner.term, Variable):
                raise Refused("a SERVICE inside a SERVICE names its address")


def services(node: Any) -> Iterator[CompValue]:
    """Yield the services in a part of a query, also those inside of others."""
    return (each for each in _nodes(node) if each.name == SERVICE)


def shared(service: CompValue) -> frozenset[Variable]:
    """Return the variables that a service may be given values for."""
    bound = {n.var for n in _nodes(service.graph) if n.name == "Bind"}
    return frozenset(service.graph.get("_vars") or ()) - bound


def request(
    query: Query,
    service: CompValue,
    variables: list[Variable],
    rows: Iterable[tuple[Node | None, ...]],
) -> str:
    """Return the query that a service is sent: its group, joined with values."""
    body = _group(service)
    if service.graph.name == "SubSelect":
        body = f"{{{body}}}"
    values = ""
    if variables:
        names = " ".join(v.n3() for v in variables)
        lines = "\n".join(f"  ({' '.join(map(_n3, row))})" for row in rows)
        values = f"VALUES ({names}) {{\n{lines}\n}}\n"
    return f"{_prologue(query, body)}SELECT * WHERE {{\n{values}{body}\n}}"


def _in_order(variables: list[Variable], text: str) -> list[Variable]:
    """Order variables as the text first names them; ``*`` gives them in no order."""
    named = [Variable(name) for name in re.findall(r"[?$](\w+)", text)]
    return sorted(variables, key=lambda v: named.index(v) if v in named else len(named))


def _prologue(query: Query, body: str) -> str:
    """Declare what a group uses; rdflib knows more prefixes than the query declares."""
    prologue = query.prologue
    base = f"BASE <{prologue.base}>\n" if prologue.base else ""
    spaces = sorted(prologue.namespace_manager.store.namespaces())
    return base + "".join(
        f"PREFIX {name}: <{space}>\n"
        for name, space in spaces
        if re.search(rf"(?<![\w.-]){re.escape(name)}:", body)
    )


def _n3(node: Node | None) -> str:
    return "UNDEF" if node is None else str(node.n3())


def _group(service: CompValue) -> str:
    """Return what stands between the braces of a service."""
    expression = original_text_for(grammar().ServiceGraphPattern.expr)
    text = str(expression.parse_string(service.source[service.start :])[0])
    head = _HEAD.match(text)
    assert head is not None
    return text[head.end() : text.rindex("}")]


def _nodes(node: Any) -> Iterator[CompValue]:
    if isinstance(node, CompValue):
        yield node
        for value in node.values():
            yield from _nodes(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _nodes(value)


@cache
def grammar() -> ModuleType:
    """Return a copy of rdflib's parser that notes where each service begins."""
    spec = find_spec("rdflib.plugins.sparql.parser")
    assert spec is not None
    assert spec.loader is not None
    own = module_from_spec(spec)  # that nobody else can import
    spec.loader.exec_module(own)

    def note(text: str, start: int, tokens: Any) -> None:
        tokens[0].name = SERVICE
        tokens[0]["start"], tokens[0]["source"] = start, text

    own.ServiceGraphPattern.set_name("Service")  # a name that it does not act on
    own.ServiceGraphPattern.add_parse_action(note)
    return own
