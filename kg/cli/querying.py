"""The command that runs a query of one's own."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from kg.ask.endpoint import LocalEndpoint, user_agent
from kg.ask.limited import GRAPH_FORMATS, NO_NETWORK, RESULT_FORMATS, run_limited
from kg.cli.main import Settings, pass_settings
from kg.errors import QueryFailed

if TYPE_CHECKING:
    import pyoxigraph as ox


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
@click.option(
    "--timeout",
    type=click.IntRange(1, 86_400),
    default=60,
    show_default=True,
    help="Seconds to wait.",
)
@click.option(
    "--service-allow",
    "hosts",
    metavar="HOST[:PORT]",
    multiple=True,
    help="Let SERVICE ask this host, and no other; may be repeated.",
)
@pass_settings
def sparql(
    settings: Settings,
    query: str | None,
    file: Any,
    format: str | None,
    timeout: int,
    hosts: tuple[str, ...],
) -> None:
    """Run a SPARQL QUERY of your own.

    The result is printed in a W3C format.

    The query sees the union of all graphs. It is read from standard input when it is
    neither given nor in a file, and it cannot use a network, but for SERVICE on the
    hosts that --service-allow names: they see what they are asked. Such a query is
    evaluated by rdflib, others by Oxigraph.

    \b
    Example:
      kg sparql 'SELECT * { ?policy apf:targetsPopulation ?group }' --format csv
      kg sparql -f queries/wikidata/labels.rq --service-allow query.wikidata.org
    """
    try:
        words = query if query is not None else (file or sys.stdin).read()
    except UnicodeDecodeError:
        raise QueryFailed("the query is not UTF-8 text") from None
    graph = settings.open()
    if not isinstance(graph.endpoint, LocalEndpoint):
        raise QueryFailed("`kg sparql` asks a graph on disk; send the query to the URL")
    agent = user_agent(settings.project.contact) if hosts else None
    result = _run(graph.endpoint.store, words, format, timeout, hosts, agent)
    sys.stdout.flush()
    sys.stdout.buffer.write(result)
    if not result.endswith(b"\n"):
        sys.stdout.buffer.write(b"\n")


def _run(
    store: ox.Store,
    query: str,
    format: str | None,
    seconds: int,
    hosts: tuple[str, ...],
    agent: str | None,
) -> bytes:
    if not hosts:
        try:
            return run_limited(store, query, format, seconds=seconds)
        except QueryFailed as error:
            if str(error) != NO_NETWORK:
                raise
            message = f"{error}, but for hosts that --service-allow names"
            raise QueryFailed(message) from None
    from kg.ask.federated.run import run_federated

    return run_federated(
        store, query, format, allow=hosts, agent=agent, seconds=seconds
    )
