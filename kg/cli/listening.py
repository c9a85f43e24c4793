"""Options of commands that serve, and the socket on which they listen."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import click

from kg.errors import KgError, UnknownName

_WAITING = 128
"""Connections that wait until they are accepted, at most: what Linux has by default."""


class ServiceUnavailable(KgError):
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


def listening(port: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator that adds the options of a service with this port."""

    def added(command: Callable[..., Any]) -> Callable[..., Any]:
        options = (
            click.option(
                "--host",
                default="127.0.0.1",
                show_default=True,
                help="Where to listen.",
            ),
            click.option(
                "--port",
                type=click.IntRange(0, 65535),
                default=port,
                show_default=True,
                help="0 takes a free one.",
            ),
            click.option(
                "--base-url",
                metavar="URL",
                callback=_address,
                help="The address that clients use, if it is another one.",
            ),
        )
        for option in reversed(options):
            command = option(command)
        return command

    return added


def missing(error: ModuleNotFoundError, extra: str = "serve") -> ServiceUnavailable:
    """Return the error that says how to install what is not."""
    return ServiceUnavailable(
        f"`{error.name}` is missing; run: pip install 'apf-kg[{extra}]'"
    )


def listen(host: str, port: int) -> socket.socket:
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
        raise ServiceUnavailable(f"{reason}; --port 0 takes a free one") from None
    return listener


def own_address(listener: socket.socket) -> str:
    """Return the address at which clients on this machine reach a socket."""
    host, port = listener.getsockname()[:2]
    if ip_address(host.partition("%")[0]).is_unspecified:
        message = "with --host for all addresses, --base-url says which clients use"
        raise UnknownName(message)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
