"""Everything that is checked: what was asserted, and what the finished graph says."""

from __future__ import annotations

import pyoxigraph as ox

from kg.figures.reconcile import Reconciliation
from kg.project.figures import check_figures
from kg.project.findings import Finding
from kg.project.following import read_queries
from kg.project.inputs import Inputs
from kg.project.links import check_links
from kg.project.positions import check_positions
from kg.project.queries import check_queries
from kg.project.shapes.check import check_shapes
from kg.project.shapes.shapes import read_shapes
from kg.read.wikidata_classes import WikidataClasses


def validate_asserted(inputs: Inputs, engine: str) -> list[Finding]:
    """Run the shapes on all that was asserted; a broken entry is not told off twice.

    It is looked at in parts, unless a shape looks where only the whole can tell.
    """
    shapes, sound = read_shapes(inputs.project), set(inputs.sound())
    if engine == "shacl" and not shapes.need_the_whole:
        parts = inputs.asserted_in_parts()
    else:
        parts = iter([(inputs.asserted(), list(sound))])
    return check_shapes(
        ((data, sound.intersection(own)) for data, own in parts),
        shapes,
        places=inputs.places,
        engine_name=engine,
    )


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
    ]


def _links(inputs: Inputs) -> list[Finding]:
    """Compare the classes of linked things with those of the entities."""
    judgements = inputs.reading.judgements
    if not judgements:
        return []
    entries = (entry for source in inputs.sources for entry in source.entries)
    kinds = {str(entry.iri): entry.node["type"] for entry in entries}
    return check_links(judgements, kinds, WikidataClasses.of(inputs.project))
