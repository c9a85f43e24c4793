"""An application on a free port of loopback, served as the command line does it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from starlette.types import ASGIApp

from kg.serve import running


@contextmanager
def serving(make: Callable[[str], ASGIApp]) -> Iterator[str]:
    """Serve what ``make(address)`` returns; yield the address."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=256)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    server = running.server(make(address))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield address
    finally:
        server.should_exit = True
        thread.join(30)
        listener.close()
