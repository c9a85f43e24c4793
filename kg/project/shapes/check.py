"""Shapes run on what was asserted, before anything is inferred.

With inference, ``rdfs:range`` would type a wrong object as the right class before the
shape looks at it; so engines infer nothing. For its subclasses they get the ontology,
as triples of the data: what pySHACL does with an ontology that is handed over apart
(``ont_graph``) is its own, so neither engine gets one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Executor
from functools import partial

from kg.project.findings import Finding, Places
from kg.project.shapes.clean import Batch, CleanParts
from kg.project.shapes.parts import Part, PartCheck, results_of
from kg.project.shapes.refused import refuse
from kg.project.shapes.results import CannotRun, Result
from kg.project.shapes.shapes import SH, Shapes
from kg.rdf import Literal, URIRef
from kg.table.partitions import run_partitions

_LEVELS = {
    f"{SH}Violation": "error",
    f"{SH}Warning": "warning",
    f"{SH}Info": "info",
}

TOGETHER = 10
"""Parts that a worker is given at once: the shapes, half a megabyte, go with them."""


def check_shapes(
    parts: Iterable[tuple[str, Collection[str]]],
    shapes: Shapes,
    *,
    places: Places,
    engine_name: str,
    beside: str = "",
    executor: Executor | None = None,
    clean: CleanParts | None = None,
) -> list[Finding]:
    """Validate data and return what the shapes object to, in the order of the parts.

    A part is N-Triples, and the nodes of it that are looked at. With each the shapes
    see what stands ``beside``: the code lists and the ontology, where no part has them
    among its triples. ``engine_name`` is one that :func:`choose` gave. The workers of
    an ``executor`` look at several parts at once, and find the same. Those that are
    known to be ``clean`` are not looked at.

    Raises :class:`InputErrors` when a shape cannot be run, or has a part that no engine
    runs.
    """
    check = PartCheck.of(shapes, engine_name, beside)
    worth = _worth_a_look(parts, shapes, check)
    together = TOGETHER if executor is not None else 1

    def run(batches: Iterable[Batch]) -> Iterator[list[Result]]:
        return run_partitions(partial(results_of, check), batches, executor)

    results = (clean or CleanParts()).look(engine_name, worth, together, run)
    return [_finding(result, shapes, places) for some in results for result in some]


def _worth_a_look(
    parts: Iterable[Part], shapes: Shapes, check: PartCheck
) -> Iterator[Part]:
    """Yield parts with things to look at; before the first, refuse what nobody runs."""
    refused = False
    for data, focus in parts:
        if focus:
            if not refused:
                try:
                    refuse(shapes, check.engine_name)
                except CannotRun as error:
                    raise check.cannot_run(error, data) from None
                refused = True
            yield data, focus


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
