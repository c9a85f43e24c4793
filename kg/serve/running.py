"""An application served on a socket until somebody ends it."""

from __future__ import annotations

import socket

import uvicorn
from starlette.types import ASGIApp

from kg.serve.connections import Connection

_GRACE = 5
"""Seconds that the end waits for answers that are being made."""


def server(app: ASGIApp, *, lifespan: bool = False) -> uvicorn.Server:
    """Return a server of an application whose connections have limits.

    With ``lifespan`` the application is told of the server's start and end.
    """
    config = uvicorn.Config(
        app,
        http=Connection,
        ws="none",
        lifespan="on" if lifespan else "off",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
    )
    return uvicorn.Server(config)


def run(app: ASGIApp, listener: socket.socket, *, lifespan: bool = False) -> None:
    """Serve an application on a socket that listens, until Ctrl-C or SIGTERM."""
    server(app, lifespan=lifespan).run(sockets=[listener])
