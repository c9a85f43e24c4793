"""A view of the graph written as a network for other tools."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.ask.questions import asked_period
from kg.cli.export.graph import OF_GRAPHS, OPTIONS, no_use
from kg.cli.output import console, plural, working
from kg.cli.root import Settings
from kg.errors import UnknownName, nearest
from kg.export.forms import GRAPH_FORMS, VIEW_FORMS, Form, view_form, write_network

if TYPE_CHECKING:
    from kg.ask.knowledge import KnowledgeGraph
    from kg.ask.network.model import Network
    from kg.periods.period import Period


def export_view(
    settings: Settings, what: str, path: Path | None, given: Mapping[str, Any]
) -> None:
    """Write a view in the form that is asked for, to a file, folder or the terminal."""
    graph = settings.open()
    _known(graph, what)
    asked = {name: value for name, value in given.items() if name != "form"}
    _check(what, asked)
    if (on := asked.pop("on", None)) is not None:
        asked |= _days(asked_period("on", on))
    form = _form(given.get("form"), path)
    with working() as tell:
        tell("asking the graph")
        network = graph.view(what, **asked)
        drawing = None
        if form.drawn:
            from kg.export.network.drawing import draw

            tell(f"laying out {plural(len(network.nodes), 'node')}")
            drawing = draw(network)
        tell(f"writing {plural(len(network.edges), 'edge')}")
        sys.stdout.flush()
        to = sys.stdout.buffer if path is None else path
        write_network(network, to, form=form.name, drawing=drawing)
    _summary(network, path, asked)


def _check(what: str, asked: Mapping[str, Any]) -> None:
    """Refuse options that are for the whole graph, or that contradict each other."""
    for name in OF_GRAPHS:
        if name in asked:
            raise UnknownName(no_use(what, name))
    if "hops" in asked and "about" not in asked:
        raise UnknownName("`--hops` counts from a thing: add --about THING")
    if "on" in asked and not asked.keys().isdisjoint(("since", "until")):
        raise UnknownName("`--on` is one day, `--from` and `--to` a period: give one")


def _days(on: Period) -> dict[str, date | None]:
    """Return the options of a day, or of the days of a month or year."""
    if on.start == on.end:
        return {"on": on.start}
    return {"since": on.start, "until": on.end}


def _form(name: str | None, path: Path | None) -> Form:
    known = {form.suffix for form in VIEW_FORMS.values() if form.suffix}
    if name is None and path is not None and path.suffix.lower() not in known:
        names = ", ".join(VIEW_FORMS)
        raise UnknownName(
            f"`{path}` does not tell what to write; add --form, one of {names}"
        )
    form = view_form(name, path)
    if path is None and form.folder:
        raise UnknownName(f"`{form.name}` is a folder: add -o FOLDER")
    return form


def _known(graph: KnowledgeGraph, what: str) -> None:
    if what not in graph.views:
        names = [*graph.views, *GRAPH_FORMS]
        hint = nearest(what, names) or "; see `kg export --list`"
        raise UnknownName(f"no view or form is called `{what}`{hint}")


def _summary(network: Network, path: Path | None, asked: Mapping[str, Any]) -> None:
    """Tell what was written, and why it may be nothing."""
    nodes, edges = len(network.nodes), len(network.edges)
    where = path or network.view
    line = f"{where}: {plural(nodes, 'node')}, {plural(edges, 'edge')}."
    if not edges and (narrowed := _narrowed(asked)):
        line += f" Less narrow than {narrowed}, there may be more."
    console(stderr=True).print(line, soft_wrap=True)


def _narrowed(asked: Mapping[str, Any]) -> str:
    names = ("as_of", "on", "since", "until", "about")
    return " ".join(f"{OPTIONS[k]} {_shown(asked[k])}" for k in names if k in asked)


def _shown(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
