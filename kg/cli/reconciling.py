"""The command that offers the graph's things to OpenRefine and its like."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

import click
from rich.text import Text

from kg.cli.output import console, plural
from kg.cli.root import Settings, pass_settings
from kg.errors import KgError, UnknownName

_WAITING, _AT_ONCE = 128, 64
"""Connections that wait, and that are answered at once, at most: one person's clients
open a handful, and each may send two megabytes."""

_IDLE, _GRACE = 10, 5
"""Seconds that a connection may stay idle, and that Ctrl-C waits for answers."""


class _Unavailable(KgError):
    """The service cannot be started on this machine as it is."""

    exit_code = 3


def _address(
    ctx: click.Context, option: click.Parameter, url: str | None
) -> str | None:
    """Check that an address is one that a client can be given."""
    if url is None:
        return None
    parts = urlsplit(url)
    sound = parts.scheme in ("http", "https") and parts.hostname and url.isprintable()
    if not sound or parts.query or parts.fragment or " " in url:
        raise click.BadParameter(
            f"takes an address such as https://x.org/, not `{url}`"
        )
    return url.rstrip("/")


@click.command("reconcile-service")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8042,
    show_default=True,
    help="0 takes a free one.",
)
@click.option(
    "--base-url",
    metavar="URL",
    callback=_address,
    help="The address that clients use, if it is another one.",
)
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
        import uvicorn

        from kg.serve.reconcile.service import app
    except ModuleNotFoundError as error:
        message = f"`{error.name}` is missing; run: pip install 'apf-kg[serve]'"
        raise _Unavailable(message) from None
    listener = _listen(host, port)
    with listener:
        url = base_url or _own_address(listener)
        service = app(settings.open(), url)
        config = uvicorn.Config(
            service,
            log_level="warning",
            access_log=False,
            server_header=False,
            limit_concurrency=_AT_ONCE,
            timeout_keep_alive=_IDLE,
            timeout_graceful_shutdown=_GRACE,
        )
        things = plural(len(service.state.catalogue), "thing")
        console().print(Text(f"{things} at {url}/"), soft_wrap=True)
        uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens, before the graph is read: a slip shows at once."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (socket.gaierror, UnicodeError):
        raise UnknownName(f"--host: no machine is called `{host}`") from None
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_WAITING)
    except OSError as error:
        listener.close()
        reason = f"port {port} of {host} cannot be used: {error.strerror}"
        raise _Unavailable(f"{reason}; --port 0 takes a free one") from None
    return listener


def _own_address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    if ip_address(host.partition("%")[0]).is_unspecified:
        message = "with --host for all addresses, --base-url says which clients use"
        raise UnknownName(message)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
