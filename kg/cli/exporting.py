"""The command that writes the graph, or a network made of it, for other tools."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from kg.cli.days import day
from kg.cli.main import Settings, pass_settings
from kg.cli.output import console, plural
from kg.errors import StoreError, UnknownName, nearest

if TYPE_CHECKING:
    from kg.ask.knowledge import KnowledgeGraph
    from kg.ask.network.model import Network

_VIEW_OPTIONS = ("on", "since", "until", "about", "hops", "measures", "form")


@dataclass
class _Options:
    """What is to be written, and of what part of it."""

    what: str
    path: Path | None
    given: dict[str, Any]


@click.command()
@click.argument("what", metavar="VIEW|FORM", required=False)
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(path_type=Path),
    help="The file or folder to write.",
)
@click.option("--form", metavar="NAME", help="How a view is written; else by -o.")
@click.option(
    "--as-of", metavar="DATE", callback=day, help="Only what was published by then."
)
@click.option("--on", metavar="DATE", callback=day, help="Only what is of that day.")
@click.option("--from", "since", metavar="DATE", callback=day, help="Not before.")
@click.option("--to", "until", metavar="DATE", callback=day, help="Not after.")
@click.option("--about", metavar="THING", help="Only what is around a thing.")
@click.option(
    "--hops",
    type=click.IntRange(min=0),
    help="How many steps around it; 1 by default.",
)
@click.option(
    "--measure",
    "measures",
    metavar="NAME",
    multiple=True,
    help="Add a column: degree, betweenness, closeness, pagerank, community.",
)
@click.option("--list", "listing", is_flag=True, help="List the views and forms.")
@pass_settings
def export(
    settings: Settings,
    /,
    what: str | None,
    path: Path | None,
    listing: bool,
    **given: Any,
) -> None:
    """Write a view as a network, or the whole graph as RDF.

    A view is written as the ending of the file says, or as --form does. The whole graph
    is written in canonical order: equal graphs give equal bytes. --list tells what
    views and forms there are.

    \b
    Examples:
      kg export flows -o flows.gexf
      kg export claims --about "Taliban leaders" --hops 2 -o claims.graphml
      kg export actors-policies-populations --form csv -o tables
      kg export nquads -o graph.nq
    """
    from kg.export.rdf import FORMS

    if listing or what is None:
        _list(settings)
        return
    options = _Options(
        what, path, {k: v for k, v in given.items() if v not in (None, ())}
    )
    if what in FORMS:
        _export_graph(settings, options)
    else:
        _export_view(settings, options)


def _list(settings: Settings) -> None:
    from kg.ask.network.views import read_views
    from kg.export.network.forms import FORMS as NETWORK_FORMS
    from kg.export.rdf import FORMS

    out = console()
    views = read_views(settings.project)
    out.print("Views:")
    for name, view in views.items():
        out.print(f"  {name:<30} {view.summary}", soft_wrap=True)
    out.print("\nForms of a view:")
    for name, form in NETWORK_FORMS.items():
        out.print(f"  {name:<30} {form.summary}")
    out.print("\nForms of the whole graph:")
    for name, suffix in FORMS.items():
        out.print(f"  {name:<30} .{suffix}")


def _export_graph(settings: Settings, options: _Options) -> None:
    from kg.ask.endpoint import LocalEndpoint
    from kg.export.files import output
    from kg.export.rdf import export_rdf

    if settings.place and settings.place.startswith(("http://", "https://")):
        raise StoreError("only a graph on disk can be exported")
    store = LocalEndpoint(settings.graph_folder).store
    if options.path is None:
        sys.stdout.flush()
        export_rdf(store, options.what, sys.stdout.buffer)
        return
    with output(options.path) as file:
        export_rdf(store, options.what, file)


def _export_view(settings: Settings, options: _Options) -> None:
    from kg.export.network.forms import get_form, write_network

    graph = settings.open()
    _known(graph, options.what)
    given = dict(options.given)
    form = get_form(given.pop("form", None), options.path)
    if "hops" in given and "about" not in given:
        raise UnknownName("`--hops` counts from a thing: add --about THING")
    if options.path is None and form.folder is not None:
        raise UnknownName(f"`{form.name}` is a folder: add -o FOLDER")
    with _working() as tell:
        tell("asking the graph")
        network = graph.view(options.what, **given)
        drawing = None
        if form.write is not None:
            from kg.export.network.drawing import draw

            tell(f"laying out {plural(len(network.nodes), 'node')}")
            drawing = draw(network)
        tell(f"writing {plural(len(network.edges), 'edge')}")
        if options.path is None:
            assert form.write is not None
            sys.stdout.flush()
            form.write(network, sys.stdout.buffer, drawing)
        else:
            write_network(network, form, options.path, drawing)
    _say(network, options)


def _known(graph: KnowledgeGraph, what: str) -> None:
    from kg.export.rdf import FORMS

    if what not in graph.views:
        names = [*graph.views, *FORMS]
        hint = nearest(what, names) or "; see `kg export --list`"
        raise UnknownName(f"no view or form is called `{what}`{hint}")


def _say(network: Network, options: _Options) -> None:
    """Tell what was written, and why it may be nothing."""
    nodes, edges = len(network.nodes), len(network.edges)
    where = options.path or network.view
    line = f"{where}: {plural(nodes, 'node')}, {plural(edges, 'edge')}."
    if not edges and (narrowed := _narrowed(options.given)):
        line += f" Less narrow than {narrowed}, there may be more."
    console(stderr=True).print(line, soft_wrap=True)


def _narrowed(given: dict[str, Any]) -> str:
    names = {"as_of": "--as-of", "on": "--on", "since": "--from", "until": "--to"}
    names |= {"about": "--about"}
    return " ".join(
        f"{option} {_told(given[key])}" for key, option in names.items() if key in given
    )


def _told(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


@contextmanager
def _working() -> Iterator[Any]:
    """Show on a terminal what is being done, and for how long."""
    out = console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(
        *columns, console=out, transient=True, disable=not out.is_terminal
    ) as bar:
        task = bar.add_task("")

        def tell(what: str) -> None:
            bar.update(task, description=what)

        yield tell
