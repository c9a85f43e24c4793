"""Connections that end when their client does nothing, so that others are let in.

uvicorn closes a connection that is idle after an answer, but waits for ever for the
first request of one, for the end of a request's head, and for a client that does not
read its answer: a handful of silent clients would lock everybody else out.
"""

from __future__ import annotations

import asyncio
import socket
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE = 10.0
"""Seconds for a request to begin and for its head to arrive: what browsers keep
connections open for is longer, and they open new ones without a word."""

_STUCK = 6
"""How often that time passes until an answer of which nothing is read is given up: the
buffers of two systems hide some megabytes of what a slow client reads."""

MOST = 512
"""Connections at once: half of the files that a process may have open by default on
Linux (1,024). Beyond, the one that has waited longest gives way."""


class Connection(H11Protocol):
    """A connection with a time limit for everything that its client has to do."""

    patience, most = PATIENCE, MOST

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Let the client in; where there are too many, for one that does nothing."""
        super().connection_made(transport)
        if (own := transport.get_extra_info("socket")) is not None:
            # asyncio does so only where the listening socket was made for TCP by name;
            # head and body are written apart, and would wait for each other (40 ms)
            own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.since = self.loop.time()
        self._unread, self._stuck = 0, 0
        self._timer = self.loop.call_later(self.patience, self._look)
        if len(self.connections) > self.most:
            idle = (c for c in self.connections if isinstance(c, Connection))
            waiting = [c for c in idle if c.is_waiting()]
            min(waiting, key=lambda c: c.since, default=self).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._timer.cancel()
        super().connection_lost(exc)

    def is_waiting(self) -> bool:
        """Tell whether it is for the client to go on: no request is being answered."""
        cycle: Any = self.cycle
        return cycle is None or cycle.response_complete

    def on_response_complete(self) -> None:
        """Begin to wait for the next request."""
        self.since = self.loop.time()
        super().on_response_complete()

    def timeout_keep_alive_handler(self) -> None:
        """Leave idle connections to the one clock here."""

    def _look(self) -> None:
        """End the connection if the client has done nothing for too long."""
        unread = self.transport.get_write_buffer_size()
        self._stuck = self._stuck + 1 if 0 < self._unread <= unread else 0
        waited = self.loop.time() - self.since if self.is_waiting() else 0.0
        if self._stuck >= _STUCK or (waited >= self.patience and not unread):
            self.transport.abort()
            return
        self._unread = unread
        left = self.patience - waited
        delay = left if 0 < left < self.patience else self.patience
        self._timer = self.loop.call_later(delay, self._look)
