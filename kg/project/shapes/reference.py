"""pySHACL, the reference: slower by two orders of magnitude, and everywhere at hand."""

from __future__ import annotations

import logging
import operator
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.project.shapes.results import CannotRun, Result
from kg.rdf import BNode, Literal, Node, URIRef, term_of

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Literal as RdflibLiteral
    from rdflib.term import Node as RdflibNode


def validate(data: str, shapes: str) -> list[Result]:
    """Validate N-Triples against shapes in N-Triples; see :data:`Engine`."""
    import pyshacl
    from rdflib import SH, Graph

    # Not with allow_warnings: pySHACL then takes the parts of an `sh:or` that are of
    # severity Warning for met. The specification keeps severities out of conformance.
    with _quiet():
        try:
            _, report, _ = pyshacl.validate(
                _graph(data), shacl_graph=_graph(shapes), inference="none"
            )
        except Exception as error:  # a broken shape ends in whatever its parts raise
            raise CannotRun(str(error) or type(error).__name__) from None
    if not isinstance(report, Graph):
        raise CannotRun(str(report))
    return [_result(report, result) for result in report.objects(None, SH.result)]


def _result(report: Graph, result: RdflibNode) -> Result:
    import rdflib
    from rdflib import SH

    path = report.value(result, SH.resultPath)
    value = report.value(result, SH.value)
    return Result(
        focus=_from_rdflib(report.value(result, SH.focusNode)),
        shape=_from_rdflib(report.value(result, SH.sourceShape)),
        component=str(report.value(result, SH.sourceConstraintComponent)),
        severity=str(report.value(result, SH.resultSeverity)),
        path=str(path) if isinstance(path, rdflib.URIRef) else None,
        value=None if value is None else _from_rdflib(value),
        messages=tuple(map(str, report.objects(result, SH.resultMessage))),
    )


def _graph(triples: str) -> Graph:
    """Read N-Triples as they are: rdflib's own reader would write ``01`` as ``1``."""
    from rdflib import Graph

    graph = Graph()
    for triple in ox.parse(triples, format=ox.RdfFormat.N_TRIPLES):
        s, p, o = triple.subject, triple.predicate, triple.object
        graph.add((_to_rdflib(s), _to_rdflib(p), _to_rdflib(o)))
    return graph


def _to_rdflib(term: object) -> RdflibNode:
    import rdflib

    node = term_of(term)
    if isinstance(node, URIRef):
        return rdflib.URIRef(node)
    if isinstance(node, BNode):
        return rdflib.BNode(node)
    datatype = node.datatype and rdflib.URIRef(node.datatype)
    return _ordered()(str(node), node.language, datatype, normalize=False)


@cache
def _ordered() -> type[RdflibLiteral]:
    """Make the class of literals that are in order with those of their kind alone.

    rdflib puts all literals into one order, and pySHACL takes it at its word. By the
    specification of ``sh:lessThan`` what cannot be compared is not less, and by that of
    SPARQL comparing it is an error.
    """
    import rdflib

    class Ordered(rdflib.Literal):
        def __lt__(self, other: object) -> bool:
            return _compare(operator.lt, self, other) or False

        def __le__(self, other: object) -> bool:
            return _compare(operator.le, self, other) or False

        def __gt__(self, other: object) -> bool:
            return _known(_compare(operator.gt, self, other))

        def __ge__(self, other: object) -> bool:
            return _known(_compare(operator.ge, self, other))

    return Ordered


def _compare(compare: Callable[[Any, Any], bool], *literals: object) -> bool | None:
    """Compare the values of two literals; ``None`` if they are of unlike kinds."""
    one, other = (_value(literal) for literal in literals)
    if isinstance(one, bool) != isinstance(other, bool):  # Python's truth is a number
        return None
    try:
        return bool(compare(one, other))
    except (TypeError, ArithmeticError):
        return None


def _value(literal: object) -> Any:
    """Return a literal's value; a time without a zone is taken for one of UTC."""
    value: Any = getattr(literal, "value", None)
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(
            tzinfo=UTC
        )  # SPARQL's implicit zone is the engine's choice
    return value


def _known(verdict: bool | None) -> bool:
    if verdict is None:
        raise TypeError("values of unlike kinds are in no order")
    return verdict


def _from_rdflib(node: object) -> Node:
    import rdflib

    if isinstance(node, rdflib.BNode):
        return BNode(node)
    if not isinstance(node, rdflib.Literal):
        return URIRef(str(node))
    datatype = URIRef(node.datatype) if node.datatype else None
    return Literal(str(node), datatype, node.language)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from printing a traceback for each value of a wrong datatype."""
    logger = logging.getLogger("rdflib.term")
    disabled = logger.disabled
    logger.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.disabled = disabled
