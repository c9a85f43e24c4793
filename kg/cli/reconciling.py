"""The command that offers the graph's things to OpenRefine and its like."""

from __future__ import annotations

import click
from rich.text import Text

from kg.cli.listening import listen, listening, missing, own_address
from kg.cli.output import console, plural
from kg.cli.root import Settings, pass_settings


@click.command("reconcile-service")
@listening(8042)
@pass_settings
def reconcile_service(
    settings: Settings, host: str, port: int, base_url: str | None
) -> None:
    """Let OpenRefine match tables against the graph.

    The W3C Reconciliation API 0.2 on this machine: paste the address that is printed
    into OpenRefine (Reconcile, Start reconciling, Add standard service). Whatever page
    is open in a browser here can ask the service too, as the API demands. Ctrl-C ends
    it; after a build, start it again.

    \b
    Example:
      kg reconcile-service
      kg reconcile-service --host 0.0.0.0 --base-url https://example.org/match
    """
    try:
        from kg.serve.reconcile.service import app
        from kg.serve.running import run
    except ModuleNotFoundError as error:
        raise missing(error) from None
    with listen(host, port) as listener:
        url = base_url or own_address(listener)
        service = app(settings.open(), url)
        things = plural(len(service.state.catalogue), "thing")
        console().print(Text(f"{things} at {url}/"), soft_wrap=True)
        run(service, listener)
