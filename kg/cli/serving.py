"""The command that serves the graph: its endpoint, its things, and its names."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path

import click
from rich.text import Text

from kg.cli.listening import listen, listening, missing, own_address
from kg.cli.output import console
from kg.cli.root import Settings, pass_settings
from kg.cli.tokens import token_in
from kg.errors import UnknownName


@click.command("serve")
@listening(8041)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 600),
    default=20.0,
    show_default=True,
    help="Seconds that a query may take.",
)
@click.option(
    "--token-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Let whoever sends the token in this file change the graph; on loopback only.",
)
@pass_settings
def serve(
    settings: Settings,
    host: str,
    port: int,
    base_url: str | None,
    timeout: float,
    token_file: Path | None,
) -> None:
    """Serve the graph over HTTP, to people and programs.

    A page of everything, SPARQL 1.1 at /sparql, graphs by name at /store, names for
    OpenRefine at /reconcile. Whoever can reach the address may read, and nobody may
    change anything, unless you give a token. Queries have limits of time and size;
    nothing reaches a network. The next build is served without a restart. Ctrl-C ends
    it. Whatever page is open in a browser here can ask /sparql, /store and /reconcile
    too, as their standards have it; the graph's own pages, and the texts that they
    quote, it cannot read.

    \b
    Example:
      kg serve
      kg serve --host 0.0.0.0 --base-url https://example.org/graph
    """
    try:
        from kg.serve.app import application
        from kg.serve.running import run
        from kg.serve.sparql.evaluation import QueryLimits
    except ModuleNotFoundError as error:
        raise missing(error) from None
    token = None if token_file is None else token_in(token_file)
    with listen(host, port) as listener:
        own = listener.getsockname()[0].partition("%")[0]
        if token is not None and not ip_address(own).is_loopback:
            raise UnknownName("--token-file goes with an address of loopback only")
        url = base_url or own_address(listener)
        limits = QueryLimits(seconds=timeout)
        app = application(settings.open, url, limits=limits, token=token)
        console().print(Text(f"{app.state.title} at {url}/"), soft_wrap=True)
        run(app, listener)
