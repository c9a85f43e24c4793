"""The ``shacl`` wheel: SHACL in Rust, a thousand triples in a few milliseconds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.project.shapes.results import CannotRun, Result
from kg.rdf import Node, URIRef, term_of

if TYPE_CHECKING:
    import shacl

_IRI = re.compile(r"<([^<>]*)>")


def validate(data: str, shapes: str) -> list[Result]:
    """Validate N-Triples against shapes in N-Triples; see :data:`Engine`."""
    import shacl

    try:
        report = shacl.Shapes.from_text(shapes, format="nt").validate_text(
            data, format="nt"
        )
    except ValueError as error:
        raise CannotRun(str(error)) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a crash in Rust: no Exception
            raise
        raise CannotRun(f"the engine crashed: {error}") from None
    return [_result(result) for result in report.results]


def _result(result: shacl.Result) -> Result:
    path = _IRI.fullmatch(result.path or "")
    return Result(
        focus=_term(result.focus_node),
        shape=_term(result.source_shape or "_:shape"),
        component=result.component_iri,
        severity=result.severity_iri,
        path=path[1] if path else None,
        value=None if result.value is None else _term(result.value),
        messages=tuple(result.messages),
    )


def _term(text: str) -> Node:
    """Read a term in the syntax of N-Triples."""
    if iri := _IRI.fullmatch(text):
        return URIRef(iri[1])
    (triple,) = ox.parse(f"<urn:x> <urn:x> {text} .", format=ox.RdfFormat.N_TRIPLES)
    return term_of(triple.object)
