"""A view of the graph written as a network for other tools."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.cli.export.graph import OPTIONS, RELEASE, no_use
from kg.cli.output import console, plural, working
from kg.cli.root import Settings
from kg.errors import UnknownName, nearest

if TYPE_CHECKING:
    from kg.ask.knowledge import KnowledgeGraph
    from kg.ask.network.model import Network


def export_view(
    settings: Settings, what: str, path: Path | None, given: dict[str, Any]
) -> None:
    """Write a view in the form that is asked for, to a file, folder or the terminal."""
    from kg.export.network.forms import get_form, write_network

    graph = settings.open()
    _known(graph, what)
    given = dict(given)
    for name in ("document", "same_as", "left_out"):
        if name in given:
            raise UnknownName(no_use(what, name))
    form = get_form(given.pop("form", None), path)
    if "hops" in given and "about" not in given:
        raise UnknownName("`--hops` counts from a thing: add --about THING")
    if path is None and form.folder is not None:
        raise UnknownName(f"`{form.name}` is a folder: add -o FOLDER")
    with working() as tell:
        tell("asking the graph")
        network = graph.view(what, **given)
        drawing = None
        if form.write is not None:
            from kg.export.network.drawing import draw

            tell(f"laying out {plural(len(network.nodes), 'node')}")
            drawing = draw(network)
        tell(f"writing {plural(len(network.edges), 'edge')}")
        if path is None:
            assert form.write is not None
            sys.stdout.flush()
            form.write(network, sys.stdout.buffer, drawing)
        else:
            write_network(network, form, path, drawing)
    _say(network, path, given)


def _known(graph: KnowledgeGraph, what: str) -> None:
    from kg.export.rdf.forms import GRAPH_FORMS

    if what not in graph.views:
        names = [*graph.views, *GRAPH_FORMS, RELEASE]
        hint = nearest(what, names) or "; see `kg export --list`"
        raise UnknownName(f"no view or form is called `{what}`{hint}")


def _say(network: Network, path: Path | None, given: dict[str, Any]) -> None:
    """Tell what was written, and why it may be nothing."""
    nodes, edges = len(network.nodes), len(network.edges)
    where = path or network.view
    line = f"{where}: {plural(nodes, 'node')}, {plural(edges, 'edge')}."
    if not edges and (narrowed := _narrowed(given)):
        line += f" Less narrow than {narrowed}, there may be more."
    console(stderr=True).print(line, soft_wrap=True)


def _narrowed(given: dict[str, Any]) -> str:
    names = ("as_of", "on", "since", "until", "about")
    return " ".join(f"{OPTIONS[k]} {_told(given[k])}" for k in names if k in given)


def _told(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
