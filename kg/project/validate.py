"""Everything that is checked: what was asserted, and what the finished graph says."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor
from itertools import chain

import pyoxigraph as ox

from kg.figures.reconcile import Reconciliation
from kg.project.alike import AlikeRows
from kg.project.figures import check_figures
from kg.project.findings import Finding
from kg.project.following import read_queries
from kg.project.inputs import Inputs
from kg.project.judged import judge_rows
from kg.project.links import check_links
from kg.project.positions import check_positions
from kg.project.queries import check_queries
from kg.project.rows import Choose, row_parts
from kg.project.rows import everything as every_row
from kg.project.shapes.check import check_shapes
from kg.project.shapes.clean import CleanParts
from kg.project.shapes.engines import WHEEL
from kg.project.shapes.parts import Part, needed
from kg.project.shapes.shapes import Shapes, read_shapes
from kg.project.shapes.sight import sight_of
from kg.read.project import Project
from kg.read.wikidata_classes import WikidataClasses


def validate_asserted(
    inputs: Inputs,
    engine: str,
    executor: Executor | None = None,
    clean: CleanParts | None = None,
    choose: Choose = every_row,
) -> list[Finding]:
    """Run the shapes on all that was asserted; a broken entry is not told off twice.

    It is looked at in parts, by the workers of an ``executor`` if there is one, unless
    a shape looks where only the whole can tell. Parts that are ``clean`` are passed
    over, and so are rows that ``choose`` does not choose; of those that look alike to
    the shapes only one is looked at, if nothing is found in it.
    """
    shapes, sound = read_shapes(inputs.project), set(inputs.sound())
    in_parts = _parts_do(shapes, engine)

    def look_at(parts: Iterable[Part]) -> list[Finding]:
        return check_shapes(
            parts,
            shapes,
            places=inputs.places,
            engine_name=engine,
            beside=needed(inputs.schema(), shapes) if in_parts else "",
            executor=executor if in_parts else None,
            clean=clean,
        )

    if not in_parts:
        everything = sound.union(*(things for _, things in row_parts(inputs)))
        return look_at([(inputs.asserted(), everything)])
    parts = inputs.asserted_in_parts()
    own = ((data, sound.intersection(things)) for data, things in parts)
    sight = sight_of(shapes) if inputs.large.tables else None
    if sight is None:
        return look_at(chain(own, row_parts(inputs, choose=choose)))
    rows = AlikeRows(inputs, sight, choose)
    findings = look_at(chain(own, rows.first()))
    return findings + look_at(rows.others({finding.focus for finding in findings}))


def looks_at_parts(project: Project, engine: str) -> bool:
    """Tell whether what a project asserts is looked at in parts.

    Raises :class:`InputErrors` for shapes that are not Turtle.
    """
    return _parts_do(read_shapes(project), engine)


def _parts_do(shapes: Shapes, engine: str) -> bool:
    """Tell whether shapes find in parts what they do in the whole, and sooner."""
    return engine == WHEEL and not shapes.need_the_whole


def validate_graph(
    inputs: Inputs, store: ox.Store, figures: Reconciliation
) -> list[Finding]:
    """Return what figures, check queries and links show to be at odds in a graph."""
    checks = read_queries(inputs.project, "checks")
    return [
        *check_figures(figures, inputs.places),
        *check_queries(store, checks, inputs.places),
        *check_positions(inputs),
        *_links(inputs),
        *judge_rows(inputs, store),
    ]


def _links(inputs: Inputs) -> list[Finding]:
    """Compare the classes of linked things with those of the entities."""
    judgements = inputs.reading.judgements
    if not judgements:
        return []
    entries = (entry for source in inputs.sources for entry in source.entries)
    kinds = {str(entry.iri): entry.node["type"] for entry in entries}
    return check_links(judgements, kinds, WikidataClasses.of(inputs.project))
