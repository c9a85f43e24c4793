"""The ``shacl`` wheel: SHACL in Rust, a thousand triples in a few milliseconds.

It begins threads that stay, and a fork of their process, which has none of them, waits
for them for ever. Cells are forks; so no process uses the wheel but a cell.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.cell.child import Cell
from kg.cell.limits import PARENT, bounded
from kg.cell.pool import CellPool
from kg.project.shapes.results import CannotRun, Result
from kg.rdf import Node, URIRef, term_of

if TYPE_CHECKING:
    import shacl

_IRI = re.compile(r"<([^<>]*)>")


def validate(data: str, shapes: str) -> list[Result]:
    """Validate N-Triples against shapes in N-Triples; see :data:`Engine`.

    The cell of a build does it itself, and another process lets a cell do it.

    Raises :class:`QueryFailed` where that takes longer than a query of a build may.
    """
    if PARENT.tell is not None or not hasattr(os, "fork"):
        return _validated(data, shapes)
    with _CELLS.lent() as cell:
        results: list[Result] = cell.call(
            (data, shapes), seconds=inf, answer=lambda *_: None
        )
    return results


def _in_cell(data: str, shapes: str) -> list[Result]:
    with bounded("shapes"):
        return _validated(data, shapes)


_CELLS = CellPool(lambda: Cell(lambda _, job: _in_cell(*job), files=True))


def _validated(data: str, shapes: str) -> list[Result]:
    try:
        report = _compiled(shapes).validate_text(data, format="nt")
    except ValueError as error:
        raise CannotRun(str(error)) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a crash in Rust: no Exception
            raise
        raise CannotRun(f"the engine crashed: {error}") from None
    return [_result(result) for result in report.results]


@lru_cache(maxsize=2)  # those of a project, and SHACL's own for its own
def _compiled(shapes: str) -> shacl.Shapes:
    """Read shapes once: that takes as long as looking at a hundred things."""
    import shacl

    return shacl.Shapes.from_text(shapes, format="nt")


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
