"""What differs between two documents of a graph that are editions of one."""

from __future__ import annotations

from kg.ask.endpoint import Endpoint
from kg.ask.figures import selecting
from kg.ask.things import label_things
from kg.errors import UnknownName
from kg.figures.editions import Editions, compare_editions
from kg.figures.load import load_figures
from kg.graph.cited import Thing


def compare_documents(
    endpoint: Endpoint, old: Thing, new: Thing, language: str
) -> Editions:
    """Compare the figures of two documents by the keys of their claims.

    Raises :class:`UnknownName` where one of them has no figure.
    """
    figures = load_figures(selecting(endpoint))
    documents = {figure.document for figure in figures}
    for thing in (old, new):
        if thing.iri not in documents:
            raise UnknownName(f"`{thing.id}` is no document with figures")
    revisions, same = compare_editions(old.iri, new.iri, figures)
    things = label_things(endpoint, {each.thing for each in revisions}, language)
    labels = {iri: str(thing) for iri, thing in things.items()}
    return Editions(old.id, new.id, tuple(revisions), same, labels)
