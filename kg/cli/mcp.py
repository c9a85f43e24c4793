"""The command that offers the graph to language models, by MCP."""

from __future__ import annotations

import click
from rich.text import Text

from kg.cli.listening import listen, missing, own_address
from kg.cli.output import console
from kg.cli.root import Settings, pass_settings


@click.command("mcp")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Answer over HTTP on this port of loopback; 0 takes a free one.",
)
@pass_settings
def mcp(settings: Settings, port: int | None) -> None:
    """Let language models ask the graph, by MCP.

    Tools of the Model Context Protocol to find things, ask the named questions, compare
    figures, read a policy's life and run bounded SPARQL; every answer has its claims,
    with standing and place. Without a port, the model's program starts this command and
    talks to it over standard input and output.

    \b
    Example:
      kg mcp
      kg mcp --port 8043
    """
    try:
        from kg.serve.agents import tools_server
        from kg.serve.current import Current
        from kg.serve.running import run
        from kg.serve.sparql.evaluation import QueryLimits, Queue
    except ModuleNotFoundError as error:
        raise missing(error, "mcp") from None
    limits = QueryLimits()
    if port is None:
        tools_server(Current(settings.open, "", limits), Queue(limits)).run("stdio")
        return
    with listen("127.0.0.1", port) as listener:
        url = own_address(listener)
        current = Current(settings.open, url, limits)
        app = tools_server(current, Queue(limits)).streamable_http_app(
            json_response=True, stateless_http=True
        )
        console().print(Text(f"{current.title} at {url}/mcp"), soft_wrap=True)
        run(app, listener, lifespan=True)
