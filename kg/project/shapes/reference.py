"""pySHACL, the reference: slower by two orders of magnitude, and everywhere at hand."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.project.shapes.results import CannotRun, Result, Term

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


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


def _result(report: Graph, result: Node) -> Result:
    from rdflib import SH, URIRef

    path = report.value(result, SH.resultPath)
    value = report.value(result, SH.value)
    return Result(
        focus=_from_rdflib(report.value(result, SH.focusNode)),
        shape=_from_rdflib(report.value(result, SH.sourceShape)),
        component=str(report.value(result, SH.sourceConstraintComponent)),
        severity=str(report.value(result, SH.resultSeverity)),
        path=str(path) if isinstance(path, URIRef) else None,
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


def _to_rdflib(term: object) -> Node:
    from rdflib import XSD, BNode, Literal, URIRef

    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    assert isinstance(term, ox.Literal)
    if term.language:
        return Literal(term.value, lang=term.language)
    # RDF 1.1 has one kind of string; rdflib keeps `"a"` and `"a"^^xsd:string` apart
    kind = URIRef(term.datatype.value)
    datatype = None if kind == XSD.string else kind
    return Literal(term.value, datatype=datatype, normalize=False)


def _from_rdflib(node: object) -> Term:
    from rdflib import BNode, Literal

    if isinstance(node, BNode):
        return ox.BlankNode(str(node))
    if not isinstance(node, Literal):
        return ox.NamedNode(str(node))
    if node.language:
        return ox.Literal(str(node), language=node.language)
    datatype = ox.NamedNode(str(node.datatype)) if node.datatype else None
    return ox.Literal(str(node), datatype=datatype)


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
