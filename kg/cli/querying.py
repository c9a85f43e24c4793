"""The command that runs a query of one's own."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

import click

from kg.ask.endpoint import LocalEndpoint
from kg.ask.limited import (
    GRAPH_FORMATS,
    NO_NETWORK,
    RESULT_FORMATS,
    run_limited,
)
from kg.cli.days import as_of_option, timeout_option
from kg.cli.root import Settings, pass_settings
from kg.errors import QueryFailed, UnknownName


@click.command()
@click.argument("query", required=False)
@click.option(
    "-f", "--file", type=click.File("r", encoding="utf-8"), help="Read the query here."
)
@click.option(
    "--format",
    type=click.Choice([*RESULT_FORMATS, *GRAPH_FORMATS]),
    help="SELECT, ASK: json, xml, csv, tsv. CONSTRUCT, DESCRIBE: ttl, nt.",
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

    The result is printed in a W3C format.

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
    store = graph.endpoint.store
    try:
        if hosts:
            from kg.ask.federated.run import run_federated
            from kg.net.manners import user_agent

            agent = user_agent(settings.project.contact)
            result = run_federated(
                store, words, format, allow=hosts, agent=agent, seconds=query_seconds
            )
        else:
            result = run_limited(store, words, format, seconds=query_seconds)
    except (QueryFailed, UnknownName) as error:
        raise type(error)(_with_options(str(error))) from None
    sys.stdout.flush()
    sys.stdout.buffer.write(result)
    if not result.endswith(b"\n"):
        sys.stdout.buffer.write(b"\n")


def _with_options(message: str) -> str:
    """Name options where the library names what a caller passes."""
    if message == NO_NETWORK:
        return f"{message}, but for hosts that --service-allow names"
    message = message.replace("`allow=", "`--service-allow ")
    return message.replace("`allow`", "`--service-allow`")
