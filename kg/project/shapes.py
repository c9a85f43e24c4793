"""SHACL shapes run on what was asserted, before anything is inferred.

With inference, ``rdfs:range`` would type a wrong object as the right class before the
shape looks at it; so pySHACL gets the ontology for its subclasses, and infers nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import shorten

from pyshacl import validate
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.errors import InputErrors, Place, Problem
from kg.project.findings import Finding, Places

_LEVELS: dict[Node | None, str] = {
    SH.Violation: "error",
    SH.Warning: "warning",
    SH.Info: "info",
}


def check_shapes(
    data: Graph,
    *,
    shapes: Graph,
    ontology: Graph,
    focus: Iterable[URIRef],
    places: Places,
) -> list[Finding]:
    """Validate ``data`` and return what the shapes object to in the ``focus`` nodes.

    ``data`` includes the code lists; ``ontology`` gives the subclasses. Raises
    :class:`InputErrors` when a shape cannot be run.
    """
    nodes = set(focus)
    if not nodes:
        return []
    report = _validate(data, shapes, ontology)
    return [
        _finding(report, shapes, result, places)
        for result, node in report.subject_objects(SH.focusNode)
        if node in nodes
    ]


def _validate(data: Graph, shapes: Graph, ontology: Graph) -> Graph:
    try:
        _, report, _ = validate(
            data,
            shacl_graph=shapes,
            ont_graph=ontology,
            inference="none",
            allow_warnings=True,
            allow_infos=True,
        )
        if not isinstance(report, Graph):
            raise report
    except Exception as error:  # a broken shape ends in whatever its parts raise
        reason = shorten(str(error), 200, placeholder=" …")
        problem = Problem(Place("ontology/shapes", 1), f"a shape cannot run: {reason}")
        raise InputErrors([problem]) from None
    return report


def _finding(report: Graph, shapes: Graph, result: Node, places: Places) -> Finding:
    focus = str(report.value(result, SH.focusNode))
    path = report.value(result, SH.resultPath)
    severity = report.value(result, SH.resultSeverity)
    shape = report.value(result, SH.sourceShape)
    value = report.value(result, SH.value)
    message = str(report.value(result, SH.resultMessage) or "breaks a shape")
    if value is not None and not isinstance(value, Literal) and "#" not in str(value):
        message += f" (here: {str(value).rsplit('/', 1)[-1]})"
    elif isinstance(value, Literal):
        message += f" (here: {value})"
    term = _first(report, path) or _first(shapes, shapes.value(shape, SH.path))
    return Finding(
        level=_LEVELS.get(severity, "error"),
        check=str(shape).rsplit("#", 1)[-1],
        focus=focus,
        message=f"{focus.rsplit('/', 1)[-1]}: {message}",
        place=places.find(focus, term),
    )


def _first(graph: Graph, path: Node | None) -> str | None:
    """Return the first property of a path, which is where the value was typed."""
    if isinstance(path, URIRef):
        return str(path)
    if path is not None and (path, RDF.first, None) in graph:
        return _first(graph, Collection(graph, path)[0])
    return None
