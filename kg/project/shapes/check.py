"""Shapes run on what was asserted, before anything is inferred.

With inference, ``rdfs:range`` would type a wrong object as the right class before the
shape looks at it; so engines infer nothing. For its subclasses they get the ontology,
as triples of the data: what pySHACL does with an ontology that is handed over apart
(``ont_graph``) is its own, so neither engine gets one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from textwrap import shorten

from kg.cell.limits import bounded
from kg.errors import InputErrors, Place, Problem
from kg.project.findings import Finding, Places
from kg.project.shapes.engines import engine
from kg.project.shapes.refused import refuse
from kg.project.shapes.results import CannotRun, Result
from kg.project.shapes.shapes import SH, Shapes
from kg.rdf import Literal, URIRef

_LEVELS = {
    f"{SH}Violation": "error",
    f"{SH}Warning": "warning",
    f"{SH}Info": "info",
}
_LONG = 200  # characters of an engine's message: two lines of a terminal


def check_shapes(
    parts: Iterable[tuple[str, Collection[str]]],
    shapes: Shapes,
    *,
    places: Places,
    engine_name: str,
) -> list[Finding]:
    """Validate data and return what the shapes object to.

    A part is N-Triples, with the code lists and the ontology among them, and the nodes
    of it that are looked at; ``engine_name`` is one that :func:`choose` gave. Raises
    :class:`InputErrors` when a shape cannot be run, or has a part that no engine runs.
    """
    written = shapes.ntriples()
    return [
        _finding(result, shapes, places)
        for data, focus in parts
        if focus
        for result in _validate(data, shapes, written, engine_name)
        if isinstance(result.focus, URIRef) and result.focus in focus
    ]


def _validate(
    data: str, shapes: Shapes, written: str, engine_name: str
) -> list[Result]:
    own = " or ".join(file.name for file in shapes.own)
    try:
        refuse(shapes, engine_name)
        with bounded(own or "ontology/shapes"):  # a pattern may go back for ever
            return engine(engine_name)(data, written)
    except CannotRun as error:
        reason = shorten(str(error), _LONG, placeholder=" …")
        place = Place(_culprit(data, shapes, engine_name), 1)
        raise InputErrors([Problem(place, f"a shape cannot run: {reason}")]) from None


def _culprit(data: str, shapes: Shapes, engine_name: str) -> str:
    """Return the file of the project that kg's own shapes cannot be run with."""
    ours = [file for file in shapes.files if not file.own]
    for file in shapes.own:
        try:
            engine(engine_name)(data, shapes.ntriples([*ours, file]))
        except CannotRun:
            return file.name
    return "ontology/shapes"


def _finding(result: Result, shapes: Shapes, places: Places) -> Finding:
    focus = str(result.focus)
    message = shapes.message(result)
    if isinstance(result.value, Literal):
        message += f" (here: {result.value})"
    elif isinstance(result.value, URIRef) and "#" not in result.value:
        message += f" (here: {result.value.rsplit('/', 1)[-1]})"
    return Finding(
        level=_LEVELS.get(result.severity, "error"),
        check=shapes.name(result.shape),
        focus=focus,
        message=f"{focus.rsplit('/', 1)[-1]}: {message}",
        place=places.find(focus, shapes.first_property(result)),
    )
