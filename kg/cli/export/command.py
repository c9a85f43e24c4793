"""The command that writes the graph, or a network made of it, for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli import completing
from kg.cli.days import as_of_option, day
from kg.cli.export.graph import export_graph
from kg.cli.export.names import node_measures, summaries, view_forms, views_and_forms
from kg.cli.export.view import export_view
from kg.cli.output import console
from kg.cli.root import Settings, pass_settings
from kg.export.forms import GRAPH_FORMS, VIEW_FORMS


@click.command()
@click.argument(
    "what", metavar="VIEW|FORM", required=False, shell_complete=views_and_forms
)
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(path_type=Path),
    help="The file or folder to write.",
)
@click.option(
    "--form",
    metavar="NAME",
    help="How a view is written; else by -o.",
    shell_complete=view_forms,
)
@as_of_option
@click.option(
    "--on", metavar="DATE", help="Only what is of that day, month (2025-04) or year."
)
@click.option("--from", "since", metavar="DATE", callback=day, help="Not before.")
@click.option("--to", "until", metavar="DATE", callback=day, help="Not after.")
@click.option(
    "--about",
    metavar="THING",
    shell_complete=completing.things,
    help="Only what is around a thing.",
)
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
    shell_complete=node_measures,
    help="Add a column: degree, in_degree, out_degree, betweenness, closeness, "
    "pagerank, community.",
)
@click.option(
    "--edge-nodes",
    is_flag=True,
    help="A node on each of several edges between the same two: Gephi draws such edges "
    "on each other.",
)
@click.option(
    "--document",
    metavar="DOCUMENT",
    shell_complete=completing.documents,
    help="For a cube: its one source.",
)
@click.option(
    "--same-as",
    is_flag=True,
    help="Write exact matches with Wikidata as owl:sameAs, too.",
)
@click.option(
    "--left-out",
    "left_out",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="For quickstatements: what is not written, and why.",
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
    """Write networks, RDF, tables, or the lives of policies.

    A view is written as the ending of the file says, or as --form does. The whole graph
    is written in canonical order. A release is a folder to publish: the graph in
    several forms and as tables, the ontology, DCAT, VoID, RO-Crate, checksums. Spans
    are a table with a row for each span of a policy's life, as CSV, TSV or JSON. Tables
    are all there is, a row for each claim, figure and entity, as CSV, Parquet or
    SQLite. Equal graphs give equal bytes. --list tells what views and forms there are.

    \b
    Example:
      kg export flows -o flows.gexf
      kg export claims --about "Taliban leaders" --hops 2 -o claims.graphml
      kg export actors-policies-populations --form csv -o tables
      kg export nquads -o graph.nq
      kg export spans --on 2024-02 -o spans.csv
      kg export tables -o graph.sqlite
      kg export quickstatements -o batch.tsv --left-out left-out.csv
      kg export release -o border-watch-2026
    """
    if listing or what is None:
        _list(settings)
        return
    unset = (None, (), False)  # though not 0, which is a number of hops
    narrowed = {n: v for n, v in given.items() if not any(v is u for u in unset)}
    write = export_graph if what in GRAPH_FORMS else export_view
    write(settings, what, path, narrowed)


def _list(settings: Settings) -> None:
    from kg.ask.network.views import read_views

    views = read_views(settings.project)
    out = console()
    for heading, rows in (
        ("Views", {name: view.summary for name, view in views.items()}),
        ("Forms of a view", summaries(VIEW_FORMS)),
        ("Forms of the whole graph", summaries(GRAPH_FORMS)),
    ):
        out.print(f"{heading}:")
        for name, summary in rows.items():
            out.print(f"  {name:<28} {summary}", soft_wrap=True)
