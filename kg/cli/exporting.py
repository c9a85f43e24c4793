"""The command that writes the graph for other tools."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.ask.endpoint import LocalEndpoint
from kg.cli.main import Settings, pass_settings
from kg.errors import StoreError
from kg.export.files import output
from kg.export.rdf import FORMS, export_rdf


@click.command()
@click.argument("form", type=click.Choice(list(FORMS)))
@click.option(
    "-o", "--output", "path", type=click.Path(path_type=Path), help="The file to write."
)
@pass_settings
def export(settings: Settings, form: str, path: Path | None) -> None:
    """Write the graph as RDF, in canonical order.

    Equal graphs give equal bytes.

    nquads and trig keep the graphs apart; turtle and ntriples merge them.

    \b
    Example:
      kg export nquads -o graph.nq
    """
    if settings.place and settings.place.startswith(("http://", "https://")):
        raise StoreError("only a graph on disk can be exported")
    store = LocalEndpoint(settings.graph_folder).store
    if path is None:
        sys.stdout.flush()
        export_rdf(store, form, sys.stdout.buffer)
        return
    with output(path) as file:
        export_rdf(store, form, file)
