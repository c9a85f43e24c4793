"""The command that runs a query of one's own."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

import click
import pyoxigraph as ox

from kg.ask.endpoint import LocalEndpoint
from kg.ask.limited import (
    GRAPH_FORMATS,
    NO_NETWORK,
    RESULT_FORMATS,
    run_limited,
    unfitting,
)
from kg.ask.terms import TermCheck, declared_prefixes
from kg.cli.days import as_of_option, timeout_option
from kg.cli.output import warn
from kg.cli.results import print_results
from kg.cli.root import Settings, pass_settings
from kg.errors import QueryFailed, UnknownName
from kg.export.rdf.canonical import prefixes as known_prefixes
from kg.names import PREFIXES

_TABLE = "table"


@click.command()
@click.argument("query", required=False)
@click.option(
    "-f", "--file", type=click.File("r", encoding="utf-8"), help="Read the query here."
)
@click.option(
    "--format",
    type=click.Choice([_TABLE, *RESULT_FORMATS, *GRAPH_FORMATS]),
    help="SELECT, ASK: table, json, xml, csv, tsv. CONSTRUCT, DESCRIBE: ttl, nt.",
)
@timeout_option
@click.option(
    "--service-allow",
    "hosts",
    metavar="HOST[:PORT]",
    multiple=True,
    help="Let SERVICE ask this host, and no other; may be repeated.",
)
@as_of_option
@pass_settings
def sparql(
    settings: Settings,
    query: str | None,
    as_of: date | None,
    file: Any,
    format: str | None,
    query_seconds: int,
    hosts: tuple[str, ...],
) -> None:
    """Run a SPARQL QUERY of your own.

    On a terminal, rows are printed as a table; elsewhere, and with --format, the result
    is in a W3C format. Of terms that the ontology does not have, a warning tells.

    The query sees the union of all graphs, or with FROM and FROM NAMED those alone
    that it names. It is read from standard input when it is neither given nor in a
    file, and it cannot use a network, but for SERVICE on the hosts that
    --service-allow names: they see what they are asked. Such a query may have no FROM,
    and is evaluated by rdflib, others by Oxigraph.

    \b
    Example:
      kg sparql 'SELECT * { ?policy apf:targetsPopulation ?group }' --format csv
      kg sparql -f queries/wikidata/labels.rq --service-allow query.wikidata.org
    """
    try:
        words = query if query is not None else (file or sys.stdin).read()
    except UnicodeDecodeError:
        raise QueryFailed("the query is not UTF-8 text") from None
    graph = settings.open(as_of)
    if not isinstance(graph.endpoint, LocalEndpoint):
        raise QueryFailed("`kg sparql` asks a graph on disk; send the query to the URL")
    as_table = format == _TABLE or (format is None and sys.stdout.isatty())
    chosen = None if as_table else format
    store = graph.endpoint.store
    prefixes = _prefixes(store, words)
    try:
        if hosts:
            from kg.ask.federated.run import run_federated
            from kg.net.manners import user_agent

            agent = user_agent(settings.project.contact)
            result = run_federated(
                store,
                words,
                chosen,
                allow=hosts,
                agent=agent,
                seconds=query_seconds,
                prefixes=prefixes,
            )
        else:
            result = run_limited(
                store, words, chosen, seconds=query_seconds, prefixes=prefixes
            )
    except (QueryFailed, UnknownName) as error:
        raise type(error)(_with_options(str(error))) from None
    for sentence in TermCheck(graph.endpoint).warnings(words):
        warn(sentence)
    of_rows = result.startswith(b"{")  # which Turtle never does
    if format == _TABLE and not of_rows:
        raise unfitting(_TABLE, GRAPH_FORMATS)
    if as_table and of_rows:
        print_results(result, prefixes)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(result)
    if not result.endswith(b"\n"):
        sys.stdout.buffer.write(b"\n")


def _prefixes(store: ox.Store, query: str) -> dict[str, str]:
    """Return what results are shortened by; what the query itself declares goes first.

    The others are those that it may use undeclared, and those of exports in Turtle.
    """
    declared = declared_prefixes(query)
    others = {**known_prefixes(store), **PREFIXES}
    own = {*declared.values()}
    return {n: iri for n, iri in others.items() if iri not in own} | declared


def _with_options(message: str) -> str:
    """Name options where the library names what a caller passes."""
    if message == NO_NETWORK:
        return f"{message}, but for hosts that --service-allow names"
    message = message.replace("`allow=", "`--service-allow ")
    return message.replace("`allow`", "`--service-allow`")
